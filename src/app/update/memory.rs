//! Remembering: changes on their way to the disk, the place in an article, and going on where the last visit ended.
//!
//! What must not go in: where anything is kept (`session`).

use std::time::Duration;

use super::article::renew_source;
use super::{jump, live, marked, notes, query, searches, tags};
use crate::app::App;
use crate::app::Focus;
use crate::app::action::Action;
use crate::app::event::{Effect, Timer};
use crate::app::memory::OpenReading;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::reader::Landing;
use crate::messages::{Message, StateFault, Word};
use crate::query::{Term, write};
use crate::state::{ArticleStatus, Change, ReadState, now};
use crate::text::CleanText;

/// Longest history of what was looked for in articles, in lines.
const FOUND: usize = 200;

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
    let mut effects = Vec::new();
    if app.library.annotations.get(key).is_some_and(|state| state.changed) {
        // Whoever reads it has been told.
        effects.extend(app.open_reference().map(|article| Effect::Keep(Change::Told(article))));
    }
    if done {
        return effects;
    }
    effects.push(Effect::Timer(Timer::Read, READ));
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
    match (fault, said(change)) {
        (Some(fault), _) => app.say(Message::NotKept(fault)),
        (None, Some(word)) => app.say(word),
        (None, None) => {}
    }
    if let Change::Correct(article, ..) = change {
        return tags::corrected(app, article.key);
    }
    renew_source(app);
    marked::renew(app);
    notes::locate(app);
    if matches!(change, Change::Search(..)) {
        return searches::renew(app);
    }
    if app.filter.query().asks_state() || matches!(change, Change::Tag(..)) {
        return vec![app.filter.search()];
    }
    Vec::new()
}

/// Keeps the line of the filter that has just been accepted.
pub(super) fn keep_line(app: &mut App) -> Vec<Effect> {
    let text = app.filter.query().text();
    let line = app.filter.history().first().filter(|line| *line == text).cloned();
    line.map_or_else(Vec::new, |line| app.keep(Change::Line(line)))
}

/// Keeps what has just been looked for in an article.
pub(super) fn keep_found(app: &mut App, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let line = CleanText::line(text).to_string();
    let found = &mut app.input.memory.found;
    found.retain(|other| *other != line);
    found.insert(0, line.clone());
    found.truncate(FOUND);
    app.keep(Change::Found(line))
}

/// What is said of a change that is on the disk.
fn said(change: &Change) -> Option<Word> {
    Some(match change {
        Change::Star(_, true) => Word::Starred,
        Change::Star(_, false) => Word::Unstarred,
        Change::Read(_, true) => Word::MarkedRead,
        Change::Read(_, false) => Word::MarkedNew,
        Change::Search(.., Some(_)) => Word::SearchSaved,
        Change::Search(.., None) => Word::SearchDropped,
        Change::AllSeen(..) => Word::AllSeen,
        Change::Tag(..) => Word::Tagged,
        Change::Mark(_, _, Some(_)) => Word::Marked,
        Change::Mark(_, _, None) => Word::Unmarked,
        Change::Note(..) => Word::Noted,
        Change::DropNote(_) => Word::Unnoted,
        Change::Underline(..) => Word::Underlined,
        Change::DropUnderline(_) => Word::NotUnderlined,
        _ => return None,
    })
}

/// Stars an article, marks it as read or new, or passes everything that is new; the same key takes it back.
pub(super) fn mark(app: &mut App, action: Action) -> Vec<Effect> {
    if action == Action::AllSeen {
        live::look(app);
        let (number, until) = (app.library.number, app.library.annotations.passed_until());
        if app.library.annotations.new_count() == 0 {
            app.say(Word::NoNew);
            return Vec::new();
        }
        let passed = app.library.annotations.pass_all(now());
        return app.change(Change::AllSeen(number, passed), Change::AllSeen(number, until));
    }
    let Some(article) = app.subject() else { return Vec::new() };
    let pending = app.input.memory.pending.iter().rev();
    let state = app.library.annotations.get(article.key);
    if action == Action::Star {
        let last = pending.filter_map(|change| match change {
            Change::Star(other, on) if other.key == article.key => Some(*on),
            _ => None,
        });
        let on = !last.into_iter().next().unwrap_or_else(|| state.is_some_and(|state| state.starred));
        return app.change(Change::Star(article.clone(), on), Change::Star(article, !on));
    }
    let read = state.is_some_and(|state| state.read == ReadState::Read);
    app.change(Change::Read(article.clone(), !read), Change::Read(article, read))
}

