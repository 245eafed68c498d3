//! Articles of an index as a corpus on this machine, for commands that look into all that a query finds.
//!
//! The corpus may hold more than the query finds; whoever has it runs the query again. What must not go in: printing.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::index::{RemoteIndex, SearchHit};
use super::mapping::field;
use super::object::set;
use super::translate::Translation;
use crate::corpus::segment::Repeats;
use crate::corpus::{ArticleId, ArticleKey, Corpus};
use crate::messages::RemoteFault;
use crate::query::Query;
use crate::state::Annotations;

/// Most articles that are fetched: with their texts they lie in memory.
pub const MOST_FETCHED: u64 = 1_000_000;

/// Documents of a page. One whose answer is too long is asked for again in smaller ones.
const PAGE: usize = 500;

/// The articles that a query may find, in the order of the folders; without a query all.
///
/// # Errors
/// The query cannot be asked for, finds too many, or any fault on the way.
pub fn fetch(
    index: &mut RemoteIndex,
    query: Option<&Query>,
    annotations: &Annotations,
) -> Result<Corpus, RemoteFault> {
    let wanted = match (query, index.foreign()) {
        (Some(query), Some(fields)) => fields.wanted(query),
        (Some(query), None) => Translation::of(query, annotations)?.value(),
        (None, _) => json!({"match_all": {}}),
    };
    let (corpus, _) = gather(index, &wanted, Limit::OrFail(MOST_FETCHED), &mut |_| ())?;
    Ok(corpus)
}

/// How many articles are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// All, or none if there are more than so many.
    OrFail(u64),
    /// So many at most.
    First(usize),
}

/// The articles that satisfy `wanted`, in the order of the folders, and how many there are; each is shown to `meet`.
///
/// # Errors
/// There are too many, or any fault on the way.
pub(super) fn gather(
    index: &mut RemoteIndex,
    wanted: &Value,
    limit: Limit,
    meet: &mut dyn FnMut(&SearchHit),
) -> Result<(Corpus, u64), RemoteFault> {
    let mut fetched = Fetched::default();
    let (mut size, mut after, mut total): (usize, Option<Vec<Value>>, u64) = (PAGE, None, 0);
    loop {
        if let Limit::First(most) = limit {
            size = size.min(most.saturating_sub(fetched.corpus.len()));
        }
        if size == 0 {
            break;
        }
        let mut body = json!({
            "size": size, "query": wanted, "track_total_hits": after.is_none(),
            "sort": [{field::ORDER: "asc"}, {field::PLACE_KEY: "asc"}], "docvalue_fields": [field::TITLE_KEY],
        });
        set(&mut body, "search_after", after.clone().map_or(Value::Null, Value::from));
        let answer = match index.search(body) {
            Err(RemoteFault::TooLarge(_)) if size > 1 => {
                size /= 4;
                continue;
            }
            answer => answer?,
        };
        if after.is_none() {
            total = answer.total();
        }
        if let Limit::OrFail(most) = limit
            && total > most
        {
            return Err(RemoteFault::TooMany(total, most));
        }
        let Some(last) = answer.hits().last() else { break };
        after = Some(last.sort.clone());
        for hit in answer.hits() {
            let document = hit.document().ok_or_else(|| index.unreadable())?;
            fetched.push(&document).ok_or_else(|| index.unreadable())?;
            meet(hit);
        }
        if answer.hits().len() < size {
            break;
        }
    }
    fetched.corpus.complete = true;
    Ok((fetched.corpus, total))
}

/// What has been fetched so far.
#[derive(Debug, Default)]
struct Fetched {
    corpus: Corpus,
    first: HashMap<ArticleKey, ArticleId>,
}

impl Fetched {
    fn push(&mut self, document: &super::document::Document) -> Option<()> {
        let id = ArticleId(self.corpus.len() as u32);
        let key = document.key()?;
        let known = self.first.get(&key).copied();
        // The first one may not have been fetched: a copy is one all the same.
        let duplicate_of = document.is_copy().then(|| known.unwrap_or(id));
        let repeats = Repeats { duplicate_of, key: known.is_some() || document.is_copy() };
        self.first.entry(key).or_insert(id);
        self.corpus.push(document.segment(id, repeats)?);
        Some(())
    }
}
