use super::{Cluster, FORBIDDEN, PENALTY, analyse};
use crate::text::{CleanText, WidthPolicy, WordBreaks};

/// The text with a sign at every place: `|` where a line breaks gladly, `¦` where it is disliked, `~` inside a run
/// that may be cut if it is wider than the line, nothing where no break is.
fn marked(text: &str, words: &WordBreaks<'_>) -> String {
    let text = CleanText::line(text);
    let penalties = analyse(text.as_clean(), words, &WidthPolicy::default());
    let mut out = String::new();
    let ends = penalties.clusters().iter().skip(1).map(Cluster::start).chain([penalties.bytes()]);
    for (cluster, end) in penalties.clusters().iter().zip(ends) {
        out += match cluster.code() {
            FORBIDDEN => "",
            0 => "|",
            code if code <= PENALTY => "¦",
            _ => "~",
        };
        out += text
            .as_str()
            .get(cluster.start() as usize..end as usize)
            .expect("a cluster is a range of the text");
    }
    out
}

fn plain(text: &str) -> String {
    marked(text, &WordBreaks::none())
}

#[test]
fn ideographs_break_anywhere_but_not_before_pauses() {
    assert_eq!(plain("今天好，走。"), "今|天|好，|走。");
}

#[test]
fn brackets_and_quotes_hold_what_is_inside() {
    assert_eq!(plain("看《史记》的“序”。"), "看|《史|记》|的|“序”。");
    assert_eq!(plain("他說「『好』」了"), "他|說|「『好』」|了");
}

#[test]
fn straight_quotes_open_and_close_in_turn() {
    assert_eq!(plain(r#"说"好"和"坏"了"#), r#"说|"好"|和|"坏"|了"#);
    assert_eq!(plain(r#"长5"的"#), r#"长|5"|的"#);
}

#[test]
fn dashes_and_dots_come_in_pairs() {
    assert_eq!(plain("好——走……吧"), "好¦——|走¦……|吧");
    assert_eq!(plain("好————走"), "好¦——|——|走");
    assert_eq!(plain("京—沪线"), "京—|沪|线");
}

#[test]
fn numbers_keep_their_signs() {
    assert_eq!(plain("约￥12.5和38℃及5kg"), "约|￥1~2.~5|和|3~8℃|及|5~k~g");
    assert_eq!(plain("为５０％和-5"), "为|５~０％|和|-5");
}

#[test]
fn numbers_do_not_like_to_leave_what_they_count() {
    assert_eq!(plain("共20家"), "共|2~0¦家");
    assert_eq!(plain("共 20 家"), "共 |2~0 ¦家");
}

#[test]
fn words_of_letters_are_tokens() {
    assert_eq!(plain("用Rust写"), "用|R~u~s~t|写");
    assert_eq!(plain("don’t e-mail COVID-19"), "d~o~n’~t |e-¦m~a~i~l |C~O~V~I~D-~1~9");
}

#[test]
fn addresses_are_tokens() {
    assert_eq!(plain("见ab@c.cn吧"), "见|a~b~@~c~.~c~n|吧");
}

#[test]
fn western_signs_break_only_in_need() {
    assert_eq!(plain("a(b) c"), "a¦(b) |c");
}

#[test]
fn a_blank_before_a_mark_does_not_free_it() {
    assert_eq!(plain("甲 ，乙 — 丙"), "甲 ，|乙 — |丙");
    assert_eq!(plain("（ 甲"), "（ 甲");
}

#[test]
fn clusters_are_whole() {
    assert_eq!(plain("家👨\u{200D}👩\u{200D}👧来"), "家|👨\u{200D}👩\u{200D}👧|来");
}

#[test]
fn a_blank_with_a_mark_is_no_blank() {
    for mark in ["\u{301}", "\u{903}"] {
        let text = CleanText::line(&format!("a {mark}b"));
        let penalties = analyse(text.as_clean(), &WordBreaks::none(), &WidthPolicy::default());
        assert!(!penalties.clusters().iter().any(Cluster::is_blank), "{mark:?}");
    }
}

#[test]
fn words_are_disliked_to_be_broken() {
    assert_eq!(marked("我们学习", &WordBreaks::from_lengths([2, 2])), "我¦们|学¦习");
}

#[test]
fn words_count_characters_and_not_clusters() {
    let words = WordBreaks::from_lengths([3, 2]);
    assert_eq!(marked("e\u{301}好们学习", &WordBreaks::from_lengths([2, 2, 2])), "e\u{301}|好¦们|学¦习");
    assert_eq!(words.chars(), 5);
}
