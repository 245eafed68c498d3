use super::*;

fn joined(text: &str) -> Option<Vec<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let wrap = detect(&lines)?;
    Some(wrap.paragraphs(&lines).into_iter().map(|range| join(&lines[range])).collect())
}

#[test]
fn indents_begin_paragraphs() {
    let text = "　　松花江的冰要到四月才化。渡口边的老
杨说，今年开江比去年早了五天，卖鱼的摊
子已经摆到了桥头，来往的人也多了。
　　火车从哈尔滨开往牡丹江，中间停靠尚
志和海林两站，全程三百五十五公里，要走
四个小时。";
    let paragraphs = joined(text).unwrap();
    assert_eq!(paragraphs.len(), 2);
    assert!(paragraphs[0].starts_with("松花江的冰要到四月才化。渡口边的老杨说，今年"));
    assert!(paragraphs[1].ends_with("要走四个小时。"));
}

#[test]
fn indents_alone_may_tell_paragraphs() {
    let text = "渡口社四月五日电（记者某甲、通讯员某乙
             ）松江今年开江比去年早了五天，渡口
             已经放船。
                 在今天开的会上，船工们说冰
             薄了，三号船要先修，四号船再等等看，
             大家都同意。
                 会后又看了桥。";
    let paragraphs = joined(text).unwrap();
    let starts: Vec<String> = paragraphs.iter().map(|p| p.chars().take(4).collect()).collect();
    assert_eq!(starts, ["渡口社四", "在今天开", "会后又看"]);
    assert!(paragraphs[0].contains("某乙）松江"));
}

#[test]
fn headings_over_indented_text_are_not_joined_to_it() {
    let text = "一号船
    老杨的船，今年四月初才修好，能坐二十个人。
二号船
    老周的船，比一号船大一些，可是修得慢得多。
三号船
    还没有造好。";
    assert_eq!(joined(text), None);
}

#[test]
fn a_blank_line_after_every_line_means_nothing() {
    let text = "　　木桥是前年秋天拆掉的，拆桥的那天来了许多

人，有人说这座桥比他的祖父还要老，也有人说桥

板换过三回了。

　　新桥是水泥的，宽得能过卡车，通车那天放了鞭

炮，村长讲了十分钟话，大家都听着。";
    let lines: Vec<&str> = text.lines().collect();
    let lines = without_gaps(&lines);
    let wrap = detect(&lines).unwrap();
    assert_eq!(wrap.paragraphs(&lines).len(), 2);
}

#[test]
fn no_paragraph_begins_with_a_closing_mark() {
    let text = "\
松江今年开江比去年早了五天，卖鱼的摊子已
经摆到了桥头，渡口已经放船了，人多起来了
，灯也亮了。
船工们说冰薄了，三号船要先修，四号船再等
等看。";
    let paragraphs = joined(text).unwrap();
    assert!(paragraphs[0].ends_with("起来了，灯也亮了。"), "{paragraphs:?}");
}

#[test]
fn blank_lines_and_short_lines_end_paragraphs() {
    let text = "\
松花江的冰要到四月才化。渡口边的老杨说
今年开江比去年早了五天，卖鱼的摊子已经
摆到了桥头
火车从哈尔滨开往牡丹江，中间停靠尚志和
海林两站，全程三百五十五公里，要走四个

小时也有人坐，图的是窗外的雪和站台上卖
1、烤红薯的人，他们在站台上站了三十年整
- 冻梨要先放进凉水里缓一缓，才能咬得动";
    let paragraphs = joined(text).unwrap();
    let starts: Vec<String> = paragraphs.iter().map(|p| p.chars().take(3).collect()).collect();
    assert_eq!(starts, ["松花江", "火车从", "小时也", "1、烤", "- 冻"]);
}

#[test]
fn latin_lines_are_joined_with_a_blank() {
    let text = "\
The ice on the river melts in April, and the ferry man
says that it went five days earlier than last year. The
fish stalls have moved to the bridge, and the well-
known tea house has opened its doors again.";
    let paragraphs = joined(text).unwrap();
    assert_eq!(paragraphs.len(), 1);
    assert!(paragraphs[0].contains("ferry man says") && paragraphs[0].contains("well-known"));
}

#[test]
fn a_paragraph_a_line_is_not_wrapped_text() {
    let long = "松花江的冰要到四月才化。渡口边的老杨说，今年开江比去年早了五天，卖鱼的摊子已经摆到了桥头。";
    let text = format!("{long}\n短的一段。\n{long}{long}\n火车从哈尔滨开往牡丹江。\n{long}");
    assert_eq!(joined(&text), None);
}

#[test]
fn verse_and_equal_sentences_are_not_wrapped_text() {
    assert_eq!(joined("山色空蒙\n水光潋滟\n渔舟唱晚\n归雁成行\n炊烟袅袅"), None);
    let line = "一行两句各七字要整整齐齐，收在句号这里停下一停。";
    assert_eq!(joined(&[line; 8].join("\n")), None);
}

#[test]
fn numbers_and_signs_begin_items() {
    for line in ["1、甲", "12. 甲", "（三）甲", "一、甲", "第二章 甲", "• 甲", "- 甲", "3）甲"]
    {
        assert!(is_item(line), "{line}");
    }
    for line in ["2019年", "1.5亿", "一个人", "三十年", "-5度", "第一次", "（一个人）", "甲"]
    {
        assert!(!is_item(line), "{line}");
    }
}
