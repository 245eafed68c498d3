//! An index that somebody else has made: which of its fields are title, text, date and section, as `remotes.toml` says, and its
//! documents as ours.
//!
//! Its analyzer is unknown, so that what it finds is looked at here and its counts are lower bounds. What must not go in: requests.

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::document::{hex, title_key};
use super::mapping::field;
use super::object::set;
use crate::query::{Clause, Literal, Query, Term};
use crate::search::{ListOrder, SortBy};

/// Articles that are looked at where nothing is asked for.
pub(super) const MOST_WITHOUT_QUERY: usize = 2_000;

/// The fields of an index of somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForeignFields {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// The date: a text that begins as `2024-05-03`, or milliseconds since 1970.
    pub date: Option<String>,
    /// What the list shows as the section.
    pub section: Option<String>,
}

impl ForeignFields {
    /// What all articles satisfy that a query finds. The engine may find fewer: its analyzer decides what a phrase is.
    pub(super) fn wanted(&self, query: &Query) -> Value {
        let conditions: Vec<Value> =
            query.clauses().iter().filter_map(|clause| self.clause(clause)).collect();
        if conditions.is_empty() { json!({"match_all": {}}) } else { json!({"bool": {"filter": conditions}}) }
    }

    /// A condition for a clause, if the engine can be asked for all of its terms.
    fn clause(&self, clause: &Clause) -> Option<Value> {
        if clause.refused {
            return None;
        }
        let any: Option<Vec<Value>> = clause.literals.iter().map(|literal| self.literal(literal)).collect();
        Some(json!({"bool": {"should": any?, "minimum_should_match": 1}}))
    }

    fn literal(&self, literal: &Literal) -> Option<Value> {
        if literal.negated {
            return None;
        }
        let phrase = |text: &str, fields: &[&String]| json!({"multi_match": {"query": text, "type": "phrase", "fields": fields}});
        match &literal.term {
            Term::Text(text) => Some(phrase(text, &[&self.title, &self.text])),
            Term::Title(text) => Some(phrase(text, &[&self.title])),
            Term::Near(words) => {
                let all: Vec<Value> = words.iter().map(|word| phrase(word, &[&self.text])).collect();
                Some(json!({"bool": {"filter": all}}))
            }
            _ => None,
        }
    }

    /// Makes a request for our fields one for those of the index.
    pub(super) fn adapt(&self, body: &mut Value, order: ListOrder) {
        for ours in ["docvalue_fields", "aggs"] {
            set(body, ours, Value::Null);
        }
        if body.get("_source") != Some(&json!(false)) {
            let fields = [Some(&self.title), Some(&self.text), self.date.as_ref(), self.section.as_ref()];
            set(body, "_source", fields.into_iter().flatten().cloned().collect());
        }
        let way = |falls: bool| if falls == order.reversed { "asc" } else { "desc" };
        let by_id = json!({"_id": way(false)});
        let sort = match &self.date {
            Some(date) if order.by == SortBy::Date => {
                json!([{date: {"order": way(true), "missing": "_last", "unmapped_type": "date"}}, by_id])
            }
            _ => json!([by_id]),
        };
        set(body, "sort", sort);
    }

    /// A document of the index as one of ours.
    pub(super) fn document(&self, id: &str, source: &Value) -> Value {
        let text_of = |name: &str| match value_at(source, name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(parts)) => {
                parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
            }
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let (title, text) = (text_of(&self.title), text_of(&self.text));
        let section = self.section.as_deref().map(text_of).unwrap_or_default();
        let date = self.date.as_deref().and_then(|name| date(value_at(source, name)?));
        let key = hex(xxh3_128(format!("{title}\n{text}").as_bytes()));
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let mut document = json!({
            field::KEY: key, field::ORDER: 0, field::PLACE_KEY: id, field::TITLE_KEY: title_key(&title),
            field::LENGTH: text.len(), field::CHARS: text.chars().count(),
            field::DOCUMENT: {
                "title": title, "section": section, "form": "plain", "encoding": "UTF-8", "place": {"path": id},
                "lines": lines,
            },
        });
        if let Some((year, month, day)) = date {
            set(
                &mut document,
                field::DATE,
                (u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)).into(),
            );
            if let Some(stored) = document.get_mut(field::DOCUMENT) {
                set(stored, "date", json!([year, month, day]));
            }
        }
        document
    }
}

/// The value of a field, which may lie within others: `meta.title`.
fn value_at<'a>(source: &'a Value, name: &str) -> Option<&'a Value> {
    source.get(name).or_else(|| name.split('.').try_fold(source, |value, part| value.get(part)))
}

/// The day that a value names.
fn date(value: &Value) -> Option<(u16, u8, u8)> {
    if let Some(milliseconds) = value.as_i64() {
        let moment = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
        let day = jiff::tz::Offset::UTC.to_datetime(moment).date();
        return Some((u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8));
    }
    let mut numbers = value.as_str()?.split(|c: char| !c.is_ascii_digit());
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part = |most: u8| numbers.next().and_then(|part| part.parse().ok()).filter(|part| *part <= most);
    let month = part(12).unwrap_or(0);
    Some((year, month, if month > 0 { part(31).unwrap_or(0) } else { 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> ForeignFields {
        ForeignFields {
            title: "meta.headline".into(),
            text: "content".into(),
            date: Some("published".into()),
            section: None,
        }
    }

    #[test]
    fn a_document_of_others_becomes_one_of_ours() {
        let source = json!({"meta": {"headline": "渡口"}, "content": "甲。\n\n乙。", "published": "2024-05-03T10:00:00Z"});
        let document = fields().document("x1", &source);
        assert_eq!(document[field::DOCUMENT]["title"], "渡口");
        assert_eq!(document[field::DOCUMENT]["lines"], json!(["甲。", "乙。"]));
        assert_eq!(
            (&document[field::DATE], &document[field::DOCUMENT]["date"]),
            (&json!(20_240_503), &json!([2024, 5, 3]))
        );
        let bare = fields().document("x2", &json!({}));
        assert_eq!((&bare[field::DOCUMENT]["title"], &bare[field::DATE]), (&json!(""), &Value::Null));
    }

    #[test]
    fn dates_are_read_as_texts_and_as_milliseconds() {
        for (value, expected) in [
            (json!("2024-05-03"), Some((2024, 5, 3))),
            (json!("2024/5"), Some((2024, 5, 0))),
            (json!("2024"), Some((2024, 0, 0))),
            (json!(1_714_730_400_000_i64), Some((2024, 5, 3))),
            (json!("3. Mai"), None),
            (json!(null), None),
        ] {
            assert_eq!(date(&value), expected, "{value}");
        }
    }

    #[test]
    fn what_the_engine_cannot_be_asked_for_is_left_to_us() {
        let wanted = |query: &str| fields().wanted(&Query::parse(query)).to_string();
        assert_eq!(wanted("-水 /甲.乙/ @辽宁"), r#"{"match_all":{}}"#);
        assert!(wanted("渡口").contains(r#""fields":["meta.headline","content"]"#));
        assert_eq!(wanted("渡口|-水"), r#"{"match_all":{}}"#);
    }
}
