//! The words of a snapshot, each with a number, and how often each occurs in all of its articles.
//!
//! Without them the first collocates of a large library take as long as cutting all of it into words. What must not go in:
//! how they are counted (see `count_stream`), and what has changed since (see `keyness`).

use std::io;

use bytemuck::{Pod, Zeroable};
use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::Corpus;
use crate::store::{Column, SectionKind, Writer};

/// The words as they are counted: where each ends in the text (0), the text (1), and every form in which one was written (2).
pub const WORD_NUMBERS: SectionKind = SectionKind::primary(6);
/// How often each word occurs (0); in all: words, articles, phrases that the word list does not have (1).
pub const WORD_TOTALS: SectionKind = SectionKind::primary(7);

/// The number of a form that stands for no word of the snapshot.
pub const UNNUMBERED: u32 = u32::MAX;

/// A form in which a word is written, or a word with which phrases begin: a slot of an open hash table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct WordForm {
    /// The hash of the form; 0 in a free slot.
    hash: u64,
    /// The number of the word; [`UNNUMBERED`] if it never occurs.
    pub number: u32,
    /// The longest phrase that begins with it, in bytes; 0: none.
    pub longest: u8,
    is_phrase: u8,
    unused: [u8; 2],
}

/// How often a word occurs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct WordTotal {
    /// Occurrences.
    pub count: u32,
    /// Articles, copies left out.
    pub articles: u32,
}

/// The words of a snapshot, on the heap or in a mapped file. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct StoredWords {
    ends: Column<u32>,
    text: Column<u8>,
    forms: Column<WordForm>,
    totals: Column<WordTotal>,
    /// Words, articles and phrases in all.
    all: [u64; 3],
}

/// The same, every block checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordsView<'a> {
    ends: &'a [u32],
    text: &'a [u8],
    forms: &'a [WordForm],
    totals: &'a [WordTotal],
}

impl WordForm {
    /// A form that means nothing yet.
    pub(super) fn new(hash: u64) -> Self {
        Self { hash: hash.max(1), number: UNNUMBERED, longest: 0, is_phrase: 0, unused: [0; 2] }
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether it is a phrase that the word list does not have.
    pub fn is_phrase(&self) -> bool {
        self.is_phrase != 0
    }

    pub(super) fn set_phrase(&mut self) {
        self.is_phrase = 1;
    }
}

/// The hash by which a form is found.
pub(super) fn hash(form: &str) -> u64 {
    xxh3_64(form.as_bytes()).max(1)
}

impl StoredWords {
    /// Words with their totals, by number, and their forms; `all` counts words, articles and phrases.
    pub(super) fn new<'w>(
        words: impl Iterator<Item = (&'w str, WordTotal)>,
        forms: impl ExactSizeIterator<Item = WordForm>,
        all: [u64; 3],
    ) -> Self {
        let (mut ends, mut text, mut totals) = (Vec::new(), Vec::new(), Vec::new());
        for (word, total) in words {
            text.extend_from_slice(word.as_bytes());
            ends.push(text.len() as u32);
            totals.push(total);
        }
        Self { ends: ends.into(), text: text.into(), forms: table(forms).into(), totals: totals.into(), all }
    }

    /// Those of the snapshot of a corpus.
    pub fn of(corpus: &Corpus) -> Option<Self> {
        let container = &corpus.stored.as_ref()?.container;
        let all = container.column::<u64>(WORD_TOTALS, 1)?;
        let words = Self {
            ends: container.column(WORD_NUMBERS, 0)?,
            text: container.column(WORD_NUMBERS, 1)?,
            forms: container.column(WORD_NUMBERS, 2)?,
            totals: container.column(WORD_TOTALS, 0)?,
            all: *all.all()?.first_chunk()?,
        };
        let fits = words.totals.len() == words.ends.len() && words.forms.len().is_power_of_two();
        (fits && words.view().is_some()).then_some(words)
    }

    /// Writes them into a snapshot.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, writer: &mut Writer) -> io::Result<()> {
        writer.column(WORD_NUMBERS, 0, self.ends.all().unwrap_or_default())?;
        writer.column(WORD_NUMBERS, 1, self.text.all().unwrap_or_default())?;
        writer.column(WORD_NUMBERS, 2, self.forms.all().unwrap_or_default())?;
        writer.column(WORD_TOTALS, 0, self.totals.all().unwrap_or_default())?;
        writer.column(WORD_TOTALS, 1, &self.all)
    }

    /// All of them; `None` if the file is damaged.
    pub fn view(&self) -> Option<WordsView<'_>> {
        Some(WordsView {
            ends: self.ends.all()?,
            text: self.text.all()?,
            forms: self.forms.all()?,
            totals: self.totals.all()?,
        })
    }

    /// Occurrences of all words.
    pub fn words(&self) -> u64 {
        self.all[0]
    }

    /// Articles, copies left out.
    pub fn articles(&self) -> u64 {
        self.all[1]
    }

    /// Phrases that the word list does not have.
    pub fn phrases(&self) -> u64 {
        self.all[2]
    }
}

impl<'a> WordsView<'a> {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.totals.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.totals.is_empty()
    }

    /// What is known of a form with this [`hash`].
    pub(super) fn form(&self, hash: u64) -> Option<&'a WordForm> {
        let mask = self.forms.len().checked_sub(1)?;
        // A damaged table may be full, so that it goes once round at most.
        for step in 0..=mask {
            let form = self.forms.get((hash as usize).wrapping_add(step) & mask)?;
            if form.hash == hash {
                return Some(form);
            }
            if form.hash == 0 {
                return None;
            }
        }
        None
    }

    /// The number of a word as it is counted.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.form(hash(word)).map(|form| form.number).filter(|number| (*number as usize) < self.len())
    }

    /// The word with a number.
    pub fn word(&self, number: usize) -> &'a str {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        let bytes = self.text.get(start..end(number)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// How often it occurs in the snapshot.
    pub fn total(&self, number: usize) -> WordTotal {
        self.totals.get(number).copied().unwrap_or_default()
    }
}

/// The forms in a hash table, at most two of three slots taken.
fn table(forms: impl ExactSizeIterator<Item = WordForm>) -> Vec<WordForm> {
    let len = (forms.len() * 3 / 2 + 1).next_power_of_two();
    let mut slots = vec![WordForm::zeroed(); len];
    for form in forms {
        let free = (0..len).map(|step| (form.hash as usize).wrapping_add(step) & (len - 1));
        let free = free.into_iter().find(|at| slots.get(*at).is_some_and(|slot| slot.hash == 0));
        if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
            *slot = form;
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_and_no_other() {
        let texts: Vec<String> = (0..5_000).map(|number| format!("词{number}")).collect();
        let forms = texts.iter().zip(0..).map(|(text, number)| {
            let mut form = WordForm::new(hash(text));
            form.number = number;
            form
        });
        let words =
            texts.iter().zip(1..).map(|(text, count)| (text.as_str(), WordTotal { count, articles: 1 }));
        let stored = StoredWords::new(words, forms.collect::<Vec<_>>().into_iter(), [1, 2, 3]);
        let view = stored.view().unwrap();
        for (number, text) in texts.iter().enumerate() {
            assert_eq!(view.number(text), Some(number as u32));
            assert_eq!((view.word(number), view.total(number).count), (text.as_str(), number as u32 + 1));
        }
        assert!((5_000..9_000).all(|number| view.number(&format!("词{number}")).is_none()));
        assert_eq!(view.word(5_000), "");
        assert_eq!(StoredWords::default().view().unwrap().number("词"), None);
    }
}
