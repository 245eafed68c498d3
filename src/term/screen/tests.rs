//! What frames cost, byte by byte. That they are right is proved in `tests/it/screen_writer`.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};
use unicode_width::UnicodeWidthStr;

use super::{Colours, Level, Screen, ScreenOptions};

/// 39 characters to a row of 78 cells, every row another.
const TEXT: &str = "山路转过三个弯才看见村口的老樟树树下坐着几位乘凉的老人说起修渠那年的事每个人都记得清楚\
                    水从后山引下来要穿过两道石梁年轻人挑着沙子一趟一趟往上走夜里点着松明也不停工";

fn options() -> ScreenOptions {
    ScreenOptions::new(|symbol| symbol.width() as u8)
}

fn buffer(cols: u16, rows: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, cols, rows))
}

/// A page of Chinese text that begins with line `first` of an endless one; the last row is a status line.
fn page(cols: u16, rows: u16, first: usize) -> Buffer {
    let mut page = buffer(cols, rows);
    for y in 0..rows - 1 {
        page.set_string(1, y, line(first + usize::from(y), usize::from(cols / 2 - 1)), Style::new());
    }
    page.set_string(
        0,
        rows - 1,
        format!("第 {first:>3} 行  {}", line(0, usize::from(cols / 2 - 8))),
        Style::new(),
    );
    page
}

fn line(number: usize, length: usize) -> String {
    TEXT.chars().cycle().skip(number * 17).take(length).collect()
}

/// The bytes of `next` on a screen that shows `before`, with the hidden cursor left at its top left corner.
fn change_with(options: ScreenOptions, before: &Buffer, next: &Buffer) -> String {
    let mut screen = Screen::new(before.area.width, before.area.height, options);
    screen.frame(before, Some((0, 0)), &mut Vec::new());
    screen.frame(before, None, &mut Vec::new());
    let mut out = Vec::new();
    screen.frame(next, None, &mut out);
    String::from_utf8(out).unwrap()
}

fn change(before: &Buffer, next: &Buffer) -> String {
    change_with(options(), before, next)
}

fn row(text: &str) -> Buffer {
    let mut row = buffer(40, 3);
    row.set_string(0, 1, text, Style::new());
    row
}

fn styled(text: &str, style: Style) -> Buffer {
    let mut row = buffer(40, 3);
    row.set_string(0, 1, text, style);
    row
}

#[test]
fn an_unchanged_frame_is_nothing() {
    let page = page(80, 24, 0);
    assert_eq!(change(&page, &page), "");
}

#[test]
fn the_first_frame_clears_and_writes_each_glyph_once() {
    let mut screen = Screen::new(10, 2, options());
    let mut first = buffer(10, 2);
    first.set_string(0, 0, "水渠 a", Style::new());
    let mut out = Vec::new();
    screen.frame(&first, None, &mut out);
    assert_eq!(String::from_utf8(out).unwrap(), "\x1b[m\x1b[r\x1b[H\x1b[J水渠 a\x1b[?25l");
}

#[test]
fn a_page_of_chinese_takes_little_more_than_its_text() {
    let mut screen = Screen::new(80, 24, options());
    let mut out = Vec::new();
    screen.frame(&page(80, 24, 0), None, &mut out);
    let text = (23 * 39 + 32) * 3 + 12;
    assert!(out.len() <= text + 24 * 4, "{} B for {text} B of text", out.len());
}

#[test]
fn one_line_down_is_one_line_of_text_and_a_scroll() {
    let bytes = change_with(options(), &page(80, 24, 0), &page(80, 24, 1));
    assert!(bytes.len() <= 39 * 3 + 22, "{} B: {bytes:?}", bytes.len());
    assert!(bytes.starts_with("\x1b[24H\n\x1bM\x1b[L"), "{bytes:?}");
}

