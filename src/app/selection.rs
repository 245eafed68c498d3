//! The lit passage of the open article: two ends, anchored in its text, and how steps by character, sentence and paragraph
//! move one of them.
//!
//! As in vim both ends lie on characters, and the passage includes both. What must not go in: lines of a screen (`reader`),
//! and what is done with a passage (`update`).

use std::ops::Range;

/// What a step goes by, in order: sentences, or paragraphs. Offsets are bytes of the article's text.
pub trait TextUnits {
    /// The one at this byte, or else the nearest before it, or else the first.
    fn at(&self, byte: u32) -> Option<Range<u32>>;
    /// The one after it.
    fn after(&self, unit: &Range<u32>) -> Option<Range<u32>>;
    /// The one before it.
    fn before(&self, unit: &Range<u32>) -> Option<Range<u32>>;
    /// Where the last character before this byte begins.
    fn last(&self, end: u32) -> u32;
}

/// The lit passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSelection {
    /// The sentence that was lit first, which stays lit when a step by sentences crosses it.
    unit: Range<u32>,
    /// The character at the end that stays.
    anchor: u32,
    /// The character at the end that moves.
    cursor: u32,
    /// The column that steps by line keep to.
    pub(super) column: Option<u16>,
}

impl TextSelection {
    /// Lights a sentence; `last` is its last character.
    pub fn new(unit: Range<u32>, last: u32) -> Self {
        Self { anchor: unit.start, cursor: last, unit, column: None }
    }

    /// The character at the end that moves.
    pub fn cursor(&self) -> u32 {
        self.cursor
    }

    /// The first and the last character.
    pub fn ends(&self) -> (u32, u32) {
        (self.anchor.min(self.cursor), self.anchor.max(self.cursor))
    }

    /// Moves the end that moves to this character.
    pub fn move_to(&mut self, cursor: u32) {
        self.cursor = cursor;
        self.column = None;
    }

