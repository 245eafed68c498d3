//! The hints of the last row: the name of the pane, and which keys do something now.
//!
//! What must not go in: what keys do (`app`), and the words (`messages`).

use super::cells::Cells;
use super::concordance;
use super::theme::StyleRole;
use crate::app::menu::OverlayKind;
use crate::app::{App, Focus};
use crate::messages::{Phrase, Word};

/// Draws the pane and its hints, up to column `end`.
pub(super) fn draw(app: &App, (x, y): (u16, u16), end: u16, cells: &mut Cells<'_>) {
    let pane = app.phrase(Phrase::Pane(app.word(focus_word(app))));
    let after = cells.text((x, y), end, &pane, cells.theme.of(StyleRole::Text));
    if app.screen.status.is_some_and(|status| status.context == app.context()) {
        keys(app, (after, y), end, cells);
    }
}

/// Draws the hints that fit before column `end`, and behind them, dim, more keys of the pane where there is room.
fn keys(app: &App, (x, y): (u16, u16), end: u16, cells: &mut Cells<'_>) {
    let first = hint_word(app);
    let gap = if app.word(first).contains("  ") { 2 } else { 1 };
    let more = more_word(app).map(|word| app.live_hints(word)).unwrap_or_default();
    let hints = app.live_hints(first).into_iter().map(|hint| (hint, StyleRole::Text));
    let mut at = x;
    for (hint, role) in hints.chain(more.into_iter().map(|hint| (hint, StyleRole::Dim))) {
        let hint = cells.plain(&hint).into_owned();
        if at + cells.width(&hint) > end {
            break;
        }
        at = cells.text((at, y), end, &hint, cells.theme.of(role)) + gap;
    }
}

/// Keys that are shown beside the hints of a pane where there is room.
fn more_word(app: &App) -> Option<Word> {
    if app.screen.cols < 64 || app.overlay.is_some() || app.facets.map.is_some() || app.concordance.is_open()
    {
        return None;
    }
    Some(match app.focus {
        Focus::List | Focus::Reader if app.has_input_method() => Word::MoreTyped,
        Focus::List => Word::MoreList,
        Focus::Reader if app.reader.selection().is_some() => Word::MoreSelection,
        Focus::Reader => Word::MoreReader,
        Focus::Facets => Word::MoreProvinces,
        Focus::Concordance => return None,
    })
}

fn focus_word(app: &App) -> Word {
    match (&app.overlay, app.focus) {
        (Some(overlay), _) => overlay.title(),
        (None, Focus::List) => Word::List,
        (None, Focus::Reader) if app.reader.selection().is_some() => Word::Selection,
        (None, Focus::Reader) => Word::Reader,
        (None, Focus::Facets) if app.facets.map.is_some() => Word::Map,
        (None, Focus::Facets) => app.facets.facet.row().name,
        (None, Focus::Concordance) => concordance::pane_word(app),
    }
}

fn hint_word(app: &App) -> Word {
    let narrow = app.screen.cols < 64;
    match (&app.overlay, app.focus) {
        (Some(_), _) if app.has_input_method() => Word::HintOverlayTyped,
        (Some(overlay), _) if matches!(overlay.kind, OverlayKind::Tags(_)) => Word::HintTags,
        (Some(overlay), _) if overlay.kind == OverlayKind::Picture => Word::HintPicture,
        (Some(overlay), _) if overlay.kind == OverlayKind::Marks => Word::HintMarks,
        (Some(overlay), _) if overlay.kind == OverlayKind::Searches => Word::HintSearches,
        (Some(overlay), _) if overlay.kind == OverlayKind::Settings => Word::HintSettings,
        (Some(_), _) => Word::HintOverlay,
        (None, Focus::Facets) if app.facets.map.is_some() => {
            if narrow {
                Word::HintMapNarrow
            } else {
                Word::HintMap
            }
        }
        (None, Focus::Reader) if app.reader.selection().is_some() => {
            if narrow {
                Word::HintSelectionNarrow
            } else {
                Word::HintSelection
            }
        }
        (None, Focus::Concordance) => concordance::hint_word(app, narrow),
        (None, Focus::Reader) if app.concordance.is_open() && narrow => Word::HintFromUsesNarrow,
        (None, Focus::Reader) if app.concordance.is_open() => Word::HintFromUses,
        (None, Focus::List) if app.has_input_method() => Word::HintListTyped,
        (None, Focus::Reader) if app.has_input_method() => Word::HintReaderTyped,
        (None, Focus::Facets) if app.has_input_method() => Word::HintProvincesTyped,
        (None, Focus::List) if narrow => Word::HintListNarrow,
        (None, Focus::List) => Word::HintList,
        (None, Focus::Reader) if narrow => Word::HintReaderNarrow,
        (None, Focus::Reader) if app.reader.active_hits().is_empty() => Word::HintReaderPlain,
        (None, Focus::Reader) => Word::HintReader,
        (None, Focus::Facets) if narrow => Word::HintProvincesNarrow,
        (None, Focus::Facets) => Word::HintProvinces,
    }
}
