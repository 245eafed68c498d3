//! Chinese for the user stands in `messages` alone; elsewhere it is grammar: signs of dates, titles and numerals, and the
//! words of the query language.

use std::collections::BTreeMap;

use super::modules::Modules;
use super::tokens::Token;
use super::{made_up, sources};

/// Files whose Chinese is grammar.
const GRAMMAR: &[&str] = &[
    "src/check/oracle/mod.rs",
    "src/format/date.rs",
    "src/format/fields.rs",
    "src/format/paragraphs.rs",
    "src/format/title/measures.rs",
    "src/format/title/mod.rs",
    "src/format/wrapped.rs",
    "src/province/mod.rs",
    "src/province/reading.rs",
    "src/province/recogniser.rs",
    "src/province/sign.rs",
    "src/query/field.rs",
    "src/text/analyse/pairs.rs",
    "src/text/break_class.rs",
    "src/text/han.rs",
    "src/text/numerals.rs",
    "src/text/width.rs",
];

/// Files with Chinese that belongs elsewhere, and how many literals of it. A number may only get smaller.
const OFFENDERS: &[(&str, usize)] = &[
    ("src/complete/vocabulary/token.rs", 1),
    ("src/province/rules/datelines.rs", 1),
    ("src/province/rules/frames.rs", 1),
    ("src/province/rules/people.rs", 2),
    ("src/province/rules/signs.rs", 16),
    ("src/province/rules/streets.rs", 4),
    ("src/province/rules/works.rs", 2),
    ("src/query/mod.rs", 4),
    ("src/query/when.rs", 4),
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

/// Files with more Chinese than they may have.
fn faults(found: &BTreeMap<String, usize>, grammar: &[&str], listed: &[(&str, usize)]) -> Vec<String> {
    let allowed =
        |file: &str| listed.iter().find(|(listed, _)| *listed == file).map_or(0, |(_, count)| *count);
    let mut faults = Vec::new();
    for (file, count) in found.iter().filter(|(file, _)| !grammar.contains(&file.as_str())) {
        if *count > allowed(file) {
            faults.push(format!("{file}: {count} Chinese literals, at most {}", allowed(file)));
        }
    }
    faults
}

/// What the lists could leave out.
fn slack(found: &BTreeMap<String, usize>, grammar: &[&str], listed: &[(&str, usize)]) -> Vec<String> {
    let now = |file: &str| found.get(file).copied().unwrap_or(0);
    let none =
        grammar.iter().filter(|file| now(file) == 0).map(|file| format!("{file}: no Chinese any more"));
    let fewer = listed.iter().filter(|(file, count)| now(file) < *count);
    none.chain(fewer.map(|(file, count)| format!("{file}: {} instead of {count}", now(file)))).collect()
}

#[test]
fn words_for_the_user_stand_in_messages() {
    let found = found(sources());
    let faults = faults(&found, GRAMMAR, OFFENDERS);
    // Shown with --nocapture, and no fault: whoever moves words away need not come here at once.
    for line in slack(&found, GRAMMAR, OFFENDERS) {
        println!("the list can be shorter: {line}");
    }
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
    assert_eq!(faults(&found, &["src/d.rs"], &[("src/a.rs", 2)]), [""; 0]);
    assert_eq!(faults(&found, &[], &[("src/a.rs", 1)]).len(), 2);
    assert_eq!(slack(&found, &["src/b.rs", "src/d.rs"], &[("src/a.rs", 3)]).len(), 2);
}
