//! Remembering: changes on their way to the disk, the place in an article, and going on where the last visit ended.
//!
//! What must not go in: where anything is kept (`session`).

use std::time::Duration;

use super::{query, tags};
use crate::app::App;
use crate::app::Focus;
use crate::app::action::Action;
use crate::app::event::{Effect, Timer};
use crate::app::memory::OpenReading;
use crate::app::reader::Landing;
use crate::messages::{Message, StateFault};
use crate::state::{Change, ReadState};

/// Ten seconds with an article make it a read one.
const READ: Duration = Duration::from_secs(10);

/// Follows what is being read: the article is opened, and read when the end has come.
pub(super) fn follow_reading(app: &mut App) -> Vec<Effect> {
    let open = app.reader.key().filter(|_| app.focus == Focus::Reader && app.late_title().is_none());
    let Some(key) = open else {
        app.input.memory.reading = None;
        return Vec::new();
    };
    if let Some(reading) = app.input.memory.reading.filter(|reading| reading.key == key) {
        let ended = !reading.done && app.reader.place() != reading.start && app.reader.at_end();
        return if ended { finish(app) } else { Vec::new() };
    }
    let state = app.library.annotations.read_state(key);
    let done = state == ReadState::Read;
    app.input.memory.reading = Some(OpenReading { key, start: app.reader.place(), done });
    if done {
        return Vec::new();
    }
    let mut effects = vec![Effect::Timer(Timer::Read, READ)];
    if state != ReadState::Opened {
        effects.extend(app.open_reference().map(|article| Effect::Keep(Change::Opened(article))));
    }
    effects
}

/// The article being read is read.
pub(super) fn finish(app: &mut App) -> Vec<Effect> {
    let Some(reading) = &mut app.input.memory.reading else { return Vec::new() };
    if std::mem::replace(&mut reading.done, true) {
        return Vec::new();
    }
    app.open_reference().map(|article| Effect::Keep(Change::Finished(article))).into_iter().collect()
}

/// A change is on the disk, or cannot be.
pub(super) fn kept(app: &mut App, change: &Change, fault: Option<StateFault>) -> Vec<Effect> {
    app.input.memory.end(change);
    if let Some(fault) = fault {
        app.say(Message::NotKept(fault));
    }
    match change {
        Change::Correct(article, ..) => tags::corrected(app, article.key),
        _ => Vec::new(),
    }
}

/// Goes to the place where an article was left. One that was read to its end begins anew.
pub(super) fn go_to_place(app: &mut App) {
    let Some(key) = app.reader.key() else { return };
    let Some(state) = app.library.annotations.get(key) else { return };
    let (place, read) = (state.place, state.read == ReadState::Read);
    let resumed = std::mem::take(&mut app.input.memory.exact);
    if let Some(byte) = place.filter(|byte| *byte > 0) {
        app.reader.go_to_offset(byte);
        if read && !resumed && app.reader.at_end() {
            app.reader.go_to_start();
        }
    }
}

/// The list has come to where the last visit ended, or to where that article would be.
pub(super) fn resumed(app: &mut App, position: Result<usize, usize>) {
    let Some(resume) = app.input.memory.resume.take() else { return };
    let (Ok(at) | Err(at)) = position;
    app.list.resume(at, resume.above);
    app.input.memory.above = Some(resume.above);
    let found = position.is_ok() && resume.key.is_some();
    app.input.memory.exact = found;
    if app.focus == Focus::Reader {
        app.input.opening.open_when_known = Some(Landing::Start);
        if !found {
            app.focus = Focus::List;
            app.options.full_screen = false;
        }
    }
    let moved = at > 0 || !app.filter.query().is_empty() || app.focus == Focus::Reader;
    if found && moved && app.notice.is_none() {
        app.input.memory.offered = true;
        app.say(Message::Resumed { title: resume.title, new: 0, here: 0 });
    }
}

/// A key ends the wait for the place of the last visit. Backspace, while the row about that visit is shown, begins anew.
pub(super) fn answer_offer(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    (app.input.memory.resume, app.input.memory.above) = (None, None);
    let offered = std::mem::take(&mut app.input.memory.offered);
    if !offered || action != Action::Restart {
        return None;
    }
    app.focus = Focus::List;
    app.options.full_screen = false;
    app.list.go(0);
    Some(query::apply(app, ""))
}
