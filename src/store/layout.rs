//! The layout of a container: the header and the entries of the directory.
//!
//! What must not go in: reading and writing files, and what a kind of section means.

use bytemuck::{Pod, Zeroable};
use xxhash_rust::xxh3::xxh3_64;

/// Magic number. The last byte is not text, so that a transfer in text mode is noticed.
const MAGIC: [u8; 8] = *b"xinglan\x1A";
/// Incremented whenever files of the old layout become unreadable.
const VERSION: u32 = 2;
/// Reads differently on a machine of the other byte order.
const ORDER: u32 = 0x0102_0304;

/// Where the first section begins (bytes): a page, so that blocks lie on pages.
pub(super) const FIRST: usize = 4096;
/// Bytes per checksum. First access costs 3 µs for this much.
pub(super) const BLOCK: usize = 64 << 10;
/// Sections begin at multiples of this (bytes): wide enough for any number and for a cache line.
pub(super) const ALIGN: usize = 64;

/// What a section holds, as a number. The writer of a section declares its kind; numbers are never reused, because files
/// contain them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionKind(u32);

impl SectionKind {
    /// Kinds from this number on are derived.
    const FIRST_DERIVED: u32 = 32;

    /// A section that nothing else can replace; `number` is below 32.
    ///
    /// # Panics
    /// With a greater number. Kinds are constants, so that it is the compiler that stops.
    pub const fn primary(number: u32) -> Self {
        assert!(number < Self::FIRST_DERIVED);
        Self(number)
    }

    /// A section that can be made again from primary ones, so that damage costs no more than this; `number` is 32 or more.
    ///
    /// # Panics
    /// With a smaller number, as in [`Self::primary`].
    pub const fn derived(number: u32) -> Self {
        assert!(number >= Self::FIRST_DERIVED);
        Self(number)
    }

    /// Whether it can be made again from other sections.
    pub const fn is_derived(self) -> bool {
        self.0 >= Self::FIRST_DERIVED
    }

    /// The number in the file.
    pub const fn number(self) -> u32 {
        self.0
    }

    pub(super) fn of(entry: &Entry) -> Self {
        Self(entry.kind)
    }
}

/// The first bytes of the file.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Header {
    magic: [u8; 8],
    version: u32,
    order: u32,
    /// What the file was made from, in two halves.
    pub(super) key: [u64; 2],
    /// Bytes of the whole file.
    pub(super) length: u64,
    /// Where the directory begins, which is also the end of the blocks.
    pub(super) directory: u64,
    pub(super) entries: u64,
    pub(super) blocks: u64,
    /// Hash of the directory.
    pub(super) directory_hash: u64,
    reserved: u64,
    /// Hash of what stands before.
    own_hash: u64,
}

/// Why a header is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeaderFault {
    Foreign,
    Version,
    Damaged,
}

impl Header {
    pub(super) const SIZE: usize = size_of::<Self>();

    pub(super) fn new(key: u128, directory: u64, entries: usize, blocks: usize) -> Self {
        Self {
            magic: MAGIC,
            version: VERSION,
            order: ORDER,
            key: [(key >> 64) as u64, key as u64],
            directory,
            entries: entries as u64,
            blocks: blocks as u64,
            ..Self::zeroed()
        }
    }

    /// Sets what depends on the finished directory.
    pub(super) fn close(&mut self, directory: &[u8]) {
        self.length = self.directory + directory.len() as u64;
        self.directory_hash = xxh3_64(directory);
        self.own_hash = self.hash();
    }

    fn hash(&self) -> u64 {
        let bytes = bytemuck::bytes_of(self);
        xxh3_64(bytes.get(..Self::SIZE - size_of::<u64>()).unwrap_or_default())
    }

    /// Checks what stands in the header itself; sizes are checked for overflow and agreement.
    pub(super) fn check(&self) -> Result<(), HeaderFault> {
        if self.magic != MAGIC || self.order != ORDER {
            return Err(HeaderFault::Foreign);
        }
        if self.version != VERSION {
            return Err(HeaderFault::Version);
        }
        let data = (self.directory as usize).checked_sub(FIRST);
        let blocks = data.map(|bytes| bytes.div_ceil(BLOCK) as u64);
        let fits = self.directory_length().and_then(|bytes| self.directory.checked_add(bytes as u64))
            == Some(self.length);
        if self.own_hash != self.hash() || blocks != Some(self.blocks) || !fits {
            return Err(HeaderFault::Damaged);
        }
        Ok(())
    }

    /// Bytes of the directory.
    pub(super) fn directory_length(&self) -> Option<usize> {
        let entries = (self.entries as usize).checked_mul(size_of::<Entry>())?;
        (self.blocks as usize).checked_mul(size_of::<u64>())?.checked_add(entries)
    }
}

/// Whether these are the first bytes of a container of any version and either byte order.
pub(super) fn is_container(first: &[u8]) -> bool {
    first.starts_with(&MAGIC)
}

/// One section in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Entry {
    pub(super) kind: u32,
    pub(super) number: u32,
    pub(super) offset: u64,
    pub(super) length: u64,
}

impl Entry {
    /// What entries are sorted by.
    pub(super) fn name(&self) -> (u32, u32) {
        (self.kind, self.number)
    }

    /// The bytes of the section, if they lie before `end` at an allowed place.
    pub(super) fn range(&self, end: u64) -> Option<std::ops::Range<usize>> {
        let stop = self.offset.checked_add(self.length)?;
        let placed = self.offset >= FIRST as u64 && self.offset.is_multiple_of(ALIGN as u64) && stop <= end;
        placed.then_some(self.offset as usize..stop as usize)
    }
}