    /// The other end moves from now on.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.anchor, &mut self.cursor);
        self.unit = self.anchor..self.anchor;
        self.column = None;
    }

    /// Moves the end by one unit: a later end to ends of units, an earlier one to their starts.
    pub fn step(&mut self, units: &impl TextUnits, forward: bool) {
        self.column = None;
        let Some(here) = units.at(self.cursor) else { return };
        if self.cursor < self.anchor || !forward && self.cursor == self.anchor && self.unit.is_empty() {
            self.step_start(units, &here, forward);
        } else {
            self.step_end(units, &here, forward);
        }
    }

    /// The end that moves is behind the other.
    fn step_end(&mut self, units: &impl TextUnits, here: &Range<u32>, forward: bool) {
        let last = units.last(here.end);
        let target = match forward {
            true if self.cursor < last => Some(last),
            true => units.after(here).map(|next| units.last(next.end)),
            false => units.before(here).map(|before| units.last(before.end)),
        };
        let Some(target) = target else { return };
        if forward || target >= self.anchor && target >= self.last_of_unit(units) {
            self.cursor = target;
            return;
        }
        // Across the sentence lit first, to what is before it.
        let first = units.at(self.anchor).unwrap_or_else(|| here.clone());
        let before = if self.anchor > first.start { Some(first) } else { units.before(&first) };
        if let Some(before) = before {
            self.anchor = self.last_of_unit(units).max(self.anchor);
            self.cursor = before.start;
        }
    }

    /// The end that moves is before the other.
    fn step_start(&mut self, units: &impl TextUnits, here: &Range<u32>, forward: bool) {
        if !forward {
            let before = if self.cursor > here.start { Some(here.clone()) } else { units.before(here) };
            self.cursor = before.map_or(self.cursor, |before| before.start);
            return;
        }
        let Some(next) = units.after(here) else { return };
        if next.start <= self.anchor {
            self.cursor = next.start;
        } else {
            self.anchor = if self.unit.is_empty() { self.anchor } else { self.unit.start };
            self.cursor = units.last(next.end);
        }
    }

    fn last_of_unit(&self, units: &impl TextUnits) -> u32 {
        if self.unit.is_empty() { self.anchor } else { units.last(self.unit.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text whose sentences end with 。
    struct Text(&'static str);

    impl Text {
        fn all(&self) -> Vec<Range<u32>> {
            let range = |range: Range<usize>| range.start as u32..range.end as u32;
            crate::text::sentences::sentences(self.0).map(range).collect()
        }
    }

    impl TextUnits for Text {
        fn at(&self, byte: u32) -> Option<Range<u32>> {
            self.all().into_iter().rev().find(|unit| unit.start <= byte)
        }

        fn after(&self, unit: &Range<u32>) -> Option<Range<u32>> {
            self.all().into_iter().find(|other| other.start >= unit.end)
        }

        fn before(&self, unit: &Range<u32>) -> Option<Range<u32>> {
            self.all().into_iter().rev().find(|other| other.end <= unit.start)
        }

        fn last(&self, end: u32) -> u32 {
            self.0.get(..end as usize).unwrap().char_indices().next_back().map_or(0, |(at, _)| at as u32)
        }
    }

    const TEXT: Text = Text("一句。二句。三句。四句。");

    /// The lit text after lighting the sentence `number` and these keys; `l` and `h` are steps by character.
    fn lit(number: usize, keys: &str) -> String {
        let unit = TEXT.all()[number].clone();
        let last = TEXT.last(unit.end);
        let mut selection = TextSelection::new(unit, last);
        for key in keys.chars() {
            let cursor = selection.cursor();
            match key {
                ')' => selection.step(&TEXT, true),
                '(' => selection.step(&TEXT, false),
                'o' => selection.swap(),
                'l' => selection.move_to((cursor + 3).min(33)),
                _ => selection.move_to(cursor.saturating_sub(3)),
            }
        }
        let (first, last) = selection.ends();
        TEXT.0.get(first as usize..last as usize + 3).unwrap().to_owned()
    }

    #[test]
    fn steps_light_more_and_less() {
        assert_eq!(lit(1, ""), "二句。");
        assert_eq!(lit(1, ")"), "二句。三句。");
        assert_eq!(lit(1, ")))))"), "二句。三句。四句。");
        assert_eq!(lit(1, "))("), "二句。三句。");
        assert_eq!(lit(1, ")("), "二句。", "back to what was lit first");
        assert_eq!(lit(1, "("), "一句。二句。", "that stays lit on the other side");
        assert_eq!(lit(2, "((("), "一句。二句。三句。");
        assert_eq!(lit(2, "(()"), "二句。三句。");
        assert_eq!(lit(2, "(())"), "三句。");
        assert_eq!(lit(2, "(()))"), "三句。四句。");
        assert_eq!(lit(0, "("), "一句。", "nothing before it");
        assert_eq!(lit(3, ")"), "四句。", "nothing behind it");
    }

    #[test]
    fn characters_move_the_same_end() {
        assert_eq!(lit(1, "l"), "二句。三");
        assert_eq!(lit(1, "l)"), "二句。三句。", "to the end of the sentence");
        assert_eq!(lit(1, "hh"), "二");
        assert_eq!(lit(1, "hhh"), "。二", "past the anchor, as in vim");
        assert_eq!(lit(1, "l("), "二句。");
        assert_eq!(lit(1, "h("), "一句。二句。");
    }

    #[test]
    fn the_ends_change_their_parts() {
        assert_eq!(lit(1, ")o)"), "三句。", "the start moves on");
        assert_eq!(lit(1, "))oh"), "。二句。三句。四句。");
        assert_eq!(lit(1, "o("), "一句。二句。");
        assert_eq!(lit(1, "o(o)"), "一句。二句。三句。");
        assert_eq!(lit(1, "oo)"), "二句。三句。");
    }
}
