//! The independent witness of `xinglan check`: every character a person would see in a file, by a simple-minded scan of
//! the decoded text that shares no code with the parser. Parser and witness must agree on every file.
//!
//! What must not go in: anything of [`crate::format`], and any repair to make a file agree.
//!
//! What both have in common is data (the names of HTML elements) and the sanitiser ([`crate::text::sanitize`]), whose own
//! account is [`Removed`](crate::text::sanitize::Removed). Blanks are not compared: trimming, joining and indents change them on purpose.

mod entities;
mod fields;
mod lines;
mod markdown;
mod packed;
mod page;
mod records;
mod seen;
mod source;
mod tags;

use std::borrow::Cow;

use lines::{
    clean_all, counted_sign, is_clipped, is_dashes, is_mark, number, parted_at_indents, solid, without_sign,
};
pub use seen::Difference;
use seen::{QUOTED, Streams, is_separator};
pub use source::{Omissions, Source};

use crate::format::{Draft, Form, Kind, Record};
use crate::text::sanitize::{self, CleanText, Ends, is_blank};

/// Digits of a list number are looked for in so many bytes: ten full-width ones, and zeros before them.
const NUMBER_BYTES: usize = 48;
/// At how many places the title is looked for in the text.
const CUTS: usize = 20;

/// What a person would see of a text.
#[derive(Debug, Clone)]
pub struct Naive {
    /// Every character that is no blank, in order.
    pub text: String,
    /// A title that stands apart from the text: of a page's head, of front matter, of a JSON line. No blanks.
    pub title: String,
    /// The name of the file without its extension, for a title that stands there alone. No blanks.
    name: String,
    /// What is left out on purpose.
    pub dropped: Omissions,
    form: Form,
    /// Whether it is read in blocks, of which some may stand beside the article.
    blocks: bool,
    /// Texts that hold every address of the file, without blanks.
    addresses: Vec<String>,
}

/// What a person would see of the article `record` of the document `bytes`, a file called `name`.
pub fn visible_in_document(bytes: &[u8], name: &str, record: &Record) -> Naive {
    let mut naive = Naive::nothing(name, record.form);
    naive.document(bytes, record);
    naive
}

/// What a person would see of `source`, an article of the given `form`.
pub fn visible_chars(source: Source<'_>, form: Form) -> Naive {
    let mut naive = Naive::nothing(source.name, form);
    match form {
        Form::Seed => {
            naive.markup(source.record, false);
            naive.title = naive.clean(&fields::block_title(source.record).unwrap_or_default());
        }
        Form::Html => naive.page_file(source.record),
        Form::Plain => naive.plain(source.record, extension(source.name)),
        Form::Markdown => {
            naive.hold_addresses(source.record);
            naive.markdown(source.record);
        }
        Form::Json => naive.json(source.record),
        Form::Table => naive.table(source.whole, source.record, extension(source.name)),
        Form::Feed => naive.feed(source.record),
        Form::Wiki => naive.wiki(source.record),
        // These are no text.
        Form::Docx | Form::Epub | Form::Odt | Form::Ofd | Form::Pdf => {}
    }
    naive
}

/// What stands after the last dot of a name.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

