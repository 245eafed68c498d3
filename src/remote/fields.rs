//! The fields by which an index is searched, sorted and counted: how they are mapped, and their values for an article.
//!
//! Text is folded here, blanks that part no word left out, and cut into pairs of characters by the engine. A query is folded
//! in the same way (`translate`), so that both find the same. What must not go in: the article as it is read back, and
//! queries.

use serde_json::{Map, Value, json};

use crate::corpus::{Article, ArticleKey};
use crate::format::{Date, Field};
use crate::text::folding::{Folding, blanks};
use crate::text::natural;

/// Positions between two paragraphs, so that no phrase and no pair of near words reaches from one into the next. A piece of
/// a paragraph has 32,768 characters at most.
pub const PARAGRAPH_GAP: u32 = 70_000;

/// Paragraphs with a gap between them: positions have 31 bits. Those after them have only a line break.
const GAPS: usize = 30_000;

/// The longest keyword in characters: four bytes each stay below the limit of the engine.
const KEYWORD_CHARS: usize = 8_000;

/// Title, as pairs of characters. Below each text, `.c` has its single characters.
pub const TITLE: &str = "t";
/// Title and paragraphs.
pub const BODY: &str = "b";
/// What is said beside the text: author, source, tags, summary.
pub const SAID: &str = "said";
/// The single characters of a text, added to the name of its field.
pub const CHARS: &str = ".c";
/// The state key: that of the first copy.
pub const KEY: &str = "key";
/// Numbers of provinces.
pub const ABOUT: &str = "about";
/// Numbers of provinces.
pub const MENTIONS: &str = "mentions";
/// The section as written.
pub const SECTION: &str = "section";
/// The section and those above it, folded.
pub const ABOVE: &str = "above";
/// The section as text.
pub const SECTION_TEXT: &str = "section_text";
/// The year.
pub const YEAR: &str = "y";
/// Year and month: 201910.
pub const MONTH: &str = "ym";
/// Year, month and day: 20191029.
pub const DAY: &str = "ymd";
/// The month of any year.
pub const MONTH_OF_YEAR: &str = "m";
/// Month and day of any year: 1029.
pub const DAY_OF_YEAR: &str = "md";
/// Position in the order of the folders, unique.
pub const ORDER: &str = "ord";
/// What titles are sorted by, in hexadecimal digits.
pub const TITLE_KEY: &str = "title_key";
/// What dates are sorted by: the newest first.
pub const DATE_RANK: &str = "date_rank";
/// Bytes of text.
pub const BYTES: &str = "bytes";
/// Whether it is a copy of an earlier article.
pub const COPY: &str = "copy";

/// The fields of what is said: as written, folded as a whole, and as text.
pub fn said(field: Field) -> Option<[&'static str; 3]> {
    match field {
        Field::Author => Some(["author", "author_folded", "author_text"]),
        Field::Source => Some(["source", "source_folded", "source_text"]),
        Field::Tags => Some(["tag", "tag_folded", "tag_text"]),
        _ => None,
    }
}

/// The analysis and the mapped fields that an index needs; other fields are the business of who stores articles.
pub fn analysis() -> Value {
    let gram =
        |length: usize| json!({"type": "ngram", "min_gram": length, "max_gram": length, "token_chars": []});
    let custom = |tokenizer: &str| json!({"type": "custom", "tokenizer": tokenizer});
    json!({"tokenizer": {"g1": gram(1), "g2": gram(2)}, "analyzer": {"g1": custom("g1"), "g2": custom("g2")}})
}

