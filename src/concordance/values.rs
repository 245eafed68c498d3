//! What uses have in common: the values of each under one of the sorts, and from them orders and groups.
//!
//! Several threads share many uses, because sorting 100,000 by the word beside them means cutting as many paragraphs into words.
//! What must not go in: which uses are asked for.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::num::NonZero;
use std::thread;

use super::kwic::{BeyondReach, KwicSort, neighbour};
use super::tokenizer::{Reach, Tokenizer};
use super::uses::Use;
use super::words::{WordSet, counted};
use crate::corpus::Article;
use crate::format::Date;
use crate::search::SearchSnapshot;
use crate::text::{Clean, natural};

/// Uses worth a thread.
const SHARE: usize = 4096;
/// Bytes in which most words end, with the signs between: beyond that the whole paragraph is cut into words.
const A_WORD: usize = 18;
/// Most threads, as in a search.
const THREADS: usize = 4;

/// Told how much is done, in uses or articles; false: it is to end.
pub type WorkWatch<'a> = &'a (dyn Fn(usize) -> bool + Sync);

/// Articles and the words that they are cut into.
#[derive(Debug, Clone, Copy)]
pub struct WordContext<'a> {
    /// The articles.
    pub searched: &'a SearchSnapshot,
    /// The words.
    pub set: &'a WordSet,
}

/// The values of some uses under one sort.
#[derive(Debug, Default)]
struct UseValues {
    /// For each use the number of its value.
    numbers: Vec<u32>,
    /// The values, each once, in the order in which they were found.
    texts: Vec<String>,
    known: HashMap<String, u32>,
}

impl UseValues {
    fn push(&mut self, value: &str) {
        let known = self.known.get(value).copied();
        self.numbers.push(known.unwrap_or_else(|| {
            let next = self.texts.len() as u32;
            self.known.insert(value.to_owned(), next);
            self.texts.push(value.to_owned());
            next
        }));
    }

    /// Adds the values of the uses that follow.
    fn append(&mut self, next: &Self) {
        if self.texts.is_empty() {
            self.numbers.clone_from(&next.numbers);
            self.texts.clone_from(&next.texts);
            self.known.clone_from(&next.known);
            return;
        }
        let mut number = Vec::with_capacity(next.texts.len());
        for text in &next.texts {
            self.push(text);
            number.extend(self.numbers.pop());
        }
        self.numbers.extend(next.numbers.iter().filter_map(|old| number.get(*old as usize)));
    }

    /// The rank of each use, from 0.
    fn ranks(self, sort: KwicSort) -> Vec<u32> {
        let mut texts: Vec<(String, u32)> = self.texts.into_iter().zip(0..).collect();
        texts.sort_by(|a, b| natural::compare(&a.0, &b.0));
        let mut rank = vec![0; texts.len()];
        for (place, (_, number)) in (0_u32..).zip(&texts) {
            if let Some(slot) = rank.get_mut(*number as usize) {
                // The newest first.
                *slot = if sort == KwicSort::Date { u32::MAX - place } else { place };
            }
        }
        self.numbers
            .into_iter()
            .map(|number| rank.get(number as usize).copied().unwrap_or_default())
            .collect()
    }
}

