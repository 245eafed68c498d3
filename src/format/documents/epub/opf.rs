//! The package file of a book: what is said of it, its members, and the order of its pages.
//!
//! What must not go in: the table of contents.

use std::collections::HashMap;

use crate::format::FieldValues;
use crate::format::address::percent_decoded;
use crate::format::documents::package::joined;
use crate::format::documents::xml::{Xml, XmlTag, XmlToken};
use crate::format::fields::Field;

/// What a package file says.
#[derive(Debug, Default)]
pub(super) struct BookPackage {
    pub(super) values: FieldValues,
    /// The paths of the pages, in order.
    pub(super) spine: Vec<String>,
    /// The path of the table of contents.
    pub(super) contents: Option<String>,
}

/// A member of the book.
#[derive(Debug)]
struct BookMember {
    path: String,
    kind: String,
    is_contents: bool,
}

impl BookPackage {
    /// Reads a package file that lies in `folder`.
    pub(super) fn of(text: &str, folder: &str) -> Self {
        let mut xml = Xml::new(text);
        let mut book = Self::default();
        let mut members: HashMap<String, BookMember> = HashMap::new();
        let (mut order, mut old_contents) = (Vec::new(), None);
        while let Some(token) = xml.next() {
            let XmlToken::Open(tag) = token else { continue };
            match tag.full_name().as_str() {
                "manifest" | "opf:manifest" => {}
                name if name.starts_with("dc:") || name.starts_with("dcterms:") => book.say(&tag, &mut xml),
                _ => match tag.name().as_str() {
                    "item" => {
                        if let Some((id, member)) = member(&tag, folder) {
                            members.insert(id, member);
                        }
                    }
                    "spine" => old_contents = tag.value("toc"),
                    "itemref" => order.extend(tag.value("idref")),
                    _ => {}
                },
            }
        }
        let is_page = |member: &&BookMember| member.kind.contains("html") && !member.is_contents;
        book.spine =
            order.iter().filter_map(|id| members.get(id)).filter(is_page).map(|m| m.path.clone()).collect();
        let contents = members.values().find(|member| member.is_contents);
        let contents = contents.or_else(|| members.get(old_contents.as_deref()?));
        let ncx = || members.values().find(|member| member.kind.ends_with("x-dtbncx+xml"));
        book.contents = contents.or_else(ncx).map(|member| member.path.clone());
        book
    }

    /// Takes what an element says of the book.
    fn say(&mut self, tag: &XmlTag<'_>, xml: &mut Xml<'_>) {
        let is_date_of_file = tag.value("event").is_some_and(|event| event != "publication");
        let is_writer = tag.value("role").is_none_or(|role| role == "aut");
        let value = xml.inner_text().trim().to_owned();
        let (field, rank) = match tag.name().as_str() {
            "title" => (Field::Title, 0),
            "creator" if is_writer => (Field::Author, 0),
            "date" => (Field::Date, u8::from(is_date_of_file)),
            "subject" => (Field::Tags, 0),
            "publisher" => (Field::Source, 0),
            "description" => (Field::Summary, 0),
            _ => return,
        };
        if !value.is_empty() {
            self.values.extend(field, rank, value);
        }
    }
}

/// A member, by its id.
fn member(tag: &XmlTag<'_>, folder: &str) -> Option<(String, BookMember)> {
    let path = joined(folder, &percent_decoded(&tag.value("href")?));
    let is_contents =
        tag.value("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav"));
    Some((
        tag.value("id")?,
        BookMember { path, kind: tag.value("media-type").unwrap_or_default(), is_contents },
    ))
}