/// How the fields of this file are mapped.
pub fn properties() -> Map<String, Value> {
    let text = |gap: u32| {
        let chars = json!({"type": "text", "analyzer": "g1", "norms": false, "index_options": "docs"});
        json!({"type": "text", "analyzer": "g2", "norms": false, "similarity": "boolean",
            "position_increment_gap": gap, "fields": {"c": chars}})
    };
    let keyword = || json!({"type": "keyword"});
    let mut all = Map::new();
    let mut add = |name: &str, mapped: Value| _ = all.insert(name.to_owned(), mapped);
    for name in [TITLE, BODY, SAID, SECTION_TEXT] {
        add(name, text(PARAGRAPH_GAP));
    }
    for [written, folded, searched] in
        [Field::Author, Field::Source, Field::Tags].into_iter().filter_map(said)
    {
        add(written, keyword());
        add(folded, keyword());
        add(searched, text(PARAGRAPH_GAP));
    }
    for name in [KEY, SECTION, ABOVE, TITLE_KEY] {
        add(name, keyword());
    }
    for name in [ABOUT, MENTIONS, YEAR, MONTH, DAY, MONTH_OF_YEAR, DAY_OF_YEAR] {
        add(name, json!({"type": "integer"}));
    }
    for name in [ORDER, DATE_RANK, BYTES] {
        add(name, json!({"type": "long"}));
    }
    add(COPY, json!({"type": "boolean"}));
    all
}

/// The names of the fields that are only searched, never read back.
pub fn unread() -> Vec<String> {
    let texts =
        [Field::Author, Field::Source, Field::Tags].into_iter().filter_map(said).map(|[_, _, text]| text);
    [TITLE, BODY, SAID, SECTION_TEXT].into_iter().chain(texts).map(str::to_owned).collect()
}

/// The values for an article: the `order`-th in the order of the folders, with the state key `key`.
pub fn values(article: Article<'_>, key: ArticleKey, order: u64) -> Map<String, Value> {
    let mut all = Map::new();
    let mut add = |name: &str, value: Value| _ = all.insert(name.to_owned(), value);
    let text = article.text();
    let mut lines = text.as_str().split('\n').map(folded_line);
    let title = lines.next().unwrap_or_default();
    let mut body: Vec<String> = std::iter::once(title.clone()).chain(lines).collect();
    if body.len() > GAPS {
        let rest = body.split_off(GAPS).join("\n");
        body.push(rest);
    }
    body.retain(|line| !line.is_empty());
    add(TITLE, title.into());
    add(BODY, body.into());
    add(
        SAID,
        article.said().texts().map(|said| folded_lines(said.as_str())).collect::<Vec<_>>().concat().into(),
    );
    add(KEY, key_text(key).into());
    let tags = article.tags();
    add(ABOUT, tags.about.iter().collect::<Vec<_>>().into());
    add(MENTIONS, tags.mentions.iter().collect::<Vec<_>>().into());
    let section = article.section();
    if !section.as_str().is_empty() {
        add(SECTION, keyword(section.as_str()).into());
        add(ABOVE, above(section.as_str()).into());
        add(SECTION_TEXT, folded_line(section.as_str()).into());
    }
    for field in [Field::Author, Field::Source, Field::Tags] {
        let (Some([written, folded, searched]), said) = (said(field), article.said().text(field)) else {
            continue;
        };
        if !said.is_empty() {
            add(written, said.lines().map(keyword).collect::<Vec<_>>().into());
            add(
                folded,
                said.lines().map(|line| keyword(&Folding::get().folded(line))).collect::<Vec<_>>().into(),
            );
            add(searched, folded_lines(said).into());
        }
    }
    let date = article.date().unwrap_or_default();
    for (name, number) in date_numbers(date) {
        add(name, number.into());
    }
    add(DATE_RANK, date_rank(date).into());
    add(ORDER, order.into());
    add(TITLE_KEY, title_key(article.label().as_str()).into());
    add(BYTES, article.len().into());
    add(COPY, article.duplicate_of().is_some().into());
    all
}

/// A line as it is searched: folded, without the blanks that part no word.
pub fn folded_line(line: &str) -> String {
    let plain = blanks::without(line);
    Folding::get().folded(plain.as_ref().map_or(line, |(plain, _)| plain))
}

