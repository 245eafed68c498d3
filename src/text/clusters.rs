//! A fast path for grapheme clusters: in Chinese text nearly every cluster is one character.
//!
//! `unicode-segmentation` implements the rules of UAX #29; this file only bypasses it. What must not go in: widths and
//! line breaking.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The pieces of a text, of these lengths in bytes, where those between which a cluster would be cut are joined: a mark belongs
/// to the letter before it.
pub fn whole_clusters(text: &str, lengths: &[usize]) -> Vec<Range<usize>> {
    let mut borders = text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).peekable();
    let (mut start, mut end) = (0, 0);
    let mut pieces = Vec::with_capacity(lengths.len());
    for length in lengths {
        end += length;
        while borders.next_if(|border| *border < end).is_some() {}
        if borders.peek() == Some(&end) {
            pieces.push(start..end);
            start = end;
        }
    }
    pieces
}

/// Iterator over the clusters of a text.
#[derive(Debug, Clone)]
pub(super) struct Clusters<'a> {
    rest: &'a str,
    /// Whether the first character of `rest` is known not to join the one before it.
    alone: bool,
}

/// Splits `text` into grapheme clusters.
pub(super) fn clusters(text: &str) -> Clusters<'_> {
    Clusters { rest: text, alone: text.chars().next().is_some_and(stands_alone) }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut chars = self.rest.chars();
        let first = chars.next()?;
        let second = chars.next();
        let next_alone = second.is_some_and(stands_alone);
        let length = if self.alone && (next_alone || second.is_none()) {
            self.alone = next_alone;
            first.len_utf8()
        } else {
            let cluster = self.rest.graphemes(true).next().map_or_else(|| first.len_utf8(), str::len);
            let after = self.rest.get(cluster..).and_then(|rest| rest.chars().next());
            self.alone = after.is_some_and(stands_alone);
            cluster
        };
        let (cluster, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(cluster)
    }
}

/// Whether a cluster always ends between `c` and another such character. Never wrongly true (tested against
/// `unicode-segmentation` for all characters); other characters take the slow path.
#[inline]
fn stands_alone(c: char) -> bool {
    // These two ranges hold nearly all characters; testing them first cuts the analysis of Chinese text by a third.
    matches!(c, '\u{3400}'..='\u{9FFF}' | ' '..='~') || stands_alone_too(c)
}

fn stands_alone_too(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{3029}' | '\u{FF01}'..='\u{FF9D}'
        | '\u{2010}'..='\u{2027}' | '\u{30A0}'..='\u{30FF}' | '\u{3041}'..='\u{3096}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{AE}'..='\u{2FF}' | '\u{A0}'..='\u{AC}' | '\u{370}'..='\u{377}'
        | '\u{391}'..='\u{3A1}' | '\u{3A3}'..='\u{481}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20BF}'
        | '\u{2100}'..='\u{218B}' | '\u{2190}'..='\u{2426}' | '\u{2460}'..='\u{2B73}' | '\u{2E80}'..='\u{2E99}'
        | '\u{2E9B}'..='\u{2EF3}' | '\u{2F00}'..='\u{2FD5}' | '\u{3030}'..='\u{303E}' | '\u{309B}'..='\u{309F}'
        | '\u{3105}'..='\u{312F}' | '\u{3131}'..='\u{318E}' | '\u{3190}'..='\u{31E3}' | '\u{31F0}'..='\u{321E}'
        | '\u{3220}'..='\u{33FF}' | '\u{F900}'..='\u{FA6D}' | '\u{FA70}'..='\u{FAD9}' | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE52}' | '\u{FE54}'..='\u{FE66}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6D7}'
        | '\u{1F900}'..='\u{1F9FF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2EBE0}'
        | '\u{2EBF0}'..='\u{2EE5D}' | '\u{2F800}'..='\u{2FA1D}' | '\u{30000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::{clusters, stands_alone};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// Characters that join what stands before them or after them, each in its own way, and some that do not.
    const MIX: &str = "a中。“é1\u{301}\u{200D}\u{FE0F}\u{1F3FD}\u{1F1E8}\u{1F468}\u{600}\u{903}\u{1100}\u{1160}\u{11A8}각क\u{94D}\u{FF9E}\r\n";

    #[test]
    fn what_stands_alone_joins_nothing_that_stands_alone() {
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        for c in all.filter(|c| stands_alone(*c)) {
            for other in ['a', '中', '\u{1F468}', '각', '가'] {
                assert_eq!(format!("{c}{other}").graphemes(true).count(), 2, "{c:?} before {other:?}");
                assert_eq!(format!("{other}{c}").graphemes(true).count(), 2, "{c:?} after {other:?}");
            }
        }
    }

    fn mixed() -> impl Strategy<Value = String> {
        let mix: Vec<char> = MIX.chars().collect();
        let one = prop_oneof![4 => prop::sample::select(mix), 1 => any::<char>()];
        prop::collection::vec(one, 0..24).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn the_short_cut_agrees_with_the_rules(text in mixed()) {
            prop_assert_eq!(clusters(&text).collect::<Vec<_>>(), text.graphemes(true).collect::<Vec<_>>());
        }
    }
}
