//! `xinglan list`: one line for each article, or a table of counts.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::ArgumentTexts;
use super::reading::ReadingArgs;
use super::searched::{self, Searched, SnapshotArgs};
use crate::corpus::{Article, Tags};
use crate::error::Error;
use crate::export::{ArticleJson, ExportItem, shown_id};
use crate::facet::{Facet, FacetFit, Tally, ValueCount};
use crate::messages::{HelpText, Lang};
use crate::output::Printer;
use crate::province;
use crate::query::{Query, write};
use crate::search::order::ListOrder;
use crate::session::Clock;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::Paths),
    ("filter", HelpText::Filter),
    ("province", HelpText::Province),
    ("mentions", HelpText::Mentions),
    ("json", HelpText::LineJson),
    ("by", HelpText::By),
    ("no_corrections", HelpText::NoCorrections),
    searched::SNAPSHOT,
    searched::NO_CACHE,
];

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// Only articles that satisfy this query
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    /// Only articles about this province
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    /// Only articles that mention this province
    #[arg(long, value_name = "NAME")]
    mentions: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// A table of counts instead of articles
    #[arg(long, value_enum)]
    by: Option<Facet>,
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

impl ValueEnum for Facet {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.row().key))
    }
}

/// The query that `--filter`, `--province` and `--mentions` form together.
pub(super) fn query(filter: &str, province: Option<&str>, mentions: Option<&str>) -> Result<Query, Error> {
    let mut query = Query::parse(filter);
    for (sign, name) in [("@", province), ("mentions:", mentions)] {
        if let Some(name) = name {
            let chosen = Query::parse(&format!("{sign}{}", write::value(name)));
            query = Query::parse(&query.and(&chosen, Lang::default()));
        }
    }
    match query.fault() {
        Some(fault) => Err(fault.clone().into()),
        None => Ok(query.resolved(Clock::system().today())),
    }
}

pub(super) fn run(args: &ListArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let filter = args.filter.as_deref().unwrap_or_default();
    let query = query(filter, args.province.as_deref(), args.mentions.as_deref())?;
    let ListArgs { paths, snapshot, no_corrections, reading, .. } = args;
    let opened =
        searched::open(Searched { paths, snapshot, no_corrections: *no_corrections, reading }, lang)?;
    let (corpus, annotations) = (&opened.searched.corpus, &opened.searched.annotations);
    let tags = |article| annotations.tags(corpus, article);
    let (found, gave_up) = opened.found(&query, ListOrder::default());
    let chosen: Vec<Article<'_>> = found.ids().filter_map(|id| corpus.article(id)).collect();
    match args.by {
        Some(facet) => {
            let mut tally = Tally::default();
            for article in &chosen {
                let copy = corpus.original(*article).is_some();
                tally.add(*article, annotations.of(corpus, *article), FacetFit::default(), copy);
            }
            table(facet, &tally.table(facet), lang, out)?;
        }
        None if args.json => {
            for article in &chosen {
                out.json(&ArticleJson::new(&ExportItem::new(*article, corpus, annotations), lang))?;
            }
        }
        None => articles(&chosen, tags, lang, out)?,
    }
    opened.check()?;
    match chosen.is_empty() {
        _ if gave_up => Err(searched::cut()),
        true => Err(Error::NothingMatched),
        false => Ok(()),
    }
}

fn articles<'a>(
    chosen: &[Article<'a>],
    tags: impl Fn(Article<'a>) -> Tags,
    lang: Lang,
    out: &mut Printer,
) -> Result<(), Error> {
    for article in chosen {
        let date = article.date().map(|date| date.to_string()).unwrap_or_default();
        let signs: Vec<String> = province::abbreviations(tags(*article).about, lang).collect();
        let signs = signs.join(if lang == Lang::Zh { "" } else { " " });
        out.row(&[&shown_id(*article), &date, &signs, article.label().as_str()])?;
    }
    Ok(())
}

/// Prints a value and its articles on each line, and a second number if an article can also just mention the value.
fn table(facet: Facet, counts: &[ValueCount], lang: Lang, out: &mut Printer) -> Result<(), Error> {
    for ValueCount { value, articles, mentions } in counts {
        let roles = facet.row().roles;
        let name = if roles { facet.text(value, lang) } else { (facet.row().text)(value, lang) };
        let name = if name.is_empty() { "-" } else { &name };
        let (articles, mentions) = (articles.to_string(), mentions.to_string());
        let columns = [name, &articles, &mentions];
        out.row(if roles { &columns } else { columns.split_last().map_or(&[], |(_, rest)| rest) })?;
    }
    Ok(())
}
