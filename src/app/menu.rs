//! Overlays over the panes: help, palette, unreadable files, article information. Each is a list of lines with a
//! cursor that typing narrows.
//!
//! Lines and state only; `view` draws them.

use std::path::PathBuf;
use std::sync::Arc;

use super::action::{Action, ActionRow, Context, LINE, TABLE};
use super::concordance::uses::UseArrangement;
use super::keymap::Keymap;
use super::reader::TextPosition;
use super::request::ArticleReading;
use super::taking_out::ExportSubject;
use crate::concordance::asked::{CollocateSort, KeywordSort};
use crate::corpus::{ArticleId, ArticleKey};
use crate::format::{DateRole, Encoding, FolderVerdict, NameRole, NumberRole, Split};
use crate::messages::{Lang, Phrase, Word};
use crate::picture::Picture;
use crate::province;
use crate::search::order::SortBy;
use crate::text::CleanText;
use crate::text::pinyin::Typed;

/// What an overlay shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayKind {
    /// All keys and their meaning.
    Help,
    /// All actions, to choose from.
    Palette,
    /// Files that could not be read.
    Problems,
    /// Information about the open article.
    Info,
    /// The divisions of one article, to correct.
    Tags(ArticleId),
    /// The orders of the list.
    Orders,
    /// The first lines of the open article in every encoding.
    Encodings,
    /// The headings of the open article.
    Outline,
    /// What stands beside the open article.
    Beside,
    /// What is marked, noted, underlined, starred or tagged.
    Marks,
    /// The saved searches.
    Searches,
    /// What can be done with the lit passage.
    Passage,
    /// A picture.
    Picture,
    /// What can be said of a folder.
    Folder,
    /// What can be saved.
    Save,
    /// What keywords are compared with.
    Against,
    /// The settings.
    Settings,
}

/// One thing that can be said of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderClaim {
    /// What the names are.
    Name(NameRole),
    /// What the numbers are.
    Number(NumberRole),
    /// How files become articles.
    Split(Split),
    /// Which date counts.
    Date(DateRole),
    /// How the bytes are read; without an encoding as each file reads best.
    Encoding(Option<Encoding>),
    /// Nothing: all of it is found out.
    Automatic,
}

/// The effect of choosing a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineTarget {
    /// Perform this action.
    Action(Action),
    /// Go to this position in the open article.
    Place(TextPosition),
    /// Cycle the state of this division of the article.
    Division(usize),
    /// Sort the list by this.
    Order(SortBy),
    /// Arrange the uses in this way.
    Uses(UseArrangement),
    /// Sort collocates by this.
    Collocates(CollocateSort),
    /// Sort keywords by this.
    Keywords(KeywordSort),
    /// Compare with all other articles, or with those of the saved search of this number.
    Against(Option<usize>),
    /// Show the article in this one of the readings.
    Reading(usize),
    /// Go to what this letter marks.
    Mark(char),
    /// Go to the note of this number.
    Note(u64),
    /// Go to the underline of this number.
    Underline(u64),
    /// Go to this starred article.
    Starred(ArticleKey),
    /// Filter by the saved search of this number.
    Search(usize),
    /// Show the lit picture.
    Picture,
    /// Change the setting of this number.
    Setting(usize),
    /// Save this.
    Save(ExportSubject),
    /// Go to this article with tags.
    Tagged(ArticleKey),
    /// Show what can be said of this one of the folders.
    Folder(usize),
    /// Say this of the folder.
    Say(FolderClaim),
}

/// One line of an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayLine {
    /// Left column: keys, or a label.
    pub key: String,
    /// The text.
    pub text: CleanText,
    /// The effect of choosing it, if any.
    pub target: Option<LineTarget>,
    /// What it is called elsewhere: narrowing finds it by that, too.
    pub also: &'static str,
    /// How it stands among the others.
    pub form: LineForm,
}

/// How a line of an overlay stands among the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineForm {
    /// A label and a text.
    #[default]
    Item,
    /// A heading above other lines.
    Heading,
    /// A sentence over the whole width.
    Note,
}

