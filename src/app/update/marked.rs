//! The list of what is marked, noted, underlined, starred or tagged, by kind: Enter goes there, and what is in it can be taken
//! back.
//!
//! What must not go in: marks and jumps themselves (`jump`), and writing notes (`notes`).

use super::{jump, notes};
use crate::app::App;
use crate::app::event::Effect;
use crate::app::jumps::GoalPlace;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::corpus::ArticleKey;
use crate::messages::{Phrase, Word};
use crate::state::{ArticleRef, ArticleState, Change, NoteReaders, TextAnchor};

/// Characters of a quotation that a line shows.
const QUOTED: usize = 24;

/// Opens the list.
pub(super) fn open(app: &mut App) {
    let lines = lines(app);
    if lines.is_empty() {
        app.overlay = None;
        return app.say(Word::NoMarks);
    }
    let mut overlay = Overlay::new(OverlayKind::Marks, lines);
    overlay.go(1);
    app.overlay = Some(overlay);
}

/// Lists anew what has changed under the open list.
pub(super) fn renew(app: &mut App) {
    let Some(open) = app.overlay.take_if(|overlay| overlay.kind == OverlayKind::Marks) else { return };
    let lines = lines(app);
    if lines.is_empty() {
        return;
    }
    let mut overlay = Overlay::new(OverlayKind::Marks, lines);
    overlay.set_narrow(open.narrow());
    overlay.go(open.cursor());
    app.overlay = Some(overlay);
}

fn lines(app: &App) -> Vec<OverlayLine> {
    let annotations = &app.library.annotations;
    let line =
        |key: String, text: &str, target| OverlayLine { target: Some(target), ..OverlayLine::new(key, text) };
    let title = |key| annotations.get(key).map_or("", |state| state.title.as_str());
    let marks = annotations.marks().iter();
    let marks = marks.map(|(letter, mark)| {
        let title = app.phrase(Phrase::Title(title(mark.key)));
        line(letter.to_string(), &words_and_quote(app, &mark.place, &title), LineTarget::Mark(*letter))
    });
    let mut articles: Vec<(ArticleKey, &ArticleState)> = annotations.articles().collect();
    articles.sort_by_key(|(key, state)| (state.title.as_str(), *key));
    let (mut noted, mut underlined, mut starred, mut tagged) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, state) in articles {
        let mut of_article: Vec<_> = state.notes.iter().collect();
        of_article.sort_by_key(|note| note.passage.start);
        for note in of_article {
            let words = match readers_word(note.readers) {
                Some(word) => app.phrase(Phrase::Label(app.word(word))) + &note.text,
                None => note.text.clone(),
            };
            let text = words_and_quote(app, &note.passage, &words);
            noted.push(line(state.title.clone(), &text, LineTarget::Note(note.number)));
        }
        let mut of_article: Vec<_> = state.underlines.iter().collect();
        of_article.sort_by_key(|(_, passage)| passage.start);
        for (number, passage) in of_article {
            let text = words_and_quote(app, passage, "");
            underlined.push(line(state.title.clone(), &text, LineTarget::Underline(*number)));
        }
        if state.starred {
            starred.push(line(app.word(Word::StarSign).to_owned(), &state.title, LineTarget::Starred(key)));
        }
        if !state.tags.is_empty() {
            let tags: Vec<String> = state.tags.iter().map(|tag| format!("#{tag}")).collect();
            tagged.push(line(tags.join(" "), &state.title, LineTarget::Tagged(key)));
        }
    }
    let parts: [(Word, Vec<OverlayLine>); 5] = [
        (Word::Marks, marks.collect()),
        (Word::Notes, noted),
        (Word::Underlines, underlined),
        (Word::Starred, starred),
        (Word::TagPrompt, tagged),
    ];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    parts.flat_map(|(word, lines)| [OverlayLine::heading(app.word(word))].into_iter().chain(lines)).collect()
}

/// 要核对  “河水改道流过三道闸。”
fn words_and_quote(app: &App, place: &TextAnchor, words: &str) -> String {
    let mut chars = place.quote.chars().map(|c| if c == '\n' { ' ' } else { c });
    let text: String = chars.by_ref().take(QUOTED).collect();
    let quote = app.phrase(Phrase::Quoted { text: &text, cut: chars.next().is_some() });
    let parts = [words, if place.is_whole() { "" } else { &quote }];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// Goes to what a line stands for; `None` if it is no line of this list.
pub(super) fn go(app: &mut App, target: LineTarget) -> Option<Vec<Effect>> {
    let annotations = &app.library.annotations;
    let (key, place) = match target {
        LineTarget::Mark(letter) => {
            let mark = annotations.marks().get(&letter)?;
            (mark.key, GoalPlace::Mark(mark.place.clone()))
        }
        LineTarget::Note(number) => {
            let (key, _, note) = annotations.note(number)?;
            let whole = note.passage.is_whole();
            (key, if whole { GoalPlace::Byte(0) } else { GoalPlace::Passage(note.passage.clone()) })
        }
        LineTarget::Underline(number) => {
            let (key, _, passage) = annotations.underline(number)?;
            (key, GoalPlace::Passage(passage.clone()))
        }
        LineTarget::Starred(key) | LineTarget::Tagged(key) => (key, GoalPlace::Left),
        _ => return None,
    };
    Some(jump::to(app, key, place))
}

/// Takes back what the line under the cursor stands for.
pub(super) fn remove(app: &mut App) -> Vec<Effect> {
    let Some(target) = app.overlay.as_ref().and_then(Overlay::target) else { return Vec::new() };
    let known = |app: &App, key| {
        let title = app.library.annotations.get(key).map_or("", |state| state.title.as_str());
        ArticleRef::known(key, title)
    };
    match target {
        LineTarget::Mark(letter) => jump::unmark(app, letter),
        LineTarget::Note(number) => notes::drop_kept(app, number),
        LineTarget::Underline(number) => notes::drop_underline(app, number),
        LineTarget::Starred(key) => {
            let article = known(app, key);
            app.change(Change::Star(article.clone(), false), Change::Star(article, true))
        }
        LineTarget::Tagged(key) => {
            let article = known(app, key);
            let tags = app.library.annotations.get(key).map(|state| state.tags.clone()).unwrap_or_default();
            let each = tags.into_iter().flat_map(|tag| {
                let back = Change::Tag(article.clone(), tag.clone(), true);
                app.change(Change::Tag(article.clone(), tag, false), back)
            });
            each.collect()
        }
        _ => Vec::new(),
    }
}

/// How a note is marked that not only who wrote it reads.
fn readers_word(readers: NoteReaders) -> Option<Word> {
    match readers {
        NoteReaders::Writer => None,
        NoteReaders::Everybody => Some(Word::PublicNote),
        NoteReaders::Published => Some(Word::PublishedNote),
    }
}

/// Gives the note under the cursor to all readers of the library, or takes that back.
pub(super) fn publish(app: &mut App) -> Vec<Effect> {
    if let Some(LineTarget::Note(number)) = app.overlay.as_ref().and_then(Overlay::target) {
        return notes::publish(app, number);
    }
    app.say(Word::OnlyNotes);
    Vec::new()
}

/// Edits the note under the cursor.
pub(super) fn edit(app: &mut App) {
    match app.overlay.as_ref().and_then(Overlay::target) {
        Some(LineTarget::Note(number)) => notes::edit_kept(app, number),
        _ => app.say(Word::OnlyNotes),
    }
}
