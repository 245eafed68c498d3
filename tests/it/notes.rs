//! Notes and underlines: kept with the passage that they are about, shown there, found again in a changed file, listed, undone.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::harness::{Pty, assert_screen};
use crate::stage::{Stage, library, styled};

/// A library of two articles and a file for what is kept.
struct Place {
    home: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir(place.folder()).unwrap();
        place.write("渡口", &text("渡口"));
        place.write("闸门", &text("闸门"));
        place
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("文集")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder().join(format!("{name}.txt")), text).unwrap();
    }

    fn open(&self, cols: u16, rows: u16) -> Stage {
        Stage::with_state(self.folder(), Some(self.home.path().join("state.db")), cols, rows)
    }
}

/// A long text whose sentences have numbers.
fn text(name: &str) -> String {
    let line = |n: usize| format!("{name}第{n}段说河水改道。流过{n}道闸门的水，两岸的田里种着麦子和高粱。\n");
    let lines: Vec<String> = (1..=40).map(line).collect();
    format!("{name}\n\n{}", lines.concat())
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
}

fn says_not(stage: &Stage, text: &str) {
    assert!(!stage.screen().contains(text), "{text}: {}", stage.screen());
}

/// Goes into the first text, unless the last visit ended there.
fn read(stage: &mut Stage) {
    if stage.session.app.focus != xinglan::app::Focus::Reader {
        stage.keys("<Enter>");
    }
}

/// The texts of all passages of the open article that are noted, or underlined.
fn passages(stage: &Stage, noted: bool) -> Vec<String> {
    let reader = &stage.session.app.reader;
    let text = reader.held().unwrap().article().text().to_text();
    let ranges = reader.passages().iter().filter(|passage| passage.is_note == noted);
    let text = |range: &std::ops::Range<u32>| text.as_str().get(range.start as usize..range.end as usize);
    ranges.map(|passage| text(&passage.range).unwrap().to_owned()).collect()
}

#[test]
fn a_note_stands_with_its_sentence_in_the_next_visit_and_at_every_size() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>").keys("3}va").keys("数字要核对<Enter>");
    says(&stage, "批注记下了");
    says(&stage, "批注：数字要核对");
    assert_eq!(passages(&stage, true), ["渡口第3段说河水改道。"]);
    let sign =
        |stage: &Stage| stage.screen().lines().find(|line| line.contains("第3段")).unwrap().starts_with('+');
    assert!(sign(&stage), "{}", stage.screen());
    stage.keys("q");
    drop(stage);
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        let mut stage = place.open(cols, rows);
        read(&mut stage);
        assert_eq!(passages(&stage, true), ["渡口第3段说河水改道。"], "{cols}x{rows}");
        says(&stage, "批注：数字要核对");
    }
}

#[test]
fn a_note_stays_at_its_sentence_when_the_file_changes_elsewhere() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>").keys("20}va").keys("甲<Enter>").keys("v<Tab>").keys("-");
    says(&stage, "划线记下了");
    let underlined = passages(&stage, false);
    assert_eq!(underlined.len(), 1);
    stage.keys("q");
    drop(stage);
    let changed = text("渡口").replace("渡口第2段", "渡口这里后来加了几句话。渡口第2段");
    place.write("渡口", &changed);
    let mut stage = place.open(80, 24);
    read(&mut stage);
    assert_eq!(passages(&stage, true), ["渡口第20段说河水改道。"]);
    assert_eq!(passages(&stage, false), underlined);
    stage.keys("q");
    drop(stage);
    place.write("渡口", &changed.replace("渡口第20段说河水改道。", "渡口第20段改写过了。"));
    let mut stage = place.open(80, 24);
    read(&mut stage);
    assert!(passages(&stage, true).is_empty(), "its place is lost");
    says(stage.keys("g"), "批注（原处不在了）：甲");
    says(stage.keys("M"), "渡口第20段说河水改道。");
    stage.keys("<Enter>");
    says(&stage, "原处的文字不在了");
}

#[test]
fn a_mark_stays_at_its_line_when_the_file_changes_elsewhere() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>").keys("20Gma").keys("q").keys("G");
    drop(stage);
    place.write("渡口", &text("渡口").replace("渡口第2段", "渡口后来加了几句话。渡口第2段"));
    let mut stage = place.open(80, 24);
    stage.keys("'a");
    let shown = stage.screen();
    let first = shown.lines().find(|line| line.contains("说河水改道")).unwrap();
    assert!(first.contains("第20段"), "{shown}");
}

