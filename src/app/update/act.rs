//! What actions do in the list, in the reader, and in what lies over them.

use super::arrange;
use super::choose;
use super::copy;
use super::over;
use super::typing;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::filter::Cleared;
use crate::app::menu::Overlay;
use crate::app::prompt::Purpose;
use crate::app::reader::{Landing, Spot};
use crate::app::{App, Focus, Offer};
use crate::messages::{Lang, Word};
use crate::text::Edge;

/// Narrowest and widest measure that can be set, in ideographs.
const MEASURES: std::ops::RangeInclusive<u16> = 8..=100;

pub(super) fn signed(count: Option<usize>) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

/// Opens the article under the cursor, or begins it again if it is open.
pub(super) fn open_current(app: &mut App, landing: Landing) -> Vec<Effect> {
    let Some(id) = app.list.current().filter(|_| !app.filter.is_waiting()) else {
        // Keys may be faster than the search: what they meant is the article that will stand there.
        if app.filter.is_waiting() || !app.list.is_empty() {
            app.input.open_when_known = Some(landing);
        }
        return Vec::new();
    };
    if app.reader.id() == Some(id) {
        match landing {
            Landing::Start => {}
            Landing::FirstHit => app.reader.show_first_hit(),
            Landing::LastHit => app.reader.show_from(Spot { block: u32::MAX, byte: 0 }),
        }
        return Vec::new();
    }
    app.reader.land(landing);
    app.input.asked = Some(id);
    vec![Effect::Open(id)]
}

/// Opens the next or previous article of the list. A notice says when there is none.
fn step_article(app: &mut App, by: isize, landing: Landing) -> Vec<Effect> {
    if app.list.step(by) {
        return open_current(app, landing);
    }
    let word = if by > 0 { Word::LastArticle } else { Word::FirstArticle };
    app.notice = Some(app.word(word).to_owned());
    Vec::new()
}

