//! Taking out: what `s` saves, what `|` hands to a command, and `e`, which opens the file in an editor.
//!
//! What must not go in: files and commands (`session`, `term`), and copying to the clipboard (`copy`).

use super::copy;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::taking_out::CitationOutlet;
use crate::app::taking_out::{ExportSubject, Outlet};
use crate::app::{App, Focus};
use crate::messages::{Phrase, Word};

/// Characters of a proposed file name.
const NAMED: usize = 40;

/// Performs an action.
pub(super) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::Save => save(app),
        Action::Edit => edit(app),
        _ => {
            pipe(app);
            Vec::new()
        }
    }
}

/// Asks what is to be saved, or where, if that is clear.
pub(super) fn save(app: &mut App) -> Vec<Effect> {
    if !may(app) {
        return Vec::new();
    }
    if let Some(subject) = subject(app) {
        return save_it(app, subject);
    }
    app.overlay = offers(app);
    if app.overlay.is_none() {
        app.say(Word::NothingToSave);
    }
    Vec::new()
}

/// Saves what is chosen: asks for a file, and proposes one.
pub(super) fn save_it(app: &mut App, subject: ExportSubject) -> Vec<Effect> {
    if !may(app) {
        return Vec::new();
    }
    if subject == ExportSubject::List && !app.filter.answer().done {
        app.say(Word::StillSearching);
        return Vec::new();
    }
    app.overlay = None;
    let ending = subject.formats().first().map_or("", |format| format.name());
    vec![Effect::ProposeFile { subject, name: name(app, subject), ending }]
}

/// Opens the input line with the proposed file.
pub(super) fn proposed(app: &mut App, subject: ExportSubject, file: &str) {
    app.prompt = Some(Prompt::new(Purpose::Save(subject), file));
}

/// Asks for a command that gets the article, or the lit passage.
fn pipe(app: &mut App) {
    if !may(app) {
        return;
    }
    let Some(subject) = subject(app).or_else(|| app.list.current().map(ExportSubject::Article)) else {
        return app.say(Word::NothingToSave);
    };
    app.prompt = Some(Prompt::new(Purpose::Pipe(subject), ""));
}

/// Takes the input line as a file.
pub(super) fn accept_file(app: &mut App, subject: ExportSubject, line: &str) -> Vec<Effect> {
    let file = line.trim();
    if file.is_empty() {
        return Vec::new();
    }
    if subject.format(file).is_none() {
        // The line says which endings there are.
        app.prompt = Some(Prompt::new(Purpose::Save(subject), file));
        return Vec::new();
    }
    take_out(app, subject, Outlet::File(file.to_owned()))
}

/// Takes the input line as a command.
pub(super) fn accept_command(app: &mut App, subject: ExportSubject, line: &str) -> Vec<Effect> {
    let command = line.trim();
    if command.is_empty() {
        return Vec::new();
    }
    take_out(app, subject, Outlet::Command(command.to_owned()))
}

fn take_out(app: &mut App, subject: ExportSubject, outlet: Outlet) -> Vec<Effect> {
    if subject != ExportSubject::Passage {
        return vec![Effect::TakeOut(subject, outlet)];
    }
    copy::lit(app, CitationOutlet::TakenOut(outlet))
}

/// Opens the file of the article in an editor, at the line that is read.
fn edit(app: &mut App) -> Vec<Effect> {
    if !may(app) {
        return Vec::new();
    }
    if app.focus != Focus::Reader {
        return app.list.current().map(|id| Effect::Edit(id, String::new())).into_iter().collect();
    }
    let place = app.reader.place();
    // Title and source line are the first two blocks.
    let block = app.reader.block(place.block).filter(|_| place.block > 1);
    let words = block.as_ref().and_then(|block| block.text.as_str().get(place.byte as usize..));
    let words = words.and_then(|text| text.lines().next()).unwrap_or_default().to_owned();
    app.reader.id().map(|id| Effect::Edit(id, words)).into_iter().collect()
}

/// Whether files may be written and programs started here.
fn may(app: &mut App) -> bool {
    if app.options.restricted {
        app.say(Word::NothingLeaves);
    }
    !app.options.restricted
}

/// What is meant, if the place where the key was pressed says so.
fn subject(app: &App) -> Option<ExportSubject> {
    if app.overlay.as_ref().is_some_and(|overlay| overlay.kind == OverlayKind::Marks) {
        return Some(ExportSubject::Notes);
    }
    if app.focus != Focus::Reader {
        return None;
    }
    if app.reader.selection().is_some() {
        return Some(ExportSubject::Passage);
    }
    app.reader.id().map(ExportSubject::Article)
}

/// What can be saved from the list, each with its number.
fn offers(app: &App) -> Option<Overlay> {
    let articles = |number: usize| app.phrase(Phrase::Articles(&number.to_string()));
    let states = || app.library.annotations.articles();
    let starred = states().filter(|(_, state)| state.starred).count();
    let notes: usize = states().map(|(_, state)| state.notes.len() + state.underlines.len()).sum();
    let current = app.list.current().and_then(|id| Some((id, app.list.find(id)?.label.to_string())));
    let line = |subject, word, text: &str| OverlayLine {
        target: Some(LineTarget::Save(subject)),
        ..OverlayLine::new(app.word(word).to_owned(), text)
    };
    let mut lines = Vec::new();
    if let Some((id, label)) = current {
        lines.push(line(ExportSubject::Article(id), Word::ThisArticle, &label));
        let found = app.filter.answer().articles.number;
        lines.push(line(ExportSubject::List, Word::WholeList, &articles(found)));
    }
    if starred > 0 {
        lines.push(line(ExportSubject::Starred, Word::Starred, &articles(starred)));
    }
    if notes > 0 {
        lines.push(line(ExportSubject::Notes, Word::NotesAndUnderlines, &notes.to_string()));
    }
    (!lines.is_empty()).then(|| Overlay::new(OverlayKind::Save, lines))
}

/// A name for the file.
fn name(app: &App, subject: ExportSubject) -> String {
    let name = match subject {
        ExportSubject::Article(id) if app.reader.id() == Some(id) => {
            app.reader.held().map(|held| held.article().label().to_string()).unwrap_or_default()
        }
        ExportSubject::Article(id) => app.list.find(id).map(|row| row.label.to_string()).unwrap_or_default(),
        ExportSubject::Passage => {
            let text = app.reader.selected_text().unwrap_or_default();
            text.lines().next().unwrap_or_default().to_owned()
        }
        ExportSubject::List if !app.filter.query().is_empty() => app.filter.query().text().to_owned(),
        ExportSubject::List => app.library.name.clone(),
        ExportSubject::Starred => app.word(Word::Starred).to_owned(),
        ExportSubject::Notes => app.word(Word::NotesAndUnderlines).to_owned(),
    };
    name.chars().take(NAMED).collect()
}
