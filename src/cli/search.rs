//! `xinglan search`: the paragraphs that match, as grep prints lines.

use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::json::ArticleJson;
use super::{ReadingArgs, list, load};
use crate::corpus::Article;
use crate::corpus::scan::shown_path;
use crate::error::Error;
use crate::index::Matcher;
use crate::index::matcher::Hit;

/// Arguments of `search`.
#[derive(Debug, Args)]
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
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// A paragraph with hits: number from 1 (0 is the title), its text, and the hits in it as byte ranges.
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

pub(super) fn run(args: &SearchArgs, out: &mut impl Write) -> Result<(), Error> {
    let query = list::query(&args.query, args.province.as_deref(), None)?;
    let corpus = load(&args.paths, &args.reading)?;
    let matcher = Matcher::new(&query);
    let corrections = list::corrections(args.no_corrections);
    let mut any = false;
    for article in corpus.articles().filter(|a| matcher.matches(*a, corrections.tags(&corpus, *a))) {
        any = true;
        let passages = passages(article, &matcher.hits(article));
        if args.json {
            let correction = corrections.of(&corpus, article);
            let found = Match { article: ArticleJson::new(article, &corpus, correction), passages };
            let line = serde_json::to_string(&found).map_err(std::io::Error::from)?;
            writeln!(out, "{line}")?;
        } else {
            print(article, &passages, out)?;
        }
    }
    if any { Ok(()) } else { Err(Error::NothingMatched) }
}

/// `path:paragraph:text`, as grep prints lines; an article without hits (found by province) by its title alone.
fn print(article: Article<'_>, passages: &[Passage<'_>], out: &mut impl Write) -> Result<(), Error> {
    let line = article.line().map(|line| format!(":{line}")).unwrap_or_default();
    let path = format!("{}{line}", shown_path(&article.path()));
    if passages.is_empty() {
        writeln!(out, "{path}:0:{}", article.label())?;
    }
    for passage in passages {
        writeln!(out, "{path}:{}:{}", passage.paragraph, passage.text)?;
    }
    Ok(())
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
