//! Archives made to do harm: each is refused, or read to a bound, in one sentence and within bounds on memory. How long it takes
//! is printed; what bounds it is counted.

use std::fs;
use std::path::Path;
use std::time::Instant;

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::making::{Member, bzip2, gzip, tar, zip, zip_by};
use super::{load, text};
use crate::alone::alone;
use xinglan::corpus::Corpus;
use xinglan::messages::{ArchiveFault, Reason};

/// Most memory that reading one of them may take (bytes).
const MEMORY: usize = 100 << 20;

fn peak() -> usize {
    let text = fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// Reads a file of this name with these bytes; what was said of it, and how many articles it gave.
fn read(name: &str, bytes: &[u8]) -> (Vec<Reason>, usize) {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(name), bytes).unwrap();
    read_file(&root.path().join(name))
}

fn read_file(path: &Path) -> (Vec<Reason>, usize) {
    // The peak of the process so far is no fault of what follows.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = peak();
    let begun = Instant::now();
    let corpus: Corpus = load(path);
    let (took, more) = (begun.elapsed(), peak().saturating_sub(before));
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    println!("{name}: {} ms, {} MB more, {} articles", took.as_millis(), more >> 20, corpus.live_len());
    assert!(more <= MEMORY, "{name}: {more} bytes");
    (corpus.problems.iter().map(|problem| problem.reason.clone()).collect(), corpus.live_len())
}

fn fault(fault: ArchiveFault) -> Vec<Reason> {
    vec![Reason::Archive(fault)]
}

#[test]
fn what_is_made_to_fill_memory_is_refused() {
    alone("archives::hostile::what_is_made_to_fill_memory_is_refused", || {
        let blanks = vec![b' '; 64 << 20];
        let quick = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let one = zip_by(&[("0.txt", &blanks)], quick);
        // A member of 64 MiB is larger than any article, whatever it holds.
        assert_eq!(read("大.zip", &one), (vec![Reason::TooLarge(16)], 0));
        let several = [("1.txt", &blanks[..]), ("2.txt", &blanks), ("3.txt", &blanks), ("4.txt", &blanks)];
        let many = zip_by(&several, quick);
        assert!(many.len() < 1 << 20);
        assert_eq!(read("多.zip", &many), (fault(ArchiveFault::Bomb), 0));
        let streamed = tar(&[("0.txt", &blanks)]);
        assert_eq!(read("流.tar.gz", &gzip(&streamed)), (fault(ArchiveFault::Bomb), 0));
        assert_eq!(read("流.tar.bz2", &bzip2(&streamed)), (fault(ArchiveFault::Bomb), 0));
        assert_eq!(read("单.txt.gz", &gzip(&blanks)), (vec![Reason::TooLarge(16)], 0));
    });
}

#[test]
fn archives_in_archives_are_opened_once() {
    alone("archives::hostile::archives_in_archives_are_opened_once", || {
        // As 42.zip: sixteen at each of five levels.
        let mut inner = zip(&[("0.txt", &vec![b' '; 4 << 20])]);
        for _ in 0..5 {
            let names: Vec<String> = (0..16).map(|n| format!("{n}.zip")).collect();
            let members: Vec<Member<'_>> = names.iter().map(|name| (name.as_str(), &inner[..])).collect();
            inner = zip(&members);
        }
        let (reasons, articles) = read("42.zip", &inner);
        assert_eq!((reasons, articles), (fault(ArchiveFault::Nested(256)), 0));
    });
}

#[test]
fn a_hundred_thousand_members_are_read_to_the_bound() {
    alone("archives::hostile::a_hundred_thousand_members_are_read_to_the_bound", || {
        let names: Vec<String> = (0..100_003).map(|n| format!("{n}.log.lock")).collect();
        let members: Vec<Member<'_>> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        let quick = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let many = zip_by(&members, quick);
        let (reasons, articles) = read("众.zip", &many);
        let read = reasons.iter().filter(|reason| matches!(reason, Reason::Passed(_))).count();
        assert_eq!((read, reasons.len(), articles), (100_000, 100_001, 0));
        assert_eq!(reasons.last(), Some(&Reason::Archive(ArchiveFault::TooMany(100_000))));
    });
}

#[test]
fn a_member_of_four_gigabytes_is_passed_by() {
    alone("archives::hostile::a_member_of_four_gigabytes_is_passed_by", || {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("巨.tar");
        let mut header = tar::Header::new_gnu();
        header.set_path("巨.txt").unwrap();
        header.set_size(4 << 30);
        header.set_cksum();
        // Sparse on disk.
        let file = fs::File::create(&path).unwrap();
        std::os::unix::fs::FileExt::write_all_at(&file, header.as_bytes(), 0).unwrap();
        let after = tar(&[("后.txt", &text("后"))]);
        std::os::unix::fs::FileExt::write_all_at(&file, &after, 512 + (4 << 30)).unwrap();
        assert_eq!(read_file(&path), (vec![Reason::TooLarge(16)], 1));
    });
}

#[test]
fn an_archive_that_breaks_off_anywhere_is_read_to_there() {
    let texts: Vec<Vec<u8>> = (0..40).map(|n| text(&format!("第{n}人"))).collect();
    let names: Vec<String> = (0..40).map(|n| format!("栏/{n}.txt")).collect();
    let members: Vec<Member<'_>> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    for (name, whole) in [
        ("a.zip", zip(&members)),
        ("a.tar", tar(&members)),
        ("a.tar.gz", gzip(&tar(&members))),
        ("a.tar.bz2", bzip2(&tar(&members))),
        ("a.txt.gz", gzip(&text("甲").repeat(50))),
    ] {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(name);
        let mut most = 0;
        for percent in 1..100 {
            fs::write(&path, &whole[..whole.len() * percent / 100]).unwrap();
            let corpus = load(&path);
            let reasons: Vec<Reason> = corpus.problems.iter().map(|problem| problem.reason.clone()).collect();
            assert!(reasons.len() <= 1, "{name} {percent}: {reasons:?}");
            assert!(corpus.live_len() >= most || name == "a.zip", "{name} {percent}");
            most = corpus.live_len().max(most);
            assert!(
                reasons.iter().all(|reason| matches!(reason, Reason::Archive(ArchiveFault::Damaged))),
                "{name} {percent} {reasons:?}"
            );
        }
        assert!(most > 0 || name == "a.zip", "{name}");
    }
}

#[test]
fn names_that_lead_out_lead_nowhere() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("外.txt"), "不该读的\n\n正文。\n").unwrap();
    let one = text("甲");
    let folder = root.path().join("库");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.zip"), zip(&[("../外.txt", &one), ("/etc/乙.txt", &text("乙"))])).unwrap();
    let mut builder = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_gnu();
    header.set_entry_type(::tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "链.txt", "../外.txt").unwrap();
    fs::write(folder.join("b.tar"), builder.into_inner().unwrap()).unwrap();
    let corpus = load(&folder);
    let titles: Vec<String> = corpus.articles().map(|article| article.title().to_string()).collect();
    assert!(titles.iter().all(|title| !title.contains("不该")) && titles.len() == 2, "{titles:?}");
    assert!(corpus.articles().all(|article| article.path().starts_with(folder.join("a.zip"))));
    let links: Vec<&Reason> = corpus.problems.iter().map(|problem| &problem.reason).collect();
    assert_eq!(links, [&Reason::Special.passed()]);
}
