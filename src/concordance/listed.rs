//! A list of uses as a session asked for it: found, narrowed, sorted, grouped, and its rows one window at a time.
//!
//! What must not go in: threads, and drawing.

use std::ops::Range;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::asked::{CONTEXT, UseLine, UseRow, UseSource, UsesFound, UsesRequest};
use super::kwic::{KwicSort, NEIGHBOURS, UseContext, neighbour, sample};
use super::tables::{GROUP_COLUMNS, TableField, USE_COLUMNS, tsv, use_row};
use super::tokenizer::{Reach, Tokenizer};
use super::uses::{Use, uses_in};
use super::values::{WordContext, WorkWatch, for_each_article};
use super::window::{Window, words_near};
use super::words::{WordSet, counted};
use crate::corpus::Article;
use crate::messages::Lang;
use crate::query::{Query, Term, write};
use crate::search::{Budget, ListOrder, Matcher, OrderCache, Scan, SearchRequest, SearchSnapshot};
use crate::text::{Clean, CleanText, WidthPolicy};

/// Uses, and the rows that show them.
#[derive(Debug, Clone, Default)]
pub struct ListedUses {
    searched: SearchSnapshot,
    set: Arc<WordSet>,
    /// All of them, as found.
    all: Arc<Vec<Use>>,
    /// The numbers of those that are listed, in order; `None`: all, as found.
    rows: Option<Vec<u32>>,
    /// Their values instead of them.
    groups: Option<Vec<(String, u64)>>,
    /// What they are sorted by.
    order: Vec<KwicSort>,
    /// How many there are.
    pub found: UsesFound,
}

/// What a search for uses has found.
#[derive(Debug, Clone, Default)]
pub struct CollectedUses {
    /// The uses, in the order of the folders and by position; copies of an article are left out.
    pub uses: Vec<Use>,
    /// Whether a regular expression took too long.
    pub gave_up: bool,
}

/// Finds all uses. `watch` sees them grow, with the share of the articles that has been searched, and may end it: `None`.
pub fn collect(
    searched: &SearchSnapshot,
    request: &UsesRequest,
    orders: &mut OrderCache,
    mut watch: impl FnMut(&[Use], (usize, usize)) -> bool,
) -> Option<CollectedUses> {
    let matcher = Matcher::new(&request.query);
    let corpus = &searched.corpus;
    let mut found = CollectedUses::default();
    if let Some(article) = request.article {
        if let Some(article) = corpus.article(article) {
            uses_in(article, &matcher, &mut found.uses);
        }
        found.gave_up = matcher.gave_up();
        return Some(found);
    }
    let search = SearchRequest { query: request.query.clone(), order: ListOrder::default() };
    let mut scan = Scan::new(search, searched.clone(), orders, None);
    let (mut budget, mut seen) = (Budget::FIRST, 0);
    while !scan.is_done() {
        scan.advance(budget, &|| false);
        let result = scan.found();
        let first = seen;
        for id in result.rows.ids().skip(first) {
            seen += 1;
            let article = corpus.article(id).filter(|article| corpus.original(*article).is_none());
            if let Some(article) = article {
                uses_in(article, &matcher, &mut found.uses);
            }
            if seen % 64 == 0 && !watch(&found.uses, (result.scanned.min(seen), corpus.len())) {
                return None;
            }
        }
        found.gave_up = result.gave_up || matcher.gave_up();
        if !watch(&found.uses, (result.scanned, corpus.len())) {
            return None;
        }
        budget = budget.next();
    }
    Some(found)
}

impl ListedUses {
    /// The first uses of a search that goes on, as found.
    pub fn partial(searched: &SearchSnapshot, uses: &[Use]) -> Self {
        Self::unarranged(searched.clone(), Arc::new(uses.to_vec()))
    }

    fn unarranged(searched: SearchSnapshot, all: Arc<Vec<Use>>) -> Self {
        let (rows, articles) = (all.len(), all.chunk_by(|a, b| a.article == b.article).count());
        let found = UsesFound { rows, uses: rows, articles, all: rows, ..UsesFound::default() };
        Self { searched, all, found, ..Self::default() }
    }

