//! A stage for screen tests: a session without a terminal, keys in, screen text out.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::harness::assert_screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use xinglan::app::keymap::parse_key;
use xinglan::app::theme_name::ThemeName;
use xinglan::app::{Event, Key, Options};
use xinglan::corpus::LoadOptions;
use xinglan::corpus::load::Root;
use xinglan::session::{LibrarySpec, Session};
use xinglan::text::WidthPolicy;
use xinglan::view::{Palette, Theme, draw};

/// A session and the size of its screen.
pub(crate) struct Stage {
    pub session: Session,
    size: (u16, u16),
}

pub(crate) fn library() -> PathBuf {
    ["tests", "data", "library"].iter().collect()
}

impl Stage {
    /// Opens `folder`, read to the end, on a screen of this size.
    pub(crate) fn open(folder: PathBuf, cols: u16, rows: u16) -> Self {
        Self::with_state(folder, None, cols, rows)
    }

    /// The same with a file where what the user does is kept.
    pub(crate) fn with_state(folder: PathBuf, state: Option<PathBuf>, cols: u16, rows: u16) -> Self {
        let mut stage = Self::start(folder, state, cols, rows);
        stage.rest();
        stage
    }

    /// The same before any article has come.
    pub(crate) fn start(folder: PathBuf, state: Option<PathBuf>, cols: u16, rows: u16) -> Self {
        let name = "library".to_owned();
        let library = LibrarySpec { roots: vec![Root::Path(folder)], name, state, ..LibrarySpec::default() };
        let wake: xinglan::session::Wake = Arc::new(|| {});
        let mut session = Session::start(library, LoadOptions::default(), Options::default(), &wake);
        session.event(Event::Resize { cols, rows });
        session.settle();
        Self { session, size: (cols, rows) }
    }

    /// A session that was opened elsewhere.
    pub(crate) fn over(session: Session, cols: u16, rows: u16) -> Self {
        Self { session, size: (cols, rows) }
    }

    /// Types keys: `jj<Enter>/问题<Esc><C-d>`. Each key is a batch of its own; afterwards everything comes to rest.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        self.press(keys).rest();
        self
    }

    /// Types keys and looks before anything comes to rest.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in notation(keys) {
            self.press_key(key);
        }
        self
    }

    /// One key, before anything comes to rest.
    pub(crate) fn press_key(&mut self, key: Key) {
        self.session.event(Event::Key(key));
        self.session.settle();
    }

    /// Pastes text.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.session.event(Event::Paste(text.to_owned()));
        self.rest();
        self
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.size = (cols, rows);
        self.session.event(Event::Resize { cols, rows });
        self.rest();
        self
    }

    /// Lets loading, searching and timers come to their end.
    pub(crate) fn rest(&mut self) {
        assert!(self.session.finish(Duration::from_mins(5)), "the session did not come to rest");
        self.session.ring(Instant::now() + Duration::from_mins(1));
        self.session.settle();
    }

    /// The buffer as drawn now.
    pub(crate) fn buffer(&self) -> Buffer {
        self.frame(Theme::default()).0
    }

    /// The buffer as drawn now with these styles, and where the cursor is.
    pub(crate) fn frame(&self, theme: Theme) -> (Buffer, Option<(u16, u16)>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let cursor = draw(&self.session.app, &theme, &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text; hits are shown as «…», the selected row and other reversed text is plain.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let policy = self.session.app.options.policy;
        let hit = ratatui::style::Modifier::UNDERLINED;
        let mut text = String::new();
        for y in 0..self.size.1 {
            let (mut line, mut x, mut marked) = (String::new(), 0, false);
            while x < self.size.0 {
                let cell = &buffer[(x, y)];
                let now = cell.modifier.contains(hit);
                if now != marked {
                    line.push(if now { '«' } else { '»' });
                    marked = now;
                }
                line.push_str(cell.symbol());
                x += u16::from(policy.cluster(cell.symbol()).max(1));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Compares the colours of the screen with those stored, in a dark and a light theme.
pub(crate) fn assert_colours(stage: &mut Stage, name: &str) {
    let (cols, rows) = stage.size;
    for theme in [ThemeName::Dark, ThemeName::Light] {
        stage.session.app.options.theme = theme;
        let (buffer, _) = stage.frame(Theme::new(Palette::Rich));
        let theme = ThemeName::ALL.iter().find(|(other, _)| *other == theme).map(|(_, name)| *name);
        assert_screen(
            &format!("styled/{name}-{}-{cols}x{rows}", theme.unwrap_or_default()),
            &styled(&buffer),
        );
    }
}

/// A buffer with its styles, as `tests/tools/picture.py` reads it: the rows of text, then for each row the columns of its
/// runs in other than the most frequent style, then what each style is. Colours are as ratatui names them.
pub(crate) fn styled(buffer: &Buffer) -> String {
    let area = buffer.area;
    let style = |x: u16, y: u16| style_name(&buffer[(x, y)]);
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
        let name = style(x, y);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let usual =
        counts.iter().max_by_key(|(_, count)| *count).map(|(name, _)| name.clone()).unwrap_or_default();
    let mut names: Vec<String> =
        counts.into_iter().map(|(name, _)| name).filter(|name| *name != usual).collect();
    names.sort();
    let letter =
        |name: &str| names.iter().position(|known| known == name).map(|at| (b'a' + at as u8) as char);
    let (mut text, mut runs) = (String::new(), String::new());
    for y in 0..area.height {
        let (mut line, mut row, mut start) = (String::new(), String::new(), 0);
        for x in 0..area.width {
            // The second half of a wide character has no symbol of its own.
            let hidden = x > 0 && WidthPolicy::default().cluster(buffer[(x - 1, y)].symbol()) > 1;
            line.push_str(if hidden { "" } else { buffer[(x, y)].symbol() });
            if x + 1 == area.width || style(x + 1, y) != style(x, y) {
                let run = letter(&style(x, y)).map(|letter| format!(" {letter}{start}-{x}"));
                row.push_str(&run.unwrap_or_default());
                start = x + 1;
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
        if !row.is_empty() {
            runs.extend([y.to_string(), format!(":{row}\n")]);
        }
    }
    let legend: String =
        names.iter().filter_map(|name| Some(format!("{} = {name}\n", letter(name)?))).collect();
    format!("{text}=== {}x{}\n{runs}===\n. = {usual}\n{legend}", area.width, area.height)
}

/// `bold underlined #d0d0d0 on 234`
fn style_name(cell: &ratatui::buffer::Cell) -> String {
    use ratatui::style::Modifier;
    let attributes = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ];
    let mut words: Vec<String> = attributes
        .iter()
        .filter(|(modifier, _)| cell.modifier.contains(*modifier))
        .map(|(_, name)| (*name).to_owned())
        .collect();
    words.push(format!("{} on {}", cell.fg, cell.bg));
    words.join(" ")
}

/// Keys from notation: characters, and names in angle brackets.
pub(crate) fn notation(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let named =
            rest.strip_prefix('<').and_then(|r| r.split_once('>')).filter(|(name, _)| !name.is_empty());
        if let Some((name, tail)) = named
            && let Some(key) = parse_key(name)
        {
            keys.push(key);
            rest = tail;
        } else {
            keys.push(Key::char(c));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    keys
}
