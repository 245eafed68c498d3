//! The named values of a record become an article.
//!
//! What must not go in: how a record is written (JSON, a row of a table, an item of a feed), and which names mean what
//! ([`crate::format::fields`]).

use crate::format::fields::{Field, Witness};
use crate::format::{Draft, FieldValues, FolderVerdict, html, plain, site_name};

/// Names of titles in collections of poems, classics and questions, where there is no better one.
const LIKE_TITLES: [&str; 8] =
    ["rhythmic", "chapter", "name", "question", "instruction", "prompt", "文件名", "filename"];
/// Tags that make a text HTML.
const TAGS: [&str; 11] =
    ["<p>", "<p ", "<br", "<div", "</p>", "</div>", "</a>", "<img ", "<figure", "<span", "<en-note"];

/// The fields of one record that mean something.
#[derive(Debug, Default)]
pub(super) struct Fields {
    known: FieldValues,
    /// Titles only if there is no other.
    like_title: Vec<String>,
}

impl Fields {
    /// Adds a field, if its name means anything. Of two of one name the first counts.
    pub(super) fn add(&mut self, name: &str, values: Vec<String>) {
        if LIKE_TITLES.contains(&name) {
            self.like_title.extend(values);
        } else {
            self.known.add_named(name, values);
        }
    }

    /// The same where a name may be given twice by mistake: what is said under it is then all said.
    pub(super) fn extend(&mut self, name: &str, values: Vec<String>) {
        if LIKE_TITLES.contains(&name) {
            self.like_title.extend(values);
        } else {
            self.known.extend_named(name, values);
        }
    }

    /// What is said of a field under its best name.
    pub(super) fn best(&self, field: Field) -> &[String] {
        self.known.all(field)
    }

    /// Whether there is a text.
    pub(super) fn has_text(&self) -> bool {
        !self.best(Field::Text).is_empty() || !self.best(Field::Html).is_empty()
    }

    /// Whether there is a title and what can stand for a text.
    pub(super) fn has_summary(&self) -> bool {
        !self.best(Field::Title).is_empty() && !self.best(Field::Summary).is_empty()
    }

    /// Whether a field is there, even if it says nothing.
    pub(super) fn is_named(&self, field: Field) -> bool {
        self.known.is_named(field)
    }

    /// The id that the record gives itself.
    pub(super) fn id(&self) -> Option<String> {
        self.known.first(Field::Id).map(str::to_owned)
    }

    /// The article. A summary stands for a text that is missing.
    pub(super) fn draft(&self) -> Draft {
        let given = self.title();
        let (text, is_html) = self.text();
        let mut parsed = match (&given, is_html) {
            (title, true) => html::parse(&text, title.as_deref()),
            // One line is a text, not a title.
            (None, false) if text.trim().contains('\n') => plain::parse(&text, ""),
            (_, false) => plain::paragraph_a_line(&text),
        };
        let summary = self.has_text().then_some(Field::Summary);
        for field in [Field::Date, Field::Author, Field::Source, Field::Tags].into_iter().chain(summary) {
            self.known.tell_field(field, &mut parsed.draft, Witness::Record);
        }
        parsed.title = given.unwrap_or(parsed.title);
        let nothing = FolderVerdict::default();
        let title = site_name::without(&parsed.title, &nothing, parsed.draft.source.text().as_str());
        parsed.title.truncate(title.len());
        parsed.finish("", &nothing)
    }

    /// The title, if it is given: an empty one says that there is none.
    fn title(&self) -> Option<String> {
        let like_title = || self.like_title.iter().map(String::as_str).find(|title| !title.trim().is_empty());
        let best = self.known.first(Field::Title).or_else(like_title);
        best.map(str::to_owned).or_else(|| self.is_named(Field::Title).then(String::new))
    }

    /// The text, and whether it is HTML.
    fn text(&self) -> (String, bool) {
        let html = self.best(Field::Html);
        if !html.is_empty() {
            return (with_paragraphs(&html.join("\n")), true);
        }
        let text = [Field::Text, Field::Summary].map(|field| self.best(field));
        let text = text.into_iter().find(|values| !values.is_empty()).unwrap_or_default().join("\n");
        if is_html(&text) { (with_paragraphs(&text), true) } else { (text, false) }
    }
}

/// HTML as blogs keep it, where a blank line between two lines of text begins a paragraph without a tag.
fn with_paragraphs(html: &str) -> String {
    if html.contains("<pre") || !html.contains("\n\n") && !html.contains("\n\r\n") {
        return html.to_owned();
    }
    let mut lines: Vec<&str> = Vec::new();
    let mut parted = false;
    for line in html.lines() {
        let text = line.trim();
        let last = lines.last().map_or(">", |last| last.trim_end());
        if parted && !text.is_empty() && !text.starts_with('<') && !last.ends_with('>') {
            lines.push("<p>");
        }
        parted = text.is_empty();
        lines.extend(Some(line).filter(|_| !parted));
    }
    lines.join("\n")
}

/// Whether a text holds tags of HTML.
fn is_html(text: &str) -> bool {
    memchr::memchr(b'<', text.as_bytes()).is_some() && TAGS.iter().any(|tag| text.contains(tag))
}
