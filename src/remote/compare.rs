//! Comparing folders with an index: which articles are missing there, have changed, or are there and nowhere else.
//!
//! What must not go in: changing anything.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::address::IndexName;
use super::client::Client;
use super::difference::{IndexDifference, IndexStanding};
use super::document::{DocumentId, hex, path_below, place_key};
use super::listing::IndexListing;
use super::mapping::field;
use crate::corpus::load::{LoadOptions, Root, load_each};
use crate::corpus::walk::shown_path;
use crate::corpus::{Corpus, Segment};
use crate::messages::RemoteFault;
use crate::text::CleanText;

/// Documents whose paths are asked for together.
const TOGETHER: usize = 500;

/// What differs between folders and an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Articles of the folders.
    pub articles: u64,
    /// Files that are not in the index.
    pub missing: Vec<String>,
    /// Files that are in the index with another text.
    pub changed: Vec<String>,
    /// Files that only the index has.
    pub extra: Vec<String>,
}

impl Differences {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.missing.len() + self.changed.len() + self.extra.len()
    }
}

/// Compares `roots` with an index.
///
/// # Errors
/// Any fault.
pub fn compare(
    client: &Client,
    index: &IndexName,
    roots: &[PathBuf],
    options: &LoadOptions,
) -> Result<Differences, RemoteFault> {
    let mut pass = Pass {
        difference: IndexDifference::new(IndexListing::new(client, index.in_path())),
        roots,
        newest: None,
        found: Differences::default(),
    };
    let mut fault = None;
    let walked: Vec<Root> = roots.iter().cloned().map(Root::Path).collect();
    // Provinces are no part of a key.
    load_each(&walked, options, &(), |corpus| match pass.take(&corpus) {
        Ok(()) => ControlFlow::Continue(()),
        Err(why) => {
            fault = Some(why);
            ControlFlow::Break(())
        }
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    let Pass { difference, mut found, .. } = pass;
    let strays = difference.finish()?.into_iter().filter(|stray| !stray.is_outdated);
    let strays: Vec<u128> = strays.map(|stray| stray.id).collect();
    for ids in strays.chunks(TOGETHER) {
        found.extra.extend(paths(client, index, ids)?);
    }
    found.extra.sort();
    Ok(found)
}

struct Pass<'a> {
    difference: IndexDifference<'a>,
    roots: &'a [PathBuf],
    newest: Option<Arc<Segment>>,
    found: Differences,
}

impl Pass<'_> {
    fn take(&mut self, corpus: &Corpus) -> Result<(), RemoteFault> {
        for segment in corpus.segments() {
            if self.newest.as_ref().is_some_and(|newest| Arc::ptr_eq(newest, segment)) {
                continue;
            }
            self.newest = Some(Arc::clone(segment));
            for article in segment.articles() {
                let path = path_below(article, self.roots);
                let standing =
                    self.difference.next(&place_key(article, &path), DocumentId::of(article, &path))?;
                self.found.articles += 1;
                let shown = || {
                    let line = article.line().map(|line| format!(":{line}")).unwrap_or_default();
                    format!("{}{line}", shown_path(&path))
                };
                match standing {
                    IndexStanding::Same => {}
                    IndexStanding::Changed => self.found.changed.push(shown()),
                    IndexStanding::Missing => self.found.missing.push(shown()),
                }
            }
        }
        Ok(())
    }
}

#[derive(Debug, Deserialize)]
struct StoredPath {
    path: String,
    line: Option<u32>,
}

/// Where documents were read from.
fn paths(client: &Client, index: &IndexName, ids: &[u128]) -> Result<Vec<String>, RemoteFault> {
    let ids: Vec<String> = ids.iter().map(|id| hex(*id)).collect();
    let body = json!({
        "size": ids.len(),
        "query": { "ids": { "values": ids } },
        "_source": ["doc.place.path", "doc.place.line"],
        "sort": [field::PLACE_KEY],
    });
    let path = format!("{}/_search?filter_path=hits.hits._source", index.in_path());
    let answer: Value = client.post(&path, &body)?;
    let hits = answer.pointer("/hits/hits").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let places =
        hits.iter().filter_map(|hit| StoredPath::deserialize(hit.pointer("/_source/doc/place")?).ok());
    let shown = |StoredPath { path, line }: StoredPath| {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        CleanText::line(&format!("{path}{line}")).to_string()
    };
    Ok(places.map(shown).collect())
}
