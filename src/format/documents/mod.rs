//! Documents: files of word processors and books, which are no text but hold it, packed.
//!
//! Bytes in, drafts out. Each format has a folder or a file of its own; what they share is the ZIP within bounds
//! (`package`), its XML (`xml`), and for word processors the way from paragraphs to a draft (`flow`). What must not go
//! in: opening files, and archives of files that are no document.

mod document;
mod docx;
mod epub;
mod flow;
mod numbers;
mod odt;
mod ofd;
mod package;
mod page_lines;
mod pdf;
mod properties;
mod xml;

use super::address::picture_paths;
use super::{FolderVerdict, Form};
use crate::messages::Reason;
pub use document::ReadDocument;
use package::{Package, joined};

/// The largest document that is read (bytes as it is stored): most of a large one is pictures.
pub const LARGEST: usize = 64 << 20;

/// What files of old versions of Word begin with.
const OLD_CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// `EncryptedPackage` as the names in such files are written.
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// Whether a name is one of a document that is read here.
pub fn is_called_document(name: &str) -> bool {
    super::extension::has_extension(name, &["docx", "docm", "dotx", "odt", "ott", "epub", "ofd", "pdf"])
}

/// Reads a document; none if `bytes` are none. `name` is the name of the file without folders.
///
/// # Errors
/// It is a document that cannot be read.
pub fn read(bytes: &[u8], name: &str, verdict: &FolderVerdict) -> Option<Result<ReadDocument, Reason>> {
    if bytes.starts_with(pdf::MAGIC) {
        let read = pdf::read(bytes, name, verdict);
        return Some(read.map(|draft| ReadDocument::whole(Form::Pdf, draft, bytes.len())));
    }
    let is_called = is_called_document(name);
    if bytes.starts_with(b"PK\x03\x04") || is_called && bytes.starts_with(b"P") {
        return packed(bytes, name, verdict).transpose();
    }
    // With a password Word puts the whole document into a container of the old kind.
    let is_locked =
        is_called && bytes.starts_with(OLD_CONTAINER) && memchr::memmem::find(bytes, LOCKED).is_some();
    is_locked.then_some(Err(Reason::Encrypted))
}

/// The bytes of a picture in a document: by its path, or by where it lies from a page of a book.
pub fn picture(bytes: &[u8], page: Option<&str>, address: &str) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes).ok()?;
    let folder = page.and_then(|page| page.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let paths = picture_paths(address);
    let from_page = paths.iter().map(|path| joined(folder, path));
    let candidates: Vec<String> = from_page.chain(paths.iter().map(|path| joined("", path))).collect();
    let known = candidates.iter().find(|path| package.has(path)).cloned();
    // Of a short book all pages are one article: where its pages lie is not known any more.
    let ending =
        |path: &&String| candidates.iter().any(|one| !one.is_empty() && path.ends_with(&format!("/{one}")));
    let name = known.or_else(|| package.names().iter().find(ending).cloned())?;
    package.member(&name).ok()?
}

/// Reads a document in a ZIP; none if the ZIP is something else.
fn packed(bytes: &[u8], name: &str, verdict: &FolderVerdict) -> Result<Option<ReadDocument>, Reason> {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        // A ZIP that is no document is no matter of ours.
        Err(_) if !is_called_document(name) => return Ok(None),
        Err(reason) => return Err(reason),
    };
    if let Some(draft) = docx::read(&mut package, name, verdict)? {
        return Ok(Some(ReadDocument::whole(Form::Docx, draft, bytes.len())));
    }
    if let Some(draft) = odt::read(&mut package, name, verdict)? {
        return Ok(Some(ReadDocument::whole(Form::Odt, draft, bytes.len())));
    }
    if let Some(draft) = ofd::read(&mut package, name, verdict)? {
        return Ok(Some(ReadDocument::whole(Form::Ofd, draft, bytes.len())));
    }
    if let Some(document) = epub::read(&mut package, name, verdict)? {
        return Ok(Some(document));
    }
    if is_called_document(name) { Err(Reason::Damaged) } else { Ok(None) }
}
