//! Traps that readers fell into, each through the real program: what a key does is what the screen said before it.

use crate::harness::{LIBRARY, Pty};

fn open(cols: u16, rows: u16) -> Pty {
    let mut pty = Pty::spawn(&["--ambiguous", "1", LIBRARY], cols, rows, &[]);
    pty.wait_for("走二十里").wait_stable();
    pty
}

fn row(pty: &Pty, number: usize) -> String {
    pty.screen().lines().nth(number).unwrap_or_default().to_owned()
}

#[test]
fn a_regular_expression_can_be_typed_first() {
    let mut pty = open(80, 24);
    pty.keys("//问[题]/<Enter>").wait_for("筛选：/问[题]/").wait_stable();
    pty.keys("X<Enter>//三.的/<Enter>").wait_for("1/").wait_stable();
    assert!(!pty.screen().contains("本文没有"), "{}", pty.screen());
}

#[test]
fn a_third_slash_switches_between_library_and_text() {
    let mut pty = open(80, 24);
    pty.keys("///").wait_for("查找本文：").wait_stable();
    pty.keys("//").wait_for("筛选全部：").wait_stable();
}

#[test]
fn the_whole_list_stands_beside_a_text() {
    let mut pty = open(120, 40);
    pty.keys("<Enter>").wait_for("【阅读】").wait_stable();
    assert!(pty.screen().contains("空.txt"), "{}", pty.screen());
}

#[test]
fn a_tour_of_provinces_leaves_a_text_that_is_in_the_list() {
    let mut pty = open(80, 24);
    pty.keys("G<Enter>").wait_for("【阅读】").wait_stable();
    pty.keys(">").wait_for("─ 北京、山西、内蒙古").wait_for("关于:北京").wait_stable();
    pty.keys(">").wait_for("─ 天津的早市").wait_stable();
}

#[test]
fn a_new_order_shows_its_first_rows() {
    let mut pty = open(80, 24);
    pty.keys("G").wait_for("9/9").wait_stable();
    pty.keys("oj<Enter>").wait_for("1/9").wait_stable();
    pty.keys("GO").wait_for("按标题（反）").wait_for("1/9").wait_stable();
}

#[test]
fn space_sets_the_line_of_a_narrowed_list() {
    let mut pty = open(80, 24);
    pty.keys("@/hain").wait_for("海南省").wait_stable();
    pty.keys("<Space>").wait_for("+ 加上").wait_stable();
    assert!(pty.screen().contains("海南省"), "{}", pty.screen());
}

#[test]
fn a_key_without_a_meaning_says_so() {
    let mut pty = open(80, 24);
    pty.keys("{").wait_for("{ 在这里没有用；在【阅读】里：上一段").wait_stable();
    pty.keys("Z").wait_for("立即退出").wait_stable();
    pty.keys("?").wait_for("Z? 在这里没有用").wait_stable();
}

#[test]
fn the_cursor_stays_on_the_value_that_was_chosen_by_narrowing() {
    let mut pty = open(80, 24);
    pty.keys("p/ln<Enter>").wait_for("筛选：关于:辽宁").wait_stable();
    pty.keys("<Enter>").wait_stable();
    assert!(row(&pty, 0).contains("筛选：关于:辽宁"), "{}", pty.screen());
}

#[test]
fn filtering_by_the_found_word_keeps_the_province() {
    let mut pty = open(80, 24);
    pty.keys("/@辽宁<Enter>").wait_for("关于:辽宁").wait_stable();
    pty.keys("<Enter>/问题<Enter>*").wait_for("筛选：关于:辽宁 且 问题").wait_stable();
}

#[test]
fn words_for_operators_mean_what_the_header_writes() {
    let mut pty = open(80, 24);
    pty.keys("/问题 或 早市<Enter>").wait_for("筛选：问题 或 早市 ").wait_stable();
    assert!(!row(&pty, 0).contains(" 0 篇"), "{}", pty.screen());
}

#[test]
fn the_switch_says_what_it_changed() {
    open(80, 24).keys("i").wait_for("省份按“提及”算").wait_stable();
}

#[test]
fn han_narrows_an_overlay_escape_leaves_it_and_one_key_quits() {
    let mut pty = open(80, 24);
    pty.keys("?退出").wait_for("缩小：退出").wait_for("立即退出").wait_stable();
    pty.keys("<Esc>").wait_stable();
    pty.keys("<Esc>").wait_for("【列表】").wait_for("C-q 退出").wait_stable();
    pty.keys(":quit").wait_for("立即退出").wait_stable();
    pty.keys("什么").wait_for("没有对得上的一项").wait_stable();
    pty.keys("<C-q>");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn one_file_with_one_article_opens_as_a_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("一篇.txt");
    std::fs::write(&file, "河边的一天\n\n清早五点，江边的雾还没有散。\n").unwrap();
    let mut pty = Pty::spawn(&["--ambiguous", "1", file.to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("【阅读】").wait_for("雾还没有散").wait_stable();
}
