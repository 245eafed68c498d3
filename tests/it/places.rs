//! The place in the text survives every change of size, and filters find what a plain search finds.

use crate::dice::Dice;
use crate::stage::{Stage, library};
use xinglan::app::Key;

#[test]
fn a_hundred_sizes_and_back_show_the_same_screen_at_the_same_place() {
    for start in ["<Enter>", "<Enter>jjj", "<Enter>G", "/问题<Enter>n", "jj<Enter><Space>", "p"] {
        let mut stage = Stage::open(library(), 80, 24);
        stage.keys(start);
        let (screen, place) = (stage.screen(), stage.session.app.reader.place());
        let mut dice = Dice(7);
        for _ in 0..100 {
            stage.resize(dice.roll(200) as u16, dice.roll(80) as u16);
            assert_eq!(stage.session.app.reader.place(), place, "{start}");
        }
        stage.resize(80, 24);
        assert_eq!(stage.screen(), screen, "{start}");
    }
}

#[test]
fn the_title_comes_back_when_it_leaves_the_divider() {
    for (from, to) in [((80, 24), (120, 40)), ((120, 40), (80, 24))] {
        let mut stage = Stage::open(library(), from.0, from.1);
        stage.resize(to.0, to.1);
        assert_eq!(stage.screen(), Stage::open(library(), to.0, to.1).screen());
    }
}

#[test]
fn a_tour_begins_at_the_rarest_word() {
    let folder = tempfile::tempdir().unwrap();
    let common = "辽宁的河长今天走了三里路，写下一页水情。\n".repeat(60);
    std::fs::write(folder.path().join("1.txt"), format!("河长日记\n{common}营商环境写在最后。\n")).unwrap();
    let mut stage = Stage::open(folder.path().to_owned(), 80, 24);
    let screen = stage.keys("/辽宁 营商环境<Enter>n").screen();
    assert!(screen.contains("«营商环境»"), "{screen}");
}

#[test]
fn a_screen_that_becomes_too_small_closes_the_map() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("P").resize(30, 12);
    assert_eq!(stage.screen(), Stage::open(library(), 30, 12).screen());
}

#[test]
fn any_keys_at_any_size_never_panic() {
    let mut dice = Dice(11);
    let keys = "jkdufbgGhlnNXpixzW+-!=?:/&*<>PI#o \t题问a0123456789%}{JKq".chars().collect::<Vec<_>>();
    let special =
        ["<Enter>", "<Esc>", "<Tab>", "<S-Tab>", "<PgDn>", "<BS>", "<F2>", "<Up>", "<Down>", "<C-n>"];
    let mut stage = Stage::open(library(), 80, 24);
    for round in 0..60 {
        stage
            .session
            .event(xinglan::app::Event::Resize { cols: dice.roll(130) as u16, rows: dice.roll(45) as u16 });
        for _ in 0..40 {
            if dice.roll(4) == 0 {
                stage.keys(special[dice.roll(special.len())]);
            } else {
                let key = Key::char(keys[dice.roll(keys.len())]);
                stage.session.event(xinglan::app::Event::Key(key));
                stage.session.settle();
            }
        }
        stage.rest();
        let (cols, rows) = (dice.roll(130) as u16, dice.roll(45) as u16);
        stage.resize(cols, rows);
        assert!(!stage.screen().is_empty() || rows == 0, "round {round}");
    }
}

#[test]
fn moving_down_line_by_line_shows_every_paragraph() {
    let mut stage = Stage::open(library(), 40, 20);
    stage.keys("<Enter>");
    let mut seen = String::new();
    for _ in 0..60 {
        seen.push_str(&stage.screen());
        stage.keys("j");
    }
    for end in ["走二十里", "常有十几条。", "对在一起看。", "有了结果。", "图的角上。"]
    {
        assert!(seen.replace(['\n', ' '], "").contains(end), "{end}");
    }
}

#[test]
fn chinese_typed_outside_a_prompt_filters_with_it() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("问题");
    assert_eq!(stage.session.app.filter.query().text(), "问题");
    assert_eq!(stage.session.app.list.len(), 3);
}

#[test]
fn a_paste_never_runs_as_keys() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.paste("问题\nqqqQ\n");
    assert_eq!(stage.session.app.prompt.as_ref().map(|p| p.text().to_owned()), Some("问题".to_owned()));
    assert!(stage.session.outputs().is_empty());
}

