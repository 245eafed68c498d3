//! What the user sets: keys and themes, through the config and the real program.

use std::fs;

use crate::harness::{LIBRARY, Pty};

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
