//! Keyword in context: what stands left and right of a use, exact to the cell, and the orders of uses.
//!
//! What must not go in: colours, and how many cells there are.

use std::cmp::Ordering;
use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::uses::Use;
use super::words::{TextToken, TokenKind, WordSet, counted};
use crate::corpus::{Article, Corpus};
use crate::format::Date;
use crate::text::WidthPolicy;
use crate::text::natural;

/// The text around a use, within its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseContext<'a> {
    /// From the start of the paragraph to the use.
    pub left: &'a str,
    /// The use.
    pub word: &'a str,
    /// From the use to the end of the paragraph.
    pub right: &'a str,
}

/// How many words left and right of a use can be sorted by.
pub const NEIGHBOURS: usize = 3;

/// What uses are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KwicSort {
    /// The word so many words to the left, from 1.
    Left(usize),
    /// The word so many words to the right, from 1.
    Right(usize),
    /// The title of the article.
    Article,
    /// The date of the article, the newest first.
    Date,
    /// The folder of the article.
    Section,
    /// The use itself.
    Word,
}

/// What uses are sorted by, the most important first. None: as found.
pub type KwicOrder = Vec<KwicSort>;

impl KwicSort {
    /// Reads `l1` to `l3`, `r1` to `r3`, `word`, `article`, `date`, `section`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "article" => Some(Self::Article),
            "date" => Some(Self::Date),
            "section" => Some(Self::Section),
            "word" => Some(Self::Word),
            _ => {
                let number =
                    name.get(1..)?.parse().ok().filter(|number| (1..=NEIGHBOURS).contains(number))?;
                match name.get(..1)? {
                    "l" => Some(Self::Left(number)),
                    "r" => Some(Self::Right(number)),
                    _ => None,
                }
            }
        }
    }
}

impl<'a> UseContext<'a> {
    /// The context of a use in its article.
    pub fn of(article: Article<'a>, one: &Use) -> Option<Self> {
        Self::at(article.text().as_str(), one.range())
    }

    /// The context of the bytes `range` of `text`, whose paragraphs end at line breaks.
    pub fn at(text: &'a str, range: std::ops::Range<usize>) -> Option<Self> {
        let (before, word) = (text.get(..range.start)?, text.get(range.clone())?);
        let left = before.rsplit('\n').next()?;
        let right = text.get(range.end..)?.split('\n').next()?;
        Some(Self { left, word, right })
    }

    /// The end of the left side, exactly `cells` wide: blanks stand in front where it is shorter, or where a wide character
    /// does not fit.
    pub fn left_cells(&self, cells: usize, policy: &WidthPolicy) -> String {
        let (mut used, mut start) = (0, self.left.len());
        for cluster in self.left.graphemes(true).rev() {
            let wider = used + usize::from(policy.cluster(cluster));
            if wider > cells {
                break;
            }
            used = wider;
            start -= cluster.len();
        }
        let text = self.left.get(start..).unwrap_or_default();
        format!("{}{text}", " ".repeat(cells - used))
    }

    /// The start of the right side, at most `cells` wide.
    pub fn right_cells(&self, cells: usize, policy: &WidthPolicy) -> &'a str {
        policy.truncate(self.right, cells).0
    }
}

/// `uses` sorted; those that are equal stay in the order in which they are. They must be in the order of [`super::uses::uses`].
pub fn sorted(corpus: &Corpus, set: &WordSet, uses: &[Use], order: &[KwicSort]) -> Vec<Use> {
    let columns: Vec<Vec<u32>> = order.iter().map(|sort| ranks(corpus, set, uses, *sort)).collect();
    let mut numbers: Vec<usize> = (0..uses.len()).collect();
    numbers.sort_by(|a, b| {
        let unequal = |column: &Vec<u32>| Some(column.get(*a).cmp(&column.get(*b))).filter(|it| it.is_ne());
        columns.iter().find_map(unequal).unwrap_or(Ordering::Equal)
    });
    numbers.into_iter().filter_map(|number| uses.get(number).copied()).collect()
}

