//! What the user sets: keys and themes, through the config and the real program.

use std::fs;

use crate::harness::{LIBRARY, Pty, assert_screen};
use crate::stage::{Stage, library};

/// The program on the library, with this config file.
fn with_config(text: &str) -> Pty {
    let mut pty = Pty::spawn(&[LIBRARY], 110, 24, &[]);
    pty.wait_for("1/9").wait_stable().keys("Q");
    pty.wait_exit();
    let folder = pty.home().join("config/xinglan");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
    pty.again(&[LIBRARY]).wait_for("/9").wait_stable();
    pty
}

#[test]
fn keys_of_the_config_work_and_are_shown_everywhere() {
    let mut pty = with_config("[keys]\nfilter = \"x\"\nnext-article = \"s C-n\"\n");
    assert!(pty.screen().contains("x 筛选"), "{}", pty.screen());
    pty.keys("s").wait_for("2/9");
    pty.keys("J").wait_for("J").wait_stable();
    assert!(pty.screen().contains("2/9"), "{}", pty.screen());
    pty.keys("<Enter>").wait_for("s 下篇");
    pty.keys("?").wait_for("s C-n").keys("q").wait_stable();
    pty.keys(":").wait_for("命令").keys("xiayipian").wait_for("s C-n");
    pty.keys("<Esc>").wait_stable().keys("hx").wait_for("筛选全部");
}

#[test]
fn a_line_about_keys_that_cannot_be_followed_is_told_with_its_number() {
    let mut pty = with_config("[keys]\nfilter = \"x\"\nmap = \"x\"\nfly = \"y\"\n");
    pty.wait_for("第 3 行（这个键前面已给了别的动作）").wait_for("第 4 行（没有这个");
    pty.keys("x").wait_for("筛选全部");
}

#[test]
fn a_theme_chosen_by_a_key_is_there_in_the_next_visit() {
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[]);
    pty.wait_for("1/9").wait_stable().keys("TTT").wait_for("纸色").keys("Q");
    pty.wait_exit();
    pty.again(&[LIBRARY]).wait_for("/9").wait_stable();
    let paper = pty.emulator(|screen| screen.cell(2, 60).unwrap().bgcolor());
    assert_ne!(paper, vt100::Color::Default);
}

#[test]
fn the_settings_pane_changes_at_once_and_keeps_the_comments_of_the_config() {
    let mut pty = with_config("# 我的设置\nmeasure = 30 # 窄一些\n\n[keys]\nfilter = \"x\"\n");
    let file = pty.home().join("config/xinglan/config.toml");
    pty.keys(".").wait_for("界面语言").wait_stable();
    pty.keys("jj<Space>").wait_stable();
    pty.keys("j<Space>").wait_stable();
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("# 我的设置\nmeasure = 32 # 窄一些\nspaced = true\n\n[keys]\nfilter = \"x\"\n"),
        "{text}"
    );
    pty.keys("kkk<Right>").wait_for("Settings").wait_stable();
    pty.keys("<Left>").wait_for("设置").wait_stable();
    pty.keys("q").wait_stable();
    pty.keys("Q");
    pty.wait_exit();
    pty.again(&[LIBRARY]).wait_for("/9").wait_stable();
    pty.keys(".").wait_for("32").keys("q").wait_stable();
    assert!(fs::read_to_string(&file).unwrap().contains("lang = \"zh\"\n"));
}

#[test]
fn what_holds_from_the_next_start_on_says_so_and_can_be_left_to_the_program() {
    let mut pty = with_config("slow = true\n");
    let file = pty.home().join("config/xinglan/config.toml");
    pty.keys(".").wait_for("下次启动").wait_stable();
    pty.keys("/slow<Enter>").wait_stable();
    pty.keys("<Space>").wait_for("自动").wait_stable();
    assert_eq!(fs::read_to_string(&file).unwrap(), "");
    pty.keys("<Left><Left>").wait_stable();
    assert_eq!(fs::read_to_string(&file).unwrap(), "slow = false\n");
}

#[test]
fn a_config_that_is_no_toml_is_not_written_into() {
    let mut pty = with_config("measure = 30\nlang = zh\n");
    let file = pty.home().join("config/xinglan/config.toml");
    pty.keys(".").wait_for("界面语言").wait_stable();
    pty.keys("jj<Space>").wait_for("不是 TOML").wait_stable();
    assert_eq!(fs::read_to_string(&file).unwrap(), "measure = 30\nlang = zh\n");
}

#[test]
fn a_restricted_reader_has_no_settings_pane() {
    let mut pty = Pty::spawn(&["--restricted", LIBRARY], 80, 24, &[]);
    pty.wait_for("/9").wait_stable().keys(".").wait_for("这里什么也不能留下");
}

#[test]
fn the_settings_pane_as_it_looks() {
    for (cols, rows) in [(120, 40), (80, 24), (40, 20)] {
        let mut stage = Stage::open(library(), cols, rows);
        stage.keys(".");
        assert_screen(&format!("settings-{cols}x{rows}"), &stage.screen());
    }
}
