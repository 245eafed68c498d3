//! Opens a container: verifies the header and the directory and reads nothing else.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::SectionKind;
use super::blocks::{Blocks, Holding};
use super::layout::{Entry, Header, HeaderFault};
use super::opening::{is_stable, open_regular};
use super::region::{Column, Region};

/// Why a file cannot be used as a container.
#[derive(Debug)]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// It is something else, or comes from a machine of the other byte order.
    Foreign,
    /// It was made by another version of the program.
    Version,
    /// It is incomplete, or was changed after it was written.
    Damaged,
    /// Somebody else could change it while it is read, and it is too large to copy.
    Untrusted,
    /// It could not be read.
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::Missing } else { Self::Io(error) }
    }
}

impl From<HeaderFault> for Fault {
    fn from(fault: HeaderFault) -> Self {
        match fault {
            HeaderFault::Foreign => Self::Foreign,
            HeaderFault::Version => Self::Version,
            HeaderFault::Damaged => Self::Damaged,
        }
    }
}

/// The largest container that is copied because somebody else could change it, in bytes.
const COPIED: u64 = 64 << 20;

/// An open container. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Container {
    blocks: Arc<Blocks>,
    entries: Arc<[Entry]>,
    key: u128,
    length: u64,
}

impl Container {
    /// Opens a container: mapped, or read on access where it may change under us, on a network file system or by the hand of
    /// another user. Of another user no more than 64 MiB are read.
    ///
    /// # Errors
    /// The file cannot be used; why.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let (file, metadata) = open_regular(path, true)?;
        let stable = is_stable(&metadata);
        if !stable && metadata.len() > COPIED {
            return Err(Fault::Untrusted);
        }
        let holding = if stable && stays(&file) { Holding::Mapped } else { Holding::Read };
        Self::open_as(file, holding)
    }

    pub(super) fn open_as(file: File, holding: Holding) -> Result<Self, Fault> {
        let length = file.metadata()?.len();
        let header = read_header(&file, length)?;
        let words = header.directory_length().ok_or(Fault::Damaged)? / size_of::<u64>();
        let mut directory = vec![0_u64; words];
        file.read_exact_at(bytemuck::cast_slice_mut(&mut directory), header.directory)?;
        if xxh3_64(bytemuck::cast_slice(&directory)) != header.directory_hash {
            return Err(Fault::Damaged);
        }
        let words = words - header.blocks as usize;
        let (entries, sums) = directory.split_at_checked(words).ok_or(Fault::Damaged)?;
        let entries: &[Entry] = bytemuck::cast_slice(entries);
        let placed = entries.iter().all(|entry| entry.range(header.directory).is_some());
        if !placed || !entries.is_sorted_by(|a, b| a.name() < b.name()) {
            return Err(Fault::Damaged);
        }
        let blocks = Blocks::new(file, header.directory as usize, sums.to_vec(), holding)?;
        let [high, low] = header.key.map(u128::from);
        Ok(Self { blocks: Arc::new(blocks), entries: entries.into(), key: high << 64 | low, length })
    }

    /// The key of what the file was made from, as given to the writer.
    pub fn key(&self) -> u128 {
        self.key
    }

    /// Bytes of the file.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The section of this kind and number.
    pub fn region(&self, kind: SectionKind, number: u32) -> Option<Region> {
        let at = self.entries.binary_search_by_key(&(kind.number(), number), Entry::name).ok()?;
        let entry = self.entries.get(at)?;
        Some(Region::new(Arc::clone(&self.blocks), entry.range(u64::MAX)?, kind.is_derived()))
    }

    /// The section of this kind and number as a column; none also if it is not a whole number of values.
    pub fn column<T: bytemuck::Pod>(&self, kind: SectionKind, number: u32) -> Option<Column<T>> {
        Column::stored(self.region(kind, number)?)
    }

    /// How many sections there are of this kind, numbered from 0.
    pub fn count(&self, kind: SectionKind) -> u32 {
        let first = self.entries.partition_point(|entry| entry.kind < kind.number());
        self.entries.iter().skip(first).take_while(|entry| entry.kind == kind.number()).count() as u32
    }

    /// The kinds of section in the file, rising.
    pub fn kinds(&self) -> Vec<SectionKind> {
        let mut kinds: Vec<SectionKind> = self.entries.iter().map(SectionKind::of).collect();
        kinds.dedup();
        kinds
    }

    /// Whether a section that cannot be done without was found damaged since the file was opened. Whoever works with it
    /// should then turn to the files it was made from.
    pub fn is_damaged(&self) -> bool {
        self.blocks.is_damaged(false)
    }

    /// Whether a section was found damaged that is derived from others: whoever asks for it must find out by itself.
    pub fn is_partly_damaged(&self) -> bool {
        self.blocks.is_damaged(true)
    }
}

fn read_header(file: &File, length: u64) -> Result<Header, Fault> {
    let mut bytes = [0; Header::SIZE];
    if let Err(error) = file.read_exact_at(&mut bytes, 0) {
        let short = error.kind() == io::ErrorKind::UnexpectedEof;
        return Err(if short { Fault::Foreign } else { Fault::Io(error) });
    }
    let header: Header = bytemuck::pod_read_unaligned(&bytes);
    header.check()?;
    if header.length == length { Ok(header) } else { Err(Fault::Damaged) }
}

/// Whether a mapped page of this file can be relied on: not on a network, where the page may be gone when it is touched.
#[cfg(target_os = "linux")]
fn stays(file: &File) -> bool {
    /// From `linux/magic.h` and the sources of the file systems: NFS, SMB (three ages), CIFS, FUSE, AFS (two), 9P, Ceph,
    /// Coda, NCP, OCFS2, GFS2.
    const NETWORK: [u32; 14] = [
        0x6969,
        0x517B,
        0xFE53_4D42,
        0xFF53_4D42,
        0x6573_5546,
        0x5346_414F,
        0x6B41_4653,
        0x0102_1997,
        0x00C3_6400,
        0x7375_7245,
        0x564C,
        0x7461_636F,
        0x0116_1970,
        0x0BD0_0BD0,
    ];
    rustix::fs::fstatfs(file).is_ok_and(|system| !NETWORK.contains(&(system.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn stays(_: &File) -> bool {
    false
}
