//! Marks, jumps and the list of what is marked, starred or tagged: across articles, visits and filters.

use std::fs;
use std::path::Path;

use crate::harness::Pty;
use crate::stage::Stage;

/// A library of ten long articles and a file for what is kept.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let body = |n: usize| {
            (1..=60)
                .map(|line| format!("第{line}段说第{n}条河改道，流过{}道闸。", n * line))
                .collect::<Vec<_>>()
        };
        let line = |n| format!("{{\"title\":\"渡口{n}\",\"text\":\"{}\"}}\n", body(n).join("\\n"));
        fs::write(folder.path().join("文集.jsonl"), (0..10).map(line).collect::<String>()).unwrap();
        Self { folder }
    }

    fn open(&self) -> Stage {
        let path = self.folder.path();
        Stage::with_state(path.join("文集.jsonl"), Some(path.join("state.db")), 80, 24)
    }
}

/// The article that is read and the byte at the top; nothing if the text does not have the keys.
fn here(stage: &Stage) -> Option<(String, u32)> {
    let app = &stage.session.app;
    let title = app.reader.held()?.article().label().to_string();
    (app.focus == xinglan::app::Focus::Reader).then(|| (title, app.reader.offset().unwrap()))
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
}

#[test]
fn a_mark_leads_back_from_another_article_and_in_the_next_visit() {
    let place = Place::new();
    let mut stage = place.open();
    stage.keys("3G<Enter>").keys("50%").keys("ma");
    says(&stage, "标记记下了");
    let marked = here(&stage);
    assert!(marked.as_ref().is_some_and(|(title, byte)| title == "渡口2" && *byte > 500), "{marked:?}");
    stage.keys("q").keys("7G<Enter>").keys("G");
    let left = here(&stage);
    assert_eq!(here(stage.keys("'a")), marked);
    assert_eq!(stage.session.app.list.cursor(), 2, "the list follows");
    assert_eq!(here(stage.keys("''")), left);
    assert_eq!(here(stage.keys("''")), marked, "there and back");
    stage.keys("q").keys("9G").keys("q");
    drop(stage);
    let mut stage = place.open();
    assert_eq!(here(&stage), None);
    assert_eq!(here(stage.keys("'a")), marked);
    stage.keys("'b");
    says(&stage, "没有这个标记");
    stage.keys("m!");
    says(&stage, "标记只用字母");
    assert_eq!(here(stage.keys("m<Esc>").keys("'<Esc>")), marked);
}

#[test]
fn a_mark_that_is_not_on_the_disk_yet_leads_there() {
    let mut stage = Place::new().open();
    stage.keys("<Enter>").keys("50%").press("m1G'1").rest();
    let marked = here(&stage);
    assert_eq!(here(stage.keys("g").keys("'1")), marked);
    assert!(marked.unwrap().1 > 500);
}

#[test]
fn a_mark_is_undone() {
    let mut stage = Place::new().open();
    stage.keys("<Enter>").keys("30%").keys("ma");
    let first = here(&stage);
    stage.keys("80%").keys("ma").keys("U");
    assert_eq!(here(stage.keys("'a")), first);
    stage.keys("U");
    says(&stage, "去掉了标记");
    stage.keys("'a");
    says(&stage, "没有这个标记");
}

#[test]
fn where_nothing_is_kept_a_mark_holds_for_the_visit() {
    let place = Place::new();
    let mut stage = Stage::open(place.folder.path().join("文集.jsonl"), 80, 24);
    stage.keys("<Enter>").keys("50%").keys("ma");
    says(&stage, "只在这次有效");
    let marked = here(&stage);
    assert_eq!(here(stage.keys("q").keys("5G").keys("'a")), marked);
}

#[test]
fn a_mark_outside_the_filter_is_reached_and_the_filter_stays() {
    let mut stage = Place::new().open();
    stage.keys("3G<Enter>").keys("50%").keys("ma");
    let marked = here(&stage);
    stage.keys("q").keys("/题:渡口7<Enter>");
    assert_eq!(stage.session.app.list.len(), 1);
    assert_eq!(here(stage.keys("'a")), marked);
    says(&stage, "不在筛选之内");
    assert_eq!(stage.session.app.list.len(), 1);
    assert_eq!(here(stage.keys("q").keys("<Enter>")).unwrap().0, "渡口7", "the list stays what it was");
}

