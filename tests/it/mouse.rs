//! The mouse: off until it is switched on; then the wheel moves what is under it and a click chooses it.

use std::fs;

use xinglan::app::mouse::{MouseInput, MouseKind};
use xinglan::app::{Event, Focus};

use crate::harness::{LIBRARY, Pty};
use crate::stage::{Stage, library};

fn does(stage: &mut Stage, x: u16, y: u16, kind: MouseKind) {
    stage.session.event(Event::Mouse(MouseInput { x, y, kind }));
    stage.rest();
}

#[test]
fn a_click_chooses_an_article_and_another_opens_it() {
    for (cols, rows, rows_each) in [(120, 40, 3), (80, 24, 1), (40, 20, 2)] {
        let mut stage = Stage::open(library(), cols, rows);
        let y = 1 + rows_each * 2;
        does(&mut stage, 3, y, MouseKind::Press);
        assert_eq!((stage.session.app.list.cursor(), stage.session.app.focus), (2, Focus::List), "{cols}");
        does(&mut stage, 3, y, MouseKind::Press);
        assert_eq!(stage.session.app.focus, Focus::Reader, "{cols}");
        assert_eq!(stage.session.app.reader.id(), stage.session.app.list.current(), "{cols}");
    }
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut stage = Stage::open(library(), 80, 16);
    does(&mut stage, 3, 3, MouseKind::WheelDown);
    assert_eq!(stage.session.app.list.cursor(), 1, "the list");
    does(&mut stage, 3, 3, MouseKind::WheelUp);
    assert_eq!(stage.session.app.list.cursor(), 0);
    let before = stage.session.app.reader.offset();
    does(&mut stage, 40, 10, MouseKind::WheelDown);
    assert!(stage.session.app.reader.offset() > before, "the text, without the focus");
    assert_eq!(stage.session.app.focus, Focus::List);
    stage.keys("?");
    does(&mut stage, 50, 5, MouseKind::WheelDown);
    assert_eq!(stage.session.app.overlay.as_ref().unwrap().cursor(), 3, "help");
    does(&mut stage, 50, 6, MouseKind::Press);
    assert_eq!(stage.session.app.overlay.as_ref().unwrap().cursor(), 5);
}

#[test]
fn a_click_chooses_a_province() {
    for (cols, rows) in [(120, 40), (80, 24), (40, 20)] {
        let mut stage = Stage::open(library(), cols, rows);
        stage.keys("p");
        let screen = stage.screen();
        let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("青海")).unwrap();
        let before = line.split("青海").next().unwrap();
        let x = stage.session.app.options.policy.text(before) as u16;
        does(&mut stage, x, y as u16, MouseKind::Press);
        assert_eq!(stage.session.app.filter.query().text(), "@青海", "{cols}x{rows}");
        does(&mut stage, x, y as u16, MouseKind::Press);
        assert_eq!(stage.session.app.filter.query().text(), "", "{cols}x{rows}");
    }
}

#[test]
fn a_click_on_the_map_chooses_a_province() {
    for (cols, rows) in [(120, 40), (80, 24), (40, 20)] {
        let mut stage = Stage::open(library(), cols, rows);
        stage.keys("P");
        let sign = if cols < 72 { "青" } else { "青海" };
        let screen = stage.screen();
        let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(sign)).unwrap();
        let before = line.split(sign).next().unwrap();
        let x = stage.session.app.options.policy.text(before) as u16;
        does(&mut stage, x, y as u16, MouseKind::Press);
        assert_eq!(stage.session.app.filter.query().text(), "@青海", "{cols}x{rows}");
        does(&mut stage, x, y as u16 + 1, MouseKind::Press);
        assert_eq!(stage.session.app.filter.query().text(), "", "{cols}x{rows}");
    }
}

#[test]
fn a_click_chooses_a_use_and_another_reads_it_and_the_wheel_moves() {
    let mut stage = Stage::open(library(), 120, 40);
    stage.keys("/问题<Enter>c");
    let at = |stage: &Stage| stage.session.app.concordance.uses().unwrap().rows.at();
    does(&mut stage, 30, 1 + 4, MouseKind::Press);
    assert_eq!(at(&stage), 4);
    does(&mut stage, 30, 9, MouseKind::WheelUp);
    assert_eq!(at(&stage), 3);
    does(&mut stage, 30, 1 + 3, MouseKind::Press);
    assert_eq!(stage.session.app.focus, Focus::Reader);
    stage.keys("hqC<Tab><Tab>");
    let screen = stage.screen();
    let y = screen.lines().position(|line| line.starts_with('>')).unwrap() as u16;
    does(&mut stage, 30, y + 2, MouseKind::Press);
    assert_eq!(stage.session.app.concordance.statistics().unwrap().rows.at(), 2, "{screen}");
}

#[test]
fn the_line_between_list_and_text_can_be_drawn() {
    let mut stage = Stage::open(library(), 120, 40);
    let list = |stage: &Stage| stage.session.app.screen.panes.list;
    let rule = list(&stage).cols;
    does(&mut stage, rule, 20, MouseKind::Press);
    does(&mut stage, 60, 20, MouseKind::Drag);
    assert_eq!(list(&stage).cols, 60);
    does(&mut stage, 50, 20, MouseKind::Release);
    does(&mut stage, 70, 20, MouseKind::Drag);
    assert_eq!(list(&stage).cols, 50, "the button is up");
    let mut stage = Stage::open(library(), 80, 24);
    does(&mut stage, 30, 6, MouseKind::Press);
    does(&mut stage, 30, 10, MouseKind::Drag);
    assert_eq!(list(&stage).rows, 9);
    does(&mut stage, 30, 10, MouseKind::Release);
}

#[test]
fn the_terminal_is_asked_only_if_the_user_wants_it_and_told_when_it_ends() {
    let mut pty = Pty::spawn(&["--ambiguous", "1", LIBRARY], 80, 24, &[]);
    pty.wait_for("1/9").wait_stable();
    let asks =
        |pty: &Pty| pty.emulator(|screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    assert!(!asks(&pty));
    pty.keys("Q");
    pty.wait_exit();
    let folder = pty.home().join("config/xinglan");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), "mouse = true\n").unwrap();
    pty.again(&["--ambiguous", "1", LIBRARY]).wait_for("1/9").wait_stable();
    assert!(asks(&pty));
    pty.send(b"\x1b[<0;4;4M").wait_for("3/9").wait_stable();
    pty.send(b"\x1b[<65;4;4M").wait_for("4/9").wait_stable();
    pty.send(b"\x1b[<0;4;4m\x1b[<2;4;4M\x1b[<35;1;1M").wait_stable();
    assert!(pty.screen().contains("4/9"), "other buttons and releases do nothing");
    pty.keys("Y").wait_for("按任意键返回").wait_stable();
    assert!(!asks(&pty), "the mouse selects outside of the screen");
    pty.keys("j").wait_for("4/9").wait_stable();
    assert!(asks(&pty));
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
    assert!(!asks(&pty));
}