#[test]
fn a_note_is_edited_taken_away_and_undone() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>va").keys("初稿<Enter>");
    stage.keys("va");
    assert_eq!(stage.session.app.prompt.as_ref().unwrap().text(), "初稿");
    stage.keys("改定<Enter>");
    says(&stage, "批注：初稿改定");
    stage.keys("va").keys("不要<Esc>");
    says(&stage, "批注：初稿改定");
    stage.keys("<Esc>U");
    says(&stage, "批注：初稿");
    says_not(&stage, "改定");
    stage.keys("va<C-u><Enter>");
    says(&stage, "去掉了批注");
    assert!(passages(&stage, true).is_empty());
    stage.keys("U");
    says(&stage, "批注：初稿");
    stage.keys("U");
    assert!(passages(&stage, true).is_empty(), "as it began");
    stage.keys("v-");
    assert_eq!(passages(&stage, false).len(), 1);
    stage.keys("U");
    assert!(passages(&stage, false).is_empty());
    stage.keys("v-").keys("v<F9>");
    says(&stage, "去掉了划线");
    assert!(passages(&stage, false).is_empty());
}

#[test]
fn two_keys_before_the_disk_answers_do_not_underline_twice() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>").press("v-v-").rest();
    assert!(passages(&stage, false).is_empty());
}

#[test]
fn a_note_on_the_article_stands_below_its_title() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("j").keys("a").keys("整篇重读<Enter>");
    stage.keys("<Enter>");
    says(&stage, "批注：整篇重读");
    assert_eq!(passages(&stage, true), [""]);
    stage.keys("<F7>");
    assert_eq!(stage.session.app.prompt.as_ref().unwrap().text(), "整篇重读");
}

#[test]
fn a_long_note_wraps_where_it_is_written_and_below_its_paragraph() {
    let place = Place::new();
    let mut stage = place.open(40, 20);
    let note = "这一句要和县志里的记载对照，看是哪一年改的道，又是谁主持的工程，花了多少银子。";
    stage.keys("<Enter>va");
    stage.paste(&format!("{note}\n{note}"));
    let shown = stage.screen();
    for part in ["批注：这一句", "又是谁主持的", "少银子。 这一句"] {
        let rows: String = shown.lines().collect::<Vec<_>>().concat().replace(' ', "");
        assert!(rows.contains(&part.replace(' ', "")), "{part}: {shown}");
    }
    let (_, cursor) = stage.frame(xinglan::view::Theme::default());
    assert_eq!(cursor.map(|(_, y)| y), Some(19));
    stage.keys("<Home>");
    let (_, cursor) = stage.frame(xinglan::view::Theme::default());
    assert!(cursor.is_some_and(|(x, y)| x == 6 && y < 19), "{cursor:?}");
    stage.keys("<Enter>");
    says(&stage, "批注：这一句要和县志里的记载");
}

#[test]
fn one_list_has_notes_and_underlines_and_takes_them_back() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>").keys("20}va").keys("要核对<Enter>").keys("v<Tab>-").keys("ma").keys("q");
    stage.keys("j").keys("B#待引<Enter>").keys("a").keys("整篇<Enter>").keys("M");
    for text in [
        "标记一览",
        "批注",
        "划线",
        "要核对",
        "“渡口第20段说河水改道。”",
        "《渡口》",
        "整篇",
        "闸门",
        "#待引",
    ] {
        says(&stage, text);
    }
    stage.keys("/要核<Enter>").keys("<Enter>");
    assert_eq!(stage.session.app.reader.held().unwrap().article().label().as_str(), "渡口");
    says(&stage, "渡口第20段");
    stage.keys("M").keys("/要核<Enter>").keys("a").keys("了<Enter>");
    says(&stage, "要核对了");
    assert!(stage.session.app.overlay.is_some(), "the list stays open");
    stage.keys("d");
    says(&stage, "去掉了批注");
    stage.keys("U");
    says(&stage, "要核对了");
    stage.keys("q").keys("M");
    for _ in 0..6 {
        stage.keys("gjx");
    }
    assert!(stage.session.app.overlay.is_none(), "nothing is left: {}", stage.screen());
    stage.keys("M");
    says(&stage, "还没有记下什么");
    for _ in 0..6 {
        stage.keys("U");
    }
    stage.keys("M");
    for text in ["要核对了", "#待引", "整篇"] {
        says(&stage, text);
    }
}

