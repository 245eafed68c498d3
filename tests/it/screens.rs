//! Every state of the screen, as text: keys in, screen out, at three usual sizes and a low one.

use crate::harness::assert_screen;
use crate::stage::{Stage, assert_colours, library, styled};
use xinglan::app::theme_name::ThemeName;
use xinglan::view::{Palette, Theme};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (40, 20), (60, 12)];

/// Opens the test library, types `keys`, and compares the screen at every size, and its colours at four.
fn state(name: &str, keys: &str) {
    for (cols, rows) in SIZES.into_iter().chain([(200, 60)]) {
        let mut stage = Stage::open(library(), cols, rows);
        stage.keys(keys);
        if rows < 60 {
            assert_screen(&format!("{name}-{cols}x{rows}"), &stage.screen());
        }
        if rows > 12 {
            assert_colours(&mut stage, name);
        }
    }
}

#[test]
fn opened() {
    state("opened", "");
}

#[test]
fn list_moved() {
    state("list-moved", "jjj");
}

#[test]
fn article_opened() {
    state("article", "<Enter>");
}

#[test]
fn article_end() {
    state("article-end", "<Enter>G<Space>");
}

#[test]
fn filter_typed() {
    state("filter-typed", "/问题");
}

#[test]
fn filter_kept_and_hit_shown() {
    state("filter-hit", "/问题<Enter>n");
}

#[test]
fn no_hit_names_the_guilty_term() {
    state("no-hit", "/问题 没有这个词<Enter>");
}

#[test]
fn fault_keeps_the_last_result() {
    state("fault", "/问题 @火星");
}

#[test]
fn province_as_text_is_offered() {
    state("province-offer", "/辽宁");
}

#[test]
fn province_pane() {
    state("provinces", "p");
}

#[test]
fn province_chosen() {
    state("province-chosen", "pjjjjj<Space>");
}

#[test]
fn province_map() {
    state("map", "P");
    state("map-moved", "Plljj<Space>");
}

#[test]
fn sections_and_years() {
    state("sections", "t");
    state("section-chosen", "tj<Space>");
    state("years", "tt");
    state("year-narrowed", "tt/19<Enter>");
}

#[test]
fn list_in_another_order() {
    state("order-menu", "o");
    state("order-title", "oj<Enter>O");
}

#[test]
fn same_texts_have_one_row_or_each_its_own() {
    state("merged", "");
    state("not-merged", "D");
}

#[test]
fn list_grouped_by_province() {
    state("grouped", "S");
    state("grouped-chosen", "S/@辽宁|@天津<Enter>");
}

#[test]
fn pane_and_map_in_every_palette() {
    let palettes = [("mono", Palette::Mono), ("16", Palette::Sixteen), ("256", Palette::Rich)];
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        for (state, keys) in [("map", "Pjj<Space>"), ("pane", "pjj<Space>j-")] {
            let mut stage = Stage::open(library(), cols, rows);
            stage.keys(keys);
            for (name, palette) in palettes {
                let (buffer, _) = stage.frame(Theme::new(palette));
                assert_screen(&format!("{state}-{name}-{cols}x{rows}"), &styled(&buffer));
            }
        }
    }
}

#[test]
fn terms_have_colours_of_their_own() {
    state("terms", "/问题 黑龙江");
    state("terms-hit", "/问题 黑龙江<Enter>n");
}

#[test]
fn a_facet_value_is_asked_for_and_another_left_out() {
    state("pane", "pjjjjj<Space>j-");
}

#[test]
fn every_theme_and_palette_is_stored_once() {
    let palettes =
        [("mono", Palette::Mono), ("16", Palette::Sixteen), ("256", Palette::Rich), ("true", Palette::True)];
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("/问题 黑龙江<Enter>n");
    for (theme, name) in ThemeName::ALL {
        stage.session.app.options.theme = theme;
        for (palette_name, palette) in palettes {
            let (buffer, _) = stage.frame(Theme::new(palette));
            assert_screen(&format!("styled/theme-{name}-{palette_name}"), &styled(&buffer));
        }
    }
}

