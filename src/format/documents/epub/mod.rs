//! EPUB: a book of pages in XHTML. Each page of a long book is an article, a short book is one.
//!
//! What must not go in: what the elements of pages mean ([`crate::format::html`]).

mod contents;
mod opf;
mod xhtml;

use xxhash_rust::xxh3::xxh3_128;

use super::document::ReadDocument;
use super::package::{Package, joined};
use super::xml::{Xml, XmlToken, text_of};
use crate::format::fields::{Field, Witness};
use crate::format::{FolderVerdict, Form, Parsed, Record, html};
use crate::messages::Reason;
use contents::BookContents;
use opf::BookPackage;

/// What the first member of a book says.
const KIND: &[u8] = b"application/epub+zip";
/// The pages of a book with less than this are one article (bytes): 10,000 characters are a short sitting.
const SHORT: usize = 30 << 10;

/// A page of a book.
struct BookPage {
    /// Its path in the package.
    path: String,
    raw: Vec<u8>,
    /// What it holds, from the start of its body.
    body: String,
}

/// Reads a book; none if the package holds something else.
///
/// # Errors
/// It is broken, encrypted, or larger than books are.
pub(super) fn read(
    package: &mut Package<'_>,
    name: &str,
    verdict: &FolderVerdict,
) -> Result<Option<ReadDocument>, Reason> {
    const CONTAINER: &str = "META-INF/container.xml";
    let is_book = package.member("mimetype")?.is_some_and(|kind| kind.trim_ascii().starts_with(KIND));
    if !is_book && !package.has(CONTAINER) {
        return Ok(None);
    }
    let Some(path) = opf_path(&text_of(&package.needed(CONTAINER)?)) else { return Err(Reason::Damaged) };
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let book = BookPackage::of(&text_of(&package.needed(&path)?), &folder);
    let locked =
        package.member("META-INF/encryption.xml")?.map(|bytes| locked(&text_of(&bytes))).unwrap_or_default();
    let mut pages = Vec::new();
    for path in &book.spine {
        if locked.contains(path) {
            return Err(Reason::Encrypted);
        }
        // A page that is listed and not there is one less.
        let Some(raw) = package.member(path)? else { continue };
        let body = xhtml::body(&text_of(&raw));
        pages.push(BookPage { path: path.clone(), raw, body });
    }
    let contents = match &book.contents {
        Some(path) => package.member(path)?.map(|bytes| BookContents::of(&text_of(&bytes), path)),
        None => None,
    };
    let text: usize = pages.iter().map(|page| page.body.len()).sum();
    Ok(Some(if text <= SHORT {
        whole(&pages, &book, name, verdict)
    } else {
        chapters(&pages, &book, &contents.unwrap_or_default())
    }))
}

/// A short book as one article.
fn whole(pages: &[BookPage], book: &BookPackage, name: &str, verdict: &FolderVerdict) -> ReadDocument {
    let title = book.values.first(Field::Title).map(str::to_owned);
    let bodies: Vec<&str> = pages.iter().map(|page| page.body.as_str()).collect();
    let mut parsed = html::parse(&bodies.join("\n<p></p>\n"), title.as_deref());
    parsed.title_apart = true;
    book.values.tell(&mut parsed.draft, Witness::FrontMatter);
    let bytes = pages.iter().map(|page| page.raw.len()).sum();
    ReadDocument::whole(Form::Epub, parsed.finish(name, verdict), bytes)
}

/// An article for each page with anything on it.
fn chapters(pages: &[BookPage], book: &BookPackage, contents: &BookContents) -> ReadDocument {
    let title = book.values.first(Field::Title);
    let mut document = ReadDocument { book: title.map(str::to_owned), ..ReadDocument::default() };
    for page in pages {
        let mut parsed: Parsed = html::parse(&page.body, contents.label(&page.path));
        if parsed.draft.whole_paragraphs().is_empty() {
            continue;
        }
        parsed.title_apart = true;
        book.values.tell(&mut parsed.draft, Witness::FrontMatter);
        parsed.draft.say(Field::Source, title, Witness::FrontMatter);
        let number = document.records.len() as u32;
        let draft = parsed.finish("", &FolderVerdict::default());
        let record = Record {
            number,
            member: Some(page.path.clone()),
            ..Record::whole(Form::Epub, draft, page.raw.len())
        };
        document.push(record, xxh3_128(&page.raw));
    }
    document.finish()
}

/// The path of the file that says what the book is made of.
fn opf_path(container: &str) -> Option<String> {
    let mut xml = Xml::new(container);
    while let Some(token) = xml.next() {
        if let XmlToken::Open(tag) = token
            && tag.name() == "rootfile"
        {
            return tag.value("full-path").map(|path| joined("", &path));
        }
    }
    None
}

/// The members that are encrypted; fonts that are only veiled do not count.
fn locked(encryption: &str) -> Vec<String> {
    let mut xml = Xml::new(encryption);
    let (mut veiled, mut locked) = (false, Vec::new());
    while let Some(token) = xml.next() {
        let XmlToken::Open(tag) = token else { continue };
        match tag.name().as_str() {
            "EncryptionMethod" => {
                let method = tag.value("Algorithm").unwrap_or_default();
                veiled = method.ends_with("/embedding") || method.ends_with("#RC");
            }
            "CipherReference" if !veiled => {
                locked.push(joined(
                    "",
                    &crate::format::address::percent_decoded(&tag.value("URI").unwrap_or_default()),
                ));
            }
            _ => {}
        }
    }
    locked
}