#[test]
fn a_region_is_kept_for_the_next_scroll_and_else_given_back() {
    let mut screen = Screen::new(80, 24, options());
    let mut frame = |first| {
        // A title that stays leaves no band that rows could be inserted below.
        let mut page = page(80, 24, first);
        page.set_string(0, 0, TEXT.chars().take(40).collect::<String>(), Style::new());
        let mut out = Vec::new();
        screen.frame(&page, None, &mut out);
        String::from_utf8(out).unwrap()
    };
    frame(0);
    assert!(frame(1).starts_with("\x1b[2;23r"));
    let again = frame(2);
    assert!(!again.contains("2;23r") && !again.contains("\x1b[r"), "{again:?}");
    assert_eq!(frame(2), "");
    assert!(frame(60).starts_with("\x1b[r"), "another page, painted");
}

/// A list of 40 columns that stays, a rule, and a text that begins with line `first`, with its number in the last row.
fn beside(first: usize, percent: usize) -> Buffer {
    let mut page = buffer(120, 40);
    for y in 1..39 {
        page.set_string(0, y, line(usize::from(y) * 3, 19), Style::new());
        page.set_string(40, y, "│", Style::new());
        page.set_string(44, y, line(first + usize::from(y), 36), Style::new());
    }
    page.set_string(100, 39, format!("{percent:>3}%"), Style::new());
    page
}

#[test]
fn beside_a_list_margins_scroll_the_text_and_are_kept() {
    let mut screen = Screen::new(120, 40, ScreenOptions { margins: true, ..options() });
    let mut show = |next: &Buffer| {
        let mut out = Vec::new();
        screen.frame(next, None, &mut out);
        String::from_utf8(out).unwrap()
    };
    let mut frame = |first, percent| show(&beside(first, percent));
    assert!(frame(0, 0).starts_with("\x1b[?69l\x1b[m\x1b[r\x1b[H\x1b[J"));
    let set = frame(1, 0);
    assert!(set.starts_with("\x1b[?69h\x1b[2;39r\x1b[45;120s\x1b[39;45H\n"), "{set:?}");
    for first in 2..6 {
        let percent = frame(first - 1, first);
        assert!(percent.len() < 20 && !percent.contains('r'), "{percent:?}");
        let kept = frame(first, first);
        assert!(kept.len() <= 36 * 3 + 14 && !kept.contains(['r', 's', 'h', 'l']), "{kept:?}");
    }
    let painted = show(&buffer(120, 40));
    assert!(painted.starts_with("\x1b[?69l\x1b[r"), "{painted:?}");
    let usual = change(&beside(0, 0), &beside(1, 0));
    assert!(usual.len() > 2000 && !usual.contains("69"), "{} B", usual.len());
}

/// `less` takes 128 B for the same line of 118 B (version 590, cursor at the bottom, its short prompt).
#[test]
fn line_after_line_down_costs_less_than_less() {
    let (text, mut shown) = (39 * 3 + 1, page(80, 24, 0));
    let mut screen = Screen::new(80, 24, options());
    screen.frame(&shown, None, &mut Vec::new());
    for first in 1..9 {
        let mut next = page(80, 24, first);
        for x in 0..80 {
            next[(x, 23)] = shown[(x, 23)].clone();
        }
        let mut out = Vec::new();
        screen.frame(&next, None, &mut out);
        assert!(out.len() <= text + if first == 1 { 16 } else { 8 }, "line {first}: {} B", out.len());
        shown = next;
    }
}

#[test]
fn one_line_up_is_one_line_of_text_and_a_scroll() {
    let bytes = change_with(options(), &page(80, 24, 9), &page(80, 24, 8));
    assert!(bytes.len() <= 39 * 3 + 28, "{} B: {bytes:?}", bytes.len());
}

#[test]
fn several_lines_scroll_at_once() {
    for lines in [2, 3, 11] {
        let bytes = change_with(options(), &page(80, 24, 0), &page(80, 24, lines));
        assert!(bytes.len() <= lines * (39 * 3 + 4) + 32, "{lines} lines: {} B", bytes.len());
    }
}

#[test]
fn a_short_status_is_cheaper_written_again_than_kept_out_of_the_scroll() {
    let mut before = page(80, 24, 0);
    let mut next = page(80, 24, 1);
    for page in [&mut before, &mut next] {
        page.set_string(0, 23, " ".repeat(80), Style::new());
        page.set_string(0, 23, "省", Style::new());
    }
    let bytes = change_with(options(), &before, &next);
    assert!(!bytes.contains('r'), "no region: {bytes:?}");
}