/// The values of `uses` under `sort`, each with its number of uses: those of most uses first.
pub fn groups(corpus: &Corpus, set: &WordSet, uses: &[Use], sort: KwicSort) -> Vec<(String, u64)> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for value in values(corpus, set, uses, sort) {
        *counts.entry(value).or_default() += 1;
    }
    let mut groups: Vec<(String, u64)> = counts.into_iter().collect();
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| natural::compare(&a.0, &b.0)));
    groups
}

/// `count` of `uses`, chosen by `seed` and in the order in which they are. The choice hangs on the articles' texts alone, so that
/// the same seed gives the same sample on every machine.
pub fn sample(corpus: &Corpus, uses: &[Use], count: usize, seed: u64) -> Vec<Use> {
    let chance = |one: &Use| {
        let key = corpus.article(one.article).map_or(0, |article| article.key().0);
        let mut bytes = key.to_le_bytes().to_vec();
        bytes.extend(one.start.to_le_bytes());
        xxh3_64_with_seed(&bytes, seed)
    };
    let mut chances: Vec<(u64, usize)> = uses.iter().map(chance).zip(0..).collect();
    chances.sort_unstable();
    chances.truncate(count);
    let mut chosen: Vec<usize> = chances.into_iter().map(|(_, number)| number).collect();
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|number| uses.get(number).copied()).collect()
}

/// The rank of each use under `sort`, from 0.
fn ranks(corpus: &Corpus, set: &WordSet, uses: &[Use], sort: KwicSort) -> Vec<u32> {
    let (mut numbers, mut known): (Vec<u32>, HashMap<String, u32>) = (Vec::new(), HashMap::new());
    for value in values(corpus, set, uses, sort) {
        let next = known.len() as u32;
        numbers.push(*known.entry(value).or_insert(next));
    }
    let mut texts: Vec<(String, u32)> = known.into_iter().collect();
    texts.sort_by(|a, b| natural::compare(&a.0, &b.0));
    let mut rank = vec![0; texts.len()];
    for (place, (_, number)) in (0_u32..).zip(&texts) {
        if let Some(slot) = rank.get_mut(*number as usize) {
            *slot = if sort == KwicSort::Date { u32::MAX - place } else { place };
        }
    }
    numbers.into_iter().map(|number| rank.get(number as usize).copied().unwrap_or_default()).collect()
}

/// What each use has under `sort`; empty where it has nothing.
fn values(corpus: &Corpus, set: &WordSet, uses: &[Use], sort: KwicSort) -> Vec<String> {
    let mut tokenizer = set.tokenizer(corpus);
    let mut tokens = Vec::new();
    let mut values = Vec::with_capacity(uses.len());
    for of_article in uses.chunk_by(|a, b| a.article == b.article) {
        let Some(article) = of_article.first().and_then(|one| corpus.article(one.article)) else {
            values.extend(of_article.iter().map(|_| String::new()));
            continue;
        };
        let same = |value: String| of_article.iter().map(move |_| value.clone());
        match sort {
            KwicSort::Article => values.extend(same(article.label().to_string())),
            KwicSort::Section => values.extend(same(article.section().to_string())),
            KwicSort::Date => {
                values.extend(same(article.date().map(Date::as_in_folders).unwrap_or_default()));
            }
            KwicSort::Word => {
                let text = article.text().as_str();
                values.extend(
                    of_article
                        .iter()
                        .map(|one| counted(text.get(one.range()).unwrap_or_default()).into_owned()),
                );
            }
            KwicSort::Left(_) | KwicSort::Right(_) => {
                tokenizer.tokens(article, of_article, &mut tokens);
                let text = article.text().as_str();
                let neighbour = |one: &Use| {
                    let range = neighbour(&tokens, one, sort).and_then(|token| text.get(token.range.clone()));
                    counted(range.unwrap_or_default()).into_owned()
                };
                values.extend(of_article.iter().map(neighbour));
            }
        }
    }
    values
}

