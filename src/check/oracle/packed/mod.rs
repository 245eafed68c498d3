//! The second reading of documents: their members are unpacked and their XML is cut by hand.
//!
//! What must not go in: anything of [`crate::format::documents`], and lists' numbers: a parser counts them, and the
//! comparison lets a paragraph begin with one.

mod docx;
mod epub;
mod odt;
mod pages;
mod scan;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Naive;
use crate::format::{Form, Record};

/// The most that is read of a member (bytes).
const MOST: u64 = 64 << 20;

/// The members of a document.
struct DocumentMembers<'a>(Option<ZipArchive<Cursor<&'a [u8]>>>);

impl<'a> DocumentMembers<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self(ZipArchive::new(Cursor::new(bytes)).ok())
    }

    /// The text of a member, empty if there is none.
    fn text(&mut self, name: &str) -> String {
        let mut bytes = Vec::new();
        if let Some(member) = self.0.as_mut().and_then(|zip| zip.by_name(name).ok()) {
            _ = member.take(MOST).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').to_owned()
    }

    /// The names of all members, a line each.
    fn list(&self) -> String {
        let names = self.0.iter().flat_map(ZipArchive::file_names).filter_map(Result::ok);
        names.collect::<Vec<_>>().join("\n")
    }
}

impl Naive {
    /// What a person would see of the article `record` of the document `bytes`.
    pub(super) fn document(&mut self, bytes: &[u8], record: &Record) {
        let mut members = DocumentMembers::of(bytes);
        self.blocks = true;
        match record.form {
            Form::Docx => self.docx(&mut members),
            Form::Odt => self.odt(&mut members),
            Form::Epub => self.epub(&mut members, record.member.as_deref()),
            Form::Ofd => self.ofd(&mut members),
            Form::Pdf => self.pdf(bytes),
            _ => {}
        }
    }

    /// Takes what was seen: `text` a line for each paragraph, of `all` characters of markup and text.
    fn take(&mut self, text: &str, all: usize) {
        for line in text.lines() {
            let shown = self.clean(line);
            self.text.push_str(&shown);
        }
        let shown = text.chars().filter(|c| !c.is_whitespace()).count();
        self.dropped.markup += all.saturating_sub(shown) as u32;
    }
}
