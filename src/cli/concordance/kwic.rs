//! `xinglan kwic`: every use of the words of a query, one a line, the words below one another.
//!
//! What must not go in: finding and sorting uses.

use std::sync::Arc;

use clap::Args;

use super::table::{PrintedTable, TableForm};
use super::words::WordListArgs;
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::{ArgumentTexts, searched};
use crate::concordance::asked::{UseSample, UsesRequest};
use crate::concordance::kwic::KwicSort;
use crate::concordance::listed::{ListedUses, collect};
use crate::concordance::tables::{GROUP_COLUMNS, TableField, USE_COLUMNS, use_row};
use crate::concordance::{Use, UseContext, WordSet};
use crate::corpus::Article;
use crate::error::Error;
use crate::messages::{Lang, Phrase};
use crate::output::Printer;
use crate::province;
use crate::search::{OrderCache, SearchSnapshot};
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
    ("words", WordsFrom),
    ("stop", StopFrom),
];

/// Cells of context on each side where there is no terminal to be filled: 20 ideographs.
const CONTEXT: usize = 40;
/// Cells for the source at the end of a line on a terminal.
const SOURCE: usize = 24;

/// Arguments of `kwic`.
#[derive(Debug, Args)]
pub struct KwicArgs {
    /// The words, in the query language of the reader
    #[arg(value_name = "QUERY")]
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
    lists: WordListArgs,
    #[command(flatten)]
    shared: SharedArgs,
}

/// What uses can be sorted by.
pub(in crate::cli) const SORTS: &str = "l1, l2, l3, r1, r2, r3, word, article, date, province, section";

/// Its fault has the form of the ones of clap, which `usage` reads.
fn parse_sort(name: &str) -> Result<KwicSort, String> {
    KwicSort::parse(name).ok_or_else(|| format!("{name} is not in {SORTS}"))
}

pub(in crate::cli) fn run(args: &KwicArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::with_words(&args.query)?;
    let opened = args.shared.open(Some(&asked.query), lang)?;
    let (searched, corpus) = (&opened.searched, &opened.searched.corpus);
    let request = UsesRequest {
        query: asked.query.clone(),
        order: args.group.map_or_else(|| args.sort.clone(), |group| vec![group]),
        grouped: args.group.is_some(),
        sample: args.sample.map(|count| UseSample { count, seed: args.seed }),
        ..UsesRequest::default()
    };
    let found = collect(searched, &request, &mut OrderCache::default(), |_, _| true).unwrap_or_default();
    if found.gave_up {
        return Err(searched::cut());
    }
    opened.check()?;
    if found.uses.is_empty() {
        return Err(Error::NothingMatched);
    }
    let is_by_words = |sort: &KwicSort| matches!(sort, KwicSort::Left(_) | KwicSort::Right(_));
    let needs_words = request.order.iter().any(is_by_words);
    let set = if needs_words { args.lists.set(corpus)? } else { WordSet::default() };
    let all = Arc::new(found.uses);
    let list = ListedUses::arranged(searched.clone(), Arc::new(set), (all, false), &request, &|_| true);
    let list = list.unwrap_or_default();
    let form = args.shared.form(out.is_terminal());
    if let (Some(groups), Some(sort)) = (list.groups(), args.group) {
        let mut table = grouped(groups, sort, summary(&list, lang), lang);
        args.lists.name(&mut table);
        return table.print(form, lang, out);
    }
    match form {
        TableForm::Aligned => lines(args, searched, &list, lang, out),
        _ => table(args, searched, &list, lang).print(form, lang, out),
    }
}

/// How many uses in how many articles.
fn summary(list: &ListedUses, lang: Lang) -> String {
    let [shown, all, articles] =
        [list.found.uses, list.found.all, list.found.articles].map(|count| count.to_string());
    Phrase::UsesFound { shown: &shown, all: &all, articles: &articles }.text(lang)
}

fn grouped(groups: &[(String, u64)], sort: KwicSort, summary: String, lang: Lang) -> PrintedTable<'static> {
    let row = |(value, uses): &(String, u64)| {
        vec![TableField::Text(sort.text(value, lang)), TableField::Count(*uses)]
    };
    PrintedTable {
        columns: GROUP_COLUMNS,
        rows: groups.iter().map(row).collect(),
        summary,
        totals: vec![("uses", TableField::Count(groups.iter().map(|(_, uses)| uses).sum()))],
    }
}

/// The lines for a terminal: exact to the cell, with the source where there is room.
fn lines(
    args: &KwicArgs,
    searched: &SearchSnapshot,
    list: &ListedUses,
    lang: Lang,
    out: &mut Printer,
) -> Result<(), Error> {
    let policy = WidthPolicy::default();
    let cols = usize::from(term::size::size().0);
    let source_cells = if cols >= 80 { SOURCE } else { 0 };
    let side = cols.saturating_sub(source_cells + 8) / 2;
    let [left, right] = [args.left, args.right].map(|cells| cells.map_or(side, usize::from));
    out.line(&summary(list, lang))?;
    for one in list.uses() {
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

fn table(args: &KwicArgs, searched: &SearchSnapshot, list: &ListedUses, lang: Lang) -> PrintedTable<'static> {
    let sides = [args.left, args.right].map(|cells| cells.map_or(CONTEXT, usize::from));
    PrintedTable {
        columns: USE_COLUMNS,
        rows: list.uses().filter_map(|one| row(searched, list, one, sides, lang)).collect(),
        summary: summary(list, lang),
        totals: vec![
            ("uses", TableField::Count(list.found.all as u64)),
            ("listed", TableField::Count(list.found.uses as u64)),
            ("articles", TableField::Count(list.found.articles as u64)),
        ],
    }
}

fn row(
    searched: &SearchSnapshot,
    list: &ListedUses,
    one: &Use,
    [left, right]: [usize; 2],
    lang: Lang,
) -> Option<Vec<TableField>> {
    let article = searched.corpus.article(one.article)?;
    let context = UseContext::of(article, one)?;
    let policy = WidthPolicy::default();
    let left = context.left_cells(left, &policy);
    let parts = [left.trim_start(), context.word, context.right_cells(right, &policy)];
    Some(use_row(parts, &list.source(article, one), lang))
}
