//! An index in an engine, as it is read: a point in time of it, and searches at that.
//!
//! A point in time keeps rows where they are while others write. It is renewed by each request,
//! made again when the engine has lost it, and done without where it may not be made. What must not go in: what a query
//! means, and threads.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::address::{EngineAddress, IndexName};
use super::client::{Attempts, Client};
use super::document::Document;
use super::foreign::ForeignFields;
use super::mapping::{IndexMeta, field};
use super::object::set;
use super::secrets::{Access, GivenSecrets};
use crate::messages::RemoteFault;
use crate::search::ListOrder;

/// How long a point in time lasts without a request.
const KEPT: &str = "5m";

/// What of an answer is sent.
const SENT: &str = "filter_path=pit_id,hits.total,hits.hits._id,hits.hits._source,hits.hits.sort,hits.hits.fields,aggregations";

/// An index to read from.
#[derive(Debug)]
pub struct RemoteIndex {
    client: Client,
    name: IndexName,
    point: PointInTime,
    /// Which fields are what, if somebody else has made the index.
    foreign: Option<ForeignFields>,
    /// The order of the list of such an index.
    order: ListOrder,
    /// Requests so far.
    requests: u64,
}

/// The point in time at which the index is read.
#[derive(Debug, PartialEq, Eq)]
enum PointInTime {
    /// None has been asked for.
    Unasked,
    /// This one.
    Of(String),
    /// It may not be made: rows may move while others write.
    Refused,
}

/// What a search answers.
#[derive(Debug, Default, Deserialize)]
pub struct SearchAnswer {
    pit_id: Option<String>,
    #[serde(default)]
    hits: SearchHits,
    /// What was counted.
    #[serde(default)]
    pub aggregations: Map<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
struct SearchHits {
    total: Option<HitTotal>,
    #[serde(default)]
    hits: Vec<SearchHit>,
}

#[derive(Debug, Deserialize)]
struct HitTotal {
    value: u64,
}

/// One document that a search has found.
#[derive(Debug, Deserialize)]
pub struct SearchHit {
    /// Its id.
    #[serde(rename = "_id")]
    pub id: String,
    /// What is stored of it, or the part of that which was asked for.
    #[serde(rename = "_source", default)]
    pub source: Option<Value>,
    /// The values by which it is sorted.
    #[serde(default)]
    pub sort: Vec<Value>,
    /// Values of fields that are not stored.
    #[serde(default)]
    pub fields: Map<String, Value>,
}

impl SearchAnswer {
    /// How many documents there are in all.
    pub fn total(&self) -> u64 {
        self.hits.total.as_ref().map_or(0, |total| total.value)
    }

    /// The documents.
    pub fn hits(&self) -> &[SearchHit] {
        &self.hits.hits
    }
}

impl SearchHit {
    /// What is stored of it.
    pub fn document(&self) -> Option<Document> {
        Document::deserialize(self.source.as_ref()?).ok()
    }
}

impl RemoteIndex {
    /// Opens the index at an address, trusting the authorities of a file if one is given.
    ///
    /// # Errors
    /// Any fault on the way.
    pub fn at(url: &Path, authorities: Option<PathBuf>) -> Result<Self, RemoteFault> {
        let (address, name) = EngineAddress::parse_library(&url.to_string_lossy())?;
        let access = Access::of(&address, authorities, &GivenSecrets::of_process())?;
        let client = Client::new(address, &access)?.attempting(Attempts::Few(2));
        match access.fields.get(name.as_str()) {
            Some(fields) => Self::of_others(client, name, fields.clone()),
            None => Self::open(client, name),
        }
    }

    /// The same for a process that will not be able to look up names or to read files, with the port that it needs. Secrets come
    /// from the environment alone.
    ///
    /// # Errors
    /// Any fault on the way.
    pub fn confined(url: &Path, authorities: Option<PathBuf>) -> Result<(Self, u16), RemoteFault> {
        let (address, name) = EngineAddress::parse_library(&url.to_string_lossy())?;
        let access = Access::of(&address, authorities, &GivenSecrets::of_environment())?;
        let port = address.port;
        let client = Client::confined(address, &access)?.attempting(Attempts::Few(2));
        Ok((Self::open(client, name)?, port))
    }

    /// Opens an index that somebody else has made.
    ///
    /// # Errors
    /// It is not there, or any fault on the way.
    pub fn of_others(client: Client, name: IndexName, fields: ForeignFields) -> Result<Self, RemoteFault> {
        let _: Value = client.get(&format!("{}/_mapping?filter_path=*.mappings._meta", name.in_path()))?;
        Ok(Self::new(client, name, Some(fields)))
    }

    fn new(client: Client, name: IndexName, foreign: Option<ForeignFields>) -> Self {
        let (point, order) = (PointInTime::Unasked, ListOrder::default());
        Self { client, name, point, foreign, order, requests: 1 }
    }

