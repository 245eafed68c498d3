//! Building the index: keys of many articles are sorted together and written as runs, and the runs are merged.
//!
//! Memory does not grow with the number of articles. What must not go in: naming, opening or removing files.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use super::key;
use super::posting_list::{PostingList, push_number};
use crate::text::folding::Folding;

/// Keys of a run: 64 MB. Fewer would be merged more slowly.
const RUN_KEYS: usize = 8 << 20;
/// Articles of a run, whose numbers take 16 bits there.
const RUN_ARTICLES: u32 = 1 << 16;
/// Bytes read at a time of each run while runs are merged.
const READ_BYTES: usize = 64 << 10;

/// Keys are sorted by the upper half of their first character as they come, and by all of it at the end of a run: sorting
/// what fits in the second cache takes half the time. Single characters and pairs are apart.
const BUCKETS: usize = 512;

fn bucket(key: u32) -> usize {
    (if key <= 0xFFFF { key >> 8 } else { 256 + (key >> 24) }) as usize
}

/// Bits of the key by which a pass sorts: what it writes to fits into the first cache.
const PASS: u32 = 12;
/// Fewer keys than this are sorted by comparing.
const FEW: usize = 1 << PASS;

/// Sorts the keys of a bucket by the 24 bits in which they differ, in two passes; equal ones stay in the order of their
/// articles, in which they came. A fifth of the time of comparing.
fn sort(keys: &mut Vec<u64>, spare: &mut Vec<u64>) {
    if keys.len() < FEW {
        keys.sort_unstable();
        return;
    }
    spare.resize(keys.len(), 0);
    for shift in [16, 16 + PASS] {
        let digit = |key: u64| (key >> shift) as usize % FEW;
        let mut places = [0_u32; FEW];
        for key in &*keys {
            if let Some(count) = places.get_mut(digit(*key)) {
                *count += 1;
            }
        }
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for key in &*keys {
            if let Some(place) = places.get_mut(digit(*key)) {
                if let Some(free) = spare.get_mut(*place as usize) {
                    *free = *key;
                }
                *place += 1;
            }
        }
        std::mem::swap(keys, spare);
    }
}

/// Takes articles in and writes the index.
#[derive(Debug)]
pub struct PostingsBuilder {
    /// By bucket: key in the upper 32 of 48 bits, number of the article in the run in the lower 16.
    buckets: Vec<Vec<u64>>,
    /// Keys in the buckets.
    count: usize,
    /// Room for sorting.
    spare: Vec<u64>,
    /// For each character, one more than the last article that has it: it is noted once an article.
    seen: Box<[u32]>,
    /// First article of the run.
    base: u32,
    articles: u32,
    spill: Arc<File>,
    spilled: u64,
    runs: Vec<Run>,
    run_keys: usize,
}

/// Where a run lies in the spill file.
#[derive(Debug)]
struct Run {
    base: u32,
    start: u64,
    end: u64,
}

impl PostingsBuilder {
    /// Nothing taken in yet. `spill` is an empty file open for reading and writing, best one without a name; about half as
    /// large as the text at the end.
    pub fn new(spill: File) -> Self {
        Self {
            buckets: vec![Vec::new(); BUCKETS],
            count: 0,
            spare: Vec::new(),
            seen: vec![0; 1 << 16].into_boxed_slice(),
            base: 0,
            articles: 0,
            spill: Arc::new(spill),
            spilled: 0,
            runs: Vec::new(),
            run_keys: RUN_KEYS,
        }
    }

    /// Takes in the text of an article, title and paragraphs with line breaks between them. Numbers rise.
    ///
    /// # Errors
    /// A full run could not be written.
    pub fn add(&mut self, article: u32, text: &str) -> io::Result<()> {
        // A key takes at least a byte of text, and there are at most two a character.
        let room = self.count + 2 * text.len() <= self.run_keys;
        if !room || article - self.base >= RUN_ARTICLES {
            self.end_run()?;
            self.base = article;
        }
        let number = u64::from(article - self.base);
        let (seen, buckets, count) = (&mut self.seen, &mut self.buckets, &mut self.count);
        key::each(text, Folding::get(), |key| {
            if let Some(last) = seen.get_mut(key as usize) {
                if *last == article + 1 {
                    return;
                }
                *last = article + 1;
            }
            if let Some(bucket) = buckets.get_mut(bucket(key)) {
                bucket.push(u64::from(key) << 16 | number);
                *count += 1;
            }
        });
        self.articles = article + 1;
        Ok(())
    }

