//! The concordance as a whole: keys to the pane that is shown, its size, narrowing, and saving its table.
//!
//! What must not go in: what one of the panes alone does (see `uses`, `statistics`).

use super::{statistics, uses};
use crate::app::action::Action;
use crate::app::event::{Effect, Event};
use crate::app::{App, Focus};

/// Rows of the paragraph of a use below the list, with the line above them.
pub(super) const PEEKED: u16 = 9;

/// Performs an action in the pane; `None` if it means the same in every pane.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    match app.concordance.uses() {
        Some(_) => uses::act(app, action, count),
        None => statistics::act(app, action, count),
    }
}

/// Takes what was asked for.
pub(super) fn take(app: &mut App, event: Event) -> Vec<Effect> {
    match event {
        Event::UsesFound(found) => uses::found(app, found),
        Event::UseRows { start, rows } => uses::rows(app, start, rows),
        Event::UseTable(text) => return save(app, text),
        Event::Counted(counted, gave_up) => statistics::counted(app, counted, gave_up),
        Event::Advanced(_, progress) => app.concordance.progress = Some(progress),
        _ => {}
    }
    Vec::new()
}

/// Whoever goes on to the list or the facets has left the concordance.
pub(super) fn close_outside(app: &mut App) {
    if app.concordance.is_open() && matches!(app.focus, Focus::List | Focus::Facets) {
        app.concordance.close();
        app.reader.set_query(app.filter.query());
    }
}

/// Sets the height of the pane, and asks for the rows that are missing.
pub(super) fn settle(app: &mut App) -> Vec<Effect> {
    let area = app.screen.panes.concordance;
    if let Some(pane) = app.concordance.uses_mut() {
        let peeked = if pane.peeks && area.rows > PEEKED + 2 { PEEKED } else { 0 };
        if area.rows > 0 {
            pane.rows.set_height(usize::from(area.rows - peeked));
        }
        let wanted = pane.wanted();
        return wanted.map(|(start, count)| Effect::UseRows { start, count }).into_iter().collect();
    }
    statistics::settle(app);
    Vec::new()
}

/// Moves the cursor while something is typed.
pub(super) fn step(app: &mut App, by: isize) {
    if let Some(pane) = app.concordance.uses_mut() {
        pane.rows.step(by);
    } else if let Some(pane) = app.concordance.statistics_mut() {
        pane.rows.step(by);
    }
}

/// Narrows the rows to those that have these words.
pub(super) fn narrow(app: &mut App, text: &str) -> Vec<Effect> {
    let Some(pane) = app.concordance.uses_mut() else {
        statistics::narrow(app, text);
        return Vec::new();
    };
    if pane.request.narrow == text {
        return Vec::new();
    }
    text.clone_into(&mut pane.request.narrow);
    pane.rows.go(0);
    vec![Effect::Uses(pane.request.clone())]
}

/// Saves the table under this name.
pub(super) fn save_as(app: &mut App, name: &str) -> Vec<Effect> {
    let name = name.trim();
    if name.is_empty() {
        return Vec::new();
    }
    if let Some(text) = statistics::table(app) {
        return vec![Effect::WriteTable(text, name.to_owned())];
    }
    app.concordance.saving = Some(name.to_owned());
    vec![Effect::UseTable(app.concordance.out.iter().copied().collect())]
}

/// Takes the table to save.
fn save(app: &mut App, text: String) -> Vec<Effect> {
    let file = app.concordance.saving.take();
    file.map(|file| Effect::WriteTable(text, file)).into_iter().collect()
}
