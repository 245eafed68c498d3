//! What came in since the first visit, stars and tags: found, walked, passed, and kept.

use std::fs;
use std::path::{Path, PathBuf};

use crate::stage::Stage;

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("文集.jsonl")
    }

    /// Writes a library of these numbers.
    fn write(&self, numbers: impl Iterator<Item = usize>) {
        let line = |n: usize| {
            format!("{{\"title\":\"题目{n}\",\"text\":\"第{n}次改道，河水流过{}道闸。\"}}\n", n * 7)
        };
        fs::write(self.library(), numbers.map(line).collect::<String>()).unwrap();
    }

    fn open(&self) -> Stage {
        Stage::with_state(self.library(), Some(self.folder.path().join("state.db")), 80, 24)
    }
}

fn under_cursor(stage: &Stage) -> String {
    let list = &stage.session.app.list;
    list.row(list.cursor()).unwrap().label.to_string()
}

fn header(stage: &Stage) -> String {
    stage.screen().lines().next().unwrap().to_owned()
}

#[test]
fn thirty_new_among_twelve_thousand_are_walked_and_no_other() {
    let place = Place::new();
    place.write((0..12_000).filter(|n| n % 400 != 7));
    let stage = place.open();
    assert!(!header(&stage).contains("新"), "nothing is new on a first visit: {}", header(&stage));
    drop(stage);
    place.write(0..12_000);
    let mut stage = place.open();
    assert!(header(&stage).contains("新 30"), "{}", header(&stage));
    let mut walked = Vec::new();
    for _ in 0..30 {
        stage.keys("]");
        walked.push(under_cursor(&stage));
    }
    assert_eq!(walked, (0..30).map(|n| format!("题目{}", n * 400 + 7)).collect::<Vec<_>>());
    assert!(stage.keys("]").screen().contains("没有新到的了"));
    stage.keys("[");
    assert_eq!(under_cursor(&stage), "题目11207");
    assert_eq!(stage.keys("/状态:新<Enter>").session.app.list.len(), 30);
    drop(stage);
    let mut stage = place.open();
    assert!(header(&stage).contains("新 30"), "a visit loses nothing: {}", header(&stage));
    stage.keys("XgA");
    assert!(!header(&stage).contains("新"), "{}", header(&stage));
    assert!(header(stage.keys("U")).contains("新 30"), "and that is undone");
}

#[test]
fn an_opened_article_is_no_longer_new_and_ten_seconds_read_it() {
    let place = Place::new();
    place.write(0..20);
    drop(place.open());
    place.write(0..22);
    let mut stage = place.open();
    stage.keys("]<Enter>").keys("q");
    assert!(header(&stage).contains("新 1"), "{}", header(&stage));
    assert_eq!(stage.keys("/状态:已读<Enter>").session.app.list.len(), 1);
    stage.keys("X").keys("gr");
    assert_eq!(stage.keys("/状态:已读<Enter>").session.app.list.len(), 2);
    stage.keys("X").keys("gr").keys("U");
    assert_eq!(stage.keys("/状态:已读<Enter>").session.app.list.len(), 2, "undone");
}

#[test]
fn stars_and_tags_are_kept_counted_and_taken_back() {
    let place = Place::new();
    place.write(0..20);
    let mut stage = place.open();
    stage.keys("3GB").keys("5G#待引 旧<Enter>").keys("5G#").keys("<BS><BS><Enter>");
    drop(stage);
    let mut stage = place.open();
    assert_eq!(stage.keys("/状态:加星<Enter>").session.app.list.len(), 1);
    assert!(stage.screen().contains("星"), "{}", stage.screen());
    assert_eq!(stage.keys("X/标签:待引<Enter>").session.app.list.len(), 1);
    assert_eq!(stage.keys("X/标签:旧<Enter>").session.app.list.len(), 0);
    stage.keys("X3GBU");
    assert_eq!(stage.keys("/状态:加星<Enter>").session.app.list.len(), 1);
}

#[test]
fn an_article_whose_counter_changed_keeps_its_star_and_says_so() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("文集");
    fs::create_dir(&folder).unwrap();
    let write = |count: usize| {
        let body = "河水改道流过三道闸门，两岸的田里种着麦子高粱，渡口在堤坝下面二里。".repeat(3);
        fs::write(folder.join("甲.txt"), format!("渡口\n{body}\n阅读 {count} 次\n")).unwrap();
    };
    let open =
        |folder: &Path| Stage::with_state(folder.to_owned(), Some(place.path().join("state.db")), 80, 24);
    write(1021);
    open(&folder).keys("B");
    write(1388);
    let mut stage = open(&folder);
    let row = |stage: &Stage| stage.screen().lines().nth(1).unwrap().to_owned();
    assert!(row(&stage).contains("改"), "{}", stage.screen());
    assert_eq!(stage.keys("/状态:加星<Enter>").session.app.list.len(), 1);
    stage.keys("<Enter>").keys("q");
    assert!(!row(&stage).contains("改"), "told once: {}", stage.screen());
}
