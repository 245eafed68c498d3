//! Actions with the list in focus.

use super::article::open_current;
use super::{arrange, query};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keymap::steps;
use crate::app::reader::Landing;
use crate::app::{App, Focus};
use crate::messages::Word;

/// Performs an action; `None` if it means the same in every pane.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let page = isize::try_from(app.list.height()).unwrap_or(1);
    match action {
        Action::Down | Action::NextArticle => _ = app.list.step(steps(count)),
        Action::Up | Action::PreviousArticle => _ = app.list.step(-steps(count)),
        Action::HalfDown => _ = app.list.page((page / 2).max(1)),
        Action::HalfUp => _ = app.list.page(-(page / 2).max(1)),
        Action::PageDown => _ = app.list.page((page - 1).max(1)),
        Action::PageUp => _ = app.list.page(-(page - 1).max(1)),
        Action::Top => _ = app.list.go(count.map_or(0, |n| n.saturating_sub(1))),
        Action::Bottom => _ = app.list.go(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
        Action::Percent => _ = app.list.go(app.list.len() * count.unwrap_or(0).min(100) / 100),
        Action::Space | Action::Enter | Action::Right => {
            app.focus = if app.list.is_empty() { Focus::List } else { Focus::Reader };
            return Some(open_current(app, Landing::Start));
        }
        Action::NextHit | Action::PreviousHit => {
            if !app.filter.query().has_text() {
                app.say(Word::NoFilter);
                return Some(Vec::new());
            }
            app.focus = if app.list.is_empty() { Focus::List } else { Focus::Reader };
            let first = action == Action::NextHit;
            return Some(open_current(app, if first { Landing::FirstHit } else { Landing::LastHit }));
        }
        Action::Order | Action::Reverse | Action::Group | Action::Merge => {
            return Some(arrange::act(app, action));
        }
        Action::Left if app.facets.open => app.focus = Focus::Facets,
        Action::Back => return Some(vec![Effect::Quit]),
        Action::FullScreen => {
            app.options.full_screen = true;
            app.focus = Focus::Reader;
            return Some(open_current(app, Landing::Start));
        }
        Action::Cancel if app.list.is_empty() => return Some(query::clear_filter(app)),
        _ => return None,
    }
    Some(Vec::new())
}