/// Takes the last change back.
pub(super) fn undo(app: &mut App) -> Vec<Effect> {
    if let Some(back) = app.input.memory.undo.pop() {
        return app.keep(back);
    }
    app.say(Word::NothingToUndo);
    Vec::new()
}

/// Opens the input line for the tags of the article, with those it has.
pub(super) fn open_tags(app: &mut App) {
    let Some(article) = app.subject() else { return };
    let tags = app.library.annotations.get(article.key).map(|state| state.tags.join(" ")).unwrap_or_default();
    app.prompt = Some(Prompt::new(Purpose::Tag, &tags));
}

/// Takes the tags of the input line.
pub(super) fn set_tags(app: &mut App, line: &str) -> Vec<Effect> {
    let Some(article) = app.subject() else { return Vec::new() };
    let clean = |tag: &str| CleanText::line(tag.trim_start_matches(['#', '＃'])).to_string();
    let wanted: Vec<String> = line.split_whitespace().map(clean).filter(|tag| !tag.is_empty()).collect();
    let had = app.library.annotations.get(article.key).map(|state| state.tags.clone()).unwrap_or_default();
    let dropped = had.iter().filter(|tag| !wanted.contains(tag)).map(|tag| (tag.clone(), false));
    let added = wanted.iter().filter(|tag| !had.contains(tag)).map(|tag| (tag.clone(), true));
    let changes: Vec<(String, bool)> = dropped.chain(added).collect();
    let each = changes.into_iter().flat_map(|(tag, on)| {
        let back = Change::Tag(article.clone(), tag.clone(), !on);
        app.change(Change::Tag(article.clone(), tag, on), back)
    });
    each.collect()
}

/// Goes to the next new article.
pub(super) fn seek_new(app: &mut App, forward: bool) -> Vec<Effect> {
    live::look(app);
    app.input.memory.seeking = true;
    vec![Effect::FindNew { forward }]
}

/// Asks how many new articles the list has, for the row about the last visit.
pub(super) fn count_new(app: &mut App) -> Vec<Effect> {
    let asks = app.input.memory.offered && app.library.annotations.new_count() > 0;
    if asks { vec![Effect::FindNew { forward: true }] } else { Vec::new() }
}

/// Where the next new article is, and how many the list has.
pub(super) fn new_found(app: &mut App, next: Option<usize>, count: usize) -> Vec<Effect> {
    let all = app.library.annotations.new_count();
    if std::mem::take(&mut app.input.memory.seeking) {
        let Some(next) = next else {
            app.say(if count > 0 { Word::NoNewHere } else { Word::NoNew });
            return Vec::new();
        };
        jump::leave(app);
        app.list.go(next);
        if app.focus == Focus::Reader {
            app.input.opening.open_when_known = Some(Landing::Start);
            app.list.invalidate();
        }
    } else if let Some(Message::Resumed { new, here, .. }) = &mut app.notice {
        (*new, *here) = (all, count);
    }
    Vec::new()
}

/// Goes to the place that a jump has asked for, or to where the article was left. One that was read to its end begins anew.
pub(super) fn go_to_place(app: &mut App) {
    if jump::land(app) {
        return;
    }
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
pub(super) fn resumed(app: &mut App, position: Result<usize, usize>) -> Vec<Effect> {
    let Some(resume) = app.input.memory.resume.take() else { return Vec::new() };
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
        return count_new(app);
    }
    Vec::new()
}

/// A key ends the wait for the place of the last visit. Backspace, while the row about that visit is shown, begins anew.
pub(super) fn answer_offer(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    (app.input.memory.resume, app.input.memory.above) = (None, None);
    let offered = std::mem::take(&mut app.input.memory.offered);
    let term = Term::Status(ArticleStatus::New);
    if offered && action == Action::NextPane && app.library.annotations.new_count() > 0 {
        app.focus = Focus::List;
        app.options.full_screen = false;
        return Some(query::apply(app, &write::term(&term, app.options.lang)));
    }
    if !offered || action != Action::Restart {
        return None;
    }
    app.focus = Focus::List;
    app.options.full_screen = false;
    app.list.go(0);
    Some(query::apply(app, ""))
}