impl OverlayLine {
    /// A line that cannot be chosen.
    pub fn new(key: String, text: &str) -> Self {
        Self { key, text: CleanText::line(text), target: None, also: "", form: LineForm::Item }
    }

    /// A heading above other lines.
    pub fn heading(text: &str) -> Self {
        Self { form: LineForm::Heading, ..Self::new(String::new(), text) }
    }
}

/// A list over the panes.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// What it shows.
    pub kind: OverlayKind,
    lines: Vec<OverlayLine>,
    narrow: String,
    cursor: usize,
    /// What the lines of [`OverlayKind::Encodings`] choose from.
    readings: Vec<ArticleReading>,
    /// The folders of the lines of [`OverlayKind::Problems`], or that of [`OverlayKind::Folder`], with how they are read.
    folders: Vec<(PathBuf, FolderVerdict)>,
    /// What [`OverlayKind::Picture`] shows.
    picture: Option<Arc<Picture>>,
}

impl Overlay {
    /// An overlay with these lines.
    pub fn new(kind: OverlayKind, lines: Vec<OverlayLine>) -> Self {
        let (narrow, readings, folders) = (String::new(), Vec::new(), Vec::new());
        Self { kind, lines, narrow, cursor: 0, readings, folders, picture: None }
    }

    /// The same with a picture.
    #[must_use]
    pub fn with_picture(self, picture: Arc<Picture>) -> Self {
        Self { picture: Some(picture), ..self }
    }

    /// The picture that it shows.
    pub fn picture(&self) -> Option<&Picture> {
        self.picture.as_deref()
    }

    /// The same with readings to choose from.
    #[must_use]
    pub fn with_readings(self, readings: Vec<ArticleReading>) -> Self {
        Self { readings, ..self }
    }

    /// The same with folders to choose from.
    #[must_use]
    pub fn with_folders(self, folders: Vec<(PathBuf, FolderVerdict)>) -> Self {
        Self { folders, ..self }
    }

    /// One of its folders.
    pub fn folder(&self, number: usize) -> Option<&(PathBuf, FolderVerdict)> {
        self.folders.get(number)
    }

    /// The reading under the cursor.
    pub fn reading(&self) -> Option<&ArticleReading> {
        let LineTarget::Reading(number) = self.target()? else { return None };
        self.readings.get(number)
    }

    /// Help: the keys of the pane `here` first, then what the other panes have beside them, then the input line and the
    /// query language, each of its lines with an example.
    pub fn help(here: Context, keymap: &Keymap, examples: &[(String, Word)], lang: Lang) -> Self {
        let panes = [
            (Context::List, Word::List),
            (Context::Reader, Word::Reader),
            (Context::Selection, Word::Selection),
            (Context::Facets, Word::Provinces),
            (Context::Marks, Word::MarksOf),
            (Context::Uses, Word::Uses),
            (Context::Statistics, Word::Statistics),
        ];
        let (first, others): (Vec<_>, Vec<_>) = panes.into_iter().partition(|(context, _)| *context == here);
        let mut shown: Vec<Action> = Vec::new();
        let mut lines = Vec::new();
        for (context, word) in first.into_iter().chain(others) {
            lines.push(OverlayLine::heading(&Phrase::Pane(word.text(lang)).text(lang)));
            let rows = TABLE.iter().filter(|row| row.contexts.contains(&context));
            let rows =
                rows.map(|row| (row, keymap.keys_in(row, context))).filter(|(_, keys)| !keys.is_empty());
            let new: Vec<(&ActionRow, String)> =
                rows.filter(|(row, _)| !shown.contains(&row.action)).collect();
            shown.extend(new.iter().map(|(row, _)| row.action));
            lines.extend(new.into_iter().map(|(row, keys)| line(row, &keys, lang)));
        }
        lines.push(OverlayLine::heading(Word::QueryLanguage.text(lang)));
        lines.extend(examples.iter().map(|(text, word)| OverlayLine::new(text.clone(), word.text(lang))));
        lines.push(OverlayLine::heading(Word::HelpLine.text(lang)));
        lines.extend(LINE.iter().map(|(keys, name)| OverlayLine::new((*keys).to_owned(), name.text(lang))));
        lines.push(note(Word::HelpTop.text(lang)));
        lines.push(note(Word::MarksLegend.text(lang)));
        lines.push(note(Word::HelpMouse.text(lang)));
        Self::new(OverlayKind::Help, lines)
    }

