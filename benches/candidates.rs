//! How fast candidates are found in a large vocabulary.
//!
//!     cargo bench --bench candidates -- [FOLDER]
//!
//! The vocabulary has 500,000 words made of pairs and triples of common characters. With FOLDER, its texts are read, and
//! it is told how fast they are cut into words, how fast the words are counted, and what is offered from them.

#![expect(clippy::disallowed_macros, reason = "a bench prints figures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use xinglan::complete::WordIndexer;
use xinglan::complete::candidates::{CandidateSource, CompletionTarget};
use xinglan::complete::vocabulary::{Vocabulary, VocabularyBuilder};
use xinglan::corpus::Article;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::text::dictionary::cut;

const WORDS: usize = 500_000;
const LINES: &[&str] = &[
    "s",
    "sh",
    "shi",
    "shis",
    "ysh",
    "zhjj",
    "yingsh",
    "yingshanghj",
    "yingshanghuanjing",
    "chongqing",
    "zhongqing",
    "jsj",
    "zzzz",
    "黑lj",
    "@",
    "@sx",
    "xian",
    "ggggggg",
    "xi'an",
    "a",
];

fn best(times: usize, mut run: impl FnMut()) -> Duration {
    let each = (0..times).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    each.min().unwrap_or_default()
}

/// A vocabulary of words that nobody says.
fn invented() -> Vocabulary {
    let common: Vec<char> = ('一'..='龥').filter(|c| (*c as u32).is_multiple_of(7)).take(3_000).collect();
    let mut dice = 7_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    let mut builder = VocabularyBuilder::default();
    let mut words = Vec::new();
    for number in 0..WORDS {
        let length = [2, 2, 2, 3, 3, 4][number % 6];
        words.push((0..length).filter_map(|_| common.get(roll(common.len()))).collect::<String>());
    }
    // Word number n stands in one article of those whose number is divided by n: a few in all, most in one.
    for article in [1_usize, 2, 4, 8, 16, 32, 64] {
        builder.article("");
        for word in words.iter().step_by(article) {
            builder.add(word, &[word.len()], false);
        }
    }
    builder.finish()
}

/// Time that this thread has been run, whatever else the machine does. Linux only.
fn processor_seconds() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0.0) / 1e9
}

/// Counts the words of a folder and tells how long that took.
fn counted(folder: &str) -> Vocabulary {
    let corpus = load_all(&[Root::Path(folder.into())], &LoadOptions::default(), &());
    let megabytes = corpus.text_bytes() as f64 / 1e6;
    let tell = |what: &str, start: f64| {
        let seconds = processor_seconds() - start;
        println!("{what:<28} {seconds:>6.2} s  {:>6.1} MB/s", megabytes / seconds);
    };
    println!("{} articles, {megabytes:.1} MB of clean text, one thread, time of the processor", corpus.len());
    let start = processor_seconds();
    corpus.articles().for_each(|article| _ = black_box(cut(article.text().as_str())));
    tell("cut alone", start);
    let (mut indexer, start) = (WordIndexer::default(), processor_seconds());
    corpus.articles().for_each(|article: Article<'_>| indexer.article(article));
    tell("cut, breaks and counts", start);
    let start = processor_seconds();
    let vocabulary = indexer.vocabulary.finish();
    tell("chosen and written", start);
    vocabulary
}

/// Tells how fast candidates are found.
fn offer(vocabulary: Vocabulary, show: usize) {
    println!("{} words, {} bytes", vocabulary.len(), vocabulary.bytes().map_or(0, <[u8]>::len));
    let source = CandidateSource { vocabulary: Some(vocabulary), ..CandidateSource::default() };
    for line in LINES {
        let Some(target) = CompletionTarget::of(line) else { continue };
        let found = source.candidates(&target, 64);
        let time = best(20, || _ = black_box(source.candidates(&target, 64)));
        let first: Vec<String> = found.iter().take(show).map(|c| format!("{} {}", c.text, c.docs)).collect();
        println!("{line:<20} {:>3} candidates {time:>10.1?}  {}", found.len(), first.join("  "));
    }
}

fn main() {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    match folder {
        Some(folder) => offer(counted(&folder), 9),
        None => offer(invented(), 0),
    }
}
