use std::io::{Cursor, Write};
use std::path::Path;

use super::*;

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn names_lead_nowhere_but_into_the_archive() {
    for (name, path) in [
        ("栏目/1.txt", Some("栏目/1.txt")),
        ("../../etc/passwd", Some("etc/passwd")),
        ("/etc/passwd", Some("etc/passwd")),
        ("C:\\文\\1.txt", Some("文/1.txt")),
        ("a/./b//../c.txt", Some("a/b/c.txt")),
        ("..", None),
        ("/", None),
        ("", None),
    ] {
        assert_eq!(harmless(name).as_deref(), path.map(Path::new), "{name}");
    }
    assert_eq!(harmless(&"深/".repeat(1000)).unwrap().components().count(), DEPTH + 1);
    assert!(harmless(&"长".repeat(1000)).unwrap().as_os_str().len() <= NAME_BYTES);
}

#[test]
fn a_name_says_what_a_file_holds() {
    let gzip = Packing::Gzip;
    for (name, kind) in [
        ("a.zip", Some(ArchiveKind::Zip)),
        ("A.TAR.GZ", Some(ArchiveKind::Tar(Some(gzip)))),
        ("a.tgz", Some(ArchiveKind::Tar(Some(gzip)))),
        ("a.txt.gz", Some(ArchiveKind::Packed(gzip))),
        ("a.txt", None),
        ("zip", None),
    ] {
        assert_eq!(ArchiveKind::of_name(name), kind, "{name}");
    }
    assert_eq!(
        (unpacked_name("1.txt.gz"), unpacked_name("1.tar.gz"), unpacked_name(".gz")),
        ("1.txt", "1.tar.gz", ".gz")
    );
}

#[test]
fn members_of_a_zip_come_back_in_any_order() {
    let bytes = zipped(&[("甲.txt", "第一".as_bytes()), ("乙/丙.txt", "第二".as_bytes())]);
    let mut zip = ZipReader::open(Cursor::new(bytes), &UnpackBudget::of(1)).unwrap();
    let (entries, fault) = zip.entries();
    assert!(fault.is_none());
    for (entry, text) in [(&entries[1], "第二"), (&entries[0], "第一")] {
        let bytes = read_member(&mut zip.member(entry).unwrap(), 100).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), text);
    }
}

#[test]
fn what_grows_out_of_proportion_is_refused() {
    let bytes = zipped(&[("0.txt", &vec![b' '; 40 << 20])]);
    let budget = UnpackBudget::of(bytes.len() as u64);
    let mut zip = ZipReader::open(Cursor::new(bytes), &budget).unwrap();
    let entries = zip.entries().0;
    let read = |zip: &mut ZipReader<_>, limit| read_member(&mut zip.member(&entries[0]).unwrap(), limit);
    assert_eq!(read(&mut zip, 1 << 20), Err(Reason::TooLarge(1)));
    assert_eq!(read(&mut zip, 1 << 30), Err(Reason::Archive(ArchiveFault::Bomb)));
}
