//! Typing into the input line, and its effect while the user types.

use super::Reply;
use super::query::open_prompt;
use super::{completion, concordance, facets, levels, memory, notes, overlay, searches, taking_out};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::key::{Code, Key};
use crate::app::keymap::without_input_method;
use crate::app::menu::{LineTarget, OverlayKind};
use crate::app::prompt::{Edit, Purpose};
use crate::app::{App, Focus};
use crate::messages::{Message, Word};

/// A Chinese character typed outside an input line opens one that starts with it.
pub(super) fn begin_with_han(app: &mut App, c: char) -> Reply {
    let purpose = match (&app.overlay, app.focus) {
        (Some(_), _) => Purpose::Help,
        (None, Focus::Facets) => Purpose::Narrow,
        (None, Focus::Concordance) => Purpose::Rows,
        (None, Focus::List | Focus::Reader) => Purpose::Filter,
    };
    open_prompt(app, purpose);
    key(app, Key::char(c))
}

/// Inserts a paste into the input line, or opens the filter with its first line. A paste never runs as keys.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    let lines = crate::text::sanitize::lines(text).map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    let Some(first) = lines.first() else { return Vec::new() };
    let is_note = app.prompt.as_ref().is_some_and(|prompt| prompt.purpose == Purpose::Note);
    if lines.len() > 1 && !is_note {
        app.say(Word::PasteCut);
    }
    let pasted = if is_note { lines.join(" ") } else { (*first).to_owned() };
    if app.prompt.is_none() {
        app.overlay = None;
        open_prompt(app, Purpose::Filter);
    }
    let clean = crate::text::CleanText::line(&pasted);
    if let Some(prompt) = &mut app.prompt {
        prompt.insert(clean.as_str());
    }
    changed(app)
}

/// Takes a key while an input line is open.
pub(super) fn key(app: &mut App, key: Key) -> Reply {
    app.notice = None;
    let Some(prompt) = &mut app.prompt else { return Reply::Done(Vec::new()) };
    if matches!(prompt.text(), "/" | "／") && without_input_method(key) == Key::char('/') && switch(app) {
        return Reply::Done(changed_back(app));
    }
    if without_input_method(key) == Key::char(' ')
        && let Some(reply) = space(app)
    {
        return reply;
    }
    if key == Key::ctrl('s') && prompt_is_query(app) {
        // The line is accepted as well: it hides what is said of the search.
        let mut effects = Vec::new();
        if let Reply::Done(accepted) = accept(app) {
            effects.extend(accepted);
        }
        effects.extend(searches::save(app));
        return Reply::Done(effects);
    }
    if let Some(effects) = completion::key(app, key) {
        return Reply::Done(effects);
    }
    let Some(prompt) = &mut app.prompt else { return Reply::Done(Vec::new()) };
    let history = match prompt.purpose {
        Purpose::Find => app.input.memory.found.as_slice(),
        _ => app.filter.history(),
    };
    let edit = prompt.key(key, history);
    Reply::Done(match edit {
        Edit::Changed => changed(app),
        Edit::Accept => return accept(app),
        Edit::Cancel => cancel(app),
        Edit::Other => below(app, key),
        // Candidates complete the text before the cursor.
        Edit::Same if prompt_is_query(app) => changed(app),
        Edit::Complete | Edit::Same => Vec::new(),
    })
}

/// Space in a narrowed list does what it does there: it sets the line under the cursor.
fn space(app: &mut App) -> Option<Reply> {
    match app.prompt.as_ref()?.purpose {
        Purpose::Narrow => Some(Reply::Done(facets::include(app))),
        Purpose::Help => {
            let kind = app.overlay.as_ref()?.kind;
            let sets = matches!(kind, OverlayKind::Tags(_) | OverlayKind::Orders);
            let reply = sets.then(|| overlay::act(app, Action::Space, None))?;
            if app.overlay.is_none() {
                app.prompt = None;
            }
            Some(reply)
        }
        _ => None,
    }
}

/// The line was switched: what its first slash did is undone.
fn changed_back(app: &mut App) -> Vec<Effect> {
    app.reader.find("");
    let before = app.filter.before().to_owned();
    super::query::apply(app, &before)
}

/// A third `/`, behind the two that begin a regular expression, switches between the whole library and the open article.
fn switch(app: &mut App) -> bool {
    let purpose = match app.prompt.as_ref().map(|p| p.purpose) {
        Some(Purpose::Filter) if app.reader.id().is_some() => Purpose::Find,
        Some(Purpose::Find) => Purpose::Filter,
        _ => return false,
    };
    open_prompt(app, purpose);
    true
}

fn prompt_is_query(app: &App) -> bool {
    app.prompt.as_ref().is_some_and(|prompt| matches!(prompt.purpose, Purpose::Filter | Purpose::Add))
}