#[test]
fn a_key_goes_through_the_themes() {
    let mut stage = Stage::open(library(), 80, 24);
    let mut said = Vec::new();
    for _ in 0..5 {
        stage.keys("T");
        said.push(stage.screen().lines().last().unwrap_or_default().trim().to_owned());
    }
    assert_eq!(said, ["配色：浅色", "配色：深色", "配色：纸色", "配色：高对比", "配色：随终端"]);
}

#[test]
fn provinces_by_count() {
    state("provinces-by-count", "po");
}

#[test]
fn words_that_name_provinces_are_lit() {
    for (cols, rows) in SIZES {
        let mut stage = Stage::open(library(), cols, rows);
        stage.keys("<Enter>I");
        let highlight = xinglan::view::Theme::default().of(xinglan::view::StyleRole::Name);
        let buffer = stage.buffer();
        let cells = buffer
            .content()
            .iter()
            .filter(|cell| Some(cell.fg) == highlight.fg && cell.modifier == highlight.add_modifier);
        let words: String = cells.map(ratatui::buffer::Cell::symbol).filter(|s| *s != " ").collect();
        assert!(words.starts_with("黑龙江辽宁吉林"), "{cols}x{rows}: {words}");
    }
}

#[test]
fn correcting_provinces() {
    let folder = tempfile::tempdir().unwrap();
    for (cols, rows) in SIZES {
        let state = folder.path().join(format!("{cols}x{rows}.db"));
        let mut stage = Stage::with_state(library(), Some(state), cols, rows);
        stage.keys("j@jj<Space>");
        assert_screen(&format!("correcting-{cols}x{rows}"), &stage.screen());
        stage.keys("q");
        assert_screen(&format!("corrected-{cols}x{rows}"), &stage.screen());
    }
}

#[test]
fn initials_of_several_provinces_are_told() {
    state("initials", "/@sx");
    state("initials-kept", "/@sx<Enter>");
}

#[test]
fn find_in_article() {
    state("find", "<Enter>/三省");
}

#[test]
fn help() {
    state("help", "?");
}

#[test]
fn palette() {
    state("palette", ":省份");
}

#[test]
fn information() {
    state("info", "=");
}

#[test]
fn problems() {
    state("problems", "!");
}

#[test]
fn title_only_and_duplicate() {
    state("title-only", "/只有标题<Enter><Enter>");
}

#[test]
fn full_screen() {
    state("full-screen", "z");
}

#[test]
fn tour_goes_on_to_the_next_article() {
    state("tour-offer", "/问题<Enter><Enter>Gn");
    state("tour-next", "/问题<Enter><Enter>Gnn");
}

#[test]
fn empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    for (cols, rows) in SIZES {
        let stage = Stage::open(folder.path().to_owned(), cols, rows);
        assert_screen(&format!("empty-folder-{cols}x{rows}"), &stage.screen());
    }
}

#[test]
fn bars_and_article_wait_until_input_pauses() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.session.app.options.slow = true;
    let (first, last) = (stage.screen(), |stage: &Stage| stage.screen().lines().last().map(str::to_owned));
    stage.press("jj");
    let moving = stage.screen();
    let changed: Vec<usize> = (0..24).filter(|&y| first.lines().nth(y) != moving.lines().nth(y)).collect();
    assert_eq!(changed, [1, 3], "only the sign of the selection moves");
    stage.rest();
    assert!(stage.screen().contains("3/9"));
    assert!(stage.screen().contains("─ 辽宁沈阳的老院子"));
    stage.press("<Enter>");
    assert_eq!(
        last(&stage).as_deref(),
        Some("【阅读】                                                                   100%")
    );
    stage.rest();
    assert!(last(&stage).unwrap_or_default().starts_with("【阅读】空格 下页"));
}

