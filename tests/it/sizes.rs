//! No size of the window is too small or too large, in no state: nothing panics, and every frame shows what was drawn.

use crate::stage::{Stage, library};
use xinglan::term::screen::{Screen, ScreenOptions};
use xinglan::view::Theme;

const SIZES: [(u16, u16); 9] =
    [(0, 0), (1, 1), (2, 1), (1, 30), (9, 3), (64, 16), (110, 16), (300, 1), (500, 200)];

/// Keys that bring every part of the screen about.
const STATES: [&str; 14] = [
    "",
    "jjj",
    "<Enter>jjkG<Space>g",
    "/问题<Enter>nnNq",
    "/没有这个词",
    "<Enter>/三省<Enter>",
    "p<Space>jj-",
    "P",
    "S",
    "?j/行",
    ":省份",
    "=j",
    "!",
    "zIWw+-Y",
];

/// Draws, writes, and writes the same again.
fn show(stage: &Stage, screen: &mut Screen) {
    let (buffer, cursor) = stage.frame(Theme::default());
    let mut bytes = Vec::new();
    screen.frame(&buffer, cursor, &mut bytes);
    let mut again = Vec::new();
    screen.frame(&buffer, cursor, &mut again);
    assert!(again.is_empty(), "the same frame again");
}

#[test]
fn every_state_at_every_size() {
    for (cols, rows) in SIZES {
        let mut stage = Stage::open(library(), cols, rows);
        let policy = stage.session.app.options.policy;
        let mut screen = Screen::new(cols, rows, ScreenOptions::new(move |cluster| policy.cluster(cluster)));
        for keys in STATES {
            stage.keys(keys);
            show(&stage, &mut screen);
            stage.keys("<Esc><Esc>qX");
            stage.session.outputs();
        }
    }
}

#[test]
fn every_state_while_the_size_changes() {
    for keys in STATES {
        let mut stage = Stage::open(library(), 80, 24);
        let policy = stage.session.app.options.policy;
        let mut screen = Screen::new(80, 24, ScreenOptions::new(move |cluster| policy.cluster(cluster)));
        stage.keys(keys);
        let before = stage.screen();
        for (cols, rows) in SIZES {
            stage.resize(cols, rows);
            show(&stage, &mut screen);
        }
        stage.resize(80, 24);
        show(&stage, &mut screen);
        // The map goes away where it has no room; nothing else remembers the sizes between.
        let before = if keys == "P" { stage.keys("P").screen() } else { before };
        assert_eq!(stage.screen(), before, "{keys}");
    }
}
