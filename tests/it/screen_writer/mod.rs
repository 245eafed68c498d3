//! Proof of the screen writer: whatever frames follow one another, two independent terminal emulators show exactly the
//! last buffer, text and style, as they would after a full repaint, and the same buffer again takes no bytes.

mod emulator;
mod margins;
mod story;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use xinglan::term::screen::{Colours, Level, Screen, ScreenOptions};

use self::emulator::{Avt, Emulator, Seen, Vt100, meaning};
use self::margins::Margins;
use self::story::{Painter, Story, Width, stories};

/// Runs of each proof. Times `story::FRAMES` this is more than 5,000 frames.
const RUNS: u32 = 256;

/// Runs in safe mode, which fewer people need.
const SAFE_RUNS: u32 = 64;

fn runs(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, max_shrink_iters: 4096, ..ProptestConfig::default() }
}

fn true_width(symbol: &str) -> u8 {
    symbol.width() as u8
}

/// Ambiguous characters wide, where the emulators draw them narrow.
fn too_wide(symbol: &str) -> u8 {
    symbol.width_cjk() as u8
}

/// Emoji narrow, where the emulators draw them wide.
fn too_narrow(symbol: &str) -> u8 {
    if is_emoji(symbol) { 1 } else { true_width(symbol) }
}

fn is_emoji(symbol: &str) -> bool {
    symbol.starts_with(|c| c >= '\u{1f300}') && symbol != "𠮷"
}

fn screen(story: &Story, width: Width, margins: bool) -> Screen {
    let (cols, rows) = story.size;
    let options = ScreenOptions {
        colours: Colours::True,
        level: Level::Usual,
        safe: story.safe,
        margins,
        ..ScreenOptions::new(width)
    };
    Screen::new(cols, rows, options)
}

fn rows_of(seen: &[Option<Seen>], cols: u16) -> Vec<String> {
    let text = |row: &[Option<Seen>]| row.iter().flatten().map(|cell| cell.text.as_str()).collect();
    seen.chunks(cols.into()).map(text).collect()
}

/// Plays a story into an emulator, with margins or without, and compares after every frame. Returns the emulator.
fn play<E: Emulator>(story: &Story, combined: bool, margins: bool) -> Result<E, TestCaseError> {
    let cols = story.size.0;
    let mut painter = Painter::new(story.size, true_width, combined);
    let mut screen = screen(story, true_width, margins);
    let mut terminal = E::open(story.size);
    for (step, cursor) in &story.steps {
        painter.apply(step);
        let mut bytes = Vec::new();
        screen.frame(&painter.buffer, *cursor, &mut bytes);
        terminal.feed(&bytes);
        let (wanted, seen) = (meaning(&painter.buffer, true_width), terminal.seen());
        prop_assert_eq!(rows_of(&wanted, cols), rows_of(&seen, cols), "text after {:?}", step);
        prop_assert_eq!(&wanted, &seen, "style after {:?}", step);
        prop_assert_eq!(*cursor, terminal.cursor());

        let mut again = Vec::new();
        screen.frame(&painter.buffer, *cursor, &mut again);
        prop_assert!(again.is_empty(), "the same frame again");
    }
    let mut repainted = E::open(story.size);
    let mut bytes = Vec::new();
    self::screen(story, true_width, margins).frame(&painter.buffer, None, &mut bytes);
    repainted.feed(&bytes);
    prop_assert_eq!(terminal.seen(), repainted.seen(), "against a full repaint");
    Ok(terminal)
}

/// Plays a story safely into an emulator that gives some symbols another width than we do: everything else has to be
/// in its place.
fn play_with_wrong_width(mut story: Story, width: Width) -> Result<(), TestCaseError> {
    story.safe = true;
    let mut painter = Painter::new(story.size, width, false);
    let mut screen = screen(&story, width, true);
    let mut terminal = Vt100::open(story.size);
    for (step, _) in &story.steps {
        painter.apply(step);
        let last_column = painter.buffer.content.chunks_mut(story.size.0.into());
        for cell in last_column.filter_map(|row| row.last_mut()).filter(|cell| is_emoji(cell.symbol())) {
            cell.reset(); // a wide one would wrap: nothing can be done about that
        }
        let mut bytes = Vec::new();
        screen.frame(&painter.buffer, None, &mut bytes);
        terminal.feed(&bytes);
        for (wanted, seen) in meaning(&painter.buffer, width).iter().zip(terminal.seen()) {
            match wanted {
                Some(wanted) if true_width(&wanted.text) == width(&wanted.text) => {
                    prop_assert_eq!(Some(wanted), seen.as_ref(), "after {:?}", step);
                }
                Some(_) => {}
                None => prop_assert!(seen.is_none_or(|seen| seen.text == " "), "left over after {:?}", step),
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(runs(RUNS))]

    #[test]
    fn vt100_shows_every_frame(story in stories()) {
        play::<Vt100>(&story, true, false)?;
    }

    #[test]
    fn avt_shows_every_frame(story in stories()) {
        play::<Avt>(&story, false, false)?;
    }

    #[test]
    fn a_terminal_with_margins_shows_every_frame(story in stories()) {
        play::<Margins>(&story, false, true)?;
    }

    #[test]
    fn a_terminal_with_margins_needs_none(story in stories()) {
        let mut story = story;
        story.safe = true;
        let terminal = play::<Margins>(&story, false, true)?;
        prop_assert_eq!(terminal.scrolled, 0);
    }

}

proptest! {
    #![proptest_config(runs(SAFE_RUNS))]

    #[test]
    fn safe_mode_holds_where_the_terminal_draws_narrower(story in stories()) {
        play_with_wrong_width(story, too_wide)?;
    }

    #[test]
    fn safe_mode_holds_where_the_terminal_draws_wider(story in stories()) {
        play_with_wrong_width(story, too_narrow)?;
    }
}
