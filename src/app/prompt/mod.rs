//! The input line: a readline-like editor with history and a purpose.
//!
//! Editing only: `update` interprets the text.

mod completions;

pub use completions::{CompletionItem, Completions, Room, WANTED};

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Code, Key};
use super::taking_out::ExportSubject;

/// The purpose of an input line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// 筛选: the query over all articles, live.
    Filter,
    /// Another term for the query, live.
    Add,
    /// 查找: words in the open article, live.
    Find,
    /// The user's tags of the article.
    Tag,
    /// A note.
    Note,
    /// Another name of a saved search.
    SearchName,
    /// The file that this is saved in.
    Save(ExportSubject),
    /// The command that gets this.
    Pipe(ExportSubject),
    /// Narrows the province pane.
    Narrow,
    /// Narrows the palette.
    Palette,
    /// Narrows the help text.
    Help,
    /// The words whose uses are wanted.
    Uses,
    /// The same, for statistics.
    Statistics,
    /// Narrows uses or statistics.
    Rows,
    /// The file of a table.
    SaveTable,
}

/// An open input line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Its purpose.
    pub purpose: Purpose,
    text: String,
    /// Byte position of the cursor; always on a character boundary.
    cursor: usize,
    /// Distance back in the history; 0 is the line being typed.
    recalled: usize,
    draft: String,
    /// Completions of the typed text.
    pub completions: Completions,
}

/// The result of a key in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text changed.
    Changed,
    /// The text is the same; the cursor may have moved.
    Same,
    /// The line is accepted.
    Accept,
    /// The line is cancelled.
    Cancel,
    /// Completion is requested.
    Complete,
    /// The key is not for the line; a menu below may use it.
    Other,
}

impl Prompt {
    /// An empty line, or one that starts with `text`.
    pub fn new(purpose: Purpose, text: &str) -> Self {
        Self {
            purpose,
            text: text.to_owned(),
            cursor: text.len(),
            recalled: 0,
            draft: String::new(),
            completions: Completions::default(),
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    /// Replaces the text and moves the cursor to its end.
    pub fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.cursor = self.text.len();
    }

    /// Whether the cursor is at the end.
    pub fn is_at_end(&self) -> bool {
        self.cursor == self.text.len()
    }

    /// Replaces the text before the cursor.
    pub fn set_before_cursor(&mut self, text: &str) {
        self.text.replace_range(..self.cursor, text);
        self.cursor = text.len();
    }

    /// Inserts text at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
        self.recalled = 0;
    }

