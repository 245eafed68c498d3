//! The uses of words in the reader: one a line, opened and come back from, sorted, grouped, narrowed, saved.

use std::fs;

use crate::bytes::Shown;
use crate::harness::assert_screen;
use crate::stage::{Stage, assert_colours, library};
use xinglan::app::Focus;
use xinglan::text::{Ambiguous, WidthPolicy};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (40, 20), (200, 60)];

/// Opens the test library, types `keys`, and compares the screen at every size.
fn state(name: &str, keys: &str) {
    for (cols, rows) in SIZES {
        let mut stage = Stage::open(library(), cols, rows);
        stage.keys(keys);
        assert_screen(&format!("{name}-{cols}x{rows}"), &stage.screen());
        assert_colours(&mut stage, name);
    }
}

fn stage(keys: &str) -> Stage {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys(keys);
    stage
}

#[test]
fn uses_of_the_filter() {
    state("uses", "/问题<Enter>c");
    state("uses-sorted", "/问题<Enter>coj<Enter>");
    state("uses-grouped", "/问题<Enter>cS");
    state("uses-peek", "/问题<Enter>cjj<Space>");
    state("uses-out", "/问题<Enter>cjxx");
    state("uses-menu", "/问题<Enter>co");
    state("uses-text", "/问题<Enter>cjjjjjjjj<Enter>");
    state("uses-none", "/问题<Enter>c/没有这个");
}

#[test]
fn a_text_opens_at_the_use_and_every_way_back_leads_to_the_same_row() {
    for back in ["h", "<Left>", "q", "<Esc>"] {
        let mut stage = stage("/问题<Enter>cjjjj");
        let before = stage.screen();
        assert!(before.contains(" 5/9\n"), "{before}");
        stage.keys("<Enter>");
        let text = stage.screen();
        assert!(
            text.contains("用例：问题 › 《带着问题下河去") && text.contains("每个«问题»写清楚谁看"),
            "{text}"
        );
        stage.keys(back);
        assert_eq!(stage.screen(), before, "{back}");
        stage.keys(back);
        assert_eq!(stage.session.app.focus, Focus::List, "{back}");
        assert!(!stage.session.app.concordance.is_open());
    }
}

#[test]
fn in_the_text_the_next_use_is_a_key_away() {
    let mut stage = stage("/问题<Enter>c6j<Enter>");
    stage.keys("J");
    assert!(stage.screen().contains("› 《在浅水里看见问题"), "{}", stage.screen());
    stage.keys("JJJ");
    assert!(stage.screen().contains("已是最后一处"), "{}", stage.screen());
    stage.keys("h");
    assert!(stage.screen().contains(" 9/9\n"), "{}", stage.screen());
}

#[test]
fn keys_that_come_before_the_uses_wait_for_them() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("/问题<Enter>");
    stage.press("cjj<Enter>").rest();
    assert!(stage.screen().contains("› 《带着问题下河去"), "{}", stage.screen());
}

#[test]
fn without_words_it_asks_for_some_and_the_filter_stays() {
    let mut stage = stage("c");
    assert!(stage.screen().contains("看哪个词的用例："), "{}", stage.screen());
    stage.keys("问题<Enter>");
    assert!(stage.screen().contains("用例：问题  3 篇，9 处"), "{}", stage.screen());
    stage.keys("q/@辽宁<Enter>c");
    stage.keys("问题<Enter>");
    assert!(stage.screen().contains("用例：关于:辽宁 且 问题"), "{}", stage.screen());
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("c@辽宁<Enter>");
    assert!(stage.screen().contains("要写出看哪些词"), "{}", stage.screen());
}

#[test]
fn in_a_text_the_uses_are_of_this_text_and_of_what_is_sought_there() {
    let mut stage = stage("/问题<Enter><Enter>c");
    assert!(stage.screen().contains("用例：问题  1 篇，6 处"), "{}", stage.screen());
    stage.keys("q<Enter>/巡河<Enter>c");
    assert!(stage.screen().contains("用例：巡河  1 篇"), "{}", stage.screen());
}

#[test]
fn groups_lead_to_their_uses_and_back() {
    let mut stage = stage("/的<Enter>cS");
    let groups = stage.screen();
    assert!(groups.contains("█"), "{groups}");
    stage.keys("<Enter>");
    assert!(stage.screen().contains("用例：的 › 用例：的 + "), "{}", stage.screen());
    stage.keys("h");
    assert_eq!(stage.screen(), groups);
}

