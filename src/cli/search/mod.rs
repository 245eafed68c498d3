//! `xinglan search`: prints the paragraphs that match, as grep prints lines. With a snapshot it uses the index, as the reader
//! does.

mod output;

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValue;
use serde::Serialize;

use super::ArgumentTexts;
use super::list;
use super::reading::ReadingArgs;
use super::searched::{self, SearchedPaths, SnapshotArgs};
use crate::corpus::{Article, ArticleId};
use crate::error::Error;
use crate::export::{ArticleJson, ExportItem};
use crate::messages::{HelpText, Lang};
use crate::output::Printer;
use crate::search::matcher::{Hit, Matcher};
use crate::search::{ListOrder, SortBy};
use output::{OutputArgs, SearchedLine, lines};

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("query", HelpText::Query),
    ("paths", HelpText::Paths),
    ("province", HelpText::Province),
    ("json", HelpText::ArticleJson),
    ("paths_only", HelpText::PathsOnly),
    ("without", HelpText::Without),
    ("count", HelpText::CountHits),
    ("only_matching", HelpText::OnlyMatching),
    ("max_count", HelpText::MaxCount),
    ("before", HelpText::ContextBefore),
    ("after", HelpText::ContextAfter),
    ("context", HelpText::ContextAround),
    ("sort", HelpText::SortArticles),
    ("null", HelpText::Null),
    searched::SNAPSHOT,
    searched::NO_CACHE,
    ("no_corrections", HelpText::NoCorrections),
];

/// Arguments of `search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// What is looked for, in the query language of the reader
    #[arg(value_name = "QUERY")]
    query: String,
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// Only articles about this province
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    /// One JSON object an article
    #[arg(long, conflicts_with_all = ["what", "max_count", "before", "after", "context"])]
    json: bool,
    #[command(flatten)]
    output: OutputArgs,
    /// In which order articles come
    #[arg(long, value_name = "BY", value_parser = parse_sort)]
    sort: Option<SortBy>,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// The orders of articles by their names.
const SORTS: [(&str, SortBy); 6] = [
    ("path", SortBy::Corpus),
    ("title", SortBy::Title),
    ("date", SortBy::Date),
    ("length", SortBy::Length),
    ("hits", SortBy::Hits),
    ("relevance", SortBy::Relevance),
];

/// Their names, for shells.
pub(super) fn sorts() -> Vec<PossibleValue> {
    SORTS.iter().map(|(name, _)| PossibleValue::new(*name)).collect()
}

/// Its fault has the form of the ones of clap, which `usage` reads.
fn parse_sort(name: &str) -> Result<SortBy, String> {
    let names = || SORTS.map(|(name, _)| name).join(", ");
    let found = SORTS.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, by)| by).ok_or_else(|| format!("{name} is not in {}", names()))
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
    let opened = searched::open(
        SearchedPaths {
            paths,
            query: Some(&query).filter(|_| !args.output.without),
            snapshot,
            no_corrections: *no_corrections,
            reading,
        },
        lang,
    )?;
    let (corpus, annotations) = (&opened.searched.corpus, &opened.searched.annotations);
    let matcher = Matcher::new(&query);
    let order = ListOrder { by: args.sort.unwrap_or_default(), reversed: false };
    let (found, gave_up) = opened.found(&query, order);
    let printed: Vec<ArticleId> = if args.output.without {
        let found: HashSet<ArticleId> = found.ids().collect();
        corpus.articles().map(|article| article.id()).filter(|id| !found.contains(id)).collect()
    } else {
        found.ids().collect()
    };
    for article in printed.iter().filter_map(|id| corpus.article(*id)) {
        if args.json {
            let item = ExportItem::new(article, corpus, annotations);
            let passages = passages(article, &matcher.hits(article));
            out.json(&Match { article: ArticleJson::new(&item, lang), passages })?;
        } else {
            args.output.print(article, &matcher, out)?;
        }
    }
    opened.check()?;
    match printed.is_empty() {
        _ if gave_up || matcher.gave_up() => Err(searched::cut()),
        true => Err(Error::NothingMatched),
        false => Ok(()),
    }
}

fn passages<'a>(article: Article<'a>, hits: &[Hit]) -> Vec<Passage<'a>> {
    let with_hits = lines(article, hits).into_iter().filter(|line| !line.hits.is_empty());
    let passage = |line: SearchedLine<'a>| Passage {
        paragraph: line.number,
        text: line.text,
        hits: line.hits.into_iter().map(|hit| [hit.start, hit.end]).collect(),
    };
    with_hits.map(passage).collect()
}