    /// Which fields are what, if somebody else has made it.
    pub(super) fn foreign(&self) -> Option<&ForeignFields> {
        self.foreign.as_ref()
    }

    /// The order of the list of an index that somebody else has made, from the next request on.
    pub(super) fn set_order(&mut self, order: ListOrder) {
        self.order = order;
    }

    /// Opens an index, if this version of the program has written it whole.
    ///
    /// # Errors
    /// It is not one of ours, is not whole, or any fault on the way.
    pub fn open(client: Client, name: IndexName) -> Result<Self, RemoteFault> {
        let mappings: Map<String, Value> = client.get(&format!("{}/_mapping", name.in_path()))?;
        for mapping in mappings.values() {
            if !IndexMeta::of(mapping, name.as_str())?.complete {
                return Err(RemoteFault::Unfinished(name.as_str().to_owned()));
            }
        }
        Ok(Self::new(client, name, None))
    }

    /// Its name.
    pub fn name(&self) -> &IndexName {
        &self.name
    }

    /// What is said of an answer that makes no sense.
    pub fn unreadable(&self) -> RemoteFault {
        RemoteFault::Unreadable(self.client.address().host.clone())
    }

    /// How many requests have been made.
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// Searches at the point in time.
    ///
    /// # Errors
    /// Any fault.
    pub fn search(&mut self, mut body: Value) -> Result<SearchAnswer, RemoteFault> {
        let mut is_again = false;
        if let Some(fields) = &self.foreign {
            fields.adapt(&mut body, self.order);
        }
        loop {
            let path = if let Some(id) = self.point()? {
                set(&mut body, "pit", json!({"id": id, "keep_alive": KEPT}));
                // Without the part of a node that has gone, an answer would be wrong, not late.
                format!("_search?allow_partial_search_results=false&{SENT}")
            } else {
                set(&mut body, "pit", Value::Null);
                format!("{}/_search?allow_partial_search_results=false&{SENT}", self.name.in_path())
            };
            self.requests += 1;
            let lost = match self.client.post::<SearchAnswer>(&path, &body) {
                Ok(answer) => {
                    if let (Some(id), PointInTime::Of(known)) = (&answer.pit_id, &mut self.point) {
                        known.clone_from(id);
                    }
                    return Ok(self.ours(answer));
                }
                Err(fault) => fault,
            };
            // A node that has gone takes its part of the point with it.
            let is_gone = matches!(
                &lost,
                RemoteFault::NoIndex(_) | RemoteFault::Busy(503) | RemoteFault::Refused(500, _)
            );
            if !is_gone || is_again || !matches!(self.point, PointInTime::Of(_)) {
                return Err(lost);
            }
            self.point = PointInTime::Unasked;
            is_again = true;
        }
    }

    /// An answer with documents as ours.
    fn ours(&self, mut answer: SearchAnswer) -> SearchAnswer {
        if let Some(fields) = &self.foreign {
            for hit in &mut answer.hits.hits {
                hit.source = hit.source.take().map(|source| fields.document(&hit.id, &source));
                let key = hit.source.as_ref().map(|source| source[field::TITLE_KEY].clone());
                hit.fields.insert(field::TITLE_KEY.to_owned(), json!([key]));
            }
        }
        answer
    }

    /// Looks at the index as it is now from the next request on.
    pub fn renew(&mut self) {
        if matches!(self.point, PointInTime::Of(_)) {
            self.drop_point();
            self.point = PointInTime::Unasked;
        }
    }

    fn point(&mut self) -> Result<Option<String>, RemoteFault> {
        if self.point == PointInTime::Unasked {
            let path = format!(
                "{}/_search/point_in_time?keep_alive={KEPT}&allow_partial_pit_creation=false",
                self.name.in_path()
            );
            self.requests += 1;
            self.point = match self.client.post::<Value>(&path, &json!({})) {
                Ok(answer) => match answer.get("pit_id").and_then(Value::as_str) {
                    Some(id) => PointInTime::Of(id.to_owned()),
                    None => PointInTime::Refused,
                },
                Err(RemoteFault::Forbidden | RemoteFault::Refused(..)) => PointInTime::Refused,
                Err(fault) => return Err(fault),
            };
        }
        Ok(match &self.point {
            PointInTime::Of(id) => Some(id.clone()),
            PointInTime::Unasked | PointInTime::Refused => None,
        })
    }

    fn drop_point(&self) {
        if let PointInTime::Of(id) = &self.point {
            // It ends by itself if this fails.
            let _ = self.client.delete::<Value>("_search/point_in_time", Some(&json!({"pit_id": [id]})));
        }
    }
}

impl Drop for RemoteIndex {
    fn drop(&mut self) {
        self.drop_point();
    }
}
