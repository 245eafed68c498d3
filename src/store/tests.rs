use std::fs::{self, File};
use std::path::Path;

use proptest::prelude::*;

use super::blocks::Holding;
use super::*;
use crate::messages::SystemFault;

const KEYS: SectionKind = SectionKind::primary(3);
const TEXT: SectionKind = SectionKind::primary(16);
const ORDER: SectionKind = SectionKind::derived(64);
const KEY: u128 = 0x0123_4567_89ab_cdef_0011_2233_4455_6677;

fn write(path: &Path, sections: &[Vec<u8>]) {
    let mut writer = Writer::create(path).unwrap();
    for (number, bytes) in (0..).zip(sections) {
        writer.section(TEXT, number, |section| std::io::Write::write_all(section, bytes)).unwrap();
    }
    writer.finish(KEY).unwrap();
}

fn open(path: &Path, holding: Holding) -> Result<Container, Fault> {
    Container::open_as(File::open(path).unwrap(), holding)
}

/// What a reader finds: nothing at all, or each section whole or damaged.
fn read(path: &Path, holding: Holding) -> Option<Vec<Option<Vec<u8>>>> {
    let container = open(path, holding).ok()?;
    let sections = (0..container.count(TEXT))
        .map(|number| container.region(TEXT, number).unwrap().all().map(<[u8]>::to_vec));
    Some(sections.collect())
}

fn is_true(found: Option<Vec<Option<Vec<u8>>>>, sections: &[Vec<u8>]) -> bool {
    found.is_none_or(|found| {
        found.len() == sections.len()
            && found
                .iter()
                .zip(sections)
                .all(|(found, true_bytes)| found.as_ref().is_none_or(|found| found == true_bytes))
    })
}

/// Three sections over five blocks, none of a round size.
fn sample() -> Vec<Vec<u8>> {
    let bytes = |length: usize, step: usize| (0..length).map(|at| (at / step) as u8).collect();
    vec![bytes(100_001, 3), bytes(7, 1), bytes(200_003, 5)]
}

#[test]
fn sections_come_back_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    let mut writer = Writer::create(&path).unwrap();
    writer.column(ORDER, 7, &[1_u32, 2, 3]).unwrap();
    writer.column(KEYS, 0, &[u64::MAX]).unwrap();
    writer.column::<u8>(TEXT, 0, &[]).unwrap();
    writer.column::<u64>(ORDER, 8, &[]).unwrap();
    writer.finish(KEY).unwrap();
    let container = Container::open(&path).unwrap();
    assert_eq!(container.column::<u64>(ORDER, 8).unwrap().all(), Some(&[][..]));
    assert_eq!(container.key(), KEY);
    assert_eq!(container.column::<u32>(ORDER, 7).unwrap().all(), Some(&[1, 2, 3][..]));
    assert_eq!(container.column::<u64>(KEYS, 0).unwrap().get(0), Some(&u64::MAX));
    assert_eq!(container.region(TEXT, 0).unwrap().all(), Some(&[][..]));
    assert!(container.region(ORDER, 0).is_none());
    assert_eq!(container.length(), fs::metadata(&path).unwrap().len());
}

#[test]
fn a_column_of_the_wrong_width_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &[vec![1, 2, 3, 4, 5, 6]]);
    let container = Container::open(&path).unwrap();
    assert!(container.column::<u32>(TEXT, 0).is_none());
    assert_eq!(container.column::<u16>(TEXT, 0).unwrap().len(), 3);
}

#[test]
fn ranges_outside_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &sample());
    let container = Container::open(&path).unwrap();
    let region = container.region(TEXT, 1).unwrap();
    assert_eq!(region.get(2..5), Some(&[2, 3, 4][..]));
    #[expect(clippy::reversed_empty_ranges, reason = "what a damaged file may ask for")]
    for range in [5..8, 3..2, usize::MAX..usize::MAX, 0..usize::MAX] {
        assert_eq!(region.get(range), None);
    }
    assert!(!container.is_damaged());
}

#[test]
fn a_file_cut_anywhere_is_never_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &sample());
    let whole = fs::read(&path).unwrap();
    let near_borders =
        [0, 4096, 65_536, whole.len()].map(|at| at.saturating_sub(70)..whole.len().min(at + 70));
    for length in near_borders.into_iter().flatten().chain((0..whole.len()).step_by(997)) {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(Container::open(&path).is_err(), "{length} bytes of {}", whole.len());
    }
}

#[test]
fn a_damaged_block_is_told_and_the_others_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &sample());
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096 + 65_536 + 9] ^= 1;
    fs::write(&path, bytes).unwrap();
    for holding in [Holding::Mapped, Holding::Read] {
        let container = open(&path, holding).unwrap();
        let region = container.region(TEXT, 0).unwrap();
        assert_eq!(region.get(0..65_536).map(<[u8]>::len), Some(65_536));
        assert!(!container.is_damaged());
        assert_eq!(region.get(65_535..65_537), None);
        assert!(container.is_damaged());
        assert_eq!(region.get(65_535..65_537), None, "damage stays");
        assert_eq!(region.get(9..10), Some(&[3][..]));
    }
}

