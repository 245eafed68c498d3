use super::*;

/// A folder whose titles are numbered.
fn listed() -> FolderVerdict {
    FolderVerdict { number: NumberRole::Ordinal, ..FolderVerdict::default() }
}

#[track_caller]
fn seed(text: &str, name: &str) -> Draft {
    let (form, draft) = single::judged(text, name, &listed());
    assert_eq!(form, Form::Seed);
    draft
}

#[track_caller]
fn plain(text: &str, name: &str) -> Draft {
    let (form, draft) = single::judged(text, name, &listed());
    assert_eq!(form, Form::Plain);
    draft
}

const SPAN: &str = "<span style='font-size:16px;line-height:25px;text-indent:30px'>";
const BLOCK: &str = "<span style='font-size:16px;display:block'>";

/// A body in the seed form, a block for each text.
fn body(texts: &[&str]) -> String {
    let blocks: Vec<String> =
        texts.iter().map(|text| format!("<div>{SPAN} 　　{text}</span></div><div>&nbsp;</div>")).collect();
    blocks.concat()
}

#[test]
fn the_seed_form_has_a_title_line_and_blocks() {
    let text = format!("9江上的渡口——黑龙江纪行.txt\n{}", body(&["开江了。", "渡船下水。"]));
    let draft = seed(&text, "001_ab12.txt");
    assert_eq!(draft.title.as_str(), "江上的渡口——黑龙江纪行");
    assert_eq!(draft.ordinal, Some(9));
    assert_eq!(shown(&draft), "开江了。\n渡船下水。");
}

#[test]
fn title_and_body_may_stand_on_one_line() {
    let draft = seed(&format!("王某到渡口调研{}", body(&["开江了。"])), "王某到渡口调研.txt");
    assert_eq!(draft.title.as_str(), "王某到渡口调研");
    assert_eq!(shown(&draft), "开江了。");
}

#[test]
fn line_breaks_in_a_span_make_paragraphs() {
    let text =
        format!("题目\n<div>{BLOCK} 开江了。\u{2002}\r\n　　渡船下水。\r\n\n人多了。\u{200B}</span></div>");
    assert_eq!(shown(&seed(&text, "")), "开江了。\n渡船下水。\n人多了。");
}

#[test]
fn a_span_is_a_block_if_its_style_says_so() {
    assert_eq!(shown(&seed(&format!("题\n<div>{BLOCK}甲</span>{BLOCK}乙</span>丙</div>"), "")), "甲\n乙\n丙");
    assert_eq!(shown(&seed(&format!("题\n<div>{SPAN}甲</span>{SPAN}乙</span>丙</div>"), "")), "甲乙丙");
    let spaced = "题\n<div><span style=\"color: red; Display : BLOCK\">甲</span>乙</div>";
    assert_eq!(shown(&seed(spaced, "")), "甲\n乙");
}

#[test]
fn a_raw_sign_in_the_text_swallows_nothing() {
    let text = format!("题\n{}", body(&["《<茶叶法>释义》说 a<b 且 b>c。", "末段 < 完"]));
    assert_eq!(shown(&seed(&text, "")), "《<茶叶法>释义》说 a<b 且 b>c。\n末段 < 完");
}

#[test]
fn picture_marks_are_one_paragraph_each() {
    let mark = "---------------------------------------- \n-------------------这里有图片------------ \n---------------------------------------- \n";
    let text = format!("7老街.txt\n{mark}{}{mark}{mark}{}", body(&["开江了。"]), body(&["渡船下水。"]));
    let draft = seed(&text, "7老街.txt");
    assert_eq!(draft.title.as_str(), "老街");
    assert_eq!(shown(&draft), "[图] 这里有图片\n开江了。\n[图] 这里有图片\n[图] 这里有图片\n渡船下水。");
    let alone = plain(&format!("7老街.txt\n{mark}"), "7老街.txt");
    assert_eq!((alone.title.as_str(), shown(&alone).as_str()), ("老街", "[图] 这里有图片"));
}

#[test]
fn a_second_title_line_is_joined() {
    let text = format!("江上风清　岸上人忙\r\n——2019年开江节侧记\n{}", body(&["开江了。"]));
    assert_eq!(seed(&text, "江上风清.txt").title.as_str(), "江上风清　岸上人忙——2019年开江节侧记");
}

#[test]
fn a_block_of_fields_before_the_title_is_text() {
    let text = format!("来源：渠首站\n江上的渡口\n{}", body(&["开江了。"]));
    let draft = seed(&text, "");
    assert_eq!((draft.title.as_str(), draft.source.text().as_str()), ("江上的渡口", "渠首站"));
    assert_eq!(shown(&draft), "来源：渠首站\n开江了。");
    let draft = seed(&format!("标题：江上的渡口\n作者：某甲\n{}", body(&["开江了。"])), "");
    assert_eq!((draft.title.as_str(), draft.author.text().as_str()), ("江上的渡口", "某甲"));
}