/// The word left or right of a use, in its paragraph. A word that the use cuts is none of them.
fn neighbour<'a>(tokens: &'a [TextToken], one: &Use, sort: KwicSort) -> Option<&'a TextToken> {
    let range = one.range();
    let inside = |token: &&TextToken| token.kind != TokenKind::LineEnd;
    let is_word = |token: &&TextToken| token.kind == TokenKind::Word;
    match sort {
        KwicSort::Left(number) => {
            let before = tokens.get(..tokens.partition_point(|token| token.range.end <= range.start))?;
            before.iter().rev().take_while(inside).filter(is_word).nth(number.checked_sub(1)?)
        }
        KwicSort::Right(number) => {
            let after = tokens.get(tokens.partition_point(|token| token.range.start < range.end)..)?;
            after.iter().take_while(inside).filter(is_word).nth(number.checked_sub(1)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concordance::corpus;
    use crate::concordance::uses::uses;
    use crate::query::Query;
    use crate::search::Matcher;
    use proptest::prelude::*;

    fn found(corpus: &Corpus, query: &str) -> Vec<Use> {
        uses(corpus, corpus.articles(), &Matcher::new(&Query::parse(query)))
    }

    fn rights(corpus: &Corpus, uses: &[Use]) -> Vec<String> {
        let context = |one: &Use| UseContext::of(corpus.article(one.article)?, one);
        uses.iter().filter_map(context).map(|context| context.right.to_owned()).collect()
    }

    #[test]
    fn the_context_ends_with_the_paragraph() {
        let text = "题目\n前面的桥在后面\n另一段";
        let start = text.find('桥').unwrap();
        let context = UseContext::at(text, start..start + 3).unwrap();
        assert_eq!((context.left, context.word, context.right), ("前面的", "桥", "在后面"));
    }

    #[test]
    fn the_left_side_is_filled_and_cut_to_the_cell() {
        let policy = WidthPolicy::default();
        let context = UseContext { left: "一二三", word: "桥", right: "四五六" };
        let lefts = [0, 1, 2, 5, 6, 8].map(|cells| context.left_cells(cells, &policy));
        assert_eq!(lefts, ["", " ", "三", " 二三", "一二三", "  一二三"]);
        assert_eq!([3, 4].map(|cells| context.right_cells(cells, &policy)), ["四", "四五"]);
    }

    #[test]
    fn uses_are_sorted_by_the_words_beside_them() {
        let corpus = corpus(&["甲\n\n大桥很长，小桥不长。\n\n老桥\n", "乙\n\n新桥很短\n"]);
        let uses = found(&corpus, "桥");
        let set = WordSet::default();
        let by = |order: &[KwicSort]| rights(&corpus, &sorted(&corpus, &set, &uses, order));
        assert_eq!(by(&[]), ["很长，小桥不长。", "不长。", "", "很短"]);
        assert_eq!(by(&[KwicSort::Right(1), KwicSort::Right(2)]), ["", "不长。", "很短", "很长，小桥不长。"]);
    }

    #[test]
    fn groups_count_the_uses_of_each_neighbour() {
        let corpus = corpus(&["甲\n\n桥很长。桥很短。桥不长。\n"]);
        let groups = groups(&corpus, &WordSet::default(), &found(&corpus, "桥"), KwicSort::Right(1));
        assert_eq!(groups, [("很".to_owned(), 2), ("不".to_owned(), 1)]);
    }

    #[test]
    fn a_sample_depends_on_its_seed_alone() {
        let corpus = corpus(&["甲\n\n桥一桥二桥三桥四桥五桥六桥七桥八\n"]);
        let uses = found(&corpus, "桥");
        let one = sample(&corpus, &uses, 3, 7);
        assert_eq!((one.len(), &one), (3, &sample(&corpus, &uses, 3, 7)));
        assert!(one.is_sorted_by_key(|one| one.start));
        assert!((0..20).any(|seed| sample(&corpus, &uses, 3, seed) != one));
        assert_eq!(sample(&corpus, &uses, 100, 7), uses);
    }

    #[test]
    fn names_of_orders() {
        let names = ["l1", "r3", "date", "r0", "r4", "x1", "", "左1"].map(KwicSort::parse);
        let known = [KwicSort::Left(1), KwicSort::Right(3), KwicSort::Date].map(Some);
        assert_eq!(names, [known.as_slice(), &[None; 5]].concat()[..]);
    }

    proptest! {
        #[test]
        fn the_use_stands_in_the_same_cell_on_every_line(left in "\\PC{0,60}", cells in 0_usize..80) {
            let policy = WidthPolicy::default();
            let context = UseContext { left: &left, word: "桥", right: "" };
            prop_assert_eq!(policy.text(&context.left_cells(cells, &policy)), cells);
        }
    }
}
