//! Three days of a reader, through the real program, on three screens: what is read, noted and left on one day is there on
//! the next, and what came in between is shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::aged::write_aged;
use crate::harness::{Pty, XINGLAN, assert_screen};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 20)];

fn text(number: usize) -> String {
    let lines = (1..=40).map(|n| format!("第{n}段说第{number}条河改道。流过{}道闸门。\n", n * number + 3));
    format!("渡口{number}\n\n{}", lines.collect::<String>())
}

struct Reader {
    _place: tempfile::TempDir,
    root: PathBuf,
    pty: Pty,
    size: String,
}

impl Reader {
    fn new((cols, rows): (u16, u16)) -> Self {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("文集");
        for number in 10..30 {
            write_aged(&root.join(format!("{number}.txt")), text(number));
        }
        let pty = Pty::spawn(&["--ambiguous", "1", root.to_str().unwrap()], cols, rows, &[]);
        Self { _place: place, root, pty, size: format!("{cols}x{rows}") }
    }

    fn again(&mut self, shown: &str) {
        let root = self.root.clone();
        self.pty.again(&["--ambiguous", "1", root.to_str().unwrap()]).wait_for(shown).wait_stable();
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        self.pty.keys(keys).wait_stable();
        self
    }

    fn shows(&mut self, name: &str) {
        self.pty.wait_stable();
        assert_screen(&format!("three-days/{name}-{}", self.size), &self.pty.screen());
    }

    fn quit(&mut self) {
        self.pty.keys("Q");
        assert!(self.pty.wait_exit().success());
        self.pty.assert_terminal_restored();
    }
}

fn three_days(size: (u16, u16)) {
    let mut reader = Reader::new(size);
    // The first day: two articles, a star, a note, and left in the middle of the third.
    reader.pty.wait_for("渡口10").wait_stable();
    reader.keys("<Enter>").keys("G").keys("J").keys("B").keys("v").keys("a").keys("水情对照").keys("<Enter>");
    reader.keys("J").keys("<Space><Space>");
    reader.shows("1-evening");
    reader.quit();
    // The night: three files come, one is moved, the one that was left is not touched.
    for number in 40..43 {
        write_aged(&reader.root.join(format!("{number}.txt")), text(number));
    }
    fs::create_dir(reader.root.join("旧")).unwrap();
    fs::rename(reader.root.join("11.txt"), reader.root.join("旧/11.txt")).unwrap();
    // The second day: on where one was; what is new; another file comes while the list is open.
    reader.again("接着上次");
    reader.shows("2-morning");
    reader.keys("q").keys("]");
    reader.shows("2-new");
    write_aged(&reader.root.join("50.txt"), text(50));
    reader.pty.wait_for("+1");
    reader.shows("2-came-in");
    reader.keys("R").keys("A").keys("g");
    reader.quit();
    // The third day: nothing is new, and what was starred and noted is found.
    reader.again("渡口");
    reader.keys("<BS>").keys("M");
    reader.shows("3-marks");
    reader.keys("q").keys("/状态:加星<Enter>").keys("<Enter>");
    reader.shows("3-starred");
    // A search is saved, and found again above the provinces; what it finds is taken out.
    reader.keys("q").keys("X").keys("/第11条|第40条<C-s>").keys("X").keys("F");
    reader.shows("3-searches");
    reader.keys("<Enter>").keys("s").keys("j").keys("<Enter>").keys("<C-u>");
    let file = reader.root.with_file_name("取出.md");
    reader.keys(file.to_str().unwrap());
    reader.pty.keys("<Enter>").wait_for("存好了").wait_stable();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("# 渡口11\n") && text.contains("# 渡口40\n"), "{text}");
    reader.quit();
    exported(&reader.root, &reader.pty.home());
}

/// What the commands take out of it.
fn exported(root: &Path, home: &Path) {
    let run = |args: &[&str]| {
        let mut command = Command::new(XINGLAN);
        command.args(args).arg(root).env("XDG_STATE_HOME", home.join("state"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(run(&["list"]).lines().count(), 24);
    assert_eq!(run(&["export", "--format", "jsonl"]).lines().count(), 24);
}

#[test]
fn three_days_of_a_reader() {
    SIZES.into_iter().for_each(three_days);
}
