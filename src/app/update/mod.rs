//! Updates the state: an event changes it and returns effects; after a batch of events [`settle`] prepares the next screen.
//!
//! `keys` reads a key and dispatches it to the part that has the focus. The part changes its state and returns
//! effects, or names an action for the dispatcher to perform. Parts never call the dispatcher.
//!
//! | part | what it does |
//! |---|---|
//! | `keys` | turns key presses into actions and dispatches them |
//! | `list`, `reader`, `facets` | actions of the pane in focus |
//! | `selection` | actions while a passage is lit |
//! | `everywhere` | actions that mean the same in every pane |
//! | `mouse` | the wheel and clicks |
//! | `typing`, `completion` | the input line, and candidates for it |
//! | `overlay`, `offers`, `info`, `outline`, `tags`, `arrange`, `encodings`, `settings` | the overlays |
//! | `concordance`, `levels`, `uses`, `statistics` | uses, and what is counted |
//! | `late` | answers that are late or fail |
//! | `live` | what has changed below the roots while the reader runs |
//! | `memory`, `jump`, `notes`, `marked` | what is kept between visits; marks and jumps; notes and underlines; the list of all |
//! | `article`, `query`, `copy` | opens articles, applies queries, copies and prints text |
//! | `taking_out` | files, commands and the editor |

mod arrange;
mod article;
mod completion;
mod concordance;
mod copy;
mod encodings;
mod everywhere;
mod facets;
mod folders;
mod info;
mod jump;
mod keys;
mod late;
mod levels;
mod list;
mod live;
mod marked;
mod memory;
mod mouse;
mod notes;
mod offers;
mod outline;
mod overlay;
mod picture;
mod query;
mod reader;
mod searches;
mod selection;
mod settings;
mod statistics;
mod tags;
mod taking_out;
mod typing;
mod uses;

pub(crate) use arrange::order_name;

use std::sync::Arc;
use std::time::Duration;

use super::action::Action;
use super::event::{Answer, Effect, Event, FrameCost, Timer};
use super::panes::Panes;
use super::reader::{Landing, Page};
use super::request::OpenedArticle;
use super::slow_line::OnItsWay;
use super::status::StatusSnapshot;
use super::{App, Focus};
use crate::messages::{Message, Word};
use crate::province::corrections::Correction;

/// Input pauses after this long without a key: longer than the key repeat interval (25 to 30 keys a second), and a
/// little less than a frame takes over a slow line, so that the numbers are sent with the last line.
const REST: Duration = Duration::from_millis(70);

/// The reader follows a selection that has not moved for this long.
const FOLLOW: Duration = Duration::from_millis(200);

/// The rest of a page takes so long over a slow line: 2.4 kB at 64 kbit/s.
const ON_ITS_WAY: Duration = Duration::from_millis(300);

/// On a slow line the beginning of an article follows first, and the rest after this time if the selection is still there:
/// whoever walks down the list takes three steps a second, and a page at each would be 11 kB a second.
const WALKED_ON: Duration = Duration::from_millis(130);

/// Time between the idle warning and the exit.
const IDLE_WARNING: Duration = Duration::from_mins(1);

/// The reply of a part to a key.
enum Reply {
    /// Done; these effects remain.
    Done(Vec<Effect>),
    /// The user chose this action.
    Perform(Action),
}

/// Takes one event.
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let is_input = matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_));
    let awake = is_input || matches!(event, Event::Resize { .. });
    app.input.debounce.had_input |= is_input;
    let mut effects = take(app, event);
    if let Some(idle) = app.options.idle.filter(|_| awake) {
        app.input.idle_warned = false;
        effects.push(Effect::Timer(Timer::Idle, idle.saturating_sub(IDLE_WARNING)));
    }
    effects
}

