//! `xinglan search`: prints the paragraphs that match, as grep prints lines. With a snapshot it uses the index, as the reader
//! does.

use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::ArgumentTexts;
use super::list;
use super::reading::ReadingArgs;
use super::searched::{self, Searched, SnapshotArgs};
use crate::corpus::Article;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::export::{ArticleJson, ExportItem};
use crate::messages::{HelpText, Lang};
use crate::output::Printer;
use crate::search::matcher::Hit;
use crate::search::matcher::Matcher;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("query", HelpText::Query),
    ("paths", HelpText::Paths),
    ("province", HelpText::Province),
    ("json", HelpText::ArticleJson),
    ("paths_only", HelpText::PathsOnly),
    ("null", HelpText::Null),
    searched::SNAPSHOT,
    searched::NO_CACHE,
    ("no_corrections", HelpText::NoCorrections),
];

/// Arguments of `search`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct SearchArgs {
    /// What is looked for, in the query language of the reader
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only articles about this province
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    /// One JSON object an article
    #[arg(long)]
    json: bool,
    /// Only the path of each article
    #[arg(long, short = 'l', conflicts_with = "json")]
    paths_only: bool,
    /// Only the path of each article, its bytes as they are, each ended by a NUL
    #[arg(long, short = '0', alias = "raw", conflicts_with = "json")]
    null: bool,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// A paragraph with hits: its number from 1 (0 is the title), its text, and the byte ranges of the hits.
#[derive(Debug, Serialize)]
struct Passage<'a> {
    paragraph: usize,
    text: &'a str,
    hits: Vec<[usize; 2]>,
}

#[derive(Debug, Serialize)]
struct Match<'a> {
    #[serde(flatten)]
    article: ArticleJson,
    passages: Vec<Passage<'a>>,
}

pub(super) fn run(args: &SearchArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let query = list::query(&args.query, args.province.as_deref(), None)?;
    let SearchArgs { paths, snapshot, no_corrections, reading, .. } = args;
    let opened =
        searched::open(Searched { paths, snapshot, no_corrections: *no_corrections, reading }, lang)?;
    let (corpus, annotations) = (&opened.searched.corpus, &opened.searched.annotations);
    let matcher = Matcher::new(&query);
    let (found, gave_up) = opened.found(&query);
    for article in found.ids().filter_map(|id| corpus.article(id)) {
        if args.null {
            out.raw_path(article.path().as_os_str().as_bytes())?;
            continue;
        }
        if args.paths_only {
            let path = article.path();
            out.path(path.as_os_str().as_bytes(), &shown_path(&path), &line_suffix(article))?;
            continue;
        }
        let passages = passages(article, &matcher.hits(article));
        if args.json {
            let item = ExportItem::new(article, corpus, annotations);
            let found = Match { article: ArticleJson::new(&item, lang), passages };
            out.json(&found)?;
        } else {
            print(article, &passages, out)?;
        }
    }
    opened.check()?;
    match found.is_empty() {
        _ if gave_up || matcher.gave_up() => Err(searched::cut()),
        true => Err(Error::NothingMatched),
        false => Ok(()),
    }
}

/// Prints `path:paragraph:text`, as grep does; for an article without hits (found by province) only the title.
fn print(article: Article<'_>, passages: &[Passage<'_>], out: &mut Printer) -> Result<(), Error> {
    let path = place(article);
    if passages.is_empty() {
        out.line(&format!("{path}:0:{}", article.label()))?;
    }
    for passage in passages {
        out.line(&format!("{path}:{}:{}", passage.paragraph, passage.text))?;
    }
    Ok(())
}

/// The path, and the line in a `.jsonl`.
fn place(article: Article<'_>) -> String {
    format!("{}{}", shown_path(&article.path()), line_suffix(article))
}

fn line_suffix(article: Article<'_>) -> String {
    article.line().map(|line| format!(":{line}")).unwrap_or_default()
}

fn passages<'a>(article: Article<'a>, hits: &[Hit]) -> Vec<Passage<'a>> {
    let title = (0, 0, article.title().as_str());
    let paragraphs = (1..).zip(article.paragraphs()).map(|(number, p)| (number, p.start, p.text.as_str()));
    let inside = |start: usize, text: &str, range: &Range<usize>| {
        let overlap = range.start >= start && range.start < start + text.len();
        overlap.then(|| [range.start - start, (range.end - start).min(text.len())])
    };
    let passage = |(paragraph, start, text): (usize, usize, &'a str)| {
        let hits: Vec<[usize; 2]> = hits.iter().filter_map(|hit| inside(start, text, &hit.range)).collect();
        (!hits.is_empty()).then_some(Passage { paragraph, text, hits })
    };
    std::iter::once(title).chain(paragraphs).filter_map(passage).collect()
}