fn folded_lines(text: &str) -> Vec<String> {
    text.lines().map(folded_line).filter(|line| !line.is_empty()).collect()
}

/// A key in 32 hexadecimal digits.
pub fn key_text(key: ArticleKey) -> String {
    format!("{:032x}", key.0)
}

/// As much of a name as a keyword can hold.
pub fn keyword(name: &str) -> String {
    name.chars().take(KEYWORD_CHARS).collect()
}

fn title_key(label: &str) -> String {
    let key = natural::key(label);
    let digit = |number: u8| char::from_digit(number.into(), 16);
    key.iter()
        .take(KEYWORD_CHARS / 2)
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .flatten()
        .collect()
}

/// A section and those above it, folded.
fn above(section: &str) -> Vec<String> {
    let folded = Folding::get().folded(section);
    let ends = folded.match_indices('/').map(|(at, _)| at).chain([folded.len()]);
    ends.filter_map(|end| folded.get(..end)).filter(|path| !path.is_empty()).map(keyword).collect()
}

/// What is known of a date. A year alone is in no month.
fn date_numbers(date: Date) -> Vec<(&'static str, u32)> {
    let [year, month, day] = [u32::from(date.year), u32::from(date.month), u32::from(date.day)];
    let known = [
        (YEAR, year > 0, year),
        (MONTH, year > 0 && month > 0, year * 100 + month),
        (DAY, year > 0 && month > 0 && day > 0, (year * 100 + month) * 100 + day),
        (MONTH_OF_YEAR, month > 0, month),
        (DAY_OF_YEAR, month > 0 && day > 0, month * 100 + day),
    ];
    known.into_iter().filter(|(_, is_known, _)| *is_known).map(|(name, _, number)| (name, number)).collect()
}

/// The newest first; then those without a year, and last those without a date.
fn date_rank(date: Date) -> u64 {
    let number = u64::from(date.year) * 10_000 + u64::from(date.month) * 100 + u64::from(date.day);
    match date {
        date if date == Date::default() => 3_000_000_000,
        Date { year: 0, .. } => 2_000_000_000 - number,
        _ => 1_000_000_000 - number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn a_line_is_folded_and_stray_blanks_are_left_out() {
        assert_eq!(folded_line("推 进 營 商 环 境 ＧＤＰ 2019"), "推进营商环境 gdp 2019");
        assert_eq!(folded_line("开会 计时"), "开会 计时");
    }

    #[test]
    fn a_section_lies_in_those_above_it() {
        assert_eq!(above("要聞/工作"), ["要闻", "要闻/工作"]);
        assert_eq!(above(""), Vec::<String>::new());
    }

    #[test]
    fn dates_come_newest_first_and_then_those_that_know_less() {
        let dates = [
            date(2020, 1, 2),
            date(2020, 1, 0),
            date(2020, 0, 0),
            date(1999, 12, 31),
            date(0, 10, 15),
            date(0, 10, 0),
            Date::default(),
        ];
        assert!(dates.map(date_rank).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_date_says_no_more_than_it_knows() {
        assert_eq!(date_numbers(date(2019, 0, 0)), [(YEAR, 2019)]);
        assert_eq!(date_numbers(date(0, 10, 15)), [(MONTH_OF_YEAR, 10), (DAY_OF_YEAR, 1015)]);
        let whole =
            [(YEAR, 2019), (MONTH, 201_910), (DAY, 20_191_029), (MONTH_OF_YEAR, 10), (DAY_OF_YEAR, 1029)];
        assert_eq!(date_numbers(date(2019, 10, 29)), whole);
    }

    #[test]
    fn every_value_has_a_mapping() {
        let mapped = properties();
        for field in [Field::Author, Field::Source, Field::Tags] {
            assert!(said(field).unwrap().iter().all(|name| mapped.contains_key(*name)));
        }
        assert!(unread().iter().all(|name| mapped.contains_key(name)));
        assert_eq!(title_key("1").len() % 2, 0);
    }
}
