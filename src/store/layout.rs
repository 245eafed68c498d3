//! What stands where in a container: the header, the entries of the directory, and the table of section kinds.
//!
//! Plain numbers only; reading and writing files happens elsewhere.

use bytemuck::{Pod, Zeroable};
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of every container. The last one is no text, so that a transfer as text is noticed.
const MAGIC: [u8; 8] = *b"xinglan\x1A";
/// Counts up whenever a file of the old layout cannot be read as one of the new.
const VERSION: u32 = 1;
/// Reads otherwise on a machine of the other byte order.
const ORDER: u32 = 0x0102_0304;

/// Where the first section begins (bytes): a page, so that blocks lie on pages.
pub(super) const FIRST: usize = 4096;
/// Bytes that one checksum covers. A first touch costs 3 µs for this much.
pub(super) const BLOCK: usize = 64 << 10;
/// Sections begin at multiples of this (bytes): wide enough for any number and for a cache line.
pub(super) const ALIGN: usize = 64;

macro_rules! section_kinds {
    ($($(#[$doc:meta])* $name:ident = $number:literal;)*) => {
        /// What a section holds. The numbers stand in files: they are never given a new meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u32)]
        pub enum SectionKind { $($(#[$doc])* $name = $number,)* }

        impl SectionKind {
            /// All kinds, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Whether it can be found out again from the other sections, and so be done without.
            pub fn is_derived(self) -> bool {
                self as u32 >= Self::PostingKeys as u32
            }
        }
    };
}

section_kinds! {
    /// What the snapshot was made from, and its totals. One section.
    Origin = 1;
    /// What could not be read. One section.
    Problems = 2;
    /// The keys of all articles with their numbers, sorted. One section.
    Keys = 3;
    /// Clean text of a segment. This kind and those to `Blemishes`: one section a segment.
    Text = 16;
    /// Row of each article, and one past the end.
    Rows = 17;
    /// End and kind of each paragraph.
    Paragraphs = 18;
    /// Row of each folder, and one past the end.
    Folders = 19;
    /// Paths and 栏目 of the folders.
    FolderNames = 20;
    /// Row of each file with its stamp, and one past the end.
    Files = 21;
    /// File names as on disk.
    FileNames = 22;
    /// Ids that the files give.
    GivenIds = 23;
    /// What few articles have.
    Blemishes = 24;
    /// Sorted keys of characters and pairs of neighbours. This kind and the next two: one section.
    PostingKeys = 32;
    /// Articles of each key.
    PostingLists = 33;
    /// Where each key's articles begin.
    PostingOffsets = 34;
    /// Whether a word may begin, one bit a character.
    WordBreaks = 48;
    /// Where the bits of each article or paragraph begin.
    WordBreakOffsets = 49;
    /// The words of the corpus with the number of their articles, found by the first letters of their pinyin. One section.
    Vocabulary = 56;
    /// Article numbers in another order; the section's number says which.
    Order = 64;
    /// Articles with the same text: number, and number of the first of them. One section.
    NearDuplicates = 72;
    /// Articles by sentences, for finding further near duplicates. One section.
    NearDuplicateSketches = 73;
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

/// Why a header is not accepted.
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