fn take(app: &mut App, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => {
            late::retry(app);
            return keys::press(app, key);
        }
        Event::Paste(text) => return typing::paste(app, &text),
        Event::Mouse(mouse) => {
            late::retry(app);
            let reply = mouse::act(app, mouse);
            return keys::follow(app, reply);
        }
        Event::Resize { cols, rows } => (app.screen.cols, app.screen.rows) = (cols, rows),
        Event::Library(library) => app.library = library,
        Event::Found(answer) => return take_answer(app, answer),
        Event::Rows { start, rows } => {
            app.list.take(start, rows);
            let landing =
                if app.filter.is_waiting() { None } else { app.input.opening.open_when_known.take() };
            return landing.map_or_else(Vec::new, |landing| article::open_current(app, landing));
        }
        Event::Located(id, position) => late::located(app, id, position),
        Event::Opened(opened, correction) => open(app, opened, correction),
        Event::Kept(change, fault) => return memory::kept(app, &change, fault),
        Event::Annotated(annotations) => {
            if !Arc::ptr_eq(annotations.corrections(), app.library.annotations.corrections()) {
                app.list.invalidate();
            }
            app.library.annotations = annotations;
            notes::locate(app);
            return memory::count_new(app);
        }
        Event::ArticleFound(found) => return jump::found(app, found),
        Event::Refreshed => live::refreshed(app),
        Event::Standing(article, standing) => live::stands(app, article, standing),
        Event::CodeFound(code, found) => jump::no_place(app, &code, found),
        Event::Resumed(position) => return memory::resumed(app, position),
        Event::NewFound { next, count } => return memory::new_found(app, next, count),
        Event::Failed(service, failure) => late::failed(app, service, failure),
        Event::SearchesCounted(counts) => searches::counted(app, &counts),
        Event::Today(today) => return app.filter.set_today(today).into_iter().collect(),
        Event::Timer(timer) => return ring(app, timer),
        Event::FileProposed(subject, file) => taking_out::proposed(app, subject, &file),
        Event::Cited(held, digits, citation) => return copy::cited(app, &held, digits, citation),
        Event::FrameCost(cost) => say_cost(app, cost),
        Event::Candidates { line, candidates } => completion::take(app, &line, &candidates),
        Event::Picture(picture) => picture::show(app, picture),
        Event::Readings(readings) => app.overlay = Some(encodings::overlay(readings)),
        Event::Problems(problems, verdicts) => {
            app.overlay = Some(folders::problem_list(app, &problems, &verdicts));
        }
        other => return concordance::take(app, other),
    }
    Vec::new()
}

fn say_cost(app: &mut App, FrameCost { frames, total, bytes, took }: FrameCost) {
    app.say(Message::FrameCost { bytes, took, frames, total });
}

/// A timer has expired.
fn ring(app: &mut App, timer: Timer) -> Vec<Effect> {
    match timer {
        Timer::Rest => app.input.debounce.bars = false,
        Timer::Follow => {
            app.input.debounce.follow = false;
            return follow(app);
        }
        Timer::FollowRest => return show_rest(app),
        Timer::FollowAgain => {
            if std::mem::take(&mut app.input.debounce.slow.on_its_way) == OnItsWay::ArticleAndNext {
                return follow(app);
            }
        }
        Timer::Read => return memory::finish(app),
        Timer::Idle => return idle(app),
    }
    Vec::new()
}

/// No key for a long time: warns, and quits the second time.
fn idle(app: &mut App) -> Vec<Effect> {
    if std::mem::replace(&mut app.input.idle_warned, true) {
        return vec![Effect::Quit];
    }
    app.say(Word::LastCall);
    vec![Effect::Timer(Timer::Idle, IDLE_WARNING)]
}

fn take_answer(app: &mut App, answer: Answer) -> Vec<Effect> {
    let (len, position, fresh, gave_up) = (answer.len, answer.position, app.filter.is_new(), answer.gave_up);
    let had_failed = app.filter.failure().is_some();
    if !app.filter.take(answer) {
        return Vec::new();
    }
    if had_failed {
        app.notice = None;
        app.reader.set_query(app.filter.query());
    }
    if gave_up {
        app.say(Word::SearchCut);
    }
    if fresh && std::mem::take(&mut app.input.to_top) {
        app.list.select(len, None, true);
        app.list.go(0);
    } else {
        app.list.select(len, position, fresh);
    }
    if let Some(above) = app.input.memory.above {
        app.list.resume(app.list.cursor(), above);
    }
    let mut effects = completion::use_fallback(app);
    // The list may have come after what is new in it was counted.
    effects.extend(memory::count_new(app));
    effects
}

fn open(app: &mut App, opened: OpenedArticle, correction: Correction) {
    if app.input.opening.asked.take_if(|asked| asked.id == opened.id()).is_none() {
        return;
    }
    if app.reader.held_id() == Some(opened.id()) {
        // Asked for once more: the page stays as it is.
        app.reader.set_similar(opened.similar);
        if std::mem::take(&mut app.input.opening.info_wanted) {
            app.overlay = info::overlay(app);
        }
        return;
    }
    let source = article::source_line(app, opened.article.article(), correction);
    let from_start = app.reader.landing() == Landing::Start;
    let query = app.marked_query().clone();
    app.reader.open(opened, source, &query);
    app.reader.correct(correction);
    notes::locate(app);
    if from_start {
        memory::go_to_place(app);
    }
    info::highlight_names(app);
    if std::mem::take(&mut app.input.opening.info_wanted) {
        app.overlay = info::overlay(app);
    }
}