impl WordContext<'_> {
    /// The numbers `rows` of `uses` in the order of some sorts, the most important first; those that are equal stay as they are.
    /// The rows must rise. `None` if it was ended.
    pub fn sorted(
        self,
        uses: &[Use],
        rows: &[u32],
        order: &[KwicSort],
        watch: WorkWatch<'_>,
    ) -> Option<Vec<u32>> {
        let values = self.values(uses, rows, order, watch)?;
        let columns: Vec<Vec<u32>> =
            values.into_iter().zip(order).map(|(it, sort)| it.ranks(*sort)).collect();
        let mut numbers: Vec<u32> = (0..rows.len() as u32).collect();
        let rank = |column: &Vec<u32>, number: u32| column.get(number as usize).copied();
        match columns.as_slice() {
            [] => {}
            [column] => numbers.sort_by_key(|number| rank(column, *number)),
            columns => numbers.sort_by(|a, b| {
                let unequal =
                    |column: &Vec<u32>| Some(rank(column, *a).cmp(&rank(column, *b))).filter(|it| it.is_ne());
                columns.iter().find_map(unequal).unwrap_or(Ordering::Equal)
            }),
        }
        Some(numbers.into_iter().filter_map(|number| rows.get(number as usize).copied()).collect())
    }

    /// The values of uses, each with its number of uses: those of most uses first.
    pub fn groups(
        self,
        uses: &[Use],
        rows: &[u32],
        sort: KwicSort,
        watch: WorkWatch<'_>,
    ) -> Option<Vec<(String, u64)>> {
        let values = self.values(uses, rows, &[sort], watch)?.pop()?;
        let mut counts = vec![0; values.texts.len()];
        for number in values.numbers {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        }
        let mut groups: Vec<(String, u64)> = values.texts.into_iter().zip(counts).collect();
        groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| natural::compare(&a.0, &b.0)));
        Some(groups)
    }

    /// Those of `rows` that have this value.
    pub fn having(
        self,
        uses: &[Use],
        rows: &[u32],
        (sort, value): (KwicSort, &str),
        watch: WorkWatch<'_>,
    ) -> Option<Vec<u32>> {
        let values = self.values(uses, rows, &[sort], watch)?.pop()?;
        let wanted = values.known.get(value).copied();
        let has = |(_, number): &(&u32, &u32)| Some(**number) == wanted;
        Some(rows.iter().zip(&values.numbers).filter(has).map(|(row, _)| *row).collect())
    }

    /// The values of uses under each of some sorts.
    fn values(
        self,
        uses: &[Use],
        rows: &[u32],
        sorts: &[KwicSort],
        watch: WorkWatch<'_>,
    ) -> Option<Vec<UseValues>> {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = (rows.len() / SHARE).clamp(1, THREADS.min(cores));
        let parts = parted(uses, rows, threads);
        let empty = || -> Vec<UseValues> { sorts.iter().map(|_| UseValues::default()).collect() };
        let values = |part: &[u32]| {
            let mut values = empty();
            let mut push = |number: usize, value: &str| {
                if let Some(values) = values.get_mut(number) {
                    values.push(value);
                }
            };
            self.each_value((uses, part), sorts, watch, &mut push).then_some(values)
        };
        let found: Vec<Option<Vec<UseValues>>> = thread::scope(|scope| {
            let others: Vec<_> = parts.iter().skip(1).map(|part| scope.spawn(|| values(part))).collect();
            let first = parts.first().map_or_else(|| Some(empty()), |part| values(part));
            std::iter::once(first).chain(others.into_iter().map(|it| it.join().unwrap_or_default())).collect()
        });
        let mut whole = empty();
        for part in found {
            whole.iter_mut().zip(&part?).for_each(|(own, next)| own.append(next));
        }
        Some(whole)
    }

    /// Hands over what each use has under each of `sorts`, with the number of the sort; empty where it has nothing. False if it
    /// was ended.
    fn each_value(
        self,
        (uses, rows): (&[Use], &[u32]),
        sorts: &[KwicSort],
        watch: WorkWatch<'_>,
        each: &mut dyn FnMut(usize, &str),
    ) -> bool {
        let (mut tokens, mut all) = (Vec::new(), Vec::new());
        let mut tokenizer = Tokenizer::new(self.set, &self.searched.corpus);
        let words = |number: fn(&KwicSort) -> usize| sorts.iter().map(number).max().unwrap_or_default();
        let left = words(|sort| if let KwicSort::Left(number) = sort { *number } else { 0 });
        let right = words(|sort| if let KwicSort::Right(number) = sort { *number } else { 0 });
        let reach = Reach::Bytes([left * A_WORD, right * A_WORD]);
        for_each_article(self.searched, uses, rows, watch, &mut |article, own| {
            all.clear();
            if left + right > 0 {
                tokenizer.near(article, own, reach, &mut tokens);
            }
            for (number, sort) in sorts.iter().enumerate() {
                let same = self.of_article(article, *sort);
                for one in own {
                    match sort {
                        KwicSort::Word => each(number, &counted(article.part(one.range()).as_str())),
                        KwicSort::Left(_) | KwicSort::Right(_) => {
                            let token = neighbour(&tokens, one, *sort).unwrap_or_else(|BeyondReach| {
                                if all.is_empty() {
                                    tokenizer.near(article, own, Reach::Paragraphs, &mut all);
                                }
                                neighbour(&all, one, *sort).unwrap_or_default()
                            });
                            let word = token.map_or_else(Clean::default, |it| article.part(it.range.clone()));
                            each(number, &counted(word.as_str()));
                        }
                        _ => each(number, &same),
                    }
                }
            }
        })
    }

    /// What all uses in an article have under a sort.
    fn of_article(self, article: Article<'_>, sort: KwicSort) -> String {
        match sort {
            KwicSort::Article => article.label().to_string(),
            KwicSort::Section => article.section().to_string(),
            KwicSort::Date => article.date().map(Date::as_in_folders).unwrap_or_default(),
            KwicSort::Province => {
                let tags = self.searched.annotations.tags(&self.searched.corpus, article);
                tags.about.iter().next().map(|number| format!("{number:02}")).unwrap_or_default()
            }
            KwicSort::Word | KwicSort::Left(_) | KwicSort::Right(_) => String::new(),
        }
    }
}

/// `rows` in so many parts of about the same length; no article is in two of them.
fn parted<'r>(uses: &[Use], rows: &'r [u32], parts: usize) -> Vec<&'r [u32]> {
    let article = |row: Option<&u32>| row.and_then(|row| uses.get(*row as usize)).map(|one| one.article);
    let (mut found, mut rest) = (Vec::new(), rows);
    for part in (1..=parts).rev() {
        let mut len = rest.len() / part;
        while len > 0 && len < rest.len() && article(rest.get(len)) == article(rest.get(len - 1)) {
            len += 1;
        }
        let (own, later) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        found.push(own);
        rest = later;
    }
    found
}

