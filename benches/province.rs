//! How fast provinces are recognised, how long the tables take to read, and what tagging adds to loading.
//!
//!     cargo bench --bench province -- [FOLDER]
//!
//! Articles of 1,500 characters are cut from the texts of FOLDER (else from the sample library) until there are 2,000.
//! Loading reads FOLDER on one thread, with and without tags.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use xinglan::corpus::load::{LoadOptions, Root, Tagger, load_all};
use xinglan::corpus::{Draft, Tags};
use xinglan::index::Recogniser;

const CHARS: usize = 1_500;
const ARTICLES: usize = 2_000;

/// Paragraphs without markup of all files below a folder.
fn paragraphs(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            paragraphs(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let plain = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest));
            found.extend(plain.map(|part| part.trim().to_owned()).filter(|part| part.chars().count() > 20));
        }
    }
}

/// Articles of about `CHARS` characters, each a list of paragraphs.
fn articles(paragraphs: &[String]) -> Vec<Vec<&str>> {
    let mut articles = Vec::new();
    let mut source = paragraphs.iter().cycle();
    while articles.len() < ARTICLES {
        let (mut article, mut chars) = (Vec::new(), 0);
        while chars < CHARS {
            let Some(paragraph) = source.next() else { return articles };
            chars += paragraph.chars().count();
            article.push(paragraph.as_str());
        }
        articles.push(article);
    }
    articles
}

fn best(times: usize, mut run: impl FnMut()) -> Duration {
    let each = (0..times).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    each.min().unwrap_or_default()
}

/// Loading without tagging.
struct NoTags;

impl Tagger for NoTags {
    fn tags(&self, _: &Draft) -> Tags {
        Tags::default()
    }
}

fn loading(folder: &str, tagger: &dyn Tagger) -> Duration {
    let options = LoadOptions { threads: 1, ..LoadOptions::default() };
    best(3, || {
        black_box(load_all(&[Root::Path(folder.into())], &options, tagger));
    })
}

fn main() {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = folder.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").to_owned());
    let mut text = Vec::new();
    paragraphs(Path::new(&folder), &mut text);
    let articles = articles(&text);
    let bytes: usize = articles.iter().flatten().map(|p| p.len()).sum();
    let built = best(20, || {
        black_box(Recogniser::new());
    });
    let recogniser = Recogniser::new();
    let read = best(5, || {
        for article in &articles {
            black_box(recogniser.recognise("", article.iter().copied()));
        }
    });
    let each = read / ARTICLES as u32;
    println!("built in {:.2} ms", built.as_secs_f64() * 1e3);
    println!(
        "{:.1} µs an article, {:.0} MB/s",
        each.as_secs_f64() * 1e6,
        bytes as f64 / read.as_secs_f64() / 1e6
    );
    println!("{:.2} s for 100,000 articles of {} bytes", each.as_secs_f64() * 1e5, bytes / ARTICLES);
    let (plain, tagged) = (loading(&folder, &NoTags), loading(&folder, &recogniser));
    let more = tagged.as_secs_f64() / plain.as_secs_f64() * 100.0 - 100.0;
    println!(
        "loading {:.2} s, with tags {:.2} s: {more:.0} % more",
        plain.as_secs_f64(),
        tagged.as_secs_f64()
    );
}
