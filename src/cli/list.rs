//! `xinglan list`: one line an article, or a count table.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::json::ArticleJson;
use super::reading::{ReadingArgs, id_of, load};
use crate::corpus::{Article, Tags};
use crate::error::Error;
use crate::facet::ProvinceCounts;
use crate::province;
use crate::province::corrections::Corrections;
use crate::query::{Query, write};
use crate::search::matcher::Matcher;
use crate::session::corrections as stored;

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required = true)]
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
    by: Option<CountBy>,
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// What is counted.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum CountBy {
    /// Articles about and mentioning each province
    Province,
    /// Articles in each folder
    Section,
    /// Articles of each year
    Year,
}

/// A query from `--filter`, `--province` and `--mentions` together.
pub(super) fn query(filter: &str, province: Option<&str>, mentions: Option<&str>) -> Result<Query, Error> {
    let mut query = Query::parse(filter);
    for (sign, name) in [("@", province), ("提:", mentions)] {
        if let Some(name) = name {
            let chosen = Query::parse(&format!("{sign}{}", write::value(name)));
            query = Query::parse(&query.and(&chosen));
        }
    }
    match query.fault() {
        Some(fault) => Err(Error::Usage(fault.to_string())),
        None => Ok(query),
    }
}

pub(super) fn run(args: &ListArgs, out: &mut impl Write) -> Result<(), Error> {
    let filter = args.filter.as_deref().unwrap_or_default();
    let query = query(filter, args.province.as_deref(), args.mentions.as_deref())?;
    let corpus = load(&args.paths, &args.reading)?;
    let matcher = Matcher::new(&query);
    let corrections = corrections(args.no_corrections);
    let tags = |article| corrections.tags(&corpus, article);
    let chosen: Vec<Article<'_>> = corpus.articles().filter(|a| matcher.matches(*a, tags(*a))).collect();
    match args.by {
        Some(CountBy::Province) => {
            // As the province pane counts: a copy of another article does not count again.
            let counted = chosen.iter().filter(|a| corpus.original(**a).is_none());
            provinces(counted.map(|a| tags(*a)), out)?;
        }
        Some(CountBy::Section) => table(&chosen, |a| a.section().to_string(), out)?,
        Some(CountBy::Year) => table(&chosen, year, out)?,
        None if args.json => {
            for article in &chosen {
                let json = ArticleJson::new(*article, &corpus, corrections.of(&corpus, *article));
                writeln!(out, "{}", serde_json::to_string(&json).map_err(std::io::Error::from)?)?;
            }
        }
        None => articles(&chosen, tags, out)?,
    }
    if chosen.is_empty() { Err(Error::NothingMatched) } else { Ok(()) }
}

/// What was corrected in the reader, unless that is not wanted.
pub(super) fn corrections(unwanted: bool) -> Corrections {
    let file = stored::file().filter(|_| !unwanted);
    file.as_deref().map(stored::read).unwrap_or_default()
}

fn articles<'a>(
    chosen: &[Article<'a>],
    tags: impl Fn(Article<'a>) -> Tags,
    out: &mut impl Write,
) -> Result<(), Error> {
    for article in chosen {
        let date = article.date().map(|date| date.to_string()).unwrap_or_default();
        let signs: String = province::signs(tags(*article).about).collect();
        writeln!(out, "{}\t{date}\t{signs}\t{}", id_of(*article), article.label())?;
    }
    Ok(())
}

fn year(article: &Article<'_>) -> String {
    article.date().filter(|date| date.year > 0).map(|date| date.year.to_string()).unwrap_or_default()
}

/// 省份 主题 提及, in standard order, and the articles without any.
fn provinces(chosen: impl Iterator<Item = Tags>, out: &mut impl Write) -> Result<(), Error> {
    let mut counts = ProvinceCounts::default();
    chosen.for_each(|tags| counts.add(tags));
    for (province, (about, mentions)) in
        province::PROVINCES.iter().zip(counts.about.iter().zip(counts.mentions))
    {
        writeln!(out, "{}\t{about}\t{mentions}", province.short)?;
    }
    writeln!(out, "未提省份\t{}\t{}", counts.none, counts.none)?;
    Ok(())
}

fn table(
    chosen: &[Article<'_>],
    value: impl Fn(&Article<'_>) -> String,
    out: &mut impl Write,
) -> Result<(), Error> {
    let mut counts = std::collections::BTreeMap::new();
    for article in chosen {
        *counts.entry(value(article)).or_insert(0) += 1;
    }
    let mut rows: Vec<(String, i32)> = counts.into_iter().collect();
    rows.sort_by(|a, b| crate::text::natural::compare(&a.0, &b.0));
    for (name, count) in rows {
        writeln!(out, "{}\t{count}", if name.is_empty() { "-" } else { &name })?;
    }
    Ok(())
}