impl Naive {
    fn nothing(name: &str, form: Form) -> Self {
        let stem = CleanText::line(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        Self {
            text: String::new(),
            title: String::new(),
            name: solid(stem.as_str()),
            dropped: Omissions::default(),
            form,
            blocks: false,
            addresses: Vec::new(),
        }
    }

    fn markup(&mut self, text: &str, page: bool) {
        let seen = page::scan(text, page);
        self.dropped.markup += seen.markup;
        self.dropped.references += seen.references;
        self.title = self.clean(&seen.title);
        self.lines(&seen.text);
    }

    fn page(&mut self, text: &str) {
        self.hold_addresses(text);
        self.markup(text, true);
        if self.title.is_empty() {
            self.title = self.clean(&tags::said_title(text).unwrap_or_default());
        }
    }

    /// A page in a file of its own, which may have front matter in YAML.
    fn page_file(&mut self, text: &str) {
        let lines: Vec<&str> = text.split('\n').collect();
        let is_fenced = lines.first().is_some_and(|line| line.trim_end() == "---");
        let Some(front) = fields::front_matter(&lines).filter(|_| is_fenced) else { return self.page(text) };
        let (left_out, rest) = lines.split_at(front.lines.min(lines.len()));
        self.page(&rest.join("\n"));
        self.dropped.front_matter += left_out.iter().map(|line| line.chars().count() as u32).sum::<u32>();
        if self.title.is_empty() {
            self.title = self.clean(&front.title);
        }
    }

    /// Keeps the text to look addresses up in: as it is, with references decoded, with escapes read as well, and without
    /// any backslash.
    fn hold_addresses(&mut self, text: &str) {
        self.blocks = true;
        let decoded = tags::decoded(text, true);
        let escaped = markdown::unescaped(&markdown::without_controls(text));
        let bare = decoded.replace('\\', "");
        self.addresses = [text, &decoded, &escaped, &bare].map(clean_all).to_vec();
    }

    /// Plain text with two or more references to marks of Chinese text was cut from a page.
    fn without_references(&mut self, text: &str) -> String {
        let names = "nbsp; ldquo; rdquo; lsquo; rsquo; mdash; hellip; middot; quot; #".split(' ');
        let count: usize = names.map(|name| text.matches(&format!("&{name}")).count()).sum();
        if count < 2 {
            return text.to_owned();
        }
        let shown = tags::decoded(text, false);
        self.dropped.references += (text.chars().count() - shown.chars().count()) as u32;
        shown
    }

    /// Lines of text, without the dashes of picture marks.
    fn lines(&mut self, text: &str) {
        let lines: Vec<&str> = sanitize::lines(text).filter(|line| !line.chars().all(is_blank)).collect();
        for (at, line) in lines.iter().enumerate() {
            let neighbour =
                |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| is_mark(line));
            let framing = is_dashes(line) && (neighbour(at.checked_sub(1)) || neighbour(at.checked_add(1)));
            let shown = if is_mark(line) { line.trim_matches(|c| c == '-' || is_blank(c)) } else { line };
            let shown = if framing { "" } else { shown };
            self.dropped.marks += line.matches('-').count() as u32 - shown.matches('-').count() as u32;
            let shown = self.clean(shown);
            self.text.push_str(&shown);
        }
    }

    /// Front matter is left out; what may be a mark is signed, because the comparison lets the draft be without it.
    fn markdown(&mut self, text: &str) {
        let mut lines: Vec<&str> = sanitize::lines(text).collect();
        if let Some(front) = fields::front_matter(&lines) {
            let left_out = lines.drain(..front.lines);
            self.dropped.front_matter += left_out.map(|line| line.chars().count() as u32).sum::<u32>();
            self.title = self.clean(&front.title);
        } else if let Some(first) = fields::joplin(&lines) {
            let left_out = lines.drain(first..);
            self.dropped.front_matter += left_out.map(|line| line.chars().count() as u32).sum::<u32>();
            if first > 0 {
                let title = lines.remove(0);
                self.title = self.clean(title);
            }
        }
        // An escape sequence is one of its line, whatever marks stand in it.
        let lines: Vec<Cow<'_, str>> = lines.into_iter().map(sanitize::mute_escapes).collect();
        let signed = markdown::signed(&lines.join("\n"));
        for line in sanitize::lines(&signed) {
            let shown = self.clean(line);
            self.text.push_str(&shown);
        }
    }

    /// Plain text, whose title may stand in a block of fields.
    fn plain(&mut self, text: &str, extension: &str) {
        let parted = tags::without_breaks(text);
        self.dropped.markup += text.chars().count().saturating_sub(parted.chars().count()) as u32;
        let shown = self.without_references(&parted);
        self.lines(&parted_at_indents(&shown));
        let title = fields::declared(&shown, extension).or_else(|| fields::block_title(&shown));
        self.title = self.clean(&title.unwrap_or_default());
    }

