//! Words by number while they are counted: those of the snapshot have theirs, others get the numbers behind them.
//!
//! What must not go in: what is counted.

use super::stored_words::WordsView;
use super::tokenizer::TextToken;
use super::words::counted;
use crate::complete::word_numbers::WordNumbers;

/// Values in a page.
const PAGE: usize = 256;

/// Words and their numbers.
#[derive(Debug, Default)]
pub struct NumberedWords<'a> {
    view: WordsView<'a>,
    /// Those that the snapshot does not have.
    own: WordNumbers,
}

impl<'a> NumberedWords<'a> {
    /// The words of a snapshot, and none beside.
    pub fn new(view: WordsView<'a>) -> Self {
        Self { view, own: WordNumbers::default() }
    }

    /// The number of a token of `text`.
    pub fn token(&mut self, token: &TextToken, text: &str) -> usize {
        let number = token.number as usize;
        if number < self.view.len() {
            return number;
        }
        self.number(&counted(text.get(token.range.clone()).unwrap_or_default()))
    }

    /// The number of a word as it is counted.
    pub fn number(&mut self, word: &str) -> usize {
        match self.view.number(word) {
            Some(number) => number as usize,
            None => self.view.len() + self.own.number(word),
        }
    }

    /// The same, if it has one.
    pub fn find(&self, word: &str) -> Option<usize> {
        let known = self.view.number(word).map(|number| number as usize);
        known.or_else(|| self.own.find(word).map(|number| self.view.len() + number))
    }

    /// The word with a number.
    pub fn text(&self, number: usize) -> &str {
        match number.checked_sub(self.view.len()) {
            Some(own) => self.own.text(own),
            None => self.view.word(number),
        }
    }
}

/// Values by number, most of them never asked for: pages of them are made when they are.
#[derive(Debug)]
pub struct SparseValues<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for SparseValues<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T: Copy + Default> SparseValues<T> {
    /// Changes a value.
    pub fn change(&mut self, number: usize, change: impl FnOnce(&mut T)) {
        let page = number / PAGE;
        if page >= self.pages.len() {
            self.pages.resize_with(page + 1, Vec::new);
        }
        if let Some(page) = self.pages.get_mut(page) {
            if page.is_empty() {
                page.resize(PAGE, T::default());
            }
            if let Some(value) = page.get_mut(number % PAGE) {
                change(value);
            }
        }
    }

    /// A value.
    pub fn get(&self, number: usize) -> T {
        self.pages.get(number / PAGE).and_then(|page| page.get(number % PAGE)).copied().unwrap_or_default()
    }

    /// All that were changed, and some that were not, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (usize, T)> {
        let pages = self.pages.iter().enumerate();
        pages.flat_map(|(at, page)| page.iter().enumerate().map(move |(place, it)| (at * PAGE + place, *it)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_that_are_asked_for_are_made() {
        let mut values = SparseValues::<u32>::default();
        values.change(70_000, |value| *value += 2);
        values.change(3, |value| *value += 1);
        let found: Vec<_> = values.iter().filter(|(_, value)| *value > 0).collect();
        assert_eq!((found, values.iter().count()), (vec![(3, 1), (70_000, 2)], 2 * PAGE));
        assert_eq!([3, 4, 70_000, 9_999_999].map(|number| values.get(number)), [1, 0, 2, 0]);
    }
}