    /// Arranges uses as asked. `None` if it was ended.
    pub fn arranged(
        searched: SearchSnapshot,
        set: Arc<WordSet>,
        (all, gave_up): (Arc<Vec<Use>>, bool),
        request: &UsesRequest,
        watch: WorkWatch<'_>,
    ) -> Option<Self> {
        let mut list = Self { set, ..Self::unarranged(searched, all) };
        (list.found.done, list.found.gave_up) = (true, gave_up);
        let context = WordContext { searched: &list.searched, set: &list.set };
        let uses = list.all.as_slice();
        let mut rows: Option<Vec<u32>> = None;
        let every = || (0..uses.len() as u32).collect::<Vec<u32>>();
        if let Some((word, window)) = &request.near {
            rows = Some(near(context, uses, &every(), (word, *window), watch)?);
        }
        if !request.narrow.trim().is_empty() {
            rows = Some(narrowed(&list.searched, uses, &rows.unwrap_or_else(every), &request.narrow, watch)?);
        }
        if let Some((sort, value)) = &request.value {
            rows = Some(context.having(uses, &rows.unwrap_or_else(every), (*sort, value), watch)?);
        }
        if let Some(chosen) = request.sample {
            let from = rows.unwrap_or_else(every);
            rows = Some(sample(&list.searched.corpus, uses, &from, chosen.count, chosen.seed));
        }
        if let Some(rows) = &rows {
            list.found.uses = rows.len();
            list.found.rows = rows.len();
        }
        match request.order.first().filter(|_| request.grouped) {
            Some(sort) => {
                let groups = context.groups(uses, &rows.unwrap_or_else(every), *sort, watch)?;
                list.found.rows = groups.len();
                list.groups = Some(groups);
            }
            None if request.order.is_empty() => list.rows = rows,
            None => {
                let rows = context.sorted(uses, &rows.unwrap_or_else(every), &request.order, watch)?;
                list.rows = Some(rows);
            }
        }
        list.order.clone_from(&request.order);
        Some(list)
    }

    /// The uses that are listed, in order.
    pub fn uses(&self) -> impl Iterator<Item = &Use> {
        (0..self.found.uses).filter_map(|position| self.at(position))
    }

    /// All uses, as found.
    pub fn all(&self) -> &Arc<Vec<Use>> {
        &self.all
    }

    /// The values and their numbers of uses, if they are grouped.
    pub fn groups(&self) -> Option<&[(String, u64)]> {
        self.groups.as_deref()
    }

    fn at(&self, position: usize) -> Option<&Use> {
        let number = self.rows.as_ref().map_or(Some(position), |rows| Some(*rows.get(position)? as usize))?;
        self.all.get(number)
    }

    /// Rows from `start` on.
    pub fn rows(&self, start: usize, count: usize) -> Vec<UseRow> {
        if let Some(groups) = &self.groups {
            let row = |(value, uses): &(String, u64)| UseRow::Group { value: value.clone(), uses: *uses };
            return groups.iter().skip(start).take(count).map(row).collect();
        }
        let mut tokenizer = Tokenizer::new(&self.set, &self.searched.corpus);
        let rows = (start..start.saturating_add(count)).map_while(|position| self.at(position));
        rows.filter_map(|one| self.line(one, &mut tokenizer))
            .map(|line| UseRow::Use(Box::new(line)))
            .collect()
    }

    /// The line of a use.
    pub fn line(&self, one: &Use, tokenizer: &mut Tokenizer<'_>) -> Option<UseLine> {
        let article = self.searched.corpus.article(one.article)?;
        let context = UseContext::of(article, one)?;
        let left = last_characters(context.left, CONTEXT);
        let right = first_characters(context.right, CONTEXT);
        let text = article.text();
        let start = one.start as usize;
        let parts = [start - left.len()..start, one.range(), one.range().end..one.range().end + right.len()];
        Some(UseLine {
            article: one.article,
            range: one.start..one.end,
            word: one.word,
            marks: self.marks(article, one, [&parts[0], &parts[2]], tokenizer),
            text: parts.map(|part| text.slice(part)).map(Clean::to_text),
            source: self.source(article, one),
        })
    }

    /// Where a use is from.
    pub fn source(&self, article: Article<'_>, one: &Use) -> UseSource {
        let (paragraph, start) = place(article, one);
        UseSource {
            label: article.label(),
            tags: self.searched.annotations.tags(&self.searched.corpus, article),
            date: article.date(),
            section: CleanText::line(article.section().as_str()),
            path: article.path(),
            line: article.line(),
            paragraph,
            start,
        }
    }

    /// All rows as a table with tabs; `cells` of context on each side. Uses that `out` says are left out.
    pub fn table(&self, cells: usize, out: impl Fn(&Use) -> bool, lang: Lang) -> String {
        if let Some(groups) = &self.groups {
            let sort = self.order.first().copied();
            let value = |value: &str| sort.map_or_else(|| value.to_owned(), |sort| sort.text(value, lang));
            let row =
                |(text, uses): &(String, u64)| vec![TableField::Text(value(text)), TableField::Count(*uses)];
            return tsv(GROUP_COLUMNS, groups.iter().map(row));
        }
        let policy = WidthPolicy::default();
        let row = |one: &Use| {
            let article = self.searched.corpus.article(one.article)?;
            let context = UseContext::of(article, one)?;
            let left = context.left_cells(cells, &policy);
            let parts = [left.trim_start(), context.word, context.right_cells(cells, &policy)];
            Some(use_row(parts, &self.source(article, one), lang))
        };
        tsv(USE_COLUMNS, self.uses().filter(|one| !out(one)).filter_map(row))
    }