    /// One line sanitised, without blanks.
    fn clean(&mut self, line: &str) -> String {
        let mut text = CleanText::new();
        let removed = text.push_line(line, Ends::Trim);
        self.dropped.removed.add(removed);
        solid(text.as_str())
    }

    /// Whether `draft` holds exactly these characters in this order: list number, title and `.txt`, then the paragraphs.
    /// A title that stands apart is compared with itself, and may be repeated by a heading.
    ///
    /// # Errors
    /// The first [`Difference`].
    pub fn agrees_with(&self, draft: &Draft) -> Result<(), Difference> {
        if self.blocks {
            return self.agrees_in_blocks(draft);
        }
        let (title, body) = (solid(draft.title.as_str()), solid(draft.body().as_str()));
        if title.is_empty() || self.title.contains(&title) || self.name.ends_with(&title) {
            match self.compare(&self.text, &body) {
                Ok(()) => return Ok(()),
                Err(difference) if title.is_empty() => return Err(difference),
                Err(_) => {}
            }
        }
        let whole = title.clone() + &body;
        let start = self.without_number(draft.ordinal);
        let at_start =
            self.compare(start, &whole).or_else(|_| self.compare(start, &(title.clone() + ".txt" + &body)));
        let places = self.text.char_indices().map(|(at, _)| at);
        let is_title = |at: &usize| self.text.get(*at..).is_some_and(|rest| rest.starts_with(&title));
        let mut cuts = places.filter(is_title).take(CUTS);
        if at_start.is_ok() || cuts.any(|at| self.agrees_without(at..at + title.len(), draft.ordinal, &body))
        {
            return Ok(());
        }
        self.compare(&self.text, &whole)
    }

    /// The same for text in blocks, of which some may stand beside the article.
    fn agrees_in_blocks(&self, draft: &Draft) -> Result<(), Difference> {
        let title = solid(draft.title.as_str());
        let mut streams = Streams {
            title_apart: self.title.contains(&title) || self.name.ends_with(&title),
            title: title.chars().collect(),
            numbered: draft.ordinal.is_some(),
            ..Streams::default()
        };
        for (index, paragraph) in draft.whole_paragraphs().iter().enumerate() {
            let text = draft.paragraph_text(index);
            match paragraph.kind {
                // A rule is drawn, not written, and addresses are compared with the file.
                Kind::Rule => {}
                Kind::Link => self.carries(text.as_str())?,
                // A picture inside a paragraph of Markdown comes after it.
                Kind::Image if self.form == Form::Markdown => {
                    streams.beside.extend(solid(text.as_str()).chars());
                }
                Kind::Aside => streams.beside.extend(solid(text.as_str()).chars()),
                // Its name is an attribute of the document, no text of it.
                Kind::Image if self.is_office() => {}
                _ if self.is_office() => {
                    let start = streams.main.len();
                    let sign = counted_sign(text.as_str());
                    streams.signs.extend((sign > 0).then_some((start, start + sign)));
                    streams.main.extend(solid(text.as_str()).chars());
                }
                _ => {
                    let (start, text) = (streams.main.len(), solid(text.as_str()));
                    let sign = text.chars().count() - without_sign(&text).chars().count();
                    if sign > 0 && self.form == Form::Markdown {
                        streams.signs.insert(start, start + sign);
                    }
                    streams.main.extend(text.chars());
                }
            }
        }
        seen::compare(&self.text, &streams, |c| self.is_optional(c))
    }

    /// Whether it comes from a word processor, which counts items by itself.
    fn is_office(&self) -> bool {
        matches!(self.form, Form::Docx | Form::Odt)
    }

    /// Whether the file holds the address at the end of a line of addresses.
    fn carries(&self, line: &str) -> Result<(), Difference> {
        let address = line.rsplit("  ").next().unwrap_or_default();
        let wanted = solid(address);
        if self.addresses.iter().any(|text| text.contains(&wanted)) {
            return Ok(());
        }
        Err(Difference { at: 0, expected: String::new(), found: address.chars().take(QUOTED).collect() })
    }