#[test]
fn input_method_punctuation_works_as_keys() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("／问题<Enter>");
    assert_eq!(stage.session.app.list.len(), 3);
    stage.keys("：");
    assert!(stage.session.app.overlay.is_some());
    stage.keys("<Esc>？");
    assert!(stage.session.app.overlay.is_some());
}

#[test]
fn a_pair_from_an_input_method_acts_once() {
    let mut stage = Stage::open(library(), 80, 24);
    for c in ['《', '》'] {
        stage.session.event(xinglan::app::Event::Key(Key::char(c)));
    }
    stage.rest();
    // `<` alone walks to the last province.
    assert_eq!(stage.session.app.filter.query().text(), "@澳门");
}

#[test]
fn the_name_of_a_folder_is_told_apart_from_the_text() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("湖南/岳阳")).unwrap();
    std::fs::write(folder.path().join("湖南/岳阳/1.txt"), "一条河\n这条河没有写明在哪里。\n").unwrap();
    let mut stage = Stage::open(folder.path().to_owned(), 80, 24);
    let screen = stage.keys("=").screen();
    let line = screen.lines().find(|line| line.contains("文件夹名")).unwrap_or_default();
    assert!(line.contains("湖南"), "{screen}");
    assert!(stage.session.app.reader.tags().mentions.is_empty());
}

#[test]
fn information_is_about_the_selected_article_even_if_another_is_open() {
    for (cols, rows) in [(40, 20), (80, 24), (120, 40)] {
        let mut stage = Stage::open(library(), cols, rows);
        stage.press("j=");
        let screen = stage.screen();
        let about = screen.lines().find(|line| line.contains("关于")).unwrap_or_default();
        assert!(about.contains("辽宁") && !about.contains("吉林"), "{cols}x{rows}: {screen}");
    }
}

#[test]
fn a_narrow_screen_shows_every_name_that_is_evidence() {
    for (cols, rows) in [(40, 20), (80, 24), (120, 40)] {
        let mut stage = Stage::open(library(), cols, rows);
        let screen = stage.keys("<Enter>=G").screen();
        let lines: Vec<&str> =
            screen.lines().filter(|line| line.contains("辽宁  ") || line.contains("吉林  ")).collect();
        assert!(lines.len() > 2, "{screen}");
        for line in lines {
            assert!(line.contains('【') && line.contains('】'), "{cols}x{rows}: {line}");
        }
    }
}

#[test]
fn evidence_for_a_province_can_be_gone_to() {
    let mut stage = Stage::open(library(), 40, 20);
    stage.keys("<Enter>G=G");
    let line = stage.session.app.overlay.as_ref().unwrap().lines().last().unwrap().text.to_string();
    assert!(line.contains('【'), "{line}");
    stage.keys("<Enter>");
    let word = line.split('【').nth(1).unwrap().split('】').next().unwrap().to_owned();
    assert!(stage.session.app.overlay.is_none() && stage.screen().contains(&word));
}

#[test]
fn clearing_the_filter_can_be_undone() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("/问题<Enter>X");
    assert_eq!(stage.session.app.list.len(), 9);
    stage.keys("X");
    assert_eq!(stage.session.app.list.len(), 3);
}

#[test]
fn escape_restores_the_filter_before() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("/问题<Enter>/没有<Esc>");
    assert_eq!(stage.session.app.filter.query().text(), "问题");
    assert_eq!(stage.session.app.list.len(), 3);
}

#[test]
fn provinces_stay_when_new_words_are_typed() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("pjjjjj<Enter>l/问题<Enter>");
    assert_eq!(stage.session.app.filter.query().text(), "问题 @辽宁");
    assert_eq!(stage.session.app.list.len(), 3);
}

#[test]
fn keys_faster_than_the_search_open_what_they_meant() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("/只有标题<Enter><Enter>");
    let label = stage.session.app.reader.held().map(|held| held.article().label().to_string());
    assert_eq!(label.as_deref(), Some("只有标题的一篇"));
}

#[test]
fn a_line_up_passes_the_blank_row_above_a_paragraph() {
    let mut stage = Stage::open(library(), 40, 18);
    stage.session.app.options.spaced = Some(true);
    stage.keys("<Enter>");
    stage.keys("}}}}");
    for _ in 0..60 {
        let before = stage.session.app.reader.place();
        if before.block == 0 && before.byte == 0 {
            return;
        }
        stage.keys("k");
        assert_ne!(stage.session.app.reader.place(), before, "stuck");
    }
    panic!("the start was never reached");
}
