//! Keyword in context: what stands left and right of a use, exact to the cell, and what uses can be sorted by.
//!
//! What must not go in: colours, how many cells there are, and sorting.

use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::tokenizer::{TextToken, TokenKind};
use super::uses::Use;
use crate::corpus::{Article, Corpus};
use crate::messages::Lang;
use crate::province::PROVINCES;
use crate::text::WidthPolicy;

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
    /// The first of the provinces that the article is about.
    Province,
    /// The folder of the article.
    Section,
    /// The use itself.
    Word,
}

/// What uses are sorted by, the most important first. None: as found.
pub type KwicOrder = Vec<KwicSort>;

impl KwicSort {
    /// Reads `l1` to `l3`, `r1` to `r3`, `word`, `article`, `date`, `province`, `section`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "article" => Some(Self::Article),
            "date" => Some(Self::Date),
            "province" => Some(Self::Province),
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

impl KwicSort {
    /// A value of uses under this sort, as people read it.
    pub fn text(self, value: &str, lang: Lang) -> String {
        let province =
            || PROVINCES.get(value.parse::<usize>().ok()?).map(|province| province.name(lang).to_owned());
        if self == Self::Province { province().unwrap_or_default() } else { value.to_owned() }
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

/// `count` of the uses with the numbers `rows`, chosen by `seed` and in the order in which they are. The choice hangs on the
/// articles' texts alone, so that the same seed gives the same sample on every machine.
pub fn sample(corpus: &Corpus, uses: &[Use], rows: &[u32], count: usize, seed: u64) -> Vec<u32> {
    let chance = |row: &u32| {
        let one = uses.get(*row as usize);
        let key = one.and_then(|one| corpus.article(one.article)).map_or(0, |article| article.key().0);
        let start = one.map_or(0, |one| one.start).to_le_bytes();
        let bytes: Vec<u8> = key.to_le_bytes().into_iter().chain(start).collect();
        xxh3_64_with_seed(&bytes, seed)
    };
    let mut chances: Vec<(u64, usize)> = rows.iter().map(chance).zip(0..).collect();
    chances.sort_unstable();
    chances.truncate(count);
    let mut chosen: Vec<usize> = chances.into_iter().map(|(_, number)| number).collect();
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|number| rows.get(number).copied()).collect()
}

/// What is asked for stands beyond what was cut into words.
#[derive(Debug)]
pub(super) struct BeyondReach;

/// The word left or right of a use, in its paragraph, if there is one. A word that the use cuts is none of them.
pub(super) fn neighbour<'a>(
    tokens: &'a [TextToken],
    one: &Use,
    sort: KwicSort,
) -> Result<Option<&'a TextToken>, BeyondReach> {
    let range = one.range();
    match sort {
        KwicSort::Left(number) => {
            let before = tokens.get(..tokens.partition_point(|token| token.range.end <= range.start));
            word_number(before.unwrap_or_default().iter().rev(), number)
        }
        KwicSort::Right(number) => {
            let after = tokens.get(tokens.partition_point(|token| token.range.start < range.end)..);
            word_number(after.unwrap_or_default().iter(), number)
        }
        _ => Ok(None),
    }
}

/// The word with this number from 1, in a paragraph.
fn word_number<'a>(
    tokens: impl Iterator<Item = &'a TextToken>,
    number: usize,
) -> Result<Option<&'a TextToken>, BeyondReach> {
    let mut left = number;
    for token in tokens {
        match token.kind {
            TokenKind::LineEnd => return Ok(None),
            TokenKind::Gap => return Err(BeyondReach),
            TokenKind::Word if left == 1 => return Ok(Some(token)),
            TokenKind::Word => left -= 1,
            TokenKind::Sign | TokenKind::SentenceEnd => {}
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concordance::corpus;
    use crate::concordance::uses::uses;
    use crate::query::Query;
    use crate::search::Matcher;
    use crate::text::CleanText;
    use proptest::prelude::*;

    fn found(corpus: &Corpus, query: &str) -> Vec<Use> {
        uses(corpus, corpus.articles(), &Matcher::new(&Query::parse(query)))
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
    fn a_sample_depends_on_its_seed_alone() {
        let corpus = corpus(&["甲\n\n桥一桥二桥三桥四桥五桥六桥七桥八\n"]);
        let uses = found(&corpus, "桥");
        let rows: Vec<u32> = (0..uses.len() as u32).collect();
        let one = sample(&corpus, &uses, &rows, 3, 7);
        assert_eq!((one.len(), &one), (3, &sample(&corpus, &uses, &rows, 3, 7)));
        assert!(one.is_sorted());
        assert!((0..20).any(|seed| sample(&corpus, &uses, &rows, 3, seed) != one));
        assert_eq!(sample(&corpus, &uses, &rows, 100, 7), rows);
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
            // In the text of an article a mark at the start has something to stand on.
            let (policy, left) = (WidthPolicy::default(), CleanText::line(&left));
            let context = UseContext { left: left.as_str(), word: "桥", right: "" };
            prop_assert_eq!(policy.text(&context.left_cells(cells, &policy)), cells);
        }
    }
}
