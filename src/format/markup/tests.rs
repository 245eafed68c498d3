use super::*;

fn in_text(text: &str) -> String {
    settle(text, Trust::Text).into_owned()
}

fn in_page(text: &str) -> String {
    settle(text, Trust::Page).into_owned()
}

#[test]
fn complete_tags_of_html_are_left_alone_and_borrowed() {
    let cases = [
        "<div><span style='font-size:16px;color:red'>甲</span></div><div>&nbsp;</div>",
        "<DIV CLASS=\"a b\">甲</DIV ><br/><br /><img src=a.png alt='图'>",
        "<input type=\"checkbox\" checked><td nowrap width=\"1\">",
    ];
    for text in cases {
        assert!(matches!(settle(text, Trust::Text), Cow::Borrowed(_)), "{text}");
        assert!(matches!(settle(text, Trust::Page), Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn what_is_no_tag_is_text() {
    let cases = [
        "《<茶叶法>》释义",
        "a < b",
        "a <b 且 c> d",
        "a <b and c> d",
        "<甲>",
        "<",
        "<div",
        "<div class='a",
        "<div class='a'甲>",
        "<div 类='a'>",
        "<div class='a<b'>",
        "<div<span>",
        "<外div>",
        "<tea>",
        "</茶>",
        "<1>",
        "<!>",
        "<![CDATA[甲]]>",
        "<!-- 没有关上",
        "<script>没有关上",
        "<?php echo 1 ?>",
    ];
    for text in cases {
        assert!(in_text(text).starts_with("&lt;") || in_text(text).contains("&lt;"), "{text}");
        assert_eq!(in_text(text).replace("&lt;", "<"), text);
    }
}

#[test]
fn a_stray_sign_does_not_take_the_next_tag_with_it() {
    assert_eq!(in_text("甲<乙<div>丙</div>"), "甲&lt;乙<div>丙</div>");
    assert_eq!(in_text("<div class=\"a>甲<p>乙</p>"), "&lt;div class=\"a>甲<p>乙</p>");
    assert_eq!(in_page("<a href=\"x>甲<p class=\"y\">乙</p>"), "&lt;a href=\"x>甲<p class=\"y\">乙</p>");
}

#[test]
fn pages_may_use_names_and_attributes_of_their_own() {
    let cases = [
        "<my-box v-if=a @click='b' disabled2>甲</my-box>",
        "<o:p>",
        "<a title='1 < 2' href=x>",
        "<a b=\"c\"d=\"e\">",
    ];
    for text in cases {
        assert_eq!(in_page(text), text);
        assert!(in_text(text).contains("&lt;"), "{text}");
    }
    assert_eq!(in_page("<茶>"), "&lt;茶>");
}

#[test]
fn hidden_parts_become_empty_comments() {
    assert_eq!(in_text("甲<!-- 乙 <p> -->丙<!-->丁<!--->戊"), "甲<!---->丙<!---->丁<!---->戊");
    assert_eq!(in_text("<!DOCTYPE html>甲"), "<!---->甲");
    assert_eq!(in_page("<?xml version='1.0'?>甲<![if !IE]>乙<![endif]>"), "<!---->甲<!---->乙<!---->");
    assert_eq!(
        in_page("甲<script src=a>if (a<b) '</p>' </SCRIPT >乙<style>p{}</style>丙"),
        "甲<!---->乙<!---->丙"
    );
    assert_eq!(in_page("<script><!--<script></script>甲"), "<!---->甲");
    assert_eq!(in_page("<script></scripted></script>甲"), "<!---->甲");
}

#[test]
fn no_tag_is_a_tag_in_a_title() {
    assert_eq!(in_page("<title>甲<b>乙</title><b>丙</b>"), "<title>甲&lt;b>乙</title><b>丙</b>");
    assert_eq!(in_page("<title>甲<b>乙</b></title x>"), "&lt;title>甲<b>乙</b>&lt;/title x>");
}

/// Text that asks for a search to the end at every sign. Each such search is made once, or few times; without that
/// this test takes minutes.
#[test]
fn hostile_text_takes_one_pass() {
    for piece in [
        "<",
        "<!--",
        "<script>",
        "<title>",
        "<title></title x>",
        "<a b='",
        "<a b=\"<a c='\" d='\" ",
        "<a x=\"<a y='\" z=\"' ",
    ] {
        let text = piece.repeat(2_000_000 / piece.len());
        let _ = settle(&text, Trust::Page);
        let _ = settle(&text, Trust::Text);
    }
}
