use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::format::decode::{decode, decode_name};
use crate::format::{json_lines, parse};

#[track_caller]
fn agree(text: &str, name: &str) -> Naive {
    let (form, draft) = parse(text, name);
    let naive = visible_chars(Source { whole: text, record: text, name }, form);
    assert_eq!(naive.agrees_with(&draft), Ok(()), "{name} {form:?} {text:?}");
    naive
}

/// Files of every form, each with something that might be lost.
const FILES: &[(&str, &str)] = &[
    ("9江上.txt", "9江上——黑龙江.txt\n<div><span style='a:b'> 　　开江了。</span></div><div>&nbsp;</div>"),
    (
        "江上.txt",
        "江上<div><span style='display:block'>甲\r\n　　乙</span>丙</div>----------\n-----图片-----\n----------",
    ),
    ("12江上.txt", "2江上\n<div>《<茶叶法>》 a<b 且 c>d &lt;p&gt; &hellip;&#27;[31m红</div>"),
    ("江.txt", "江<b>上</b>&amp;岸\n——春天\n<p>甲<br>乙</p><!-- 丙 --><script>丁</script>"),
    ("73江上.txt", ""),
    ("2江.txt", "2江.txt\n"),
    ("江.txt", "江上\n\n-----\n-----这里有图片-----\n-----\n-----\n甲<b>&nbsp;\u{200B}\u{7}乙"),
    (
        "江.txt",
        "　　松花江的冰要到四月才化，渡口边的老杨\n说今年开江比去年早了五天，卖鱼的摊子已\n经摆到了桥头，来往的人也比往年多了许多\n还有 a\nb。",
    ),
    (
        "江.html",
        "<title>江上 - 晚报</title><h1>3、江上</h1><p>甲<img src=a.png?x=1&copy=2 alt='图&amp;'>乙<ul><li>丙<li></ul><ol start=4><li>丁</ol>",
    ),
    (
        "江.htm",
        "<!DOCTYPE html><p>导航</p><h1>江上</h1><p>江上</p><pre>a\n  b</pre><title>再</title><textarea><b></textarea>",
    ),
    (
        "江.md",
        "---\ntitle: 江上\ndate: 2019-01-01\n---\n# 江上\n\n**重**点 [官网](http://a.cn/_x_)\n- 甲\n\n```rs\na*b\n```\n> 引\n\n|a|b|\n|-|:-:|\n",
    ),
    ("江.md", "+++\ntitle = \"江\\\"上\"\ntags = [\n 'a']\n+++\n甲"),
    ("江.md", " ---\n title: 江上\n---\n甲"),
    ("江.md", "---\n title: 江上\n tags:\n  - 江\n---\n甲"),
    ("江.md", "Title: 江上\nDate: 2019-01-01\n\n甲"),
    ("江.txt", "来源：甲\n作者：乙\n标题：江上\n\n　　丙。"),
    ("江.txt", "【 日  期 】20190101\n【 标  题 】江上\n【 正  文 】\n　　丙。"),
    (
        "江.txt",
        "江上夜话\n--------\n发信人: a (甲), 信区: B\n标  题: 江上\n发信站: 江 (2019年01月01日10:00:00 星期二)\n\n丙。",
    ),
    ("江.txt", "来源：甲\n\n江上\n　　丙。"),
    ("江.md", "# 江上\n\n第5&#65039;条\n- &#101;\u{301}甲\n- e&#769;\u{302}\n- \u{fe0f}乙"),
    ("江.md", "|甲|乙|\n|-|-|\n|丙|丁|戊 `a|己`|\n"),
    ("江.md", "a||\n-|:\r-||\""),
    ("江.md", "🏽<rt>🏽🏽🏽🏽🏽"),
    ("江.md", "\u{301}\u{301}\u{301}\u{301}\u{301}&lrm;\u{301}\u{30c}甲\u{301}"),
    ("江.md", "👩\u{200d}<ruby>👦"),
    ("江.txt", "👨<html>\u{200d}👧<p></p>"),
    ("江.txt", "l\u{ff9e}\u{ff9e}\u{ff9e}\u{ff9e}\u{ff9e}\u{ff9e}<span>\u{ff9e}\u{ff9e}</span>"),
    ("江.md", "&#1\u{fe0f}"),
    ("江.md", "[甲](_&#x9b;<) 乙](\n&NotEqualTilde;) 丙](&lt;\n)"),
    ("江.md", "<script&#0;</script>"),
    ("江.txt", "甲<title>&#27</title>乙<p></p>&#x1b;丙&#27<h1><<div></div>"),
    ("江.md", "\\&mp;&mp;\n\n[^1]:```"),
    ("江.md", "甲[^1]\n\n[^1]:# "),
    ("江.md", "# 3江上 #\n\n3*4*5 `a*b` \\*甲\\* snake_case &lt;b&gt;\n\n* * *\n完"),
];

