//! Correcting the provinces of one article: a list of all divisions, the article's own first. Space cycles the state of one.

use super::article::renew_source;
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::{App, Focus, Subject};
use crate::corpus::{ArticleId, Tags};
use crate::messages::Word;
use crate::province::PROVINCES;
use crate::province::corrections::Correction;

/// Opens the list for the article under the cursor, or for the open one if the reader has the focus.
pub(super) fn open(app: &mut App) {
    if !app.library.correctable {
        app.say(Word::NoCorrections);
        return;
    }
    let Some((Subject { id, found, .. }, correction)) = subject(app) else { return };
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

/// The article to correct, and its current correction.
fn subject(app: &App) -> Option<(Subject, Correction)> {
    if app.focus == Focus::Reader {
        let (article, key) = (app.reader.held()?.article(), app.reader.key()?);
        let title = article.label().to_string();
        let subject = Subject { id: article.id(), key, title, found: article.tags() };
        return Some((subject, app.reader.correction()));
    }
    let row = app.list.row(app.list.cursor())?;
    let subject = Subject { id: row.id, key: row.key, title: row.label.to_string(), found: row.found };
    Some((subject, row.correction))
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
    let subject = subject(app).map(|(subject, _)| subject).filter(|subject| subject.id == id);
    subject.map(|subject| Effect::Correct(subject, number)).into_iter().collect()
}

/// Shows a changed correction wherever the article is on the screen, and repeats the search.
pub(super) fn corrected(app: &mut App, id: ArticleId, correction: Correction) -> Vec<Effect> {
    app.list.invalidate();
    let found = match app.list.row(app.list.cursor()).filter(|row| row.id == id) {
        Some(row) => row.found,
        None => app.reader.held().map(|held| held.article().tags()).unwrap_or_default(),
    };
    if let Some(mut overlay) = app.overlay.take() {
        if overlay.kind == OverlayKind::Tags(id) {
            label(app, &mut overlay, found, correction);
        }
        app.overlay = Some(overlay);
    }
    if app.reader.id() == Some(id) {
        app.reader.correct(correction);
        renew_source(app);
    }
    vec![app.filter.search()]
}
