//! Saved searches and the history of the filter line: across visits, with numbers that follow the library.

use std::fs;
use std::path::Path;

use crate::harness::assert_screen;
use crate::stage::Stage;

/// A library of three notes about a river, and a file for what is kept.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("文")).unwrap();
    for name in ["渡口", "水闸", "堤"] {
        write(folder.path(), name);
    }
    folder
}

fn write(folder: &Path, name: &str) {
    let path = folder.join("文").join(format!("{name}.txt"));
    fs::write(path, format!("{name}\n\n{name}边的河水又涨了一尺。\n")).unwrap();
}

fn open(folder: &Path, cols: u16, rows: u16) -> Stage {
    Stage::with_state(folder.join("文"), Some(folder.join("state.db")), cols, rows)
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
}

fn query(stage: &Stage) -> &str {
    stage.session.app.filter.query().text()
}

#[test]
fn a_search_is_saved_listed_and_applied_in_the_next_visit() {
    let folder = library();
    let mut stage = open(folder.path(), 80, 24);
    stage.keys("F");
    says(&stage, "还没有常用筛选");
    stage.keys("/河水<C-s>");
    assert_eq!(query(&stage), "河水");
    says(&stage, "存为常用筛选了");
    stage.keys("/水闸|堤<C-s>");
    drop(stage);
    write(folder.path(), "堤上");
    let mut stage = open(folder.path(), 80, 24);
    stage.keys("X<F4>");
    says(&stage, "4 篇  1 新");
    says(&stage, "3 篇  1 新");
    stage.keys("<Enter>");
    assert_eq!(query(&stage), "河水");
    stage.keys("Fj<Enter>");
    assert_eq!(query(&stage), "水闸|堤");
    says(&stage, "3 篇");
}

#[test]
fn a_search_gets_another_name_is_dropped_and_comes_back() {
    let folder = library();
    let mut stage = open(folder.path(), 80, 24);
    stage.keys("/河水<C-s>");
    stage.keys("/河水<C-s>");
    says(&stage, "这个筛选已经存过");
    stage.keys("F");
    assert_eq!(stage.session.app.library.annotations.searches.len(), 1, "once is enough");
    stage.keys("a").keys("<C-u>涨水<Enter>");
    says(&stage, "涨水  河水");
    stage.keys("d");
    assert!(stage.session.app.library.annotations.searches.is_empty());
    stage.keys("U");
    assert_eq!(stage.session.app.library.annotations.searches, [("涨水".to_owned(), "河水".to_owned())]);
    stage.keys("UU");
    assert_eq!(stage.session.app.library.annotations.searches, [("河水".to_owned(), "河水".to_owned())]);
}

#[test]
fn lines_of_the_filter_come_back_by_what_they_begin_with() {
    let folder = library();
    let mut stage = open(folder.path(), 80, 24);
    stage.keys("/河水<Enter>X/渡口<Enter>X/河<Enter>X");
    drop(stage);
    let mut stage = open(folder.path(), 80, 24);
    let line = |stage: &Stage| stage.session.app.prompt.as_ref().unwrap().text().to_owned();
    stage.keys("/<Up>");
    assert_eq!(line(&stage), "河");
    stage.keys("<C-p>");
    assert_eq!(line(&stage), "渡口");
    stage.keys("<C-n><C-n>");
    assert_eq!(line(&stage), "");
    stage.keys("河水").keys("<C-u>河<C-p><C-p>");
    assert_eq!(line(&stage), "河水", "渡口 does not begin so");
    stage.keys("<Esc>");
}

#[test]
fn without_a_file_nothing_is_kept_and_that_is_said() {
    let folder = library();
    let mut stage = Stage::open(folder.path().join("文"), 80, 24);
    stage.keys("/河水<C-s>");
    says(&stage, "只在这次有效");
    stage.keys("F");
    says(&stage, "3 篇");
}

#[test]
fn the_list_of_saved_searches_as_it_looks() {
    for (cols, rows) in [(120, 40), (80, 24), (40, 20)] {
        let folder = library();
        let mut stage = open(folder.path(), cols, rows);
        stage.keys("/河水<C-s>/水闸|堤<C-s>").keys("Fj").keys("a<C-u>闸和堤<Enter>");
        drop(stage);
        write(folder.path(), "堤上");
        let mut stage = open(folder.path(), cols, rows);
        stage.keys("F");
        assert_screen(&format!("searches-{cols}x{rows}"), &stage.screen());
    }
}

#[test]
fn saved_searches_stand_above_the_facets_with_their_numbers() {
    for (cols, rows) in [(120, 40), (80, 24), (40, 20)] {
        let folder = library();
        let mut stage = open(folder.path(), cols, rows);
        stage.keys("/河水<C-s>/水闸|堤<C-s>X");
        drop(stage);
        write(folder.path(), "堤上");
        let mut stage = open(folder.path(), cols, rows);
        stage.keys("Xp");
        assert_screen(&format!("searches-facets-{cols}x{rows}"), &stage.screen());
        stage.keys("k<Enter>");
        assert_eq!(query(&stage), "水闸|堤", "up from the first value is the last search");
        stage.keys("Xpkk<Enter>");
        assert_eq!(query(&stage), "河水");
        stage.keys("Xpkj<Enter>");
        assert!(query(&stage).starts_with('@'), "and down are the values again: {}", query(&stage));
    }
}

#[test]
fn a_saved_search_is_one_of_its_library() {
    let folder = library();
    fs::create_dir(folder.path().join("别处")).unwrap();
    fs::write(folder.path().join("别处/甲.txt"), "甲\n\n别处的河水。\n").unwrap();
    let mut stage = open(folder.path(), 80, 24);
    stage.keys("/河水<C-s>");
    drop(stage);
    let elsewhere =
        || Stage::with_state(folder.path().join("别处"), Some(folder.path().join("state.db")), 80, 24);
    let mut other = elsewhere();
    assert_eq!(other.session.app.library.annotations.searches, []);
    other.keys("/别处<C-s>");
    drop(other);
    let searches = |stage: &Stage| stage.session.app.library.annotations.searches.clone();
    assert_eq!(searches(&open(folder.path(), 80, 24)), [("河水".to_owned(), "河水".to_owned())]);
    assert_eq!(searches(&elsewhere()), [("别处".to_owned(), "别处".to_owned())]);
}

#[test]
fn what_was_looked_for_in_an_article_has_a_history_of_its_own() {
    let folder = library();
    let mut stage = open(folder.path(), 80, 24);
    stage.keys("/河水<Enter>").keys("<Enter>").keys("/涨了<Enter>").keys("/一尺<Enter>");
    drop(stage);
    let mut stage = open(folder.path(), 80, 24);
    if stage.session.app.focus != xinglan::app::Focus::Reader {
        stage.keys("<Enter>");
    }
    let line = |stage: &Stage| stage.session.app.prompt.as_ref().map(|prompt| prompt.text().to_owned());
    stage.keys("/<Up>");
    assert_eq!(line(&stage).as_deref(), Some("一尺"));
    stage.keys("<Up>");
    assert_eq!(line(&stage).as_deref(), Some("涨了"));
    stage.keys("<Up>");
    assert_eq!(line(&stage).as_deref(), Some("涨了"), "lines of the filter are not among them");
    stage.keys("<Esc>q/<Up>");
    assert_eq!(line(&stage).as_deref(), Some("河水"));
}
