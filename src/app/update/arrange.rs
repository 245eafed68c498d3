//! Arranges the list: order, headings, one row for articles with the same text.

use crate::app::App;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::messages::Word;
use crate::search::arrange::RowSharing;
use crate::search::order::{ListOrder, SortBy};

/// The sort orders and their names, in menu order.
const ORDERS: [(SortBy, Word); 6] = [
    (SortBy::Corpus, Word::ByFolder),
    (SortBy::Title, Word::ByTitle),
    (SortBy::Date, Word::ByDate),
    (SortBy::Length, Word::ByLength),
    (SortBy::Hits, Word::ByHits),
    (SortBy::Relevance, Word::ByRelevance),
];

pub(super) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let mut wanted = app.filter.arrangement();
    let word = match action {
        Action::Reverse => {
            wanted.order.reversed = !wanted.order.reversed;
            if wanted.order.reversed { Word::Reversed } else { Word::NotReversed }
        }
        Action::Group => {
            wanted.grouped = !wanted.grouped;
            if wanted.grouped { Word::Grouped } else { Word::Ungrouped }
        }
        Action::Merge => {
            wanted.sharing = wanted.sharing.next();
            match wanted.sharing {
                RowSharing::Same => Word::Merged,
                RowSharing::Nothing => Word::NotMerged,
                RowSharing::Similar => Word::MergedSimilar,
            }
        }
        _ => {
            app.overlay = Some(menu(app));
            return Vec::new();
        }
    };
    app.say(word);
    app.input.to_top = action == Action::Reverse;
    vec![app.filter.arrange(wanted)]
}

/// The menu of sort orders, with the current one marked.
fn menu(app: &App) -> Overlay {
    let now = app.filter.arrangement().order.by;
    let line = |(by, word): &(SortBy, Word)| {
        let mark = if *by == now { "*" } else { "" };
        OverlayLine {
            target: Some(LineTarget::Order(*by)),
            ..OverlayLine::new(mark.to_owned(), app.word(*word))
        }
    };
    let mut overlay = Overlay::new(OverlayKind::Orders, ORDERS.iter().map(line).collect());
    overlay.go(ORDERS.iter().position(|(by, _)| *by == now).unwrap_or(0));
    overlay
}

/// Sorts the list. Sorting by hits or relevance needs a query with words.
pub(super) fn set_order(app: &mut App, by: SortBy) -> Vec<Effect> {
    if matches!(by, SortBy::Hits | SortBy::Relevance) && !app.filter.query().has_text() {
        app.say(Word::NoFilter);
    }
    let mut wanted = app.filter.arrangement();
    wanted.order = ListOrder { by, reversed: false };
    app.input.to_top = true;
    vec![app.filter.arrange(wanted)]
}

/// The name of an order other than the default, for the status row.
pub(crate) fn order_name(order: ListOrder) -> Option<Word> {
    let named = ORDERS.iter().find(|(by, _)| *by == order.by).map(|(_, word)| *word);
    named.filter(|_| order != ListOrder::default())
}
