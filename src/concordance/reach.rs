//! How much of the text around uses has to be cut into words.
//!
//! Words are never joined across a sign, so cutting may begin and end at any of the signs that stand alone. What must not go in:
//! cutting.

use std::ops::Range;

/// Signs that end a sentence.
pub(super) const SENTENCE_ENDS: [char; 7] = ['。', '！', '？', '…', '!', '?', '；'];
/// Signs that are a piece of their own, whatever stands beside them.
const BORDERS: [char; 13] = ['，', '。', '、', '；', '：', '！', '？', '“', '”', '（', '）', '《', '》'];

/// How much is cut into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The whole article.
    Article,
    /// The paragraphs that have uses.
    Paragraphs,
    /// The sentences that have uses.
    Sentences,
    /// At least so many bytes on the left and the right of each use.
    Bytes([usize; 2]),
}

impl Reach {
    /// Appends the ranges of a paragraph with uses that are to be cut; `uses` are those in it, rising, in its bytes.
    pub(super) fn ranges(self, text: &str, uses: &[Range<usize>], into: &mut Vec<Range<usize>>) {
        match self {
            Self::Article | Self::Paragraphs => into.push(0..text.len()),
            Self::Sentences => uses.iter().for_each(|one| joined(into, around(text, one, &SENTENCE_ENDS))),
            Self::Bytes([left, right]) => {
                for one in uses {
                    let start = text.floor_char_boundary(one.start.saturating_sub(left));
                    let end = text.ceil_char_boundary(text.len().min(one.end + right));
                    joined(into, around(text, &(start..end), &BORDERS));
                }
            }
        }
    }
}

/// From behind the last of `signs` before a range to the first of them behind it.
fn around(text: &str, range: &Range<usize>, signs: &[char]) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, c)| signs.contains(c));
    let after = text.get(range.end..).unwrap_or_default();
    let end = after.char_indices().find(|(_, c)| signs.contains(c));
    start.map_or(0, |(at, c)| at + c.len_utf8())
        ..end.map_or(text.len(), |(at, c)| range.end + at + c.len_utf8())
}

/// Appends a range; one that touches the last is joined with it.
fn joined(ranges: &mut Vec<Range<usize>>, next: Range<usize>) {
    match ranges.last_mut().filter(|last| next.start <= last.end) {
        Some(last) => *last = last.start.min(next.start)..last.end.max(next.end),
        None => ranges.push(next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'t>(reach: Reach, text: &'t str, word: &str) -> Vec<&'t str> {
        let uses: Vec<_> = text.match_indices(word).map(|(at, it)| at..at + it.len()).collect();
        let mut ranges = Vec::new();
        reach.ranges(text, &uses, &mut ranges);
        ranges.into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn what_is_cut_ends_at_signs() {
        let text = "一，二。三，桥四，五！六，桥。七桥，八。九";
        assert_eq!(texts(Reach::Sentences, text, "桥"), ["三，桥四，五！六，桥。七桥，八。"]);
        assert_eq!(texts(Reach::Sentences, text, "四"), ["三，桥四，五！"]);
        assert_eq!(texts(Reach::Bytes([0, 0]), text, "四"), ["桥四，"]);
        assert_eq!(texts(Reach::Bytes([0, 4]), text, "四"), ["桥四，五！"]);
        assert_eq!(texts(Reach::Bytes([4, 0]), text, "二"), ["一，二。"]);
        assert_eq!(texts(Reach::Bytes([1, 0]), text, "一"), ["一，"]);
        assert_eq!(texts(Reach::Sentences, text, "九"), ["九"]);
        assert_eq!(texts(Reach::Paragraphs, text, "桥"), [text]);
    }
}
