//! Marks and jumps: a letter for a place, and the way back.
//!
//! What must not go in: where marks are kept (`session`), the order of the places that were left (`jumps`), and
//! the list of marks (`marked`).

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::jumps::{Goal, GoalPlace, JumpPlace};
use crate::app::key::{Code, Key};
use crate::app::place_code::{CodeMatch, PlaceCode};
use crate::app::reader::Landing;
use crate::app::{App, Asked, Focus};
use crate::corpus::{ArticleId, ArticleKey};
use crate::messages::{Message, Word};
use crate::state::{ArticleRef, Change, Mark, TextAnchor};

/// Waits for the letter of a mark.
pub(super) fn ask_letter(app: &mut App, action: Action) {
    app.say(if action == Action::Mark { Word::MarkLetter } else { Word::JumpLetter });
    app.input.pending.letter = Some(action);
}

/// Takes the letter. Digits are letters, because an input method lets them pass.
pub(super) fn take_letter(app: &mut App, action: Action, key: Key) -> Vec<Effect> {
    if key == Key::plain(Code::Esc) || key == Key::ctrl('c') {
        return Vec::new();
    }
    let is_letter = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit();
    match key.code {
        Code::Char('\'') if action == Action::JumpToMark && !key.ctrl => return to_before(app),
        Code::Char(c) if is_letter(&c) && !key.ctrl && !key.alt => {
            return if action == Action::Mark { set(app, c) } else { to_mark(app, c) };
        }
        _ => app.say(Word::NotALetter),
    }
    Vec::new()
}

/// Marks the place of the article that the key is about.
fn set(app: &mut App, letter: char) -> Vec<Effect> {
    let Some(article) = app.subject() else { return Vec::new() };
    let is_open = app.reader.key() == Some(article.key);
    let left = app.library.annotations.get(article.key).and_then(|state| state.place);
    let byte = if is_open { app.reader.offset() } else { left }.unwrap_or_default();
    let text = app.reader.held().filter(|_| is_open).map(|held| held.article().text());
    let place = text.map_or_else(|| TextAnchor::of_byte(byte), |text| TextAnchor::at(text.as_str(), byte));
    let number = app.library.number;
    let back = Change::Mark(number, letter, marked(app, letter));
    app.change(Change::Mark(number, letter, Some((article, place))), back)
}

/// Takes a mark back.
pub(super) fn unmark(app: &mut App, letter: char) -> Vec<Effect> {
    let number = app.library.number;
    let back = Change::Mark(number, letter, marked(app, letter));
    app.change(Change::Mark(number, letter, None), back)
}

/// What a letter marks, with what is not on the disk yet.
fn marked(app: &App, letter: char) -> Option<(ArticleRef, TextAnchor)> {
    let pending = app.input.memory.pending.iter().rev().find_map(|change| match change {
        Change::Mark(_, other, to) if *other == letter => Some(to.clone()),
        _ => None,
    });
    pending.unwrap_or_else(|| {
        let annotations = &app.library.annotations;
        let Mark { key, place } = annotations.marks().get(&letter)?.clone();
        let title = annotations.get(key).map_or("", |state| state.title.as_str());
        Some((ArticleRef::known(key, title), place))
    })
}

fn to_mark(app: &mut App, letter: char) -> Vec<Effect> {
    let Some((article, place)) = marked(app, letter) else {
        app.say(Word::NoSuchMark);
        return Vec::new();
    };
    to(app, article.key, GoalPlace::Mark(place))
}

/// Goes to where the last jump began.
fn to_before(app: &mut App) -> Vec<Effect> {
    let Some(JumpPlace { key, byte }) = app.input.memory.jumps.before() else {
        app.say(Word::NoJumpBack);
        return Vec::new();
    };
    to(app, key, GoalPlace::Byte(byte))
}

/// Jumps to a place of an article.
pub(super) fn to(app: &mut App, key: ArticleKey, place: GoalPlace) -> Vec<Effect> {
    leave(app);
    go(app, key, place)
}

/// Goes back to a place that a jump has left, or forward again.
pub(super) fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let here = here(app);
    let Some(JumpPlace { key, byte }) = app.input.memory.jumps.step(here, forward) else {
        app.say(if forward { Word::NoJumpForward } else { Word::NoJumpBack });
        return Vec::new();
    };
    go(app, key, GoalPlace::Byte(byte))
}

fn go(app: &mut App, key: ArticleKey, place: GoalPlace) -> Vec<Effect> {
    app.input.memory.jumps.goal = Some(Goal { place, id: None });
    vec![Effect::FindArticle(key)]
}

