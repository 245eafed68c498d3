//! One language at a time: what the program says in English has no Chinese, and what it says in Chinese no English, but for
//! what belongs to the reader: the text and the names of articles, and what was typed.
//!
//! `library` is read by every test: its ideographs stand in no message (which `fixture` proves), so that whatever else is
//! found in English comes from the program. `commands` runs what prints, `screens` draws every state, `visit` opens the
//! reader in a terminal.

mod commands;
mod fixture;
mod screens;
mod visit;

use std::collections::{BTreeMap, BTreeSet};

use xinglan::messages::Lang;

const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

/// Words of letters in Chinese, class by class.
const WORDS: &[(&str, &str)] = &[
    (
        "keys have their names on the keyboard",
        "Space Tab Esc Enter BS Up Down Left Right Home End PgUp PgDn Ctrl Shift Zj Zk Zl ZZ",
    ),
    (
        "the program, its commands, and those it names",
        "xinglan list show search check kwic collocates keyness stats index export man completions config push notes state cache doctor help ssh less",
    ),
    (
        "values of arguments, which are typed so",
        "auto always never bash zsh fish all zh en usual safe province section year month tag author source path title length hits relevance place word article date l1 l3 r1 r3 l2 r2 gbk",
    ),
    (
        "names of columns, for programs",
        "left use right title date provinces section path line paragraph start value uses word log dice joint expected \
         likelihood count ratio per million articles there by chars",
    ),
    ("variables of the environment, and one of their values", "LANG TERM dumb"),
    ("encodings", "UTF ASCII GBK GB18030 gb18030 big5 utf 16le 16be hz"),
    ("forms of files, and the fields of one", "JSON PDF text html Markdown CSV EPUB"),
    ("endings of the names of files, and one such name", "txt jsonl md csv tsv epub pdf png docs snapshot"),
    ("a standard for citations, and the ways to cite", "GB T plain gbt7714 gbt"),
    ("units", "MB MiB"),
    ("the name of a byte", "NUL"),
    ("an engine", "OpenSearch"),
    ("protocols, and what a line is typed into", "SSH https shell"),
    ("a language has its own name, for one who reads no other", "English"),
    ("protections of the kernel", "Landlock seccomp"),
];

/// What of `text` is in another language than `lang`: lines with the words in question. `named` belongs to the reader.
fn strangers(text: &str, lang: Lang, named: &[&str]) -> Vec<String> {
    let own = fixture::ideographs();
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut rest = line.to_owned();
        for name in named.iter().filter(|name| !name.is_empty()) {
            rest = rest.replace(name, " ");
        }
        let found = match lang {
            Lang::En => chinese(&rest, &own),
            Lang::Zh => english(&rest),
        };
        if !found.is_empty() {
            lines.push(format!("{found:?} in: {line}"));
        }
    }
    lines
}

/// Chinese characters and punctuation that are not `own`. A language has its own name: 中文.
fn chinese(line: &str, own: &BTreeSet<char>) -> Vec<String> {
    let is_chinese = |c: char| is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}');
    let line = line.replace("中文", "");
    line.chars().filter(|c| is_chinese(*c) && !own.contains(c)).map(String::from).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Words of two and more letters that are not in the list. What begins with a dash is an option.
fn english(line: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let mut found = Vec::new();
    for token in line.split(|c: char| !is_part(c) && !"-_…".contains(c)) {
        // Of a word that is cut nobody knows what it was.
        let is_option = token.starts_with('-') && token.len() > 1 || token.ends_with('…');
        let words = token.split(|c: char| !is_part(c)).filter(|_| !is_option);
        let words = words.filter(|word| word.len() > 1 && word.contains(|c: char| c.is_ascii_alphabetic()));
        found.extend(words.filter(|word| !is_allowed(word)).map(str::to_owned));
    }
    found
}

/// Whether a word may stand in Chinese: `F3`, `40g`, the key of an article, or a word of the list.
fn is_allowed(word: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_function_key = word.strip_prefix('F').is_some_and(is_number);
    let is_counted_key = word.strip_suffix(['g', 'G']).is_some_and(is_number);
    let is_key = word.len() == 16 && word.chars().all(|c| c.is_ascii_hexdigit());
    is_function_key
        || is_counted_key
        || is_key
        || WORDS.iter().any(|(_, words)| words.split(' ').any(|allowed| allowed == word))
}

/// What was found in another language, each line once with where it was seen first.
#[derive(Default)]
struct Findings(BTreeMap<(String, &'static str), String>);

impl Findings {
    fn look(&mut self, what: &str, text: &str, lang: Lang, named: &[&str]) {
        let name = if lang == Lang::En { "English" } else { "Chinese" };
        for line in strangers(text, lang, named) {
            self.0.entry((line, name)).or_insert_with(|| what.to_owned());
        }
    }
}

impl Drop for Findings {
    fn drop(&mut self) {
        let lines: Vec<String> =
            self.0.iter().map(|((line, lang), what)| format!("{lang}, {what}: {line}")).collect();
        assert!(lines.is_empty() || std::thread::panicking(), "{}", lines.join("\n"));
    }
}

#[test]
fn another_language_is_noticed() {
    let found = |text, lang| !strangers(text, lang, &["/tmp/abc", "甲"]).is_empty();
    assert!(found("10 篇", Lang::En) && found("a，b", Lang::En) && found("【List】", Lang::En));
    assert!(!found("10 articles “鹭” — 中文 甲", Lang::En));
    assert!(found("共 10 readers", Lang::Zh) && found("GZIP", Lang::Zh));
    assert!(!found("Esc 恢复 --by-what F3 C-d /tmp/abc", Lang::Zh));
}
