//! Shared by all commands that read files: their options, and loading.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::corpus::load::{LoadOptions, Root, load_over};
use crate::corpus::walk::shown_path;
use crate::corpus::{Corpus, Problem};
use crate::error::Error;
use crate::format::Encoding;
use crate::messages::{Lang, Phrase, Word};
use crate::output;
use crate::province::Recogniser;
use crate::text::{Ambiguous, WidthPolicy};

/// Lines of one file that are told one by one, if they could not be read.
const TOLD: usize = 3;

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
    let unreadable: Vec<&Problem> = corpus.unreadable().collect();
    for file in unreadable.chunk_by(|a, b| a.line.is_some() && b.line.is_some() && a.path == b.path) {
        // A file of another form than its name says has a fault in every line.
        let told = if file.len() > TOLD + 1 { TOLD } else { file.len() };
        let lines = file.iter().take(told).map(|problem| {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line}: {}", shown_path(&problem.path), problem.reason.text(lang))
        });
        let more = file.first().filter(|_| told < file.len()).map(|problem| {
            let more = Phrase::MoreLines(file.len() - told).text(lang);
            format!("{}: {more}", shown_path(&problem.path))
        });
        for line in lines.chain(more) {
            // A closed stderr must not stop a run that writes to stdout.
            let _ = err.line(&line);
        }
    }
    corpus
}
