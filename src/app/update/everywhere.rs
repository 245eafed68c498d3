//! Actions that mean the same in every pane: changing panes, filtering, settings, overlays.

use super::article::renew_source;
use super::memory;
use super::query::{self, open_prompt};
use super::{
    copy, facets, info, jump, late, levels, marked, notes, offers, outline, searches, settings, tags,
    taking_out,
};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::prompt::Purpose;
use crate::app::settings::MEASURES;
use crate::app::{App, Focus};
use crate::facet::Facet;
use crate::messages::{Lang, Message, Word};
use crate::text::Edge;

/// Performs an action.
pub(super) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::NextPane | Action::PreviousPane => next_pane(app, action == Action::NextPane),
        Action::Filter if app.focus == Focus::Reader => open_prompt(app, Purpose::Find),
        Action::Filter => open_prompt(app, Purpose::Filter),
        Action::AddTerm => open_prompt(app, Purpose::Add),
        Action::FilterByMark => return query::filter_by_mark(app),
        Action::ClearFilter => return query::clear_filter(app),
        Action::Provinces => facets::show(app, Facet::Province),
        Action::Facets => facets::next(app),
        Action::Map => facets::open_map(app),
        Action::SwitchRole => return facets::switch_role(app),
        Action::NextProvince => return facets::cycle_province(app, true),
        Action::PreviousProvince => return facets::cycle_province(app, false),
        Action::Theme => {
            app.options.theme = app.options.theme.next();
            app.say(app.options.theme.word());
            return vec![Effect::Keep(app.setting("theme"))];
        }
        Action::Settings => settings::open(app),
        Action::FullScreen => app.options.full_screen = !app.options.full_screen,
        Action::Wider => return set_measure(app, 2),
        Action::Narrower => return set_measure(app, -2),
        Action::Spacing => return change_spacing(app),
        Action::Flush | Action::Grid | Action::Hang => return change_setting(app, action),
        Action::Cite => return copy::cite(app),
        Action::Print => return copy::print(app),
        Action::Save | Action::Pipe | Action::Edit => return taking_out::act(app, action),
        Action::Refresh => return vec![Effect::Refresh],
        Action::Problems => return vec![Effect::ListProblems],
        Action::Info => return info::show(app),
        Action::Encodings => return app.reader.id().map(Effect::ListReadings).into_iter().collect(),
        Action::Outline => outline::show(app),
        Action::NextHeading | Action::PreviousHeading => outline::step(app, action == Action::NextHeading),
        Action::Beside => outline::show_beside(app),
        Action::Highlight => info::toggle_highlights(app),
        Action::Correct => tags::open(app),
        Action::NextNew | Action::PreviousNew => return memory::seek_new(app, action == Action::NextNew),
        Action::ToggleRead | Action::Star | Action::AllSeen => return memory::mark(app, action),
        Action::Undo => return memory::undo(app),
        Action::Tag => memory::open_tags(app),
        Action::Mark | Action::JumpToMark => jump::ask_letter(app, action),
        Action::JumpBack | Action::JumpForward => return jump::step(app, action == Action::JumpForward),
        Action::Uses | Action::Statistics => return levels::open(app, action),
        Action::Searches => return searches::open(app),
        Action::Marks => marked::open(app),
        Action::Note => notes::begin(app),
        Action::Palette => offers::open_palette(app),
        Action::Help => app.overlay = Some(offers::help(app)),
        Action::Language => switch_language(app),
        Action::Redraw => return late::redraw(app),
        Action::FrameCost => return vec![Effect::FrameCost],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Cancel => app.say(Word::PressQ),
        Action::Quit => return vec![Effect::Quit],
        _ => app.say(Word::NoUseHere),
    }
    Vec::new()
}

fn switch_language(app: &mut App) {
    app.options.lang = if app.options.lang == Lang::Zh { Lang::En } else { Lang::Zh };
    renew_source(app);
}

fn change_spacing(app: &mut App) -> Vec<Effect> {
    let spaced = !app.is_spaced();
    app.options.spaced = Some(spaced);
    app.say(if spaced { Word::SpacingOn } else { Word::SpacingOff });
    vec![Effect::Keep(app.setting("spaced"))]
}

fn next_pane(app: &mut App, forward: bool) {
    let mut panes = vec![Focus::List, Focus::Reader];
    if app.facets.open {
        panes.insert(0, Focus::Facets);
    }
    if app.list.is_empty() && app.reader.id().is_none() {
        panes.retain(|pane| *pane != Focus::Reader);
    }
    let at = panes.iter().position(|pane| *pane == app.focus).unwrap_or(0);
    let step = if forward { 1 } else { panes.len() - 1 };
    app.focus = panes.get((at + step) % panes.len()).copied().unwrap_or_default();
}

fn set_measure(app: &mut App, by: i16) -> Vec<Effect> {
    let wanted = app.options.measure.saturating_add_signed(by).clamp(*MEASURES.start(), *MEASURES.end());
    app.options.measure = wanted;
    app.say(Message::Measure(wanted));
    vec![Effect::Keep(app.setting("measure"))]
}

fn change_setting(app: &mut App, action: Action) -> Vec<Effect> {
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
    app.say(word);
    let name = match action {
        Action::Grid => "grid",
        Action::Hang => "hang",
        _ => "flush",
    };
    vec![Effect::Keep(app.setting(name))]
}