/// Handles a change of the line's text or cursor.
fn changed(app: &mut App) -> Vec<Effect> {
    let Some(prompt) = &app.prompt else { return Vec::new() };
    let text = prompt.text().to_owned();
    match prompt.purpose {
        Purpose::Filter | Purpose::Add => completion::changed(app),
        Purpose::Tag
        | Purpose::Note
        | Purpose::SearchName
        | Purpose::Uses
        | Purpose::Statistics
        | Purpose::SaveTable
        | Purpose::Save(_)
        | Purpose::Pipe(_) => Vec::new(),
        Purpose::Rows => concordance::narrow(app, &text),
        Purpose::Find => {
            app.reader.find(&text);
            let from = app.input.find_from;
            app.reader.set_place(from);
            app.reader.show_from(from);
            Vec::new()
        }
        Purpose::Narrow => {
            facets::narrow(app, &text);
            Vec::new()
        }
        Purpose::Palette | Purpose::Help => {
            if let Some(overlay) = &mut app.overlay {
                overlay.set_narrow(&text);
            }
            Vec::new()
        }
    }
}

fn accept(app: &mut App) -> Reply {
    let Some(prompt) = app.prompt.take() else { return Reply::Done(Vec::new()) };
    match prompt.purpose {
        Purpose::Filter | Purpose::Add => {
            let lang = app.options.lang;
            let notes: Vec<Message> =
                app.filter.query().notes().iter().map(|note| note.message(lang)).collect();
            if !notes.is_empty() {
                app.say(Message::Several(notes));
            }
            completion::say_fallback(app);
            // Said before, while the line hid it.
            if let Some(failure) = app.filter.failure() {
                app.say(failure.word());
            }
            if app.filter.answer().gave_up {
                app.say(Word::SearchCut);
            }
            app.filter.accept();
            if app.focus == Focus::Reader && !prompt.text().is_empty() {
                app.focus = Focus::List;
            }
            return Reply::Done(memory::keep_line(app));
        }
        Purpose::Find => {
            if app.reader.finding().is_some_and(|(_, hits)| hits.is_empty()) {
                app.say(Message::NotHere(prompt.text().to_owned()));
            }
            return Reply::Done(memory::keep_found(app, prompt.text()));
        }
        Purpose::SearchName => return Reply::Done(searches::rename(app, prompt.text())),
        Purpose::Tag => return Reply::Done(memory::set_tags(app, prompt.text())),
        Purpose::Note => return Reply::Done(notes::accept(app, prompt.text())),
        Purpose::Save(subject) => return Reply::Done(taking_out::accept_file(app, subject, prompt.text())),
        Purpose::Pipe(subject) => {
            return Reply::Done(taking_out::accept_command(app, subject, prompt.text()));
        }
        Purpose::Narrow => {
            let chosen = facets::only_current(app);
            facets::widen(app);
            return Reply::Done(chosen);
        }
        Purpose::Palette => {
            let target = app.overlay.take().and_then(|overlay| overlay.target());
            let Some(LineTarget::Action(action)) = target else { return Reply::Done(Vec::new()) };
            return Reply::Perform(action);
        }
        Purpose::Uses | Purpose::Statistics => {
            return Reply::Done(levels::asked(app, prompt.purpose, prompt.text()));
        }
        Purpose::SaveTable => return Reply::Done(concordance::save_as(app, prompt.text())),
        Purpose::Help | Purpose::Rows => {}
    }
    Reply::Done(Vec::new())
}

fn cancel(app: &mut App) -> Vec<Effect> {
    let Some(prompt) = app.prompt.take() else { return Vec::new() };
    match prompt.purpose {
        Purpose::Filter | Purpose::Add => {
            let effect = app.filter.restore();
            app.reader.set_query(app.filter.query());
            return effect.into_iter().collect();
        }
        Purpose::Find => {
            app.reader.find("");
            let from = app.input.find_from;
            app.reader.set_place(from);
        }
        Purpose::Tag
        | Purpose::SearchName
        | Purpose::Uses
        | Purpose::Statistics
        | Purpose::SaveTable
        | Purpose::Save(_)
        | Purpose::Pipe(_) => {}
        Purpose::Rows => return concordance::narrow(app, ""),
        Purpose::Note => app.input.memory.draft = None,
        Purpose::Narrow => facets::widen(app),
        Purpose::Palette => app.overlay = None,
        Purpose::Help => {
            if let Some(overlay) = &mut app.overlay {
                overlay.set_narrow("");
            }
        }
    }
    Vec::new()
}

/// Keys that are not for the line move within the menu below it.
fn below(app: &mut App, key: Key) -> Vec<Effect> {
    let by = match key.code {
        Code::Down => 1,
        Code::Up => -1,
        Code::PageDown => 10,
        Code::PageUp => -10,
        Code::Char('n') if key.ctrl => 1,
        Code::Char('p') if key.ctrl => -1,
        _ => return Vec::new(),
    };
    match app.prompt.as_ref().map(|p| p.purpose) {
        Some(Purpose::Palette | Purpose::Help) => {
            if let Some(overlay) = &mut app.overlay {
                overlay.step(by);
            }
        }
        Some(Purpose::Narrow) => facets::step(app, by),
        Some(Purpose::Rows) => concordance::step(app, by),
        Some(Purpose::Filter | Purpose::Add) => _ = app.list.step(by),
        _ => {}
    }
    Vec::new()
}
