//! How much of an archive is read at most: files, bytes, and bytes for each byte that it has.
//!
//! Counts, no clock: the same archive ends at the same place on every machine.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::messages::ArchiveFault;

/// Most files of an archive, those of archives inside included. Their entries take some 300 bytes each.
const MEMBERS: u32 = 100_000;
/// Most bytes that it may unpack to.
const TOTAL: u64 = 16 << 30;
/// So much is always unpacked.
const FLOOR: u64 = 32 << 20;
/// Beyond that, at most so many bytes for each of its own. Chinese text packs to a third, pages of one template that differ in a
/// line to a fiftieth; deflate reaches 1,000, bzip2 20,000.
const RATIO: u64 = 100;

/// What is left to read of an archive and those inside it.
#[derive(Debug, Clone)]
pub struct UnpackBudget(Arc<Spent>);

#[derive(Debug)]
struct Spent {
    /// What the archive may unpack to.
    most: u64,
    bytes: AtomicU64,
    members: AtomicU32,
}

impl UnpackBudget {
    /// The budget of an archive of so many bytes.
    pub fn of(size: u64) -> Self {
        let most = size.saturating_mul(RATIO).clamp(FLOOR, TOTAL);
        Self(Arc::new(Spent { most, bytes: AtomicU64::new(0), members: AtomicU32::new(0) }))
    }

    /// Counts a member.
    ///
    /// # Errors
    /// There are too many.
    pub fn member(&self) -> Result<(), ArchiveFault> {
        let before = self.0.members.fetch_add(1, Ordering::Relaxed);
        if before < MEMBERS { Ok(()) } else { Err(ArchiveFault::TooMany(MEMBERS)) }
    }

    /// Counts what is read of unpacked bytes.
    pub fn meter<R>(&self, reader: R) -> Metered<R> {
        Metered { reader, budget: self.clone() }
    }

    /// What is wrong, if it is spent.
    pub fn fault(&self) -> Option<ArchiveFault> {
        let fault =
            if self.0.most == TOTAL { ArchiveFault::TooMuch(TOTAL >> 20) } else { ArchiveFault::Bomb };
        (self.0.bytes.load(Ordering::Relaxed) > self.0.most).then_some(fault)
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        self.0.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.fault().map_or(Ok(()), |fault| Err(io::Error::other(fault)))
    }
}

/// Bytes on their way out of an archive.
#[derive(Debug)]
pub struct Metered<R> {
    reader: R,
    budget: UnpackBudget,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.budget.spend(read)?;
        Ok(read)
    }
}