    /// The words that the uses are sorted by, in the sides of this one.
    fn marks(
        &self,
        article: Article<'_>,
        one: &Use,
        sides: [&Range<usize>; 2],
        tokenizer: &mut Tokenizer<'_>,
    ) -> Vec<(usize, Range<usize>)> {
        let by_word = |sort: &&KwicSort| matches!(sort, KwicSort::Left(_) | KwicSort::Right(_));
        let sorts: Vec<&KwicSort> = self.order.iter().filter(by_word).take(NEIGHBOURS).collect();
        if sorts.is_empty() {
            return Vec::new();
        }
        let mut tokens = Vec::new();
        tokenizer.near(article, std::slice::from_ref(one), Reach::Paragraphs, &mut tokens);
        let mark = |sort: &KwicSort| {
            let token = neighbour(&tokens, one, *sort).ok()??;
            let (number, side) =
                if matches!(sort, KwicSort::Left(_)) { (0, sides[0]) } else { (2, sides[1]) };
            let inside = side.start <= token.range.start && token.range.end <= side.end;
            inside.then(|| (number, token.range.start - side.start..token.range.end - side.start))
        };
        sorts.into_iter().filter_map(mark).collect()
    }
}

/// The paragraph of a use from 1 (0 is the title), and the byte in it where the use begins.
fn place(article: Article<'_>, one: &Use) -> (usize, usize) {
    let start = one.start as usize;
    let before = (1..).zip(article.paragraphs()).take_while(|(_, paragraph)| paragraph.start <= start);
    before.last().map_or((0, start), |(number, paragraph)| (number, start - paragraph.start))
}

fn last_characters(text: &str, count: usize) -> &str {
    let first = text.grapheme_indices(true).rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(first..).unwrap_or_default()
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.grapheme_indices(true).nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Those of `rows` that have a word near.
fn near(
    context: WordContext<'_>,
    uses: &[Use],
    rows: &[u32],
    (word, window): (&str, Window),
    watch: WorkWatch<'_>,
) -> Option<Vec<u32>> {
    let mut tokenizer = Tokenizer::new(context.set, &context.searched.corpus);
    let (mut tokens, mut has) = (Vec::new(), Vec::with_capacity(rows.len()));
    for_each_article(context.searched, uses, rows, watch, &mut |article, own| {
        tokenizer.near(article, own, Reach::Paragraphs, &mut tokens);
        let text = article.text().as_str();
        let is_it = |range: &Range<usize>| text.get(range.clone()).is_some_and(|it| counted(it) == word);
        has.extend(own.iter().map(|one| words_near(&tokens, one, window).iter().any(|it| is_it(&it.range))));
    })
    .then_some(())?;
    Some(rows.iter().zip(has).filter(|(_, has)| *has).map(|(row, _)| *row).collect())
}

/// Those of `rows` whose paragraphs have all of the words.
fn narrowed(
    searched: &SearchSnapshot,
    uses: &[Use],
    rows: &[u32],
    words: &str,
    watch: WorkWatch<'_>,
) -> Option<Vec<u32>> {
    let literal = |word: &str| {
        let term = write::term(&Term::Text(word.to_owned()), Lang::En);
        Matcher::for_marks(&Query::parse(&term))
    };
    let words: Vec<Matcher> = words.split_whitespace().map(literal).collect();
    let mut has = Vec::with_capacity(rows.len());
    for_each_article(searched, uses, rows, watch, &mut |article, own| {
        let hits: Vec<_> = words.iter().map(|word| word.hits(article)).collect();
        has.extend(own.iter().map(|one| {
            let line = UseContext::of(article, one).map(|context| {
                one.start as usize - context.left.len()..one.end as usize + context.right.len()
            });
            let within = |range: &Range<usize>| {
                line.as_ref().is_some_and(|line| line.start <= range.start && range.end <= line.end)
            };
            hits.iter().all(|hits| hits.iter().any(|hit| within(&hit.range)))
        }));
    })
    .then_some(())?;
    Some(rows.iter().zip(has).filter(|(_, has)| *has).map(|(row, _)| *row).collect())
}