#[test]
fn a_seed_without_a_title_takes_its_number_from_the_name() {
    let draft = seed(&body(&["开江了。"]), "73江上的渡口.txt");
    assert_eq!((draft.title.as_str(), draft.ordinal), ("", Some(73)));
    assert_eq!(shown(&draft), "开江了。");
}

#[test]
fn entities_are_decoded_before_the_door() {
    let draft = seed("A&amp;B\n<div>&lt;茶&gt;&nbsp;&#27;[31m&#x7532;&hellip;</div>", "");
    assert_eq!(draft.title.as_str(), "A&B");
    assert_eq!(shown(&draft), "<茶> 甲…");
    assert_eq!(draft.removed.controls, 5);
}

#[test]
fn a_tag_named_in_a_sentence_does_not_make_a_seed() {
    let text = "标签的用法\n写网页时常用<div>和<span>这两个标签。\n再说别的。";
    assert_eq!(shown(&plain(text, "")), "写网页时常用<div>和<span>这两个标签。\n再说别的。");
}

#[test]
fn title_only_and_empty_files() {
    let draft = plain("2019江畔灯会开幕\n", "2019江畔灯会开幕.txt");
    assert_eq!((draft.title.as_str(), draft.ordinal, shown(&draft).as_str()), ("2019江畔灯会开幕", None, ""));
    let draft = plain("2问题.txt\n", "2问题.txt");
    assert_eq!((draft.title.as_str(), draft.ordinal), ("问题", Some(2)));
    let draft = plain("", "5在江畔.txt");
    assert_eq!((draft.title.as_str(), draft.ordinal, draft.paragraphs().len()), ("", Some(5), 0));
}

#[test]
fn plain_text_begins_with_its_title() {
    let text = "江畔灯会\n  \n  \n2019年10月25日\n  \n灯会开幕了。\n<b>&nbsp;";
    let draft = plain(text, "灯会.txt");
    assert_eq!(draft.title.as_str(), "江畔灯会");
    assert_eq!(draft.date.unwrap().to_string(), "2019-10-25");
    assert_eq!(shown(&draft), "2019年10月25日\n灯会开幕了。\n<b>&nbsp;");
}

#[test]
fn a_first_line_that_is_a_sentence_is_no_title() {
    for first in ["灯会开幕了。", "尊敬的各位来宾，", "灯会开幕了。人山人海"] {
        let draft = plain(&format!("{first}\n第二行。"), "");
        assert_eq!((draft.title.as_str(), draft.paragraphs().len()), ("", 2), "{first}");
    }
    let named = plain("灯会开幕了。\n第二行。", "3灯会开幕了。.txt");
    assert_eq!((named.title.as_str(), named.ordinal), ("灯会开幕了。", Some(3)));
}

#[test]
fn wrapped_text_is_joined_and_its_first_line_is_no_title() {
    let lines = "　　松花江的冰要到四月才化，渡口边的老杨\n说今年开江比去年早了五天，卖鱼的摊子已\n经摆到了桥头，来往的人也比往年多了许多\n还有人从对岸走过来。\n　　火车慢了。";
    let draft = plain(lines, "");
    assert_eq!(draft.title.as_str(), "");
    assert_eq!(draft.paragraphs().len(), 2);
    let draft = plain(&format!("开江\n{lines}"), "");
    assert_eq!((draft.title.as_str(), draft.paragraphs().len()), ("开江", 2));
}

#[test]
fn datelines_give_the_day() {
    let text = format!("开江\n{}", body(&["新华社哈尔滨10月29日电 松花江开江了。"]));
    assert_eq!(seed(&text, "").date.unwrap().to_string(), "--10-29");
}

/// Text made to be looked at again and again. Each of these takes a moment; with one look too many, minutes.
#[test]
fn hostile_text_takes_one_pass() {
    let pieces = [
        "<div",
        "<div>",
        " <div",
        "\n<p",
        "<",
        "&",
        "</",
        "<!--",
        "<title>",
        "&#27;",
        "[",
        "![a](",
        "**",
        "`a",
        "> ",
        "- a\n",
        "-----\n",
        "-----图片-----\n",
        "　",
        "\u{301}",
        "9",
        "\t",
        "a ",
        "2019-",
        "<ul><li>",
        "<img alt='",
    ];
    for piece in pieces {
        let text = piece.repeat(50_000 / piece.len());
        for name in ["甲.txt", "甲.html", "甲.md"] {
            let (form, draft) = parse(&text, name);
            drop((form, draft));
        }
        let seed = format!("{text}\n<div>甲</div>{text}");
        assert!(parse(&seed, "").1.body().len() <= 2 * seed.len() + 3);
    }
}
