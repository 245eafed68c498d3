//! Actions with the article in focus.

use super::article::step_article;
use super::{late, levels, memory, selection, uses};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keymap::steps;
use crate::app::reader::Landing;
use crate::app::{App, Focus, RepeatAction};
use crate::messages::{Message, Word};

/// Performs an action; `None` if it means the same in every pane. `on_repeat` is what the previous key announced.
pub(super) fn act(
    app: &mut App,
    action: Action,
    count: Option<usize>,
    on_repeat: RepeatAction,
) -> Option<Vec<Effect>> {
    let rows = isize::try_from(app.screen.panes.reader.rows).unwrap_or(1);
    if app.late_title().is_some() && late::is_inside(action) {
        return Some(Vec::new());
    }
    match action {
        Action::Down | Action::Enter => _ = app.reader.scroll(steps(count)),
        Action::Up => _ = app.reader.scroll(-steps(count)),
        Action::HalfDown => _ = app.reader.scroll((rows / 2).max(1)),
        Action::HalfUp => _ = app.reader.scroll(-(rows / 2).max(1)),
        Action::PageDown => _ = app.reader.turn(true),
        Action::PageUp => _ = app.reader.turn(false),
        Action::Top if count.is_none() => _ = app.reader.go_to_start(),
        Action::Bottom if count.is_none() => _ = app.reader.go_to_end(),
        Action::Top | Action::Bottom => _ = app.reader.go_to_paragraph(count.unwrap_or(1)),
        Action::Percent => _ = app.reader.go_to_percent(count.unwrap_or(0)),
        Action::NextSentence => repeat(count, || app.reader.step_sentence(true)),
        Action::PreviousSentence => repeat(count, || app.reader.step_sentence(false)),
        Action::Select => selection::begin(app),
        Action::NextParagraph => repeat(count, || app.reader.step_paragraph(true)),
        Action::PreviousParagraph => repeat(count, || app.reader.step_paragraph(false)),
        Action::Space => return Some(read_on(app, on_repeat)),
        Action::NextArticle | Action::PreviousArticle if app.concordance.is_open() => {
            let by = if action == Action::NextArticle { steps(count) } else { -steps(count) };
            return Some(uses::step_and_open(app, by));
        }
        Action::Left | Action::Back if app.concordance.is_open() => levels::come_back(app),
        Action::NextArticle => return Some(step_article(app, steps(count), Landing::Start)),
        Action::PreviousArticle => return Some(step_article(app, -steps(count), Landing::Start)),
        Action::NextHit | Action::PreviousHit => return Some(next_hit(app, action, on_repeat)),
        Action::Left | Action::Back => {
            app.input.memory.left = (action == Action::Back).then_some(app.options.full_screen);
            app.focus = Focus::List;
            app.options.full_screen = false;
        }
        Action::Cancel if app.reader.finding().is_some() => app.reader.find(""),
        Action::Cancel if app.concordance.is_open() => levels::come_back(app),
        _ => return None,
    }
    Some(Vec::new())
}

/// Takes so many steps, or as many as there are.
fn repeat(count: Option<usize>, mut step: impl FnMut() -> bool) {
    _ = (0..count.unwrap_or(1)).all(|_| step());
}

/// Space: the next page; at the end, after one confirmation, the next article.
fn read_on(app: &mut App, on_repeat: RepeatAction) -> Vec<Effect> {
    if on_repeat == RepeatAction::NextArticle(Action::Space) {
        return step_article(app, 1, Landing::Start);
    }
    let mut effects = Vec::new();
    if !app.reader.turn(true) {
        let last = app.list.neighbour(true).is_none();
        let word = if last { Word::LastArticle } else { Word::SpaceForNext };
        app.say(Message::EndOfArticle(word));
        effects = memory::finish(app);
        if !last {
            app.input.on_repeat = RepeatAction::NextArticle(Action::Space);
        }
    }
    effects
}

/// `n` and `N`: the next hit; after the last, after one confirmation, the next article of the filter.
fn next_hit(app: &mut App, action: Action, on_repeat: RepeatAction) -> Vec<Effect> {
    let forward = action == Action::NextHit;
    if on_repeat == RepeatAction::NextArticle(action) {
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
    let no_more = if forward { Word::NoHitBelow } else { Word::NoHitAbove };
    if finding || !app.filter.query().has_text() {
        let word = if finding { no_more } else { Word::NoFilter };
        app.say(word);
        return Vec::new();
    }
    let Some(neighbour) = app.list.neighbour(forward) else {
        app.say(no_more);
        return Vec::new();
    };
    let label = app.list.row(neighbour).map(|row| row.label.to_string());
    app.say(Message::MoreHits { forward, label });
    app.input.on_repeat = RepeatAction::NextArticle(action);
    Vec::new()
}
