//! What usual steps write to the terminal: bars that no change of a layout or a style passes unnoticed. The same steps
//! beside less, on a real terminal: `docs/performance.md`.

use std::path::PathBuf;

use crate::stage::{Stage, library, notation};
use xinglan::app::{Event, Timer};
use xinglan::term::screen::{Level, Screen, ScreenOptions};
use xinglan::view::Theme;

/// Bytes of a full line of text: 36 ideographs.
const LINE: usize = 36 * 3;

/// A stage and the terminal that shows it.
pub(crate) struct Shown {
    pub(crate) stage: Stage,
    screen: Screen,
}

impl Shown {
    pub(crate) fn open(cols: u16, rows: u16) -> Self {
        Self::folder(library(), cols, rows)
    }

    fn folder(folder: PathBuf, cols: u16, rows: u16) -> Self {
        let mut shown = Self::start(folder, cols, rows);
        shown.stage.rest();
        shown.bytes();
        shown
    }

    /// Before any article has come, and before the first frame.
    fn start(folder: PathBuf, cols: u16, rows: u16) -> Self {
        let stage = Stage::start(folder, None, cols, rows);
        let policy = stage.session.app.options.policy;
        let mut options = ScreenOptions::new(move |cluster| policy.cluster(cluster));
        options.level = Level::Usual;
        Self { stage, screen: Screen::new(cols, rows, options) }
    }

    /// Goes on over a slow line, or a fast one.
    fn over(mut self, slow: bool) -> Self {
        self.stage.session.app.options.slow = slow;
        self.stage.rest();
        self.bytes();
        self
    }

    /// Goes on with a terminal that has left and right margins.
    fn with_margins(mut self) -> Self {
        let policy = self.stage.session.app.options.policy;
        let mut options = ScreenOptions::new(move |cluster| policy.cluster(cluster));
        (options.margins, options.level) = (true, Level::Usual);
        let (cols, rows) = self.screen.size();
        self.screen = Screen::new(cols, rows, options);
        self.bytes();
        self
    }

    /// Bytes of the frame that shows what is on the stage now.
    pub(crate) fn bytes(&mut self) -> usize {
        let (buffer, cursor) = self.stage.frame(Theme::default());
        let mut bytes = Vec::new();
        self.screen.frame(&buffer, cursor, &mut bytes);
        bytes.len()
    }

