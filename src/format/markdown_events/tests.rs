use super::super::shown_whole;
use super::*;

#[track_caller]
fn is(text: &str, title: &str, body: &str) {
    let parsed = parse(text, "");
    assert_eq!((parsed.title.as_str(), shown_whole(&parsed.draft).as_str()), (title, body), "{text}");
}

#[test]
fn blocks_are_told_by_their_marks() {
    is(
        "# 开江 #\n\n江水\n下来了。\n\n## 渡口\n- 一号船\n  靠岸\n- 二号船\n\n1. 先\n2. 后\n\n> 老杨说，\n> 冰薄了。\n>\n> 走吧。\n\n* * *\n完",
        "开江",
        "江水下来了。\n[题2] 渡口\n[项] • 一号船靠岸\n[项] • 二号船\n[项] 1. 先\n[项] 2. 后\n[引] 老杨说，冰薄了。\n[引] 走吧。\n[线] ---\n完",
    );
}

#[test]
fn lists_have_levels_and_boxes() {
    is(
        "* 甲\n  * 乙\n    1. 丙\n\n       丁\n* [x] 戊\n* [ ] 己",
        "",
        "[项] • 甲\n[项1] • 乙\n[项2] 1. 丙\n[项2] 丁\n[项] ☑ 戊\n[项] ☐ 己",
    );
}

#[test]
fn a_mark_without_a_letter_is_not_put_on_the_sign_of_an_item() {
    is("- \u{fe0f}甲\n- 乙", "", "[项] • 甲\n[项] • 乙");
}

#[test]
fn a_quote_with_a_mark_is_a_note() {
    is("> [!NOTE]\n> 当心冰薄。\n\n> 引", "", "[注] 当心冰薄。\n[引] 引");
    is("> [!warning]- 冰\n> 当心。\n>\n> 绕行。", "", "[注] 冰\n[注] 当心。\n[注] 绕行。");
    is("> 甲\n> [!不是]", "", "[引] 甲[!不是]");
    is("```\n> [!NOTE]\n```", "", "[码] > [!NOTE]");
}

#[test]
fn code_is_left_as_it_is() {
    is(
        "甲\n\n```rust\nlet a = *b;\n\n  # 不是题\n~~~\n```\n\n    缩进 **码**\n\n乙 `x*y*z`",
        "",
        "甲\n[码] let a = *b;\n[码]   # 不是题\n[码] ~~~\n[码] 缩进 **码**\n乙 x*y*z",
    );
    is("> ```\n> a*b\n> ```\n> 引", "", "[码] a*b\n[引] 引");
    is("```\n没有关上 *x*", "", "[码] 没有关上 *x*");
    is("```x``` 是码", "", "x 是码");
    let code = "==a== %%b%% 3*4*5 5~6 ^x\n##y\n__甲__ **重点：**后";
    let lines: Vec<String> = code.lines().map(|line| format!("[码] {line}")).collect();
    is(&format!("```\n{code}\n```"), "", &lines.join("\n"));
    is("看 `3*4*5 ==甲== %%乙%%`", "", "看 3*4*5 ==甲== %%乙%%");
}

#[test]
fn cells_beyond_those_of_the_head_are_kept() {
    is("|甲|乙|\n|-|-|\n|丙|丁|戊 **己**|庚\\|辛|", "", "[表头] 甲  乙\n[行] 丙  丁  戊 己  庚|辛");
    is("|甲|丑|\n|-|-|\n|乙|丙||", "", "[表头] 甲  丑\n[行] 乙  丙");
}

#[test]
fn headings_by_underline_and_without_a_blank() {
    is("开江\n====\n甲\n\n渡口\n----\n乙", "开江", "甲\n[题2] 渡口\n乙");
    is("甲\n\n# 不是题目\n#标签\n####### 七", "", "甲\n[题1] 不是题目\n#标签####### 七");
    is("甲\n\n##渡口\n乙", "", "甲\n[题2] 渡口\n乙");
    is("#开江\n\n##渡口\n乙", "开江", "[题2] 渡口\n乙");
    is("![徽章](a.svg)\n\n# 开江\n甲", "开江", "[图] 徽章\n甲\n[址] 徽章  a.svg");
}

#[test]
fn tables_are_rows_of_cells() {
    is(
        "| 站 | 里程 |\n|---|:--:|\n| **尚志** | 120 |\n|海林| |",
        "",
        "[表头] 站  里程\n[行] 尚志  120\n[行] 海林",
    );
}

