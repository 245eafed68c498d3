//! Documents: EPUB, DOCX, ODT, OFD, PDF.
//!
//! `tests/data/documents` holds some that real programs have made (`tests/tools/documents.py` makes more and compares them with
//! readers of its own), each with what must be read from it beside it; `XINGLAN_BLESS=1` stores that anew. What must not go in: texts from
//! elsewhere.

mod bounds;
mod docx;
mod epub;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use crate::harness::difference;
use xinglan::check::proof::{Proof, SourceReader};
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Article, Corpus};
use xinglan::format::{Field, Kind};
use xinglan::messages::Lang;
use xinglan::text::WidthPolicy;
use zip::write::SimpleFileOptions;

const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/documents");

/// A ZIP with these members.
fn packed(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn load(folder: &Path) -> Corpus {
    load_all(&[Root::Path(folder.to_owned())], &LoadOptions::default(), &())
}

/// All that is read from a file of these bytes, or why nothing is; and what `check` says against it.
fn read(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("文集");
    fs::create_dir(&root).unwrap();
    fs::write(root.join(name), bytes).unwrap();
    let corpus = load(&root);
    let mut lines: Vec<String> = Vec::new();
    let mut source = SourceReader::new(None, &corpus);
    for article in corpus.articles() {
        lines.extend(described(article));
        let proof = Proof::of(article, &[20, 60], WidthPolicy::default(), &mut source);
        lines.extend(proof.faults.iter().map(|fault| format!("! {}", fault.text(Lang::En))));
    }
    lines.extend(corpus.problems.iter().map(|problem| format!("! {}", problem.reason.text(Lang::En))));
    lines.join("\n")
}

/// An article as lines: what is said of it, then its paragraphs with their kinds.
fn described(article: Article<'_>) -> Vec<String> {
    let mut lines = vec![format!("@ {}", article.title())];
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            lines.push(format!("{name}: {value}"));
        }
    };
    let said = |field: Field| article.statement(field).map(|(text, _)| text.to_string()).unwrap_or_default();
    say("date", article.date().map(|date| date.to_string()).unwrap_or_default());
    say("section", article.section().to_string());
    say("author", said(Field::Author));
    say("source", said(Field::Source));
    say("member", article.place().and_then(|place| place.member).unwrap_or_default());
    let paragraphs = article.paragraphs().chain(article.beside());
    lines.extend(paragraphs.map(|paragraph| match paragraph.kind {
        Kind::Body => paragraph.text.to_string(),
        kind => format!("[{kind:?}] {}", paragraph.text),
    }));
    lines
}

#[test]
fn what_real_programs_write_is_read() {
    let mut names: Vec<String> = fs::read_dir(STORED)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end != "txt"))
        .collect();
    names.sort();
    assert!(names.len() > 1);
    let mut faults = Vec::new();
    for name in names {
        let path = Path::new(STORED).join(&name);
        let found = format!("{}\n", read(&name, &fs::read(&path).unwrap()));
        let kept = Path::new(STORED).join(format!("{name}.txt"));
        if std::env::var_os("XINGLAN_BLESS").is_some_and(|value| value == "1") {
            fs::write(&kept, &found).unwrap();
        }
        let kept = fs::read_to_string(kept).unwrap_or_default();
        if kept != found {
            faults.push(format!("{name}:\n{}", difference(&kept, &found)));
        }
        assert!(!found.contains("\n! "), "{name}: {found}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