/// Prepares the next screen after a batch of events: the layout, the visible lines, and requests for missing rows.
pub fn settle(app: &mut App) -> Vec<Effect> {
    app.input.pending.swallow = None;
    selection::follow_focus(app);
    let opening = open_only_text(app);
    facets::close_map_if_small(app);
    concordance::close_outside(app);
    app.screen.panes = Panes::new(app.screen.cols, app.screen.rows, app.layout_request());
    let panes = app.screen.panes;
    app.list.set_height(panes.items());
    let page = Page {
        cells: panes.text_cells(app.measure_cells()),
        note_cells: panes.note_cells(panes.text_cells(app.measure_cells()), app.is_text_centred()),
        rows: panes.reader.rows,
        title: !app.title_in_divider(),
        spaced: app.is_spaced(),
        setting: app.options.setting,
        policy: app.options.policy,
    };
    if !panes.reader.is_empty() {
        app.reader.lay_out(page);
    }
    let mut effects = opening;
    effects.extend(concordance::settle(app));
    effects.extend(searches::count_rows(app));
    effects.extend(jump::begin_at_code(app));
    if let Some((start, count)) = app.list.wanted() {
        app.list.ask(start, count);
        effects.push(Effect::Rows { start, count });
        return effects;
    }
    if let Some((action, count)) = late::next(app) {
        // The action may need rows and another layout.
        effects.extend(keys::perform(app, action, count));
        return if effects.is_empty() { settle(app) } else { effects };
    }
    effects.extend(memory::follow_reading(app));
    effects.extend(debounce(app));
    effects
}

/// A library of one file with one article is a text: it opens at once.
fn open_only_text(app: &mut App) -> Vec<Effect> {
    let loaded = app.library.complete && app.list.current().is_some();
    if app.options.one_file && loaded && !app.filter.is_waiting() {
        app.options.one_file = false;
        if app.list.len() == 1 && app.filter.query().is_empty() {
            app.focus = Focus::Reader;
            return article::open_current(app, Landing::Start);
        }
    }
    Vec::new()
}

/// Whether the reader shows another article than the selected one and should follow.
fn is_behind(app: &App) -> bool {
    let current = app.list.current();
    let watching = !app.screen.panes.reader.is_empty() && app.focus != Focus::Reader;
    let known = current.is_some() && !app.filter.is_waiting() && app.resuming().is_none();
    let asked = app.input.opening.asked.map(|asked| asked.id);
    watching && known && ![app.reader.id(), asked, app.input.opening.failed].contains(&current)
}

/// Shows the article under the cursor. On a slow line first its beginning, and one after another, when the last has arrived:
/// a line carries more than a terminal shows, and whoever walks down the list would wait for all the articles passed over.
fn follow(app: &mut App) -> Vec<Effect> {
    if !is_behind(app) {
        return Vec::new();
    }
    if app.input.debounce.slow.on_its_way != OnItsWay::Nothing {
        app.input.debounce.slow.on_its_way = OnItsWay::ArticleAndNext;
        return Vec::new();
    }
    let mut effects = article::open_current(app, Landing::Start);
    app.input.debounce.slow.beginning = app.options.slow;
    if app.options.slow {
        effects.push(Effect::Timer(Timer::FollowRest, WALKED_ON));
    }
    effects
}

/// Shows all of the article of which only the beginning is shown, unless the selection has moved on.
fn show_rest(app: &mut App) -> Vec<Effect> {
    let passed_over = is_behind(app);
    let slow = &mut app.input.debounce.slow;
    if passed_over || !std::mem::take(&mut slow.beginning) {
        return Vec::new();
    }
    slow.on_its_way = OnItsWay::Article;
    vec![Effect::Timer(Timer::FollowAgain, ON_ITS_WAY)]
}

/// Postpones work until input pauses: the reader follows the list, and the bars show the position. The first article
/// opens at once, and changes without input show at once.
fn debounce(app: &mut App) -> Vec<Effect> {
    let had_input = std::mem::take(&mut app.input.debounce.had_input);
    let behind = is_behind(app);
    if behind && app.reader.id().is_none() {
        return article::open_current(app, Landing::Start);
    }
    let mut effects = Vec::new();
    if behind && (had_input || !app.input.debounce.follow) {
        app.input.debounce.follow = true;
        effects.push(Effect::Timer(Timer::Follow, FOLLOW));
    }
    let now = StatusSnapshot::read(app);
    if !had_input && !app.input.debounce.bars {
        app.screen.status = Some(now);
    }
    if app.screen.status != Some(now) && (had_input || !app.input.debounce.bars) {
        app.input.debounce.bars = true;
        effects.push(Effect::Timer(Timer::Rest, REST));
    }
    effects
}

#[cfg(test)]
mod tests;
