//! All documents of an index in the order of their places, a page at a time: what a walk through the same folders is
//! compared with.
//!
//! What must not go in: what a difference means.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::Client;
use super::document::unhex;
use super::mapping::field;
use crate::messages::RemoteFault;

/// Documents a page at first. An engine gives at most 10,000.
const PAGE: usize = 2_000;

/// A document of the index, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its id.
    pub id: u128,
    /// Where it lies, as a key that sorts.
    pub place_key: String,
    /// A hash of where it lies.
    pub place: u128,
    /// Its place in the order of all.
    pub order: i64,
}

/// The entries of an index, one after the other.
#[derive(Debug)]
pub struct IndexListing<'a> {
    client: &'a Client,
    index: String,
    /// Documents a page.
    size: usize,
    /// The values by which the last entry of the page was sorted.
    after: Option<Value>,
    page: std::vec::IntoIter<IndexEntry>,
    next: Option<IndexEntry>,
    is_over: bool,
}

#[derive(Debug, Deserialize)]
struct ListingAnswer {
    #[serde(default)]
    hits: ListingHits,
    #[serde(rename = "_shards", default)]
    shards: ListingShards,
}

#[derive(Debug, Default, Deserialize)]
struct ListingHits {
    #[serde(default)]
    hits: Vec<ListingHit>,
}

#[derive(Debug, Default, Deserialize)]
struct ListingShards {
    #[serde(default)]
    failed: u64,
}

#[derive(Debug, Deserialize)]
struct ListingHit {
    #[serde(rename = "_id")]
    id: String,
    /// Place key, hash of the place, key, order.
    sort: (String, String, String, i64),
}

impl<'a> IndexListing<'a> {
    /// The entries of `index`, a part of a path; nothing is asked before the first is wanted.
    pub fn new(client: &'a Client, index: String) -> Self {
        Self {
            client,
            index,
            size: PAGE,
            after: None,
            page: Vec::new().into_iter(),
            next: None,
            is_over: false,
        }
    }

    /// The next entry, which stays the next.
    ///
    /// # Errors
    /// Any fault.
    pub fn peek(&mut self) -> Result<Option<&IndexEntry>, RemoteFault> {
        if self.next.is_none() {
            self.next = self.advance()?;
        }
        Ok(self.next.as_ref())
    }

    /// The next entry.
    ///
    /// # Errors
    /// Any fault.
    pub fn take(&mut self) -> Result<Option<IndexEntry>, RemoteFault> {
        self.peek()?;
        Ok(self.next.take())
    }

    fn advance(&mut self) -> Result<Option<IndexEntry>, RemoteFault> {
        if self.page.len() == 0 && !self.is_over {
            while let Err(fault) = self.load() {
                // Of places with very long names a page may be too much.
                if !matches!(fault, RemoteFault::TooLarge(_)) || self.size == 1 {
                    return Err(fault);
                }
                self.size = self.size.div_ceil(8);
            }
        }
        Ok(self.page.next())
    }

    fn load(&mut self) -> Result<(), RemoteFault> {
        let mut body = json!({
            "size": self.size,
            "_source": false,
            "track_total_hits": false,
            "sort": [field::PLACE_KEY, field::PLACE, field::KEY, field::ORDER],
        });
        if let (Some(after), Some(body)) = (&self.after, body.as_object_mut()) {
            body.insert("search_after".to_owned(), after.clone());
        }
        let path = format!(
            "{}/_search?allow_partial_search_results=false&filter_path=hits.hits._id,hits.hits.sort,_shards.failed",
            self.index
        );
        let answer: ListingAnswer = self.client.post(&path, &body)?;
        if answer.shards.failed > 0 {
            return Err(RemoteFault::Busy(503));
        }
        let hits = answer.hits.hits;
        self.is_over = hits.len() < self.size;
        self.after = hits.last().map(|hit| json!(hit.sort));
        let entries = hits.into_iter().filter_map(|hit| {
            let (place_key, place, _, order) = hit.sort;
            Some(IndexEntry { id: unhex(&hit.id)?, place_key, place: unhex(&place)?, order })
        });
        self.page = entries.collect::<Vec<_>>().into_iter();
        Ok(())
    }
}
