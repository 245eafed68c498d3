//! The outline of the open article, and what stands beside it: overlays that lead to headings, and lists of addresses.
//!
//! What must not go in: what a heading is ([`crate::text::headings`]).

use crate::app::App;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::reader::TextPosition;
use crate::messages::Word;

/// Sign for each level of a heading below the first of the article.
const STEP: &str = "  ";

/// Shows the headings of the open article; the cursor stands at the one that is being read.
pub(super) fn show(app: &mut App) {
    let outline = app.reader.outline();
    let Some(top) = outline.iter().map(|heading| heading.level).min() else {
        return app.say(Word::NoHeadings);
    };
    let here = app.reader.place().block;
    let lines: Vec<OverlayLine> = outline
        .iter()
        .filter_map(|heading| {
            let text = app.reader.block(heading.block)?.text;
            let key = STEP.repeat(usize::from(heading.level - top)) + "·";
            let target = Some(LineTarget::Place(TextPosition { block: heading.block, byte: 0 }));
            Some(OverlayLine { target, ..OverlayLine::new(key, text.as_str()) })
        })
        .collect();
    let read = outline.iter().rposition(|heading| heading.block <= here).unwrap_or(0);
    let mut overlay = Overlay::new(OverlayKind::Outline, lines);
    overlay.go(read);
    app.overlay = Some(overlay);
}

/// Goes to the next or previous heading.
pub(super) fn step(app: &mut App, forward: bool) {
    if !app.reader.step_heading(forward) {
        app.say(if app.reader.outline().is_empty() { Word::NoHeadings } else { Word::NoMoreHeadings });
    }
}

/// Shows what stands beside the open article: addresses, menus.
pub(super) fn show_beside(app: &mut App) {
    let lines = beside_lines(app);
    if lines.is_empty() {
        return app.say(Word::NothingBeside);
    }
    app.overlay = Some(Overlay::new(OverlayKind::Beside, lines));
}

/// A line for each thing that stands beside the open article.
pub(super) fn beside_lines(app: &App) -> Vec<OverlayLine> {
    let Some(held) = app.reader.held() else { return Vec::new() };
    let beside = held.article().beside();
    beside.iter().map(|paragraph| OverlayLine::new(String::new(), paragraph.text.as_str())).collect()
}