#[test]
fn back_and_forward_walk_the_places_that_jumps_left() {
    let mut stage = Place::new().open();
    stage.keys("<Enter>").keys("30%");
    let first = here(&stage);
    stage.keys("G");
    let second = here(&stage);
    stage.keys("J");
    let third = here(&stage);
    assert_eq!(third.as_ref().unwrap().0, "渡口1");
    assert_eq!(here(stage.keys("H")), second);
    assert_eq!(here(stage.keys("<C-o>")), first);
    assert_eq!(here(stage.keys("L")), second);
    assert_eq!(here(stage.keys("L")), third);
    stage.keys("L");
    says(&stage, "后面没有了");
    assert_eq!(here(stage.keys("q").keys("H")), third, "from the list to the text that was left");
}

#[test]
fn the_first_visit_has_nothing_to_go_back_to() {
    let mut stage = Place::new().open();
    says(stage.keys("H"), "前面没有跳过");
    says(stage.keys("''"), "前面没有跳过");
    says(stage.keys("M"), "还没有记下什么");
}

#[test]
fn one_list_leads_to_marks_stars_and_tags() {
    let mut stage = Place::new().open();
    stage.keys("2GB").keys("6G#待引<Enter>").keys("4G<Enter>").keys("50%").keys("mk");
    let marked = here(&stage);
    stage.keys("q").keys("M");
    for text in ["标记一览", "渡口3", "星", "渡口1", "#待引", "渡口5"] {
        says(&stage, text);
    }
    assert_eq!(here(stage.keys("<Enter>")), marked, "the first line is the mark");
    stage.keys("M").keys("渡口5<Enter>");
    assert_eq!(here(stage.keys("<Enter>")).unwrap().0, "渡口5", "narrowed");
    stage.keys("M").keys("待引<Enter>");
    assert_eq!(here(stage.keys("<Enter>")).unwrap().0, "渡口5", "by the tag");
    assert_eq!(here(stage.keys("H")), marked);
}

#[test]
fn an_article_whose_counter_changed_keeps_its_mark() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("文集");
    fs::create_dir(&folder).unwrap();
    let write = |count: usize| {
        let body = "河水改道流过三道闸门，两岸的田里种着麦子高粱，渡口在堤坝下面二里。\n".repeat(40);
        fs::write(folder.join("甲.txt"), format!("渡口\n{body}\n阅读 {count} 次\n")).unwrap();
        fs::write(folder.join("乙.txt"), "闸门\n另一篇说的是闸门。\n").unwrap();
    };
    let open =
        |folder: &Path| Stage::with_state(folder.to_owned(), Some(place.path().join("state.db")), 80, 24);
    write(1021);
    let mut stage = open(&folder);
    stage.keys("/题:渡口<Enter>").keys("<Enter>").keys("50%").keys("ma");
    let marked = here(&stage);
    stage.keys("q").keys("X/题:闸门<Enter>");
    drop(stage);
    write(1388);
    let mut stage = open(&folder);
    assert_eq!(here(stage.keys("'a")), marked);
    fs::remove_file(folder.join("甲.txt")).unwrap();
    drop(stage);
    let mut stage = open(&folder);
    stage.keys("'a");
    says(&stage, "不在这个文库里");
}

#[test]
fn a_mark_of_the_last_visit_is_reached_in_a_terminal() {
    let place = Place::new();
    let file = place.folder.path().join("文集.jsonl");
    let args = ["--ambiguous", "1", file.to_str().unwrap()];
    let mut pty = Pty::spawn(&args, 80, 24, &[]);
    pty.wait_for("/10").wait_stable();
    let text = |pty: &Pty| {
        let screen = pty.screen();
        screen
            .lines()
            .filter(|line| line.contains("段说"))
            .map(|line| line.chars().skip(1).collect::<String>())
            .collect::<Vec<_>>()
    };
    pty.keys("3G<Enter>").wait_stable();
    pty.keys("50%").wait_stable();
    pty.keys("ma").wait_for("标记记下了").wait_stable();
    let marked = text(&pty);
    assert!(!marked.is_empty(), "{}", pty.screen());
    pty.keys("q").wait_stable();
    pty.keys("9Gq");
    assert!(pty.wait_exit().success());
    pty.again(&args);
    pty.wait_for("/10").wait_stable();
    assert_ne!(text(&pty), marked);
    pty.keys("'a").wait_for("段说第2条河").wait_stable();
    assert_eq!(text(&pty), marked);
}
