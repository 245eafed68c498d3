//! The jump list: the places in texts that jumps have left, back and forward, as in a browser.
//!
//! Places only; `update` says what a jump is.

use super::place_code::PlaceCode;
use crate::corpus::{ArticleId, ArticleKey};
use crate::state::TextAnchor;

/// Longest jump list.
const MOST: usize = 100;

/// A place in the text of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct JumpPlace {
    /// The article.
    pub(super) key: ArticleKey,
    /// The byte of its clean text.
    pub(super) byte: u32,
}

/// Where in an article a jump goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GoalPlace {
    /// Where it was left.
    Left,
    /// This byte, at the top of the page.
    Byte(u32),
    /// What a letter marks, at the top of the page.
    Mark(TextAnchor),
    /// This passage, on the page.
    Passage(TextAnchor),
    /// The use that begins at this byte, on the page.
    Use(u32),
    /// This paragraph, from 1.
    Paragraph(usize),
}

/// Where a jump goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    /// The place in its text.
    pub(super) place: GoalPlace,
    /// The article as the library has it, once it is found.
    pub(super) id: Option<ArticleId>,
}

/// The places that jumps have left.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    places: Vec<JumpPlace>,
    /// The index of the place that one is at after going back; the length of the list before that.
    at: usize,
    /// Where the last jump began.
    before: Option<JumpPlace>,
    /// Where a jump under way goes.
    pub(super) goal: Option<Goal>,
    /// The place to begin at, until everything is read.
    pub(super) code: Option<PlaceCode>,
}

impl Jumps {
    /// A jump leaves this place. What lay forward is forgotten.
    pub(super) fn leave(&mut self, place: JumpPlace) {
        self.before = Some(place);
        self.places.truncate(self.at);
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// The next place back or forward from `here`.
    pub(super) fn step(&mut self, here: Option<JumpPlace>, forward: bool) -> Option<JumpPlace> {
        let at = if forward {
            self.at + 1
        } else {
            let back = self.at.checked_sub(1)?;
            if self.at == self.places.len() {
                // Forward leads here again. Outside of a text there is no here.
                if self.places.get(back) == here.as_ref() {
                    self.at = back;
                    return self.step(here, false);
                }
                self.places.extend(here);
            }
            back
        };
        let place = *self.places.get(at)?;
        self.at = at;
        self.before = here.or(self.before);
        Some(place)
    }

    /// Where the last jump began.
    pub(super) fn before(&self) -> Option<JumpPlace> {
        self.before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(byte: u32) -> JumpPlace {
        JumpPlace { key: ArticleKey(1), byte }
    }

    /// Goes back (`false`) or forward from place to place, and says where that leads.
    fn walk(jumps: &mut Jumps, mut here: u32, steps: &[bool]) -> Vec<Option<u32>> {
        let mut step = |forward: &bool| {
            let to = jumps.step(Some(place(here)), *forward).map(|mark| mark.byte);
            here = to.unwrap_or(here);
            to
        };
        steps.iter().map(&mut step).collect()
    }

    fn left(bytes: &[u32]) -> Jumps {
        let mut jumps = Jumps::default();
        for byte in bytes {
            jumps.leave(place(*byte));
        }
        jumps
    }

    #[test]
    fn back_and_forward_walk_the_places_and_the_last_one() {
        let mut jumps = left(&[1, 2]);
        let steps = [false, false, false, true, true, true];
        assert_eq!(walk(&mut jumps, 3, &steps), [Some(2), Some(1), None, Some(2), Some(3), None]);
    }

    #[test]
    fn a_place_that_one_stands_on_is_no_step() {
        assert_eq!(walk(&mut left(&[1, 2]), 2, &[false, true]), [Some(1), Some(2)]);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_forward() {
        let mut jumps = left(&[1, 2]);
        walk(&mut jumps, 3, &[false]);
        jumps.leave(place(2));
        assert_eq!(walk(&mut jumps, 9, &[true, false, false]), [None, Some(2), Some(1)]);
    }

    #[test]
    fn a_step_from_the_list_leads_to_the_last_text() {
        let mut jumps = left(&[1, 2]);
        assert_eq!(jumps.step(None, false), Some(place(2)));
        assert_eq!(jumps.step(Some(place(2)), false), Some(place(1)));
    }

    #[test]
    fn the_list_is_bounded() {
        assert_eq!(left(&(0..500).collect::<Vec<_>>()).places.len(), MOST);
    }
}
