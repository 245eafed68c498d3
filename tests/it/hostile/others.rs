//! What other users and other processes can do: a snapshot that is theirs, a state that can no longer be written.

use std::fs;
use std::path::Path;

use super::lines_of;
use super::payload::text;
use crate::harness::{LIBRARY, Pty, XINGLAN};

/// Makes a library whose snapshot lies beside it.
fn library(root: &Path) {
    for number in 0..3 {
        fs::write(root.join(format!("{number}.txt")), format!("题目{number}\n\n正文{number}。\n")).unwrap();
    }
    lines_of(&["index", &text(root), "-o", &text(&root.join(".xinglan.snapshot"))]);
}

/// Opens the library. Gives the reader, when it has shown everything, and whether it has mapped the snapshot.
fn open(root: &Path) -> (Pty, bool) {
    let mut pty = Pty::spawn(&[&text(root)], 80, 24, &[]);
    pty.wait_for("题目2").wait_stable();
    let maps = fs::read_to_string(format!("/proc/{}/maps", pty.reader())).unwrap();
    (pty, maps.contains(".xinglan.snapshot"))
}

/// Lets somebody else write to a file: by its mode, or by its owner where this user may give it away.
fn hand_over(path: &Path, by_owner: bool) {
    use std::os::unix::fs::{PermissionsExt, chown};
    if !by_owner || chown(path, Some(65_534), None).is_err() {
        fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap();
    }
}

#[test]
fn a_snapshot_that_others_can_write_is_not_mapped() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("库");
    fs::create_dir(&root).unwrap();
    library(&root);
    let (_, is_mapped) = open(&root);
    assert!(is_mapped, "one's own snapshot is mapped");
    for by_owner in [false, true] {
        let snapshot = root.join(".xinglan.snapshot");
        hand_over(&snapshot, by_owner);
        let (pty, is_mapped) = open(&root);
        assert!(!is_mapped, "by owner: {by_owner}");
        assert!(!pty.screen().contains("快照"), "it is used: {}", pty.screen());
    }
}

#[test]
fn a_large_snapshot_that_others_can_write_is_not_used_which_is_said() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("库");
    fs::create_dir(&root).unwrap();
    library(&root);
    let snapshot = root.join(".xinglan.snapshot");
    fs::OpenOptions::new().write(true).open(&snapshot).unwrap().set_len(65 << 20).unwrap();
    hand_over(&snapshot, true);
    let (mut pty, is_mapped) = open(&root);
    assert!(!is_mapped);
    pty.wait_for("快照太大，而别人可以改动它");
    assert_eq!(fs::metadata(&snapshot).unwrap().len(), 65 << 20, "it is not ours to replace");
}

#[test]
fn a_state_that_cannot_be_written_is_said_and_ends_nothing() {
    // A limit on the size of files is what a full disk is to SQLite.
    let script = "ulimit -f 0; exec \"$0\" \"$1\"";
    let mut pty = Pty::spawn_command(&["/bin/sh", "-c", script, XINGLAN, LIBRARY], 80, 24, &[]);
    pty.wait_for("走二十里").wait_for("1/9").keys("jB").wait_for("没有存下来").wait_stable();
    pty.keys("j").wait_for("3/9").keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}
