//! Bad luck that is nobody's fault: folders and servers that go away, files that shrink, clocks that jump, patterns that take
//! for ever. `docs/faults.md` lists all of it with its test.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use crate::aged::{age, places, write_aged};
use crate::harness::{Pty, XINGLAN};
use crate::stage::Stage;
use xinglan::app::Options;
use xinglan::corpus::LoadOptions;
use xinglan::corpus::file_system::{DirEntries, Disk, FileSystem, OpenFile};
use xinglan::corpus::load::{Root, load_all};
use xinglan::session::{LibrarySpec, Session};

fn library(root: &Path, count: usize) {
    for number in 1..=count {
        let text = format!("题目{number}\n\n第{number}条河从山里来，过了三道闸，分到两岸的田里。\n");
        write_aged(&root.join(format!("{number}.txt")), text);
    }
}

/// The disk, until it goes away: then every question waits until it is back.
#[derive(Debug, Default)]
struct SleepingServer {
    awake: AtomicBool,
    /// The files that the verdict on the folder has looked into, which no article comes before.
    judged: Mutex<HashSet<PathBuf>>,
}

impl SleepingServer {
    fn wait(&self, path: &Path) {
        // The first articles came before.
        let first = self.judged.lock().unwrap().insert(path.to_owned());
        let known =
            ["1.txt", "2.txt", "3.txt"].iter().any(|name| path.ends_with(name)) || first || path.is_dir();
        while !known && !self.awake.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Wakes the server when the test ends in whatever way, or the threads of the loader would wait for it for ever.
struct Waking(Arc<SleepingServer>);

impl Drop for Waking {
    fn drop(&mut self) {
        self.0.awake.store(true, Ordering::Relaxed);
    }
}

impl FileSystem for SleepingServer {
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile> {
        self.wait(path);
        Disk.open(path, follow)
    }

    fn metadata(&self, path: &Path) -> io::Result<fs::Metadata> {
        Disk.metadata(path)
    }

    fn read_dir(&self, path: &Path) -> io::Result<DirEntries> {
        Disk.read_dir(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.canonicalize(path)
    }

    fn is_symlink(&self, path: &Path) -> bool {
        Disk.is_symlink(path)
    }
}

#[test]
fn keys_do_not_wait_for_a_server_that_sleeps() {
    let (_home, root, _) = places();
    library(&root, 9);
    let server = Arc::new(SleepingServer::default());
    let load = LoadOptions { files: Arc::clone(&server) as Arc<dyn FileSystem>, ..LoadOptions::default() };
    let spec = LibrarySpec { roots: vec![Root::Path(root)], ..LibrarySpec::default() };
    let session = Session::start(spec, load, Options::default(), &(Arc::new(|| {}) as _));
    let mut stage = Stage::over(session, 80, 24);
    let waking = Waking(Arc::clone(&server));
    stage.session.event(xinglan::app::Event::Resize { cols: 80, rows: 24 });
    let end = Instant::now() + Duration::from_mins(1);
    while !stage.screen().contains("题目3") {
        assert!(Instant::now() < end, "{}", stage.screen());
        stage.session.collect();
        stage.session.settle();
        std::thread::sleep(Duration::from_millis(1));
    }
    stage.press("jj<Enter>");
    assert!(stage.screen().contains("第3条河"), "{}", stage.screen());
    assert!(!stage.session.app.library.complete, "the rest has not come");
    drop(waking);
    stage.rest();
    assert_eq!(stage.session.app.list.len(), 9);
}

#[test]
fn a_folder_that_is_removed_stays_readable() {
    for snapshot in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("文库");
        library(&root, 9);
        if snapshot {
            let target = root.join(".xinglan.snapshot");
            let mut index = Command::new(XINGLAN);
            assert!(index.arg("index").arg(&root).arg("-o").arg(target).output().unwrap().status.success());
        }
        let mut pty = Pty::spawn(&[root.to_str().unwrap()], 80, 24, &[]);
        pty.wait_for("1/9").wait_stable();
        fs::remove_dir_all(&root).unwrap();
        pty.keys("G<Enter>")
            .wait_for("第9条河")
            .keys("q/第4条<Enter>")
            .wait_for("1/1")
            .wait_for("题目4")
            .keys("Q");
        assert!(pty.wait_exit().success());
        pty.assert_terminal_restored();
    }
}

/// A file that ends after so many bytes, whatever its length was when it was opened.
#[derive(Debug)]
struct Shrinking(u64);

impl FileSystem for Shrinking {
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile> {
        let OpenFile { metadata, bytes } = Disk.open(path, follow)?;
        Ok(OpenFile { metadata, bytes: Box::new(bytes.take(self.0)) })
    }

    fn metadata(&self, path: &Path) -> io::Result<fs::Metadata> {
        Disk.metadata(path)
    }

    fn read_dir(&self, path: &Path) -> io::Result<DirEntries> {
        Disk.read_dir(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.canonicalize(path)
    }

    fn is_symlink(&self, path: &Path) -> bool {
        Disk.is_symlink(path)
    }
}

#[test]
fn a_file_that_shrinks_anywhere_while_it_is_read_costs_no_other() {
    let (_home, root, _) = places();
    library(&root, 2);
    write_aged(
        &root.join("3.jsonl"),
        "{\"title\":\"甲\",\"text\":\"甲的正文\"}\n{\"title\":\"乙\",\"text\":\"乙\"}\n",
    );
    for length in 0..80 {
        let load = LoadOptions { files: Arc::new(Shrinking(length)), ..LoadOptions::default() };
        let corpus = load_all(&[Root::Path(root.clone())], &load, &());
        assert!(corpus.complete && corpus.files >= 2, "{length}");
    }
}

#[test]
fn the_clock_of_files_does_not_matter() {
    let (_home, root, target) = places();
    library(&root, 3);
    let set = |name: &str, time: SystemTime| {
        fs::File::options().write(true).open(root.join(name)).unwrap().set_modified(time).unwrap();
    };
    set("1.txt", SystemTime::UNIX_EPOCH);
    set("2.txt", SystemTime::now() + Duration::from_hours(24 * 365 * 20));
    let run = |args: &[&str]| {
        let output = Command::new(XINGLAN).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (root, target) = (root.to_str().unwrap(), target.to_str().unwrap());
    let listed = run(&["list", root]);
    assert_eq!(listed.lines().count(), 3);
    run(&["index", root, "-o", target]);
    let search = ["search", "-l", "条河", root, "--snapshot", target];
    assert_eq!(run(&search).lines().count(), 3);
    // Set back while the snapshot stays: what looks different is read again.
    age(Path::new(root));
    assert_eq!(run(&search).lines().count(), 3);
}

#[test]
fn a_slow_pattern_ends_early_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    // Forty megabytes: 14 s of processor time for this pattern, which is given 5.6 s.
    let text = "河水从山里来，过了三道闸，分到两岸的田里；每年春天要清一次渠".repeat(220);
    let line = |n: u32| format!("{{\"title\":\"{n}\",\"text\":\"{n}{text}\"}}");
    let lines = (0..2_000).map(line).collect::<Vec<_>>().join("\n");
    let file = home.path().join("一.jsonl");
    fs::write(&file, lines).unwrap();
    let file = file.to_str().unwrap();
    let output = Command::new(XINGLAN).args(["search", "/(.{0,300}){3}省/", file]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "xinglan: 正则表达式太慢，没有查完，列出的只是一部分\n");
    let mut pty = Pty::spawn(&["--no-cache", file], 80, 24, &[]);
    pty.wait_for("2,000")
        .wait_stable()
        .keys("/ /(.{0,300}){3}省/<Enter>")
        .wait_for("正则表达式太慢")
        .keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}
