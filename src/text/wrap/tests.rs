use super::{Breaker, Edge, Measure, WrappedLine, wrap};
use crate::text::{CleanText, WidthPolicy, WordBreaks, analyse};
use proptest::prelude::*;

/// The lines of `text` as they are drawn, without blanks at their ends.
fn drawn(text: &str, words: &WordBreaks<'_>, measure: Measure) -> Vec<String> {
    let text = CleanText::line(text);
    let lines = wrap(&analyse(text.as_clean(), words, &WidthPolicy::default()), &measure);
    lines.iter().map(|line| draw(text.as_str(), line)).collect()
}

fn draw(text: &str, line: &WrappedLine) -> String {
    let mut out = " ".repeat(line.indent.into());
    let mut from = line.start as usize;
    for pad in &line.pads {
        out += text.get(from..pad.at as usize).expect("a pad stands at a cluster of its line");
        out += &" ".repeat(pad.cells.into());
        from = pad.at as usize;
    }
    out += text.get(from..line.end as usize).expect("a line is a range of the text");
    out.trim_end().to_owned()
}

fn plain(text: &str, cells: u16) -> Vec<String> {
    drawn(text, &WordBreaks::none(), Measure::new(cells))
}

#[test]
fn marks_do_not_start_a_line() {
    assert_eq!(plain("今天天气很好，我们走", 12), ["今天天气很", "好，我们走"]);
    assert_eq!(plain("今天天气很好」我们走", 12), ["今天天气很", "好」我们走"]);
    assert_eq!(plain("今天天气约翰·史密斯", 12), ["今天天气约", "翰·史密斯"]);
}

#[test]
fn opening_marks_do_not_end_a_line() {
    assert_eq!(plain("今天天气看《红楼梦》", 12), ["今天天气看", "《红楼梦》"]);
}

#[test]
fn dashes_and_dots_are_pairs() {
    assert_eq!(plain("今天天气很——好吧我们", 11), ["今天天气", "很——好吧", "我们"]);
}

#[test]
fn numbers_stay_with_their_signs() {
    assert_eq!(plain("今年增长了百分12.5%", 18), ["今年增长了百分", "12.5%"]);
    assert_eq!(plain("今年气温最高38.6℃了", 16), ["今年气温最高", "38.6℃了"]);
}

#[test]
fn words_of_letters_stay_whole_unless_wider_than_the_line() {
    assert_eq!(plain("请使用Windows系统", 12), ["请使用", "Windows系统"]);
    assert_eq!(plain("Antidisestablishmentarianism", 10), ["Antidisest", "ablishment", "arianism"]);
}

#[test]
fn known_words_stay_whole() {
    let words = WordBreaks::from_lengths([2, 2, 3, 2]);
    assert_eq!(drawn("我们学习图书馆学好", &words, Measure::new(12)), ["我们学习", "图书馆学好"]);
}

#[test]
fn the_last_line_holds_more_than_one_character() {
    assert_eq!(plain("今天天气很好啊。", 14), ["今天天气很", "好啊。"]);
}

#[test]
fn blanks_at_a_line_end_belong_to_the_line() {
    let text = CleanText::line("hello   world");
    let penalties = analyse(text.as_clean(), &WordBreaks::none(), &WidthPolicy::default());
    let lines = wrap(&penalties, &Measure::new(6));
    assert_eq!(
        lines.iter().map(|line| (line.start, line.end, line.width)).collect::<Vec<_>>(),
        [(0, 8, 5), (8, 13, 5)]
    );
}

#[test]
fn the_first_line_is_indented_where_there_is_room() {
    assert_eq!(
        drawn("今天天气很好", &WordBreaks::none(), Measure::new(12).indent(4)),
        ["    今天天气", "很好"]
    );
    assert_eq!(drawn("今天天气很好", &WordBreaks::none(), Measure::new(8).indent(4)), ["今天天气", "很好"]);
}

#[test]
fn an_empty_paragraph_is_one_empty_line() {
    assert_eq!(plain("", 20), [""]);
}

#[test]
fn an_indent_that_would_force_a_cut_is_given_up() {
    let measure = Measure::new(16);
    assert_eq!(
        drawn("今representation。", &WordBreaks::none(), measure.indent(1)),
        [" 今", "representation。"]
    );
    assert_eq!(drawn("representation。", &WordBreaks::none(), measure.indent(1)), ["representation。"]);
}

#[test]
fn what_no_rule_can_save_is_cut_at_the_end_of_the_line() {
    assert_eq!(plain("）））））））", 6), ["）））", "）））", "）"]);
    assert_eq!(plain("一二三", 1), ["一", "二", "三"]);
}