/// Hands over the articles that the uses with the rising numbers `rows` are in, each with its uses. False if it was ended.
pub(super) fn for_each_article<'a>(
    searched: &'a SearchSnapshot,
    uses: &[Use],
    rows: &[u32],
    watch: WorkWatch<'_>,
    each: &mut dyn FnMut(Article<'a>, &[Use]),
) -> bool {
    let get = |row: &u32| uses.get(*row as usize).copied();
    let mut own: Vec<Use> = Vec::new();
    for rows in rows.chunk_by(|a, b| get(a).map(|one| one.article) == get(b).map(|one| one.article)) {
        if !watch(rows.len()) {
            return false;
        }
        own.clear();
        own.extend(rows.iter().filter_map(get));
        let article = own.first().and_then(|one| searched.corpus.article(one.article));
        if let Some(article) = article {
            each(article, &own);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::concordance::UseContext;
    use crate::concordance::corpus;
    use crate::concordance::uses::uses;
    use crate::query::Query;
    use crate::search::Matcher;
    use crate::state::Annotations;

    fn searched(texts: &[&str]) -> SearchSnapshot {
        SearchSnapshot { corpus: corpus(texts), annotations: Arc::<Annotations>::default(), postings: None }
    }

    fn found(searched: &SearchSnapshot, query: &str) -> (Vec<Use>, Vec<u32>) {
        let uses = uses(&searched.corpus, searched.corpus.articles(), &Matcher::new(&Query::parse(query)));
        let rows = (0..uses.len() as u32).collect();
        (uses, rows)
    }

    fn rights(searched: &SearchSnapshot, uses: &[Use], rows: &[u32]) -> Vec<String> {
        let context = |row: &u32| {
            let one = &uses[*row as usize];
            UseContext::of(searched.corpus.article(one.article)?, one)
        };
        rows.iter().filter_map(context).map(|context| context.right.to_owned()).collect()
    }

    #[test]
    fn uses_are_sorted_by_the_words_beside_them() {
        let searched = searched(&["甲\n\n大桥很长，小桥不长。\n\n老桥\n", "乙\n\n新桥很短\n"]);
        let (uses, rows) = found(&searched, "桥");
        let context = WordContext { searched: &searched, set: &WordSet::default() };
        let by = |order: &[KwicSort]| {
            rights(&searched, &uses, &context.sorted(&uses, &rows, order, &|_| true).unwrap())
        };
        assert_eq!(by(&[]), ["很长，小桥不长。", "不长。", "", "很短"]);
        assert_eq!(by(&[KwicSort::Right(1), KwicSort::Right(2)]), ["", "不长。", "很短", "很长，小桥不长。"]);
        let only = context.having(&uses, &rows, (KwicSort::Right(1), "很"), &|_| true).unwrap();
        assert_eq!(rights(&searched, &uses, &only), ["很长，小桥不长。", "很短"]);
        assert_eq!(context.sorted(&uses, &rows, &[KwicSort::Right(1)], &|_| false), None);
    }

    #[test]
    fn groups_count_the_uses_of_each_neighbour() {
        let searched = searched(&["甲\n\n桥很长。桥很短。桥不长。\n"]);
        let (uses, rows) = found(&searched, "桥");
        let context = WordContext { searched: &searched, set: &WordSet::default() };
        let groups = context.groups(&uses, &rows, KwicSort::Right(1), &|_| true).unwrap();
        assert_eq!(groups, [("很".to_owned(), 2), ("不".to_owned(), 1)]);
    }

    #[test]
    fn parts_hold_whole_articles_and_threads_find_the_same() {
        let texts: Vec<String> =
            (0..40).map(|n| format!("题{n}\n\n{}\n", format!("桥{}号很长。", n % 7).repeat(n))).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let searched = searched(&texts);
        let (uses, rows) = found(&searched, "桥");
        let parts = parted(&uses, &rows, 3);
        assert!(parts.len() == 3 && parts.concat() == rows && parts.iter().all(|part| !part.is_empty()));
        let article = |row: &u32| uses[*row as usize].article;
        assert!(parts.windows(2).all(|two| two[0].last().map(article) != two[1].first().map(article)));
        let context = WordContext { searched: &searched, set: &WordSet::default() };
        let whole = context.values(&uses, &rows, &[KwicSort::Right(2)], &|_| true).unwrap().pop().unwrap();
        let mut joined = UseValues::default();
        for part in parts {
            joined.append(&context.values(&uses, part, &[KwicSort::Right(2)], &|_| true).unwrap()[0]);
        }
        assert_eq!((joined.numbers, joined.texts), (whole.numbers, whole.texts));
    }
}
