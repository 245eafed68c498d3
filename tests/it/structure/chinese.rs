//! Chinese for the user stands in `messages` alone; elsewhere it is grammar: signs of dates, titles and numerals, and the
//! words of the query language.

use std::collections::BTreeMap;

use super::modules::Modules;
use super::tokens::Token;
use super::{made_up, sources};

/// Files whose Chinese is grammar, and what of the grammar it is.
const GRAMMAR: &[(&str, &str)] = &[
    ("src/check/oracle/lines.rs", "the mark of a picture in a text, written a second time"),
    ("src/check/oracle/records.rs", "names in records, written a second time"),
    ("src/export/citation.rs", "endings of the names of newspapers, and 等 of the standard for citations"),
    ("src/format/date/calendar.rs", "年, 月, 日 as folders are called"),
    ("src/format/date/line.rs", "labels and datelines around a date, and how a text is signed"),
    ("src/format/date/mod.rs", "月, 日, 号 of names inside the folder of a year"),
    ("src/format/date/name.rs", "年, 月, 日 and brackets around a date in a name"),
    ("src/format/date/numeral.rs", "zeros and tens of a date, and the eras"),
    ("src/format/date/reading.rs", "年, 月, 日, weekdays and hours"),
    ("src/format/evidence.rs", "what programs call a file by themselves"),
    ("src/format/fields.rs", "names of fields, and what divides their values"),
    ("src/format/header_block.rs", "labels of fields before a text"),
    ("src/format/page_path.rs", "what the path of a page begins with"),
    ("src/format/paragraphs.rs", "the mark of a picture in a text"),
    ("src/format/plain/mod.rs", "what begins and ends official documents"),
    ("src/format/records/chapters.rs", "what begins a chapter, and its numerals"),
    ("src/format/records/dump.rs", "labels of the lines that begin a post"),
    ("src/format/records/fields.rs", "a name of files in records"),
    ("src/format/records/json.rs", "names of what stands for an object"),
    ("src/format/site_name.rs", "what sites are called"),
    ("src/format/title/measures.rs", "measure words that a number in front of a title belongs to"),
    ("src/format/title/mod.rs", "what tells a number in a title from an ordinal before it"),
    ("src/format/wrapped/mod.rs", "chapters and articles of a law, which begin a paragraph"),
    ("src/province/mod.rs", "names and signs of the divisions"),
    ("src/province/reading.rs", "suffixes of the names of divisions"),
    ("src/province/recogniser.rs", "乾, which is not simplified in 乾县"),
    ("src/province/rules/datelines.rs", "年, 月, 日 in the date of a dateline"),
    ("src/province/rules/frames.rs", "和, which begins a county's name and joins two"),
    (
        "src/province/rules/namesakes.rs",
        "what joins the ends of a line, the units after any county, 里 after a side, 路 and 街 after a corner",
    ),
    ("src/province/rules/people.rs", "的, which ends a name"),
    (
        "src/province/rules/signs.rs",
        "signs and verbs of which a rule speaks by itself: 入藏, 抵港, 中京, 新疆, 等四个省",
    ),
    ("src/province/rules/streets.rs", "路 and 道, the streets that have numbers"),
    ("src/province/rules/works.rs", "报 and 法, endings of the titles of papers and laws"),
    ("src/province/sign.rs", "signs of divisions besides the usual ones"),
    ("src/query/field.rs", "the words of the query language"),
    ("src/query/period.rs", "names of days that depend on today"),
    ("src/text/analyse/pairs.rs", "units of time, which a line does not part from their number"),
    (
        "src/text/break_class.rs",
        "々, which does not begin a line, and measure words, which stay with their number",
    ),
    ("src/text/han.rs", "〇, an ideograph among the punctuation"),
    ("src/text/headings.rs", "the units of chapters, and what stands before and after them"),
    ("src/text/natural.rs", "ordinal signs: the parts of works, and what counts them"),
    ("src/text/numerals.rs", "numerals"),
    ("src/text/width.rs", "an ideograph of a young extension, of which the terminal is asked how wide it is"),
];

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af)
}

/// Whether a literal is an end of a range of characters, which is a class and no word.
fn is_end_of_range(tokens: &[Token], at: usize) -> bool {
    let dots =
        |from: usize| tokens.get(from..from + 2).is_some_and(|two| two.iter().all(|token| token.is('.')));
    dots(at + 1) || at >= 3 && dots(at - 3) && tokens[at - 1].is('=') || at >= 2 && dots(at - 2)
}

/// Literals with Chinese in code that is no test, by file.
fn found(sources: Vec<(String, String)>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for module in Modules::of(sources).0.values() {
        let is_chinese = |token: &Token| matches!(token, Token::Literal(text) if text.contains(is_han));
        let tokens = &module.tokens;
        let chinese =
            (0..tokens.len()).filter(|at| is_chinese(&tokens[*at]) && !is_end_of_range(tokens, *at));
        let count = chinese.count();
        if count > 0 && !module.file.starts_with("src/messages") {
            found.insert(module.file.clone(), count);
        }
    }
    found
}

/// Files with Chinese that are not listed, and listed files that have none any more.
fn faults(found: &BTreeMap<String, usize>, grammar: &[(&str, &str)]) -> Vec<String> {
    let listed = |file: &str| grammar.iter().any(|(listed, _)| *listed == file);
    let stray = found.iter().filter(|(file, _)| !listed(file));
    let stray = stray.map(|(file, count)| format!("{file}: {count} Chinese literals"));
    let stale = grammar.iter().filter(|(file, _)| !found.contains_key(*file));
    stray.chain(stale.map(|(file, _)| format!("{file}: no Chinese any more"))).collect()
}

#[test]
fn words_for_the_user_stand_in_messages() {
    let faults = faults(&found(sources()), GRAMMAR);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_chinese_literal_is_found() {
    let found = found(made_up(&[
        (
            "src/a.rs",
            "const A: &str = \"篇\"; // \"篇\"\n/// 篇\nconst B: char = '\\u{4e00}'; const C: &str = \"，\";",
        ),
        (
            "src/c.rs",
            "fn f(c: char) -> bool { matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..'\u{2ffff}') }",
        ),
        ("src/b.rs", "#[cfg(test)] mod tests { const A: &str = \"篇\"; }"),
        ("src/messages/zh.rs", "const A: &str = \"篇\";"),
        ("src/d.rs", "const A: &str = \"年\";"),
    ]));
    assert_eq!(found, BTreeMap::from([("src/a.rs".to_owned(), 2), ("src/d.rs".to_owned(), 1)]));
    let both = [("src/a.rs", "words"), ("src/d.rs", "dates")];
    assert_eq!(faults(&found, &both), [""; 0]);
    assert_eq!(faults(&found, &both[..1]), ["src/d.rs: 1 Chinese literals"]);
    let stale = [both[0], both[1], ("src/b.rs", "nothing")];
    assert_eq!(faults(&found, &stale), ["src/b.rs: no Chinese any more"]);
}
