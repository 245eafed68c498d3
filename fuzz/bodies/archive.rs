//! An archive with changes, to everything that is done until its articles are there: whatever it is, reading it ends, and what
//! is found lies in it.

use std::fs;
use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, Header};
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::own_files::path;
use super::{changed, magnitude, sign};

/// What is inside.
const MEMBERS: [(&str, &str); 4] = [
    ("栏/江.txt", "江上的题目\n\n江上有船。\n"),
    ("行.jsonl", "{\"title\":\"子\",\"text\":\"一\"}\n{\"title\":\"丑\",\"text\":\"二\"}\n"),
    ("页.html", "<title>页</title><p>水</p>"),
    ("../外.txt", "外面的题目\n\n没有去。\n"),
];

const LETTER: &str = "From: a@example.com\r\nSubject: =?utf-8?B?5rGf?=\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Content-Transfer-Encoding: base64\r\n\r\n5rGf5LiK\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n--b--\r\n";

/// Names with whole archives, to be changed.
static GOOD: LazyLock<[(&str, Vec<u8>); 4]> = LazyLock::new(|| {
    [("江.zip", zipped()), ("江.tar", tarred()), ("江.tar.gz", packed(&tarred())), ("信.eml", LETTER.into())]
});

/// Names of what no program here makes: it is made of the bytes alone.
const OTHERS: [&str; 4] = ["江.tar.bz2", "江.tar.xz", "江.tar.zst", "页.mht"];

fn zipped() -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in MEMBERS {
        let begun = writer.start_file(name, SimpleFileOptions::default());
        begun.unwrap_or_else(|error| panic!("{error}"));
        writer.write_all(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    }
    writer.finish().unwrap_or_else(|error| panic!("{error}")).into_inner()
}

fn tarred() -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, text) in &MEMBERS[..3] {
        let mut header = Header::new_gnu();
        header.set_size(text.len() as u64);
        let added = builder.append_data(&mut header, name, text.as_bytes());
        added.unwrap_or_else(|error| panic!("{error}"));
    }
    builder.into_inner().unwrap_or_else(|error| panic!("{error}"))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_else(|error| panic!("{error}"))
}

/// The first byte chooses an archive, the others change it.
pub(crate) fn archive(data: &[u8]) -> u64 {
    let Some((first, rest)) = data.split_first() else { return 0 };
    let choice = usize::from(*first) % (GOOD.len() + OTHERS.len());
    let (name, bytes) = match GOOD.get(choice) {
        Some((name, good)) => (*name, changed(good, rest)),
        None => (OTHERS[choice - GOOD.len()], rest.to_vec()),
    };
    let path = path(name);
    fs::write(&path, bytes).unwrap_or_else(|error| panic!("{error}"));
    let options = LoadOptions { threads: 1, ..LoadOptions::default() };
    let corpus = load_all(&[Root::Path(path.clone())], &options, &());
    for article in corpus.articles() {
        assert!(article.path().starts_with(&path), "{}", article.path().display());
    }
    for problem in corpus.problems.iter() {
        assert_eq!(problem.file(), path);
    }
    let reasons = corpus.problems.iter().map(|problem| format!("{:?}", problem.reason).len() as u64);
    sign(&[choice as u64, corpus.len() as u64, magnitude(corpus.text_bytes()), reasons.sum()])
}
