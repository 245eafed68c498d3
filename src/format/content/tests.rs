use crate::format::{html, shown_whole};

#[track_caller]
fn is(text: &str, title: &str, body: &str) {
    let page = html::read(text, "a.html").unwrap();
    let (title_found, body_found) = (page.title.trim().to_owned(), shown_whole(&page.draft));
    assert_eq!((title_found.as_str(), body_found.as_str()), (title, body), "{text}");
}

const PROSE: &str = "松江今年开江比去年早了五天，渡口已经放船，来往的人也多了起来。";
const MORE: &str = "卖鱼的摊子摆到了桥头，江边的茶馆也开了门，灯一直亮到半夜。";

#[test]
fn menus_and_footers_come_after_the_article() {
    is(
        &format!(
            "<title>开江_松江网</title><body><ul class=nav><li><a href=/>首页</a><li><a href=/bj>北京</a></ul>\
             <div class=article><h1>开江</h1><p>{PROSE}</p><p>{MORE}</p></div>\
             <div><a href=1>海滩开放</a><a href=2>火锅节</a></div><footer>备案号</footer>"
        ),
        "开江",
        &format!("{PROSE}\n{MORE}\n[旁] • 首页\n[旁] • 北京\n[旁] 海滩开放火锅节\n[旁] 备案号"),
    );
}

#[test]
fn date_and_source_before_the_article_belong_to_it() {
    is(
        &format!(
            "<div class=top><a href=/>首页</a> <a href=/a>时政</a></div><div class=main><h1>开江</h1>\
             <div class=info><span>2019-04-05</span> 来源：松江晚报</div><div class=text><p>{PROSE}<p>{MORE}</div></div>\
             <div class=side><p>猜你喜欢</p><ul><li><a href=1>海滩开放</a><li><a href=2>火锅节</a></ul></div>"
        ),
        "开江",
        &format!(
            "2019-04-05 来源：松江晚报\n{PROSE}\n{MORE}\n[旁] 首页 时政\n[旁] 猜你喜欢\n[旁] • 海滩开放\n[旁] • 火锅节"
        ),
    );
}

#[test]
fn layout_in_tables_is_seen_through() {
    let menu = "<td><a href=1>海滩开放</a><br><a href=2>火锅节</a><br><a href=3>灯会</a></td>";
    is(
        &format!("<table><tr>{menu}<td><h2>开江</h2><p>{PROSE}</p><p>{MORE}</p></td></tr></table>"),
        "",
        &format!("[题2] 开江\n{PROSE}\n{MORE}\n[旁] 海滩开放\n[旁] 火锅节\n[旁] 灯会"),
    );
}

#[test]
fn a_page_without_menus_is_an_article_as_a_whole() {
    is(
        &format!("<h2>渡口</h2><p>{PROSE}</p><p>短。</p><ul><li>一号船<li>二号船</ul><p>{MORE}</p>"),
        "",
        &format!("[题2] 渡口\n{PROSE}\n短。\n[项] • 一号船\n[项] • 二号船\n{MORE}"),
    );
    is(
        "<ul><li><a href=1>甲</a><li><a href=2>乙</a></ul>",
        "",
        "[项] • 甲\n[项] • 乙\n[址] 甲  1\n[址] 乙  2",
    );
    is("<pre>一首\n诗</pre>", "", "[码] 一首\n[码] 诗");
}

#[test]
fn a_name_does_not_make_a_menu_of_most_of_the_text() {
    is(
        &format!("<div class=sidebar-layout><div id=comment><p>{PROSE}</p><p>{MORE}</p></div></div>"),
        "",
        &format!("{PROSE}\n{MORE}"),
    );
}

#[test]
fn sections_of_an_article_stay_together() {
    is(
        &format!(
            "<nav><a href=/>首页</a></nav><div id=c><section><h2>一</h2><p>{PROSE}{PROSE}{PROSE}{PROSE}{PROSE}</p></section>\
             <section><h2>二</h2><p>{MORE}</p></section></div>"
        ),
        "",
        &format!("[题2] 一\n{PROSE}{PROSE}{PROSE}{PROSE}{PROSE}\n[题2] 二\n{MORE}\n[旁] 首页"),
    );
}

#[test]
fn links_to_other_articles_at_the_end_are_no_text() {
    is(
        &format!(
            "<div class=a><p>{PROSE}</p><p>{MORE}<a href=x>渡口</a></p><h3>相关阅读</h3><p><a href=1>海滩开放</a></p>\
             <p><a href=2>火锅节</a></p></div>"
        ),
        "",
        &format!("{PROSE}\n{MORE}渡口\n[旁] 相关阅读\n[旁] 海滩开放\n[旁] 火锅节\n[址] 渡口  x"),
    );
}

#[test]
fn deep_nesting_takes_one_pass() {
    for tag in ["<div>", "<ul>", "<table><tr><td>", "<div class=nav>"] {
        let text = format!("<html>{}<p>{PROSE}</p>", tag.repeat(20_000));
        let page = html::read(&text, "a.html").unwrap();
        assert!(page.draft.body().as_str().ends_with(PROSE), "{tag}");
    }
}
