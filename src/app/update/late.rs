//! Answers that are late or fail. Keys never block: actions that need the first rows are queued until these arrive, and a
//! failed request leaves the state unchanged.
//!
//! What must not go in: drawing.

use super::levels;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::request::{RequestFailure, Service};
use crate::app::{App, Focus};
use crate::corpus::ArticleId;

/// Maximum queued actions: more than anybody types while a library opens.
const KEPT: usize = 64;

/// Queues an action that needs rows while there are none. False if it can run now.
pub(super) fn keep(app: &mut App, action: Action, count: Option<usize>) -> bool {
    if app.focus == Focus::Concordance && app.overlay.is_none() && app.concordance.is_late() {
        let acts = is_movement(action)
            || matches!(
                action,
                Action::Enter | Action::Right | Action::NextHit | Action::Space | Action::TakeOut
            );
        if acts && app.concordance.kept.len() < KEPT {
            app.concordance.kept.push_back((action, count));
        }
        return acts;
    }
    if app.overlay.is_some() || matches!(app.focus, Focus::Facets | Focus::Concordance) || !app.is_waiting() {
        return false;
    }
    let opens = |action| matches!(action, Action::Space | Action::Enter | Action::Right);
    let opened = app.input.kept.iter().any(|(kept, _)| opens(*kept));
    let leaves = matches!(action, Action::Back | Action::Left) && opened;
    if !leaves && !opens(action) && !is_movement(action) {
        return false;
    }
    if app.input.kept.len() < KEPT {
        app.input.kept.push_back((action, count));
    }
    true
}

/// The next queued action, if the rows have arrived.
pub(super) fn next(app: &mut App) -> Option<(Action, Option<usize>)> {
    if app.focus == Focus::Concordance {
        return if app.concordance.is_late() { None } else { app.concordance.kept.pop_front() };
    }
    if !app.is_waiting() && app.list.is_empty() {
        app.input.kept.clear();
    }
    let ready = app.list.current().is_some() && app.input.opening.asked.is_none() && app.prompt.is_none();
    if ready { app.input.kept.pop_front() } else { None }
}

fn is_movement(action: Action) -> bool {
    let jumps = matches!(action, Action::Top | Action::Bottom | Action::Percent);
    let pages = matches!(action, Action::HalfDown | Action::HalfUp | Action::PageDown | Action::PageUp);
    let steps = matches!(action, Action::Down | Action::Up | Action::NextArticle | Action::PreviousArticle);
    jumps || pages || steps
}

/// Whether an action moves within the article, so that it has no effect before the article arrives.
pub(super) fn is_inside(action: Action) -> bool {
    let paragraphs = matches!(
        action,
        Action::NextParagraph
            | Action::PreviousParagraph
            | Action::NextSentence
            | Action::PreviousSentence
            | Action::Select
            | Action::NextHeading
            | Action::PreviousHeading
    );
    let other = matches!(action, Action::NextArticle | Action::PreviousArticle);
    (is_movement(action) || paragraphs || matches!(action, Action::Space | Action::Enter)) && !other
}

/// Takes the position of the article under the cursor, which came after the answer.
pub(super) fn located(app: &mut App, id: ArticleId, position: Result<usize, usize>) {
    if app.list.current().is_none_or(|current| current == id) {
        app.list.follow(position);
    }
}

/// Reports a failed request in one sentence and keeps the previous state.
pub(super) fn failed(app: &mut App, service: Service, failure: RequestFailure) {
    match service {
        Service::Search => {
            app.filter.fail(failure);
            app.reader.set_query(app.filter.query());
            app.list.invalidate();
        }
        Service::Rows => {
            app.list.lose();
            app.input.opening.open_when_known = None;
        }
        Service::Open => {
            let Some(asked) = app.input.opening.asked.take() else { return };
            app.input.opening.failed = Some(asked.id);
            app.input.opening.info_wanted = false;
            if app.focus == Focus::Reader {
                app.focus = asked.from;
            }
        }
        Service::Candidates
        | Service::Problems
        | Service::Readings
        | Service::Picture
        | Service::Refresh
        | Service::Shorten
        | Service::Code
        | Service::Export
        | Service::File
        | Service::UseRows
        | Service::UseTable
        | Service::Correct => {}
        Service::Uses | Service::Statistics => levels::failed(app),
        Service::Find if app.input.memory.jumps.goal.take().is_some() => {}
        // The user did not ask for these.
        Service::Locate
        | Service::Find
        | Service::New
        | Service::Census
        | Service::Standing
        | Service::CountSearches
        | Service::Neighbours => return,
    }
    app.say(failure.word());
}

/// Allows failed requests to be repeated.
pub(super) fn retry(app: &mut App) {
    app.input.opening.failed = None;
    app.list.retry();
}

/// Repaints the screen, and repeats a failed search.
pub(super) fn redraw(app: &mut App) -> Vec<Effect> {
    let mut effects = vec![Effect::Redraw];
    if app.filter.failure().is_some() {
        effects.push(app.filter.search());
    }
    effects
}
