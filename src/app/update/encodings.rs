//! The open article in every encoding that its file may have, to look at and to choose from.
//!
//! A choice shows the article so until another one is opened; the list, the search and the library stay as they are. The same
//! choice once more is kept: the library reads the file so from now on. What must not go in: reading the file.

use super::{article, info};
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::request::ArticleReading;
use crate::app::{App, Focus};
use crate::format::{Encoding, FolderCorrection};
use crate::messages::Word;

/// Lines of each reading.
const LINES: usize = 3;

/// The first lines of every reading; choosing any of them chooses the reading.
pub(super) fn overlay(readings: Vec<ArticleReading>) -> Overlay {
    let lines = |(number, reading): (usize, &ArticleReading)| {
        let article = reading.opened.article.article();
        let texts =
            std::iter::once(article.title()).chain(article.paragraphs().map(|paragraph| paragraph.text));
        let texts =
            texts.map(|text| text.as_str().trim().to_owned()).filter(|text| !text.is_empty()).take(LINES);
        let mut names = std::iter::once(reading.name.clone()).chain(std::iter::repeat(String::new()));
        let line = |text: String| OverlayLine {
            target: Some(LineTarget::Reading(number)),
            ..OverlayLine::new(names.next().unwrap_or_default(), &text)
        };
        texts.map(line).collect::<Vec<_>>()
    };
    let lines = readings.iter().enumerate().flat_map(lines).collect();
    Overlay::new(OverlayKind::Encodings, lines).with_readings(readings)
}

/// Shows a reading of the open article; if it is shown already, has its file read so from now on.
pub(super) fn choose(app: &mut App, reading: Option<ArticleReading>) -> Vec<Effect> {
    let Some(ArticleReading { name, opened }) =
        reading.filter(|reading| app.reader.id() == Some(reading.opened.id()))
    else {
        return Vec::new();
    };
    let article = opened.article.article();
    let is_shown = app.reader.held().is_some_and(|held| {
        let held = held.article();
        held.title() == article.title()
            && held.paragraphs().map(|one| one.text).eq(article.paragraphs().map(|one| one.text))
    });
    // Text that was spoiled before it was stored has no encoding of its own.
    let encoding = Encoding::parse(&name);
    if is_shown && encoding.is_some() {
        app.say(Word::FolderBeingRead);
        let correction = FolderCorrection { encoding, ..FolderCorrection::default() };
        return vec![Effect::CorrectFolder(article.path(), correction)];
    }
    if encoding.is_some() {
        app.say(Word::ReadingOnce);
    }
    let correction = app.reader.correction();
    let source = article::source_line(app, article, correction);
    app.focus = Focus::Reader;
    app.reader.open(opened, source, app.filter.query());
    app.reader.correct(correction);
    info::highlight_names(app);
    Vec::new()
}
