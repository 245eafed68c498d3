//! The index of characters and character pairs: which articles can contain a word at all.
//!
//! Its answer always includes every article that contains the word, so that only these have to be read. It is on the
//! heap or in a snapshot, whose blocks are checked on first use: a damaged block rules nothing out, which costs time
//! but no result. What must not go in: opening files, and reading articles.

mod bounds;
mod builder;
mod key;
mod pattern;
mod posting_list;
mod section;

pub use bounds::Bounds;
pub use builder::PostingsBuilder;
pub use pattern::Needs;
pub use section::{KEYS, LISTS, OFFSETS, PostingsSection};

use crate::corpus::Stored;
use crate::store::Column;
use crate::store::DocSet;

/// An index of articles, numbered from 0.
#[derive(Debug)]
pub struct Postings {
    articles: u32,
    /// Ascending.
    keys: Column<u32>,
    /// Where the list of each key begins, and where the last one ends.
    offsets: Column<u64>,
    lists: Column<u8>,
}

/// Part of the index cannot be read.
#[derive(Debug)]
struct Damaged;

impl Postings {
    /// An index of `articles` articles; `None` if the columns do not fit together.
    pub fn new(articles: u32, keys: Column<u32>, offsets: Column<u64>, lists: Column<u8>) -> Option<Self> {
        let end = *offsets.get(keys.len())?;
        let fits = offsets.len() == keys.len() + 1 && end == lists.len() as u64;
        fits.then_some(Self { articles, keys, offsets, lists })
    }

    /// The index in a snapshot, if it has one.
    pub fn stored(stored: &Stored) -> Option<Self> {
        let container = &stored.container;
        let keys = container.column(KEYS, 0)?;
        let offsets = container.column(OFFSETS, 0)?;
        Self::new(stored.articles, keys, offsets, container.column(LISTS, 0)?)
    }

    /// Number of articles indexed.
    pub fn articles(&self) -> usize {
        self.articles as usize
    }

    /// The stored list of `key`; `None` if no article has it.
    fn list(&self, key: u32) -> Result<Option<&[u8]>, Damaged> {
        let (mut low, mut high) = (0, self.keys.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.keys.get(middle).ok_or(Damaged)?.cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let [start, end] = *self.offsets.slice(middle..middle + 2).ok_or(Damaged)? else {
                        return Err(Damaged);
                    };
                    return self.lists.slice(start as usize..end as usize).ok_or(Damaged).map(Some);
                }
            }
        }
        Ok(None)
    }

    fn read(&self, list: &[u8]) -> DocSet {
        posting_list::read(self.articles, list)
    }
}

#[cfg(test)]
mod tests;
