//! Letters, and web pages in the form of letters: their text, and what is attached.
//!
//! The text becomes a file that is named after the date and the subject. What must not go in: what the names of files mean.

use std::borrow::Cow;

use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};

use super::ArchiveKind;

/// A file of a letter.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its bytes; of text in UTF-8.
    pub bytes: Vec<u8>,
}

/// The files of a letter or a page; none if the bytes are neither.
pub fn parts(bytes: &[u8], kind: ArchiveKind) -> Option<Vec<Part>> {
    let message = MessageParser::default().parse(bytes)?;
    let is_page = kind == ArchiveKind::WebPage;
    let texts: Vec<&MessagePart<'_>> = message.text_bodies().collect();
    let pages: Vec<&MessagePart<'_>> = message.html_bodies().collect();
    let is_html = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    let is_text = |part: &&MessagePart<'_>| matches!(part.body, PartType::Text(_));
    let html: Option<Cow<'_, str>> = pages.iter().copied().find(is_html).and_then(text_of);
    let plain: Vec<Cow<'_, str>> = texts.iter().copied().filter(is_text).filter_map(text_of).collect();
    let subject = message.subject().unwrap_or_default().trim();
    let date = message.date().map(|date| format!("{:04}-{:02}-{:02} ", date.year, date.month, date.day));
    let stem = format!("{}{}", date.unwrap_or_default(), subject.replace(['/', '\\'], "\u{FF0F}"));
    let stem = if stem.trim().is_empty() { "-" } else { stem.trim() };
    let from = message.from().and_then(|from| from.first());
    let from = from.and_then(|from| from.name().or_else(|| from.address())).unwrap_or_default();
    let mut parts = Vec::new();
    if let Some(html) = html.filter(|_| is_page || plain.is_empty()) {
        let head = match (is_page, subject) {
            (false, subject) => format!(
                "<title>{}</title><meta name=\"author\" content=\"{}\">\n",
                escaped(subject),
                escaped(from)
            ),
            // A page has a title of its own.
            (true, _) => String::new(),
        };
        parts.push(Part { name: format!("{stem}.html"), bytes: (head + &html).into_bytes() });
    } else if !plain.is_empty() {
        parts.push(Part { name: format!("{stem}.txt"), bytes: plain.join("\n\n").into_bytes() });
    }
    for (number, part) in (1..).zip(message.attachments()) {
        let name = part.attachment_name().map_or_else(|| format!("{number}{}", ending(part)), str::to_owned);
        let bytes = match &part.body {
            PartType::Message(inner) => inner.raw_message().to_vec(),
            _ => part.contents().to_vec(),
        };
        parts.push(Part { name, bytes });
    }
    Some(parts)
}

/// The text of a part in UTF-8. What names no encoding is UTF-8, or else what most Chinese text is in.
fn text_of<'a>(part: &'a MessagePart<'_>) -> Option<Cow<'a, str>> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return None };
    Some(Cow::Borrowed(text.as_ref()))
}

/// How the name of a part without one ends.
fn ending(part: &MessagePart<'_>) -> &'static str {
    match (&part.body, part.content_type().map(mail_parser::ContentType::ctype)) {
        (PartType::Text(_), _) => ".txt",
        (PartType::Html(_), _) => ".html",
        (PartType::Message(_), _) => ".eml",
        (_, Some("image")) => ".jpg",
        _ => ".bin",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
