//! The real program in a pseudo-terminal: what the README promises, from the first screen to the last byte.

use std::time::Duration;

use crate::harness::{LIBRARY, Pty, XINGLAN, assert_screen, is_stopped};
use rustix::process::{Pid, Signal};

fn open(cols: u16, rows: u16) -> Pty {
    let mut pty = Pty::spawn(&["--ambiguous", "1", LIBRARY], cols, rows, &[]);
    pty.wait_for("走二十里").wait_stable();
    pty
}

#[test]
fn a_whole_visit() {
    let mut pty = open(120, 40);
    let mut step = 0;
    let mut screen = |pty: &mut Pty, name: &str| {
        step += 1;
        pty.wait_stable();
        assert_screen(&format!("visit-{step:02}-{name}"), &pty.screen());
    };
    screen(&mut pty, "opened");
    pty.keys("jj");
    screen(&mut pty, "moved");
    pty.keys("<Enter>j");
    screen(&mut pty, "article");
    pty.keys("q/问题<Enter>");
    screen(&mut pty, "filtered");
    pty.keys("n");
    screen(&mut pty, "first-hit");
    pty.keys("p");
    screen(&mut pty, "provinces");
    pty.keys("jjjjj<Space>");
    screen(&mut pty, "liaoning");
    pty.keys("X");
    screen(&mut pty, "cleared");
    pty.keys("q").resize(40, 20);
    screen(&mut pty, "narrow");
    pty.resize(80, 24);
    screen(&mut pty, "stacked");
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn without_a_path_the_sample_is_open() {
    let mut pty = Pty::spawn(&[], 80, 24, &[]);
    pty.wait_for("样例").wait_for("73 篇").wait_stable();
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn what_was_open_last_is_opened_again() {
    let mut pty = open(80, 24);
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.again(&["--ambiguous", "1"]).wait_for("library").wait_for("1/9");
    pty.keys("q");
    pty.wait_exit();
    pty.again(&["--ambiguous", "1", "--sample"]).wait_for("样例");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let mut pty = open(80, 24);
    pty.bytes_since();
    let (sleeps, used) = (pty.sleeps(), pty.processor_time());
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(pty.bytes_since(), 0);
    assert_eq!(pty.sleeps(), sleeps, "no thread woke");
    assert_eq!(pty.processor_time(), used);
}

#[test]
fn an_unchanged_screen_costs_no_byte() {
    let mut pty = open(80, 24);
    pty.keys("<Enter>g").wait_stable();
    pty.bytes_since();
    pty.keys("g").wait_stable();
    assert_eq!(pty.bytes_since(), 0);
}

/// Waits until the terminal is asked for its widths.
fn asked(cols: u16, rows: u16) -> Pty {
    let pty = Pty::spawn(&[LIBRARY], cols, rows, &[]);
    let end = std::time::Instant::now() + Duration::from_secs(30);
    while !pty.bytes().ends_with(b"\x1b[c") {
        assert!(std::time::Instant::now() < end, "the question never came");
        std::thread::yield_now();
    }
    pty
}

#[test]
fn a_terminal_that_draws_ambiguous_signs_wide_is_believed() {
    let mut pty = asked(120, 40);
    pty.send(b"\x1b[2;3R\x1b[2;5R\x1b[2;7R\x1b[2;9R\x1b[2;11R\x1b[?62c");
    // A rule that would take two cells is drawn with an ASCII sign.
    pty.wait_for("| ").wait_stable();
    assert!(!pty.screen().contains('│'), "{}", pty.screen());
}

#[test]
fn keys_typed_before_the_answer_are_kept() {
    let mut pty = asked(80, 24);
    pty.send(b"/\x1b[2;2R\x1b[2;4Rab\x1b[2;6R\x1b[2;8R\x1b[2;10R\x1b[?62c");
    pty.wait_for("筛选全部：ab");
}

#[test]
fn a_terminal_that_does_not_answer_is_not_waited_for() {
    let mut pty = asked(80, 24);
    pty.wait_for("1/9").keys("j").wait_for("2/9");
}

#[test]
fn with_widths_given_only_margins_are_asked_for_and_nobody_waits_for_the_answer() {
    let mut pty = open(120, 40);
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    for question in ["\x1b[6n", "\x1b[c", "\x1b]", "\x1bP"] {
        assert!(!bytes.contains(question), "{question:?}");
    }
    assert_eq!(bytes.matches("\x1b[?69$p").count(), 1);
    pty.keys("jj<Enter>").wait_for("【阅读】").wait_stable();
    pty.send(b"\x1b[?69;2$y").keys("q").wait_for("【列表】").wait_stable();
    assert!(pty.screen().contains("3/9"), "an answer is no key: {}", pty.screen());
}

#[test]
fn signals_give_the_terminal_back() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut pty = open(80, 24);
        pty.signal(signal);
        pty.wait_exit();
        pty.assert_terminal_restored();
    }
}

