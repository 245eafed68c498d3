//! `xinglan kwic`: every use of the words of a query, one a line, the words below one another.
//!
//! What must not go in: finding and sorting uses.

use clap::Args;

use super::table::{PrintedTable, TableColumn, TableField, TableForm};
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::ArgumentTexts;
use crate::concordance::kwic::{KwicSort, groups, sample, sorted};
use crate::concordance::uses::uses;
use crate::concordance::{Use, UseContext, WordSet};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, Corpus};
use crate::error::Error;
use crate::messages::{ColumnName, Lang, Phrase};
use crate::output::Printer;
use crate::province;
use crate::search::SearchSnapshot;
use crate::term;
use crate::text::{CleanText, WidthPolicy};

/// What the help says of the arguments.
pub(in crate::cli) const ARGUMENTS: ArgumentTexts = arguments![
    ("query", UsesQuery),
    ("left", KwicLeft),
    ("right", KwicRight),
    ("sort", KwicSort),
    ("group", KwicGroup),
    ("sample", SampleSize),
    ("seed", Seed),
];

/// Cells of context on each side where there is no terminal to be filled: 20 ideographs.
const CONTEXT: usize = 40;
/// Cells for the source at the end of a line on a terminal.
const SOURCE: usize = 24;

/// Arguments of `kwic`.
#[derive(Debug, Args)]
pub struct KwicArgs {
    /// The words, in the query language of the reader
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,
    /// Cells on the left
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    left: Option<u16>,
    /// Cells on the right
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    right: Option<u16>,
    /// Sort by these
    #[arg(long, value_name = "BY", value_delimiter = ',', value_parser = parse_sort)]
    sort: Vec<KwicSort>,
    /// The values of this instead of the uses
    #[arg(long, value_name = "BY", value_parser = parse_sort)]
    group: Option<KwicSort>,
    /// Only so many uses
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Seed of the sample
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    shared: SharedArgs,
}

/// Its fault has the form of the ones of clap, which `usage` reads.
fn parse_sort(name: &str) -> Result<KwicSort, String> {
    const NAMES: &str = "l1, l2, l3, r1, r2, r3, word, article, date, section";
    KwicSort::parse(name).ok_or_else(|| format!("{name} is not in {NAMES}"))
}

const COLUMNS: &[TableColumn] = &[
    ("left", ColumnName::Left),
    ("use", ColumnName::Uses),
    ("right", ColumnName::Right),
    ("title", ColumnName::Title),
    ("date", ColumnName::Date),
    ("provinces", ColumnName::Provinces),
    ("section", ColumnName::Section),
    ("path", ColumnName::Path),
    ("line", ColumnName::Line),
    ("paragraph", ColumnName::Paragraph),
    ("start", ColumnName::Start),
];

pub(in crate::cli) fn run(args: &KwicArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::with_words(&args.query)?;
    let opened = args.shared.open(lang)?;
    let (searched, corpus) = (&opened.searched, &opened.searched.corpus);
    let found = asked.found(&opened)?;
    let all = uses(corpus, found.iter().filter_map(|id| corpus.article(*id)), &asked.matcher);
    asked.check(&opened)?;
    if all.is_empty() {
        return Err(Error::NothingMatched);
    }
    let chosen = args.sample.map_or_else(|| all.clone(), |count| sample(corpus, &all, count, args.seed));
    let is_by_words = |sort: &KwicSort| matches!(sort, KwicSort::Left(_) | KwicSort::Right(_));
    let needs_words = args.sort.iter().chain(&args.group).any(is_by_words);
    let set = if needs_words { WordSet::of(corpus) } else { WordSet::default() };
    let form = args.shared.form(out.is_terminal());
    if let Some(group) = args.group {
        return grouped(&groups(corpus, &set, &chosen, group), summary(&all, &chosen, lang))
            .print(form, lang, out);
    }
    let chosen = sorted(corpus, &set, &chosen, &args.sort);
    match form {
        TableForm::Aligned => lines(args, searched, (&all, &chosen), lang, out),
        _ => table(args, searched, &all, &chosen, lang).print(form, lang, out),
    }
}

/// How many uses in how many articles.
fn summary(all: &[Use], shown: &[Use], lang: Lang) -> String {
    let articles = all.chunk_by(|a, b| a.article == b.article).count();
    let [shown, all, articles] = [shown.len(), all.len(), articles].map(|count| count.to_string());
    Phrase::UsesFound { shown: &shown, all: &all, articles: &articles }.text(lang)
}

