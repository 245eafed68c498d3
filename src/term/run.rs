//! The event loop: wait, take everything queued, update, draw once, write once. No ticks: without news it sleeps.
//!
//! `app` decides what keys mean and `view` what is drawn; this file decides when.

use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::child;
use super::clipboard;
use super::event::TerminalEvent;
use super::guard::{Guard, may_suspend};
use super::input::{Input, InputReader, Timing, terminal};
use super::leave::{self, Extra};
use super::pace::Pace;
use super::probe::{self, Answers, Probe};
use super::screen::{Colours, Level, Render, Screen, ScreenOptions};
use super::signals::Watch;
use super::size::size;
use crate::app::{Event, FrameCost};
use crate::messages::{Message, OutsideMessage, Word};
use crate::session::{Output, Session, Wake};
use crate::view::{self, Theme};

/// Time for the process to end after a signal to do so.
const GRACE: Duration = Duration::from_millis(900);

/// The first frame waits up to this long for the first articles, so that it need not be drawn twice. Reading a small
/// folder takes 3 to 6 ms, the first articles of a large one 30 ms, and both take twice as long on a busy machine. Nobody
/// notices a delay shorter than this.
const FIRST_FRAME: Duration = Duration::from_millis(100);

/// A line is slow if the terminal's answer takes longer than this: on one machine it takes a few milliseconds, across a
/// country less than 50.
const SLOW_REPLY: Duration = Duration::from_millis(80);

/// Reports of buttons, of movements while one is down and of the wheel, in the form that has no limit of columns.
const MOUSE_ON: &[u8] = b"\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l";

/// The exit code of a command that could not be started, as shells have it.
const NOT_STARTED: i32 = 126;

/// The config of a terminal, from the environment, the config file and the command line.
#[derive(Debug, Clone, Copy)]
pub struct TerminalConfig {
    /// Colours that may be sent.
    pub colours: Colours,
    /// What it understands.
    pub level: Level,
    /// Whether widths are trusted.
    pub render: Render,
    /// What the terminal is asked.
    pub probe: Probe,
    /// Whether the line is slow; `None`: as long as the query takes decides.
    pub slow: Option<bool>,
    /// Styles.
    pub theme: Theme,
    /// Minimum time between two frames under steady events ([`super::pace`]).
    pub pace: Duration,
    /// How long an ESC may be the start of a sequence.
    pub escape: Duration,
    /// Control-Z stops the program if something could continue it.
    pub suspend: bool,
}

/// Why the loop wakes.
enum Wakeup {
    TerminalEvent(TerminalEvent),
    Work,
}

impl From<TerminalEvent> for Wakeup {
    fn from(notice: TerminalEvent) -> Self {
        Self::TerminalEvent(notice)
    }
}

/// Whether the loop goes on.
#[derive(PartialEq, Eq)]
enum Next {
    Go,
    End,
}

/// Takes over the terminal, starts the session, and runs it until it ends or the terminal is gone. Restores the terminal
/// on every exit path.
///
/// # Errors
/// If there is no terminal, or it could not be set up.
pub fn run(config: TerminalConfig, start: impl FnOnce(&Wake) -> Session) -> io::Result<Session> {
    let (sender, messages) = mpsc::channel::<Wakeup>();
    let _watch = Watch::start(GRACE, sender.clone())?;
    let input = terminal()?;
    let mut guard = Guard::enter()?;
    let work = sender.clone();
    let wake: Wake = Arc::new(move || {
        // The loop only ends with the program.
        let _ = work.send(Wakeup::Work);
    });
    // The session starts reading files while the terminal answers.
    let mut session = start(&wake);
    let (mut typed, mut margins) = (Vec::new(), false);
    guard.write(&probe::question(config.probe))?;
    if matches!(config.probe, Probe::Widths | Probe::WidthsAndMargins) {
        let asked = Instant::now();
        let answers = Answers::wait(&input);
        session.app.options.slow = config.slow.unwrap_or_else(|| asked.elapsed() > SLOW_REPLY);
        session.app.options.policy = answers.policy().unwrap_or(session.app.options.policy);
        margins = answers.has_margins();
        session.app.options.margins = margins;
        typed = answers.typed();
    }
    if margins {
        leave::uses(Extra::Margins);
    }
    let policy = session.app.options.policy;
    let mut writing = ScreenOptions::new(move |cluster| policy.cluster(cluster));
    (writing.colours, writing.level) = (config.colours, config.level);
    (writing.safe, writing.margins) = (config.render == Render::Safe, margins);
    let reader = InputReader::start(input, Timing::with_escape(config.escape), &typed, sender)?;
    let (cols, rows) = size();
    let screen = Screen::new(cols, rows, writing);
    let mut event_loop = EventLoop {
        session,
        guard,
        reader,
        screen,
        theme: config.theme,
        suspend: config.suspend,
        buffer: Buffer::empty(Rect::new(0, 0, cols, rows)),
        bytes: Vec::new(),
        shell_screen: false,
        cost: FrameCost::default(),
        pace: Pace::new(config.pace, Instant::now() + FIRST_FRAME),
        mouse: false,
    };
    event_loop.session.event(Event::Resize { cols, rows });
    event_loop.session.settle();
    event_loop.run(&messages);
    Ok(event_loop.session)
}