/// Actions with the list in focus.
pub(super) fn in_list(app: &mut App, action: Action, count: Option<usize>) -> Vec<Effect> {
    let page = isize::try_from(app.list.height()).unwrap_or(1);
    match action {
        Action::Down | Action::NextArticle => _ = app.list.step(signed(count)),
        Action::Up | Action::PreviousArticle => _ = app.list.step(-signed(count)),
        Action::HalfDown => _ = app.list.page((page / 2).max(1)),
        Action::HalfUp => _ = app.list.page(-(page / 2).max(1)),
        Action::PageDown => _ = app.list.page((page - 1).max(1)),
        Action::PageUp => _ = app.list.page(-(page - 1).max(1)),
        Action::Top => _ = app.list.go(count.map_or(0, |n| n.saturating_sub(1))),
        Action::Bottom => _ = app.list.go(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
        Action::Percent => _ = app.list.go(app.list.len() * count.unwrap_or(0).min(100) / 100),
        Action::Space | Action::Enter | Action::Right => {
            app.focus = if app.list.is_empty() { Focus::List } else { Focus::Reader };
            return open_current(app, Landing::Start);
        }
        Action::NextHit | Action::PreviousHit => {
            if !app.filter.query().has_text() {
                app.notice = Some(app.word(Word::NoFilter).to_owned());
                return Vec::new();
            }
            app.focus = if app.list.is_empty() { Focus::List } else { Focus::Reader };
            let first = action == Action::NextHit;
            return open_current(app, if first { Landing::FirstHit } else { Landing::LastHit });
        }
        Action::Order | Action::Reverse | Action::Group | Action::Merge => return arrange::act(app, action),
        Action::Left if app.provinces.open => app.focus = Focus::Provinces,
        Action::Back => return vec![Effect::Quit],
        Action::FullScreen => {
            app.options.full_screen = true;
            app.focus = Focus::Reader;
            return open_current(app, Landing::Start);
        }
        Action::Cancel if app.list.is_empty() => return clear_filter(app),
        _ => return everywhere(app, action),
    }
    Vec::new()
}

/// Actions with the article in focus.
pub(super) fn in_reader(app: &mut App, action: Action, count: Option<usize>, offer: Offer) -> Vec<Effect> {
    let rows = isize::try_from(app.screen.panes.reader.rows).unwrap_or(1);
    match action {
        Action::Down | Action::Enter => _ = app.reader.scroll(signed(count)),
        Action::Up => _ = app.reader.scroll(-signed(count)),
        Action::HalfDown => _ = app.reader.scroll((rows / 2).max(1)),
        Action::HalfUp => _ = app.reader.scroll(-(rows / 2).max(1)),
        Action::PageDown => _ = app.reader.turn(true),
        Action::PageUp => _ = app.reader.turn(false),
        Action::Top if count.is_none() => _ = app.reader.go_to_start(),
        Action::Bottom if count.is_none() => _ = app.reader.go_to_end(),
        Action::Top | Action::Bottom => _ = app.reader.go_to_paragraph(count.unwrap_or(1)),
        Action::Percent => _ = app.reader.go_to_percent(count.unwrap_or(0)),
        Action::NextParagraph => _ = app.reader.step_paragraph(true),
        Action::PreviousParagraph => _ = app.reader.step_paragraph(false),
        Action::Space => return read_on(app, offer),
        Action::NextArticle => return step_article(app, signed(count), Landing::Start),
        Action::PreviousArticle => return step_article(app, -signed(count), Landing::Start),
        Action::NextHit | Action::PreviousHit => return next_hit(app, action, offer),
        Action::Left | Action::Back => {
            app.focus = Focus::List;
            app.options.full_screen = false;
        }
        Action::Cancel if app.reader.finding().is_some() => app.reader.find(""),
        _ => return everywhere(app, action),
    }
    Vec::new()
}

/// Space: the next page, and at the end, asked once, the next article.
fn read_on(app: &mut App, offer: Offer) -> Vec<Effect> {
    if offer == Offer::NextArticle(Action::Space) {
        return step_article(app, 1, Landing::Start);
    }
    if !app.reader.turn(true) {
        let last = app.list.neighbour(true).is_none();
        let word = if last { Word::LastArticle } else { Word::SpaceForNext };
        app.notice = Some(format!("{}，{}", app.word(Word::EndOfArticle), app.word(word)));
        if !last {
            app.input.offer = Offer::NextArticle(Action::Space);
        }
    }
    Vec::new()
}

/// `n` and `N`: from hit to hit, and after the last one, asked once, into the next article of the filter.
fn next_hit(app: &mut App, action: Action, offer: Offer) -> Vec<Effect> {
    let forward = action == Action::NextHit;
    if offer == Offer::NextArticle(action) {
        return if forward {
            step_article(app, 1, Landing::FirstHit)
        } else {
            step_article(app, -1, Landing::LastHit)
        };
    }
    if app.reader.step_hit(forward) {
        return Vec::new();
    }
    let finding = app.reader.finding().is_some();
    if finding || !app.filter.query().has_text() {
        let word = if finding { Word::NoMoreHits } else { Word::NoFilter };
        app.notice = Some(app.word(word).to_owned());
        return Vec::new();
    }
    let Some(neighbour) = app.list.neighbour(forward) else {
        app.notice = Some(app.word(Word::NoMoreHits).to_owned());
        return Vec::new();
    };
    let label = app.list.row(neighbour).map(|row| format!("《{}》", row.label)).unwrap_or_default();
    let word = app.word(if forward { Word::NForNext } else { Word::NForPrevious });
    app.notice = Some(format!("{}，{word}{label}", app.word(Word::EndOfArticle)));
    app.input.offer = Offer::NextArticle(action);
    Vec::new()
}

/// Actions that mean the same in list, reader and province pane.
pub(super) fn everywhere(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::NextPane => next_pane(app, true),
        Action::PreviousPane => next_pane(app, false),
        Action::Filter if app.focus == Focus::Reader => typing::begin(app, Purpose::Find),
        Action::Filter => typing::begin(app, Purpose::Filter),
        Action::AddTerm => typing::begin(app, Purpose::Add),
        Action::FilterByMark => return filter_by_mark(app),
        Action::ClearFilter => return clear_filter(app),
        Action::Provinces => choose::toggle_pane(app),
        Action::Facets => super::facets::next(app),
        Action::Map => choose::open_map(app),
        Action::SwitchRole => return choose::switch_role(app),
        Action::NextProvince => return choose::cycle_province(app, true),
        Action::PreviousProvince => return choose::cycle_province(app, false),
        Action::FullScreen => app.options.full_screen = !app.options.full_screen,
        Action::Wider => set_measure(app, 2),
        Action::Narrower => set_measure(app, -2),
        Action::Spacing => {
            let spaced = !app.is_spaced();
            app.options.spaced = Some(spaced);
            let word = if spaced { Word::SpacingOn } else { Word::SpacingOff };
            app.notice = Some(app.word(word).to_owned());
        }
        Action::Flush | Action::Grid | Action::Hang => change_setting(app, action),
        Action::Cite => return copy::cite(app),
        Action::Print => return copy::print(app),
        Action::Problems => return vec![Effect::ListProblems],
        Action::Info => return over::show_info(app),
        Action::Highlight => over::toggle_highlights(app),
        Action::Correct => super::tags::open(app),
        Action::Palette => {
            app.overlay = Some(Overlay::palette(app.options.lang));
            typing::begin(app, Purpose::Palette);
        }
        Action::Help => app.overlay = Some(Overlay::help(app.options.lang)),
        Action::Language => {
            app.options.lang = if app.options.lang == Lang::Zh { Lang::En } else { Lang::Zh };
        }
        Action::Redraw => return vec![Effect::Redraw],
        Action::FrameCost => return vec![Effect::FrameCost],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Cancel => app.notice = Some(app.word(Word::PressQ).to_owned()),
        Action::Quit => return vec![Effect::Quit],
        _ => {}
    }
    Vec::new()
}