#[test]
fn damage_in_a_derived_section_is_no_damage_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    let mut writer = Writer::create(&path).unwrap();
    let bytes = vec![7_u8; 65_536];
    for (kind, number) in [(TEXT, 0), (ORDER, 0), (TEXT, 1)] {
        writer.column(kind, number, &bytes).unwrap();
    }
    writer.finish(KEY).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096 + 65_536 + 9] ^= 1;
    fs::write(&path, bytes).unwrap();
    let container = Container::open(&path).unwrap();
    let all = |kind, number| container.region(kind, number).unwrap().all().is_some();
    assert!(all(TEXT, 0) && all(TEXT, 1) && !container.is_partly_damaged());
    assert!(!all(ORDER, 0));
    assert!(container.is_partly_damaged() && !container.is_damaged());
    assert!(all(TEXT, 1) && !container.is_damaged());
}

#[test]
fn another_version_and_other_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &sample());
    let mut bytes = fs::read(&path).unwrap();
    bytes[8] += 1;
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(Container::open(&path), Err(Fault::Version)));
    fs::write(&path, "省览").unwrap();
    assert!(matches!(Container::open(&path), Err(Fault::Foreign)));
    assert!(matches!(Container::open(&folder.path().join("二")), Err(Fault::Missing)));
}

#[test]
fn two_builders_do_not_meet_and_a_reader_keeps_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &[b"old".to_vec()]);
    let old = Container::open(&path).unwrap().region(TEXT, 0).unwrap();
    let first = Writer::create(&path).unwrap();
    assert_eq!(Writer::create(&path).unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    drop(first);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
    write(&path, &[b"new".to_vec()]);
    assert_eq!(old.all(), Some(&b"old"[..]));
    assert_eq!(read(&path, Holding::Mapped).unwrap(), [Some(b"new".to_vec())]);
}

#[test]
fn what_a_crash_leaves_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    let left = [vec![0; 4096], vec![7; 300_000]].concat();
    fs::write(folder.path().join(".一.part"), left).unwrap();
    write(&path, &sample());
    assert_eq!(read(&path, Holding::Mapped).unwrap(), sample().into_iter().map(Some).collect::<Vec<_>>());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_no_container_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("text"), "论文").unwrap();
    fs::write(at("empty"), "").unwrap();
    write(&at("container"), &sample());
    std::os::unix::fs::symlink(at("container"), at("link")).unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("dangling")).unwrap();
    std::os::unix::fs::symlink("/dev/null", at("device")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    rustix::fs::mknodat(rustix::fs::CWD, at("fifo"), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    for name in ["text", "empty", "link", "dangling", "device", "folder", "fifo"] {
        let error = Writer::create(&at(name)).unwrap_err();
        assert_eq!(NotReplaced::path(&error), Some(at(name).as_path()), "{error}");
        assert!(!at(&format!(".{name}.part")).exists(), "{name}");
    }
    assert_eq!(fs::read_to_string(at("text")).unwrap(), "论文");
    assert!(at("link").is_symlink() && !at("nowhere").exists());
}

#[test]
fn what_is_not_left_by_a_builder_is_not_taken_over() {
    for make in [
        (|part| fs::write(part, "论文").unwrap()) as fn(&Path),
        |part| std::os::unix::fs::symlink("论文", part).unwrap(),
        |part| {
            rustix::fs::mknodat(rustix::fs::CWD, part, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        },
    ] {
        let folder = tempfile::tempdir().unwrap();
        let part = folder.path().join(".一.part");
        make(&part);
        let error = Writer::create(&folder.path().join("一")).unwrap_err();
        assert!(
            NotReplaced::path(&error) == Some(&part) || SystemFault::from(error) == SystemFault::NotRegular
        );
        assert!(part.symlink_metadata().is_ok_and(|kept| !kept.is_file() || kept.len() == 6));
    }
}

#[test]
fn what_came_meanwhile_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    let writer = Writer::create(&path).unwrap();
    fs::write(&path, "论文").unwrap();
    assert!(NotReplaced::path(&writer.finish(KEY).unwrap_err()).is_some());
    assert_eq!(fs::read_to_string(&path).unwrap(), "论文");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
}

#[test]
fn a_failed_section_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一");
    write(&path, &[b"old".to_vec()]);
    let mut writer = Writer::create(&path).unwrap();
    let failed = writer.section(TEXT, 0, |_| Err(std::io::ErrorKind::StorageFull.into()));
    assert!(failed.is_err());
    drop(writer);
    let mut writer = Writer::create(&path).unwrap();
    writer.column(TEXT, 0, b"a").unwrap();
    writer.column(TEXT, 0, b"b").unwrap();
    assert!(writer.finish(KEY).is_err(), "one name, two sections");
    assert_eq!(read(&path, Holding::Read).unwrap(), [Some(b"old".to_vec())]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        sections in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90_000), 0..5),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("一");
        write(&path, &sections);
        for holding in [Holding::Mapped, Holding::Read] {
            let found = read(&path, holding).unwrap();
            prop_assert_eq!(found, sections.iter().cloned().map(Some).collect::<Vec<_>>());
        }
    }

    #[test]
    fn flipped_bits_never_give_wrong_bytes(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..8, any::<bool>()), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("一");
        write(&path, &sample());
        let mut bytes = fs::read(&path).unwrap();
        for (place, bit, in_header) in flips {
            let within = if in_header { 96 } else { bytes.len() };
            bytes[place.index(within)] ^= 1 << bit;
        }
        fs::write(&path, bytes).unwrap();
        for holding in [Holding::Mapped, Holding::Read] {
            prop_assert!(is_true(read(&path, holding), &sample()));
        }
    }
}
