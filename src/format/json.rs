//! Parses one line of a `.jsonl` file to one article.
//!
//! What must not go in: reading the file; the caller passes lines.

use serde::Deserialize;
use serde_json::error::Category;

use super::{Form, Parsed, Record, Refused, html, plain};
use crate::format::Draft;
use crate::format::date;
use crate::format::fields::Witness;
use crate::messages::Reason;

/// An article of a `.jsonl` file.
#[derive(Debug, Clone)]
pub struct JsonArticle {
    /// The article's own id; a number is converted to text.
    pub id: Option<String>,
    /// Title, date and paragraphs.
    pub draft: Draft,
}

/// The keys of a line; others are ignored.
#[derive(Deserialize)]
struct JsonFields {
    id: Option<Id>,
    title: Option<String>,
    text: Option<String>,
    html: Option<String>,
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Parses `line`: `{"id"?, "title"?, "text" | "html", "date"?}`. With a title, each line of `text` is a paragraph;
/// without one, the title is found as in a plain text file.
///
/// # Errors
/// The line is not a JSON object of that shape, or has neither `text` nor `html`.
pub fn parse_json_line(line: &str) -> Result<JsonArticle, Reason> {
    let line: JsonFields = serde_json::from_str(line).map_err(|error| reason(&error))?;
    let parsed = match (&line.text, &line.html) {
        (_, Some(html)) => html::parse(html, line.title.as_deref()),
        (Some(text), None) if line.title.is_some() => plain::paragraph_a_line(text),
        (Some(text), None) => plain::parse(text, ""),
        (None, None) => return Err(Reason::NoText),
    };
    let Parsed { title, mut draft } = parsed;
    draft.dates.add(Witness::Record, line.date.as_deref().and_then(date::field));
    let title = line.title.unwrap_or(title);
    let id = line.id.map(|id| match id {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    });
    Ok(JsonArticle { id, draft: Parsed { title, draft }.finish("") })
}

/// Reads the lines of `text`, the first of which has the number `first` (from 1) in its file. Lines without text are passed
/// over.
pub fn json_lines(text: &str, first: u32) -> impl Iterator<Item = Result<Record, Refused>> {
    let mut start = 0;
    let lines = (first..).zip(text.split('\n')).map(move |(number, line)| {
        let range = start..start + line.len();
        start = range.end + 1;
        (number, line, range)
    });
    lines.filter(|(_, line, _)| !line.trim().is_empty()).map(|(number, line, range)| {
        let read = parse_json_line(line).map_err(|reason| Refused { line: Some(number), reason })?;
        Ok(Record {
            form: Form::JsonLine,
            draft: read.draft,
            number: number - 1,
            range,
            line: Some(number),
            given_id: read.id,
            member: None,
        })
    })
}

fn reason(error: &serde_json::Error) -> Reason {
    match error.classify() {
        Category::Syntax | Category::Io => Reason::NoJson(error.column()),
        Category::Data => Reason::WrongJson(error.column()),
        Category::Eof => Reason::CutJson,
    }
}

#[cfg(test)]
mod tests {
    use super::super::shown;
    use super::*;

    #[track_caller]
    fn read(line: &str) -> JsonArticle {
        parse_json_line(line).unwrap()
    }

    #[test]
    fn a_line_is_an_article() {
        let article = read(
            r#"{"id": "a-7", "title": "3开江.txt", "text": "　　甲。\r\n乙", "date": "2019-04-05T08:00:00Z", "x": 1}"#,
        );
        assert_eq!(article.id.as_deref(), Some("a-7"));
        assert_eq!((article.draft.title.as_str(), article.draft.ordinal), ("开江", Some(3)));
        assert_eq!(article.draft.date.unwrap().to_string(), "2019-04-05");
        assert_eq!(shown(&article.draft), "甲。\n乙");
    }

    #[test]
    fn what_is_not_given_is_found_or_left_out() {
        let article = read(r#"{"id": 12, "text": "开江\n甲。"}"#);
        assert_eq!((article.id.as_deref(), article.draft.title.as_str()), (Some("12"), "开江"));
        let article = read(r#"{"title": null, "html": "<title>开江</title><p>甲<p>乙", "date": "四月"}"#);
        assert_eq!((article.id, article.draft.title.as_str()), (None, "开江"));
        assert_eq!(shown(&article.draft), "甲\n乙");
        assert_eq!(article.draft.date, None);
    }

    #[test]
    fn titles_are_not_guessed_when_one_is_given() {
        let article = read(r#"{"title": "", "text": "开江\n甲。"}"#);
        assert_eq!((article.draft.title.as_str(), shown(&article.draft).as_str()), ("", "开江\n甲。"));
    }

    #[test]
    fn escaped_controls_meet_the_door() {
        let article = read(r#"{"title": "甲\u001b[31m乙", "text": "丙\u0007"}"#);
        assert_eq!((article.draft.title.as_str(), article.draft.removed.controls), ("甲乙", 6));
    }

    #[test]
    fn what_is_no_article_has_a_reason() {
        for (line, reason) in [
            ("", Reason::CutJson),
            ("{]", Reason::NoJson(2)),
            ("[1]", Reason::WrongJson(3)),
            (r#"{"title": "甲"}"#, Reason::NoText),
            (r#"{"text": 5}"#, Reason::WrongJson(10)),
            (r#"{"id": [], "text": ""}"#, Reason::WrongJson(9)),
        ] {
            assert_eq!(parse_json_line(line).unwrap_err(), reason, "{line}");
        }
    }
}
