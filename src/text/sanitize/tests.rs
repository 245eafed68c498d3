use super::cluster::MARKS;
use super::treatment::is_ignorable;
use super::*;
use unicode_segmentation::UnicodeSegmentation;

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

#[test]
fn a_letter_behind_a_full_cluster_stays() {
    let stack = "\u{301}".repeat(9);
    for letter in ["Ệ", "\u{10a0}", "\u{645}", "\u{1f9a0}", "한", "ก", "e", "中", "\u{1100}"] {
        let mut text = CleanText::new();
        let removed = text.push_line(&format!("e{stack}{letter}"), Ends::Trim);
        assert_eq!(text.as_str(), format!("e{}\u{fffd}{letter}", "\u{301}".repeat(7)), "{letter}");
        assert_eq!((removed.clipped, removed.total()), (2, 2));
    }
}

#[test]
fn emoji_sequences_in_a_row_stay_whole() {
    let families =
        "👩\u{200d}👩\u{200d}👦\u{200d}👦👨\u{200d}👨\u{200d}👧\u{200d}👧👨\u{200d}👩\u{200d}👧\u{200d}👦";
    let kiss = "👩🏻\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👩🏽";
    let more = [
        "🏳\u{fe0f}\u{200d}🌈",
        "🧑🏿\u{200d}🤝\u{200d}🧑🏻",
        "1\u{fe0f}\u{20e3}",
        "🇨🇳🇯🇵",
        "👁\u{fe0f}\u{200d}🗨\u{fe0f}",
    ];
    for text in [families, &kiss.repeat(9), &more.concat().repeat(3)] {
        let mut clean = CleanText::new();
        assert_eq!(clean.push_line(text, Ends::Trim), Removed::default(), "{text}");
        assert_eq!(clean.as_str(), text);
    }
}

#[test]
fn letters_that_join_without_end_are_parted_and_none_is_lost() {
    for letters in ["\u{1100}", "\u{d4e}", "\u{915}\u{94d}", "\u{1f1e6}", "👩\u{200d}"] {
        let raw = letters.repeat(300) + "中";
        let mut text = CleanText::new();
        let removed = text.push_line(&raw, Ends::Trim);
        let kept = text.as_str().replace('\u{fffd}', "");
        assert_eq!(kept.chars().count() + removed.total() as usize, raw.chars().count(), "{letters:?}");
        assert_eq!(removed.clipped, 0, "{letters:?}");
        assert!(
            text.as_str().graphemes(true).all(|cluster| cluster.len() <= CLUSTER_BYTES + 4),
            "{letters:?}"
        );
    }
}

#[test]
fn what_hides_blanks_at_the_start_does_not_bare_a_mark() {
    assert_eq!(clean("\u{200b} \u{301}e"), "\u{25cc}\u{301}e");
    assert_eq!(clean("\u{200b}\t甲"), "甲");
}

#[test]
fn muted_escapes_leave_what_follows_them() {
    for (line, muted) in [
        ("甲\u{1b}", "甲\u{1}"),
        ("\u{1b}[31m红\u{9b}2J", "\u{1}\u{1}\u{1}\u{1}\u{1}红\u{1}\u{1}\u{1}"),
        ("\u{1b}]0;甲", "\u{1}]0;甲"),
        ("甲", "甲"),
    ] {
        assert_eq!(mute_escapes(line), muted, "{line:?}");
        let count = |text: &str| CleanText::new().push_line(text, Ends::Trim);
        assert_eq!((count(line), clean(line)), (count(muted), clean(muted)));
    }
}

/// Characters that join, end, open or hide something, each in its own way.
const MIX: &str = "ae1# \t\n\u{a0}　中é。\u{301}\u{302}\u{fffd}\u{25cc}\u{200d}\u{fe0f}\u{fe0e}🏽👩❤🇨\u{1100}\u{1160}\u{11a8}각\u{915}\u{94d}\u{93f}กำ\u{d4e}\u{1b}[;m]\\\u{7}\u{9b}\u{9c}\u{202e}\u{200b}\u{ad}\u{ff9e}\u{20e3}";

/// Text of such characters, with runs of one of them.
fn odd() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let one = prop_oneof![8 => prop::sample::select(MIX.chars().collect::<Vec<_>>()), 1 => any::<char>()];
    let run = (one, prop_oneof![6 => Just(1_usize), 1 => 2..14_usize]);
    prop::collection::vec(run, 0..24)
        .prop_map(|runs| runs.into_iter().flat_map(|(c, count)| std::iter::repeat_n(c, count)).collect())
}

proptest::proptest! {
    #[test]
    fn nothing_dangerous_passes(raw in odd()) {
        let out = clean(&raw);
        for c in out.chars() {
            let safe = !c.is_control() && !is_ignorable(c) && !matches!(treatment(c), Treatment::Bidi);
            proptest::prop_assert!(safe, "{:?}", c);
        }
        for cluster in out.graphemes(true) {
            proptest::prop_assert!(cluster.len() <= CLUSTER_BYTES + 8, "{:?}", cluster);
            let marks = cluster.chars().rev().take_while(|c| is_extend(*c)).count();
            proptest::prop_assert!(marks <= MARKS + 1, "{:?}", cluster);
        }
    }

    #[test]
    fn cleaning_is_a_fixed_point(raw in odd(), code in proptest::bool::ANY) {
        let ends = if code { Ends::Keep } else { Ends::Trim };
        let (mut once, mut twice) = (CleanText::new(), CleanText::new());
        once.push_line(&raw, ends);
        let removed = twice.push_line(once.as_str(), ends);
        proptest::prop_assert_eq!(&twice, &once);
        proptest::prop_assert_eq!(removed, Removed::default());
    }

    #[test]
    fn clean_text_passes_again_as_it_is(raw in odd(), code in proptest::bool::ANY) {
        let mut text = CleanText::line(&raw);
        text.line_break();
        text.push_line(&raw, if code { Ends::Keep } else { Ends::Trim });
        let again = Clean::stored(text.as_str().as_bytes()).map(Clean::as_str);
        proptest::prop_assert_eq!(again, Some(text.as_str()));
    }

    #[test]
    fn every_character_is_kept_or_counted(raw in odd()) {
        let one_line: String = lines(&raw).collect();
        let mut text = CleanText::new();
        let removed = text.push_line(&one_line, Ends::Keep).total() as usize;
        let solid = |text: &str, added: &[char]| text.chars().filter(|c| !is_blank(*c) && !added.contains(c)).count();
        let added = ['\u{fffd}', '\u{25cc}'];
        let blanks = one_line.chars().filter(|c| is_blank(*c)).count();
        let kept = solid(text.as_str(), &added);
        let all = solid(&one_line, &added);
        // Blanks and added signs inside an escape sequence are counted as removed, too.
        proptest::prop_assert!(kept + removed >= all, "{} + {} of {}", kept, removed, all);
        let signs = one_line.chars().filter(|c| added.contains(c)).count();
        proptest::prop_assert!(kept + removed <= all + blanks + signs, "{} + {} of {}", kept, removed, all);
    }

    #[test]
    fn lines_end_at_every_kind_of_break(raw in "[a山“·\r\n\u{b}\u{c}\u{85}\u{2028}\u{2029}]{0,9}") {
        let with_one_sign = raw.replace("\r\n", "\n");
        let naive = with_one_sign.split(['\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
        proptest::prop_assert_eq!(lines(&raw).collect::<Vec<_>>(), naive.collect::<Vec<_>>());
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
