//! What the keeper of a library says reaches its readers: corrections, tags and public notes go into the snapshot, and those who
//! may keep nothing see them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use serde_json::Value;
use tempfile::TempDir;
use xinglan::app::{Event, Options};
use xinglan::corpus::LoadOptions;
use xinglan::corpus::load::Root;
use xinglan::session::{Choice, LibrarySpec, Session, SnapshotLookup};

use crate::harness::{Pty, XINGLAN};
use crate::stage::Stage;

/// A library with a snapshot of its own, and the home of its keeper.
struct Kept {
    home: TempDir,
}

impl Kept {
    fn new() -> Self {
        let kept = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir(kept.folder()).unwrap();
        for name in ["堤", "水闸", "渡口"] {
            let text = format!("{name}\n\n{name}边的河水又涨了一尺。渡船停了。\n\n第二段说{name}。\n");
            fs::write(kept.folder().join(format!("{name}.txt")), text).unwrap();
        }
        kept
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("文")
    }

    fn snapshot(&self) -> PathBuf {
        self.folder().join(".xinglan.snapshot")
    }

    /// The keeper's reader.
    fn keeper(&self) -> Stage {
        Stage::with_state(self.folder(), Some(self.home.path().join("state/xinglan/state.db")), 80, 24)
    }

    /// A reader who may keep nothing.
    fn reader(&self) -> Stage {
        let roots = vec![Root::Path(self.folder())];
        let choice = Choice::ReadOnly(Some(self.snapshot()));
        let lookup = SnapshotLookup::open(&roots, &LoadOptions::default(), &choice);
        assert!(lookup.base.is_some(), "{:?}", lookup.fault);
        let library = LibrarySpec { roots, lookup, ..LibrarySpec::default() };
        let wake: xinglan::session::Wake = Arc::new(|| {});
        let mut session = Session::start(library, LoadOptions::default(), Options::default(), &wake);
        session.event(Event::Resize { cols: 80, rows: 24 });
        let mut stage = Stage::over(session, 80, 24);
        stage.rest();
        stage
    }

    /// Runs a command as the keeper, or as somebody who has kept nothing.
    fn run(home: &Path, args: &[&str]) -> Output {
        let mut command = Command::new(XINGLAN);
        command.args(args).env("HOME", home).env("XDG_STATE_HOME", home.join("state"));
        command.env("XDG_CACHE_HOME", home.join("cache")).env("LC_ALL", "zh_CN.UTF-8");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        output
    }

    fn index(&self, args: &[&str]) {
        let (folder, snapshot) = (self.folder(), self.snapshot());
        let own = ["index", "-o", snapshot.to_str().unwrap(), folder.to_str().unwrap()];
        Self::run(self.home.path(), &[&own, args].concat());
    }
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
}

fn says_not(stage: &Stage, text: &str) {
    assert!(!stage.screen().contains(text), "{text}: {}", stage.screen());
}

#[test]
fn the_keeper_publishes_and_readers_see_it() {
    let kept = Kept::new();
    let mut keeper = kept.keeper();
    keeper.keys("jB#重点<Enter>").keys("<Enter>jva水情要对照<Enter>").keys("a自己看的<Enter>").keys("@");
    // 北京 is the first of the divisions.
    keeper.keys("<Space><Esc>").keys("M");
    says(&keeper, "水情要对照");
    // Down to the note on the sentence, which is the second or the first.
    let own = keeper.screen();
    let at = |text: &str| own.lines().position(|line| line.contains(text)).unwrap();
    let (public, private) = (at("水情要对照"), at("自己看的"));
    keeper.keys(&"j".repeat(public.saturating_sub(private.min(public)))).keys("p");
    says(&keeper, "公开：水情要对照");
    says_not(&keeper, "公开：自己看的");
    drop(keeper);

    kept.index(&[]);
    let mut before = kept.reader();
    before.keys("M");
    says_not(&before, "水情要对照");
    drop(before);

    kept.index(&["--publish"]);
    let mut reader = kept.reader();
    reader.keys("M");
    says(&reader, "馆注：水情要对照");
    says(&reader, "#重点");
    says_not(&reader, "自己看的");
    reader.keys("x");
    says(&reader, "只能看");
    reader.keys("q/标签:重点<Enter>");
    assert_eq!(reader.session.app.filter.answer().articles.number, 1);
    reader.keys("/@北京<Enter>");
    assert_eq!(reader.session.app.filter.answer().articles.number, 1, "the correction");
    reader.keys("<Enter>");
    says(&reader, "水情要对照");
    drop(reader);

    // A stranger behind the walls of the real program.
    let args = ["--restricted", "--ambiguous", "1", kept.folder().to_str().unwrap()].map(String::from);
    let mut stranger = Pty::spawn(&args.each_ref().map(String::as_str), 80, 24, &[]);
    stranger.wait_for("1/3").keys("M").wait_for("馆注：水情要对照").wait_for("#重点");
    stranger.keys("q/标签:重点\r").wait_for("1/1").keys("\r").wait_for("水情要对照");
    assert!(!stranger.screen().contains("自己看的"));
    stranger.keys("Q");
    assert_eq!(stranger.wait_exit().exit_code(), 0);

    // What prints sees it as well, and an index without the option keeps it.
    kept.index(&[]);
    let other = tempfile::tempdir().unwrap();
    let folder = kept.folder();
    let listed =
        Kept::run(other.path(), &["list", "--json", "--filter", "标签:重点", folder.to_str().unwrap()]);
    let line: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(line["tags"], serde_json::json!(["重点"]));
    let bytes = fs::read(kept.snapshot()).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("自己看的"), "what is private is not in the file");
}
