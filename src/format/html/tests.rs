use super::super::shown_whole as shown;
use super::*;

#[track_caller]
fn is(text: &str, title: &str, body: &str) {
    let page = parse_page(text);
    assert_eq!((page.title.trim(), shown(&page.draft).as_str()), (title, body), "{text}");
}

#[test]
fn blocks_end_paragraphs_and_inline_elements_do_not() {
    is("<p>甲<b>乙</b><a href=x>丙</a>丁</p><div>戊</div>己", "", "甲乙丙丁\n戊\n己\n[址] 丙  x");
    is("甲<br>乙<br/>丙<hr>丁<section>戊</section>", "", "甲\n乙\n丙\n[线] ---\n丁\n戊");
    is("<my-box>甲<p>乙", "", "甲\n乙");
}

#[test]
fn line_breaks_on_a_page_are_blanks_but_not_between_chinese() {
    is("<p>甲乙\n  丙丁 Rust\n  lang  x</p>", "", "甲乙丙丁 Rust lang x");
    is("<p>one\n<b>two</b>\tthree</p>", "", "one two three");
    is("<p>甲\n<b>乙</b> \n 丙</p>\n<p>\n丁\n</p>", "", "甲乙丙\n丁");
}

#[test]
fn headings_items_quotes_code_and_rows() {
    is(
        "<h2>题</h2><ul><li>甲<li><p>乙</p><p>丙</p></ul><ol start=3><li>丁</li><li>戊</ol>\
         <blockquote>己<p>庚</blockquote><pre>  a\n\n b</pre><table><tr><td>辛<td>壬</tr><tr><th>癸</table>",
        "",
        "[题2] 题\n[项] • 甲\n[项] • 乙\n[项] 丙\n[项] 3. 丁\n[项] 4. 戊\n[引] 己\n[引] 庚\n[码]   a\n[码]  b\n[行] 辛  壬\n癸",
    );
}

#[test]
fn an_item_without_text_leaves_no_sign() {
    is("<ul><li></li><li> </li></ul><p>甲", "", "甲");
}

#[test]
fn pictures_keep_description_and_path() {
    is("<p><img src='a.png' alt='黄河'>甲</p>", "", "[图] 黄河\n甲\n[址] 黄河  a.png");
    is("<p>甲<img src='a.png'>乙</p>丙", "", "甲乙\n[图] a\n丙\n[址] a  a.png");
    is("<p>甲<img><img src='data:image/png;base64,AAAA'></p>", "", "甲");
}

#[test]
fn the_title_is_the_heading_that_the_title_element_holds() {
    is("<title>开江 - 松江晚报</title><h1>开江</h1><p>甲", "开江", "甲");
    is("<title>松江晚报</title><h1>开江</h1><p>甲", "松江晚报", "[题1] 开江\n甲");
    is("<h1>开<br>江</h1><p>甲<h1>渡口</h1>", "开 江", "甲\n[题1] 渡口");
    is("<title>A&amp;B <b></title><p>甲", "A&B <b>", "甲");
    is("<p>甲", "", "甲");
}

#[test]
fn a_given_title_is_kept_and_not_repeated() {
    let page = parse("<title>别的</title><h1>开江</h1><p>甲", Some("开江"));
    assert_eq!((page.title.as_str(), shown(&page.draft).as_str()), ("开江", "甲"));
    let page = parse("<h1>江</h1><p>甲", Some("开江"));
    assert_eq!((page.title.as_str(), shown(&page.draft).as_str()), ("开江", "[题1] 江\n甲"));
}

#[test]
fn scripts_styles_and_comments_are_not_text() {
    is("甲<script>var x = '<p>乙</p>'</script><style>p{}</style><!-- 丙 -->丁", "", "甲丁");
    is("<!DOCTYPE html><html><head><meta charset=gbk><link rel=a></head><body>甲</body></html>", "", "甲");
}

