//! The bytes of an open container; each block is verified before first use. The only file with unsafe code, for memory
//! mapping.
//!
//! The bytes are mapped from the file or, where the file may go away (on a network file system a lost page kills the
//! process), read block by block into anonymous memory; both behave the same. What must not go in: what sections mean.
#![expect(unsafe_code, reason = "a file is mapped nowhere else")]

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use rustix::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};
use xxhash_rust::xxh3::xxh3_64;

use super::layout::{BLOCK, FIRST};

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
    start: NonNull<u8>,
    length: usize,
    sums: Vec<u64>,
    states: Vec<AtomicU8>,
    /// Whether damage was found in a primary section, and in a derived one.
    damaged: [AtomicBool; 2],
    /// The file that blocks are read from, one at a time; `None` if it is mapped.
    source: Option<Mutex<File>>,
}

// SAFETY: the memory belongs to this value alone. It is written only in `fill`, by the one holder of the lock, and only in
// a block that is not yet GOOD; slices are lent only of blocks that are GOOD, which nobody writes again.
unsafe impl Send for Blocks {}
// SAFETY: as above.
unsafe impl Sync for Blocks {}

impl Blocks {
    /// Holds the first `length` bytes of `file`, which must have at least so many; `sums` has one hash for each block
    /// after [`FIRST`].
    pub(super) fn new(file: File, length: usize, sums: Vec<u64>, holding: Holding) -> io::Result<Self> {
        // SAFETY: a new mapping at a place that the system chooses touches no other memory. The file is one of ours, which
        // is replaced and never changed; truncating it in place would kill this process with a signal, no worse.
        let start = unsafe {
            match holding {
                Holding::Mapped => {
                    mmap(ptr::null_mut(), length, ProtFlags::READ, MapFlags::PRIVATE, &file, 0)
                }
                Holding::Read => {
                    let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
                    mmap_anonymous(ptr::null_mut(), length, ProtFlags::READ | ProtFlags::WRITE, flags)
                }
            }
        }?;
        let start = NonNull::new(start.cast()).ok_or(io::ErrorKind::OutOfMemory)?;
        let states = sums.iter().map(|_| AtomicU8::new(UNTOUCHED)).collect();
        let source = (holding == Holding::Read).then(|| Mutex::new(file));
        Ok(Self { start, length, sums, states, damaged: Default::default(), source })
    }

    /// The bytes at `range` of the file; `None` if a block there is damaged, or the range is outside the sections. The
    /// caller decides what that means for the container.
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        if range.is_empty() || range.start < FIRST || range.end > self.length {
            let within = range.start == range.end && range.end <= self.length;
            return within.then_some(&[]);
        }
        let touched = (range.start - FIRST) / BLOCK..=(range.end - 1 - FIRST) / BLOCK;
        for block in touched {
            if self.states.get(block)?.load(Ordering::Acquire) != GOOD && !self.check(block) {
                return None;
            }
        }
        // SAFETY: the range lies in the mapping, and all its blocks are GOOD.
        Some(unsafe { self.lend(range) })
    }

    /// Whether a derived or a primary section was found damaged or could not be read.
    pub(super) fn is_damaged(&self, derived: bool) -> bool {
        self.flag(derived).load(Ordering::Relaxed)
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
        start..self.length.min(start + BLOCK)
    }

    /// Verifies a block that is not known to be good.
    #[cold]
    fn check(&self, block: usize) -> bool {
        let (Some(state), Some(sum)) = (self.states.get(block), self.sums.get(block)) else { return false };
        let good = match &self.source {
            // SAFETY: the range of a block lies in the mapping; nobody writes in a mapped file's memory.
            None => xxh3_64(unsafe { self.lend(self.range(block)) }) == *sum,
            Some(file) => {
                let file = file.lock().unwrap_or_else(PoisonError::into_inner);
                match state.load(Ordering::Acquire) {
                    UNTOUCHED => self.fill(block, &file, *sum),
                    known => known == GOOD,
                }
            }
        };
        state.store(if good { GOOD } else { BAD }, Ordering::Release);
        good
    }

    /// Reads an untouched block; the caller holds the lock of `file`.
    fn fill(&self, block: usize, file: &File, sum: u64) -> bool {
        let range = self.range(block);
        // SAFETY: the range lies in the mapping, which is writable where there is a source. The block is untouched, so
        // nobody has a slice of it, and the lock keeps others from filling it.
        let bytes =
            unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr().add(range.start), range.len()) };
        file.read_exact_at(bytes, range.start as u64).is_ok() && xxh3_64(bytes) == sum
    }

    /// # Safety
    /// The range lies in the mapping, and nobody writes there while the slice lives.
    unsafe fn lend(&self, range: Range<usize>) -> &[u8] {
        unsafe { std::slice::from_raw_parts(self.start.as_ptr().add(range.start), range.len()) }
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        // SAFETY: the mapping was made by `new`, and slices of it cannot outlive this value.
        let unmapped = unsafe { munmap(self.start.as_ptr().cast(), self.length) };
        debug_assert!(unmapped.is_ok());
    }
}
