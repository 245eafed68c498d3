//! The index of characters and pairs of neighbours: which articles can have a word at all.
//!
//! What it gives always holds every article that has the word; most words are then looked for in these articles only. It
//! lies in two pieces of bytes, mapped or not, and everything read of them is checked: a damaged piece says nothing, which
//! costs time and no result. What must not go in: files, and reading articles.

mod build;
mod candidates;
mod key;
mod list;
mod table;

pub use build::GramsBuilder;
pub use candidates::Candidates;

use super::bits::Bits;
use table::{Damaged, Table};

/// Bytes that can be shared, mapped or not.
type Bytes = Box<dyn AsRef<[u8]> + Send + Sync>;

/// An index of the articles numbered from 0.
pub struct Grams {
    table: Table,
    keys: Bytes,
    postings: Bytes,
}

impl std::fmt::Debug for Grams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grams").field("articles", &self.table.articles).finish_non_exhaustive()
    }
}

impl Grams {
    /// Reads the directory of `keys`; none if the two do not belong together or are not whole.
    pub fn open<R: AsRef<[u8]> + Send + Sync + 'static>(keys: R, postings: R) -> Option<Self> {
        let table = Table::open(keys.as_ref())?;
        let fits = usize::try_from(table.lists).is_ok_and(|lists| lists == postings.as_ref().len());
        fits.then(|| Self { table, keys: Box::new(keys), postings: Box::new(postings) })
    }

    /// Number of articles that it knows.
    pub fn articles(&self) -> usize {
        self.table.articles as usize
    }

    /// The stored list of `key`; none if no article has it.
    fn stored(&self, key: u32) -> Result<Option<&[u8]>, Damaged> {
        let Some(place) = self.table.find((*self.keys).as_ref(), key)? else { return Ok(None) };
        (*self.postings).as_ref().get(place).ok_or(Damaged).map(Some)
    }

    fn read(&self, key: u32, stored: &[u8]) -> Result<Bits, Damaged> {
        list::read(key, self.table.articles, stored).ok_or(Damaged)
    }
}

#[cfg(test)]
mod tests;
