//! Opens the selected article or its neighbours, and writes the source line below the title.
//!
//! The parent handles articles that arrive.

use crate::app::event::Effect;
use crate::app::reader::{Landing, TextPosition};
use crate::app::{App, Asked};
use crate::corpus::Article;
use crate::format::{Encoding, Field};
use crate::messages::{Phrase, Word};
use crate::province;
use crate::province::corrections::Correction;
use crate::text::CleanText;

/// Opens the article under the cursor, or moves within it if it is open.
pub(super) fn open_current(app: &mut App, landing: Landing) -> Vec<Effect> {
    let Some(id) = app.list.current().filter(|_| !app.filter.is_waiting()) else {
        // Keys may be faster than the search: they mean the article that will be there.
        if app.filter.is_waiting() || !app.list.is_empty() {
            app.input.opening.open_when_known = Some(landing);
        }
        return Vec::new();
    };
    if app.reader.id() == Some(id) {
        match landing {
            Landing::Start => {}
            Landing::FirstHit => app.reader.show_first_hit(),
            Landing::LastHit => app.reader.show_from(TextPosition { block: u32::MAX, byte: 0 }),
        }
        return Vec::new();
    }
    app.reader.land(landing);
    app.input.opening.asked = Some(Asked { id, from: app.input.from });
    vec![Effect::Open(id)]
}

/// Asks for the open article once more: what the library knows of it may be more now.
pub(super) fn ask_again(app: &mut App) -> Vec<Effect> {
    let Some(id) = app.reader.id() else { return Vec::new() };
    app.input.opening.asked = Some(Asked { id, from: app.input.from });
    vec![Effect::Open(id)]
}

/// Opens the next or previous article of the list, or says that there is none.
pub(super) fn step_article(app: &mut App, by: isize, landing: Landing) -> Vec<Effect> {
    if app.list.step(by) {
        return open_current(app, landing);
    }
    let word = if by > 0 { Word::LastArticle } else { Word::FirstArticle };
    app.say(word);
    Vec::new()
}

/// Writes the source line of the open article anew: its provinces or the language have changed.
pub(super) fn renew_source(app: &mut App) {
    let Some(held) = app.reader.held() else { return };
    let source = source_line(app, held.article(), app.reader.correction());
    app.reader.set_source(source);
}

/// The source line, dim below the title.
pub(super) fn source_line(app: &App, article: Article<'_>, correction: Correction) -> CleanText {
    let standing = app.reader.standing().word();
    let standing = standing.filter(|_| app.reader.held_id() == Some(article.id()));
    let mut parts: Vec<String> = standing.map(|word| app.word(word).to_owned()).into_iter().collect();
    let about: Vec<&str> =
        province::names_in(correction.apply(article.tags()).about, app.options.lang).collect();
    let sign = if correction.is_empty() { "" } else { " #" };
    parts.push(format!("{}{sign}", about.join(" ")));
    let state = app.reader.key().and_then(|key| app.library.annotations.get(key));
    if let Some(state) = state.filter(|_| app.reader.held_id() == Some(article.id())) {
        parts.extend(state.starred.then(|| app.word(Word::StarSign).to_owned()));
        parts.extend(state.tags.iter().map(|tag| format!("#{tag}")));
    }
    parts.extend(article.date().map(|date| app.date_text(date)));
    let said = [Field::Author, Field::Source].into_iter().filter_map(|field| article.statement(field));
    parts.extend(said.map(|(text, _)| text.as_str().replace('\n', " ")));
    if article.paragraph_count() > 0 {
        parts.push(app.phrase(Phrase::Chars(&article.chars().to_string())));
    }
    parts.push(article.section().to_string());
    if article.encoding() != Encoding::Utf8 {
        parts.push(article.encoding().name().to_owned());
    }
    if article.bad_bytes() > 0 {
        parts.push(format!("{} {}", app.word(Word::SourceBad), article.bad_bytes()));
    }
    if article.removed().total() > 0 {
        parts.push(format!("{} {}", app.word(Word::SourceRemoved), article.removed().total()));
    }
    if article.paragraph_count() == 0 {
        let empty = article.title().is_empty();
        parts.push(app.word(if empty { Word::EmptyFile } else { Word::NoText }).to_owned());
    }
    parts.retain(|part| !part.is_empty());
    CleanText::line(&parts.join("  "))
}