#[test]
fn nothing_is_lost_and_nothing_is_added() {
    for (name, text) in FILES {
        agree(text, name);
    }
}

#[test]
fn json_lines_agree() {
    let lines = [
        r#"{"id": 1, "title": "3、江上.txt", "text": "　　甲\n乙\u0007"}"#,
        r#"{"text": "江上\n甲。"}"#,
        r#"{"title": "江", "html": "<title>晚报</title><h1>江</h1><p>甲&nbsp;乙"}"#,
        r#"{"html": "<h1>江</h1><p>甲"}"#,
    ];
    for line in lines {
        let naive = visible_chars(Source::whole(line), Form::Json);
        assert_eq!(naive.agrees_with(&json_lines(line, 1).next().unwrap().unwrap().draft), Ok(()), "{line}");
    }
}

/// A record of a file of any kind, read twice.
#[track_caller]
fn records_agree(text: &str, name: &str) -> Vec<String> {
    let records = crate::format::records(text, name, &crate::format::FolderVerdict::default());
    let agree = |record: crate::format::Record| {
        let source = Source { whole: text, record: text.get(record.range.clone()).unwrap(), name };
        let naive = visible_chars(source, record.form);
        assert_eq!(naive.agrees_with(&record.draft), Ok(()), "{name} {:?} {text:?}", record.form);
        format!("{}|{}", record.draft.title, record.draft.body())
    };
    records.into_iter().flatten().map(agree).collect()
}