/// The state of the event loop.
struct EventLoop {
    session: Session,
    guard: Guard,
    reader: InputReader,
    screen: Screen,
    theme: Theme,
    suspend: bool,
    buffer: Buffer,
    bytes: Vec<u8>,
    /// Whether the shell's screen is visible, until the next key.
    shell_screen: bool,
    cost: FrameCost,
    pace: Pace,
    /// The terminal reports the mouse.
    mouse: bool,
}

impl EventLoop {
    fn run(&mut self, messages: &Receiver<Wakeup>) {
        loop {
            let is_due = self.next_frame().is_some_and(|due| due <= Instant::now());
            if is_due || self.pace.is_first() && self.is_presentable() {
                if self.draw().is_err() {
                    return;
                }
                self.pace.drawn(Instant::now());
            }
            let until = [self.next_frame(), self.session.next_timer()].into_iter().flatten().min();
            let Ok(news) = wait(messages, until) else { return };
            for message in news.into_iter().chain(messages.try_iter()) {
                self.pace.news();
                if self.take(message) == Next::End {
                    return;
                }
            }
            if self.session.ring(Instant::now()) {
                self.pace.news();
            }
            self.session.collect();
            self.session.settle();
            for output in self.session.outputs() {
                if self.serve(output) == Next::End {
                    return;
                }
            }
        }
    }

    fn next_frame(&self) -> Option<Instant> {
        self.pace.due().filter(|_| !self.shell_screen)
    }

    /// Whether the list and the article beside it have arrived, or nothing will.
    fn is_presentable(&self) -> bool {
        let app = &self.session.app;
        let listed = app.list.row(app.list.cursor()).is_some();
        let opened = app.screen.panes.reader.is_empty() || app.reader.id().is_some();
        listed && opened || app.list.is_empty() && !app.is_waiting()
    }

    fn take(&mut self, message: Wakeup) -> Next {
        if self.shell_screen
            && matches!(message, Wakeup::TerminalEvent(TerminalEvent::Input(Input::Key(_) | Input::Paste(_))))
        {
            return self.leave_shell_screen();
        }
        let event = match message {
            Wakeup::Work | Wakeup::TerminalEvent(TerminalEvent::Input(Input::None)) => return Next::Go,
            Wakeup::TerminalEvent(TerminalEvent::HangUp | TerminalEvent::Terminate) => return Next::End,
            Wakeup::TerminalEvent(TerminalEvent::Margins(margins)) => {
                self.margins(margins);
                return Next::Go;
            }
            Wakeup::TerminalEvent(TerminalEvent::Suspend) => return self.serve(Output::Suspend),
            Wakeup::TerminalEvent(TerminalEvent::Continue) => return self.continued(),
            Wakeup::TerminalEvent(TerminalEvent::Input(Input::Key(key))) => Event::Key(key),
            Wakeup::TerminalEvent(TerminalEvent::Input(Input::Mouse(_))) if self.shell_screen => {
                return Next::Go;
            }
            Wakeup::TerminalEvent(TerminalEvent::Input(Input::Mouse(mouse))) => Event::Mouse(mouse),
            Wakeup::TerminalEvent(TerminalEvent::Input(Input::Paste(text))) => Event::Paste(text),
            Wakeup::TerminalEvent(TerminalEvent::Input(Input::Resize { cols, rows })) => {
                self.pace.resized();
                Event::Resize { cols, rows }
            }
        };
        self.session.event(event);
        Next::Go
    }

    fn serve(&mut self, output: Output) -> Next {
        match output {
            Output::Quit => return Next::End,
            Output::Redraw => self.screen.invalidate(),
            Output::FrameCost => self.session.event(Event::FrameCost(self.cost)),
            Output::Copy(text) => return next(self.guard.write(&clipboard::sequence(&text))),
            Output::Print(lines) => return self.show_shell_screen(lines),
            Output::Command { command, input } => return self.run_command(&command, input),
            Output::Edit { path, line } => return self.run_editor(&path, line),
            Output::Suspend if self.suspend && may_suspend() => {
                self.reader.pause();
                if self.guard.suspend().is_err() {
                    return Next::End;
                }
                self.reader.resume();
                self.repaint();
            }
            Output::Suspend => {}
        }
        Next::Go
    }