fn grouped(groups: &[(String, u64)], summary: String) -> PrintedTable<'static> {
    let row = |(value, uses): &(String, u64)| vec![TableField::Text(value.clone()), TableField::Count(*uses)];
    PrintedTable {
        columns: &[("value", ColumnName::Value), ("uses", ColumnName::Uses)],
        rows: groups.iter().map(row).collect(),
        summary,
        totals: vec![("uses", TableField::Count(groups.iter().map(|(_, uses)| uses).sum()))],
    }
}

/// The lines for a terminal: exact to the cell, with the source where there is room.
fn lines(
    args: &KwicArgs,
    searched: &SearchSnapshot,
    (all, chosen): (&[Use], &[Use]),
    lang: Lang,
    out: &mut Printer,
) -> Result<(), Error> {
    let policy = WidthPolicy::default();
    let cols = usize::from(term::size::size().0);
    let source_cells = if cols >= 80 { SOURCE } else { 0 };
    let side = cols.saturating_sub(source_cells + 8) / 2;
    let [left, right] = [args.left, args.right].map(|cells| cells.map_or(side, usize::from));
    out.line(&summary(all, chosen, lang))?;
    for one in chosen {
        let Some(article) = searched.corpus.article(one.article) else { continue };
        let Some(context) = UseContext::of(article, one) else { continue };
        let room = (right + 8).saturating_sub(policy.text(context.word));
        let right = context.right_cells(room, &policy);
        let blanks = " ".repeat(room.saturating_sub(policy.text(right)) + 1);
        let source = source(searched, article, lang);
        let source = policy.truncate(&source, source_cells.saturating_sub(1)).0;
        let line = format!("{}{}{right}{blanks}{source}", context.left_cells(left, &policy), context.word);
        out.text(line.trim_end())?;
    }
    Ok(())
}

/// Province signs, year and title.
fn source(searched: &SearchSnapshot, article: Article<'_>, lang: Lang) -> String {
    let tags = searched.annotations.tags(&searched.corpus, article);
    let signs: String = province::abbreviations(tags.about, lang).collect();
    let year = article.date().filter(|date| date.year > 0).map(|date| date.year.to_string());
    let parts = [signs, year.unwrap_or_default(), article.label().to_string()];
    CleanText::line(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
        .to_string()
}

fn table(
    args: &KwicArgs,
    searched: &SearchSnapshot,
    all: &[Use],
    chosen: &[Use],
    lang: Lang,
) -> PrintedTable<'static> {
    let [left, right] = [args.left, args.right].map(|cells| cells.map_or(CONTEXT, usize::from));
    let rows = chosen.iter().filter_map(|one| row(searched, one, (left, right), lang));
    PrintedTable {
        columns: COLUMNS,
        rows: rows.collect(),
        summary: summary(all, chosen, lang),
        totals: vec![
            ("uses", TableField::Count(all.len() as u64)),
            ("listed", TableField::Count(chosen.len() as u64)),
            ("articles", TableField::Count(all.chunk_by(|a, b| a.article == b.article).count() as u64)),
        ],
    }
}

fn row(
    searched: &SearchSnapshot,
    one: &Use,
    (left, right): (usize, usize),
    lang: Lang,
) -> Option<Vec<TableField>> {
    let corpus: &Corpus = &searched.corpus;
    let article = corpus.article(one.article)?;
    let context = UseContext::of(article, one)?;
    let policy = WidthPolicy::default();
    let text = |text: &str| TableField::Text(text.to_owned());
    let signs: Vec<&str> =
        province::names_in(searched.annotations.tags(corpus, article).about, lang).collect();
    let (paragraph, start) = place(article, one);
    Some(vec![
        text(context.left_cells(left, &policy).trim_start()),
        text(context.word),
        text(context.right_cells(right, &policy)),
        text(article.label().as_str()),
        text(&article.date().map(|date| date.to_string()).unwrap_or_default()),
        text(&signs.join(" ")),
        text(article.section().as_str()),
        text(&shown_path(&article.path())),
        article.line().map_or_else(|| text(""), |line| TableField::Count(line.into())),
        TableField::Count(paragraph as u64),
        TableField::Count(start as u64),
    ])
}

/// The paragraph of a use from 1 (0 is the title), as `search` counts them, and the byte in it where the use begins.
fn place(article: Article<'_>, one: &Use) -> (usize, usize) {
    let start = one.start as usize;
    let before = (1..).zip(article.paragraphs()).take_while(|(_, paragraph)| paragraph.start <= start);
    before.last().map_or((0, start), |(number, paragraph)| (number, start - paragraph.start))
}
