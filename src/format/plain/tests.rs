use super::super::shown;
use super::*;

#[track_caller]
fn is(text: &str, title: &str, body: &str) {
    let parsed = parse(text, "a.txt");
    assert_eq!((parsed.title.as_str(), shown(&parsed.draft).as_str()), (title, body), "{text}");
}

#[test]
fn an_indent_inside_a_line_is_a_border() {
    is("开江\n　　江水下来了。　　渡口放船。　　人多了。", "开江", "江水下来了。\n渡口放船。\n人多了。");
    is("开江\n江　　水，下来　　了。", "开江", "江　　水，下来　　了。");
}

#[test]
fn references_are_decoded_where_they_are_many() {
    is(
        "开江\n某网&nbsp;&nbsp;四小时前\n&ldquo;开了&rdquo;，他说。",
        "开江",
        "某网  四小时前\n“开了”，他说。",
    );
    is("开江\n空白写作 &nbsp; 就行。", "开江", "空白写作 &nbsp; 就行。");
}

#[test]
fn stanzas_have_a_gap() {
    is(
        "河\n\n河从远处来\n带着泥沙\n\n我在岸上等\n  直到灯亮",
        "河",
        "[诗] 河从远处来\n[诗] 带着泥沙\n[节] 我在岸上等\n[诗]   直到灯亮",
    );
    is("记事\n\n一早下雨。\n\n船没有来。\n\n我们走路去。", "记事", "一早下雨。\n船没有来。\n我们走路去。");
}

#[test]
fn chapters_and_numbers_are_headings() {
    is(
        "湖边旧事\n\n第一章 初到湖边\n\n　　他第一次到湖边，是在春天。\n\n第二章 夜里的船\n　　夜里有一条船。",
        "湖边旧事",
        "[题2] 第一章 初到湖边\n他第一次到湖边，是在春天。\n[题2] 第二章 夜里的船\n夜里有一条船。",
    );
    is(
        "办法\n一、总则\n为了修渠。\n二、工期\n三个月完工。",
        "办法",
        "[题3] 一、总则\n为了修渠。\n[题3] 二、工期\n三个月完工。",
    );
    is(
        "办法\n一、为了修渠，制定本办法。\n二、全村都来。",
        "办法",
        "一、为了修渠，制定本办法。\n二、全村都来。",
    );
    is(
        "闲谈\n第一回听说这件事，我不信。\n第二天又听说了。",
        "闲谈",
        "第一回听说这件事，我不信。\n第二天又听说了。",
    );
}

#[test]
fn a_line_of_one_sign_is_a_rule() {
    let dashes = "-".repeat(80);
    is(
        &format!("开江\n甲。\n{dashes}\n乙。\n＝＝＝＝＝＝"),
        "开江",
        &format!("甲。\n[线] {dashes}\n乙。\n[线] ＝＝＝＝＝＝"),
    );
}
