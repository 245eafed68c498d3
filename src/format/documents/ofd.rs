//! OFD (GB/T 33190): the fixed pages in which the offices of China keep and send documents.
//!
//! Text is read in the order of the file, which is that of reading in what offices write. What must not go in: the ZIP around
//! it, and what lines mean ([`super::page_lines`]).

use std::collections::HashMap;

use super::package::{Package, joined};
use super::page_lines::{self, PageText};
use super::properties::Properties;
use super::xml::{Xml, XmlToken, text_of};
use crate::format::{Draft, FolderVerdict};
use crate::messages::Reason;

/// A gap of more than this parts words (sizes of characters).
const GAP: f32 = 0.6;

/// Reads a document; none if the package holds something else.
///
/// # Errors
/// It is broken, or larger than documents are.
pub(super) fn read(
    package: &mut Package<'_>,
    name: &str,
    verdict: &FolderVerdict,
) -> Result<Option<Draft>, Reason> {
    let Some(root) = package.member("OFD.xml")? else { return Ok(None) };
    let (bodies, properties) = root_of(&text_of(&root));
    let mut pages = Vec::new();
    for body in bodies {
        let folder = body.rsplit_once('/').map_or("", |(folder, _)| folder);
        let outline = outline(&text_of(&package.needed(&body)?), folder);
        let mut used: Vec<String> = Vec::new();
        for path in outline.pages {
            // A page may be listed and missing.
            let Some(page) = package.member(&path)? else { continue };
            let page = text_of(&page);
            let mut pieces = Vec::new();
            // What stands on many pages is read once.
            for template in templates(&page).iter().filter_map(|id| outline.templates.get(id)) {
                if !used.contains(template) {
                    used.push(template.clone());
                    let text = package.member(template)?.map(|bytes| text_of(&bytes)).unwrap_or_default();
                    pieces.extend(texts(&text));
                }
            }
            pieces.extend(texts(&page));
            pages.push(page_lines::lines(pieces));
        }
    }
    if pages.iter().all(Vec::is_empty) {
        return Err(Reason::NoWords);
    }
    Ok(Some(page_lines::draft(pages, &properties, name, verdict)))
}

/// The documents of a file, and what is said of them.
fn root_of(text: &str) -> (Vec<String>, Properties) {
    let mut xml = Xml::new(text);
    let (mut bodies, mut properties) = (Vec::new(), Properties::default());
    while let Some(token) = xml.next() {
        let XmlToken::Open(tag) = token else { continue };
        let name = tag.name();
        match name.as_str() {
            "DocRoot" => bodies.push(joined("", xml.inner_text().trim())),
            // `Creator` is the program.
            "Title" | "Author" | "CreationDate" | "ModDate" | "Keyword" | "Abstract" => {
                let value = xml.inner_text();
                properties.add(&name, value.trim());
            }
            _ => {}
        }
    }
    (bodies, properties)
}

/// The pages of a document, and what may stand below them.
#[derive(Debug, Default)]
struct PageOutline {
    pages: Vec<String>,
    /// By their ids.
    templates: HashMap<String, String>,
}

fn outline(text: &str, folder: &str) -> PageOutline {
    let mut xml = Xml::new(text);
    let mut outline = PageOutline::default();
    while let Some(token) = xml.next() {
        let XmlToken::Open(tag) = token else { continue };
        let Some(path) = tag.value("BaseLoc") else { continue };
        // A path with a slash before it begins at the root of the file.
        let path = if path.starts_with('/') { joined("", &path) } else { joined(folder, &path) };
        match tag.name().as_str() {
            "Page" => outline.pages.push(path),
            "TemplatePage" => _ = outline.templates.insert(tag.value("ID").unwrap_or_default(), path),
            _ => {}
        }
    }
    outline
}

/// The ids of what stands below a page.
fn templates(page: &str) -> Vec<String> {
    let mut xml = Xml::new(page);
    let mut ids = Vec::new();
    while let Some(token) = xml.next() {
        if let XmlToken::Open(tag) = token
            && tag.name() == "Template"
        {
            ids.extend(tag.value("TemplateID"));
        }
    }
    ids
}

/// The pieces of text of a page.
fn texts(page: &str) -> Vec<PageText> {
    let mut xml = Xml::new(page);
    let mut pieces: Vec<PageText> = Vec::new();
    let (mut left, mut top, mut width, mut size) = (0.0_f32, 0.0_f32, 0.0_f32, 1.0_f32);
    let mut end = f32::INFINITY;
    while let Some(token) = xml.next() {
        let XmlToken::Open(tag) = token else { continue };
        match tag.name().as_str() {
            "TextObject" => {
                let boundary = tag.value("Boundary").unwrap_or_default();
                let numbers: Vec<f32> = boundary.split_whitespace().filter_map(|n| n.parse().ok()).collect();
                let at = |index: usize| numbers.get(index).copied().unwrap_or(0.0);
                (left, top, width) = (at(0), at(1), at(2));
                size = tag.number("Size").unwrap_or(1.0);
            }
            "TextCode" => {
                let (x, y) = (tag.number::<f32>("X").unwrap_or(0.0), tag.number::<f32>("Y").unwrap_or(0.0));
                let text = xml.inner_text();
                let x = left + x;
                let parted = x > end + GAP * size;
                pieces.push(PageText { x, y: top + y, size, text, parted });
                end = left + width;
            }
            _ => {}
        }
    }
    pieces
}
