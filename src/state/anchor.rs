//! Where a passage of an article stands, known by its content: found again in another layout, and in a changed file as far
//! as the text around it is the same.
//!
//! What must not go in: what is kept of a passage (notes, marks), and screens.

use std::ops::Range;

use memchr::memmem;

/// Characters that are kept on each side of a passage.
const CONTEXT: usize = 24;

/// Characters that a mark is known by.
const MARKED: usize = 24;

/// Where a passage of an article stands: found again by its content when the text around it has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextAnchor {
    /// First byte in the clean text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The characters themselves; empty for the article as a whole.
    pub quote: String,
    /// A few characters before it.
    pub before: String,
    /// A few characters after it.
    pub after: String,
}

/// How much of the text around a passage is the same at a place where its characters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Agreement {
    start: usize,
    /// Characters that are the same before and after it.
    chars: usize,
    /// How many of the two sides are the same as a whole.
    sides: usize,
}

impl TextAnchor {
    /// The anchor of these bytes of a text.
    pub fn of(text: &str, range: Range<u32>) -> Self {
        let (start, end) = (range.start as usize, range.end as usize);
        let (head, tail) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let before = head.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let after = tail.char_indices().nth(CONTEXT).map_or(tail.len(), |(at, _)| at);
        Self {
            start: range.start,
            end: range.end,
            quote: text.get(start..end).unwrap_or_default().to_owned(),
            before: head.get(before..).unwrap_or_default().to_owned(),
            after: tail.get(..after).unwrap_or_default().to_owned(),
        }
    }

    /// The anchor of a place in a text: of the characters that follow, within their paragraph.
    pub fn at(text: &str, byte: u32) -> Self {
        let rest = text.get(byte as usize..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let length = line.char_indices().nth(MARKED).map_or(line.len(), |(at, _)| at);
        Self::of(text, byte..byte + length as u32)
    }

    /// An anchor of which only the place is known, as marks were kept once.
    pub fn of_byte(byte: u32) -> Self {
        Self { start: byte, end: byte, ..Self::default() }
    }

    /// Whether it stands for the article as a whole.
    pub fn is_whole(&self) -> bool {
        self.quote.is_empty()
    }

    /// Where the passage stands in this text: where it stood, if everything around it is the same; else where most of that
    /// is, if a whole side of it is; else the only place with its characters, or where it stood. `None` if it is lost.
    pub fn locate(&self, text: &str) -> Option<Range<u32>> {
        if self.is_whole() {
            let byte = (self.start as usize).min(text.len());
            let byte = (0..=byte).rev().find(|byte| text.is_char_boundary(*byte))? as u32;
            return Some(byte..byte);
        }
        let sides = usize::from(!self.before.is_empty()) + usize::from(!self.after.is_empty());
        let stood = self.agreement(text, self.start as usize);
        if stood.is_some_and(|stood| stood.sides == 2 || sides == 0) {
            return stood.map(|stood| self.range(stood.start));
        }
        let mut found: Vec<Agreement> = self.places(text).collect();
        let most = found.iter().map(|place| (place.sides, place.chars)).max()?;
        let is_only = found.len() == 1;
        found.retain(|place| (place.sides, place.chars) == most);
        let distance = |place: &Agreement| place.start.abs_diff(self.start as usize);
        let nearest = found.into_iter().min_by_key(distance)?;
        let known = is_only || nearest.sides > 0;
        known.then_some(nearest).or(stood).map(|place| self.range(place.start))
    }

    fn range(&self, start: usize) -> Range<u32> {
        start as u32..(start + self.quote.len()) as u32
    }

    /// Every place of the text where the characters stand.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Agreement> + 'a {
        let finder = memmem::Finder::new(self.quote.as_bytes());
        let step = self.quote.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + finder.find(text.as_bytes().get(from..)?)?;
            from = at + step;
            self.agreement(text, at)
        })
    }

    /// How much is the same around these characters, if they stand at this byte.
    fn agreement(&self, text: &str, start: usize) -> Option<Agreement> {
        let head = text.get(..start)?;
        let tail = text.get(start..)?.strip_prefix(self.quote.as_str())?;
        let before = same(self.before.chars().rev(), head.chars().rev());
        let after = same(self.after.chars(), tail.chars());
        // An end of the text is a side of its own.
        let first = if self.before.is_empty() { head.is_empty() } else { head.ends_with(&self.before) };
        let last = if self.after.is_empty() { tail.is_empty() } else { tail.starts_with(&self.after) };
        Some(Agreement { start, chars: before + after, sides: usize::from(first) + usize::from(last) })
    }
}

