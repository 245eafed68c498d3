//! Completion of a query line, as in an input method: every change requests candidates; Tab, arrows and digits choose
//! one. The first one replaces the letters automatically only if they have no hit.
//!
//! What must not go in: editing the line (`prompt`), finding candidates (`complete`).

use super::memory;
use super::query::{apply, wanted_query};
use crate::app::App;
use crate::app::event::Effect;
use crate::app::filter::Fallback;
use crate::app::key::{Code, Key};
use crate::app::keymap::without_input_method;
use crate::app::prompt::{Completions, Prompt, Purpose, Room, WANTED};
use crate::complete::candidates::{Candidate, CompletionTarget};
use crate::text::pinyin::{PinyinFit, Typed};

/// The open input line, if it holds a query.
fn query_line(app: &mut App) -> Option<&mut Prompt> {
    app.prompt.as_mut().filter(|prompt| matches!(prompt.purpose, Purpose::Filter | Purpose::Add))
}

/// The query line or its cursor has changed: requests candidates and searches.
pub(super) fn changed(app: &mut App) -> Vec<Effect> {
    let Some(prompt) = query_line(app) else { return Vec::new() };
    let text = prompt.text().to_owned();
    let wanted = wanted_query(app, &text);
    let mut effects = ask(app);
    effects.extend(apply(app, &wanted));
    effects
}

/// Requests candidates for the line up to the cursor.
fn ask(app: &mut App) -> Vec<Effect> {
    app.filter.set_fallback(None);
    let Some(prompt) = query_line(app) else { return Vec::new() };
    prompt.completions = Completions::default();
    if CompletionTarget::of(prompt.before_cursor()).is_none() {
        return Vec::new();
    }
    vec![Effect::Candidates { line: prompt.before_cursor().to_owned(), limit: WANTED }]
}

/// Takes candidates that arrived.
pub(super) fn take(app: &mut App, line: &str, candidates: &[Candidate]) {
    let lang = app.options.lang;
    let Some(prompt) = query_line(app).filter(|prompt| prompt.before_cursor() == line) else { return };
    prompt.completions = Completions::new(line, candidates, lang);
    let guess = candidates.first().is_some_and(|first| {
        Typed::new(prompt.completions.typed()).and_then(|typed| typed.fit(&first.text))
            == Some(PinyinFit::Loose)
    });
    // A guess is offered and never taken by itself.
    if guess || !prompt.completions.is_spelt() || !prompt.is_at_end() {
        return;
    }
    let (typed, line) = (prompt.completions.typed().to_owned(), line.to_owned());
    let first = prompt.completions.item(0).map(|item| item.label.clone());
    if let (Some(candidate), Some(taken)) = (first, prompt.completions.line_with(0)) {
        let taken = taken.trim_end().to_owned();
        let literal = wanted_query(app, &line);
        let query = wanted_query(app, &taken);
        app.filter.set_fallback(Some(Fallback { typed, line, taken, candidate, literal, query }));
    }
}

/// Uses the first candidate if the typed letters have no hit, and says so.
pub(super) fn use_fallback(app: &mut App) -> Vec<Effect> {
    let Some(effect) = app.filter.use_fallback() else { return Vec::new() };
    app.reader.set_query(app.filter.query());
    app.list.invalidate();
    let Some(fallback) = app.filter.pending().cloned() else { return vec![effect] };
    match query_line(app) {
        // The user ended the term before the answer came.
        Some(prompt) if prompt.is_at_end() && prompt.text() != fallback.line => {
            let end = prompt.text().strip_prefix(fallback.line.as_str()).unwrap_or_default();
            let line = format!("{}{end}", fallback.taken);
            prompt.set_before_cursor(&line);
        }
        Some(_) => {}
        None => {
            say_fallback(app);
            let kept = memory::keep_line(app);
            return [effect].into_iter().chain(kept).collect();
        }
    }
    vec![effect]
}

/// 无“ysh”，改用 营商环境
pub(super) fn say_fallback(app: &mut App) {
    if let Some(message) = app.fallback_message() {
        app.say(message);
    }
}

/// Handles keys for the candidates; `None` if the key is for the line.
pub(super) fn key(app: &mut App, key: Key) -> Option<Vec<Effect>> {
    let room = app.candidate_room();
    let prompt = query_line(app)?;
    let (spelt, taken, end) =
        (prompt.completions.is_spelt(), prompt.completions.taken().is_some(), prompt.is_at_end());
    let plain = without_input_method(key);
    if key.ctrl || key.alt {
        return None;
    }
    match key.code {
        Code::Tab => step(app, true, room),
        Code::BackTab => step(app, false, room),
        Code::Down if spelt => step(app, true, room),
        Code::Right if spelt && (end || taken) => step(app, true, room),
        Code::Up | Code::Left if taken => step(app, false, room),
        Code::PageDown | Code::PageUp if spelt => {
            prompt.completions.turn(key.code == Code::PageDown, room);
            Some(Vec::new())
        }
        Code::Backspace if taken => {
            let effects = put(app, None, room);
            close(app);
            Some(effects)
        }
        // Where a candidate has the digit there, it is typed: g20, p2p. Once one is chosen, digits choose another.
        Code::Char(c) if spelt && c.is_ascii_digit() && (taken || !prompt.completions.has_next(c)) => {
            let number = prompt.completions.by_digit(c.to_digit(10)? as usize, room)?;
            let effects = put(app, Some(number), room);
            close(app);
            Some(effects)
        }
        Code::Char(_) if !taken && end && matches!(plain.code, Code::Char(' ' | '|')) => {
            end_term(app, if plain == Key::char('|') { "|" } else { " " })
        }
        _ => None,
    }
}

/// Inserts a sign that ends the term. A fallback in use is written into the line; one that waits for the answer keeps
/// waiting.
fn end_term(app: &mut App, sign: &str) -> Option<Vec<Effect>> {
    let pending = app.filter.pending()?.clone();
    let used = app.filter.fallback().is_some();
    let prompt = query_line(app)?;
    if used {
        prompt.set_before_cursor(&pending.taken);
    }
    prompt.insert(sign);
    let effects = changed(app);
    if !used {
        let literal = wanted_query(app, &format!("{}{sign}", pending.line));
        let query = wanted_query(app, &format!("{}{sign}", pending.taken));
        app.filter.set_fallback(Some(Fallback { literal, query, ..pending }));
    }
    Some(effects)
}

/// Puts the next or previous candidate into the line.
fn step(app: &mut App, forward: bool, room: Room) -> Option<Vec<Effect>> {
    let next = query_line(app)?.completions.next(forward)?;
    Some(put(app, next, room))
}

/// Puts a candidate, or the typed text, before the cursor. The candidates stay, so that the next one can be chosen.
fn put(app: &mut App, number: Option<usize>, room: Room) -> Vec<Effect> {
    let Some(prompt) = query_line(app) else { return Vec::new() };
    let line = match number {
        Some(number) => prompt.completions.line_with(number),
        None => Some(prompt.completions.line().to_owned()),
    };
    let Some(line) = line else { return Vec::new() };
    prompt.set_before_cursor(&line);
    prompt.completions.take(number, room);
    let text = prompt.text().to_owned();
    app.filter.set_fallback(None);
    let wanted = wanted_query(app, text.trim_end());
    apply(app, &wanted)
}

fn close(app: &mut App) {
    if let Some(prompt) = query_line(app) {
        prompt.completions.close();
    }
}