#[test]
fn entities_are_decoded_once() {
    is("<p>&lt;b&gt;&amp;lt;&#20013;&#x56fd;&hellip;&nbsp;&unknown;", "", "<b>&lt;中国… &unknown;");
    assert_eq!(decode_entities("A&amp;B <c> &copy 甲"), "A&B <c> © 甲");
}

#[test]
fn unbalanced_and_deeply_nested_tags_lose_nothing() {
    is("</p></ul></pre></blockquote>甲</span></div><b><i>乙", "", "甲\n乙");
    for tag in ["<div>", "<ul><li>", "<blockquote>", "<span style='display:block'>", "<b>", "<table><tr><td>"]
    {
        let page = parse(&format!("{}甲", tag.repeat(20_000)), None);
        assert!(page.draft.body().as_str().ends_with('甲'), "{tag}");
    }
}

#[test]
fn tables_are_rows_of_cells() {
    is(
        "<table><thead><tr><th>站</th><th>里 程</th></tr></thead><tr><td><p>尚志</p></td><td>120<br>公里</td></tr>\
         <tr><td></td><td>80</td></tr></table>",
        "",
        "[表头] 站  里 程\n[行] 尚志  120 公里\n[行]   80",
    );
}

#[test]
fn a_table_that_is_layout_is_no_table() {
    is(
        "<table><tr><td><h2>题</h2><p>甲</p></td><td><ul><li>乙</ul></td></tr></table>",
        "",
        "[题2] 题\n甲\n[项] • 乙",
    );
    let long = "江水下来了。".repeat(30);
    is(&format!("<table><tr><td>栏<td><p>{long}</p><p>甲</p></table>"), "", &format!("栏\n{long}\n甲"));
}

#[test]
fn readings_follow_their_word() {
    is(
        "<p><ruby>渡<rp>(</rp><rt>dù</rt><rp>)</rp></ruby><ruby>口<rp>(</rp><rt>kǒu</rt><rp>)</rp></ruby>在河边。</p>",
        "",
        "渡口（dùkǒu）在河边。",
    );
    is(
        "<p><ruby>江<rt>jiāng</ruby>上</p><p><ruby>岸<rt>àn</rt></ruby></p>甲",
        "",
        "江（jiāng）上\n岸（àn）\n甲",
    );
}

#[test]
fn of_two_paths_of_a_picture_the_late_one_counts() {
    for tag in ["<img src='blank.gif' data-src='渡口.jpg'>", "<img data-original='渡口.jpg' src='blank.gif'>"]
    {
        is(tag, "", "[图] 渡口\n[址] 渡口  渡口.jpg");
    }
}

#[test]
fn links_leave_their_address_beside_the_text() {
    is(
        "<p>见<a href='https://a.cn/x'>这里</a>和<a href='#top'>上面</a>。</p>",
        "",
        "见这里和上面。\n[址] 这里  https://a.cn/x",
    );
}

#[test]
fn an_escape_takes_nothing_of_the_next_line_or_element() {
    is("<p>甲\u{1b}\nb</p>", "", "甲 b");
    is("<p>甲&#27;\tb\u{9b}\nc</p>", "", "甲 b c");
    is("<p>甲\u{1b}]0;\n乙\u{7}丙</p>", "", "甲]0;乙丙");
    is("<p>甲\u{1b}<b>c</b>\u{1b}[31m丁</p>", "", "甲c丁");
    is("<h1>甲\u{1b}<br>b</h1><p>丙", "甲\u{1} b", "丙");
}

#[test]
fn nothing_in_a_reading_or_beside_it_is_lost() {
    is("<p>甲<rt>乙</rt><rp>丙</rp>", "", "甲乙丙");
    is("<ruby>甲<rp>乙<p>丙", "", "甲乙\n丙");
    is("<ruby>甲<rp>（</rp><rt>乙</rt><rp>）</rp></ruby>丙", "", "甲（乙）丙");
}

#[test]
fn of_two_attributes_of_one_name_the_first_counts() {
    is("<ol start=x start=4><li>甲</ol><ol start=3 start=4><li>乙</ol>", "", "[项] 1. 甲\n[项] 3. 乙");
}
