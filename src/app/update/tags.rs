//! Correcting the provinces of one article: a list of all divisions, the article's own first. Space cycles the state of one.

use super::article::renew_source;
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::{App, Focus};
use crate::corpus::{ArticleId, ArticleKey, Tags};
use crate::messages::Word;
use crate::province::PROVINCES;
use crate::province::corrections::Correction;
use crate::state::Change;

/// Opens the list for the article under the cursor, or for the open one if the reader has the focus.
pub(super) fn open(app: &mut App) {
    if !app.library.correctable {
        app.say(Word::NoCorrections);
        return;
    }
    let Some(Subject { id, key, found }) = subject(app) else { return };
    let correction = latest(app, key);
    let tags = correction.apply(found);
    let mut numbers: Vec<usize> = (0..PROVINCES.len()).collect();
    numbers.sort_by_key(|n| (!tags.about.contains(*n), !tags.mentions.contains(*n), *n));
    let line = |number: &usize| {
        let name = PROVINCES.get(*number).map_or("", |p| p.full_name(app.options.lang));
        OverlayLine { target: Some(LineTarget::Division(*number)), ..OverlayLine::new(String::new(), name) }
    };
    let mut overlay = Overlay::new(OverlayKind::Tags(id), numbers.iter().map(line).collect());
    label(app, &mut overlay, found, correction);
    app.overlay = Some(overlay);
}

/// The article to correct, with its provinces as recognised.
struct Subject {
    id: ArticleId,
    key: ArticleKey,
    found: Tags,
}

fn subject(app: &App) -> Option<Subject> {
    if app.focus == Focus::Reader {
        let (article, key) = (app.reader.held()?.article(), app.reader.key()?);
        return Some(Subject { id: article.id(), key, found: article.tags() });
    }
    let row = app.list.row(app.list.cursor())?;
    Some(Subject { id: row.id, key: row.key, found: row.found })
}

/// The correction of an article, with what is not on the disk yet.
fn latest(app: &App, key: ArticleKey) -> Correction {
    app.latest_correction(key, app.library.annotations.correction(key))
}

/// Labels every division with its state.
fn label(app: &App, overlay: &mut Overlay, found: Tags, correction: Correction) {
    overlay.relabel(|target| {
        let LineTarget::Division(number) = target else { return String::new() };
        let word = if correction.added.contains(number) {
            Word::TagAdded
        } else if correction.removed.contains(number) {
            Word::TagRemoved
        } else if found.about.contains(number) {
            Word::About
        } else if found.mentions.contains(number) {
            Word::Mentions
        } else {
            return String::new();
        };
        app.word(word).to_owned()
    });
}

/// Cycles the state of the division under the cursor.
pub(super) fn turn(app: &mut App) -> Vec<Effect> {
    let Some(overlay) = &app.overlay else { return Vec::new() };
    let (OverlayKind::Tags(id), Some(LineTarget::Division(number))) = (overlay.kind, overlay.target()) else {
        return Vec::new();
    };
    let Some(Subject { key, found, .. }) = subject(app).filter(|subject| subject.id == id) else {
        return Vec::new();
    };
    let correction = latest(app, key).turned(found, number);
    let Some(article) = app.subject() else { return Vec::new() };
    app.keep(Change::Correct(article, number, correction.of_division(number)))
}

/// Shows a changed correction wherever its article is on the screen, and repeats the search.
pub(super) fn corrected(app: &mut App, key: ArticleKey) -> Vec<Effect> {
    app.list.invalidate();
    let correction = latest(app, key);
    let subject = subject(app).filter(|subject| subject.key == key);
    if let Some(Subject { id, found, .. }) = subject
        && let Some(mut overlay) = app.overlay.take_if(|overlay| overlay.kind == OverlayKind::Tags(id))
    {
        label(app, &mut overlay, found, correction);
        app.overlay = Some(overlay);
    }
    if app.reader.key() == Some(key) {
        app.reader.correct(correction);
        renew_source(app);
    }
    vec![app.filter.search()]
}