#[test]
fn addresses_stand_beside_the_text() {
    is(
        "![江](a.jpg)\n\n见[图](b.jpg)吧  \n下一行\\\n再一行 A&amp;B &lt;b&gt;",
        "",
        "[图] 江\n见图吧\n下一行\n再一行 A&B <b>\n[址] 江  a.jpg\n[址] 图  b.jpg",
    );
    is(
        "![](https://a.cn/%E6%B8%A1%E5%8F%A3.webp)",
        "",
        "[图] 渡口\n[址] 渡口  https://a.cn/%E6%B8%A1%E5%8F%A3.webp",
    );
    is(
        "见[说明][1]和[第二份]。\n\n[1]: https://a.cn/1 \"题\"\n[第二份]: <https://a.cn/2>",
        "",
        "见说明和第二份。\n[址] 说明  https://a.cn/1\n[址] 第二份  https://a.cn/2",
    );
    is("<https://a.cn/x> 与 https://a.cn/y", "", "https://a.cn/x 与 https://a.cn/y");
    is("[[山|南坡]]和[[果园]]，![[图.png]]", "", "南坡和果园，\n[图] 图\n[址] 南坡  山\n[址] 图  图.png");
}

#[test]
fn definitions_and_comments_are_not_text() {
    is("[#]: subject: \"Ice\"\n[#]: via: \"https://a.cn\"\n\n开江\n====\n\n甲", "开江", "甲");
    is("<!-- 甲 -->\n\n乙<!-- 丙 -->丁\n\n<!-- 戊\n\n己 -->", "", "乙丁");
    is("甲%%乙%%丙 100%%\n\n%%\n丁\n\n戊\n%%\n己 ^block1", "", "甲丙 100%%\n己");
    is("比例 50%% 与 60%%", "", "比例 50%% 与 60%%");
}

#[test]
fn html_is_rendered() {
    is(
        "<p>东岸<strong>通车</strong>。</p><p>桥长。<br>人行。</p>\n\n&ldquo;稳&rdquo;<br/>他说 <u>甲</u>",
        "",
        "东岸通车。\n桥长。\n人行。\n“稳”\n他说 甲",
    );
    is("<div align=\"center\">\n\n# 开江\n\n</div>\n\n甲", "开江", "甲");
    is("a <b and c> d，Vec<T>，a < b", "", "a <b and c> d，Vec<T>，a < b");
    is("<ruby>渡<rt>dù</rt></ruby><ruby>口<rt>kǒu</rt></ruby>边", "", "渡口（dùkǒu）边");
    is("<table><tr><th>站<th>里程</tr><tr><td>尚志<td>120</table>", "", "[表头] 站  里程\n[行] 尚志  120");
}

#[test]
fn footnotes_keep_their_mark() {
    is("开江[^1]了。\n\n[^1]: 四月初。\n\n完", "", "开江[1]了。\n[脚] [1] 四月初。\n完");
    is("甲[^1]", "", "甲[^1]");
}

#[test]
fn marks_of_emphasis_are_taken_off() {
    let cases = [
        ("这是**重点**内容", "这是重点内容"),
        ("**重点：**内容", "重点：内容"),
        ("他说**“开江”**了。**注意！**看", "他说“开江”了。注意！看"),
        ("**一：**甲**二：**乙", "一：甲二：乙"),
        ("*斜* _斜_ __粗__ ***重*** ~~删~~", "斜 斜 粗 重 删"),
        ("江__上__人，__重点：__后", "江上人，重点：后"),
        ("删~~旧的。~~新", "删旧的。新"),
        ("用 `git *x* log` 看", "用 git *x* log 看"),
        ("``a`b``", "a`b"),
        ("**甲*乙*丙**", "甲乙丙"),
        ("\\*不是\\*", "*不是*"),
        ("==重点==和==又一处==", "重点和又一处"),
    ];
    for (text, expected) in cases {
        is(text, "", expected);
    }
}

#[test]
fn marks_that_are_text_stay() {
    let cases = [
        "3*4*5=60",
        "2 * 3 * 4",
        "snake_case_name",
        "__init__x",
        "5~6天，7~8天",
        "约~~",
        "甲*乙",
        "a==b，c==d",
        "[甲]",
        "[甲](乙",
        "[甲] (乙)",
        "<甲>",
        "甲\\乙",
        "1_000_000",
    ];
    for text in cases {
        is(text, "", text);
    }
}

#[test]
fn chinese_indents_begin_paragraphs() {
    is("　　甲段。\n\n　　乙段。\n　　丙段。", "", "甲段。\n乙段。\n丙段。");
}

#[test]
fn hostile_marks_take_one_pass() {
    for piece in [
        "[", "](", "[a](", "*a ", "_", "`a", "``a`", "<http://", "**a*", "\\", "==a", "%%a", "> ", "| a",
        "[[", "~~a",
    ] {
        let text = piece.repeat(30_000);
        assert!(parse(&text, "").draft.body().len() <= 2 * text.len());
    }
}

#[test]
fn an_escape_takes_nothing_of_the_next_line() {
    is("甲&#27;\nb", "", "甲 b");
    is("<p>甲&#27;\nb</p>", "", "甲 b");
}

#[test]
fn an_escape_made_by_a_reference_takes_nothing() {
    is("甲&#27;[31m乙", "", "甲[31m乙");
    is("<p>甲&#27[31m乙&#x1B;c&#27x</p>", "", "甲[31m乙cx");
}
