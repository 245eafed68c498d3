//! A text that is one article: which form it is in, and whether its title stands in it or in the name of its file.
//!
//! What must not go in: the forms themselves.

use std::mem;

use super::extension::{has_extension, without_extension};
use super::{
    Draft, FolderVerdict, Form, Kind, NameRole, Parsed, date, html, markdown, plain, records, seed,
    site_name, title,
};
use crate::text::han::is_han;

/// A way to write an article in a file.
struct Format {
    form: Form,
    /// Reads a decoded text, given the name of its file without folders; none if it is in another form.
    read: fn(text: &str, name: &str) -> Option<Parsed>,
}

/// The first format that reads a text decides its form. What none of them reads is plain text.
const FORMATS: [Format; 3] = [
    Format { form: Form::Html, read: html::read },
    Format { form: Form::Markdown, read: markdown::read },
    Format { form: Form::Seed, read: seed::read },
];

/// Parses decoded `text` as one article of a folder of which nothing is known. `name` is the decoded name of its file without
/// folders: it decides between forms, and is a witness for the title and its list number.
pub fn parse(text: &str, name: &str) -> (Form, Draft) {
    judged(text, name, &FolderVerdict::default())
}

pub(super) fn judged(text: &str, name: &str, verdict: &FolderVerdict) -> (Form, Draft) {
    let read = FORMATS.iter().find_map(|format| Some((format.form, (format.read)(text, name)?)));
    let (form, mut parsed) = read.unwrap_or_else(|| (Form::Plain, plain::parse(text, name)));
    let stem = without_extension(name);
    if form == Form::Plain
        && let Some((title, line)) = records::book(text, stem)
    {
        let rest = [text.get(..line.start), text.get(line.end..)].map(Option::unwrap_or_default).concat();
        parsed = Parsed { title: title.to_owned(), draft: plain::untitled(&rest), ..Parsed::default() };
    }
    if has_extension(name, &["srt", "vtt", "lrc", "ass"]) {
        // They begin with numbers and times.
        parsed = Parsed { title: stem.to_owned(), title_apart: true, ..plain::paragraph_a_line(text) };
    }
    if form == Form::Html && parsed.title_apart {
        let source = parsed.draft.source.text().as_str();
        let title = site_name::without(&parsed.title, verdict, source);
        parsed.title.truncate(title.len());
    }
    let is_named = || title::is_named_after(&parsed.title, name);
    let is_boilerplate = !parsed.title_apart && verdict.is_boilerplate(&parsed.title);
    let is_line = form == Form::Plain && !parsed.title_apart;
    if is_line && (is_boilerplate || verdict.name == NameRole::Title) && !is_named() {
        // The line that seemed to be the title belongs to the text.
        parsed = Parsed { draft: plain::untitled(text), ..Parsed::default() };
    } else if is_boilerplate {
        let title = mem::take(&mut parsed.title);
        parsed.draft.push_first(Kind::Body, &title);
    }
    if parsed.title.is_empty() && is_title(stem, form, verdict) {
        date::without_leading(stem).clone_into(&mut parsed.title);
    }
    (form, parsed.finish(name, verdict))
}

/// Whether a file without a title is called as its name says: where names are titles, and in Markdown, whose notes are.
fn is_title(stem: &str, form: Form, verdict: &FolderVerdict) -> bool {
    let is_word = stem.chars().any(is_han) && date::folder(stem).is_none();
    is_word && (verdict.name == NameRole::Title || form == Form::Markdown)
}
