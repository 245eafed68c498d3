//! Turns key presses into actions: input-method forms, counts, sequences.

use super::Reply;
use super::{concordance, everywhere, facets, jump, late, list, memory, overlay, reader, selection, typing};
use crate::app::action::{Action, Context, TABLE};
use crate::app::event::Effect;
use crate::app::key::{Code, Key};
use crate::app::keymap::{Keymap, KeymapResult, key_name, pair_end, without_input_method};
use crate::app::menu::OverlayKind;
use crate::app::{App, Focus};
use crate::messages::{ActionName, Message, Word};
use crate::text::han::is_han;

/// This many consecutive capitals without a meaning suggest Caps Lock.
const CAPITALS: u8 = 3;

/// Takes a key press.
pub(super) fn press(app: &mut App, key: Key) -> Vec<Effect> {
    if key == Key::ctrl('q') {
        return vec![Effect::Quit];
    }
    if let Code::Char(c) = key.code {
        if is_han(c) || without_input_method(key) != key {
            app.input.has_input_method = true;
        } else if c.is_ascii_alphabetic() && !key.ctrl {
            app.input.has_input_method = false;
        }
        if app.input.pending.swallow.take() == Some(c) {
            return Vec::new();
        }
        app.input.pending.swallow = pair_end(c);
    }
    let letter_of = app.input.pending.letter.take();
    if app.prompt.is_some() {
        app.input.pending.swallow = None;
        let reply = typing::key(app, key);
        return follow(app, reply);
    }
    if let Code::Char(c) = key.code
        && is_han(c)
        && !key.ctrl
    {
        let reply = typing::begin_with_han(app, c);
        return follow(app, reply);
    }
    let key = without_input_method(key);
    app.notice = None;
    if let Some(action) = letter_of {
        return jump::take_letter(app, action, key);
    }
    if let Some(digit) = count_digit(app, key) {
        let count = app.input.pending.count.unwrap_or(0);
        app.input.pending.count = Some(count.saturating_mul(10).saturating_add(digit).min(99_999_999));
        return Vec::new();
    }
    app.input.pending.keys.push(key);
    match meaning(app) {
        KeymapResult::Prefix => Vec::new(),
        KeymapResult::Action(action) => {
            app.input.pending.keys.clear();
            app.input.pending.capitals = 0;
            let count = app.input.pending.count.take();
            perform(app, action, count)
        }
        KeymapResult::Nothing => {
            nothing(app, key);
            Vec::new()
        }
    }
}

/// What the keys so far mean. The keys of a lit passage hold in the list of what can be done with it as well.
fn meaning(app: &mut App) -> KeymapResult {
    let keys = &app.input.pending.keys;
    let here = app.input.keymap.meaning(app.context(), keys);
    let is_menu = app.overlay.as_ref().is_some_and(|overlay| overlay.kind == OverlayKind::Passage);
    if here != KeymapResult::Nothing || !is_menu {
        return here;
    }
    let there = app.input.keymap.meaning(Context::Selection, keys);
    if there != KeymapResult::Nothing {
        app.overlay = None;
    }
    there
}

fn count_digit(app: &App, key: Key) -> Option<usize> {
    let Code::Char(c) = key.code else { return None };
    let digit = c.to_digit(10).filter(|_| !key.ctrl && !key.alt && app.input.pending.keys.is_empty())?;
    (digit > 0 || app.input.pending.count.is_some()).then_some(digit as usize)
}

fn nothing(app: &mut App, key: Key) {
    let keys: String = std::mem::take(&mut app.input.pending.keys).into_iter().map(key_name).collect();
    app.input.pending.count = None;
    if !keys.is_empty() {
        let elsewhere = elsewhere(&app.input.keymap, app.context(), key);
        app.say(Message::DeadKey { key: keys, elsewhere });
    }
    app.input.on_repeat = crate::app::RepeatAction::None;
    let capital = matches!(key.code, Code::Char(c) if c.is_ascii_uppercase());
    app.input.pending.capitals = if capital { app.input.pending.capitals + 1 } else { 0 };
    if app.input.pending.capitals >= CAPITALS {
        app.say(Word::CapsLock);
    }
}

/// The first pane in which this key means something, and what.
fn elsewhere(keymap: &Keymap, here: Context, key: Key) -> Option<(Word, ActionName)> {
    let panes = [
        (Context::List, Word::List),
        (Context::Reader, Word::Reader),
        (Context::Selection, Word::Selection),
        (Context::Facets, Word::Provinces),
        (Context::Uses, Word::Uses),
        (Context::Statistics, Word::Statistics),
    ];
    let mut others = panes.into_iter().filter(|(context, _)| *context != here);
    others.find_map(|(context, word)| {
        let KeymapResult::Action(action) = keymap.meaning(context, &[key]) else { return None };
        let row = TABLE.iter().find(|row| row.action == action && row.contexts.contains(&context))?;
        Some((word, row.name))
    })
}

/// Performs an action, whether from a key, the palette or the queue.
pub(super) fn perform(app: &mut App, action: Action, count: Option<usize>) -> Vec<Effect> {
    let before = jump::here(app);
    let effects = dispatch(app, action, count);
    jump::note_left(app, before, action);
    effects
}

fn dispatch(app: &mut App, action: Action, count: Option<usize>) -> Vec<Effect> {
    let on_repeat = std::mem::take(&mut app.input.on_repeat);
    app.input.opening.info_wanted = false;
    app.input.from = app.focus;
    if late::keep(app, action, count) {
        return Vec::new();
    }
    app.input.memory.left = app.input.memory.left.filter(|_| action == Action::Back);
    if let Some(effects) = memory::answer_offer(app, action) {
        return effects;
    }
    if app.overlay.is_some() {
        let reply = overlay::act(app, action, count);
        return follow(app, reply);
    }
    let effects = match app.focus {
        Focus::Facets => facets::act(app, action, count),
        Focus::Concordance => concordance::act(app, action, count),
        Focus::List => list::act(app, action, count),
        Focus::Reader if app.reader.selection().is_some() => selection::act(app, action, count),
        Focus::Reader => reader::act(app, action, count, on_repeat),
    };
    effects.unwrap_or_else(|| everywhere::act(app, action))
}

/// Carries out the reply of a part.
pub(super) fn follow(app: &mut App, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Done(effects) => effects,
        Reply::Perform(action) => perform(app, action, None),
    }
}
