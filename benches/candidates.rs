//! How fast candidates are found in a large vocabulary.
//!
//!     cargo bench --bench candidates
//!
//! The vocabulary has 500,000 words made of pairs and triples of common characters, with numbers of articles that fall
//! as in a real corpus.

use std::hint::black_box;
use std::time::{Duration, Instant};

use xinglan::index::candidates::{Offers, Tail};
use xinglan::index::vocabulary::VocabularyBuilder;

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

fn main() {
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
    let start = Instant::now();
    let vocabulary = builder.finish();
    println!(
        "{} words, {} bytes, written in {:?}",
        vocabulary.len(),
        vocabulary.bytes().len(),
        start.elapsed()
    );
    let offers = Offers { vocabulary: Some(vocabulary), ..Offers::default() };
    for line in LINES {
        let Some(tail) = Tail::of(line) else { continue };
        let found = offers.candidates(&tail, 64).len();
        let time = best(20, || _ = black_box(offers.candidates(&tail, 64)));
        println!("{line:<20} {found:>3} candidates {time:>10.1?}");
    }
}
