//! Every form of file, as data: small folders in `tests/cases/forms/*.case`, and what must be read from them.
//!
//! A case is lines of text. A line that begins with `@@` says what follows:
//!
//! ```text
//! @@ case A sentence that says the rule
//! @@ file folder/name.txt [gb18030 | big5 | utf-16le | utf-16be] [mark] [crlf] [bare]
//! the lines of the file (`mark`: a byte order mark; `crlf`: \r\n; `bare`: no line break at the end)
//! @@ article folder/name.txt
//! title: what the title must be; empty: there is none
//! date: 2021-03-04
//! | a paragraph, with its kind in brackets before it if it is no running text
//! @@ skipped folder/package.json
//! ```
//!
//! The articles are all articles of the folder in the order of `list`. Of an article only what is said is compared: `title`,
//! `label`, `date`, `ordinal`, `section`, `author`, `source`, `tags` (with blanks between), `summary`, `duplicate` (yes), `id`, `line`,
//! `record`, `raw` (the first line of the raw bytes at its place, as UTF-8), `encoding`, `form`, and the paragraphs if one is
//! given. Everything must be proved by `check`; `@@ unproved REASON` says that it is not yet.
//!
//! What must not go in: text from elsewhere.

mod case;
mod compare;
mod given;
mod said;

use std::fs;
use std::path::Path;

use case::Case;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/forms");

/// All cases of a file below [`CASES`], each in a folder of its own. Reports all that fail, not the first one.
#[track_caller]
fn run(file: &str) {
    let text = fs::read_to_string(Path::new(CASES).join(file)).unwrap();
    let cases = Case::parse(&text);
    assert!(!cases.is_empty(), "{file} has no case");
    let faults: Vec<String> = cases.iter().flat_map(compare::faults).collect();
    assert!(faults.is_empty(), "{file}:\n{}", faults.join("\n"));
}

macro_rules! cases {
    ($($name:ident: $file:literal),* $(,)?) => {
        $(#[test] fn $name() { run($file); })*

        #[test]
        fn every_file_of_cases_is_run() {
            let run = [$($file),*];
            let mut there: Vec<String> = fs::read_dir(CASES).unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            there.sort();
            there.retain(|name| !run.contains(&name.as_str()));
            assert_eq!(there, Vec::<String>::new());
        }
    };
}

// One line for each file of cases, in alphabetical order.
cases! {
    crawls: "crawls.case",
    dates: "dates.case",
    exports: "exports.case",
    folders: "folders.case",
    front_matter: "front-matter.case",
    headers: "headers.case",
    lines: "lines.case",
    markup: "markup.case",
    pages: "pages.case",
    passed_over: "passed-over.case",
    records: "records.case",
    structure: "structure.case",
}
