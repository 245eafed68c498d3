//! How fast provinces are recognised, how long the tables take to read, and what tagging adds to loading.
//!
//!     cargo bench --bench province -- [FOLDER]
//!
//! Articles of 1,500 characters are made of sentences dense with names, of sentences without any, and of the texts of
//! FOLDER (else of the sample library), 2,000 each. Loading reads FOLDER on one thread, with and without tags.

#![expect(clippy::disallowed_macros, reason = "a bench prints figures")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use xinglan::corpus::load::{LoadOptions, Root, Tagger, load_all};
use xinglan::province::Recogniser;
use xinglan::province::{PROVINCES, Province};

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

/// Sentences that each name four places.
fn dense() -> Vec<String> {
    const CITIES: [&str; 8] = ["昆山市", "大连", "赣州", "敦煌市", "北海", "伊春", "郑州", "拉萨"];
    let sentence = |(number, province): (usize, &Province)| {
        let (short, full) = (province.short, province.full);
        let city = CITIES[number % CITIES.len()];
        format!("记者从{full}了解到，{short}的苹果昨天运到{city}，车队经过京津冀，司机老周在那里歇了一夜。")
    };
    PROVINCES.iter().enumerate().map(sentence).collect()
}

/// Sentences that name none.
fn sparse() -> Vec<String> {
    let sentences = [
        "清晨五点，磨坊里的灯亮了，老人把昨夜泡好的豆子一勺一勺舀进石磨，水声盖过了他的咳嗽。",
        "机器转得很慢，声音却很响，隔壁的孩子趴在窗台上看，看着看着就忘了写作业。",
        "他说手艺不难，难的是每天都做；做了四十年，手上的茧比石头还硬，心却软了下来。",
    ];
    sentences.map(str::to_owned).to_vec()
}

fn best(times: usize, mut run: impl FnMut()) -> Duration {
    let each = (0..times).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    each.min().unwrap_or_default()
}

fn loading(folder: &str, tagger: &dyn Tagger) -> Duration {
    let options = LoadOptions { threads: 1, ..LoadOptions::default() };
    best(3, || {
        black_box(load_all(&[Root::Path(folder.into())], &options, tagger));
    })
}

/// Prints how fast articles made of `paragraphs` are read.
fn speed(name: &str, recogniser: &Recogniser, paragraphs: &[String]) {
    let articles = articles(paragraphs);
    let bytes: usize = articles.iter().flatten().map(|p| p.len()).sum();
    let read = best(5, || {
        for article in &articles {
            black_box(recogniser.recognise("", article.iter().copied()));
        }
    });
    let each = read.as_secs_f64() / articles.len() as f64;
    println!(
        "{name}: {:.0} articles of {} bytes a second, {:.0} MB/s, {:.2} s for 100,000",
        1.0 / each,
        bytes / articles.len(),
        bytes as f64 / read.as_secs_f64() / 1e6,
        each * 1e5
    );
}

fn main() {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = folder.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").to_owned());
    let mut text = Vec::new();
    paragraphs(Path::new(&folder), &mut text);
    let built = best(20, || {
        black_box(Recogniser::new());
    });
    println!("built in {:.2} ms", built.as_secs_f64() * 1e3);
    let recogniser = Recogniser::new();
    speed("dense with names", &recogniser, &dense());
    speed("without names", &recogniser, &sparse());
    speed("texts of the folder", &recogniser, &text);
    let (plain, tagged) = (loading(&folder, &()), loading(&folder, &recogniser));
    let more = tagged.as_secs_f64() / plain.as_secs_f64() * 100.0 - 100.0;
    println!(
        "loading {:.2} s, with tags {:.2} s: {more:.0} % more",
        plain.as_secs_f64(),
        tagged.as_secs_f64()
    );
}
