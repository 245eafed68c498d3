//! Going into the panes of the concordance and back, and what is the same in all of them.
//!
//! What must not go in: what one of them alone does (see `uses`, `statistics`), and finding anything (`session`).

use super::query::open_prompt;
use crate::app::action::Action;
use crate::app::concordance::row_cursor::RowCursor;
use crate::app::concordance::statistics::StatisticsPane;
use crate::app::concordance::uses::UsesPane;
use crate::app::concordance::{Concordance, ConcordanceLevel};
use crate::app::event::Effect;
use crate::app::keymap::steps;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::request::Service;
use crate::app::{App, Focus};
use crate::concordance::asked::UsesRequest;
use crate::messages::{Message, Word};
use crate::query::{Query, Term, write};

/// Rows of a page that stay when it is turned.
const KEPT: isize = 1;

/// Opens uses or statistics, of the words of the filter, or in a text of what is sought there; asks if there are none.
pub(super) fn open(app: &mut App, action: Action) -> Vec<Effect> {
    let is_text = app.focus == Focus::Reader;
    let lang = app.options.lang;
    let found = app.reader.finding().map(|(text, _)| text.to_owned()).filter(|_| is_text);
    let query = match (found, app.focus) {
        (Some(text), _) if text.starts_with('/') => Query::parse(&text),
        (Some(text), _) => Query::parse(&write::term(&Term::Text(text), lang)),
        (None, Focus::Concordance) => app.marked_query().clone(),
        (None, _) if app.concordance.is_open() => app.marked_query().clone(),
        (None, _) => app.filter.resolved(),
    };
    app.overlay = None;
    if action == Action::Statistics {
        return if query.is_empty() { ask(app, Purpose::Statistics) } else { enter_statistics(app, query) };
    }
    if !query.has_text() || query.fault().is_some() {
        return ask(app, Purpose::Uses);
    }
    let article = app.reader.id().filter(|_| is_text);
    enter_uses(app, UsesRequest { query, article, ..UsesRequest::default() })
}

fn ask(app: &mut App, purpose: Purpose) -> Vec<Effect> {
    open_prompt(app, purpose);
    Vec::new()
}

/// Takes the words that were asked for.
pub(super) fn asked(app: &mut App, purpose: Purpose, text: &str) -> Vec<Effect> {
    let typed = Query::parse(text);
    let query = app.filter.query().and(&typed, app.options.lang);
    let query = Query::parse(&query).resolved(app.filter.today());
    if let Some(fault) = query.fault() {
        app.say(Message::Query(fault.clone()));
        return Vec::new();
    }
    if purpose == Purpose::Statistics {
        return if query.is_empty() { Vec::new() } else { enter_statistics(app, query) };
    }
    if !query.has_text() {
        app.say(Word::NoWordsAsked);
        return Vec::new();
    }
    let article = app.reader.id().filter(|_| app.focus == Focus::Reader);
    enter_uses(app, UsesRequest { query, article, ..UsesRequest::default() })
}

/// Goes into the pane of these uses.
pub(super) fn enter_uses(app: &mut App, request: UsesRequest) -> Vec<Effect> {
    app.concordance.enter(ConcordanceLevel::Uses(Box::new(UsesPane::new(request.clone()))));
    app.focus = Focus::Concordance;
    app.options.full_screen = false;
    vec![Effect::Uses(request)]
}

fn enter_statistics(app: &mut App, query: Query) -> Vec<Effect> {
    let pane = StatisticsPane::new(query);
    let request = pane.request();
    app.concordance.enter(ConcordanceLevel::Statistics(Box::new(pane)));
    app.focus = Focus::Concordance;
    app.options.full_screen = false;
    vec![Effect::Statistics(request)]
}

/// One pane back: to the one before it, or to the list.
pub(super) fn back(app: &mut App) -> Vec<Effect> {
    let is_statistics = app.concordance.statistics().is_some();
    let mut effects = Vec::new();
    if is_waiting(&app.concordance) {
        effects.push(Effect::Stop(if is_statistics { Service::Statistics } else { Service::Uses }));
    }
    app.concordance.leave();
    if !app.concordance.is_open() {
        app.focus = Focus::List;
        return effects;
    }
    // The library holds the list of uses that was asked for last.
    if let Some(pane) = app.concordance.uses_mut() {
        let request = pane.request.clone();
        effects.push(Effect::Uses(request));
    }
    effects
}

/// Whether the pane waits for what was asked.
pub(super) fn is_waiting(concordance: &Concordance) -> bool {
    let uses = concordance.uses().is_some_and(|pane| pane.found.is_none_or(|found| !found.done));
    uses || concordance.statistics().is_some_and(|pane| pane.counted.is_none())
}

/// Back from a text to the row that it was opened from.
pub(super) fn come_back(app: &mut App) {
    app.focus = Focus::Concordance;
    app.options.full_screen = false;
}

/// Moves a cursor. False if the action is no movement.
pub(super) fn movement(rows: &mut RowCursor, action: Action, count: Option<usize>) -> bool {
    let page = isize::try_from(rows.height()).unwrap_or(1);
    match action {
        Action::Down => rows.step(steps(count)),
        Action::Up => rows.step(-steps(count)),
        Action::HalfDown => rows.page((page / 2).max(1)),
        Action::HalfUp => rows.page(-(page / 2).max(1)),
        Action::PageDown => rows.page((page - KEPT).max(1)),
        Action::PageUp => rows.page(-(page - KEPT).max(1)),
        Action::Top => rows.go(count.map_or(0, |row| row.saturating_sub(1))),
        Action::Bottom => rows.go(count.map_or(usize::MAX, |row| row.saturating_sub(1))),
        Action::Percent => rows.go(rows.len() * count.unwrap_or(0).min(100) / 100),
        _ => return false,
    }
    true
}

/// Asks for the name of the file that the table is saved as.
pub(super) fn ask_name(app: &mut App, kind: &str) {
    if app.options.restricted {
        app.say(Word::NothingLeaves);
        return;
    }
    let words = app.marked_query().words().join("-");
    let is_fit = |c: &char| c.is_alphanumeric() || *c == '-';
    let words: String = words.chars().filter(is_fit).take(20).collect();
    let name = if words.is_empty() { format!("{kind}.tsv") } else { format!("{kind}-{words}.tsv") };
    app.prompt = Some(Prompt::new(Purpose::SaveTable, &name));
}

/// What was asked cannot be answered: the pane closes.
pub(super) fn failed(app: &mut App) {
    app.concordance.leave();
    if !app.concordance.is_open() && app.focus == Focus::Concordance {
        app.focus = Focus::List;
    }
}
