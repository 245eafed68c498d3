//! Actions of the uses: opening one in its text, taking it out, another order.
//!
//! What must not go in: finding uses (`session`).

use super::jump;
use super::levels::{self, enter_uses};
use super::query::open_prompt;
use crate::app::action::Action;
use crate::app::concordance::uses::{ORDERS, UseArrangement, UsesPane};
use crate::app::event::Effect;
use crate::app::jumps::{Goal, GoalPlace};
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::prompt::Purpose;
use crate::app::reader::Landing;
use crate::app::{App, Asked, Focus};
use crate::concordance::asked::{UseRow, UsesFound, UsesRequest};
use crate::messages::Word;
use crate::text::CleanText;

/// Performs an action in the pane; `None` if it means the same in every pane.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let pane = app.concordance.uses_mut()?;
    if levels::movement(&mut pane.rows, action, count) {
        return Some(Vec::new());
    }
    match action {
        Action::Enter | Action::Right | Action::NextHit => return Some(enter(app)),
        Action::Left | Action::Back | Action::Cancel => return Some(levels::back(app)),
        Action::Space => pane.peeks = !pane.peeks,
        Action::TakeOut => take_out(app),
        Action::Order => app.overlay = Some(menu(app)),
        Action::Group => return Some(arrange(app, UseArrangement::Grouped)),
        Action::Filter => open_prompt(app, Purpose::Rows),
        Action::Save => levels::ask_name(app, "kwic"),
        Action::Print => return Some(print(app)),
        Action::Statistics => return Some(levels::open(app, action)),
        _ => return None,
    }
    Some(Vec::new())
}

/// Opens the use under the cursor in its text, or the uses of the value under it.
fn enter(app: &mut App) -> Vec<Effect> {
    let Some(pane) = app.concordance.uses() else { return Vec::new() };
    let group = match pane.current() {
        Some(UseRow::Group { value, .. }) => Some(value.clone()),
        Some(UseRow::Use(_)) => None,
        None => return Vec::new(),
    };
    if let (Some(value), Some(sort)) = (group, pane.sort()) {
        let request = UsesRequest { value: Some((sort, value)), grouped: false, ..pane.request.clone() };
        return enter_uses(app, request);
    }
    open_use(app)
}

fn open_use(app: &mut App) -> Vec<Effect> {
    let Some(line) = app.concordance.uses().and_then(UsesPane::current_use) else { return Vec::new() };
    let (id, start) = (line.article, line.range.start);
    let from = std::mem::replace(&mut app.focus, Focus::Reader);
    let query = app.marked_query().clone();
    if app.reader.id() == Some(id) {
        app.reader.set_query(&query);
        jump::show(app, &GoalPlace::Use(start));
        return Vec::new();
    }
    app.input.memory.jumps.goal = Some(Goal { place: GoalPlace::Use(start), id: Some(id) });
    app.reader.land(Landing::Start);
    app.input.opening.asked = Some(Asked { id, from });
    vec![Effect::Open(id)]
}

/// In a text that was opened from here: the next use or the one before.
pub(super) fn step_and_open(app: &mut App, by: isize) -> Vec<Effect> {
    let Some(pane) = app.concordance.uses_mut() else { return Vec::new() };
    let before = pane.rows.at();
    pane.rows.step(by);
    if pane.rows.at() == before {
        app.say(if by > 0 { Word::LastUse } else { Word::FirstUse });
        return Vec::new();
    }
    // A row that is not loaded yet is opened by the same key again.
    let wanted = pane.wanted();
    let mut effects: Vec<Effect> =
        wanted.map(|(start, count)| Effect::UseRows { start, count }).into_iter().collect();
    effects.extend(open_use(app));
    effects
}

/// Takes the use under the cursor out, or in again, and goes on.
fn take_out(app: &mut App) {
    let Some(line) = app.concordance.uses().and_then(UsesPane::current_use) else { return };
    let place = (line.article, line.range.start);
    if !app.concordance.out.remove(&place) {
        app.concordance.out.insert(place);
    }
    if let Some(pane) = app.concordance.uses_mut() {
        pane.rows.step(1);
    }
}

/// The menu of orders, with the current one marked.
fn menu(app: &App) -> Overlay {
    let pane = app.concordance.uses();
    let request = pane.map(|pane| &pane.request);
    let is_now = |arrangement: &UseArrangement| {
        request.is_some_and(|request| match arrangement {
            UseArrangement::Found => request.order.is_empty(),
            UseArrangement::By(sorts) => *sorts == request.order.as_slice(),
            UseArrangement::Grouped => request.grouped,
            UseArrangement::Sampled => request.sample.is_some(),
            UseArrangement::Every => request.sample.is_none(),
        })
    };
    let line = |(arrangement, word): &(UseArrangement, Word)| OverlayLine {
        target: Some(LineTarget::Uses(*arrangement)),
        ..OverlayLine::new(if is_now(arrangement) { "*" } else { "" }.to_owned(), app.word(*word))
    };
    let mut overlay = Overlay::new(OverlayKind::Orders, ORDERS.iter().map(line).collect());
    overlay.go(ORDERS.iter().position(|(arrangement, _)| is_now(arrangement)).unwrap_or(0));
    overlay
}

/// Asks for the uses in another way.
pub(super) fn arrange(app: &mut App, arrangement: UseArrangement) -> Vec<Effect> {
    let Some(pane) = app.concordance.uses_mut() else { return Vec::new() };
    pane.arrange(arrangement);
    vec![Effect::Uses(pane.request.clone())]
}

/// Takes how many uses there are.
pub(super) fn found(app: &mut App, found: UsesFound) {
    app.concordance.progress = None;
    let Some(pane) = app.concordance.uses_mut() else { return };
    pane.take_found(found);
    if found.gave_up {
        app.say(Word::SearchCut);
    }
}

/// Takes rows.
pub(super) fn rows(app: &mut App, start: usize, rows: Vec<UseRow>) {
    if let Some(pane) = app.concordance.uses_mut() {
        pane.take_rows(start, rows);
    }
}

/// Prints the rows on the screen, each with its whole context.
fn print(app: &App) -> Vec<Effect> {
    let Some(pane) = app.concordance.uses() else { return Vec::new() };
    let line = |row: &UseRow| match row {
        UseRow::Group { value, uses } => format!("{value}\t{uses}"),
        UseRow::Use(line) => {
            let [left, word, right] = line.text.each_ref().map(CleanText::as_str);
            format!("{left}\t{word}\t{right}\t{}", line.source.label)
        }
    };
    let lines: Vec<String> = pane.rows.shown().filter_map(|at| pane.row(at)).map(line).collect();
    if lines.is_empty() { Vec::new() } else { vec![Effect::Print(lines)] }
}
