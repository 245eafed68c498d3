//! Documents on their way: one request adds many, and each is answered by itself.
//!
//! A document that is there already is no fault, so that every request may be made again. What must not go in: which
//! documents are wanted.

use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;

use crate::corpus::Article;
use crate::corpus::walk::shown_path;
use crate::messages::RemoteFault;
use crate::remote::client::{Attempts, Client, pause};
use crate::remote::document::push_lines;
use crate::text::CleanText;

/// Bytes of a request at first. A server before the engine may take less.
pub(super) const LARGEST: usize = 6 << 20;
/// How long the engine may take for one.
const PATIENCE: Duration = Duration::from_mins(2);
/// The longest reason that is passed on, in characters.
const REASON: usize = 160;

/// Documents for one request.
#[derive(Debug, Default)]
pub(super) struct Batch {
    lines: Vec<u8>,
    documents: Vec<Sent>,
}

/// A document of a batch.
#[derive(Debug, Clone)]
struct Sent {
    /// Its lines.
    bytes: Range<usize>,
    /// Where it was read from, for those who have to look why it was refused.
    path: String,
}

/// A document that the engine does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The file.
    pub path: String,
    /// What the engine says.
    pub reason: String,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct BulkTaken {
    /// Documents added.
    pub(super) added: u64,
    /// Documents that were there.
    pub(super) known: u64,
    /// Bytes sent.
    pub(super) bytes: u64,
    /// Documents refused.
    pub(super) refused: Vec<Refusal>,
}

#[derive(Debug, Deserialize)]
struct BulkAnswer {
    items: Vec<BulkItem>,
}

#[derive(Debug, Deserialize)]
struct BulkItem {
    #[serde(alias = "delete")]
    create: BulkOutcome,
}

#[derive(Debug, Deserialize)]
struct BulkOutcome {
    status: u16,
    #[serde(default)]
    error: Value,
}

impl Batch {
    /// Adds a document.
    pub(super) fn add(&mut self, article: Article<'_>, path: &Path, order: i64) {
        let start = self.lines.len();
        push_lines(article, path, order, &mut self.lines);
        self.documents.push(Sent { bytes: start..self.lines.len(), path: shown_path(path) });
    }

    /// Adds the deletion of a document.
    pub(super) fn delete(&mut self, id: &str) {
        let start = self.lines.len();
        self.lines.extend_from_slice(format!("{{\"delete\":{{\"_id\":\"{id}\"}}}}\n").as_bytes());
        self.documents.push(Sent { bytes: start..self.lines.len(), path: id.to_owned() });
    }

    /// Whether there is no document.
    pub(super) fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> usize {
        self.lines.len()
    }

    /// The batch of these documents of it.
    fn of(&self, documents: &[Sent]) -> Self {
        let mut batch = Self::default();
        for Sent { bytes, path } in documents {
            let start = batch.lines.len();
            batch.lines.extend_from_slice(self.lines.get(bytes.clone()).unwrap_or_default());
            batch.documents.push(Sent { bytes: start..batch.lines.len(), path: path.clone() });
        }
        batch
    }

    /// Sends it to `index` until every document is taken or refused for good. `largest` falls if a server takes less.
    pub(super) fn send(
        self,
        client: &Client,
        index: &str,
        largest: &AtomicUsize,
    ) -> Result<BulkTaken, RemoteFault> {
        let client = client.clone().waiting(PATIENCE);
        let path =
            format!("{index}/_bulk?filter_path=items.*.status,items.*.error.type,items.*.error.reason");
        let mut taken = BulkTaken::default();
        let (mut open, mut made, mut start) = (vec![self], 0, Instant::now());
        while let Some(batch) = open.pop() {
            let answer: BulkAnswer = match client.lines(&path, &batch.lines) {
                Err(RemoteFault::Refused(413, _)) if batch.documents.len() > 1 => {
                    largest.fetch_min((batch.bytes() / 2).max(64 << 10), Ordering::Relaxed);
                    let (first, second) = batch.documents.split_at(batch.documents.len() / 2);
                    open.extend([batch.of(second), batch.of(first)]);
                    continue;
                }
                Err(RemoteFault::Refused(413, _)) => {
                    let paths = batch.documents.into_iter().map(|sent| sent.path);
                    taken.refused.extend(paths.map(|path| Refusal { path, reason: 413.to_string() }));
                    continue;
                }
                answer => answer?,
            };
            if answer.items.len() != batch.documents.len() {
                return Err(RemoteFault::Unreadable(client.address().host.clone()));
            }
            taken.bytes += batch.bytes() as u64;
            let again = taken.take(&batch, answer.items);
            if again.len() < batch.documents.len() {
                (made, start) = (0, Instant::now());
            }
            if again.is_empty() {
                continue;
            }
            made += 1;
            let pause = pause(made);
            let is_over = match client.attempts() {
                Attempts::Few(attempts) => made >= attempts,
                Attempts::Within(time) => time.is_some_and(|time| start.elapsed() + pause > time),
            };
            if is_over {
                return Err(RemoteFault::Busy(429));
            }
            std::thread::sleep(pause);
            open.push(batch.of(&again));
        }
        Ok(taken)
    }
}

impl BulkTaken {
    /// Counts what became of each document, and returns those that must be sent again.
    fn take(&mut self, batch: &Batch, items: Vec<BulkItem>) -> Vec<Sent> {
        let mut again = Vec::new();
        for (sent, BulkItem { create: BulkOutcome { status, error } }) in batch.documents.iter().zip(items) {
            match status {
                200..300 => self.added += 1,
                // A deletion of what is not there, or an addition of what is.
                404 | 409 if error.get("type").is_none_or(|kind| !is_no_index(kind)) => self.known += 1,
                429 | 500..600 => again.push(sent.clone()),
                _ => self.refused.push(Refusal { path: sent.path.clone(), reason: reason(status, &error) }),
            }
        }
        again
    }

    /// Adds what became of another batch.
    pub(super) fn add(&mut self, other: Self) {
        self.added += other.added;
        self.known += other.known;
        self.bytes += other.bytes;
        self.refused.extend(other.refused);
    }
}

fn is_no_index(kind: &Value) -> bool {
    kind.as_str() == Some("index_not_found_exception")
}

fn reason(status: u16, error: &Value) -> String {
    let said = error.get("reason").and_then(Value::as_str).unwrap_or_default();
    let said: String = said.chars().take(REASON).collect();
    let said = CleanText::line(&said).to_string();
    if said.is_empty() { status.to_string() } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(statuses: &[u16]) -> Vec<BulkItem> {
        let error = serde_json::json!({ "type": "x", "reason": "because" });
        let item = |status: &u16| BulkItem { create: BulkOutcome { status: *status, error: error.clone() } };
        statuses.iter().map(item).collect()
    }

    #[test]
    fn each_document_is_answered_by_itself() {
        let mut batch = Batch::default();
        for id in ["a", "b", "c", "d", "e"] {
            batch.delete(id);
        }
        let mut taken = BulkTaken::default();
        let again = taken.take(&batch, items(&[201, 409, 429, 503, 400]));
        assert_eq!((taken.added, taken.known), (1, 1));
        assert_eq!(taken.refused, [Refusal { path: "e".into(), reason: "because".into() }]);
        let again = batch.of(&again);
        assert_eq!(
            String::from_utf8(again.lines).unwrap(),
            "{\"delete\":{\"_id\":\"c\"}}\n{\"delete\":{\"_id\":\"d\"}}\n"
        );
    }
}
