//! JSON: objects with a text are articles, wherever they lie in a file.
//!
//! What must not go in: reading files; a `.jsonl` file comes in batches of lines.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_json::{Value, from_str};

use super::fields::Fields;
use super::{Numbering, Record, Records, Refused};
use crate::format::Form;
use crate::format::fields::{Field, field_of};
use crate::messages::Reason;

/// Records are looked for so deep below the top of a file: `{"data": {"list": [{…}]}}` has three levels.
const DEPTH: usize = 6;

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
        let fields = of_line(line).map_err(|reason| Refused { line: Some(number), reason })?;
        Ok(Record {
            form: Form::Json,
            draft: fields.draft(),
            number: number - 1,
            range,
            line: Some(number),
            given_id: fields.id(),
            member: None,
        })
    })
}

/// The fields of a line.
fn of_line(line: &str) -> Result<Fields, Reason> {
    let object: Object<'_> = from_str(line).map_err(|error| reason(&error))?;
    let fields = object.own_or_inner();
    if fields.is_named(Field::Text) || fields.is_named(Field::Html) || fields.has_summary() {
        Ok(fields)
    } else {
        Err(Reason::NoText)
    }
}

/// Reads a `.json` file. None if it is broken, so that at least its source can be read.
pub(super) fn read(text: &str) -> Option<Records> {
    let Ok(whole) = from_str::<&RawValue>(text) else {
        let lines: Records = json_lines(text, 1).collect();
        return lines.iter().any(Result::is_ok).then_some(lines);
    };
    let mut found = Found { text, numbering: Numbering::new(text), records: Vec::new() };
    found.look(whole, DEPTH);
    if found.records.is_empty() {
        return Some(vec![Err(Refused { line: None, reason: Reason::NoRecords })]);
    }
    Some(found.records)
}

struct Found<'a> {
    text: &'a str,
    numbering: Numbering<'a>,
    records: Records,
}

impl Found<'_> {
    /// Takes the records in `value`.
    fn look(&mut self, value: &RawValue, depth: usize) {
        let Some(below) = depth.checked_sub(1) else { return };
        if value.get().starts_with('[') {
            let items: Vec<&RawValue> = from_str(value.get()).unwrap_or_default();
            return items.into_iter().for_each(|item| self.look(item, below));
        }
        let Some(object) = Object::of(value) else { return };
        let fields = object.fields();
        if fields.has_text() {
            return self.take(value, &fields);
        }
        let before = self.records.len();
        object.0.iter().for_each(|(_, inner)| self.look(inner, below));
        // A summary stands for a text only where there is none further down, as in a feed of articles.
        if self.records.len() == before && fields.has_summary() {
            self.take(value, &fields);
        }
    }

    fn take(&mut self, value: &RawValue, fields: &Fields) {
        // The value is a part of the text, so the distance of their first bytes is its place.
        let start = (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let range = start..start + value.get().len();
        let record = self.numbering.record(Form::Json, fields.draft(), range);
        self.records.push(Ok(Record { given_id: fields.id(), ..record }));
    }
}

/// The members of an object, in order.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    fn of(value: &'a RawValue) -> Option<Self> {
        if value.get().starts_with('{') { from_str(value.get()).ok() } else { None }
    }

    /// The fields, or if they hold no text, those of the first object inside that does: `{"_source": {…}}`.
    fn own_or_inner(&self) -> Fields {
        let own = self.fields();
        if own.is_named(Field::Text) || own.is_named(Field::Html) {
            return own;
        }
        let inner = self.0.iter().filter_map(|(_, value)| Some(Object::of(value)?.fields()));
        inner.into_iter().find(Fields::has_text).unwrap_or(own)
    }

    fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        let mut inside = None;
        for (name, value) in &self.0 {
            let field = field_of(name).map(|(field, _)| field);
            if field == Some(Field::Text) && holds_records(value) {
                continue;
            }
            if field.is_none() && name == "question" {
                inside = Self::of(value);
            }
            let mut values = from_str(value.get()).map(|value| strings(&value)).unwrap_or_default();
            if field == Some(Field::Text) && is_run(value) {
                values = vec![values.concat()];
            }
            fields.extend(name, values);
        }
        // An answer is called as its question.
        if let Some(question) = inside.filter(|_| fields.best(Field::Title).is_empty()) {
            let title = question.0.iter().filter(|(name, _)| name == "title");
            title.for_each(|(name, value)| {
                fields.extend(name, from_str(value.get()).map(|value| strings(&value)).unwrap_or_default());
            });
        }
        fields
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// A name, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// Whether a value is an object, or a list of objects, with a title or a date of its own: then it is no text.
fn holds_records(value: &RawValue) -> bool {
    let items: Vec<&RawValue> = from_str(value.get()).unwrap_or_default();
    let first = Object::of(value).or_else(|| items.first().and_then(|item| Object::of(item)));
    first.is_some_and(|object| {
        let is_own = |field: Field| matches!(field, Field::Title | Field::Date);
        object.0.iter().any(|(name, _)| field_of(name).is_some_and(|(field, _)| is_own(field)))
    })
}