#[test]
fn typing_narrows_and_a_sample_tells_its_seed() {
    let stage = stage("/问题<Enter>c/吉林<Enter>");
    assert!(stage.screen().contains("列出 3 处  缩小：吉林"), "{}", stage.screen());
    let folder = tempfile::tempdir().unwrap();
    let text = (0..300).map(|number| format!("第{number}座桥。")).collect::<Vec<_>>().join("\n\n");
    fs::write(folder.path().join("一.txt"), format!("题目\n\n{text}")).unwrap();
    let mut stage = Stage::open(folder.path().to_owned(), 80, 24);
    stage.keys("/桥<Enter>coGk<Enter>");
    assert!(stage.screen().contains("随机 50 处（种子 1）"), "{}", stage.screen());
    let first = stage.screen();
    stage.keys("oGk<Enter>");
    let other = stage.screen();
    assert!(other.contains("（种子 2）") && first.lines().nth(3) != other.lines().nth(3), "{other}");
}

#[test]
fn the_table_is_saved_without_what_was_taken_out_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("表.tsv");
    let mut stage = stage("/问题<Enter>cx");
    stage.session.app.options.restricted = true;
    stage.keys("s");
    assert!(stage.session.app.prompt.is_none() && stage.session.app.notice.is_some(), "{}", stage.screen());
    stage.session.app.options.restricted = false;
    stage.keys("s<C-u>");
    stage.paste(path.to_str().unwrap()).keys("<Enter>");
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.starts_with("left\tuse\tright\ttitle\t") && saved.lines().count() == 9, "{saved}");
    assert!(!saved.contains("\t问题\t下河去——"), "the first was taken out");
    stage.keys("s<C-u>");
    stage.paste(path.to_str().unwrap()).keys("<Enter>");
    assert_eq!(fs::read_to_string(&path).unwrap(), saved);
}

#[test]
fn mixed_widths_stand_in_one_column_whatever_ambiguous_signs_take() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        "ASCII only before the 桥 and behind it",
        "半角ｱｲｳ和全角ＡＢＣ在桥的左边",
        "表情👨‍👩‍👧‍👦和国旗🇨🇳在桥🌉旁边",
        "组合e\u{301}a\u{308}字符n\u{303}桥o\u{302}u",
        "有“引号”、省略号……和①②桥——破折号",
        "桥",
        "一桥",
        "泰文ก็กำ与桥ทั้",
    ];
    fs::write(folder.path().join("一.txt"), format!("题目\n\n{}\n", lines.join("\n\n"))).unwrap();
    for ambiguous in [Ambiguous::One, Ambiguous::Two] {
        let name = format!("{ambiguous:?}").to_lowercase();
        for cols in [40, 80, 120, 200] {
            let mut stage = Stage::open(folder.path().to_owned(), cols, 20);
            stage.session.app.options.policy = WidthPolicy::new(ambiguous);
            stage.keys("/桥<Enter>c");
            assert_screen(&format!("uses-mixed-{name}-{cols}"), &stage.screen());
            let buffer = stage.buffer();
            let column = |y: u16| (2..cols).find(|x| buffer[(*x, y)].modifier.contains(UNDERLINED));
            let first = column(1);
            assert!(
                first.is_some() && (1..=8).all(|y| column(y) == first),
                "{name} {cols}\n{}",
                stage.screen()
            );
        }
    }
}

const UNDERLINED: ratatui::style::Modifier = ratatui::style::Modifier::UNDERLINED;

/// The row with the sign of the cursor, without the sign and the blanks at its end.
fn row_under_cursor(screen: &str) -> String {
    let plain = screen.replace(['«', '»'], "");
    let row = plain.lines().find_map(|line| line.strip_prefix('>'));
    row.unwrap_or_default().trim_end().to_owned()
}

#[test]
fn the_use_that_a_text_was_opened_at_stands_apart_without_colours_too() {
    let mut stage = stage("/问题<Enter>cjjj<Enter>");
    let reversed = |stage: &mut Stage| -> Vec<(u16, u16)> {
        let buffer = stage.buffer();
        let cells = (1..23).flat_map(|y| (0..80).map(move |x| (x, y)));
        let is_reversed = |at: &(u16, u16)| {
            let cell = &buffer[*at];
            cell.modifier.contains(ratatui::style::Modifier::REVERSED) && cell.modifier.contains(UNDERLINED)
        };
        cells.filter(is_reversed).collect()
    };
    let first = reversed(&mut stage);
    assert!(
        !first.is_empty() && first.iter().all(|(_, y)| *y == first[0].1),
        "{first:?}\n{}",
        stage.screen()
    );
    stage.keys("J");
    let second = reversed(&mut stage);
    assert!(!second.is_empty() && second != first, "{second:?}");
}

