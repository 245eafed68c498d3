//! Actions while a passage of the text is lit, and the list of what can be done with it.
//!
//! What must not go in: how the ends move (`reader`, `selection`), and notes (`notes`).

use super::{copy, notes, picture, query};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keymap::steps;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::reader::StepUnit;
use crate::app::{App, Focus};
use crate::messages::Word;
use crate::query::{Query, Term, write};

/// Most steps that one key makes: no text that is lit by hand has more.
const MOST: usize = 10_000;

/// Lights the sentence that is being read.
pub(super) fn begin(app: &mut App) {
    if !app.reader.select_here() {
        app.say(Word::NoTextHere);
    }
}

/// Without the keys nothing is lit.
pub(super) fn follow_focus(app: &mut App) {
    if app.focus != Focus::Reader {
        app.reader.unselect();
    }
}

/// Performs an action; `None` if it means the same in every pane.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let rows = isize::try_from(app.screen.panes.reader.rows).unwrap_or(1);
    let times = count.unwrap_or(1).min(MOST);
    let step = |app: &mut App, unit, forward| {
        (0..times).for_each(|_| app.reader.step_selection(unit, forward));
    };
    match action {
        Action::NextSentence => step(app, StepUnit::Sentence, true),
        Action::PreviousSentence => step(app, StepUnit::Sentence, false),
        Action::NextParagraph => step(app, StepUnit::Paragraph, true),
        Action::PreviousParagraph => step(app, StepUnit::Paragraph, false),
        Action::SelectRight => (0..times).for_each(|_| app.reader.step_selected_cluster(true)),
        Action::SelectLeft => (0..times).for_each(|_| app.reader.step_selected_cluster(false)),
        Action::SelectNext => app.reader.select_next(true),
        Action::SelectPrevious => app.reader.select_next(false),
        Action::Down => app.reader.step_selected_line(steps(count)),
        Action::Up => app.reader.step_selected_line(-steps(count)),
        Action::HalfDown => app.reader.step_selected_line((rows / 2).max(1)),
        Action::HalfUp => app.reader.step_selected_line(-(rows / 2).max(1)),
        Action::PageDown => app.reader.step_selected_line((rows - 1).max(1)),
        Action::PageUp => app.reader.step_selected_line(-(rows - 1).max(1)),
        Action::Top => app.reader.select_to_end(false),
        Action::Bottom => app.reader.select_to_end(true),
        Action::SwapEnds => app.reader.swap_selection(),
        Action::PassageMenu if picture::is_lit(app) && !app.options.slow => return Some(picture::open(app)),
        Action::PassageMenu => app.overlay = Some(menu(app)),
        Action::Unselect | Action::Cancel | Action::Back => app.reader.unselect(),
        Action::Underline => return Some(notes::underline(app)),
        Action::Cite => return Some(copy::passage(app)),
        Action::Print => return Some(copy::print_passage(app)),
        Action::FilterByMark => return Some(filter(app)),
        _ => return None,
    }
    Some(Vec::new())
}

/// What can be done with the passage.
fn menu(app: &App) -> Overlay {
    let touches = |is_note| app.reader.selected_passage(is_note).is_some();
    let note = if touches(true) { Word::EditNote } else { Word::WriteNote };
    let underline = if touches(false) { Word::UnderlineOff } else { Word::UnderlinePassage };
    let offers = [
        (Action::Cite, "y", Word::CopyPassage, app.options.copy_limit > 0),
        (Action::Print, "Y", Word::PrintPassage, true),
        (Action::Save, "s", Word::SavePassage, !app.options.restricted),
        (Action::Pipe, "|", Word::PipePassage, !app.options.restricted),
        (Action::Note, "a", note, true),
        (Action::Underline, "-", underline, true),
        (Action::Tag, "#", Word::TagPrompt, true),
        (Action::FilterByMark, "*", Word::FilterPassage, true),
    ];
    let line = |(action, key, word): (Action, &str, Word)| OverlayLine {
        target: Some(LineTarget::Action(action)),
        ..OverlayLine::new(key.to_owned(), app.word(word))
    };
    let possible = offers.into_iter().filter(|(.., possible)| *possible);
    let picture = picture::is_lit(app).then(|| OverlayLine {
        target: Some(LineTarget::Picture),
        ..OverlayLine::new("Enter".to_owned(), app.word(Word::ShowPictureSlowly))
    });
    let lines =
        picture.into_iter().chain(possible.map(|(action, key, word, _)| line((action, key, word)))).collect();
    Overlay::new(OverlayKind::Passage, lines)
}

/// Filters everything by the lit characters, as far as they stand in one paragraph.
fn filter(app: &mut App) -> Vec<Effect> {
    let Some(text) = app.reader.selected_text() else { return Vec::new() };
    let line = text.lines().next().unwrap_or_default().trim().to_owned();
    app.reader.unselect();
    app.focus = Focus::List;
    app.options.full_screen = false;
    let lang = app.options.lang;
    let term = write::term(&Term::Text(line), lang);
    let wanted = app.filter.query().and(&Query::parse(&term), lang);
    query::apply(app, &wanted)
}
