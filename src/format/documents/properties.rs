//! What the properties of a document say: title, author, dates, keywords. Programs fill many of them by themselves.
//!
//! What must not go in: where a format keeps them.

use super::xml::{Xml, XmlToken, text_of};
use crate::format::FieldValues;
use crate::format::fields::Field;
use crate::text::han::is_han;

/// What programs and systems call somebody who gives no name.
const NOBODY: [&str; 12] = [
    "administrator",
    "admin",
    "user",
    "users",
    "microsoft",
    "microsoft office user",
    "lenovo",
    "python-docx",
    "unknown",
    "windows user",
    "hp",
    "dell",
];

/// The properties.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: String,
    pub(super) values: FieldValues,
}

impl Properties {
    /// Reads `docProps/core.xml`, `meta.xml`, the information of a page format: elements called by what they say.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = text_of(bytes);
        let mut xml = Xml::new(&text);
        let mut properties = Self::default();
        while let Some(token) = xml.next() {
            let XmlToken::Open(tag) = token else { continue };
            let name = tag.name();
            if is_property(&name) {
                let value = xml.inner_text();
                properties.add(&name, value.trim());
            }
        }
        properties
    }

    /// Adds a property by the name that formats give it.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        // Of two names the lower rank is believed.
        let (field, rank) = match name.to_ascii_lowercase().as_str() {
            "title" => {
                value.clone_into(&mut self.title);
                return;
            }
            "creator" | "author" if is_name(value) => (Field::Author, 1),
            // Who began it, not who changed it last.
            "initial-creator" if is_name(value) => (Field::Author, 0),
            // In ODF `date` is that of the last change.
            "modified" | "moddate" | "date" => (Field::Date, 1),
            "created" | "creationdate" | "creation-date" => (Field::Date, 0),
            "keywords" | "keyword" => (Field::Tags, 0),
            "abstract" => (Field::Summary, 0),
            _ => return,
        };
        self.values.add(field, rank, vec![value.to_owned()]);
    }

    /// The title, if it is one that somebody has written.
    pub(super) fn believable_title(&self) -> Option<String> {
        let title = self.title.trim();
        let lower = title.to_ascii_lowercase();
        let is_made = ["microsoft word", "untitled", "powerpoint", "slide", "document"]
            .iter()
            .any(|start| lower.starts_with(start));
        let is_file =
            [".doc", ".docx", ".wps", ".pdf", ".odt", ".ofd", ".tmp"].iter().any(|end| lower.ends_with(end));
        let is_title = !is_made && !is_file && title.chars().any(is_han);
        is_title.then(|| title.to_owned())
    }
}

fn is_property(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "creator"
            | "initial-creator"
            | "created"
            | "modified"
            | "date"
            | "creation-date"
            | "keywords"
            | "keyword"
    )
}

/// Whether a name is one of a person or an office.
fn is_name(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    !NOBODY.contains(&lower.as_str()) && !lower.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Draft, Witness};

    #[test]
    fn names_of_programs_are_no_names() {
        let core = "<cp:coreProperties><dc:title>Microsoft Word - 文档1</dc:title><dc:creator>Administrator</dc:creator>\
            <dcterms:modified>2021-05-06T07:08:09Z</dcterms:modified><dcterms:created>2021-03-04T05:06:07Z</dcterms:created>\
            </cp:coreProperties>";
        let properties = Properties::of(core.as_bytes());
        let mut draft = Draft::new();
        properties.values.tell(&mut draft, Witness::Properties);
        assert_eq!((properties.believable_title(), draft.author.text().as_str()), (None, ""));
        assert_eq!(draft.dates.best().unwrap().to_string(), "2021-03-04");
    }
}