#[test]
fn what_is_said_under_one_name_twice_is_all_said() {
    for (text, article) in [
        (r#"{"html":"<h1>","html":"<p>甲"}"#, "甲|"),
        (r#"{"title":"江","text":"","text":"甲","text":"乙"}"#, "江|甲\n乙"),
        (r#"{"Text":"甲","text":"乙","TITLE":"江","title":"河"}"#, "江|甲\n乙"),
        (r#"{"name":"","chapter":"江","text":"甲"}"#, "江|甲"),
        (r#"{"question":{"title":" ","title":"江"},"content":"甲"}"#, "江|甲"),
        (r#"{"title":"江","summary":"甲","content":[{"title":"乙"}]}"#, "江|甲"),
    ] {
        assert_eq!(records_agree(text, "组.json"), [article], "{text}");
    }
}

#[test]
fn tables_are_parted_by_what_their_name_says() {
    records_agree("甲&c;乙\n丙;丁", "表.tsv");
    records_agree("\"甲,乙\";丙\n丁;戊", "表.csv");
    records_agree("title,text,text\n江,甲,乙", "表.csv");
    records_agree("甲\u{1b}\tb", "表.tsv");
}

#[test]
fn readings_agree_wherever_their_elements_end() {
    for text in [
        "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>。",
        "甲<rt>乙",
        "<ruby>甲<rp>乙<p>丙<rt>丁",
        "<ruby>甲<rt>乙<ruby>丙<rt>丁",
        "<table><tr><td><ruby>甲<rt>乙<div>丙<td>丁",
        "<ruby>甲<rt>\u{1b}</rt>乙<rt>c</ruby>丁",
    ] {
        agree(text, "江.html");
        agree(text, "江.md");
        agree(&format!("江\n<div>{text}</div>"), "江.txt");
    }
}

#[test]
fn many_of_the_same_agree() {
    for unit in [
        "[^1]",
        "\u{301}<b>",
        "<b>",
        "<ruby>",
        "<ruby><rt>a</ruby>",
        "<!--<script></script>",
        "[a][b]",
        "](c)",
        "*_",
    ] {
        agree(&format!("题\n\n{}", unit.repeat(3_000)), "江.md");
    }
}

#[test]
fn what_fuzzing_found_agrees() {
    for (name, text) in [
        ("江.txt", "title: &amp;<span stle='dispdate: \n\n2019-01-02\ndate: 20101-02\n7;&#27;&#2上"),
        ("江.md", "---\ntitle:\\\n---\n甲"),
        ("江.md", "b][]()"),
        ("江.md", "\u{93f}\u{93f}<html>\u{93f}\u{93f}\u{93f}\u{93f}\u{93f}\u{93f}"),
        ("江.md", "\n[^1]:[^1]:"),
        (
            "江.md",
            "<img alt='甲' data-src=b sr=c><img alt='甲' data-=c>imgalt='甲'data-src=galt='甲'data--src=bs\u{85}\u{85}rc=c",
        ),
        (
            "江.md",
            "江<img a='上' data-src=b src=c><img alt='岸' data-=c>i'data-src=bsrc=c><imgalt='甲'data-src=data-",
        ),
        ("江.md", "江<d><d><td>\u{93f}岸"),
        ("江.md", "---\ntitle: \"\\u6c5f\\\\\" # 甲\n---\n乙"),
        ("江.md", "+++\ntitle = \"\\u6c5f\"\n+++\n乙"),
        ("江.md", "甲\n[^]:1\n\n[a\\]b]: c\n\n[乙]:\n<c>\n\n丙"),
        ("江.md", "-<b<span c='[^1][^1]d](e)'>> 甲<a href='](b)'>乙</a>](c)丙"),
        ("江.md", "/\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}<img t=''>\u{301}`e<b>\u{301}`"),
        ("江.txt", "江<h1><div>甲<img alt='乙'><br>丙</div>"),
        ("江.txt", "江\n<h1>上\n<div>甲<img alt='乙'><br>丙</div>"),
        ("江.md", "甲<a\nhref=b>乙</a\n>丙<!-- 丁\n戊 -->己"),
        ("江.md", "江[上](t\\\\\\\\.cn) [岸](a\\&amp;b&amp;c)"),
        ("江.md", "```\ndate=: 2019\u{1b}[2</script>J>J\n后\u{1b}[2J\n"),
        ("江.md", ". &#x9b;&#x9b;甲&#147;乙"),
        ("江.md", "&amp&lt;甲&lt;&amp乙"),
        ("江.md", "甲](乙\n~~~)丙\n丁"),
        ("江.txt", "江。\u{3000}\u{3000}-----图片-----\n"),
        ("江.md", "__* 甲\n\n**__乙__**丙"),
        ("江.md", "江上<&l<rt><rt>rm;!--"),
        ("江.md", "# <!doctype html>江上\n甲<?xml 乙?>丙<![if 丁]>"),
        ("江.md", "\n<li>&#27x甲\n\n<h1>&#x1B;[31m乙</h1>\n\n<ol &#27}abc"),
        ("江.md", "甲&#27;&#93;&#48;&#59;乙&#7;\n- &#x1b;[31m丙<script>丁</script>"),
        ("江.md", "&<img t='' src=c>&\n\n甲![图](a.png)乙"),
        ("江.txt", "<!doctype\n><p></p"),
        ("江.html", "<ol start=4><li><table><tr>丁</ol><pre>a"),
        ("江.html", "<ol start=ol start=4><li>丁</ol>"),
        ("江.txt", "<title>江<p>上</title><textarea></p>"),
        ("江.txt", "<!--甲<div>\n</div>-->乙\n<div>丙</div>"),
        ("江.html", "<p>甲\u{1b}\nb<br>&#27;\tc\u{1b}<b>[1m</b>"),
    ] {
        agree(text, name);
    }
}

#[test]
fn what_is_dropped_is_counted() {
    let naive = agree("江\n<div>甲&nbsp;</div>\n-----\n-----图片-----\n-----\n\u{7}乙", "");
    assert_eq!(naive.text, "江甲图片乙");
    let Omissions { markup, references, marks, front_matter, removed } = naive.dropped;
    assert_eq!((markup, references, marks, front_matter, removed.total()), (11, 6, 20, 0, 1));
}

/// A witness that cannot say no is none: every change to an article must be seen.
#[test]
fn a_lost_moved_or_added_character_is_seen() {
    let text = "江上\n<div>甲乙</div><div>丙丁</div>";
    let naive = visible_chars(Source::whole(text), Form::Seed);
    let draft = |title: &str, paragraphs: &[&str]| {
        let mut draft = Draft::new();
        draft.set_title(title);
        for paragraph in paragraphs {
            draft.push(crate::format::Kind::Body, paragraph);
        }
        draft
    };
    assert_eq!(naive.agrees_with(&draft("江上", &["甲乙", "丙丁"])), Ok(()));
    let lost = naive.agrees_with(&draft("江上", &["甲", "丙丁"])).unwrap_err();
    assert_eq!((lost.at, lost.expected.as_str(), lost.found.as_str()), (3, "乙丙丁", "丙丁"));
    for (title, paragraphs) in [
        ("江上", ["丙丁", "甲乙"]),
        ("江上", ["甲乙", "丙丁戊"]),
        ("江", ["甲乙", "丙丁"]),
        ("江上游", ["甲乙", "丙丁"]),
        ("", ["甲乙", "丙丁"]),
    ] {
        assert!(naive.agrees_with(&draft(title, &paragraphs)).is_err(), "{title} {paragraphs:?}");
    }
}

/// Pieces that may stand anywhere, then markup of every kind, whole and broken.
fn markup_piece() -> impl Strategy<Value = String> {
    let tags = "<div> </div> <p> </p> <P\tCLASS=a> <br> <br/> <b> </b> </span> <h1> </h1> <h2\tclass=\"a\"> </h2> <ul> \
        <ol> <ol\tstart=3> <li> </li> </ul> </ol> <pre> </pre> <blockquote> </blockquote> <table> <tr> <td> </table> \
        <span\tstyle='display:block'> <span\tstyle='a:b'> <img\tsrc=a.png\talt='甲'> <img\talt=\"&lt;乙\"> <img> \
        <img\tdata-src='/b?c=1&copy=2'\tsrc='data:x'> <title> </title> <textarea> </textarea> <script> </script> \
        <style> </style\t> <!-- --> <!--> <a\thref='x<y'> <my-box\ta> <o:p> <a\tb=c <p\tnowrap> <外> <div\ta=' \
        <!doctype\thtml> <?xml?> <![if\t!IE]> <select> <option> &nbsp; &lt; &amp &#27; &#150; &hellip; &unknown; &copy \
        & < \u{b} \u{200B} \u{301} 3、 （2） .txt ----- -----图片-----";
    let tags: Vec<String> = tags.split(' ').map(|tag| tag.replace('\t', " ")).collect();
    prop_oneof![
        6 => "[甲乙丙 　a1.-]{0,5}",
        1 => "[<>&;'\"=/ a甲!-]{1,6}",
        1 => prop::sample::select(vec!["\n", "\r\n", "\t"]).prop_map(str::to_owned),
        4 => prop::sample::select(tags),
    ]
}

fn text_piece() -> impl Strategy<Value = String> {
    let marks = vec![
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "```",
        "~~~",
        "    ",
        "\t",
        "**",
        "*",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "](",
        ")",
        "![",
        "\\",
        "---\n",
        "...\n",
        "===\n",
        "|",
        "|-:|\n",
        "&lt;",
        "&amp",
        "title: 甲\n",
        "<b>",
        "<https://a.cn>",
        "-----\n",
        "-----图片-----\n",
        "\u{7}",
        "\u{200B}",
        "\u{301}",
        "\u{1b}[1m",
        "3、",
        "（2）",
        ".txt",
        "  \n",
        "——",
    ];
    prop_oneof![
        6 => "[甲乙丙 　a1.。-]{0,12}",
        3 => prop::sample::select(vec!["\n", "\n\n", "\r\n", "\u{2028}"]).prop_map(str::to_owned),
        3 => prop::sample::select(marks).prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn markup_agrees(pieces in proptest::collection::vec(markup_piece(), 0..25)) {
        let text = pieces.concat();
        agree(&text, "江.html");
        agree(&format!("江上\n<div>{text}</div>"), "江上.txt");
    }

    #[test]
    fn plain_text_and_markdown_agree(pieces in proptest::collection::vec(text_piece(), 0..25)) {
        let text = pieces.concat();
        agree(&text, "江.txt");
        agree(&text, "江.md");
    }
}

/// The real samples, where their folder is given.
#[test]
fn samples_agree() {
    let Some(root) = std::env::var_os("XINGLAN_SAMPLES") else { return };
    let mut files = Vec::new();
    collect(Path::new(&root), &mut files);
    assert!(!files.is_empty());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let name = decode_name(file.file_name().unwrap().as_encoded_bytes());
        agree(&decode(&bytes, None).unwrap().text, &name);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