#[test]
fn text_that_did_not_move_is_repaired() {
    let panes = |first: usize| {
        let mut both = buffer(120, 40);
        for y in 0..40 {
            both.set_string(0, y, format!("{:>2} {}", y + 1, line(usize::from(y) * 3, 6)), Style::new());
            both.set_string(40, y, line(first + usize::from(y), 39), Style::new());
        }
        both
    };
    let bytes = change_with(options(), &panes(0), &panes(1));
    assert!(bytes.len() < 40 * 45, "{} B", bytes.len());
}

#[test]
fn no_move_separates_wide_characters() {
    assert_eq!(change(&row(""), &row("山路转过三个弯")), "\n山路转过三个弯");
}

#[test]
fn a_short_gap_is_written_again_and_a_long_one_is_jumped() {
    assert_eq!(change(&row("甲一二三乙"), &row("丙一二三丁")), "\n丙\x1b[6C丁");
    assert_eq!(change(&row("甲一乙"), &row("丙一丁")), "\n丙一丁");
}

#[test]
fn the_end_of_a_row_is_erased_when_that_is_shorter() {
    assert_eq!(change(&row("山路转过三个弯"), &row("山路")), "\n\x1b[4C\x1b[K");
    assert_eq!(change(&row("abc"), &row("a")), "\na  ");
}

#[test]
fn a_coloured_background_is_never_erased_to() {
    let bytes = change(&row("abc"), &styled(&" ".repeat(40), Style::new().bg(Color::Blue)));
    assert!(!bytes.contains("\x1b[K"), "{bytes:?}");
    assert!(bytes.contains(&" ".repeat(40)), "{bytes:?}");
}

#[test]
fn a_gap_inside_a_row_is_erased_when_that_is_shorter() {
    let mut sparse = row("甲");
    sparse.set_string(38, 1, "乙", Style::new());
    assert_eq!(change(&row(&"x".repeat(40)), &sparse), "\n\x1b[K甲\x1b[36C乙");
}

