//! Shared by all commands that read files: their options, loading, and the id of an article.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use xxhash_rust::xxh3::Xxh3;

use crate::corpus::load::{LoadOptions, Root, load_over};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, ArticleKey, Corpus};
use crate::error::Error;
use crate::format::Encoding;
use crate::messages::{Lang, Word};
use crate::output;
use crate::province::Recogniser;
use crate::text::{Ambiguous, CleanText, WidthPolicy};

/// How files are read.
#[derive(Debug, Clone, ClapArgs)]
pub struct ReadingArgs {
    /// Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub encoding: Option<Encoding>,
}

/// The encodings that can be named. Others are found out.
const ENCODINGS: &str = "utf-8, gb18030, big5, utf-16le, utf-16be";

/// Its fault has the form of the ones of clap, which `usage` reads.
fn parse_encoding(name: &str) -> Result<Encoding, String> {
    Encoding::parse(name).ok_or_else(|| format!("{name} is not in {ENCODINGS}"))
}

pub(super) fn policy(ambiguous: Option<u8>) -> WidthPolicy {
    WidthPolicy::new(if ambiguous == Some(2) { Ambiguous::Two } else { Ambiguous::One })
}

/// Reads all of `paths`, or what has changed since `base`, a snapshot of them; reports on stderr what could not be read.
pub(crate) fn load_onto(
    base: Corpus,
    paths: &[PathBuf],
    reading: &ReadingArgs,
    lang: Lang,
) -> Result<Corpus, Error> {
    let corpus = read_onto(base, paths, reading, lang);
    if corpus.live_len() == 0 { Err(nothing_read()) } else { Ok(corpus) }
}

/// What is said if there is no article.
pub(super) fn nothing_read() -> Error {
    Error::NothingRead(Word::NothingRead.into())
}

/// The same, also if there is no article.
pub(super) fn read_onto(base: Corpus, paths: &[PathBuf], reading: &ReadingArgs, lang: Lang) -> Corpus {
    let roots: Vec<Root> = paths.iter().cloned().map(Root::Path).collect();
    let options = LoadOptions { encoding: reading.encoding, ..LoadOptions::default() };
    let corpus = load_over(base, &roots, &options, Recogniser::shared());
    let mut err = output::stderr();
    for problem in corpus.unreadable() {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let text = format!("{}{line}: {}", shown_path(&problem.path), problem.reason.text(lang));
        // A closed stderr must not stop a run that writes to stdout.
        let _ = err.line(&text);
    }
    corpus
}

/// The id of an article: the one its file gives, or else its key. A copy has the key of the first one, so its place goes in.
pub(super) fn id_of(article: Article<'_>) -> String {
    let key = || if article.repeats_key() { placed_key(article) } else { article.key() };
    article.given_id().map_or_else(|| key().to_string(), str::to_owned)
}

/// The key with the place of the article below its root: section, file and record.
fn placed_key(article: Article<'_>) -> ArticleKey {
    let mut hasher = Xxh3::new();
    hasher.update(&article.key().0.to_le_bytes());
    hasher.update(article.section().as_str().as_bytes());
    hasher.update(b"\0");
    hasher.update(article.path().file_name().unwrap_or_default().as_encoded_bytes());
    hasher.update(&article.place().map_or(0, |place| place.number).to_le_bytes());
    ArticleKey(hasher.digest128())
}

/// The id as `list` shows it: cleaned, and the key if nothing of it can be shown.
pub(super) fn shown_id(article: Article<'_>) -> String {
    let shown = CleanText::line(&id_of(article)).to_string();
    if shown.is_empty() { article.key().to_string() } else { shown }
}

/// Whether somebody who types `id` means this article: by its id, or as `list` shows that.
pub(super) fn has_id(article: Article<'_>, id: &str) -> bool {
    id_of(article) == id || shown_id(article) == id
}