#[test]
fn a_lost_connection_ends_it() {
    let mut pty = open(80, 24);
    pty.hang_up();
    pty.wait_exit();
}

#[test]
fn suspended_and_continued_it_paints_everything_anew() {
    let mut pty = open(80, 24);
    let before = pty.screen();
    let reader = Pid::from_raw(pty.reader().cast_signed()).unwrap();
    rustix::process::kill_process(reader, Signal::STOP).unwrap();
    pty.wait("the screen of the shell", |pty| !pty.emulator(vt100::Screen::alternate_screen));
    // The parent gives the screen back and then stops: who continued it before that would wait for ever.
    pty.wait("the parent to stop", |pty| is_stopped(pty.pid()));
    pty.signal(Signal::CONT)
        .wait("the screen of the reader", |pty| pty.emulator(vt100::Screen::alternate_screen));
    pty.wait_stable();
    assert_eq!(pty.screen(), before);
    pty.keys("j").wait_for("2/9");
}

#[test]
fn a_paste_is_text_and_not_keys() {
    let mut pty = open(80, 24);
    pty.send("\x1b[200~问题\nQ\n\x1b[201~".as_bytes());
    pty.wait_for("筛选全部：问题").wait_for("3 篇");
}

#[test]
fn three_hundred_sizes_end_at_the_right_one() {
    let mut pty = open(80, 24);
    for step in 0..300 {
        pty.resize(40 + step % 90, 10 + step % 40);
    }
    pty.resize(120, 40);
    pty.wait_for("│").wait_stable();
    assert_eq!(pty.screen(), open(120, 40).screen());
}

#[test]
fn the_config_file_is_read_and_a_bad_line_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("xinglan");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "ambiguous = 1\nlang = \"en\"\nmeasure = x\n").unwrap();
    let config = home.path().to_str().unwrap();
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[("XDG_CONFIG_HOME", config)]);
    pty.wait_for("measure = x").wait_for("9 articles");
    assert!(!pty.bytes().windows(4).any(|bytes| bytes == b"\x1b[6n"), "the widths are given");
}

#[test]
fn the_reader_is_in_the_language_of_the_command_line_the_file_or_the_locale() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("xinglan");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "lang = \"zh\"\n").unwrap();
    let config = ("XDG_CONFIG_HOME", home.path().to_str().unwrap());
    let english = ("LC_ALL", "en_GB.UTF-8");
    for (args, env, wanted) in [
        (&[LIBRARY][..], &[english][..], "9 articles"),
        (&[LIBRARY], &[config, english], "9 篇"),
        (&["--restricted", LIBRARY], &[config, english], "9 articles"),
        (&[LIBRARY, "--lang", "en"], &[config], "9 articles"),
        (&["--lang=zh", LIBRARY], &[english], "9 篇"),
    ] {
        Pty::spawn(args, 80, 24, env).wait_for(wanted);
    }
}

#[test]
fn a_missing_path_is_one_sentence() {
    let mut pty = Pty::spawn(&["没有这里"], 80, 24, &[]);
    assert_eq!(pty.wait_exit().exit_code(), 3);
    assert_eq!(pty.screen(), "xinglan: 没有 没有这里");
}

#[test]
fn a_dumb_terminal_is_told_what_to_do_instead() {
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[("TERM", "dumb")]);
    assert_eq!(pty.wait_exit().exit_code(), 2);
    assert!(pty.screen().contains("xinglan show"), "{}", pty.screen());
}

