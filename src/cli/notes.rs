//! `xinglan notes`: the user's notes and underlines on the articles of some paths.

use std::path::PathBuf;

use clap::Args;

use super::ArgumentTexts;
use super::list;
use super::reading::ReadingArgs;
use super::searched::{self, NO_CACHE, SNAPSHOT, SearchedPaths, SnapshotArgs};
use crate::error::Error;
use crate::export::{
    CitationOptions, CitationStyle, ExportFormat, ExportOptions, NotedArticle, noted, write_notes,
};
use crate::messages::{HelpText, Lang};
use crate::output::Printer;
use crate::search::ListOrder;
use crate::session::Clock;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::Paths),
    ("filter", HelpText::Filter),
    ("json", HelpText::NotesJson),
    ("citation", HelpText::ExportCitation),
    SNAPSHOT,
    NO_CACHE,
];

/// Arguments of `notes`.
#[derive(Debug, Args)]
pub struct NotesArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// Only articles that satisfy this query
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// How articles are cited
    #[arg(long, value_enum, value_name = "HOW", default_value = "plain")]
    citation: CitationStyle,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &NotesArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let query = list::query(args.filter.as_deref().unwrap_or_default(), None, None)?;
    let NotesArgs { paths, snapshot, reading, .. } = args;
    let opened =
        searched::open(SearchedPaths { paths, query: None, snapshot, no_corrections: false, reading }, lang)?;
    let (found, gave_up) = opened.found(&query, ListOrder::default());
    let found: std::collections::HashSet<u32> = found.ids().map(|id| id.0).collect();
    let is_found = |noted: &NotedArticle<'_>| {
        noted.article.is_some_and(|article| query.is_empty() || found.contains(&article.id().0))
    };
    let mut articles = noted(&opened.searched.corpus, &opened.searched.annotations);
    articles.retain(is_found);
    let format = if args.json { ExportFormat::JsonLines } else { ExportFormat::Markdown };
    let citation = CitationOptions { style: args.citation, lang, today: Clock::system().today() };
    write_notes(&articles, &ExportOptions { format, citation, title: String::new() }, out)?;
    opened.check()?;
    match articles.is_empty() {
        _ if gave_up => Err(searched::cut()),
        true => Err(Error::NothingMatched),
        false => Ok(()),
    }
}