/// Looks for the place that the reader was started with, when everything is read and listed.
pub(super) fn begin_at_code(app: &mut App) -> Vec<Effect> {
    let is_ready = app.library.complete && app.filter.answer().done && !app.filter.is_waiting();
    let Some(code) = app.input.memory.jumps.code.take_if(|_| is_ready) else { return Vec::new() };
    app.input.memory.jumps.goal = Some(Goal { place: GoalPlace::Paragraph(code.paragraph), id: None });
    vec![Effect::FindCode(code)]
}

/// No article has a code, or several have it.
pub(super) fn no_place(app: &mut App, code: &PlaceCode, found: CodeMatch<()>) {
    app.input.memory.jumps.goal = None;
    let code = code.to_string();
    app.say(if found == CodeMatch::Several { Message::ManyPlaces(code) } else { Message::NoPlace(code) });
}

/// The place in the text, if that has the keys.
pub(super) fn here(app: &App) -> Option<JumpPlace> {
    let is_read = app.focus == Focus::Reader && app.late_title().is_none();
    let place = || Some(JumpPlace { key: app.reader.key()?, byte: app.reader.offset()? });
    is_read.then(place).flatten()
}

/// A jump leaves the text.
pub(super) fn leave(app: &mut App) {
    if let Some(place) = here(app) {
        app.input.memory.jumps.leave(place);
    }
}

/// Notes the place that an action has left, if it was a jump: to another text, out of the text, or far within it.
pub(super) fn note_left(app: &mut App, before: Option<JumpPlace>, action: Action) {
    let Some(before) = before else { return };
    let opening = &app.input.opening;
    let is_asked = opening.asked.is_some_and(|asked| Some(asked.id) != app.reader.id());
    let leaves = is_asked || opening.open_when_known.is_some() || app.focus != Focus::Reader;
    let far = matches!(
        action,
        Action::Top
            | Action::Bottom
            | Action::Percent
            | Action::NextHit
            | Action::PreviousHit
            | Action::NextHeading
            | Action::PreviousHeading
    );
    // A search in the text moves it as it is typed.
    if leaves || action == Action::Filter || far && here(app) != Some(before) {
        app.input.memory.jumps.leave(before);
    }
}

/// Takes what the library has found: the article and its position in the list, or where that would be.
pub(super) fn found(app: &mut App, found: Option<(ArticleId, Result<usize, usize>)>) -> Vec<Effect> {
    let Some(goal) = app.input.memory.jumps.goal.take() else { return Vec::new() };
    let Some((id, position)) = found else {
        app.say(if app.library.complete { Word::NotInLibrary } else { Word::NotReadYet });
        return Vec::new();
    };
    match position {
        Ok(at) => _ = app.list.go(at),
        Err(_) => app.say(Word::OutsideFilter),
    }
    let from = std::mem::replace(&mut app.focus, Focus::Reader);
    app.input.opening.open_when_known = None;
    app.input.opening.asked = None;
    if app.reader.id() == Some(id) {
        show(app, &goal.place);
        return Vec::new();
    }
    app.input.memory.jumps.goal = Some(Goal { id: Some(id), ..goal });
    app.reader.land(Landing::Start);
    app.input.opening.asked = Some(Asked { id, from });
    vec![Effect::Open(id)]
}

/// Goes to the place in the article that has just been opened. False if no jump has asked for one.
pub(super) fn land(app: &mut App) -> bool {
    let goal = app.input.memory.jumps.goal.take().filter(|goal| goal.id == app.reader.id());
    goal.is_some_and(|goal| show(app, &goal.place))
}

/// Goes to a place of the open article. False if that is where it was left.
pub(super) fn show(app: &mut App, place: &GoalPlace) -> bool {
    match place {
        GoalPlace::Left => return false,
        GoalPlace::Byte(byte) => go_to_byte(app, *byte),
        GoalPlace::Use(byte) => {
            app.reader.go_to_start();
            app.reader.show_offset(*byte);
        }
        GoalPlace::Paragraph(number @ 2..) => _ = app.reader.go_to_paragraph(*number),
        GoalPlace::Paragraph(_) => _ = app.reader.go_to_start(),
        GoalPlace::Mark(anchor) | GoalPlace::Passage(anchor) => {
            let Some(held) = app.reader.held() else { return true };
            let found = anchor.locate(held.article().text().as_str()).map(|range| range.start);
            if found.is_none() {
                app.say(Word::PlaceLost);
            }
            let byte = found.unwrap_or(anchor.start);
            if matches!(place, GoalPlace::Passage(_)) {
                app.reader.show_offset(byte);
            } else {
                go_to_byte(app, byte);
            }
        }
    }
    true
}

fn go_to_byte(app: &mut App, byte: u32) {
    if byte == 0 {
        app.reader.go_to_start();
    } else {
        app.reader.go_to_offset(byte);
    }
}
