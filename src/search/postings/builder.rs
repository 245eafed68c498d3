//! Building the index by external sorting: the keys of many articles are sorted and written as runs, and the runs merged.
//!
//! Memory does not grow with the number of articles. What must not go in: naming, opening and removing files.

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

/// Most keys in a run: 64 MB. Smaller runs merge more slowly.
const RUN_KEYS: usize = 8 << 20;
/// Most articles in a run, where their numbers take 16 bits.
const RUN_ARTICLES: u32 = 1 << 16;
/// Bytes read from a run at a time while runs are merged.
const READ_BYTES: usize = 64 << 10;

/// Keys go into buckets by the high byte of their first character, and each bucket is sorted at the end of the run:
/// sorting what fits into the L2 cache takes half the time. Single characters and pairs have separate buckets.
const BUCKETS: usize = 512;

fn bucket(key: u32) -> usize {
    (if key <= 0xFFFF { key >> 8 } else { 256 + (key >> 24) }) as usize
}

/// Bits of the key that one pass sorts by, few enough that the counters fit into the L1 cache.
const PASS: u32 = 12;
/// Fewer keys than this are sorted by comparison.
const FEW: usize = 1 << PASS;

/// Radix sort of a bucket by the 24 bits in which its keys differ, in two passes. It is stable, so that equal keys stay
/// in the order of their articles, and takes a fifth of the time of a comparison sort.
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

/// Collects the keys of articles and writes the index.
#[derive(Debug)]
pub struct PostingsBuilder {
    /// The keys by bucket. Of 48 bits, the upper 32 are the key and the lower 16 the number of the article in the run.
    buckets: Vec<Vec<u64>>,
    /// Number of keys in the buckets.
    count: usize,
    /// Scratch space for sorting.
    spare: Vec<u64>,
    /// For each character, one more than the last article that has it, so that an article records it once.
    seen: Box<[u32]>,
    /// The first article of the run.
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
    /// A builder without articles. `spill` is an empty file open for reading and writing, best an unnamed one; it grows to
    /// about half the size of the text.
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

    /// Adds an article: its title and paragraphs, separated by line breaks. Articles come in ascending order.
    ///
    /// # Errors
    /// A full run could not be written.
    pub fn add(&mut self, article: u32, text: &str) -> io::Result<()> {
        // Every character takes at least a byte and has at most two keys.
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

    /// Sorts and writes the keys added since the last run.
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

    /// Merges the runs and writes the lists. Returns the keys in ascending order, and where the list of each begins,
    /// followed by the end of the last. `articles` counts all articles, including those without text.
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

/// The next record of a run.
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
        let range = RunReader { file: Arc::clone(file), at: run.start, end: run.end };
        let rest = BufReader::with_capacity(READ_BYTES, range);
        let mut head = Self { base: run.base, key: 0, last: 0, bytes: Vec::new(), done: false, rest };
        head.advance()?;
        Ok(head)
    }

    /// Key and run, for a queue with the lowest first; `None` after the last record.
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

/// Reads a number that [`push_number`] wrote; `None` at the end.
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

/// A range of a file, read from start to end.
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
    /// A builder with small runs, so that a test merges many.
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