#[test]
fn a_flush_line_is_filled_at_its_marks() {
    let flush = Measure { edge: Edge::Flush, ..Measure::new(18) };
    assert_eq!(
        drawn("天气很好，我们去了。天气不好，我们不去。", &WordBreaks::none(), flush),
        ["天气很好，  我们去", "了。天气不好，我们", "不去。"]
    );
}

#[test]
fn the_last_line_is_not_filled() {
    let flush = Measure { edge: Edge::Flush, ..Measure::new(30) };
    assert_eq!(drawn("天气很好，我们去了。", &WordBreaks::none(), flush), ["天气很好，我们去了。"]);
}

#[test]
fn a_line_with_too_few_places_is_not_filled() {
    let flush = Measure { edge: Edge::Flush, ..Measure::new(19) };
    assert_eq!(
        drawn("天气很好我们去representation", &WordBreaks::none(), flush),
        ["天气很好我们去", "representation"]
    );
}

#[test]
fn the_grid_keeps_ideographs_on_even_columns() {
    let grid = Measure { grid: true, ..Measure::new(40) };
    assert_eq!(drawn("学“好”的abc字，6月", &WordBreaks::none(), grid), ["学 “好” 的 abc字， 6月"]);
    assert_eq!(drawn("“好”的", &WordBreaks::none(), grid), [" “好” 的"]);
}

#[test]
fn a_pause_hangs_over_the_edge() {
    let hang = Measure { hang: true, ..Measure::new(18) };
    assert_eq!(
        drawn("今天天气真的很好，我们走吧", &WordBreaks::none(), hang),
        ["今天天气真的很好，", "我们走吧"]
    );
    assert_eq!(
        drawn("今天天气真的很好，我们走吧", &WordBreaks::none(), Measure::new(16)),
        ["今天天气真的很", "好，我们走吧"]
    );
}

fn measures() -> impl Strategy<Value = Measure> {
    let breaker = prop_oneof![Just(Breaker::Optimum), Just(Breaker::LookBack), Just(Breaker::Greedy)];
    let edge = prop_oneof![Just(Edge::Ragged), Just(Edge::Flush)];
    (1_u16..=300, 0_u16..8, breaker, edge, any::<bool>(), any::<bool>()).prop_map(
        |(cells, indent, breaker, edge, grid, hang)| Measure { cells, indent, breaker, edge, grid, hang },
    )
}

fn texts() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        8 => "[一-龥]{1,6}",
        3 => "[，。、；：！？“”‘’（）《》「」—…·～％/]{1,3}",
        2 => "[a-zA-Z0-9 .,'@:/_-]{1,12}",
        1 => "https?://[a-z./?=&]{1,60}",
        1 => "\\PC{1,4}",
        1 => "(👨\u{200D}👩\u{200D}👧|👩\u{1F3FD}|❤\u{FE0F}|e\u{301}|1\u{FE0F}\u{20E3}|🇨🇳| {1,20})",
    ];
    prop::collection::vec(one, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn lines_meet_and_hold_the_whole_text(text in texts(), measure in measures(), length in 1_usize..5) {
        let text = CleanText::line(&text);
        let words = WordBreaks::from_lengths(std::iter::repeat_n(length, 200));
        let penalties = analyse(text.as_clean(), &words, &WidthPolicy::default());
        let lines = wrap(&penalties, &measure);
        prop_assert_eq!(lines.first().map(|line| line.start), Some(0));
        prop_assert_eq!(lines.last().map(|line| line.end as usize), Some(text.len()));
        prop_assert!(lines.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].start < pair[0].end));
    }

    #[test]
    fn no_line_is_wider_than_the_measure(text in texts(), measure in measures()) {
        let text = CleanText::line(&text);
        let policy = WidthPolicy::default();
        let lines = wrap(&analyse(text.as_clean(), &WordBreaks::none(), &policy), &measure);
        for line in lines {
            let drawn = draw(text.as_str(), &line);
            let alone = unicode_segmentation::UnicodeSegmentation::graphemes(drawn.trim(), true).count() == 1;
            prop_assert!(line.width <= measure.cells || alone, "{:?} in {}", drawn, measure.cells);
            if !drawn.is_empty() {
                prop_assert_eq!(policy.text(&drawn), usize::from(line.width), "{:?}", drawn);
            }
        }
    }

    #[test]
    fn lines_come_back_with_the_width(text in texts(), cells in 1_u16..=300, other in 1_u16..=300) {
        let text = CleanText::line(&text);
        let penalties = analyse(text.as_clean(), &WordBreaks::none(), &WidthPolicy::default());
        let before = wrap(&penalties, &Measure::new(cells));
        wrap(&penalties, &Measure::new(other));
        prop_assert_eq!(wrap(&penalties, &Measure::new(cells)), before);
    }
}
