//! The words of the language: the operators, the names of fields that the lexer accepts and the one with which each term
//! is written, and the values that are words.
//!
//! Words only: the value after a field is parsed in `mod` and written in `write`.

use super::{Role, Term};
use crate::format::{Date, Field as Said};
use crate::messages::Lang;
use crate::state::ArticleStatus;

/// The part of an article that an atom asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QueryField {
    Whole,
    Title,
    Province(Role),
    Section,
    Date,
    Status,
    Note,
    Statement(Said),
}

const FIELDS: &[(&str, QueryField)] = &[
    ("@", QueryField::Province(Role::About)),
    ("省:", QueryField::Province(Role::About)),
    ("关于:", QueryField::Province(Role::About)),
    ("主题:", QueryField::Province(Role::About)),
    ("about:", QueryField::Province(Role::About)),
    ("province:", QueryField::Province(Role::About)),
    ("提:", QueryField::Province(Role::Mentions)),
    ("提及:", QueryField::Province(Role::Mentions)),
    ("mentions:", QueryField::Province(Role::Mentions)),
    ("词:", QueryField::Whole),
    ("詞:", QueryField::Whole),
    ("word:", QueryField::Whole),
    ("题:", QueryField::Title),
    ("title:", QueryField::Title),
    ("栏:", QueryField::Section),
    ("栏目:", QueryField::Section),
    ("section:", QueryField::Section),
    ("状态:", QueryField::Status),
    ("狀態:", QueryField::Status),
    ("status:", QueryField::Status),
    ("is:", QueryField::Status),
    ("批注:", QueryField::Note),
    ("批註:", QueryField::Note),
    ("note:", QueryField::Note),
    ("年:", QueryField::Date),
    ("年份:", QueryField::Date),
    ("月:", QueryField::Date),
    ("月份:", QueryField::Date),
    ("日期:", QueryField::Date),
    ("year:", QueryField::Date),
    ("month:", QueryField::Date),
    ("date:", QueryField::Date),
    ("作者:", QueryField::Statement(Said::Author)),
    ("author:", QueryField::Statement(Said::Author)),
    ("来源:", QueryField::Statement(Said::Source)),
    ("來源:", QueryField::Statement(Said::Source)),
    ("source:", QueryField::Statement(Said::Source)),
    ("标签:", QueryField::Statement(Said::Tags)),
    ("標籤:", QueryField::Statement(Said::Tags)),
    ("tag:", QueryField::Statement(Said::Tags)),
    ("tags:", QueryField::Statement(Said::Tags)),
];

/// The names of what the user can have done, in Chinese and in English.
const STATUSES: [(ArticleStatus, [&str; 2]); 6] = [
    (ArticleStatus::New, ["新", "new"]),
    (ArticleStatus::Unread, ["未读", "unread"]),
    (ArticleStatus::Opened, ["在读", "opened"]),
    (ArticleStatus::Read, ["已读", "read"]),
    (ArticleStatus::Starred, ["加星", "starred"]),
    (ArticleStatus::Noted, ["有批注", "noted"]),
];

/// What a name after `状态:` means.
pub(super) fn status(name: &str) -> Option<ArticleStatus> {
    let name = name.to_ascii_lowercase();
    STATUSES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(status, _)| *status)
}

/// The name of a status.
pub(super) fn status_name(status: ArticleStatus, lang: Lang) -> &'static str {
    let names = STATUSES.iter().find(|(other, _)| *other == status);
    names.map_or("", |(_, [chinese, english])| if lang == Lang::Zh { chinese } else { english })
}

/// The length of the longest name, in characters.
const LONGEST: usize = 12;

/// The value that asks for articles without one, in Chinese and in English.
const NONE: [&str; 2] = ["无", "none"];

/// The words that stand for operators where they stand alone between terms, as the echo writes them.
const AND: char = '且';
const OR: char = '或';
const NOT: char = '非';

/// What a character alone means as an operator: `&`, `|` or `-`.
pub(super) fn operator(c: char) -> Option<char> {
    match c {
        AND => Some('&'),
        OR => Some('|'),
        NOT => Some('-'),
        _ => None,
    }
}

/// Whether a text is the word for an operator.
pub(super) fn is_operator(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().and_then(operator).is_some() && chars.as_str().is_empty()
}

/// Between the ends of a range of dates.
pub(super) const RANGE: [&str; 3] = ["..", "至", "到"];

/// Whether a value asks for articles without one.
pub(super) fn is_none(value: &str) -> bool {
    NONE.contains(&value) || value == "無"
}

/// The name behind `=`, which asks for a whole author or source.
pub fn whole_name(value: &str) -> Option<&str> {
    value.strip_prefix(['=', '＝']).filter(|name| !name.is_empty())
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
pub(super) fn at_start(text: &str) -> Option<(QueryField, usize)> {
    let head: String = text.chars().take(LONGEST).map(|c| folded(c).to_ascii_lowercase()).collect();
    let (name, field) = FIELDS.iter().find(|(name, _)| head.starts_with(name))?;
    Some((*field, name.chars().count()))
}

/// The name of the field with which a term is written in `lang`; empty for text.
pub(super) fn sign(term: &Term, lang: Lang) -> &'static str {
    let [chinese, english] = match term {
        Term::Text(_) | Term::Near(_) | Term::Regex(_) => [""; 2],
        Term::Whole(_) => ["词:", "word:"],
        Term::Title(_) => ["题:", "title:"],
        Term::Province { role: Role::Mentions, .. } => ["提:", "mentions:"],
        Term::Province { role: Role::About, .. } | Term::Nowhere => ["@"; 2],
        Term::Section(_) => ["栏:", "section:"],
        Term::Status(_) => ["状态:", "status:"],
        Term::Note(_) => ["批注:", "note:"],
        Term::Statement { field: Said::Author, .. } => ["作者:", "author:"],
        Term::Statement { field: Said::Source, .. } => ["来源:", "source:"],
        Term::Statement { .. } => ["标签:", "tag:"],
        Term::Date(None) => ["年:", "year:"],
        Term::Date(Some(when)) => match when.date() {
            Some(Date { year: 1.., month: 1.., day: 0 }) => ["月:", "month:"],
            _ if when.is_of_years() => ["年:", "year:"],
            _ => ["日期:", "date:"],
        },
    };
    if lang == Lang::Zh { chinese } else { english }
}