#[test]
fn only_attributes_and_colours_that_change_are_sent() {
    let plain = row("");
    assert_eq!(change(&plain, &styled("弯", Style::new().fg(Color::Red))), "\n\x1b[31m弯");
    assert_eq!(change(&plain, &styled("弯", Style::new().fg(Color::LightRed))), "\n\x1b[91m弯");
    assert_eq!(change(&plain, &styled("弯", Style::new().fg(Color::Indexed(200)))), "\n\x1b[38;5;200m弯");
    let mut two = styled("弯", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
    two.set_string(2, 1, "路", Style::new().fg(Color::Red));
    two.set_string(4, 1, "转", Style::new());
    assert_eq!(change(&plain, &two), "\n\x1b[1;31m弯\x1b[22m路\x1b[m转");
}

#[test]
fn a_space_in_a_coloured_word_needs_no_change_of_colour() {
    let mut words = styled("红 字", Style::new().fg(Color::Red));
    words.cell_mut((2, 1)).unwrap().set_fg(Color::Reset);
    assert_eq!(change(&row(""), &words), "\n\x1b[31m红 字");
}

#[test]
fn colours_fold_to_what_the_terminal_has() {
    let bytes = |colours, colour| {
        let options = ScreenOptions { colours, ..options() };
        change_with(options, &row(""), &styled("弯", Style::new().fg(colour)))
    };
    let warm = Color::Rgb(255, 95, 0);
    assert_eq!(bytes(Colours::True, warm), "\n\x1b[38;2;255;95;0m弯");
    assert_eq!(bytes(Colours::Palette, warm), "\n\x1b[38;5;202m弯");
    assert_eq!(bytes(Colours::Sixteen, warm), "\n\x1b[91m弯");
    assert_eq!(bytes(Colours::Eight, Color::LightRed), "\n\x1b[31m弯");
    assert_eq!(bytes(Colours::Eight, Color::DarkGray), "\n\x1b[37m弯");
}

#[test]
fn without_colours_no_colour_code_is_sent_but_attributes_are() {
    let options = ScreenOptions { colours: Colours::None, ..options() };
    let look = Style::new().fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let mut next = styled("弯", look);
    next.set_string(2, 1, "路", Style::new().fg(Color::Green));
    let bytes = change_with(options, &row(""), &next);
    assert_eq!(bytes, "\n\x1b[1;7m弯\x1b[m路");
}

#[test]
fn the_cursor_is_sent_only_when_it_changes() {
    let page = page(80, 24, 0);
    let mut screen = Screen::new(80, 24, options());
    screen.frame(&page, None, &mut Vec::new());
    let mut send = |cursor| {
        let mut out = Vec::new();
        screen.frame(&page, cursor, &mut out);
        String::from_utf8(out).unwrap()
    };
    assert_eq!(send(Some((5, 9))), "\x1b[10;6H\x1b[?25h");
    assert_eq!(send(Some((5, 9))), "");
    assert_eq!(send(Some((9, 9))), "\x1b[4C");
    assert_eq!(send(None), "\x1b[?25l");
    assert_eq!(send(None), "");
}

#[test]
fn brackets_are_only_for_large_frames_with_several_places() {
    let bytes = |before: &Buffer, next: &Buffer| {
        let options = ScreenOptions { level: Level::Usual, ..options() };
        change_with(options, before, next)
    };
    let small = bytes(&page(80, 24, 0), &page(80, 24, 1));
    assert!(!small.contains("?2026"), "{small:?}");
    let one_place = bytes(&buffer(80, 24), &page(80, 24, 0));
    assert!(one_place.len() > 1024 && !one_place.contains("?2026"));
    let two_places = |first| {
        let mut page = page(80, 24, first);
        for x in 0..80 {
            page[(x, 9)].reset();
        }
        page
    };
    let two = bytes(&two_places(0), &two_places(500));
    assert!(two.starts_with("\x1b[?2026h") && two.ends_with("\x1b[?2026l"), "{two:?}");
    let mut little = buffer(80, 24);
    little.set_string(2, 1, "读取中", Style::new());
    let on_little = bytes(&little, &two_places(0));
    assert!(on_little.len() > 1024 && !on_little.contains("?2026"));
}

#[test]
fn safe_mode_places_what_follows_an_unusual_cluster() {
    let options = ScreenOptions { safe: true, ..options() };
    let bytes = change_with(options, &row(""), &row("a…b中c"));
    assert_eq!(bytes, "\na…\x1b[2;3Hb中c");
}

#[test]
fn what_cannot_be_shown_becomes_a_space() {
    let mut next = row("");
    next[(0, 1)].set_symbol("\x1b[2J");
    next[(1, 1)].set_symbol("\u{200b}");
    next[(2, 1)].set_symbol("a");
    next[(39, 1)].set_symbol("中");
    assert_eq!(change(&row("zzz"), &next), "\n  a");
}

#[test]
fn a_frame_after_a_change_of_size_is_that_of_a_new_screen() {
    let mut screen = Screen::new(80, 24, options());
    screen.frame(&page(80, 24, 0), None, &mut Vec::new());
    for (cols, rows) in [(120, 40), (40, 20), (60, 12), (80, 24)] {
        let (mut changed, mut fresh) = (Vec::new(), Vec::new());
        screen.frame(&page(cols, rows, 3), None, &mut changed);
        Screen::new(cols, rows, options()).frame(&page(cols, rows, 3), None, &mut fresh);
        assert_eq!(String::from_utf8(changed), String::from_utf8(fresh));
    }
}

#[test]
fn no_size_makes_it_panic() {
    for (cols, rows) in [(0, 0), (0, 5), (5, 0), (1, 1), (9, 3), (500, 200)] {
        let mut screen = Screen::new(cols, rows, options());
        let mut wide = buffer(cols, rows);
        for cell in &mut wide.content {
            cell.set_symbol("中");
        }
        screen.frame(&wide, Some((600, 600)), &mut Vec::new());
        let mut again = Vec::new();
        screen.frame(&wide, Some((600, 600)), &mut again);
        assert!(again.is_empty(), "{cols}x{rows}");
    }
}
