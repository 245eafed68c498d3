//! What a document gives: its articles, and what each was read from.
//!
//! What must not go in: reading one.

use crate::format::{Draft, Form, Record, Refused};
use crate::messages::Reason;

/// What a document gives.
#[derive(Debug, Default)]
pub struct ReadDocument {
    /// Its articles. Their ranges are bytes of the document, or of the member that they were read from.
    pub records: Vec<Result<Record, Refused>>,
    /// For each the hash of the bytes that it was read from, if that is not the whole document.
    pub hashes: Vec<Option<u128>>,
    /// What all articles are parts of: the title of the book.
    pub book: Option<String>,
}

impl ReadDocument {
    /// A document that is one article.
    pub(super) fn whole(form: Form, draft: Draft, bytes: usize) -> Self {
        let is_empty = draft.title.is_empty() && draft.whole_paragraphs().is_empty();
        let record = if is_empty {
            Err(Refused { line: None, reason: Reason::NoWords })
        } else {
            Ok(Record::whole(form, draft, bytes))
        };
        Self { records: vec![record], hashes: vec![None], book: None }
    }

    /// Adds an article that was read from bytes with this hash.
    pub(super) fn push(&mut self, record: Record, hash: u128) {
        self.records.push(Ok(record));
        self.hashes.push(Some(hash));
    }

    /// The document, or that there are no words in it.
    pub(super) fn finish(mut self) -> Self {
        if self.records.is_empty() {
            self.records.push(Err(Refused { line: None, reason: Reason::NoWords }));
            self.hashes.push(None);
        }
        self
    }
}