#[test]
fn beside_a_text_the_list_is_whole() {
    let mut stage = Stage::open(library(), 120, 40);
    stage.keys("<Enter>");
    assert_screen("whole-list-120x40", &stage.screen());
}

#[test]
fn on_a_slow_line_the_list_stands_above_the_text_unless_the_terminal_has_margins() {
    for (cols, rows) in [(120, 40), (200, 60)] {
        let mut stage = Stage::open(library(), cols, rows);
        stage.session.app.options.slow = true;
        stage.keys("<Enter>");
        assert_screen(&format!("slow-article-{cols}x{rows}"), &stage.screen());
        stage.session.app.options.margins = true;
        stage.rest();
        assert!(stage.screen().contains('│'), "{}", stage.screen());
    }
}

#[test]
fn the_cost_of_frames_is_told() {
    use std::time::Duration;
    use xinglan::app::{Event, FrameCost};
    use xinglan::session::Output;

    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("<C-t>");
    assert_eq!(stage.session.outputs(), [Output::FrameCost]);
    let mut cost = FrameCost::default();
    cost.add(2300, Duration::from_millis(3));
    cost.add(112, Duration::from_micros(420));
    stage.session.event(Event::FrameCost(cost));
    assert!(stage.screen().contains("上一次画屏 112 字节 0.4 毫秒；共 2 次 2412 字节"), "{}", stage.screen());
}

#[test]
fn with_ascii_signs_no_other_are_drawn() {
    use xinglan::view::{Signs, Theme};

    let ascii = Theme::default().with_signs(Signs::Ascii);
    for (cols, rows) in SIZES {
        for keys in ["", "<Enter>", "p", "P", "?", "j#"] {
            let mut stage = Stage::open(library(), cols, rows);
            stage.keys(keys);
            let (buffer, _) = stage.frame(ascii);
            let drawn: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
            let other = drawn.chars().find(|c| "─│…↑↓←→".contains(*c));
            assert_eq!(other, None, "{keys} at {cols}x{rows}");
        }
    }
}

#[test]
fn a_citation_goes_to_the_terminal_and_never_without_a_clipboard() {
    use xinglan::session::Output;

    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("D").press("jjjy");
    let path = "tests/data/library/河湖/10月15日/147辽宁沈阳的老院子：一道门槛修三回.txt";
    let citation = format!("《辽宁沈阳的老院子：一道门槛修三回》，10月15日，{path}，fcae-1");
    assert_eq!(
        stage.session.outputs(),
        [Output::Copy(citation.clone())],
        "the selected one, not the open one"
    );
    assert!(stage.screen().contains("已发送到终端"));
    stage.keys("<Enter>y");
    assert_eq!(stage.session.outputs(), [Output::Copy(citation.clone())]);
    stage.session.app.options.copy_limit = citation.len() - 1;
    stage.keys("y");
    assert!(stage.session.outputs().is_empty() && stage.screen().contains("太长"));
    stage.session.app.options.copy_limit = 0;
    stage.keys("yqy");
    assert!(stage.session.outputs().is_empty() && stage.screen().contains("不能送到剪贴板"));
}

#[test]
fn visible_text_is_printed_in_whole_paragraphs() {
    use xinglan::session::Output;

    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("<Enter>Y");
    let outputs = stage.session.outputs();
    let [Output::Print(lines)] = outputs.as_slice() else { panic!("{outputs:?}") };
    assert!(lines[0].starts_with("辽宁 吉林 黑龙江"), "{lines:?}");
    assert!(lines[1].starts_with("清早五点") && lines[1].ends_with("常有十几条。"), "{lines:?}");
    stage.keys("qY");
    let outputs = stage.session.outputs();
    let [Output::Print(titles)] = outputs.as_slice() else { panic!("{outputs:?}") };
    assert_eq!((titles.len(), titles[4].as_str()), (5, "一方砚台怎么看"));
}