    /// Sorts and writes what has been taken in since the last run.
    fn end_run(&mut self) -> io::Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        let mut out = Vec::new();
        let start = self.spilled;
        let mut list = PostingList::default();
        let mut before = 0;
        for pairs in &mut self.buckets {
            sort(pairs, &mut self.spare);
            for group in pairs.chunk_by(|a, b| a >> 16 == b >> 16) {
                let key = group.first().map_or(0, |pair| pair >> 16);
                list.clear();
                for pair in group {
                    list.push(*pair as u32 & 0xFFFF);
                }
                push_number(&mut out, key - before);
                push_number(&mut out, u64::from(list.next() - 1));
                push_number(&mut out, list.bytes.len() as u64);
                out.extend_from_slice(&list.bytes);
                before = key;
            }
            pairs.clear();
            self.spill.write_all_at(&out, self.spilled)?;
            self.spilled += out.len() as u64;
            out.clear();
        }
        self.runs.push(Run { base: self.base, start, end: self.spilled });
        self.count = 0;
        Ok(())
    }

    /// Merges everything taken in and writes the lists; gives the keys, rising, and where the list of each begins, with the
    /// end of the last. `articles` is the number of all articles, also of those without text.
    ///
    /// # Errors
    /// Something could not be written or read back.
    pub fn finish(mut self, articles: u32, lists: &mut impl Write) -> io::Result<(Vec<u32>, Vec<u64>)> {
        self.end_run()?;
        self.buckets = Vec::new();
        let articles = articles.max(self.articles);
        let heads = self.runs.iter().map(|run| RunCursor::new(run, &self.spill));
        let mut heads: Vec<RunCursor> = heads.collect::<io::Result<_>>()?;
        let mut queue: BinaryHeap<_> =
            heads.iter().enumerate().filter_map(|(at, head)| head.place(at)).collect();
        let (mut keys, mut offsets) = (Vec::new(), vec![0]);
        let (mut list, mut stored, mut end) = (PostingList::default(), Vec::new(), 0);
        while let Some(&Reverse((key, _))) = queue.peek() {
            list.clear();
            while let Some(mut top) = queue.peek_mut().filter(|top| top.0.0 == key) {
                let Some(head) = heads.get_mut(top.0.1) else { break };
                list.append(head.base, head.last, &head.bytes);
                head.advance()?;
                match head.place(top.0.1) {
                    Some(place) => *top = place,
                    None => _ = PeekMut::pop(top),
                }
            }
            stored.clear();
            list.store(articles, &mut stored);
            lists.write_all(&stored)?;
            end += stored.len() as u64;
            keys.push(key);
            offsets.push(end);
        }
        Ok((keys, offsets))
    }
}

/// The record of a run that is next.
struct RunCursor {
    base: u32,
    key: u32,
    last: u32,
    bytes: Vec<u8>,
    done: bool,
    rest: BufReader<RunReader>,
}

impl RunCursor {
    fn new(run: &Run, file: &Arc<File>) -> io::Result<Self> {
        let stretch = RunReader { file: Arc::clone(file), at: run.start, end: run.end };
        let rest = BufReader::with_capacity(READ_BYTES, stretch);
        let mut head = Self { base: run.base, key: 0, last: 0, bytes: Vec::new(), done: false, rest };
        head.advance()?;
        Ok(head)
    }

    /// Key and run, for a queue that gives the lowest first; none after the last record.
    fn place(&self, run: usize) -> Option<Reverse<(u32, usize)>> {
        (!self.done).then_some(Reverse((self.key, run)))
    }

    fn advance(&mut self) -> io::Result<()> {
        let Some(distance) = read_number(&mut self.rest)? else {
            self.done = true;
            return Ok(());
        };
        let missing = || io::Error::from(io::ErrorKind::UnexpectedEof);
        self.key += distance as u32;
        self.last = read_number(&mut self.rest)?.ok_or_else(missing)? as u32;
        let length = read_number(&mut self.rest)?.ok_or_else(missing)?;
        self.bytes.resize(length as usize, 0);
        self.rest.read_exact(&mut self.bytes)
    }
}

/// Reads a number as [`push_number`] writes it; none at the end.
fn read_number(from: &mut impl Read) -> io::Result<Option<u64>> {
    let mut number = 0;
    for at in 0..10 {
        let mut byte = [0];
        if from.read(&mut byte)? == 0 {
            return Ok(None);
        }
        number |= u64::from(byte[0] & 0x7F) << (7 * at);
        if byte[0] < 0x80 {
            break;
        }
    }
    Ok(Some(number))
}

/// A part of a file, read from front to end.
struct RunReader {
    file: Arc<File>,
    at: u64,
    end: u64,
}

impl Read for RunReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let room = into.len().min((self.end - self.at) as usize);
        let Some(into) = into.get_mut(..room) else { return Ok(0) };
        let read = self.file.read_at(into, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
impl PostingsBuilder {
    /// A builder whose runs hold few keys, so that a test merges many.
    pub(super) fn with_runs_of(spill: File, run_keys: usize) -> Self {
        Self { run_keys, ..Self::new(spill) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_keys_are_sorted_as_few_are() {
        let key = |n: u64| (0x4E00_0000 | (n.wrapping_mul(0x9E37_79B9) & 0xFF_FFFF)) << 16 | (n % 60_000);
        for many in [FEW - 1, FEW, 5 * FEW] {
            let mut keys: Vec<u64> = (0..many as u64).map(key).collect();
            keys.sort_by_key(|key| key & 0xFFFF);
            let mut compared = keys.clone();
            compared.sort_unstable();
            sort(&mut keys, &mut vec![7; 3]);
            assert_eq!(keys, compared);
        }
    }
}
