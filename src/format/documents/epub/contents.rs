//! The table of contents of a book: what each page is called.
//!
//! What must not go in: pages.

use std::collections::HashMap;

use crate::format::address::percent_decoded;
use crate::format::documents::package::joined;
use crate::format::documents::xml::{Xml, XmlToken};

/// The names of pages, by their paths.
#[derive(Debug, Default)]
pub(super) struct BookContents(HashMap<String, PageName>);

#[derive(Debug)]
struct PageName {
    label: String,
    depth: usize,
    /// Several chapters as high as this one begin on the page.
    several: bool,
}

impl BookContents {
    /// Reads a page of contents of EPUB 3 or the file for them of EPUB 2, which lies at `path`.
    pub(super) fn of(text: &str, path: &str) -> Self {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut contents = Self::default();
        let mut xml = Xml::new(text);
        let (mut depth, mut label, mut nav) = (0_usize, String::new(), true);
        while let Some(token) = xml.next() {
            match token {
                XmlToken::Open(tag) => match tag.name().as_str() {
                    // The other lists of such a page are of figures and landmarks.
                    "nav" => nav = tag.value("type").is_none_or(|kind| kind == "toc"),
                    "ol" | "navPoint" => depth += 1,
                    "text" => label = xml.inner_text(),
                    "content" => contents.add(folder, &tag.value("src").unwrap_or_default(), &label, depth),
                    "a" if nav => {
                        let address = tag.value("href").unwrap_or_default();
                        let label = xml.inner_text();
                        contents.add(folder, &address, &label, depth);
                    }
                    "pageList" | "navList" => xml.skip(),
                    _ => {}
                },
                XmlToken::Close(name) if matches!(name.as_str(), "ol" | "navPoint") => {
                    depth = depth.saturating_sub(1);
                }
                XmlToken::Close(_) | XmlToken::Text(_) => {}
            }
        }
        contents
    }

    fn add(&mut self, folder: &str, address: &str, label: &str, depth: usize) {
        let file = address.split('#').next().unwrap_or_default();
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        if file.is_empty() || label.is_empty() {
            return;
        }
        let path = joined(folder, &percent_decoded(file));
        match self.0.get_mut(&path) {
            Some(known) if depth == known.depth => known.several = true,
            Some(_) => {}
            None => _ = self.0.insert(path, PageName { label, depth, several: false }),
        }
    }

    /// What the page at `path` is called; none if several chapters begin on it.
    pub(super) fn label(&self, path: &str) -> Option<&str> {
        self.0.get(path).filter(|name| !name.several).map(|name| name.label.as_str())
    }
}
