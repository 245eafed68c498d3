//! What differs between folders and an index: both come in the order of places, so that one pass finds it, however many
//! articles there are.
//!
//! An archive may come in an order of its own; its documents are then met among the strays.
//!
//! What must not go in: what is done about it.

use std::collections::HashMap;

use super::document::DocumentId;
use super::listing::{IndexEntry, IndexListing};
use crate::messages::RemoteFault;

/// How an article of the folders stands in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexStanding {
    /// It is there.
    Same,
    /// Something else is there at its place: it has changed.
    Changed,
    /// Nothing is there at its place.
    Missing,
}

/// A document of the index that is no article of the folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray {
    /// Its id.
    pub id: u128,
    /// Whether another text lies at its place now.
    pub is_outdated: bool,
}

/// A pass through both.
#[derive(Debug)]
pub struct IndexDifference<'a> {
    listing: IndexListing<'a>,
    /// The place that was asked for last.
    place_key: String,
    /// The entries of the same place key that no article has met yet, and whether one lies at their place.
    group: Vec<(IndexEntry, bool)>,
    /// Documents that no article has met, by id, with whether another text lies at their place.
    strays: HashMap<u128, bool>,
    /// The order of the last entry that was passed.
    passed: i64,
}

impl<'a> IndexDifference<'a> {
    /// A pass that begins before the first article.
    pub fn new(listing: IndexListing<'a>) -> Self {
        Self { listing, place_key: String::new(), group: Vec::new(), strays: HashMap::new(), passed: 0 }
    }

    /// How the next article of the folders stands, which lies at `place_key`.
    ///
    /// # Errors
    /// Any fault.
    pub fn next(&mut self, place_key: &str, ids: DocumentId) -> Result<IndexStanding, RemoteFault> {
        if place_key > self.place_key.as_str() {
            self.advance(place_key)?;
        } else if place_key < self.place_key.as_str() && self.strays.remove(&ids.id).is_some() {
            return Ok(IndexStanding::Same);
        }
        if let Some(at) = self.group.iter().position(|(entry, _)| entry.id == ids.id) {
            self.passed = self.passed.max(self.group.swap_remove(at).0.order);
            return Ok(IndexStanding::Same);
        }
        let mut standing = IndexStanding::Missing;
        for (entry, is_outdated) in &mut self.group {
            if entry.place == ids.place {
                (*is_outdated, standing) = (true, IndexStanding::Changed);
            }
        }
        Ok(standing)
    }

    /// Ends the pass: the documents of the index that are no article of the folders.
    ///
    /// # Errors
    /// Any fault.
    pub fn finish(mut self) -> Result<Vec<Stray>, RemoteFault> {
        self.leave_group();
        while let Some(entry) = self.listing.take()? {
            self.stray(&entry, false);
        }
        Ok(self.strays.into_iter().map(|(id, is_outdated)| Stray { id, is_outdated }).collect())
    }

    /// The order of the last document before the place reached, and of the first behind it.
    ///
    /// # Errors
    /// Any fault.
    pub fn room(&mut self) -> Result<(i64, Option<i64>), RemoteFault> {
        let passed = self.passed;
        Ok((passed, self.listing.peek()?.map(|entry| entry.order)))
    }

    fn advance(&mut self, place_key: &str) -> Result<(), RemoteFault> {
        self.leave_group();
        self.place_key.clear();
        self.place_key.push_str(place_key);
        while self.listing.peek()?.is_some_and(|entry| entry.place_key.as_str() <= place_key) {
            let Some(entry) = self.listing.take()? else { break };
            if entry.place_key == place_key {
                self.group.push((entry, false));
            } else {
                self.stray(&entry, false);
            }
        }
        Ok(())
    }

    fn leave_group(&mut self) {
        for (entry, is_outdated) in std::mem::take(&mut self.group) {
            self.stray(&entry, is_outdated);
        }
    }

    fn stray(&mut self, entry: &IndexEntry, is_outdated: bool) {
        self.passed = self.passed.max(entry.order);
        self.strays.insert(entry.id, is_outdated);
    }
}
