use super::*;
use crate::format::draft::Draft;
use crate::format::fields::Witness;

/// Title, date, author, source, tags, summary, and what follows.
fn shown(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let front = FrontMatter::of(&lines).unwrap_or_default();
    let rest = lines[front.lines..].join("\n");
    let mut draft = Draft::new();
    front.values.tell(&mut draft, Witness::FrontMatter);
    let date = std::mem::take(&mut draft.dates).best().map(|date| date.to_string()).unwrap_or_default();
    let tags = draft.tags.text().as_str().replace('\n', "+");
    let title = front.values.first(Field::Title).unwrap_or_default();
    let [author, source, summary] =
        [&draft.author, &draft.source, &draft.summary].map(|said| said.text().as_str());
    format!("{title}/{date}/{author}/{source}/{tags}/{summary}|{}", rest.trim())
}

#[test]
fn yaml_as_blogs_write_it() {
    for (front, expected) in [
        (
            "title: 晒盐\ndate: 2022-05-06\nauthor: 某丙\nsource: 河口广播站\ntags: [盐, 海]\ndescription: 讲晒盐。",
            "晒盐/2022-05-06/某丙/河口广播站/盐+海/讲晒盐。",
        ),
        (" layout: post\n title:  晒盐\n date:   2022-05-06", "晒盐/2022-05-06////"),
        ("  title: 晒盐\n  tags:\n    - 盐\n    - 海", "晒盐////盐+海/"),
        ("title: \"晒盐：\\\"上\\\"\"\ntags:\n- 盐\n- '海''水'", "晒盐：\"上\"////盐+海'水/"),
        (
            "title: 晒盐: 上篇 # 草稿\ntags: [\"盐, 粗\", '海',]\ncategories:\n  - [交通]",
            "晒盐: 上篇////盐+粗+海+[交通]/",
        ),
        ("tags: [\n  盐,\n  海\n]\ntitle: 晒盐", "晒盐////盐+海/"),
        ("title: 晒盐\nsummary: |\n  第一句。\n  第二句。\ntags: 盐 海", "晒盐////盐+海/第一句。第二句。"),
        ("title: 晒盐\nexcerpt: >-\n  salt and\n  sea", "晒盐/////salt and sea"),
        ("title: 晒盐\ndescription: 一句，\n  又一句。", "晒盐/////一句，又一句。"),
        ("author:\n  name: 某丙\n  url: http://a.cn\ntitle: 晒盐", "晒盐//某丙///"),
        ("authors:\n  - name: 某丙\n    url: x\n  - 某丁\ntitle: 晒盐", "晒盐//某丙\n某丁///"),
        ("title: 晒盐\ntags:\ndate:\nauthor: null\nsummary: ''", "晒盐/////"),
        (
            "# 注\ntitle: 晒盐\n\npubDate: 2022-05-06T08:00:00+08:00\ncover: http://a.cn/b:c.jpg",
            "晒盐/2022-05-06////",
        ),
        (
            "标题: 晒盐\n日期: 2022年5月6日\n作者: 某丙\n标签: 盐、海\n来源：x: y",
            "晒盐/2022-05-06/某丙//盐+海/",
        ),
        ("\"title\": \"晒盐\"\nkeywords: 盐；海", "晒盐////盐+海/"),
    ] {
        assert_eq!(shown(&format!("---\n{front}\n---\n\n正文")), format!("{expected}|正文"), "{front}");
    }
}

#[test]
fn toml_between_pluses() {
    for (front, expected) in [
        (
            "title = \"晒盐\"\ndate = 2022-05-06\nauthor = '某丙'\ntags = [\"盐\",\n  \"海\"]",
            "晒盐/2022-05-06/某丙//盐+海/",
        ),
        (
            "title = \"晒盐\"\ndate = 2022-05-06T08:00:00+08:00\ndraft = false\n[taxonomies]\ntags = ['盐']\n[params]\nsource = '河口'",
            "晒盐/2022-05-06//河口/盐/",
        ),
        ("title = \"\"\"晒盐\"\"\"\nsummary = \"讲晒盐。\"", "晒盐/////讲晒盐。"),
    ] {
        assert_eq!(shown(&format!("+++\n{front}\n+++\n正文")), format!("{expected}|正文"), "{front}");
    }
}

#[test]
fn keys_before_a_blank_line() {
    for (text, expected) in [
        ("Title: 晒盐\nAuthor: 某丙\nDate: May 6, 2022\n\n正文", "晒盐/2022-05-06/某丙///|正文"),
        ("title: 晒盐\n\n正文", "晒盐/////|正文"),
        ("Title: 晒盐\nSummary: 一句，\n    又一句。\n\n正文", "晒盐/////一句， 又一句。|正文"),
        ("Author: 某丙\nTags: 盐, 海\n\n正文", "//某丙//盐+海/|正文"),
        // Text.
        ("Note: 晒盐\n\n正文", "//////|Note: 晒盐\n\n正文"),
        ("Date: 晒盐\n正文没有冒号\n\n正文", "//////|Date: 晒盐\n正文没有冒号\n\n正文"),
        ("http://a.cn\n\n正文", "//////|http://a.cn\n\n正文"),
        ("来源：河口\n\n正文", "//////|来源：河口\n\n正文"),
    ] {
        let expected = expected.replacen("//////|", "/////|", 1);
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn definitions_of_a_translation() {
    let text = "[#]: subject: \"How to dry salt\"\n[#]: via: \"https://a.example/salt\"\n[#]: author: \"Someone https://a.example/u\"\n[#]: translator: \"某丁\"\n\n怎样晒盐\n====";
    assert_eq!(shown(text), "//Someone///|怎样晒盐\n====");
}

#[test]
fn what_is_no_front_matter_stays() {
    for text in
        ["---\n没有冒号的话\n---\n甲", "---\n甲: 乙\n丙", "+++\n不是\n+++\n甲", "---", "+++", "", "甲"]
    {
        let lines: Vec<&str> = text.lines().collect();
        assert!(FrontMatter::of(&lines).is_none(), "{text}");
    }
}