    /// Applies a key; `history` is newest first.
    pub fn key(&mut self, key: Key, history: &[String]) -> Edit {
        if key.ctrl {
            return self.control(key, history);
        }
        match key.code {
            Code::Char(c) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                Edit::Changed
            }
            Code::Enter => Edit::Accept,
            Code::Esc => Edit::Cancel,
            Code::Tab => Edit::Complete,
            Code::Backspace if self.text.is_empty() => Edit::Cancel,
            Code::Backspace => self.remove(self.previous()..self.cursor),
            Code::Delete => self.remove(self.cursor..self.following()),
            Code::Left => self.go(self.previous()),
            Code::Right => self.go(self.following()),
            Code::Home => self.go(0),
            Code::End => self.go(self.text.len()),
            Code::Up if self.has_history() => self.recall(history, 1),
            Code::Down if self.recalled > 0 => self.recall(history, -1),
            _ => Edit::Other,
        }
    }

    fn has_history(&self) -> bool {
        matches!(self.purpose, Purpose::Filter | Purpose::Add | Purpose::Find)
    }

    fn control(&mut self, key: Key, history: &[String]) -> Edit {
        match key.code {
            Code::Char('c' | 'g') => Edit::Cancel,
            Code::Char('a') => self.go(0),
            Code::Char('e') => self.go(self.text.len()),
            Code::Char('b') => self.go(self.previous()),
            Code::Char('f') => self.go(self.following()),
            Code::Char('h') if self.text.is_empty() => Edit::Cancel,
            Code::Char('h') => self.remove(self.previous()..self.cursor),
            Code::Char('d') => self.remove(self.cursor..self.following()),
            Code::Char('p') if self.has_history() => self.recall(history, 1),
            Code::Char('n') if self.recalled > 0 => self.recall(history, -1),
            Code::Char('k') => self.remove(self.cursor..self.text.len()),
            Code::Char('u') => self.remove(0..self.cursor),
            Code::Char('w') => self.remove(self.word_start()..self.cursor),
            Code::Left => self.go(self.word_start()),
            Code::Right => self.go(self.word_end()),
            _ => Edit::Other,
        }
    }

    /// Steps through the history lines that start with the typed text, newest first.
    fn recall(&mut self, history: &[String], by: isize) -> Edit {
        if self.recalled == 0 {
            self.draft.clone_from(&self.text);
        }
        let lines: Vec<&String> = history.iter().filter(|line| line.starts_with(&self.draft)).collect();
        let wanted = self.recalled.saturating_add_signed(by).min(lines.len());
        if wanted == self.recalled {
            return Edit::Same;
        }
        self.recalled = wanted;
        let line = wanted.checked_sub(1).and_then(|at| lines.get(at));
        let text = line.map_or_else(|| self.draft.clone(), |line| (*line).clone());
        self.set(&text);
        Edit::Changed
    }

    fn go(&mut self, to: usize) -> Edit {
        self.cursor = to;
        Edit::Same
    }

    fn remove(&mut self, range: std::ops::Range<usize>) -> Edit {
        if range.is_empty() {
            return Edit::Same;
        }
        self.cursor = range.start;
        self.text.drain(range);
        self.recalled = 0;
        Edit::Changed
    }

    fn previous(&self) -> usize {
        self.before_cursor().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn following(&self) -> usize {
        self.cursor + self.after_cursor().graphemes(true).next().map_or(0, str::len)
    }

    fn after_cursor(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn word_end(&self) -> usize {
        let rest = self.after_cursor();
        let word = rest.trim_start().trim_start_matches(|c: char| !c.is_whitespace() && c != '|');
        self.text.len() - word.len()
    }

    fn word_start(&self) -> usize {
        let before = self.before_cursor();
        let word = before.trim_end().trim_end_matches(|c: char| !c.is_whitespace() && c != '|');
        word.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::parse_key;

    fn typed(keys: &str, history: &[&str]) -> (String, String) {
        let history: Vec<String> = history.iter().map(|s| (*s).to_owned()).collect();
        let mut prompt = Prompt::new(Purpose::Filter, "");
        for key in keys.split(' ').filter_map(parse_key) {
            prompt.key(key, &history);
        }
        (prompt.before_cursor().to_owned(), prompt.text().to_owned())
    }

    fn case(keys: &str, before: &str, whole: &str) {
        assert_eq!(typed(keys, &["旧", "更旧"]), (before.to_owned(), whole.to_owned()), "{keys}");
    }

    #[test]
    fn editing_is_that_of_readline() {
        case("营 商 Left 环", "营环", "营环商");
        case("a b Space c d C-w", "ab ", "ab ");
        case("a b c C-a C-k", "", "");
        case("a b c C-b C-u", "", "c");
        case("甲 乙 BS", "甲", "甲");
        case("甲 乙 Home Del", "", "乙");
        case("甲 Space 乙 丙 C-Left C-k", "甲 ", "甲 ");
        case("甲 Space 乙 Home C-Right C-Right C-u", "", "");
    }

    #[test]
    fn a_character_of_several_code_points_is_one() {
        let mut prompt = Prompt::new(Purpose::Filter, "甲e\u{301}❤\u{FE0F}");
        prompt.key(Key::plain(Code::Backspace), &[]);
        prompt.key(Key::plain(Code::Left), &[]);
        assert_eq!((prompt.before_cursor(), prompt.text()), ("甲", "甲e\u{301}"));
        prompt.key(Key::plain(Code::Delete), &[]);
        assert_eq!(prompt.text(), "甲");
    }

    #[test]
    fn history_is_recalled_and_the_draft_comes_back() {
        case("Up", "旧", "旧");
        case("Up Up Up", "更旧", "更旧");
        case("Up Down", "", "");
        case("更 Up", "更旧", "更旧");
        case("更 Up Up Down", "更", "更");
        case("新 Up", "新", "新");
        case("Up BS Up", "旧", "旧");
    }

    #[test]
    fn backspace_on_an_empty_line_gives_it_up() {
        assert_eq!(Prompt::new(Purpose::Find, "").key(Key::plain(Code::Backspace), &[]), Edit::Cancel);
    }
}
