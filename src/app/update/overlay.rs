//! Actions while an overlay is open.

use super::Reply;
use super::query::open_prompt;
use super::{
    arrange, encodings, folders, jump, marked, memory, picture, searches, settings, statistics, tags,
    taking_out, uses,
};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keymap::steps;
use crate::app::menu::{LineTarget, OverlayKind};
use crate::app::overlay_layout::OverlayLayout;
use crate::app::prompt::Purpose;
use crate::app::{App, Focus};

/// Performs an action while an overlay is open.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Reply {
    let shown = OverlayLayout::of(app).map_or(1, |layout| layout.lines.rows);
    let page = isize::try_from(shown.saturating_sub(1)).unwrap_or(1).max(1);
    let Some(overlay) = &mut app.overlay else { return Reply::Done(Vec::new()) };
    let is_shown = matches!(action, Action::Redraw | Action::FrameCost | Action::Suspend | Action::Quit);
    if overlay.kind == OverlayKind::Picture && !is_shown {
        app.overlay = None;
        return Reply::Done(Vec::new());
    }
    match action {
        Action::Down => overlay.step(steps(count)),
        Action::Up => overlay.step(-steps(count)),
        Action::HalfDown => overlay.step(page / 2),
        Action::HalfUp => overlay.step(-page / 2),
        Action::Space | Action::Enter if matches!(overlay.kind, OverlayKind::Tags(_)) => {
            return Reply::Done(tags::turn(app));
        }
        Action::Space
            if matches!(
                overlay.kind,
                OverlayKind::Orders | OverlayKind::Folder | OverlayKind::Save | OverlayKind::Against
            ) =>
        {
            return act(app, Action::Enter, count);
        }
        Action::Space | Action::Enter | Action::Right if overlay.kind == OverlayKind::Settings => {
            return Reply::Done(settings::step(app, true));
        }
        Action::Left if overlay.kind == OverlayKind::Settings => {
            return Reply::Done(settings::step(app, false));
        }
        Action::PageDown | Action::Space => overlay.step(page),
        Action::PageUp => overlay.step(-page),
        Action::Top => overlay.go(0),
        Action::Bottom => overlay.go(usize::MAX),
        Action::Filter => open_prompt(app, Purpose::Help),
        Action::Enter => return choose(app),
        Action::Remove if overlay.kind == OverlayKind::Searches => return Reply::Done(searches::remove(app)),
        Action::EditNote if overlay.kind == OverlayKind::Searches => searches::edit(app),
        Action::Remove => return Reply::Done(marked::remove(app)),
        Action::EditNote => marked::edit(app),
        Action::Publish => return Reply::Done(marked::publish(app)),
        Action::Save if overlay.kind == OverlayKind::Marks => return Reply::Done(taking_out::save(app)),
        Action::Undo => return Reply::Done(memory::undo(app)),
        Action::Theme => {
            app.options.theme = app.options.theme.next();
            return Reply::Done(vec![Effect::Keep(app.setting("theme"))]);
        }
        Action::Quit => return Reply::Done(vec![Effect::Quit]),
        Action::Redraw => return Reply::Done(vec![Effect::Redraw]),
        Action::FrameCost => return Reply::Done(vec![Effect::FrameCost]),
        Action::Suspend => return Reply::Done(vec![Effect::Suspend]),
        _ => app.overlay = None,
    }
    Reply::Done(Vec::new())
}

/// Does what the line under the cursor stands for, and closes the list.
fn choose(app: &mut App) -> Reply {
    let Some(overlay) = app.overlay.take() else { return Reply::Done(Vec::new()) };
    let target = overlay.target();
    let folder = match target {
        Some(LineTarget::Folder(number)) => overlay.folder(number).cloned(),
        _ => overlay.folder(0).cloned(),
    };
    match target {
        Some(LineTarget::Action(action)) => return Reply::Perform(action),
        Some(LineTarget::Place(place)) => {
            jump::leave(app);
            app.focus = Focus::Reader;
            app.reader.show(place);
        }
        Some(LineTarget::Order(by)) => return Reply::Done(arrange::set_order(app, by)),
        Some(LineTarget::Uses(arrangement)) => return Reply::Done(uses::arrange(app, arrangement)),
        Some(LineTarget::Collocates(sort)) => return Reply::Done(statistics::sort_collocates(app, sort)),
        Some(LineTarget::Keywords(sort)) => return Reply::Done(statistics::sort_keywords(app, sort)),
        Some(LineTarget::Against(search)) => return Reply::Done(statistics::compare(app, search)),
        Some(LineTarget::Reading(_)) => {
            return Reply::Done(encodings::choose(app, overlay.reading().cloned()));
        }
        Some(LineTarget::Folder(_)) => {
            app.overlay = folder.map(|(folder, verdict)| folders::claims(app, folder, verdict));
        }
        Some(LineTarget::Say(claim)) => {
            let Some((folder, verdict)) = folder else { return Reply::Done(Vec::new()) };
            return Reply::Done(folders::say(app, folder, &verdict, claim));
        }
        Some(LineTarget::Division(_) | LineTarget::Setting(_)) | None => {}
        Some(LineTarget::Save(subject)) => return Reply::Done(taking_out::save_it(app, subject)),
        Some(LineTarget::Picture) => return Reply::Done(picture::open(app)),
        Some(LineTarget::Search(number)) => return Reply::Done(searches::go(app, number)),
        Some(kept) => return Reply::Done(marked::go(app, kept).unwrap_or_default()),
    }
    Reply::Done(Vec::new())
}
