//! Notes and underlines: written in the input line, kept with the passage that they are about, and shown in the open article.
//!
//! What must not go in: how a passage is found again (`state`), and the list of all of them (`marked`).

use crate::app::App;
use crate::app::event::Effect;
use crate::app::memory::NoteDraft;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::reader::{MarkedPassage, NoteLine};
use crate::corpus::ArticleKey;
use crate::messages::{Phrase, Word};
use crate::state::{ArticleRef, Change, Note, NoteReaders, Passages, TextAnchor, fresh_number};
use crate::text::CleanText;

/// The notes and underlines of an article, with those that are not on the disk yet.
pub(super) fn passages(app: &App, key: ArticleKey) -> Passages {
    Passages::of(app.library.annotations.get(key), key, &app.input.memory.pending)
}

/// Shows the notes and underlines of the open article where they stand in its text now.
pub(super) fn locate(app: &mut App) {
    let Some(key) = app.reader.key() else { return };
    let kept = passages(app, key);
    let Some(held) = app.reader.held() else { return };
    if kept == Passages::default() {
        return app.reader.set_passages(Vec::new(), Vec::new());
    }
    let text = held.article().text();
    let (mut found, mut lines) = (Vec::new(), Vec::new());
    for note in &kept.notes {
        let range = note.passage.locate(text.as_str());
        let end = range.as_ref().filter(|range| !range.is_empty()).map(|range| range.end);
        let label = app.word(match (range.is_some(), note.readers) {
            (false, _) => Word::LostNote,
            (true, NoteReaders::Published) => Word::PublishedNote,
            (true, NoteReaders::Writer | NoteReaders::Everybody) => Word::Note,
        });
        let line = format!("{}{}", app.phrase(Phrase::Label(label)), note.text);
        lines.push(NoteLine { after: end, text: CleanText::line(&line) });
        found.extend(range.map(|range| MarkedPassage { range, number: note.number, is_note: true }));
    }
    for (number, passage) in &kept.underlines {
        let range = passage.locate(text.as_str());
        found.extend(range.map(|range| MarkedPassage { range, number: *number, is_note: false }));
    }
    app.reader.set_passages(found, lines);
}

/// Opens the input line for a note: on the lit passage, or on the article.
pub(super) fn begin(app: &mut App) {
    let Some(article) = app.subject() else { return };
    let kept = passages(app, article.key);
    let (known, passage) = match app.reader.selected() {
        Some(range) => {
            let Some(held) = app.reader.held() else { return };
            let anchor = TextAnchor::of(held.article().text().as_str(), range);
            (app.reader.selected_passage(true), anchor)
        }
        None => (
            kept.notes.iter().find(|note| note.passage.is_whole()).map(|note| note.number),
            TextAnchor::default(),
        ),
    };
    // A note of the keeper gets another one beside it.
    let own = |note: &Note| Some(note.number) == known && note.readers != NoteReaders::Published;
    let old = kept.notes.into_iter().find(own);
    let note = old.clone().unwrap_or_else(|| Note { number: fresh_number(), passage, ..Note::default() });
    edit(app, NoteDraft { article, note, old });
}

/// Opens the input line for a note that is kept.
pub(super) fn edit_kept(app: &mut App, number: u64) {
    let Some((article, note)) = kept_note(app, number) else { return };
    edit(app, NoteDraft { article, old: Some(note.clone()), note });
}

fn edit(app: &mut App, draft: NoteDraft) {
    app.prompt = Some(Prompt::new(Purpose::Note, &draft.note.text));
    app.input.memory.draft = Some(draft);
}

/// Takes the input line as the words of the note; none take it back.
pub(super) fn accept(app: &mut App, line: &str) -> Vec<Effect> {
    let Some(NoteDraft { article, note, old }) = app.input.memory.draft.take() else { return Vec::new() };
    let text = CleanText::line(line.trim()).to_string();
    if old.as_ref().map_or("", |old| old.text.as_str()) == text {
        return Vec::new();
    }
    app.reader.unselect();
    if text.is_empty() {
        return drop_note(app, article, note);
    }
    let back = match old {
        Some(old) => Change::Note(article.clone(), old),
        None => Change::DropNote(note.number),
    };
    let effects = app.change(Change::Note(article, Note { text, ..note }), back);
    locate(app);
    effects
}

/// A note that is kept and may be changed, with its article.
fn kept_note(app: &mut App, number: u64) -> Option<(ArticleRef, Note)> {
    let annotations = app.library.annotations.clone();
    let (key, state, note) = annotations.note(number)?;
    if note.readers == NoteReaders::Published {
        app.say(Word::NotYourNote);
        return None;
    }
    Some((ArticleRef::known(key, &state.title), note.clone()))
}

/// Gives a note to all readers of the library once its keeper publishes, or takes that back.
pub(super) fn publish(app: &mut App, number: u64) -> Vec<Effect> {
    let Some((article, note)) = kept_note(app, number) else { return Vec::new() };
    let readers = match note.readers {
        NoteReaders::Everybody => NoteReaders::Writer,
        NoteReaders::Writer | NoteReaders::Published => NoteReaders::Everybody,
    };
    let changed = Note { readers, ..note.clone() };
    app.change(Change::Note(article.clone(), changed), Change::Note(article, note))
}

/// Takes a note back.
pub(super) fn drop_kept(app: &mut App, number: u64) -> Vec<Effect> {
    let Some((article, note)) = kept_note(app, number) else { return Vec::new() };
    drop_note(app, article, note)
}

fn drop_note(app: &mut App, article: ArticleRef, note: Note) -> Vec<Effect> {
    let effects = app.change(Change::DropNote(note.number), Change::Note(article, note));
    locate(app);
    effects
}

/// Underlines the lit passage, or takes the underline under it back.
pub(super) fn underline(app: &mut App) -> Vec<Effect> {
    let (Some(article), Some(range)) = (app.open_reference(), app.reader.selected()) else {
        return Vec::new();
    };
    let under = app.reader.selected_passage(false);
    let effects = if let Some(number) = under {
        let Some(passage) = passages(app, article.key).underlines.remove(&number) else { return Vec::new() };
        app.change(Change::DropUnderline(number), Change::Underline(article, number, passage))
    } else {
        let Some(held) = app.reader.held() else { return Vec::new() };
        let passage = TextAnchor::of(held.article().text().as_str(), range);
        let number = fresh_number();
        app.change(Change::Underline(article, number, passage), Change::DropUnderline(number))
    };
    app.reader.unselect();
    locate(app);
    effects
}

/// Takes an underline back.
pub(super) fn drop_underline(app: &mut App, number: u64) -> Vec<Effect> {
    let Some((key, state, passage)) = app.library.annotations.underline(number) else { return Vec::new() };
    let back = Change::Underline(ArticleRef::known(key, &state.title), number, passage.clone());
    let effects = app.change(Change::DropUnderline(number), back);
    locate(app);
    effects
}