fn next_pane(app: &mut App, forward: bool) {
    let mut panes = vec![Focus::List, Focus::Reader];
    if app.provinces.open {
        panes.insert(0, Focus::Provinces);
    }
    if app.list.is_empty() && app.reader.id().is_none() {
        panes.retain(|pane| *pane != Focus::Reader);
    }
    let at = panes.iter().position(|pane| *pane == app.focus).unwrap_or(0);
    let step = if forward { 1 } else { panes.len() - 1 };
    app.focus = panes.get((at + step) % panes.len()).copied().unwrap_or_default();
}

fn set_measure(app: &mut App, by: i16) {
    let wanted = app.options.measure.saturating_add_signed(by).clamp(*MEASURES.start(), *MEASURES.end());
    app.options.measure = wanted;
    app.notice = Some(format!("{} {wanted} {}", app.word(Word::Measure), app.word(Word::Chars)));
}

fn change_setting(app: &mut App, action: Action) {
    let setting = &mut app.options.setting;
    let word = match action {
        Action::Grid => {
            setting.grid = !setting.grid;
            if setting.grid { Word::GridOn } else { Word::GridOff }
        }
        Action::Hang => {
            setting.hang = !setting.hang;
            if setting.hang { Word::HangOn } else { Word::HangOff }
        }
        _ => {
            let flush = setting.edge == Edge::Ragged;
            setting.edge = if flush { Edge::Flush } else { Edge::Ragged };
            if flush { Word::Flush } else { Word::Ragged }
        }
    };
    app.notice = Some(app.word(word).to_owned());
}

fn filter_by_mark(app: &mut App) -> Vec<Effect> {
    let Some(text) = app.reader.finding().map(|(text, _)| text.to_owned()) else {
        app.notice = Some(app.word(Word::NoFilter).to_owned());
        return Vec::new();
    };
    app.reader.find("");
    apply(app, &crate::query::write::quoted(&text))
}

/// Puts a query text in force, marks its hits, and searches.
pub(super) fn apply(app: &mut App, text: &str) -> Vec<Effect> {
    let effect = app.filter.set(text);
    if effect.is_some() {
        app.reader.set_query(app.filter.query());
        app.list.invalidate();
    }
    effect.into_iter().collect()
}

fn clear_filter(app: &mut App) -> Vec<Effect> {
    let Some((what, effect)) = app.filter.clear_or_restore() else { return Vec::new() };
    app.reader.set_query(app.filter.query());
    let word = if what == Cleared::Cleared { Word::Cleared } else { Word::Restored };
    app.notice = Some(app.word(word).to_owned());
    vec![effect]
}