    /// Runs a command of the shell, whose output stays on the shell's screen until the next key.
    fn run_command(&mut self, command: &str, input: String) -> Next {
        match self.give_terminal(child::shell(command), Some(input)) {
            Err(_) => Next::End,
            Ok(0) => self.show_shell_screen(Vec::new()),
            Ok(code) => {
                let ended = Message::from(OutsideMessage::Ended(code)).text(self.session.app.options.lang);
                self.show_shell_screen(vec![ended])
            }
        }
    }

    /// Opens a file in the user's editor.
    fn run_editor(&mut self, path: &Path, line: usize) -> Next {
        let named = |name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty());
        let editor = named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned());
        match self.give_terminal(child::editor(&editor, path, line), None) {
            Err(_) => return Next::End,
            Ok(0) => {}
            Ok(code) => self.session.app.notice = Some(OutsideMessage::Ended(code).into()),
        }
        self.repaint();
        Next::Go
    }

    /// Gives the terminal to another program, and takes it back when that has ended. A program that cannot be started has
    /// the exit code that shells give it.
    fn give_terminal(&mut self, command: Command, input: Option<String>) -> io::Result<i32> {
        // A signal may end the program while the other one runs.
        self.session.write_down();
        self.reader.pause();
        self.guard.leave();
        let code = child::run(command, input);
        let taken = self.guard.enter_again();
        self.mouse = false;
        self.reader.resume();
        self.screen.invalidate();
        taken.map(|()| code.unwrap_or(NOT_STARTED))
    }

    /// Prints lines on the shell's screen, where the mouse can select them, until the next key.
    fn show_shell_screen(&mut self, mut lines: Vec<String>) -> Next {
        lines.push(String::new());
        lines.push(self.session.app.word(Word::AnyKey).to_owned());
        self.shell_screen = true;
        self.mouse = false;
        next(self.guard.show_shell_screen(&lines))
    }

    fn leave_shell_screen(&mut self) -> Next {
        self.shell_screen = false;
        self.screen.invalidate();
        next(self.guard.leave_shell_screen())
    }

    /// The terminal says whether it has left and right margins.
    fn margins(&mut self, margins: bool) {
        if margins {
            leave::uses(Extra::Margins);
            self.screen.use_margins();
        }
        self.session.app.options.margins = margins;
    }

    /// Handles the continuation after somebody else stopped the process.
    fn continued(&mut self) -> Next {
        match self.guard.continued() {
            Ok(true) => self.repaint(),
            Ok(false) => {}
            Err(_) => return Next::End,
        }
        Next::Go
    }

    /// Repaints the screen: the terminal may show anything now, and may have another size.
    fn repaint(&mut self) {
        self.mouse = false;
        let (cols, rows) = size();
        self.session.event(Event::Resize { cols, rows });
        self.screen.resize(cols, rows);
    }

    /// Asks the terminal for reports of the mouse, or no longer, as the user wants it.
    fn ask_for_mouse(&mut self) -> io::Result<()> {
        let wanted = self.session.app.options.mouse;
        if wanted == self.mouse {
            return Ok(());
        }
        self.mouse = wanted;
        if wanted {
            leave::uses(Extra::Mouse);
        }
        self.guard.write(if wanted { MOUSE_ON } else { MOUSE_OFF })
    }

    fn draw(&mut self) -> io::Result<()> {
        let app = &self.session.app;
        let area = Rect::new(0, 0, app.screen.cols, app.screen.rows);
        if self.buffer.area != area {
            self.buffer = Buffer::empty(area);
        }
        let start = Instant::now();
        self.ask_for_mouse()?;
        let app = &self.session.app;
        let cursor = view::draw(app, &self.theme, &mut self.buffer);
        self.bytes.clear();
        self.screen.frame(&self.buffer, cursor, &mut self.bytes);
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.guard.write(&self.bytes)?;
        self.cost.add(self.bytes.len(), start.elapsed());
        Ok(())
    }
}

/// Ends the loop if writing failed, because the terminal is gone.
fn next(written: io::Result<()>) -> Next {
    written.map_or(Next::End, |()| Next::Go)
}

fn wait(messages: &Receiver<Wakeup>, until: Option<Instant>) -> Result<Option<Wakeup>, RecvTimeoutError> {
    match until {
        None => messages.recv().map(Some).map_err(RecvTimeoutError::from),
        Some(at) => match messages.recv_timeout(at.saturating_duration_since(Instant::now())) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(gone) => Err(gone),
        },
    }
}
