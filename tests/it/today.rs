//! Dates that depend on today: as the reader shows and searches them, over midnight, and as commands take them.

use std::fs;

use xinglan::format::Date;
use xinglan::session::Clock;

use crate::stage::Stage;

fn date(month: u8, day: u8) -> Clock {
    Clock::Fixed(Date { year: 2026, month, day })
}

/// One article a day, from 20 November to 2 December 2026.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (month, day) in (20..=30).map(|day| (11, day)).chain([(12, 1), (12, 2)]) {
        let path = folder.path().join(format!("2026-{month}-{day:02}.txt"));
        fs::write(path, format!("渡口{month}月{day}日\n\n河水又涨了一尺，渡船停了。\n")).unwrap();
    }
    folder
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
}

#[test]
fn days_are_counted_from_today_and_the_header_says_which() {
    let folder = library();
    let mut stage = Stage::open(folder.path().to_owned(), 120, 40);
    stage.session.clock = date(11, 30);
    stage.keys("/日期:近7天<Enter>");
    says(&stage, "日期:2026-11-24 至 2026-11-30 7 篇");
    stage.keys("X/date:thismonth<Enter>");
    says(&stage, "日期:2026-11 11 篇");
    stage.keys("X/日期:昨天|日期:今天<Enter>");
    says(&stage, "日期:2026-11-29 或 日期:2026-11-30 2 篇");
}

#[test]
fn another_day_begins_while_the_reader_is_open() {
    let folder = library();
    let mut stage = Stage::open(folder.path().to_owned(), 120, 40);
    stage.session.clock = date(11, 30);
    stage.keys("/渡口 日期:今天<Enter>");
    says(&stage, "日期:2026-11-30 1 篇");
    stage.session.clock = date(12, 1);
    stage.keys("j");
    says(&stage, "日期:2026-12-01 1 篇");
    assert_eq!(stage.session.app.filter.query().text(), "渡口 日期:今天", "the query keeps its words");
}

#[test]
fn the_pane_of_years_leaves_the_words_for_days_as_they_are() {
    let folder = library();
    let mut stage = Stage::open(folder.path().to_owned(), 120, 40);
    stage.session.clock = date(11, 30);
    stage.keys("/渡口 日期:近3天<Enter>tt<Tab>");
    stage.keys("X");
    stage.keys("X");
    assert_eq!(stage.session.app.filter.query().text(), "渡口 日期:近3天");
    says(&stage, "日期:2026-11-28 至 2026-11-30 3 篇");
}
