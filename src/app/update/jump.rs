//! Marks and jumps: a letter for a place, the way back, and the list of what is marked, starred or tagged.
//!
//! What must not go in: where marks are kept (`session`), and the order of the places that were left (`jumps`).

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::jumps::Goal;
use crate::app::key::{Code, Key};
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::reader::Landing;
use crate::app::{App, Asked, Focus};
use crate::corpus::{ArticleId, ArticleKey};
use crate::messages::Word;
use crate::state::{ArticleRef, ArticleState, Change, Mark};

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
    let number = app.library.number;
    let back = Change::Mark(number, letter, marked(app, letter));
    app.change(Change::Mark(number, letter, Some((article, byte))), back)
}

/// What a letter marks, with what is not on the disk yet.
fn marked(app: &App, letter: char) -> Option<(ArticleRef, u32)> {
    let pending = app.input.memory.pending.iter().rev().find_map(|change| match change {
        Change::Mark(_, other, to) if *other == letter => Some(to.clone()),
        _ => None,
    });
    pending.unwrap_or_else(|| {
        let annotations = &app.library.annotations;
        let Mark { key, byte } = *annotations.marks().get(&letter)?;
        let title = annotations.get(key).map(|state| state.title.clone()).unwrap_or_default();
        Some((ArticleRef { key, title, place: String::new(), sketch: None }, byte))
    })
}

fn to_mark(app: &mut App, letter: char) -> Vec<Effect> {
    let Some((article, byte)) = marked(app, letter) else {
        app.say(Word::NoSuchMark);
        return Vec::new();
    };
    to(app, article.key, Some(byte))
}

/// Goes to where the last jump began.
fn to_before(app: &mut App) -> Vec<Effect> {
    let Some(Mark { key, byte }) = app.input.memory.jumps.before() else {
        app.say(Word::NoJumpBack);
        return Vec::new();
    };
    to(app, key, Some(byte))
}

/// Jumps to an article: to a byte of its text, or to where it was left.
pub(super) fn to(app: &mut App, key: ArticleKey, byte: Option<u32>) -> Vec<Effect> {
    leave(app);
    go(app, key, byte)
}

/// Goes back to a place that a jump has left, or forward again.
pub(super) fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let here = here(app);
    let Some(Mark { key, byte }) = app.input.memory.jumps.step(here, forward) else {
        app.say(if forward { Word::NoJumpForward } else { Word::NoJumpBack });
        return Vec::new();
    };
    go(app, key, Some(byte))
}

fn go(app: &mut App, key: ArticleKey, byte: Option<u32>) -> Vec<Effect> {
    app.input.memory.jumps.goal = Some(Goal { key, byte, id: None });
    vec![Effect::FindArticle(key)]
}

/// The place in the text, if that has the keys.
pub(super) fn here(app: &App) -> Option<Mark> {
    let is_read = app.focus == Focus::Reader && app.late_title().is_none();
    let place = || Some(Mark { key: app.reader.key()?, byte: app.reader.offset()? });
    is_read.then(place).flatten()
}

/// A jump leaves the text.
pub(super) fn leave(app: &mut App) {
    if let Some(place) = here(app) {
        app.input.memory.jumps.leave(place);
    }
}

/// Notes the place that an action has left, if it was a jump: to another text, out of the text, or far within it.
pub(super) fn note_left(app: &mut App, before: Option<Mark>, action: Action) {
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
        goal.byte.into_iter().for_each(|byte| show(app, byte));
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
    let byte = goal.and_then(|goal| goal.byte);
    if let Some(byte) = byte {
        show(app, byte);
    }
    byte.is_some()
}

fn show(app: &mut App, byte: u32) {
    if byte == 0 {
        app.reader.go_to_start();
    } else {
        app.reader.go_to_offset(byte);
    }
}

/// Lists what is marked, starred or tagged.
pub(super) fn list(app: &mut App) {
    let annotations = &app.library.annotations;
    let title = |key| annotations.get(key).map_or("", |state| state.title.as_str());
    let line = |sign: String, key: ArticleKey, byte: Option<u32>| OverlayLine {
        target: Some(LineTarget::Article(key, byte)),
        ..OverlayLine::new(sign, title(key))
    };
    let marks = annotations.marks().iter();
    let marks = marks.map(|(letter, mark)| line(letter.to_string(), mark.key, Some(mark.byte))).collect();
    let mut articles: Vec<(ArticleKey, &ArticleState)> = annotations.articles().collect();
    articles.sort_by_key(|(key, state)| (state.title.as_str(), *key));
    let starred = articles.iter().filter(|(_, state)| state.starred);
    let star = app.word(Word::StarSign);
    let starred = starred.map(|(key, _)| line(star.to_owned(), *key, None)).collect();
    let tagged = articles.iter().filter(|(_, state)| !state.tags.is_empty());
    let tags = |state: &ArticleState| state.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>();
    let tagged = tagged.map(|(key, state)| line(tags(state).join(" "), *key, None)).collect();
    let parts: [(Word, Vec<OverlayLine>); 3] =
        [(Word::Marks, marks), (Word::Starred, starred), (Word::TagPrompt, tagged)];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    let lines: Vec<OverlayLine> = parts
        .flat_map(|(word, lines)| [OverlayLine::heading(app.word(word))].into_iter().chain(lines))
        .collect();
    if lines.is_empty() {
        return app.say(Word::NoMarks);
    }
    let mut overlay = Overlay::new(OverlayKind::Marks, lines);
    overlay.go(1);
    app.overlay = Some(overlay);
}
