//! A state folder that is full or read-only: it is said once, what was kept before is there, and reading goes on. On a small
//! file system of its own; whoever may not mount one is told that nothing was tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{LIBRARY, Pty};

/// A file system in memory, gone when this is dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new() -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        if disk.mount("size=1m") {
            return Some(disk);
        }
        eprintln!("NOT TESTED: this user may not mount a file system");
        None
    }

    fn mount(&self, options: &str) -> bool {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "none"]).arg(self.0.path());
        command.output().is_ok_and(|output| output.status.success())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self) -> PathBuf {
        self.path().join("xinglan/state.db")
    }

    fn open(&self) -> Pty {
        let state = [("XDG_STATE_HOME", self.path().to_str().unwrap())];
        let mut pty = Pty::spawn(&["--ambiguous", "1", LIBRARY], 80, 24, &state);
        pty.wait_for("/9").wait_stable();
        pty
    }

    /// Leaves no room.
    fn fill(&self) {
        let mut size = 1 << 20;
        while size > 0 {
            let mut name = size;
            while fs::write(self.path().join(format!("{size}-{name}")), vec![0; size]).is_ok() {
                name += 1;
            }
            let _ = fs::remove_file(self.path().join(format!("{size}-{name}")));
            size /= 2;
        }
    }

    fn make_room(&self) {
        for entry in fs::read_dir(self.path()).unwrap().flatten().filter(|entry| entry.path().is_file()) {
            fs::remove_file(entry.path()).unwrap();
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

/// Leaves a place and a star in the third article.
fn visit(disk: &SmallDisk) {
    let mut pty = disk.open();
    pty.keys("3GB").wait_for("加星").wait_stable();
    pty.keys("Q");
    assert!(pty.wait_exit().success());
}

fn read_on(pty: &mut Pty) {
    pty.keys("B").wait_for("没有存下来，只在这次有效");
    pty.keys("G<Enter>").wait_stable();
    assert!(!pty.screen().contains("没有存下来"), "said once: {}", pty.screen());
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn a_full_state_folder_is_told_and_costs_nothing_that_was_kept() {
    let Some(disk) = SmallDisk::new() else { return };
    visit(&disk);
    disk.fill();
    let mut pty = disk.open();
    assert!(pty.screen().contains("3/9"), "{}", pty.screen());
    pty.keys("5G").wait_stable();
    read_on(&mut pty);
    disk.make_room();
    let mut pty = disk.open();
    assert!(pty.screen().contains("3/9") && pty.screen().contains('星'), "{}", pty.screen());
    assert!(!disk.file().with_extension("db.bad").exists(), "a full disk is no damage");
    pty.keys("5GB").wait_for("加星").keys("Q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_full_state_folder_without_a_file_is_told() {
    let Some(disk) = SmallDisk::new() else { return };
    disk.fill();
    let mut pty = disk.open();
    assert!(pty.screen().contains("这次不记录"), "{}", pty.screen());
    pty.keys("5G").wait_stable();
    read_on(&mut pty);
}

#[test]
fn a_read_only_state_folder_is_told_and_what_was_kept_is_there() {
    let Some(disk) = SmallDisk::new() else { return };
    visit(&disk);
    assert!(disk.mount("remount,ro"));
    let mut pty = disk.open();
    assert!(pty.screen().contains("3/9") && pty.screen().contains('星'), "{}", pty.screen());
    pty.keys("5G").wait_stable();
    read_on(&mut pty);
    assert!(disk.mount("remount,rw"));
    let mut pty = disk.open();
    assert!(pty.screen().contains("3/9"), "{}", pty.screen());
    pty.keys("Q");
    assert!(pty.wait_exit().success());
}
