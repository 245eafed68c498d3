//! Saved searches: saved from the filter line, listed with the number of their articles, applied, renamed and dropped.
//!
//! What must not go in: running them (`query`), and counting (the library).

use super::query::apply;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::facets::FacetGrid;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::request::SearchCount;
use crate::app::{App, Focus};
use crate::messages::{Phrase, Word};
use crate::state::Change;
use crate::text::CleanText;

/// Saves the query that has just been accepted, under its own text.
pub(super) fn save(app: &mut App) -> Vec<Effect> {
    let query = app.filter.query().text().trim().to_owned();
    if query.is_empty() {
        app.say(Word::NoFilter);
        return Vec::new();
    }
    if app.library.annotations.searches.iter().any(|(_, known)| *known == query) {
        app.say(Word::SearchKnown);
        return Vec::new();
    }
    let name = CleanText::line(&query).to_string();
    let number = app.library.number;
    app.change(Change::Search(number, name.clone(), Some(query)), Change::Search(number, name, None))
}

/// Opens the list.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    app.overlay = None;
    if app.library.annotations.searches.is_empty() {
        app.say(Word::NoSearches);
        return Vec::new();
    }
    app.overlay = Some(Overlay::new(OverlayKind::Searches, lines(app)));
    vec![Effect::CountSearches]
}

/// Lists anew what has changed under the open list.
pub(super) fn renew(app: &mut App) -> Vec<Effect> {
    let Some(open) = app.overlay.take_if(|overlay| overlay.kind == OverlayKind::Searches) else {
        return Vec::new();
    };
    if app.library.annotations.searches.is_empty() {
        return Vec::new();
    }
    let mut overlay = Overlay::new(OverlayKind::Searches, lines(app));
    overlay.set_narrow(open.narrow());
    overlay.go(open.cursor());
    app.overlay = Some(overlay);
    vec![Effect::CountSearches]
}

fn lines(app: &App) -> Vec<OverlayLine> {
    let line = |(number, (name, query)): (usize, &(String, String))| {
        let text = if name == query { name.clone() } else { format!("{name}  {query}") };
        OverlayLine { target: Some(LineTarget::Search(number)), ..OverlayLine::new(String::new(), &text) }
    };
    app.library.annotations.searches.iter().enumerate().map(line).collect()
}

/// An action on the saved searches above the values of the facet pane; none if it concerns the values.
pub(super) fn on_saved(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let rows = usize::from(FacetGrid::of(app, 0).saved.rows);
    let at = app.facets.saved.filter(|at| *at < rows);
    let is_first = app.facets.pane(app.facets.facet).cursor() == 0;
    app.facets.saved = match (at, action) {
        (Some(at), Action::Down) => Some(at + 1).filter(|at| *at < rows),
        (Some(at), Action::Up) => Some(at.saturating_sub(1)),
        (Some(at), Action::Include | Action::OnlyThis | Action::Right) => {
            app.facets.saved = None;
            return Some(go(app, at));
        }
        (None, Action::Up) if rows > 0 && is_first => Some(rows - 1),
        (_, Action::Top) if rows > 0 => Some(0),
        // Everything else is about the values.
        _ => {
            app.facets.saved = None;
            return None;
        }
    };
    Some(Vec::new())
}

/// Has the searches above the values counted, if the pane is open and they were not for what there is now.
pub(super) fn count_rows(app: &mut App) -> Option<Effect> {
    let annotations = &app.library.annotations;
    if !app.facets.open || annotations.searches.is_empty() || !app.library.complete {
        return None;
    }
    let wanted = (annotations.searches.clone(), app.library.articles.number, annotations.new_count());
    let is_new = app.facets.counted.as_ref() != Some(&wanted);
    app.facets.counted = Some(wanted);
    is_new.then_some(Effect::CountSearches)
}

/// The numbers of their articles have come.
pub(super) fn counted(app: &mut App, counts: &[SearchCount]) {
    app.facets.saved_counts = counts.to_vec();
    let Some(mut overlay) = app.overlay.take_if(|overlay| overlay.kind == OverlayKind::Searches) else {
        return;
    };
    overlay.relabel(|target| {
        let LineTarget::Search(number) = target else { return String::new() };
        let Some(count) = counts.get(number) else { return String::new() };
        let articles = app.phrase(Phrase::Articles(&count.articles.to_string()));
        match count.new {
            0 => articles,
            new => format!("{articles}  {new} {}", app.word(Word::New)),
        }
    });
    app.overlay = Some(overlay);
}

/// Filters by the search of this number.
pub(super) fn go(app: &mut App, number: usize) -> Vec<Effect> {
    let Some((_, query)) = app.library.annotations.searches.get(number).cloned() else { return Vec::new() };
    app.focus = Focus::List;
    app.options.full_screen = false;
    apply(app, &query)
}

/// The search under the cursor: its name and query.
fn current(app: &App) -> Option<(String, String)> {
    let LineTarget::Search(number) = app.overlay.as_ref()?.target()? else { return None };
    app.library.annotations.searches.get(number).cloned()
}

/// Drops the search under the cursor.
pub(super) fn remove(app: &mut App) -> Vec<Effect> {
    let Some((name, query)) = current(app) else { return Vec::new() };
    let number = app.library.number;
    app.change(Change::Search(number, name.clone(), None), Change::Search(number, name, Some(query)))
}

/// Opens the input line for another name of the search under the cursor.
pub(super) fn edit(app: &mut App) {
    if let Some((name, _)) = current(app) {
        app.prompt = Some(Prompt::new(Purpose::SearchName, &name));
    }
}

/// Gives the search under the cursor another name.
pub(super) fn rename(app: &mut App, line: &str) -> Vec<Effect> {
    let name = CleanText::line(line.trim()).to_string();
    let Some((old, query)) = current(app).filter(|(old, _)| !name.is_empty() && *old != name) else {
        return Vec::new();
    };
    if app.library.annotations.searches.iter().any(|(known, _)| *known == name) {
        app.say(Word::NameTaken);
        return Vec::new();
    }
    // The new name first: a list that is empty in between would close.
    let number = app.library.number;
    let added = Change::Search(number, name.clone(), Some(query.clone()));
    let mut effects = app.change(added, Change::Search(number, name, None));
    let dropped = Change::Search(number, old.clone(), None);
    effects.extend(app.change(dropped, Change::Search(number, old, Some(query))));
    effects
}