    /// The text without the list number at its start.
    fn without_number(&self, ordinal: Option<u32>) -> &str {
        let start = self.text.trim_start_matches(|c| is_separator(c) || self.is_optional(c));
        let rest = start.trim_start_matches(|c: char| c.is_numeric());
        let digits = (start.len() - rest.len()).min(NUMBER_BYTES);
        let ends = (1..=digits).filter_map(|length| start.split_at_checked(length));
        let mut ends = ends.filter(|(digits, _)| ordinal.is_some() && number(digits) == ordinal);
        ends.next().map_or(&self.text, |(_, rest)| rest.trim_start_matches(is_separator))
    }

    /// Whether the text is `body` if the title at `range` is cut out, with the list number before it and the `.txt`
    /// after it.
    fn agrees_without(&self, range: std::ops::Range<usize>, ordinal: Option<u32>, body: &str) -> bool {
        let before = self.text.get(..range.start).unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        let without_txt =
            after.get(..4).filter(|end| end.eq_ignore_ascii_case(".txt")).and_then(|_| after.get(4..));
        let number_end = before.trim_end_matches(is_separator);
        let near =
            number_end.get(number_end.ceil_char_boundary(number_end.len().saturating_sub(NUMBER_BYTES))..);
        let digits = near.unwrap_or_default().trim_start_matches(|c: char| !c.is_numeric());
        let numbered = (0..digits.len()).filter_map(|at| digits.split_at_checked(at));
        let befores = numbered
            .filter(|(_, digits)| ordinal.is_some() && number(digits) == ordinal)
            .filter_map(|(_, digits)| number_end.strip_suffix(digits))
            .flat_map(|before| [before, before.trim_end_matches(['（', '(', '[', '【', '〔'])]);
        let is_body = |before: &str, after: &str| {
            let is_bracketed = before.len() < range.start && after.starts_with('》');
            let after = if is_bracketed { after.trim_start_matches('》') } else { after };
            // The name of a site after the title is a line of its own.
            let parted = after.trim_start_matches(['_', '|', '｜', '-', '–', '—']);
            self.compare(&[before, after].concat(), body).is_ok()
                || self.compare(&[before, parted].concat(), body).is_ok()
        };
        befores
            .chain([before, before.trim_end_matches('《')])
            .any(|before| is_body(before, after) || without_txt.is_some_and(|after| is_body(before, after)))
    }

    /// Whether `draft` is `text`, except for optional marks.
    fn compare(&self, text: &str, draft: &str) -> Result<(), Difference> {
        let mut found = draft.chars();
        let mut expected = text.chars();
        let mut at = 0;
        loop {
            let (expected_rest, found_rest) = (expected.as_str(), found.as_str());
            let before = draft.get(..draft.len() - found_rest.len()).unwrap_or_default();
            let seen = text.get(..text.len() - expected_rest.len()).unwrap_or_default();
            match (expected.next(), found.clone().next()) {
                (None, None) => return Ok(()),
                (Some(a), Some(b)) if a == b => {
                    found.next();
                }
                (Some(a), _) if self.is_optional(a) => {}
                (Some(a), _) if is_clipped(before.chars(), a) || is_clipped(seen.chars(), a) => {}
                (_, Some(b)) if is_clipped(before.chars(), b) || is_clipped(seen.chars(), b) => {
                    found.next();
                    expected = expected_rest.chars();
                }
                _ => {
                    let quote = |rest: &str| rest.chars().take(QUOTED).collect();
                    return Err(Difference { at, expected: quote(expected_rest), found: quote(found_rest) });
                }
            }
            at += 1;
        }
    }

    /// Marks of Markdown may be markup or text; which, only a parser knows. Dashes may frame a mark for a picture.
    fn is_optional(&self, c: char) -> bool {
        if self.form == Form::Table {
            return ",\t;|\"".contains(c);
        }
        self.form == Form::Markdown && "#*_~`>[]!\\<=-+|^:".contains(c) || self.blocks && c == '-'
    }
}

#[cfg(test)]
mod tests;