#[test]
fn a_row_down_is_at_most_a_line_of_context_and_nothing_is_sent_while_idle() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        let mut shown = Shown::open(cols, rows);
        shown.press("/的<Enter>c");
        shown.bytes();
        // The region that scrolls is told to the terminal once, when it first does.
        let mut region = 12;
        for (key, most) in [("j", 40), ("k", 80)] {
            for _ in 0..most {
                let (each, rest) = shown.press(key);
                // What comes in is at most the row under the cursor.
                let line = row_under_cursor(&shown.stage.screen());
                let told = if each[0] > line.len() + 30 { std::mem::take(&mut region) } else { 0 };
                let most = line.len() + 30 + told;
                assert!(each[0] <= most, "{cols}x{rows} {key}: {} for {line}", each[0]);
                assert!(rest <= 20, "the number: {rest}");
                assert_eq!(shown.bytes(), 0, "idle");
            }
        }
    }
}

#[test]
fn statistics_of_the_filter() {
    state("collocates", "/的<Enter>C<<<<");
    state("collocates-figures", "/的<Enter>C<<<<e");
    state("keywords", "/问题<Enter>C<Tab><<<");
    state("distribution", "/问题<Enter>C<S-Tab>");
    state("distribution-years", "/的<Enter>C<S-Tab>t");
    state("distribution-map", "/的<Enter>C<S-Tab>P");
    state("distribution-place", "/的<Enter>C<S-Tab>tttt");
}

#[test]
fn a_collocate_leads_to_its_uses_and_the_way_is_shown() {
    let mut stage = stage("/问题<Enter>C<<<<");
    let table = stage.screen();
    stage.keys("<Enter>");
    assert!(stage.screen().contains("搭配：问题 › 用例：问题 + "), "{}", stage.screen());
    stage.keys("<Enter>");
    assert!(stage.screen().contains("搭配：问题 › 用例：问题 + ") && stage.screen().contains(" › 《"));
    stage.keys("qq");
    assert_eq!(stage.screen(), table);
}

#[test]
fn bars_have_a_form_in_ascii() {
    use xinglan::view::{Signs, Theme};

    let ascii = Theme::default().with_signs(Signs::Ascii);
    for keys in ["/的<Enter>cS", "/的<Enter>C<<<<", "/的<Enter>C<S-Tab>", "/的<Enter>C<S-Tab>tt"] {
        let mut stage = stage(keys);
        let drawn = |theme: Theme, stage: &mut Stage| -> String {
            let (buffer, _) = stage.frame(theme);
            buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
        };
        let blocks = |c: char| ('▁'..='▟').contains(&c);
        assert!(drawn(Theme::default(), &mut stage).contains(blocks), "{keys}");
        let plain = drawn(ascii, &mut stage);
        assert!(plain.contains('#') && !plain.contains(blocks), "{keys}\n{}", stage.screen());
    }
}

#[test]
fn work_that_takes_long_shows_how_far_it_is_and_esc_ends_it() {
    use std::time::Duration;

    use xinglan::app::concordance::ConcordanceLevel;
    use xinglan::app::concordance::uses::UsesPane;
    use xinglan::app::key::{Code, Key};
    use xinglan::app::request::Service;
    use xinglan::app::{Effect, Event, update};
    use xinglan::concordance::asked::{UsesRequest, WorkProgress};
    use xinglan::query::Query;

    let mut stage = stage("/问题<Enter>c");
    let request = UsesRequest { query: Query::parse("问题"), ..UsesRequest::default() };
    let app = &mut stage.session.app;
    app.concordance.enter(ConcordanceLevel::Uses(Box::new(UsesPane::new(request))));
    app.concordance.progress = Some(WorkProgress { percent: 40, left: Duration::from_secs(3) });
    let screen = stage.screen();
    assert!(screen.contains("40%") && screen.contains("Esc") && screen.contains("█"), "{screen}");
    let effects = update(&mut stage.session.app, Event::Key(Key::plain(Code::Esc)));
    let stops = |effect: &Effect| matches!(effect, Effect::Stop(Service::Uses));
    assert!(effects.iter().any(stops), "{effects:?}");
    assert!(stage.session.app.concordance.progress.is_none());
    assert_eq!(stage.session.app.concordance.levels().len(), 1);
}
