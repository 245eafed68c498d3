//! The table of keys as bytes: sorted, in checked blocks, with a directory behind them.
//!
//! All that is read at open is the directory; of a block, the check is read with its keys. Little-endian throughout:
//! blocks of 256 keys (4 bytes each), 257 places in the lists (8), a check (8); the first key of each block (4); number of
//! articles (4), of keys (8), bytes of lists (8), a check of everything behind the blocks (8), [`MAGIC`].
//! What must not go in: what a key means.

use std::io::{self, Write};
use std::ops::Range;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Ends a table, with the version of its layout.
const MAGIC: [u8; 8] = *b"xlgrams1";
const KEYS: usize = 256;
const BLOCK: usize = 4 * KEYS + 8 * (KEYS + 1) + 8;
const FOOTER: usize = 4 + 8 + 8 + 8 + 8;

/// Writes a table.
pub(super) struct TableWriter<'a, W> {
    out: &'a mut W,
    articles: u32,
    /// Keys of the block that is being filled, and where their lists begin.
    keys: Vec<u32>,
    places: Vec<u64>,
    first_keys: Vec<u8>,
    count: u64,
    /// End of the lists so far.
    end: u64,
}

impl<'a, W: Write> TableWriter<'a, W> {
    pub(super) fn new(articles: u32, out: &'a mut W) -> Self {
        Self { out, articles, keys: Vec::new(), places: Vec::new(), first_keys: Vec::new(), count: 0, end: 0 }
    }

    /// Adds a key, which must be higher than those before, with the length of its list.
    pub(super) fn entry(&mut self, key: u32, length: u64) -> io::Result<()> {
        self.keys.push(key);
        self.places.push(self.end);
        self.count += 1;
        self.end += length;
        if self.keys.len() == KEYS { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> io::Result<()> {
        let Some(first) = self.keys.first() else { return Ok(()) };
        let number = self.first_keys.len() as u64 / 4;
        self.first_keys.extend_from_slice(&first.to_le_bytes());
        self.keys.resize(KEYS, u32::MAX);
        self.places.resize(KEYS + 1, self.end);
        let mut block = Vec::with_capacity(BLOCK);
        block.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
        block.extend(self.places.iter().flat_map(|place| place.to_le_bytes()));
        block.extend(xxh3_64_with_seed(&block, number).to_le_bytes());
        self.keys.clear();
        self.places.clear();
        self.out.write_all(&block)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_block()?;
        let mut tail = self.first_keys;
        tail.extend(self.articles.to_le_bytes());
        tail.extend(self.count.to_le_bytes());
        tail.extend(self.end.to_le_bytes());
        tail.extend(xxh3_64(&tail).to_le_bytes());
        tail.extend(MAGIC);
        self.out.write_all(&tail)
    }
}

/// What is read of a table at open.
#[derive(Debug)]
pub(super) struct Table {
    first_keys: Vec<u32>,
    count: u64,
    pub(super) articles: u32,
    pub(super) lists: u64,
}

/// A part of the table is not as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damaged;

impl Table {
    /// Reads the directory; none if this is no table, or not a whole one.
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        let (rest, magic) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
        let (rest, check) = rest.split_at_checked(rest.len().checked_sub(8)?)?;
        let numbers = rest.get(rest.len().checked_sub(FOOTER - 16)?..)?;
        let count = u64::from_le_bytes(numbers.get(4..12)?.try_into().ok()?);
        let blocks = usize::try_from(count).ok()?.div_ceil(KEYS);
        let tail = rest.get(blocks.checked_mul(BLOCK)?..)?;
        let whole = tail.len() == blocks * 4 + FOOTER - 16 && magic == MAGIC;
        if !whole || xxh3_64(tail).to_le_bytes() != check {
            return None;
        }
        let first_keys = tail.get(..blocks * 4)?.chunks_exact(4).map(number).collect();
        let lists = u64::from_le_bytes(numbers.get(12..20)?.try_into().ok()?);
        Some(Self { first_keys, count, articles: number(numbers.get(..4)?), lists })
    }

    /// Where the list of `key` lies; none if no article has it.
    ///
    /// # Errors
    /// The block that would tell is damaged.
    pub(super) fn find(&self, bytes: &[u8], key: u32) -> Result<Option<Range<usize>>, Damaged> {
        let Some(number) = self.first_keys.partition_point(|first| *first <= key).checked_sub(1) else {
            return Ok(None);
        };
        let block = bytes.get(number * BLOCK..(number + 1) * BLOCK).ok_or(Damaged)?;
        let (body, check) = block.split_at_checked(BLOCK - 8).ok_or(Damaged)?;
        if xxh3_64_with_seed(body, number as u64).to_le_bytes() != check {
            return Err(Damaged);
        }
        let (keys, places) = body.split_at_checked(4 * KEYS).ok_or(Damaged)?;
        let filled = (self.count as usize - number * KEYS).min(KEYS);
        let keys: Vec<u32> = keys.chunks_exact(4).take(filled).map(self::number).collect();
        let Ok(at) = keys.binary_search(&key) else { return Ok(None) };
        let mut ends = places.chunks_exact(8).skip(at).map(place);
        match (ends.next(), ends.next()) {
            (Some(Ok(start)), Some(Ok(end))) => Ok(Some(start..end)),
            _ => Err(Damaged),
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}

fn place(bytes: &[u8]) -> Result<usize, Damaged> {
    let place = bytes.try_into().map_or(u64::MAX, u64::from_le_bytes);
    usize::try_from(place).map_err(|_too_far| Damaged)
}
