//! What is typed into the input line, and what it does while it is typed.

use super::act::apply;
use super::choose;
use super::keys::perform;
use super::offer;
use crate::app::event::Effect;
use crate::app::key::{Code, Key};
use crate::app::keymap::without_input_method;
use crate::app::menu::Target;
use crate::app::prompt::{Edit, Prompt, Purpose};
use crate::app::{App, Focus};
use crate::messages::Word;
use crate::province;
use crate::query::{Query, Scope, Tail};

/// Opens an input line.
pub(super) fn begin(app: &mut App, purpose: Purpose) {
    match purpose {
        Purpose::Filter | Purpose::Add => app.filter.begin(),
        Purpose::Find => app.input.find_from = app.reader.place(),
        Purpose::Narrow | Purpose::Palette | Purpose::Help => {}
    }
    app.prompt = Some(Prompt::new(purpose, ""));
}

/// Chinese typed outside an input line opens one with it.
pub(super) fn begin_with_han(app: &mut App, c: char) -> Vec<Effect> {
    begin(app, if app.focus == Focus::Provinces { Purpose::Narrow } else { Purpose::Filter });
    app.overlay = None;
    key(app, Key::char(c))
}

/// A paste goes into the input line; outside it opens the filter with its first line. It never runs as keys.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    let mut lines = crate::text::sanitize::lines(text).map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return Vec::new() };
    if lines.next().is_some() {
        app.notice = Some(app.word(Word::PasteCut).to_owned());
    }
    if app.prompt.is_none() {
        app.overlay = None;
        begin(app, Purpose::Filter);
    }
    let clean = crate::text::CleanText::line(first);
    if let Some(prompt) = &mut app.prompt {
        prompt.insert(clean.as_str());
    }
    changed(app)
}

/// Takes a key while an input line is open.
pub(super) fn key(app: &mut App, key: Key) -> Vec<Effect> {
    app.notice = None;
    let Some(prompt) = &mut app.prompt else { return Vec::new() };
    if prompt.text().is_empty() && without_input_method(key) == Key::char('/') && switch(app) {
        return Vec::new();
    }
    if let Some(effects) = offer::key(app, key) {
        return effects;
    }
    let Some(prompt) = &mut app.prompt else { return Vec::new() };
    let edit = prompt.key(key, app.filter.history());
    match edit {
        Edit::Changed => changed(app),
        Edit::Accept => accept(app),
        Edit::Cancel => cancel(app),
        Edit::Other => below(app, key),
        // Candidates are for what stands before the cursor.
        Edit::Same if prompt_is_query(app) => changed(app),
        Edit::Complete | Edit::Same => Vec::new(),
    }
}

/// A second `/` on the empty line switches between the whole library and the open article.
fn switch(app: &mut App) -> bool {
    let purpose = match app.prompt.as_ref().map(|p| p.purpose) {
        Some(Purpose::Filter) if app.reader.id().is_some() => Purpose::Find,
        Some(Purpose::Find) => Purpose::Filter,
        _ => return false,
    };
    begin(app, purpose);
    true
}

fn prompt_is_query(app: &App) -> bool {
    app.prompt.as_ref().is_some_and(|prompt| matches!(prompt.purpose, Purpose::Filter | Purpose::Add))
}

/// The text of the line, or its cursor, has changed.
pub(super) fn changed(app: &mut App) -> Vec<Effect> {
    let Some(prompt) = &app.prompt else { return Vec::new() };
    let text = prompt.text().to_owned();
    match prompt.purpose {
        Purpose::Filter | Purpose::Add => {
            let wanted = wanted_query(app, &text);
            let mut effects = offer::ask(app);
            effects.extend(apply(app, &wanted));
            effects
        }
        Purpose::Find => {
            app.reader.find(&text);
            let from = app.input.find_from;
            app.reader.set_place(from);
            app.reader.show_from(from);
            Vec::new()
        }
        Purpose::Narrow => {
            choose::narrow(app, &text);
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

/// The query that the typed text makes: it replaces the words of the query before; provinces stay unless named anew.
pub(super) fn wanted_query(app: &App, typed: &str) -> String {
    let before = app.filter.before();
    if typed.trim().is_empty() {
        return before.to_owned();
    }
    let query = Query::parse(typed);
    let adding = app.prompt.as_ref().is_some_and(|p| p.purpose == Purpose::Add);
    if adding {
        return Query::parse(before).and(&query);
    }
    let choice = Query::parse(before).choice();
    if choice.is_empty() || query.clauses().iter().any(crate::query::Clause::is_province) {
        return typed.to_owned();
    }
    query.and(&Query::parse(&Query::default().with_choice(&choice)))
}

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(prompt) = app.prompt.take() else { return Vec::new() };
    match prompt.purpose {
        Purpose::Filter | Purpose::Add => {
            let notes = app.filter.query().notes();
            if !notes.is_empty() {
                app.notice = Some(notes.join("；"));
            }
            offer::say_instead(app);
            app.filter.accept();
            if app.focus == Focus::Reader && !prompt.text().is_empty() {
                app.focus = Focus::List;
            }
        }
        Purpose::Find if app.reader.finding().is_some_and(|(_, hits)| hits.is_empty()) => {
            app.notice = Some(format!("{}“{}”", app.word(Word::NotFound), prompt.text()));
        }
        Purpose::Narrow => {
            let chosen = choose::only_current(app);
            choose::narrow(app, "");
            return chosen;
        }
        Purpose::Palette => {
            let target = app.overlay.take().and_then(|overlay| overlay.target());
            let Some(Target::Action(action)) = target else { return Vec::new() };
            return perform(app, action, None);
        }
        Purpose::Find | Purpose::Help => {}
    }
    Vec::new()
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
        Purpose::Narrow => choose::narrow(app, ""),
        Purpose::Palette => app.overlay = None,
        Purpose::Help => {
            if let Some(overlay) = &mut app.overlay {
                overlay.set_narrow("");
            }
        }
    }
    Vec::new()
}

/// The last term of a query line, if it is the plain name of a province.
pub(crate) fn province_at_end(text: &str) -> Option<&str> {
    let word = Tail::of(text).filter(|tail| tail.scope == Scope::Term)?.typed;
    province::PROVINCES.iter().any(|p| p.short == word || p.full == word).then_some(word)
}

/// Keys that are not for the line move in the menu below it.
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
        Some(Purpose::Narrow) => choose::step(app, by),
        Some(Purpose::Filter | Purpose::Add) => _ = app.list.step(by),
        _ => {}
    }
    Vec::new()
}
