//! Text becomes an article draft, in the form that the file's name and content show.
//!
//! What must not go in: file access, encodings ([`crate::format::decode`]) and sanitising, which the draft does.
//!
//! Each form has a file of its own that recognises it and finds paragraphs and the raw title; what all have in common (the
//! list number, the date in the first lines) is done here. To add a form, add its file, a row in `FORMATS`, a variant of
//! [`Form`], and a second reading for the proof in `check::oracle`.

mod address;
mod blocks;
mod content;
pub mod date;
mod declared;
pub mod decode;
pub mod documents;
pub mod draft;
mod element;
pub mod elements;
pub mod evidence;
mod extension;
mod field_values;
pub mod fields;
mod front_matter;
mod header_block;
mod html;
pub mod html_tokens;
mod markdown;
mod markdown_events;
mod marks;
mod markup;
mod page_head;
mod page_path;
mod paragraphs;
mod plain;
mod records;
mod seed;
mod single;
mod site_name;
pub mod title;
mod verdict;
mod verse;
mod wrapped;

use std::mem;

use extension::without_extension;

pub use address::{names_picture, picture_paths};
pub use date::Date;
pub use draft::{Draft, Encoding, Form, Kind, Paragraph};
pub use field_values::FieldValues;
pub use fields::{Field, Statement, Witness};
pub use records::{Record, Refused, json_lines};
pub use single::parse;
pub use verdict::{DateRole, FolderCorrection, FolderVerdict, NameRole, NumberRole, Split};

/// Dates and fields are looked for in this many paragraphs: after the title come a subtitle, the date and the author.
const FIRST_PARAGRAPHS: usize = 6;
/// And in the last paragraphs, this many: a signature, who edited the text, a remark.
const LAST_PARAGRAPHS: usize = 3;

/// What a form found: the title as it stands, and the body.
#[derive(Debug, Default)]
struct Parsed {
    title: String,
    /// Whether the title stands apart: in front matter, in the head of a page, behind a label. Then it is no line of the
    /// text.
    title_apart: bool,
    draft: Draft,
}

/// Reads the articles of a decoded file. `name` is its decoded name without folders, `verdict` what is known of its folder.
pub fn records(text: &str, name: &str, verdict: &FolderVerdict) -> Vec<Result<Record, Refused>> {
    if let Some(records) = records::read(text, name, verdict) {
        return records;
    }
    let (form, draft) = single::judged(text, name, verdict);
    vec![Ok(Record::whole(form, draft, text.len()))]
}

/// Whether a page is a frame that a program fills: it holds commands of a template language.
pub fn is_template(text: &str, name: &str) -> bool {
    let is_page = extension::has_extension(name, &["html", "htm", "xhtml", "xml"]);
    is_page && ["{%", "{{", "<%"].iter().any(|sign| text.matches(sign).nth(1).is_some())
}

impl Parsed {
    /// Sets the title, the list number and the date.
    fn finish(self, name: &str, verdict: &FolderVerdict) -> Draft {
        let Parsed { title, mut draft, .. } = self;
        // Sanitised first: what follows the number may vanish.
        draft.set_title(&title);
        let title = mem::take(&mut draft.title);
        let line = title::split(title.as_str(), name, verdict.number);
        draft.set_title(line.title);
        draft.ordinal = line.ordinal;
        collect_fields(&mut draft);
        collect_dates(&mut draft, without_extension(name));
        draft.date_witness = draft.dates.witness();
        draft.date = mem::take(&mut draft.dates).best();
        if verdict.date == DateRole::Name {
            let stem = without_extension(name);
            let named = date::in_brackets(stem).or_else(|| date::file_name(stem));
            if let Some(date) = named.filter(|date| date.year > 0) {
                (draft.date, draft.date_witness) = (Some(date), Some(Witness::Name));
            }
        }
        draft
    }
}

/// Adds what single lines above and below the text say: `来源：…`, `（责任编辑：…）`.
fn collect_fields(draft: &mut Draft) {
    let count = draft.paragraphs().len();
    let first = 0..FIRST_PARAGRAPHS.min(count);
    let last = count.saturating_sub(LAST_PARAGRAPHS).max(first.end)..count;
    for index in first.chain(last) {
        let values = header_block::of_line(draft.paragraph_text(index).as_str());
        if !values.is_empty() {
            values.tell(draft, Witness::HeaderBlock);
        }
    }
}

/// Adds the dates of the title, the name of the file, the first and the last paragraphs.
fn collect_dates(draft: &mut Draft, stem: &str) {
    let mut dates = mem::take(&mut draft.dates);
    dates.add(Witness::Bracket, date::in_brackets(draft.title.as_str()).or_else(|| date::in_brackets(stem)));
    dates.add(Witness::Name, date::file_name(stem));
    let count = draft.paragraphs().len();
    for index in 0..FIRST_PARAGRAPHS.min(count) {
        if let Some((date, witness)) = date::line(draft.paragraph_text(index).as_str()) {
            dates.add(witness, Some(date));
        }
    }
    for index in (count.saturating_sub(LAST_PARAGRAPHS)..count).rev() {
        dates.add(Witness::Signature, date::signature(draft.paragraph_text(index).as_str()));
    }
    dates.add(Witness::Signature, date::in_words(stem));
    draft.dates = dates;
}

/// A draft as lines of text, with signs for all but running text.
#[cfg(test)]
fn shown(draft: &Draft) -> String {
    shown_to(draft, draft.paragraphs().len())
}

/// The same with what stands beside the article.
#[cfg(test)]
fn shown_whole(draft: &Draft) -> String {
    shown_to(draft, draft.whole_paragraphs().len())
}

#[cfg(test)]
fn shown_to(draft: &Draft, count: usize) -> String {
    let lines: Vec<String> = (0..count)
        .map(|index| {
            let sign = match draft.whole_paragraphs()[index].kind {
                Kind::Body => String::new(),
                Kind::Heading(level) => format!("[题{level}] "),
                Kind::Item(0) => "[项] ".to_owned(),
                Kind::Item(depth) => format!("[项{depth}] "),
                Kind::Quote => "[引] ".to_owned(),
                Kind::Note => "[注] ".to_owned(),
                Kind::Code => "[码] ".to_owned(),
                Kind::Image => "[图] ".to_owned(),
                Kind::TableHead => "[表头] ".to_owned(),
                Kind::TableRow => "[行] ".to_owned(),
                Kind::Rule => "[线] ".to_owned(),
                Kind::Verse => "[诗] ".to_owned(),
                Kind::Stanza => "[节] ".to_owned(),
                Kind::Footnote => "[脚] ".to_owned(),
                Kind::Aside => "[旁] ".to_owned(),
                Kind::Link => "[址] ".to_owned(),
            };
            format!("{sign}{}", draft.paragraph_text(index))
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
