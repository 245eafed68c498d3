//! Text becomes an article draft, in the form that the file's name and content show.
//!
//! What must not go in: file access, encodings ([`crate::format::decode`]) and sanitising, which the draft does.
//!
//! Each form has a file of its own that finds paragraphs and the raw title; what all have in common (the list number,
//! the date in the first lines) is done here.

pub mod date;
pub mod decode;
pub mod draft;
pub mod elements;
mod html;
mod inline;
mod json;
mod markdown;
mod markup;
mod paragraphs;
mod plain;
mod seed;
pub mod title;
mod wrapped;

use std::mem;

pub use draft::{Date, Draft, Encoding, Form, Kind, Paragraph};
pub use json::{JsonArticle, parse_json_line};

/// A date is looked for in this many paragraphs: after the title come a subtitle, the date and the author.
const DATE_PARAGRAPHS: usize = 6;

/// What a form found: the title as it stands, and the body.
#[derive(Debug, Default)]
struct Parsed {
    title: String,
    draft: Draft,
}

/// Parses decoded `text`. `name` is the decoded name of its file without folders: it decides between forms, and is a
/// witness for the title and its list number.
pub fn parse(text: &str, name: &str) -> (Form, Draft) {
    let (form, parsed) = match form_of(text, name) {
        DetectedForm::Seed(start) => (Form::Seed, seed::parse(text, start)),
        DetectedForm::Html => (Form::Html, html::parse(text, None)),
        DetectedForm::Markdown => (Form::Markdown, markdown::parse(text)),
        DetectedForm::Plain => (Form::Plain, plain::parse(text, name)),
    };
    (form, parsed.finish(name))
}

enum DetectedForm {
    Seed(usize),
    Html,
    Markdown,
    Plain,
}

fn form_of(text: &str, name: &str) -> DetectedForm {
    if has_extension(name, &["html", "htm", "xhtml", "shtml"]) || is_page(text) {
        return DetectedForm::Html;
    }
    if has_extension(name, &["md", "markdown", "mkd"]) {
        return DetectedForm::Markdown;
    }
    seed::body_start(text).map_or(DetectedForm::Plain, DetectedForm::Seed)
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| extensions.iter().any(|other| other.eq_ignore_ascii_case(end)))
}

/// Whether a file of any name is a whole web page.
fn is_page(text: &str) -> bool {
    let text = text.trim_start();
    ["<!doctype html", "<html"].iter().any(|head| {
        text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
            && text
                .get(head.len()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
    })
}

impl Parsed {
    /// Sets the title, the list number and the date.
    fn finish(self, name: &str) -> Draft {
        let Parsed { title, mut draft } = self;
        // Sanitised first: what follows the number may vanish.
        draft.set_title(&title);
        let title = mem::take(&mut draft.title);
        let line = title::split(title.as_str(), name);
        draft.set_title(line.title);
        draft.ordinal = line.ordinal;
        draft.date = draft.date.or_else(|| first_date(&draft));
        draft
    }
}

/// The first full date of the first paragraphs, else the first one without a year.
fn first_date(draft: &Draft) -> Option<crate::format::Date> {
    let dates: Vec<crate::format::Date> = (0..DATE_PARAGRAPHS.min(draft.paragraphs().len()))
        .filter_map(|index| date::line(draft.paragraph_text(index).as_str()))
        .collect();
    dates.iter().find(|date| date.year > 0).or_else(|| dates.first()).copied()
}

/// A draft as lines of text, with signs for all but running text.
#[cfg(test)]
fn shown(draft: &Draft) -> String {
    use crate::format::Kind;
    let lines: Vec<String> = (0..draft.paragraphs().len())
        .map(|index| {
            let sign = match draft.paragraphs()[index].kind {
                Kind::Body => "",
                Kind::Heading => "[题] ",
                Kind::Item => "[项] ",
                Kind::Quote => "[引] ",
                Kind::Code => "[码] ",
                Kind::Image => "[图] ",
            };
            format!("{sign}{}", draft.paragraph_text(index))
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
