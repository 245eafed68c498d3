//! Bytes of a snapshot that somebody has changed, with every checksum made right again: whatever is in it, nothing panics and
//! nothing unclean is shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use xinglan::complete::vocabulary::Vocabulary;
use xinglan::concordance::section_builders;
use xinglan::corpus::load::LoadOptions;
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::search::near_duplicates::NearDuplicateFinder;
use xinglan::search::order::OrderCache;
use xinglan::search::postings::Postings;
use xinglan::search::{Budget, Scan, SearchRequest, SearchSnapshot};
use xinglan::text::sanitize::is_shown as is_shown_char;
use xinglan::text::{Clean, CleanText};
use xxhash_rust::xxh3::xxh3_64;

use super::own_files::path;
use super::{changed, magnitude, sign};

/// From the layout of a container (`src/store/layout.rs`): bytes before the first section, bytes a checksum is of, and where
/// in the header stand the directory, its number of entries, the number of blocks, two hashes, and how long it is.
const FIRST: usize = 4096;
const BLOCK: usize = 64 << 10;
const DIRECTORY: usize = 40;
const ENTRIES: usize = 48;
const BLOCKS: usize = 56;
const DIRECTORY_HASH: usize = 64;
const OWN_HASH: usize = 80;
const ENTRY: usize = 24;

struct Kept {
    path: PathBuf,
    spec: SnapshotSpec,
    bytes: Vec<u8>,
}

static KEPT: LazyLock<Kept> = LazyLock::new(|| {
    let root = path("library");
    let texts = [
        ("甲/2019-10-29/1江.txt", "1江上\n\n松花江在吉林开江，渡口的人说冰薄了。\n辽宁、黑龙江也一样。\n"),
        ("甲/2江.txt", "2江上\n\n松花江在吉林开江，渡口的人说冰薄了。\n辽宁、黑龙江也一样👩\u{200d}👩。\n"),
        ("乙/3.md", "# 海棠书院\n\n书院在山东，1905年，海棠书院的人种树。\n"),
        ("乙/4.jsonl", "{\"id\":\"a\",\"title\":\"题\",\"text\":\"江水\"}\n{\"text\":\"江\\n水\"}\nx\n"),
    ];
    for (name, text) in texts {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&root)).unwrap_or_else(|error| panic!("{error}"));
        fs::write(path, text).unwrap_or_else(|error| panic!("{error}"));
    }
    let path = path("snapshot");
    let spec = SnapshotSpec::new(vec![root], LoadOptions::default(), path.clone(), false);
    let none = |_| std::ops::ControlFlow::Continue(());
    spec.make(Recogniser::shared(), section_builders(), &none).unwrap_or_else(|error| panic!("{error}"));
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{error}"));
    Kept { path, spec, bytes }
});

/// A good snapshot with changes.
pub(crate) fn snapshot(data: &[u8]) -> u64 {
    let kept = &*KEPT;
    let mut bytes = changed(&kept.bytes, data);
    make_right(&mut bytes);
    write(&kept.path, &bytes);
    let Ok(corpus) = kept.spec.open() else { return 0 };
    let mut seen = vec![magnitude(corpus.len())];
    for article in corpus.articles().take(64) {
        for text in [article.text(), article.title(), article.section()] {
            is_clean(text);
        }
        is_clean(article.label().as_clean());
        let paragraphs = article.paragraphs().take(64).map(|p| is_shown(p.text)).count();
        let facts =
            (article.date(), article.ordinal(), article.line(), article.duplicate_of(), article.chars());
        let more = (
            article.path(),
            article.file_name(),
            article.given_id().map(str::len),
            article.removed().total(),
        );
        std::hint::black_box((facts, more));
        seen.push(paragraphs as u64);
    }
    let stored = corpus.stored.clone();
    let postings = stored.as_deref().and_then(Postings::stored).map(Arc::new);
    let finder = stored.as_deref().and_then(NearDuplicateFinder::stored);
    let vocabulary = Vocabulary::stored(&corpus);
    let words =
        vocabulary.map_or(0, |words| (0..words.len().min(64) as u32).filter_map(|n| words.get(n)).count());
    seen.extend([u64::from(postings.is_some()), u64::from(finder.is_some()), magnitude(words)]);
    let annotations = Arc::default();
    let searched = SearchSnapshot { corpus: corpus.clone(), annotations, postings };
    let query = Query::parse("江 -海棠");
    let request = SearchRequest { query, ..SearchRequest::default() };
    let mut scan = Scan::new(request, searched, &mut OrderCache::default(), None);
    while !scan.is_done() {
        scan.advance(Budget::WHOLE, &|| false);
    }
    let rows = scan.found().rows;
    seen.extend([magnitude(rows.ids().take(64).count()), u64::from(corpus.is_damaged())]);
    sign(&seen)
}

fn write(path: &Path, bytes: &[u8]) {
    // A new file: the old one may still be mapped.
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{error}"));
}

/// A paragraph may end wherever the forged offsets say, also between a joiner and its emoji.
fn is_shown(text: Clean<'_>) {
    let may_stand = |c: char| is_shown_char(c) || matches!(c, '\n' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
    assert!(text.as_str().chars().all(may_stand), "{:?}", text.as_str());
}

fn is_clean(text: Clean<'_>) {
    let stored = text.as_str().as_bytes();
    assert!(
        Clean::stored(stored).is_some() || CleanText::masked(stored).as_clean() == text,
        "{:?}",
        text.as_str()
    );
}

/// Makes the sums of blocks, directory and header right, as far as the header still says where they are.
fn make_right(bytes: &mut [u8]) {
    let number = |bytes: &[u8], at: usize| {
        let eight = bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok());
        eight.map_or(0, |eight| u64::from_le_bytes(eight) as usize)
    };
    let (directory, entries, blocks) =
        (number(bytes, DIRECTORY), number(bytes, ENTRIES), number(bytes, BLOCKS));
    if directory < FIRST || directory > bytes.len() || entries > bytes.len() || blocks > bytes.len() {
        return close(bytes, None);
    }
    let sums = directory + entries * ENTRY;
    for block in 0..blocks {
        let start = FIRST + block * BLOCK;
        let Some(data) = bytes.get(start..directory.min(start + BLOCK)) else { break };
        let sum = xxh3_64(data);
        if let Some(place) = bytes.get_mut(sums + 8 * block..sums + 8 * block + 8) {
            place.copy_from_slice(&sum.to_le_bytes());
        }
    }
    let sum = bytes.get(directory..sums + 8 * blocks).map(xxh3_64);
    close(bytes, sum);
}

fn close(bytes: &mut [u8], directory: Option<u64>) {
    if let (Some(sum), Some(place)) = (directory, bytes.get_mut(DIRECTORY_HASH..DIRECTORY_HASH + 8)) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
    let own = bytes.get(..OWN_HASH).map_or(0, xxh3_64);
    if let Some(place) = bytes.get_mut(OWN_HASH..OWN_HASH + 8) {
        place.copy_from_slice(&own.to_le_bytes());
    }
}