#[test]
fn a_filter_asks_for_the_words_of_notes() {
    let place = Place::new();
    let mut stage = place.open(80, 24);
    stage.keys("<Enter>va").keys("要核对<Enter>").keys("q");
    for (query, found) in [
        ("批注:核对", 1),
        ("note:核对", 1),
        ("批注：別的", 0),
        ("-批注:核对", 1),
        ("状态:有批注", 1),
        ("is:noted", 1),
        ("批注:核对 题:闸门", 0),
    ] {
        stage.keys(&format!("/{}<Enter>", query.replace(' ', "<Space>")));
        assert_eq!(stage.session.app.list.len(), found, "{query}");
        stage.keys("X");
    }
    stage.keys("/批注:核对<Enter>").keys("U");
    assert_eq!(stage.session.app.list.len(), 0, "the answer follows");
}

#[test]
fn where_nothing_is_kept_a_note_holds_for_the_visit() {
    let place = Place::new();
    let mut stage = Stage::open(place.folder(), 80, 24);
    stage.keys("<Enter>va").keys("只在这次<Enter>");
    says(&stage, "只在这次有效");
    says(&stage, "批注：只在这次");
}

#[test]
fn the_screens_of_notes() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        let home = tempfile::tempdir().unwrap();
        let state = Some(home.path().join("state.db"));
        let mut stage = Stage::with_state(library(), state, cols, rows);
        let mut look = |name: &str, keys: &str| {
            stage.keys(keys);
            let (buffer, _) = stage.frame(xinglan::view::Theme::default());
            assert_screen(&format!("{name}-{cols}x{rows}"), &styled(&buffer));
        };
        look("note-typed", "<Enter>vl(a这句要和上一篇对照");
        look("noted", "<Enter>v<Tab><Tab>)-k");
        look("notes-listed", "maqM");
    }
}

#[test]
fn a_note_is_written_in_a_terminal_and_there_again() {
    let place = Place::new();
    let folder = place.folder();
    let args = ["--ambiguous", "1", folder.to_str().unwrap()];
    let mut pty = Pty::spawn(&args, 80, 24, &[]);
    pty.wait_for("1/2").wait_stable();
    pty.keys("<Enter>").wait_stable();
    pty.keys("10}").wait_stable();
    pty.keys("v").wait_for("【选中】").wait_stable();
    pty.keys("a").wait_for("批注：").wait_stable();
    pty.keys("要核对<Enter>").wait_for("批注记下了").wait_stable();
    pty.keys("qq");
    assert!(pty.wait_exit().success());
    place.write("渡口", &text("渡口").replace("渡口第2段", "后来加了几句话。渡口第2段"));
    pty.again(&args);
    pty.wait_for("1/2").wait_stable();
    pty.keys("M").wait_for("要核对").wait_stable();
    pty.keys("<Enter>").wait_for("批注：要核对").wait_stable();
    let screen = pty.screen();
    let row = screen.lines().position(|line| line.contains("渡口第10段")).unwrap();
    assert!(screen.lines().nth(row).unwrap().starts_with('+'), "{screen}");
    assert!(screen.lines().skip(row).take(3).any(|line| line.contains("批注：要核对")), "{screen}");
    pty.keys("v").wait_stable();
    pty.keys("<Esc>").wait_stable();
    pty.keys("M").wait_stable();
    pty.keys("d").wait_for("去掉了批注").wait_stable();
    pty.keys("U").wait_for("批注：要核对").wait_stable();
}

#[test]
fn a_restricted_reader_says_that_it_keeps_no_note() {
    let place = Place::new();
    let folder = place.folder();
    let mut pty = Pty::spawn(&["--restricted", "--ambiguous", "1", folder.to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("1/2").wait_stable();
    pty.keys("<Enter>").wait_stable();
    pty.keys("va要核对<Enter>").wait_for("只在这次有效").wait_stable();
    assert!(pty.screen().contains("批注：要核对"), "{}", pty.screen());
}

#[test]
fn a_note_stands_beside_its_paragraph_where_there_is_room() {
    let place = Place::new();
    let mut stage = place.open(220, 30);
    read(&mut stage);
    stage.keys("jva这一段要和县志对照着看，再问一问闸上的人<Enter>");
    let row = |stage: &Stage, text: &str| stage.screen().lines().position(|line| line.contains(text));
    let line = stage.screen().lines().find(|line| line.contains("批注：")).unwrap().to_owned();
    assert!(line.contains("段说河水改道"), "beside, not below: {line}");
    assert!(row(&stage, "批注：") < row(&stage, "第3段"), "{}", stage.screen());
    // Every word of it is there, though the paragraph has fewer lines than the note.
    let beside: String = stage.screen().lines().filter_map(|line| line.split("  ").last()).collect();
    assert!(beside.replace(' ', "").contains("再问一问闸上的人"), "{}", stage.screen());
    stage.resize(80, 24);
    let line = stage.screen().lines().find(|line| line.contains("批注：")).unwrap().to_owned();
    assert!(!line.contains("段说河水改道"), "{line}");
}
