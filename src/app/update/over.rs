//! What lies over the panes: unreadable files, article information with the witnesses of its provinces, and the keys there.

use super::act::signed;
use super::keys::perform;
use super::typing;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::menu::{Kind, Line, Overlay};
use crate::app::prompt::Purpose;
use crate::app::reader::Spot;
use crate::app::{App, Focus};
use crate::corpus::{Article, Problem};
use crate::index::Recogniser;
use crate::index::province::{self, PROVINCES, Witness};
use crate::strings::Word;
use crate::text::CleanText;

/// Characters shown on both sides of a witness.
const CONTEXT: usize = 12;

pub(super) fn problem_list(app: &App, problems: &[Problem]) -> Overlay {
    let mut lines: Vec<Line> = Vec::new();
    for problem in problems {
        let path = app.library.shown(&problem.path);
        let place = match problem.line {
            Some(line) => format!("{path}:{line}"),
            None => path,
        };
        let text = CleanText::line(&format!("{place}  {}", problem.sentence));
        lines.push(Line::new(String::new(), text.as_str()));
    }
    if lines.is_empty() {
        let text = CleanText::line(app.word(Word::NoProblems));
        lines.push(Line::new(String::new(), text.as_str()));
    }
    Overlay::new(Kind::Problems, lines)
}

/// What is known of the open article, and the words that made its provinces.
pub(super) fn info(app: &App) -> Option<Overlay> {
    let article = app.reader.held()?.article();
    let names = |set| province::names(set).collect::<Vec<_>>().join(" ");
    let mut lines = Vec::new();
    let mut push = |word: Word, text: String| {
        if !text.is_empty() {
            let key = app.word(word).to_owned();
            lines.push(Line::new(key, &text));
        }
    };
    push(Word::SourceFile, app.library.shown(&article.path()));
    push(Word::SourceSection, article.section().to_string());
    push(Word::SourceDate, article.date().map(|d| d.to_string()).unwrap_or_default());
    push(Word::About, names(article.tags().about));
    push(Word::Mentions, names(article.tags().mentions));
    push(Word::Chars, article.chars().to_string());
    push(Word::SourceEncoding, article.encoding().name().to_owned());
    push(
        Word::SourceBad,
        if article.bad_bytes() > 0 { article.bad_bytes().to_string() } else { String::new() },
    );
    let removed = article.removed().total();
    push(Word::SourceRemoved, if removed > 0 { removed.to_string() } else { String::new() });
    push(Word::SourceKey, article.key().to_string());
    lines.extend(witnesses(article));
    Some(Overlay::new(Kind::Info, lines))
}

/// One line for each place that names a province; choosing it goes there.
fn witnesses(article: Article<'_>) -> Vec<Line> {
    let recogniser = Recogniser::new();
    let texts = article.paragraphs().map(|p| p.text.as_str());
    let mut found = recogniser.witnesses(article.title().as_str(), texts);
    found.sort_by_key(|witness| (!article.tags().about.contains(witness.province), witness.province));
    found.iter().map(|witness| witness_line(article, witness)).collect()
}

/// 辽宁  ……巡河员老周在【沈阳】说……
fn witness_line(article: Article<'_>, witness: &Witness) -> Line {
    let paragraph = witness.paragraph.checked_sub(1).and_then(|number| article.paragraph(number));
    let text = paragraph.map_or_else(|| article.title(), |p| p.text).as_str();
    let before = text.get(..witness.range.start).unwrap_or_default();
    let after = text.get(witness.range.end..).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(CONTEXT);
    let head: String = before.chars().skip(skipped).collect();
    let tail: String = after.chars().take(CONTEXT).collect();
    let words = text.get(witness.range.clone()).unwrap_or_default();
    let name = PROVINCES.get(witness.province).map_or("", |p| p.short);
    let mut line = Line::new(name.to_owned(), &format!("{head}【{words}】{tail}"));
    let block = if witness.paragraph == 0 { 0 } else { witness.paragraph as u32 + 1 };
    line.goto = Some(Spot { block, byte: witness.range.start as u32 });
    line
}

/// Actions with something laid over the panes.
pub(super) fn in_overlay(app: &mut App, action: Action, count: Option<usize>) -> Vec<Effect> {
    let page = isize::try_from(app.screen.rows.saturating_sub(4)).unwrap_or(1).max(1);
    let Some(overlay) = &mut app.overlay else { return Vec::new() };
    match action {
        Action::Down => overlay.step(signed(count)),
        Action::Up => overlay.step(-signed(count)),
        Action::HalfDown => overlay.step(page / 2),
        Action::HalfUp => overlay.step(-page / 2),
        Action::PageDown | Action::Space => overlay.step(page),
        Action::PageUp => overlay.step(-page),
        Action::Top => overlay.go(0),
        Action::Bottom => overlay.go(usize::MAX),
        Action::Filter => typing::begin(app, Purpose::Help),
        Action::Enter => {
            let (chosen, place) = (overlay.chosen(), overlay.place());
            app.overlay = None;
            if let Some(place) = place {
                app.focus = Focus::Reader;
                app.reader.show(place);
            }
            return chosen.map_or_else(Vec::new, |action| perform(app, action, None));
        }
        Action::Quit => return vec![Effect::Quit],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        _ => app.overlay = None,
    }
    Vec::new()
}