    /// Bytes of each of these keys, and of what follows when they have come to rest.
    pub(crate) fn press(&mut self, keys: &str) -> (Vec<usize>, usize) {
        let each = notation(keys)
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
fn a_row_down_the_list_is_a_bar_and_on_a_slow_line_a_sign() {
    for (cols, rows, bar) in [(80, 24, 320), (120, 40, 360), (40, 20, 320)] {
        for (slow, most) in [(false, bar), (true, 25)] {
            let mut shown = Shown::open(cols, rows).over(slow);
            let (each, _) = shown.press("jjjj");
            assert!(each.iter().all(|bytes| (1..=most).contains(bytes)), "{cols}x{rows} {slow}: {each:?}");
        }
    }
}

#[test]
fn a_line_down_is_a_line() {
    for keys in ["<Enter>", "z--------"] {
        let mut shown = Shown::open(80, 16);
        shown.press(keys);
        let (each, rest) = shown.press("jjj");
        assert!(each.iter().skip(1).all(|bytes| (1..=LINE + 8).contains(bytes)), "{keys}: {each:?}");
        assert!(rest <= 24, "percent: {rest}");
    }
}

/// Articles as dear as they come: no two titles share a character but for a word that is marked in all of them, every
/// line is full, and there are more than a column holds.
fn dear_articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ideographs = |start: u32, count: u32| -> String {
        (start..start + count).filter_map(|number| char::from_u32(0x4e00 + number)).collect()
    };
    for number in 0..40 {
        let (before, after) = (ideographs(number * 60, 4), ideographs(number * 60 + 4, 40));
        let title = format!("{before}辽宁{after}.txt");
        std::fs::write(folder.path().join(title), ideographs(3000 + number * 300, 7000)).unwrap();
    }
    folder
}

#[test]
fn beside_the_list_a_line_down_has_a_bound() {
    let folder = dear_articles();
    for (cols, rows, whole) in [(110, 30, 1600), (120, 40, 2400), (200, 50, 3600)] {
        for place in ["", "JJJJJJJJ"] {
            // On a slow line the list stands above the text, and whole rows scroll.
            for (slow, most) in [(false, whole), (true, LINE + 32)] {
                let mut shown = Shown::folder(folder.path().to_owned(), cols, rows).over(slow);
                shown.press(&format!("/题:辽宁<Enter><Enter>{place}j"));
                let (each, _) = shown.press("jjjjkk");
                assert!(
                    each.iter().skip(1).all(|bytes| (LINE..=most).contains(bytes)),
                    "{cols}x{rows} {slow}: {each:?}"
                );
            }
        }
    }
}

#[test]
fn with_margins_a_line_down_beside_the_whole_list_is_a_line() {
    let folder = dear_articles();
    for (cols, rows) in [(110, 30), (120, 40), (200, 50)] {
        let mut shown = Shown::folder(folder.path().to_owned(), cols, rows).with_margins();
        shown.press("/题:辽宁<Enter><Enter>j");
        let (held, _) = shown.press(&"j".repeat(50));
        let mean = held.iter().sum::<usize>() / held.len();
        assert!(mean <= LINE + 16, "{cols}x{rows} held: {mean}");
        let rested: usize = (0..50)
            .map(|number| {
                let (each, rest) = shown.press(if number % 10 == 9 { "k" } else { "j" });
                each.iter().sum::<usize>() + rest
            })
            .sum();
        assert!(rested / 50 <= 150, "{cols}x{rows} with a rest after each: {}", rested / 50);
    }
}

#[test]
fn a_first_screen_that_comes_late_is_a_word_more() {
    let folder = dear_articles();
    for folder in [library(), folder.path().to_owned()] {
        for (cols, rows) in [(80, 24), (120, 40), (40, 20), (60, 12)] {
            let mut shown = Shown::start(folder.clone(), cols, rows);
            shown.stage.rest();
            let at_once = shown.bytes();
            let mut shown = Shown::start(folder.clone(), cols, rows);
            let word = shown.bytes();
            assert!(shown.stage.screen().contains("\n  读取中"), "{}", shown.stage.screen());
            shown.stage.rest();
            let late = word + shown.bytes();
            assert!(late <= at_once + 20, "{cols}x{rows}: {at_once} at once, {late} late");
        }
    }
}

#[test]
fn a_first_screen_is_its_text() {
    let folder = dear_articles();
    let mut shown = Shown::start(folder.path().to_owned(), 80, 24);
    shown.stage.rest();
    let symbols: usize = shown.stage.screen().lines().map(|line| line.trim().len()).sum();
    let bytes = shown.bytes();
    // Each row begins with a line break, and pens change in some fifteen places.
    assert!(bytes <= symbols + 24 * 6, "{bytes} for {symbols} of text");
}

#[test]
fn on_a_slow_line_the_beginning_of_an_article_follows_and_the_rest_when_nobody_walks_on() {
    let mut shown = Shown::open(120, 40).over(true);
    let rows = shown.stage.session.app.screen.panes.reader.rows;
    // Whether the selected article is there, and how many rows of it are shown.
    let mut step = |key: &str, timer: Timer| {
        if !key.is_empty() {
            shown.stage.press_key(notation(key)[0]);
        }
        shown.stage.session.event(Event::Timer(timer));
        shown.stage.session.settle();
        let app = &shown.stage.session.app;
        (app.reader.id() == app.list.current(), app.preview_rows())
    };
    assert_eq!(step("j", Timer::Follow), (true, rows / 2), "the beginning");
    assert_eq!(step("j", Timer::FollowRest), (false, rows / 2), "passed over: no more of it");
    assert_eq!(step("", Timer::Follow), (true, rows / 2), "the beginning of the next");
    assert_eq!(step("", Timer::FollowRest), (true, rows), "all of it");
    assert_eq!(step("j", Timer::Follow), (false, rows), "another while the line is busy");
    assert_eq!(step("j", Timer::Rest), (false, rows), "passed over");
    assert_eq!(step("", Timer::FollowAgain), (true, rows / 2), "the last");
    assert_eq!(step("<Enter>", Timer::Rest), (true, rows), "whoever reads wants all of it");
}

#[test]
fn on_a_fast_line_articles_follow_at_once() {
    let mut shown = Shown::open(120, 40);
    shown.stage.press_key(notation("j")[0]);
    shown.stage.session.event(Event::Timer(Timer::Follow));
    shown.stage.session.settle();
    let app = &shown.stage.session.app;
    assert_eq!(app.reader.id(), app.list.current());
    assert_eq!(app.preview_rows(), app.screen.panes.reader.rows);
}

#[test]
fn what_changes_nothing_costs_nothing() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20), (60, 12)] {
        let mut shown = Shown::open(cols, rows);
        shown.press("<Enter>g");
        assert_eq!(shown.press("gkk"), (vec![0, 0, 0], 0), "{cols}x{rows}");
    }
}
