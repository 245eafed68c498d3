//! The open article in every encoding that its file may have, to look at and to choose from.
//!
//! A choice shows the article so until another one is opened; the list, the search and the library stay as they are. What
//! must not go in: reading the file.

use super::{article, info};
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::request::ArticleReading;
use crate::app::{App, Focus};

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

/// Shows a reading of the open article.
pub(super) fn show(app: &mut App, reading: Option<ArticleReading>) {
    let Some(ArticleReading { opened, .. }) =
        reading.filter(|reading| app.reader.id() == Some(reading.opened.id()))
    else {
        return;
    };
    let correction = app.reader.correction();
    let source = article::source_line(app, opened.article.article(), correction);
    app.focus = Focus::Reader;
    app.reader.open(opened, source, app.filter.query());
    app.reader.correct(correction);
    info::highlight_names(app);
}
