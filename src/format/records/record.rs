//! A record: what one article of a file was read from, so that it can be found again in the file.
//!
//! What must not go in: recognising forms (each has a file of its own), and how bytes are decoded.

use std::ops::Range;

use super::{Draft, Form};
use crate::messages::Reason;

/// One article of a decoded file, and where in the file it lies.
#[derive(Debug, Clone)]
pub struct Record {
    /// The form it was recognised in.
    pub form: Form,
    /// Title, date and paragraphs.
    pub draft: Draft,
    /// Its number among the records of the file, from 0; of a line, the lines before it.
    pub number: u32,
    /// The bytes of the decoded text that it was read from.
    pub range: Range<usize>,
    /// The line of the text where it begins, from 1; none if it is the whole file.
    pub line: Option<u32>,
    /// The id that the file gives it.
    pub given_id: Option<String>,
    /// The file inside an archive that it was read from.
    pub member: Option<String>,
}

impl Record {
    /// A text of `bytes` bytes that is one article.
    pub fn whole(form: Form, draft: Draft, bytes: usize) -> Self {
        Self { form, draft, number: 0, range: 0..bytes, line: None, given_id: None, member: None }
    }
}

/// A part of a file that should have been an article and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line where it begins, from 1.
    pub line: Option<u32>,
    /// Why.
    pub reason: Reason,
}