/// Whether a value is one text in pieces, of which those with marks are objects: `["见 ", {"type": "link", "text": "此处"}]`.
fn is_run(value: &RawValue) -> bool {
    let items: Vec<&RawValue> = from_str(value.get()).unwrap_or_default();
    let is = |sign: char| items.iter().any(|item| item.get().starts_with(sign));
    is('{') && is('"')
}

/// What stands for an object where a text is expected: its text, its name, or what a database writes for a single value.
const MEANT: [&str; 17] = [
    "text",
    "content",
    "rendered",
    "name",
    "title",
    "value",
    "内容",
    "文本",
    "正文",
    "名称",
    "姓名",
    "昵称",
    "screen_name",
    "nickname",
    "username",
    "$date",
    "$oid",
];

/// The strings in a value: of a list each, of an object what it means.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(members) => {
            let named = MEANT.iter().find_map(|name| members.get(*name));
            named.map(strings).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
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
    use super::super::super::shown;
    use super::*;

    #[track_caller]
    fn read_line(line: &str) -> Record {
        json_lines(line, 1).next().unwrap().unwrap()
    }

    #[test]
    fn a_line_is_an_article() {
        let article = read_line(
            r#"{"id": "a-7", "title": "开江", "text": "　　甲。\r\n乙", "date": "2019-04-05T08:00:00Z", "x": 1}"#,
        );
        assert_eq!(article.given_id.as_deref(), Some("a-7"));
        assert_eq!(article.draft.title.as_str(), "开江");
        assert_eq!(article.draft.date.unwrap().to_string(), "2019-04-05");
        assert_eq!(shown(&article.draft), "甲。\n乙");
    }

    #[test]
    fn what_is_not_given_is_found_or_left_out() {
        let article = read_line(r#"{"id": 12, "text": "开江\n甲。"}"#);
        assert_eq!((article.given_id.as_deref(), article.draft.title.as_str()), (Some("12"), "开江"));
        let article = read_line(r#"{"html": "<title>开江</title><p>甲<p>乙", "date": "四月"}"#);
        assert_eq!((article.given_id, article.draft.title.as_str()), (None, "开江"));
        assert_eq!(shown(&article.draft), "甲\n乙");
        assert_eq!(article.draft.date, None);
    }

    #[test]
    fn titles_are_not_guessed_when_one_is_given() {
        let article = read_line(r#"{"title": "", "text": "开江\n甲。"}"#);
        assert_eq!((article.draft.title.as_str(), shown(&article.draft).as_str()), ("", "开江\n甲。"));
    }

    #[test]
    fn escaped_controls_meet_the_door() {
        let article = read_line(r#"{"title": "甲\u001b[31m乙", "text": "丙\u0007"}"#);
        assert_eq!((article.draft.title.as_str(), article.draft.removed.controls), ("甲乙", 6));
    }

    #[test]
    fn what_is_no_article_has_a_reason() {
        for (line, reason) in [
            ("{", Reason::CutJson),
            ("{]", Reason::NoJson(2)),
            ("[1]", Reason::WrongJson(0)),
            (r#"{"title": "甲"}"#, Reason::NoText),
        ] {
            let refused = json_lines(line, 1).next().unwrap().unwrap_err();
            assert_eq!(refused, Refused { line: Some(1), reason }, "{line}");
        }
    }

    #[test]
    fn records_are_found_wherever_they_lie() {
        for text in [
            r#"[{"title": "甲", "content": "乙"}]"#,
            r#"{"data": {"list": [{"标题": "甲", "正文": ["乙"]}], "total": 1}}"#,
            r#"{"title": "甲", "body": "<p>乙</p>"}"#,
            r#"{"k1": {"headline": "甲", "内容": "乙"}}"#,
            r#"{"title": "报", "description": "述", "items": [{"title": "甲", "summary": "乙"}]}"#,
            r#"{"content": [{"title": "甲", "content": "乙"}]}"#,
            r#"{"question": {"title": "甲"}, "author": {"name": "丙"}, "content": "乙"}"#,
            "{\"title\": \"甲\", \"text\": \"乙\"}\n{\"title\": \"甲\", \"text\": \"乙\"}",
        ] {
            let records = read(text).unwrap();
            let first = records[0].as_ref().unwrap();
            assert_eq!((first.draft.title.as_str(), shown(&first.draft).as_str()), ("甲", "乙"), "{text}");
            assert!(text.get(first.range.clone()).unwrap().starts_with('{'), "{text}");
        }
        let none = read(r#"{"name": "x", "version": "1", "description": "y"}"#).unwrap();
        assert_eq!(none[0].as_ref().unwrap_err(), &Refused { line: None, reason: Reason::NoRecords });
        assert!(read("{\"a\": ").is_none());
    }
}
