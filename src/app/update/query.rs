//! Applies query texts: typed, cleared, restored, or taken from the search in the article.
//!
//! `typing` edits the line, `completion` handles its candidates.

use crate::app::App;
use crate::app::event::Effect;
use crate::app::filter::Cleared;
use crate::app::prompt::{Prompt, Purpose};
use crate::facet::{Facet, FacetSelection, TABLE};
use crate::messages::Word;
use crate::query::{Query, Term, write};

/// Opens an input line.
pub(super) fn open_prompt(app: &mut App, purpose: Purpose) {
    match purpose {
        Purpose::Filter | Purpose::Add => app.filter.begin(),
        Purpose::Find => app.input.find_from = app.reader.place(),
        Purpose::Tag
        | Purpose::Note
        | Purpose::SearchName
        | Purpose::Save(_)
        | Purpose::Pipe(_)
        | Purpose::Narrow
        | Purpose::Palette
        | Purpose::Uses
        | Purpose::Statistics
        | Purpose::Rows
        | Purpose::SaveTable
        | Purpose::Help => {}
    }
    app.prompt = Some(Prompt::new(purpose, ""));
}

/// Applies a query text: marks its hits and searches.
pub(super) fn apply(app: &mut App, text: &str) -> Vec<Effect> {
    let effect = app.filter.set(text);
    if effect.is_some() {
        app.reader.set_query(app.filter.query());
        app.list.invalidate();
    }
    effect.into_iter().collect()
}

/// The query for the typed text. The text replaces the words of the previous query; the selection of some
/// facets stays unless the text names them.
pub(super) fn wanted_query(app: &App, typed: &str) -> String {
    let (before, lang) = (app.filter.before(), app.options.lang);
    if typed.trim().is_empty() {
        return before.to_owned();
    }
    let query = Query::parse(typed);
    let adding = app.prompt.as_ref().is_some_and(|p| p.purpose == Purpose::Add);
    if adding {
        return Query::parse(before).and(&query, lang);
    }
    let before = Query::parse(before);
    let named = |facet| query.clauses().iter().any(|clause| Facet::of_clause(clause) == Some(facet));
    let staying = TABLE.iter().filter(|row| row.stays && !named(row.facet)).map(|row| row.facet);
    staying.fold(typed.to_owned(), |text, facet| {
        let chosen = FacetSelection::of(&before, facet);
        if chosen.is_empty() { text } else { Query::parse(&text).and(&chosen.query(lang), lang) }
    })
}

pub(super) fn filter_by_mark(app: &mut App) -> Vec<Effect> {
    let Some(text) = app.reader.finding().map(|(text, _)| text.to_owned()) else {
        app.say(Word::NoFilter);
        return Vec::new();
    };
    app.reader.find("");
    let lang = app.options.lang;
    let term = write::term(&Term::Text(text), lang);
    let wanted = app.filter.query().and(&Query::parse(&term), lang);
    apply(app, &wanted)
}

pub(super) fn clear_filter(app: &mut App) -> Vec<Effect> {
    let Some((what, effect)) = app.filter.clear_or_restore() else { return Vec::new() };
    app.reader.set_query(app.filter.query());
    let word = if what == Cleared::Cleared { Word::Cleared } else { Word::Restored };
    app.say(word);
    vec![effect]
}
