//! Reads the folder of a case and compares.

use std::fs;
use std::path::Path;

use super::case::{Case, Expected};
use xinglan::check::proof::{Proof, SourceReader};
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Article, ArticleKey};
use xinglan::format::{Field, Kind};
use xinglan::messages::{Lang, Reason};
use xinglan::text::WidthPolicy;
use xxhash_rust::xxh3::xxh3_128;

/// What is not as the case says.
pub(super) fn faults(case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    // A name of its own, because the root's name may say something.
    let root = folder.path().join("文集");
    for file in &case.files {
        let path = root.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.bytes()).unwrap();
    }
    let corpus = load_all(&[Root::Path(root.clone())], &LoadOptions::default(), &());
    let mut faults = Vec::new();
    let articles: Vec<Article<'_>> = corpus.articles().collect();
    let paths: Vec<String> = articles.iter().map(|article| below(&root, &article.path())).collect();
    let expected: Vec<&str> = case.articles.iter().map(|article| article.path.as_str()).collect();
    if paths == expected {
        for (article, expected) in articles.iter().zip(&case.articles) {
            faults.extend(article_faults(*article, expected));
        }
    } else {
        faults.push(format!("articles: {paths:?}, not {expected:?}; {:?}", corpus.problems));
    }
    let passed = corpus.problems.iter().filter(|problem| problem.reason.is_passed());
    let mut passed: Vec<String> = passed.map(|problem| below(&root, &problem.path)).collect();
    passed.sort();
    if passed != case.skipped {
        faults.push(format!("passed over: {passed:?}, not {:?}", case.skipped));
    }
    let mut source = SourceReader::new(None, &corpus);
    let unproved = articles.iter().flat_map(|article| {
        let proof = Proof::of(*article, &[20, 60], WidthPolicy::default(), &mut source);
        let label = article.label();
        proof.faults.into_iter().map(move |fault| format!("{label}: {}", fault.text(Lang::En)))
    });
    let unproved: Vec<String> = unproved.collect();
    match &case.unproved {
        None => faults.extend(unproved),
        Some(reason) if unproved.is_empty() => faults.push(format!("is proved now, but: {reason}")),
        Some(_) => {}
    }
    faults.into_iter().map(|fault| format!("  {}: {fault}", case.name)).collect()
}

fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_str().unwrap().to_owned()
}

fn article_faults(article: Article<'_>, expected: &Expected) -> Vec<String> {
    let mut faults = Vec::new();
    let mut differ = |what: &str, found: String, wanted: &str| {
        if found != wanted {
            faults.push(format!("{}: {what} is {found:?}, not {wanted:?}", expected.path));
        }
    };
    for (name, wanted) in &expected.fields {
        differ(name, field(article, name), wanted);
    }
    if !expected.paragraphs.is_empty() {
        let found: Vec<String> = article.paragraphs().map(|p| shown(p.kind, p.text.as_str())).collect();
        differ("text", found.join("\n"), &expected.paragraphs.join("\n"));
    }
    let raw = raw(article);
    if ArticleKey(xxh3_128(&raw)) != article.key() {
        faults.push(format!("{}: its key is not the hash of its bytes", expected.path));
    }
    faults
}

fn field(article: Article<'_>, name: &str) -> String {
    let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    let said = |field: Field| {
        let said = article.statement(field).map(|(text, _)| text.as_str().replace('\n', " "));
        said.unwrap_or_default()
    };
    match name {
        "title" => article.title().to_string(),
        "label" => article.label().to_string(),
        "date" => article.date().map(|date| date.to_string()).unwrap_or_default(),
        "ordinal" => number(article.ordinal()),
        "section" => article.section().to_string(),
        "id" => article.given_id().unwrap_or_default().to_owned(),
        "line" => number(article.line()),
        "author" => said(Field::Author),
        "source" => said(Field::Source),
        "tags" => said(Field::Tags),
        "summary" => said(Field::Summary),
        "duplicate" => article.duplicate_of().map(|_| "yes".to_owned()).unwrap_or_default(),
        "record" => number(article.place().map(|place| place.number)),
        "raw" => String::from_utf8_lossy(&raw(article)).lines().next().unwrap_or_default().to_owned(),
        "encoding" => article.encoding().name().to_owned(),
        "form" => format!("{:?}", article.form()),
        _ => panic!("an article has no field {name}"),
    }
}

/// The bytes of its file that it was read from.
fn raw(article: Article<'_>) -> Vec<u8> {
    let mut bytes = fs::read(article.path()).unwrap();
    if let Some(place) = article.place() {
        bytes = bytes[place.bytes.start as usize..place.bytes.end as usize].to_vec();
    }
    bytes
}

/// A paragraph with its kind.
fn shown(kind: Kind, text: &str) -> String {
    if kind == Kind::Body { text.to_owned() } else { format!("[{kind:?}] {text}") }
}

#[test]
fn lines_of_one_file_may_be_in_several_encodings() {
    let folder = tempfile::tempdir().unwrap();
    let line = |title: &str| format!("{{\"title\": \"{title}\", \"text\": \"水从东边的渠里来，很清。\"}}\n");
    let mut bytes = line("老屋的井").into_bytes();
    bytes.extend_from_slice(&encoding_rs::GB18030.encode(&line("旧渠的水")).0);
    fs::write(folder.path().join("甲.jsonl"), bytes).unwrap();
    let corpus = load_all(&[Root::Path(folder.path().to_owned())], &LoadOptions::default(), &());
    let read: Vec<(String, &str)> =
        corpus.articles().map(|article| (article.title().to_string(), article.encoding().name())).collect();
    assert_eq!(read, [("老屋的井".to_owned(), "UTF-8"), ("旧渠的水".to_owned(), "GB18030")]);
    let mut source = SourceReader::new(None, &corpus);
    for article in corpus.articles() {
        let proof = Proof::of(article, &[20], WidthPolicy::default(), &mut source);
        assert!(proof.faults.is_empty(), "{:?}", proof.faults);
    }
    let told = corpus.problems.iter().filter(|problem| matches!(problem.reason, Reason::TwoEncodings(..)));
    assert_eq!(told.count(), 1);
}