#[test]
fn without_colours_hits_are_still_marked() {
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[("NO_COLOR", "1")]);
    pty.wait_for("1/9").keys("/问题<Enter>n").wait_stable();
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    let pens = bytes.split("\x1b[").filter_map(|part| part.split_once('m')).map(|(pen, _)| pen);
    let coloured: Vec<&str> =
        pens.filter(|pen| pen.split(';').any(|p| p.len() > 1 && !p.contains('?'))).collect();
    assert!(coloured.is_empty(), "no colour is sent: {coloured:?}");
    let underlined = pty.emulator(|screen| {
        (0..24).any(|row| (0..80).any(|col| screen.cell(row, col).is_some_and(vt100::Cell::underline)))
    });
    assert!(underlined);
}

#[test]
fn placed_safely_the_screen_is_the_same() {
    let mut safe = Pty::spawn(&["--ambiguous", "1", "--render", "safe", LIBRARY], 120, 40, &[]);
    safe.wait_for("走二十里").wait_stable().keys("j<Enter>").wait_stable();
    let mut usual = open(120, 40);
    usual.keys("j<Enter>").wait_stable();
    assert_eq!(safe.screen(), usual.screen());
    assert!(safe.bytes().len() > usual.bytes().len());
}

#[test]
fn far_away_with_another_charset_it_says_so_and_sends_utf8() {
    let env = [("SSH_TTY", "/dev/pts/9"), ("LC_ALL", "C")];
    let mut pty = Pty::spawn(&["--ambiguous", "1", LIBRARY], 80, 24, &env);
    pty.wait_for("照样按 UTF-8 显示").wait_for("1/9").keys("j").wait_stable();
    assert!(!pty.screen().contains("照样按"), "said once");
}

#[test]
fn printed_text_stands_on_the_screen_of_the_shell_until_the_next_key() {
    let mut pty = open(80, 24);
    pty.keys("<Enter>").wait_stable();
    let before = pty.screen();
    pty.keys("Y").wait_for("按任意键返回");
    assert!(!pty.emulator(vt100::Screen::alternate_screen));
    let printed = pty.screen().replace('\n', "");
    assert!(printed.contains("已经沿着堤坝走了三里路。他随身带着一个本子"), "{printed}");
    pty.keys("Q").wait_stable();
    assert_eq!(pty.screen(), before, "the key only returns");
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn a_citation_is_one_sequence_for_the_clipboard() {
    let mut pty = open(80, 24);
    assert!(!pty.bytes().windows(4).any(|bytes| bytes == b"]52;"));
    pty.keys("y").wait_for("已发送到终端");
    let bytes = pty.bytes();
    let sequence = "\x1b]52;c;44CK5bim552A"; // 《带着
    assert!(bytes.windows(sequence.len()).any(|part| part == sequence.as_bytes()));
}

#[test]
fn control_z_stops_it_and_the_shell_brings_it_back() {
    let script = format!("set -m; {XINGLAN} --ambiguous 1 {LIBRARY}; echo stopped; read _; fg; echo over");
    let mut pty = Pty::spawn_command(&["/bin/bash", "-c", &script], 80, 24, &[]);
    pty.wait_for("走二十里").wait_stable().keys("j").wait_for("2/9").wait_stable();
    let before = pty.screen();
    pty.keys("<C-z>").wait_for("stopped").wait_stable();
    assert!(!pty.emulator(vt100::Screen::alternate_screen));
    pty.keys("<Enter>").wait_for("2/9").wait_stable();
    assert_eq!(pty.screen(), before);
    pty.keys("Q").wait_for("over");
    pty.wait_exit();
    pty.assert_terminal_restored();
}

#[test]
fn no_window_is_too_small_or_too_large() {
    let mut pty = open(80, 24);
    pty.keys("jk").wait_for("【列表】").wait_stable();
    let before = pty.screen();
    for (cols, rows) in [(9, 3), (0, 0), (500, 200), (2, 1), (1, 1)] {
        pty.resize(cols, rows).keys("jk").wait_stable();
    }
    pty.resize(80, 24).wait_stable();
    assert_eq!(pty.screen(), before);
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}
