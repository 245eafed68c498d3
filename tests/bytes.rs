//! What usual steps write to the terminal: bars that no change of a layout or a style passes unnoticed. The same steps
//! beside less, on a real terminal: `docs/performance.md`.

mod common;
mod stage;

use stage::{Stage, library};
use xinglan::term::screen::{Options, Screen};
use xinglan::view::Theme;

/// Bytes of a full line of text: 36 ideographs.
const LINE: usize = 36 * 3;

/// A stage and the terminal that shows it.
struct Shown {
    stage: Stage,
    screen: Screen,
}

impl Shown {
    fn open(cols: u16, rows: u16, slow: bool) -> Self {
        let mut stage = Stage::open(library(), cols, rows);
        stage.session.app.options.slow = slow;
        let policy = stage.session.app.options.policy;
        let screen = Screen::new(cols, rows, Options::new(move |cluster| policy.cluster(cluster)));
        let mut shown = Self { stage, screen };
        shown.bytes();
        shown
    }

    /// Bytes of the frame that shows what is on the stage now.
    fn bytes(&mut self) -> usize {
        let (buffer, cursor) = self.stage.frame(&Theme::default());
        self.screen.frame(&buffer, cursor, &mut Vec::new()).bytes
    }

    /// Bytes of each of these keys, and of what follows when they have come to rest.
    fn press(&mut self, keys: &str) -> (Vec<usize>, usize) {
        let each = stage::notation(keys)
            .into_iter()
            .map(|key| {
                self.stage.press_key(key);
                self.bytes()
            })
            .collect();
        self.stage.rest();
        (each, self.bytes())
    }
}

#[test]
fn a_row_down_the_list_is_a_sign() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        let (each, _) = Shown::open(cols, rows, false).press("jjjj");
        assert!(each.iter().all(|bytes| (1..=25).contains(bytes)), "{cols}x{rows}: {each:?}");
    }
}

#[test]
fn a_line_down_is_a_line() {
    for keys in ["<Enter>", "z--------"] {
        let mut shown = Shown::open(80, 16, false);
        shown.press(keys);
        let (each, rest) = shown.press("jjj");
        assert!(each.iter().skip(1).all(|bytes| (1..=LINE + 8).contains(bytes)), "{keys}: {each:?}");
        assert!(rest <= 24, "percent: {rest}");
    }
}

#[test]
fn beside_a_calm_list_a_line_down_is_three_lines() {
    let mut shown = Shown::open(120, 16, true);
    shown.press("<Enter>------");
    let (each, _) = shown.press("jj");
    assert!(each.iter().all(|bytes| (1..=430).contains(bytes)), "{each:?}");
}

#[test]
fn what_changes_nothing_costs_nothing() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20), (60, 12)] {
        let mut shown = Shown::open(cols, rows, false);
        shown.press("<Enter>g");
        assert_eq!(shown.press("gkk"), (vec![0, 0, 0], 0), "{cols}x{rows}");
    }
}
