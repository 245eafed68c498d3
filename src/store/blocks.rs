//! The bytes of an open container; each block is verified before first use.
//!
//! The bytes are mapped from the file or, where the file may go away or be changed by somebody else (on a network file system
//! a lost page would stop every access), read block by block into memory; both behave the same. A mapped file that was
//! changed in place is verified again. What must not go in: what sections mean.
#![expect(unsafe_code, reason = "mapped bytes are lent once they are verified")]

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use super::layout::{BLOCK, FIRST};
use super::mapping::Mapping;

/// How a file is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holding {
    /// Its pages are shared with every other reader.
    Mapped,
    /// Its blocks are read on first access.
    Read,
}

const UNTOUCHED: u8 = 0;
const GOOD: u8 = 1;
const BAD: u8 = 2;

/// The bytes of a container from its start to its directory.
#[derive(Debug)]
pub(super) struct Blocks {
    mapping: Mapping,
    sums: Vec<u64>,
    states: Vec<AtomicU8>,
    /// Whether damage was found in a primary section, and in a derived one.
    damaged: [AtomicBool; 2],
    /// The file, and how it looked when its blocks were last known to be good. Blocks are read from it one at a time.
    file: Mutex<(File, WriteTime)>,
}

/// What tells that a file was changed in place: its length in bytes, and when it was written (seconds, nanoseconds).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WriteTime(u64, i64, i64);

impl WriteTime {
    fn of(file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        Ok(Self(metadata.len(), metadata.mtime(), metadata.mtime_nsec()))
    }
}

impl Blocks {
    /// Holds the first `length` bytes of `file`, which must have at least so many; `sums` has one hash for each block
    /// after [`FIRST`].
    pub(super) fn new(file: File, length: usize, sums: Vec<u64>, holding: Holding) -> io::Result<Self> {
        let mapped = match holding {
            Holding::Mapped => Mapping::file(&file, length)?,
            Holding::Read => None,
        };
        let mapping = mapped.map_or_else(|| Mapping::memory(length), Ok)?;
        let states = sums.iter().map(|_| AtomicU8::new(UNTOUCHED)).collect();
        let stamp = WriteTime::of(&file)?;
        Ok(Self { mapping, sums, states, damaged: Default::default(), file: Mutex::new((file, stamp)) })
    }

    /// The bytes at `range` of the file; `None` if a block there is damaged, or the range is outside the sections. The
    /// caller decides what that means for the container.
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        if range.is_empty() || range.start < FIRST || range.end > self.mapping.len() {
            let within = range.start == range.end && range.end <= self.mapping.len();
            return within.then_some(&[]);
        }
        let touched = (range.start - FIRST) / BLOCK..=(range.end - 1 - FIRST) / BLOCK;
        for block in touched {
            if self.states.get(block)?.load(Ordering::Acquire) != GOOD && !self.check(block) {
                return None;
            }
        }
        // SAFETY: the range lies in the mapping, and all its blocks are GOOD, so that nobody here writes there again.
        // Somebody else may shorten or overwrite a mapped file in this very moment: then these bytes change once, before
        // `notice_changes` forbids them.
        Some(unsafe { self.mapping.bytes(range) })
    }

    /// Whether a derived or a primary section was found damaged or could not be read.
    pub(super) fn is_damaged(&self, derived: bool) -> bool {
        self.notice_changes();
        self.flag(derived).load(Ordering::Relaxed)
    }

    /// Verifies everything anew if the mapped file was changed in place, and gives it up if a part is gone. (A file that is
    /// read into memory cannot change there.)
    fn notice_changes(&self) {
        if !self.mapping.is_file() {
            return;
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, before) = &mut *file;
        let now = WriteTime::of(file).ok();
        let shorter = now.is_none_or(|WriteTime(length, ..)| length < self.mapping.len() as u64);
        if shorter || self.mapping.is_lost() {
            self.states.iter().for_each(|state| state.store(BAD, Ordering::Release));
            self.report_damage(false);
        } else if let Some(now) = now.filter(|now| now != before) {
            *before = now;
            for state in &self.states {
                // What is bad stays bad.
                let _ = state.compare_exchange(GOOD, UNTOUCHED, Ordering::AcqRel, Ordering::Relaxed);
            }
        }
    }

    /// Marks the derived or the primary sections as damaged.
    pub(super) fn report_damage(&self, derived: bool) {
        self.flag(derived).store(true, Ordering::Relaxed);
    }

    fn flag(&self, derived: bool) -> &AtomicBool {
        let [own, other] = &self.damaged;
        if derived { other } else { own }
    }

    /// Bytes of block number `block`.
    fn range(&self, block: usize) -> Range<usize> {
        let start = FIRST + block * BLOCK;
        start..self.mapping.len().min(start + BLOCK)
    }

    /// Verifies a block that is not known to be good.
    #[cold]
    fn check(&self, block: usize) -> bool {
        let (Some(state), Some(sum)) = (self.states.get(block), self.sums.get(block)) else { return false };
        let good = if self.mapping.is_file() {
            // SAFETY: the range of a block lies in the mapping; nobody here writes in a mapped file's memory.
            let sound = xxh3_64(unsafe { self.mapping.bytes(self.range(block)) }) == *sum;
            sound && !self.mapping.is_lost()
        } else {
            let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            match state.load(Ordering::Acquire) {
                UNTOUCHED => self.fill(block, &file.0, *sum),
                known => known == GOOD,
            }
        };
        state.store(if good { GOOD } else { BAD }, Ordering::Release);
        good
    }

    /// Reads an untouched block; the caller holds the lock of `file`.
    fn fill(&self, block: usize, file: &File, sum: u64) -> bool {
        let range = self.range(block);
        let start = range.start as u64;
        // SAFETY: the range lies in the memory. The block is untouched, so nobody has a slice of it, and the lock keeps
        // others from filling it.
        let bytes = unsafe { self.mapping.bytes_mut(range) };
        file.read_exact_at(bytes, start).is_ok() && xxh3_64(bytes) == sum
    }
}
