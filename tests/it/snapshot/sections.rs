//! The sections of a snapshot as bytes of its file, for damaging one of them and no other.

use std::fs;
use std::ops::Range;
use std::path::Path;

use xinglan::store::{Container, SectionKind, Writer};

/// The kinds of section that layers above the articles keep in this snapshot.
pub(crate) fn derived(target: &Path) -> Vec<SectionKind> {
    let kinds: Vec<SectionKind> = Container::open(target).unwrap().kinds();
    kinds.into_iter().filter(|kind| kind.is_derived()).collect()
}

/// A kind that nobody asks for.
const FILLER: SectionKind = SectionKind::primary(31);

/// Where the sections of a kind lie in the file: see `xinglan::store`.
pub(crate) fn ranges(file: &[u8], kind: SectionKind) -> Vec<Range<usize>> {
    let number = |at: usize| u64::from_le_bytes(file[at..at + 8].try_into().unwrap()) as usize;
    let entries = (0..number(48)).map(|entry| number(40) + 24 * entry);
    let of_kind = entries.filter(|at| number(*at) as u32 == kind.number());
    of_kind.map(|at| number(at + 8)..number(at + 8) + number(at + 16)).collect()
}

/// Writes the snapshot anew so that no two sections share a block, as in a large one hardly any do.
pub(crate) fn spread(target: &Path) {
    let container = Container::open(target).unwrap();
    let apart = target.with_extension("apart");
    let mut writer = Writer::create(&apart).unwrap();
    let (mut fillers, filler) = (1_000.., vec![0_u8; 65_536]);
    for kind in container.kinds() {
        for number in 0..container.count(kind) {
            let bytes = container.region(kind, number).unwrap();
            writer.column(kind, number, bytes.all().unwrap()).unwrap();
            writer.column(FILLER, fillers.next().unwrap(), &filler).unwrap();
        }
    }
    writer.finish(container.key()).unwrap();
    fs::rename(apart, target).unwrap();
}

/// Changes a byte in the middle of every section of this kind. Beside and renamed: a file that is mapped is never written.
pub(crate) fn damage(target: &Path, kind: SectionKind) {
    let mut bytes = fs::read(target).unwrap();
    for range in ranges(&bytes, kind) {
        bytes[range.start + range.len() / 2] ^= 0x40;
    }
    let beside = target.with_extension("beside");
    fs::write(&beside, bytes).unwrap();
    fs::rename(beside, target).unwrap();
}