/// How many characters are the same, from the first on.
fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The place of the first `quote` after `after` in a text.
    fn anchor(text: &str, after: &str, quote: &str) -> TextAnchor {
        let from = text.find(after).unwrap();
        let start = (from + text.get(from..).unwrap().find(quote).unwrap()) as u32;
        TextAnchor::of(text, start..start + quote.len() as u32)
    }

    fn found<'a>(anchor: &TextAnchor, text: &'a str) -> Option<(&'a str, &'a str)> {
        let range = anchor.locate(text)?;
        let (start, end) = (range.start as usize, range.end as usize);
        Some((text.get(..start)?, text.get(start..end)?))
    }

    #[test]
    fn a_passage_is_found_by_what_stands_around_it() {
        let text = "河工\n第一段。修堤。第一段完。\n第二段。修堤。第二段完。";
        let second = anchor(text, "第二段", "修堤。");
        let place = |text| found(&second, text);
        assert_eq!(place(text), Some(("河工\n第一段。修堤。第一段完。\n第二段。", "修堤。")), "unchanged");
        let longer = text.replace("河工\n", "河工\n编者按。\n");
        assert!(place(&longer).unwrap().0.ends_with("第二段。"), "text before it");
        let shorter = text.replace("第一段。修堤。第一段完。\n", "");
        assert!(place(&shorter).unwrap().0.ends_with("第二段。"), "less before it");
        let edited = text.replace("第二段完", "第二段改过了");
        assert!(place(&edited).unwrap().0.ends_with("第二段。"), "changed after it");
        assert_eq!(place("别处也说修堤。"), Some(("别处也说", "修堤。")), "the only one");
        assert_eq!(place("修堤。甲。修堤。"), None, "which of the two?");
        assert_eq!(place("河工\n第二段。清淤。第二段完。"), None, "gone");
        assert_eq!(place(""), None);
    }

    #[test]
    fn the_article_as_a_whole_is_never_lost() {
        let whole = TextAnchor::default();
        assert_eq!((whole.locate("河"), whole.locate("")), (Some(0..0), Some(0..0)));
    }

    #[test]
    fn a_mark_is_known_by_the_characters_after_it() {
        let text = "河工\n第一段说修堤。\n第二段说清淤。";
        let byte = text.find("第二").unwrap() as u32;
        let mark = TextAnchor::at(text, byte);
        assert_eq!(mark.quote, "第二段说清淤。");
        let longer = format!("编者按\n{text}");
        assert_eq!(mark.locate(&longer).unwrap().start, byte + "编者按\n".len() as u32);
        let old = TextAnchor::of_byte(byte + 1);
        assert_eq!(old.locate(text), Some(byte..byte), "an old one, on a character");
        assert_eq!(TextAnchor::at(text, text.len() as u32).locate(text).unwrap().start, text.len() as u32);
    }

    proptest! {
        #[test]
        fn any_passage_is_found_again_where_it_stood(text in "[河水\n。a]{1,60}", ends in (0usize..60, 0usize..60)) {
            let at: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (one, other) = (at[ends.0 % at.len()], at[ends.1 % at.len()]);
            let range = one.min(other) as u32..one.max(other) as u32;
            prop_assert_eq!(TextAnchor::of(&text, range.clone()).locate(&text), Some(range));
        }

        #[test]
        fn any_passage_is_found_again_after_text_came_elsewhere(
            lines in prop::collection::vec("[河水堤。a]{0,12}", 1..12),
            ends in (0usize..200, 1usize..40),
            at in 0usize..200,
            new in "[河水堤。\n]{1,30}",
        ) {
            // Every line has its number, so that no two passages are alike.
            let lines: Vec<String> = (100..).zip(&lines).map(|(n, line)| format!("{n}{line}。\n")).collect();
            let text = lines.concat();
            let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = ends.0 % (chars.len() - 1);
            let end = (start + 4 + ends.1).min(chars.len() - 1);
            let passage = text.get(chars[start]..chars[end]).unwrap();
            let anchor = TextAnchor::of(&text, chars[start] as u32..chars[end] as u32);
            let at = chars[at % chars.len()];
            prop_assume!(at <= chars[start] || at >= chars[end]);
            let (head, tail) = text.split_at(at);
            let changed = format!("{head}{new}{tail}");
            let shift = if at <= chars[start] { new.len() } else { 0 };
            // Of two places with the same words none is the wrong one: a blank line before a blank line.
            let places = changed.char_indices().filter(|(at, _)| changed.get(*at..).is_some_and(|rest| rest.starts_with(passage)));
            prop_assume!(places.count() == 1);
            let expected = (chars[start] + shift) as u32..(chars[end] + shift) as u32;
            prop_assert_eq!(anchor.locate(&changed), Some(expected));
        }
    }
}