    /// Palette: these actions by their names, with their keys.
    pub fn palette(rows: &[(&ActionRow, String)], lang: Lang) -> Self {
        let choice = |(row, keys): &(&ActionRow, String)| OverlayLine {
            target: Some(LineTarget::Action(row.action)),
            also: row.name.text(if lang == Lang::En { Lang::Zh } else { Lang::En }),
            ..line(row, keys, lang)
        };
        Self::new(OverlayKind::Palette, rows.iter().map(choice).collect())
    }

    /// The title of the overlay.
    pub fn title(&self) -> Word {
        match self.kind {
            OverlayKind::Help => Word::Help,
            OverlayKind::Palette => Word::Palette,
            OverlayKind::Problems => Word::HowRead,
            OverlayKind::Info => Word::Info,
            OverlayKind::Tags(_) => Word::Tags,
            OverlayKind::Orders => Word::Order,
            OverlayKind::Encodings => Word::Encodings,
            OverlayKind::Outline => Word::Outline,
            OverlayKind::Beside => Word::Beside,
            OverlayKind::Marks => Word::MarksOf,
            OverlayKind::Searches => Word::Searches,
            OverlayKind::Passage => Word::Selection,
            OverlayKind::Picture => Word::PictureTitle,
            OverlayKind::Folder => Word::ThisFolder,
            OverlayKind::Save => Word::SaveWhat,
            OverlayKind::Against => Word::Against,
            OverlayKind::Settings => Word::Settings,
        }
    }

    /// The lines that contain the narrowing text, in Chinese or in pinyin.
    pub fn lines(&self) -> Vec<&OverlayLine> {
        let typed = self.narrow.to_lowercase();
        let spelt = Typed::new(&typed);
        let fits = |line: &&OverlayLine| {
            if let (Some(LineTarget::Division(number)), false) = (line.target, typed.is_empty()) {
                return province::narrowed(&typed).contains(number);
            }
            typed.is_empty()
                || line.text.as_str().to_lowercase().contains(&typed)
                || line.key.contains(&self.narrow)
                || line.also.to_lowercase().contains(&typed)
                || spelt.as_ref().is_some_and(|spelt| spelt.is_in(line.text.as_str()))
        };
        self.lines.iter().filter(fits).collect()
    }

    /// Every line, whatever narrows them.
    pub fn all_lines(&self) -> &[OverlayLine] {
        &self.lines
    }

    /// Index of the line under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first line on a screen with room for so many.
    pub fn first(&self, height: usize) -> usize {
        self.cursor.saturating_sub(height.saturating_sub(1))
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        self.go(self.cursor.saturating_add_signed(by));
    }

    /// Moves the cursor to line `number`, at most the last.
    pub fn go(&mut self, number: usize) {
        self.cursor = number.min(self.lines().len().saturating_sub(1));
    }

    /// Narrows the lines to those that contain `text`.
    pub fn set_narrow(&mut self, text: &str) {
        text.clone_into(&mut self.narrow);
        self.cursor = 0;
    }

    /// The text that narrows the lines.
    pub fn narrow(&self) -> &str {
        &self.narrow
    }

    /// The effect of choosing the line under the cursor.
    pub fn target(&self) -> Option<LineTarget> {
        self.lines().get(self.cursor).and_then(|line| line.target)
    }

    /// Replaces the key column of every line with a target.
    pub fn relabel(&mut self, key: impl Fn(LineTarget) -> String) {
        for line in &mut self.lines {
            if let Some(target) = line.target {
                line.key = key(target);
            }
        }
    }
}

fn note(text: &str) -> OverlayLine {
    OverlayLine { form: LineForm::Note, ..OverlayLine::new(String::new(), text) }
}

fn line(row: &ActionRow, keys: &str, lang: Lang) -> OverlayLine {
    OverlayLine::new(keys.replace('_', ""), &row.text(lang))
}
