//! The words of the language: the operators, the names of fields that the lexer accepts and the one with which each term
//! is written, and the values that are words.
//!
//! Words only: the value after a field is parsed in `mod` and written in `write`.

use super::{Role, Term};
use crate::format::Date;
use crate::messages::Lang;

/// The part of an article that an atom asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Province(Role),
    Section,
    Date,
}

const FIELDS: &[(&str, Field)] = &[
    ("@", Field::Province(Role::About)),
    ("省:", Field::Province(Role::About)),
    ("关于:", Field::Province(Role::About)),
    ("主题:", Field::Province(Role::About)),
    ("about:", Field::Province(Role::About)),
    ("province:", Field::Province(Role::About)),
    ("提:", Field::Province(Role::Mentions)),
    ("提及:", Field::Province(Role::Mentions)),
    ("mentions:", Field::Province(Role::Mentions)),
    ("题:", Field::Title),
    ("title:", Field::Title),
    ("栏:", Field::Section),
    ("栏目:", Field::Section),
    ("section:", Field::Section),
    ("年:", Field::Date),
    ("年份:", Field::Date),
    ("月:", Field::Date),
    ("月份:", Field::Date),
    ("日期:", Field::Date),
    ("year:", Field::Date),
    ("month:", Field::Date),
    ("date:", Field::Date),
];

/// The length of the longest name, in characters.
const LONGEST: usize = 12;

/// The value that asks for articles without one, in Chinese and in English.
const NONE: [&str; 2] = ["无", "none"];

/// Between the ends of a range of dates.
pub(super) const RANGE: [&str; 3] = ["..", "至", "到"];

/// Whether a value asks for articles without one.
pub(super) fn is_none(value: &str) -> bool {
    NONE.contains(&value) || value == "無"
}

/// Whether the name of a province asks for articles that mention none.
pub(super) fn is_nowhere(name: &str) -> bool {
    matches!(name, "未提" | "未提省份")
}

/// The value that asks for articles without one, in `lang`.
pub(super) fn none(lang: Lang) -> &'static str {
    let [chinese, english] = NONE;
    if lang == Lang::Zh { chinese } else { english }
}

/// An operator in its ASCII form.
pub(super) fn folded(c: char) -> char {
    match c {
        '＠' => '@',
        '：' => ':',
        '！' => '!',
        '｜' => '|',
        '－' => '-',
        '“' | '”' | '＂' => '"',
        '～' => '~',
        '／' => '/',
        '（' => '(',
        '）' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The field whose name `text` begins with, and the length of the name in characters.
pub(super) fn at_start(text: &str) -> Option<(Field, usize)> {
    let head: String = text.chars().take(LONGEST).map(|c| folded(c).to_ascii_lowercase()).collect();
    let (name, field) = FIELDS.iter().find(|(name, _)| head.starts_with(name))?;
    Some((*field, name.chars().count()))
}

/// The name of the field with which a term is written in `lang`; empty for text.
pub(super) fn sign(term: &Term, lang: Lang) -> &'static str {
    let [chinese, english] = match term {
        Term::Text(_) | Term::Near(_) | Term::Regex(_) => [""; 2],
        Term::Title(_) => ["题:", "title:"],
        Term::Province { role: Role::Mentions, .. } => ["提:", "mentions:"],
        Term::Province { role: Role::About, .. } | Term::Nowhere => ["@"; 2],
        Term::Section(_) => ["栏:", "section:"],
        Term::Date(None) => ["年:", "year:"],
        Term::Date(Some(when)) => match when.date() {
            Some(Date { year: 1.., month: 1.., day: 0 }) => ["月:", "month:"],
            _ if when.is_of_years() => ["年:", "year:"],
            _ => ["日期:", "date:"],
        },
    };
    if lang == Lang::Zh { chinese } else { english }
}
