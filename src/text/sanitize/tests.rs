use super::treatment::is_ignorable;
use super::*;

fn clean(raw: &str) -> String {
    CleanText::line(raw).to_string()
}

#[test]
fn plain_text_is_untouched() {
    let text = "  　　“不忘初心”——6月4日，GDP增长3.5%…… ";
    assert_eq!(clean(text), "“不忘初心”——6月4日，GDP增长3.5%……");
}

#[test]
fn escape_sequences_go_whole() {
    assert_eq!(clean("红\u{1b}[31m字\u{1b}[0m"), "红字");
    assert_eq!(clean("题\u{1b}]0;pwn\u{7}目"), "题目");
    assert_eq!(clean("题\u{1b}]52;c;aGk=\u{1b}\\目"), "题目");
    assert_eq!(clean("题\u{9b}2J目"), "题目");
    assert_eq!(clean("题\u{1b}(B目"), "题目");
}

#[test]
fn an_open_escape_string_loses_only_its_introducer() {
    assert_eq!(clean("甲\u{1b}]0;没有结尾"), "甲]0;没有结尾");
}

#[test]
fn every_dropped_character_is_counted() {
    let mut text = CleanText::new();
    let removed = text.push_line("a\u{202e}b\u{200b}c\u{1b}[31md\u{7}", Ends::Trim);
    assert_eq!(text.as_str(), "abcd");
    assert_eq!(removed, Removed { controls: 6, bidi: 1, invisible: 1, clipped: 0 });
}

#[test]
fn zero_width_characters_do_not_hide_a_word() {
    assert_eq!(clean("主\u{200b}题\u{feff}教\u{ad}育"), "主题教育");
}

#[test]
fn emoji_sequences_stay_and_loose_joiners_go() {
    assert_eq!(clean("一家👨\u{200d}👩\u{200d}👧来❤\u{fe0f}"), "一家👨\u{200d}👩\u{200d}👧来❤\u{fe0f}");
    assert_eq!(clean("中\u{200d}国\u{fe0f}"), "中国");
}

#[test]
fn a_stack_of_marks_is_clipped() {
    let raw = format!("a{}b", "\u{301}".repeat(500));
    let out = clean(&raw);
    assert!(out.chars().count() <= 10, "{}", out.chars().count());
    assert!(out.ends_with("\u{fffd}b"));
}

#[test]
fn a_mark_with_nothing_before_it_stands_on_a_circle() {
    assert_eq!(clean("\u{301}e"), "\u{25cc}\u{301}e");
}

#[test]
fn tabs_become_blanks_to_the_next_stop() {
    assert_eq!(clean("ab\tc"), "ab      c");
}

#[test]
fn no_break_and_odd_spaces_become_blanks() {
    assert_eq!(clean("深化\u{a0}合作\u{2003}发展"), "深化 合作 发展");
    assert_eq!(clean("甲　乙"), "甲　乙");
}

#[test]
fn lines_are_cut_at_every_kind_of_break() {
    let cut: Vec<_> = lines("a\r\nb\rc\nd\u{b}e\u{85}f\u{2028}g\n").collect();
    assert_eq!(cut, ["a", "b", "c", "d", "e", "f", "g", ""]);
}

proptest::proptest! {
    #[test]
    fn nothing_dangerous_passes(raw in "\\PC*|[\\x00-\\u{9f}\\u{200b}-\\u{206f}中a\u{301}]*") {
        let out = clean(&raw);
        for c in out.chars() {
            let safe = !c.is_control() && !is_ignorable(c) && !matches!(treatment(c), Treatment::Bidi);
            proptest::prop_assert!(safe, "{:?}", c);
        }
        for cluster in out.graphemes(true) {
            proptest::prop_assert!(cluster.chars().count() <= CLUSTER_CHARS + 1, "{:?}", cluster);
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing(raw in ".*") {
        let once = clean(&raw);
        proptest::prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn clean_text_passes_again_as_it_is(raw in ".*", code in proptest::bool::ANY) {
        let mut text = CleanText::line(&raw);
        text.line_break();
        text.push_line(&raw, if code { Ends::Keep } else { Ends::Trim });
        let again = Clean::stored(text.as_str().as_bytes()).map(Clean::as_str);
        proptest::prop_assert_eq!(again, Some(text.as_str()));
    }

    #[test]
    fn stored_text_that_sanitising_would_change_is_masked(
        before in "[山水 a]{0,9}", bad in "[\u{0}-\u{9}\u{b}-\u{1f}\u{a0}\u{2028}\u{7f}-\u{9f}\u{200b}\u{202e}\u{2066}\u{feff}]", after in "[山水 a]{0,9}",
    ) {
        let stored = format!("{before}{bad}{after}");
        proptest::prop_assert_eq!(Clean::stored(stored.as_bytes()), None);
        let masked = CleanText::stored(stored.clone().into_bytes());
        let marks = "?".repeat(bad.len());
        proptest::prop_assert_eq!(masked.as_str(), format!("{before}{marks}{after}"));
        proptest::prop_assert!(Clean::stored(masked.as_str().as_bytes()).is_some());
    }
}
