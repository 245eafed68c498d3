//! `xinglan list`: one line for each article, or a table of counts. On a terminal columns have names and fit the width; a
//! program gets fields with tabs between: id, date, provinces, title, section, path, line.

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::ArgumentTexts;
use super::reading::ReadingArgs;
use super::searched::{self, SearchedPaths, SnapshotArgs};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, Tags};
use crate::error::Error;
use crate::export::{ArticleJson, ExportItem, shown_id};
use crate::facet::{Facet, FacetFit, Tally, ValueCount};
use crate::messages::{ColumnName, HelpText, Lang};
use crate::output::{Printer, TextRole};
use crate::province;
use crate::query::{Query, write};
use crate::search::order::ListOrder;
use crate::session::Clock;
use crate::term;
use crate::text::WidthPolicy;

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
    let opened = searched::open(
        SearchedPaths { paths, query: Some(&query), snapshot, no_corrections: *no_corrections, reading },
        lang,
    )?;
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
            table(facet, &tally.table(facet), args.json, lang, out)?;
        }
        None if args.json => {
            for article in &chosen {
                out.json(&ArticleJson::new(&ExportItem::new(*article, corpus, annotations), lang))?;
            }
        }
        None => {
            let listed = chosen.iter().map(|article| ListedArticle::new(*article, tags(*article), lang));
            if out.is_terminal() {
                columns(&listed.collect::<Vec<_>>(), lang, out)?;
            } else {
                listed.into_iter().try_for_each(|article| article.row(out))?;
            }
        }
    }
    opened.check()?;
    match chosen.is_empty() {
        _ if gave_up => Err(searched::cut()),
        true => Err(Error::NothingMatched),
        false => Ok(()),
    }
}

/// An article as `list` prints it.
struct ListedArticle {
    id: String,
    date: String,
    provinces: String,
    title: String,
    section: String,
    path: PathBuf,
    line: String,
}

impl ListedArticle {
    fn new(article: Article<'_>, tags: Tags, lang: Lang) -> Self {
        let signs: Vec<String> = province::abbreviations(tags.about, lang).collect();
        Self {
            id: shown_id(article),
            date: article.date().map(|date| date.to_string()).unwrap_or_default(),
            provinces: signs.join(if lang == Lang::Zh { "" } else { " " }),
            title: article.label().to_string(),
            section: article.section().to_string(),
            path: article.path(),
            line: article.line().map(|line| line.to_string()).unwrap_or_default(),
        }
    }

    /// For programs: fields apart, the path as it is.
    fn row(&self, out: &mut Printer) -> Result<(), Error> {
        let Self { id, date, provinces, title, section, path, line } = self;
        let columns = [id, date, provinces, title, section].map(String::as_str);
        let path = (path.as_os_str().as_bytes(), &*shown_path(path));
        Ok(out.row_with_path(&columns, path, line)?)
    }
}

/// The narrowest terminal whose rows have paths too, and the most cells of columns. A longer id is shown whole all the same:
/// `show` takes it.
const WITH_PATHS: usize = 120;
const WIDEST_ID: usize = 20;
const MOST_PROVINCES: usize = 12;

/// Prints columns under their names, a row of the terminal an article.
fn columns(articles: &[ListedArticle], lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let policy = WidthPolicy::default();
    let widest = |heading: ColumnName, field: fn(&ListedArticle) -> &str, most: usize| {
        let cells = articles.iter().map(|article| policy.text(field(article))).max().unwrap_or(0);
        cells.max(policy.text(heading.text(lang))).min(most)
    };
    let padded = |text: &str, cells: usize| {
        let text = shortened(text, cells, policy);
        let blanks = " ".repeat(cells.saturating_sub(policy.text(&text)));
        text + &blanks + "  "
    };
    let width = usize::from(term::size::size().0);
    let id = widest(ColumnName::Id, |article| &article.id, WIDEST_ID);
    let date = widest(ColumnName::Date, |article| &article.date, 10);
    let provinces = widest(ColumnName::Provinces, |article| &article.provinces, MOST_PROVINCES);
    let rest = width.saturating_sub(id + date + provinces + 6).max(10);
    let title = if width < WITH_PATHS { rest } else { rest / 2 };
    let path = rest.saturating_sub(title + 2);
    let names =
        [ColumnName::Id, ColumnName::Date, ColumnName::Provinces, ColumnName::Title, ColumnName::Path];
    let [id_name, date_name, provinces_name, title_name, path_name] = names.map(|name| name.text(lang));
    let heading = [
        padded(id_name, id),
        padded(date_name, date),
        padded(provinces_name, provinces),
        padded(title_name, title),
        if path > 0 { path_name.to_owned() } else { String::new() },
    ];
    out.parts(&[(TextRole::Heading, heading.concat().trim_end())])?;
    for article in articles {
        let place = match article.line.as_str() {
            "" => shown_path(&article.path),
            line => format!("{}:{line}", shown_path(&article.path)),
        };
        let ends_here = path == 0;
        let title = padded(&article.title, title);
        out.parts(&[
            (TextRole::Number, &padded(&article.id, id.max(policy.text(&article.id)))),
            (TextRole::Text, &padded(&article.date, date)),
            (TextRole::Sign, &padded(&article.provinces, provinces)),
            (TextRole::Text, if ends_here { title.trim_end() } else { &title }),
            (TextRole::Path, &if ends_here { String::new() } else { shortened(&place, path, policy) }),
        ])?;
    }
    Ok(())
}

/// What fits into so many cells, with a sign if something is cut off.
fn shortened(text: &str, cells: usize, policy: WidthPolicy) -> String {
    const CUT: &str = "…";
    if policy.text(text) <= cells {
        return text.to_owned();
    }
    policy.truncate(text, cells.saturating_sub(policy.text(CUT))).0.to_owned() + CUT
}

/// A value and its articles, and those that just mention it if an article can.
#[derive(Debug, Serialize)]
struct CountLine<'a> {
    by: &'static str,
    /// `null`: the articles without a value.
    value: Option<&'a str>,
    articles: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<u32>,
}

/// Prints a value and its articles on each line, and a second number if an article can also just mention the value.
fn table(
    facet: Facet,
    counts: &[ValueCount],
    json: bool,
    lang: Lang,
    out: &mut Printer,
) -> Result<(), Error> {
    for ValueCount { value, articles, mentions } in counts {
        let roles = facet.row().roles;
        let name = if roles { facet.text(value, lang) } else { (facet.row().text)(value, lang) };
        if json {
            let value = Some(&*name).filter(|name| !name.is_empty());
            let mentions = roles.then_some(*mentions);
            out.json(&CountLine { by: facet.row().key, value, articles: *articles, mentions })?;
            continue;
        }
        let name = if name.is_empty() { "-" } else { &name };
        let (articles, mentions) = (articles.to_string(), mentions.to_string());
        let columns = [name, &articles, &mentions];
        out.row(if roles { &columns } else { columns.split_last().map_or(&[], |(_, rest)| rest) })?;
    }
    Ok(())
}
