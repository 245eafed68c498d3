//! `xinglan export`: articles as Markdown, plain text, JSON lines, CSV, EPUB or words, on stdout or in a file.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::ArgumentTexts;
use super::list;
use super::progress::CommandProgress;
use super::reading::ReadingArgs;
use super::searched::{self, NO_CACHE, SNAPSHOT, SearchedPaths, SnapshotArgs};
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::export::{self, CitationOptions, CitationStyle, ExportFormat, ExportItem, ExportOptions};
use crate::messages::{Failure, HelpText, Lang, Report, SystemFault, Word};
use crate::output::Printer;
use crate::search::ListOrder;
use crate::session::Clock;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::Paths),
    ("filter", HelpText::Filter),
    ("format", HelpText::ExportFormat),
    ("tokens", HelpText::ExportTokens),
    ("citation", HelpText::ExportCitation),
    ("output", HelpText::ExportOutput),
    ("no_corrections", HelpText::NoCorrections),
    SNAPSHOT,
    NO_CACHE,
];

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// Only articles that satisfy this query
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    /// Markdown, plain text, JSON lines, CSV or EPUB; without it that of the ending of FILE, else Markdown
    #[arg(long, value_enum, value_name = "HOW", conflicts_with = "tokens")]
    format: Option<ExportFormat>,
    /// A table with a row a word
    #[arg(long)]
    tokens: bool,
    /// How articles are cited
    #[arg(long, value_enum, value_name = "HOW", default_value = "plain")]
    citation: CitationStyle,
    /// Write this file, which must not exist
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for CitationStyle {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

pub(super) fn run(args: &ExportArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let query = list::query(args.filter.as_deref().unwrap_or_default(), None, None)?;
    let options = ExportOptions {
        format: format(args),
        citation: CitationOptions { style: args.citation, lang, today: Clock::system().today() },
        title: name(args),
    };
    if options.format == ExportFormat::Epub && args.output.is_none() {
        return Err(Error::Usage(Word::BookNeedsFile.into()));
    }
    if let Some(file) = args.output.as_deref().filter(|file| file.exists()) {
        return Err(not_written(file, SystemFault::Exists));
    }
    let ExportArgs { paths, snapshot, no_corrections, reading, .. } = args;
    let opened = searched::open(
        SearchedPaths { paths, query: Some(&query), snapshot, no_corrections: *no_corrections, reading },
        lang,
    )?;
    let (corpus, annotations) = (&opened.searched.corpus, &opened.searched.annotations);
    let (found, gave_up) = opened.found(&query, ListOrder::default());
    opened.check()?;
    if found.is_empty() {
        return Err(if gave_up { searched::cut() } else { Error::NothingMatched });
    }
    let chosen = found.ids().filter_map(|id| corpus.article(id));
    let items = chosen.map(|article| ExportItem::new(article, corpus, annotations));
    match &args.output {
        None => export::write(items, &options, out)?,
        Some(file) => {
            let mut articles = 0;
            let progress = CommandProgress::of_writing(found.len(), lang);
            let counted = items.inspect(|_| {
                articles += 1;
                progress.set_done(articles as u64);
            });
            export::write_file(file, counted, &options).map_err(|error| not_written(file, error.into()))?;
            drop(progress);
            if let Err(damaged) = opened.check() {
                // Found out while the articles were read: what was written is not whole.
                std::fs::remove_file(file)?;
                return Err(damaged);
            }
            out.row(&[&shown_path(file), &Report::Exported { articles }.text(lang)])?;
        }
    }
    opened.check()?;
    if gave_up { Err(searched::cut()) } else { Ok(()) }
}

fn not_written(file: &Path, fault: SystemFault) -> Error {
    Error::NotMade(Failure::NotWritten { path: shown_path(file), fault })
}

fn format(args: &ExportArgs) -> ExportFormat {
    if args.tokens {
        return ExportFormat::Tokens;
    }
    let ending = args.output.as_ref().and_then(|file| file.extension()).and_then(|ending| ending.to_str());
    let named = ending.and_then(ExportFormat::of_ending);
    args.format.or(named).unwrap_or(ExportFormat::Markdown)
}

/// The name of a book: the filter, else that of the first folder or file.
fn name(args: &ExportArgs) -> String {
    let filter = args.filter.clone().filter(|filter| !filter.trim().is_empty());
    let first = args.paths.first().and_then(|path| path.canonicalize().ok());
    let folder = first.and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
    filter.or(folder).unwrap_or_else(|| Word::Name.text(Lang::Zh).to_owned())
}
