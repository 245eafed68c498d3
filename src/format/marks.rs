//! Marks of Markdown that its standard does not know, or takes for something else, prepared for its parser.
//!
//! What must not go in: what the parser knows.
//!
//! Each such mark is written with a noncharacter beside it, which the parser leaves in the text: [`Restore`] then knows in
//! text what was meant, and in code puts back what was there. Noncharacters are never text (sanitising drops them).
//!
//! - Emphasis next to Chinese punctuation: `**重点：**后文` closes, as Chinese writers expect.
//! - Arithmetic and ranges stay: `3*4*5`, `5~6`.
//! - `==marked==`, `%%comment%%`, `^block` at the end of a line, `[!note]` at the start of a quote (Obsidian and GitHub).
//! - `##heading` without a blank.

use std::borrow::Cow;

use crate::text::sanitize::is_blank;

/// Makes the character beside it no punctuation.
const GLUE: char = '\u{FDD0}';
/// A `*` and a `~` that are text.
const STAR: char = '\u{FDD1}';
const TILDE: char = '\u{FDD2}';
/// Before the `==` of a mark.
const MARK: char = '\u{FDD3}';
/// Before the first `%%` of a comment, and after the last.
const HIDE: char = '\u{FDD4}';
const SHOW: char = '\u{FDD5}';
/// Before the `^name` of a block.
const NAME: char = '\u{FDD6}';
/// After a blank that was put behind the `#` of a heading.
const BLANK: char = '\u{FDD7}';
/// Before the `[!note]` of a quote.
const NOTE: char = '\u{FDD8}';
/// Before `*` that were `_`.
const LOW: char = '\u{FDD9}';

/// The text as the parser should see it.
pub(super) fn prepare(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '*' | '~' | '=' | '%' | '^' | '#' | '!' | '_');
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let text = if text.contains(|c| matches!(c, GLUE..=LOW)) {
        Cow::Owned(text.replace(|c| matches!(c, GLUE..=LOW), ""))
    } else {
        Cow::Borrowed(text)
    };
    let comments = comments(&text);
    let single = text.lines().any(|line| glued_heading(line).is_some_and(|level| level > 1));
    let mut prepared = String::with_capacity(text.len() + text.len() / 32);
    let mut emphasis = Emphasis::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let own = at..at + line.len();
        let first = comments.partition_point(|mark| mark.0 < own.start);
        let marks = comments.get(first..).unwrap_or_default().iter().take_while(|mark| mark.0 < own.end);
        let marks: Vec<(usize, char)> = marks.map(|(at, mark)| (at - own.start, *mark)).collect();
        at = own.end;
        if marks.is_empty() && !line.contains(special) {
            emphasis.blank_line(line);
            prepared.push_str(line);
        } else {
            prepare_line(line, marks, single, &mut emphasis, &mut prepared);
        }
    }
    Cow::Owned(prepared)
}

/// What is put into a line, by byte: a character before it, or one for it.
struct Edits {
    edits: Vec<(usize, MarkEdit)>,
}

#[derive(Clone, Copy)]
enum MarkEdit {
    Before(char),
    /// Instead of one byte.
    For(char),
}

fn prepare_line(
    line: &str,
    marks: Vec<(usize, char)>,
    single: bool,
    emphasis: &mut Emphasis,
    out: &mut String,
) {
    let mut edits =
        Edits { edits: marks.into_iter().map(|(at, mark)| (at, MarkEdit::Before(mark))).collect() };
    if let Some(level) = glued_heading(line).filter(|level| *level > 1 || single) {
        let at = line.find('#').unwrap_or(0) + level;
        edits.edits.extend([(at, MarkEdit::Before(' ')), (at, MarkEdit::Before(BLANK))]);
    }
    edits.edits.extend(note(line).map(|at| (at, MarkEdit::Before(NOTE))));
    edits.edits.extend(block_name(line).map(|at| (at, MarkEdit::Before(NAME))));
    edits.edits.extend(highlights(line).into_iter().map(|at| (at, MarkEdit::Before(MARK))));
    emphasis.line(line, &mut edits);
    edits.edits.sort_by_key(|(at, _)| *at);
    let mut copied = 0;
    for (at, edit) in edits.edits {
        out.push_str(line.get(copied..at).unwrap_or_default());
        copied = copied.max(at);
        match edit {
            MarkEdit::Before(c) => out.push(c),
            MarkEdit::For(c) => {
                out.push(c);
                copied = at + 1;
            }
        }
    }
    out.push_str(line.get(copied..).unwrap_or_default());
}

/// Where the comments in `%%` begin and end: on one line, or from the start of a line to the end of another.
fn comments(text: &str) -> Vec<(usize, char)> {
    let places: Vec<usize> = text.match_indices("%%").map(|(at, _)| at).collect();
    let mut marks = Vec::new();
    let mut pairs = places.as_slice();
    while let [open, close, ..] = pairs {
        let (open, close) = (*open, *close);
        let before = text.get(..open).unwrap_or_default();
        let inside = text.get(open + 2..close).unwrap_or_default();
        let after = text.get(close + 2..).unwrap_or_default();
        let is_number = before.ends_with(|c: char| c.is_ascii_digit() || c == '%');
        let on_line = !inside.contains('\n');
        let whole = || {
            before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
                && after.split('\n').next().is_some_and(|line| line.trim().is_empty())
        };
        if !is_number && !inside.is_empty() && (on_line || whole()) {
            marks.extend([(open, HIDE), (close + 2, SHOW)]);
            pairs = pairs.get(2..).unwrap_or_default();
        } else {
            pairs = pairs.get(1..).unwrap_or_default();
        }
    }
    marks
}

/// The level of a heading that has no blank after its `#`.
fn glued_heading(line: &str) -> Option<usize> {
    let text = line.trim_start_matches(' ');
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let glued = rest.chars().next().is_some_and(|c| !c.is_whitespace() && c != '!');
    (line.len() - text.len() < 4 && (1..=6).contains(&level) && glued).then_some(level)
}

/// Where the `[!note]` of a quote stands.
fn note(line: &str) -> Option<usize> {
    let inside = line.trim_start_matches([' ', '\t', '>']);
    let at = line.len() - inside.len();
    let is_quote = line.get(..at).is_some_and(|marks| marks.contains('>'));
    let word = inside.strip_prefix("[!")?.split(']').next()?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    (is_quote && is_word && inside.contains(']')).then_some(at)
}

/// Where the `^name` at the end of a line stands.
fn block_name(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let at = line.rfind('^')?;
    let name = line.get(at + 1..)?;
    let before = line.get(..at)?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_name && (before.is_empty() || before.ends_with(is_blank))).then_some(at)
}

/// Where the `==` of marked words stand.
fn highlights(line: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut open: Option<usize> = None;
    for (at, _) in line.match_indices("==") {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + 2..).and_then(|text| text.chars().next());
        let is_code = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '=' | '!' | '<' | '>'))
        };
        let blank = |c: Option<char>| c.is_none_or(is_blank);
        match open {
            Some(start) if !blank(before) && !is_code(after) && before != Some('=') => {
                places.extend([start, at]);
                open = None;
            }
            _ if !blank(after) && !is_code(before) && after != Some('=') => open = Some(at),
            _ => {}
        }
    }
    places
}

/// The runs of `*`, `_` and `~` that are open in a paragraph.
#[derive(Debug, Default)]
struct Emphasis {
    open: Vec<(char, usize)>,
}

impl Emphasis {
    /// A paragraph ends at a blank line.
    fn blank_line(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.open.clear();
        }
    }

    fn line(&mut self, line: &str, edits: &mut Edits) {
        self.blank_line(line);
        let mut at = 0;
        while let Some(found) = line.get(at..).and_then(|rest| rest.find(['*', '_', '~', '`', '\\'])) {
            let start = at + found;
            let rest = line.get(start..).unwrap_or_default();
            let Some(mark) = rest.chars().next() else { return };
            let length = rest.len() - rest.trim_start_matches(mark).len();
            at = match mark {
                '\\' => start + 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                '`' => code_end(line, start, length),
                _ => {
                    self.run(line, (mark, start, length), edits);
                    start + length
                }
            };
        }
    }

    fn run(&mut self, line: &str, (mark, start, length): (char, usize, usize), edits: &mut Edits) {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + length..).and_then(|text| text.chars().next());
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let text = if mark == '~' { TILDE } else { STAR };
        let is_text = match mark {
            '~' => length == 1,
            '*' => is_digit(before) && is_digit(after),
            _ => false,
        };
        if is_text {
            edits.edits.extend((start..start + length).map(|at| (at, MarkEdit::For(text))));
            return;
        }
        let blank = |c: Option<char>| c.is_none_or(is_blank);
        if length > 3 || mark == '_' && length != 2 || mark == '~' && length != 2 {
            return;
        }
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // Beside a `*` they would make one run with it, and come back as `_` all.
        if mark == '_' && (is_word(before) && is_word(after) || before == Some('*') || after == Some('*')) {
            return;
        }
        let opener = self.open.iter().rposition(|open| *open == (mark, length));
        let punctuation = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !is_blank(c));
        if let Some(opener) = opener.filter(|_| !blank(before)) {
            self.open.truncate(opener);
            if punctuation(before) && !blank(after) {
                edits.edits.push((start, MarkEdit::Before(GLUE)));
            }
            low(mark, start, length, edits);
        } else if !blank(after) {
            self.open.push((mark, length));
            low(mark, start, length, edits);
            if punctuation(after) && !blank(before) {
                edits.edits.push((start + length, MarkEdit::Before(GLUE)));
            }
        }
    }
}

/// `_` inside Chinese are no emphasis for the parser; `*` are.
fn low(mark: char, start: usize, length: usize, edits: &mut Edits) {
    if mark == '_' {
        edits.edits.push((start, MarkEdit::Before(LOW)));
        edits.edits.extend((start..start + length).map(|at| (at, MarkEdit::For('*'))));
    }
}

/// The end of the code that the backticks at `start` open on this line, else of the backticks.
fn code_end(line: &str, start: usize, length: usize) -> usize {
    let mut at = start + length;
    while let Some(found) = line.get(at..).and_then(|rest| rest.find('`')) {
        let rest = line.get(at + found..).unwrap_or_default();
        let run = rest.len() - rest.trim_start_matches('`').len();
        at += found + run;
        if run == length {
            return at;
        }
    }
    start + length
}

/// Puts back what was prepared.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each follows a mark of its own")]
pub(super) struct Restore {
    /// Inside a comment.
    hidden: bool,
    /// After [`NOTE`], before the `]`.
    in_note: bool,
    /// After that `]`, before the sign that folds the note.
    after_note: bool,
    /// After [`LOW`].
    low: bool,
}

impl Restore {
    /// Whether the text that comes now is a comment.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Text as it is to be read. The flag is whether a note begins in it.
    pub(super) fn prose(&mut self, text: &str) -> (String, bool) {
        let (mut out, mut note) = (String::with_capacity(text.len()), false);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let low = std::mem::take(&mut self.low);
            let after_note = std::mem::take(&mut self.after_note);
            let mut after = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                ']' if self.in_note => (self.in_note, self.after_note) = (false, true),
                '+' | '-' if after_note => {}
                SHOW => self.hidden = false,
                _ if self.in_note || self.hidden => {}
                '*' if low => {
                    out.push('_');
                    self.low = true;
                }
                LOW => self.low = true,
                GLUE | BLANK => {}
                STAR => out.push('*'),
                TILDE => out.push('~'),
                MARK => after = after.strip_prefix("==").unwrap_or(after),
                HIDE => self.hidden = true,
                NAME => {
                    after = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "^-".contains(c));
                }
                NOTE => (self.in_note, note) = (true, true),
                _ => out.push(c),
            }
            rest = after;
        }
        (out, note)
    }

    /// Text as it stood.
    pub(super) fn exact(&mut self, text: &str) -> String {
        if !text.contains(|c| matches!(c, GLUE..=LOW)) {
            return if self.hidden { String::new() } else { text.to_owned() };
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let low = std::mem::take(&mut self.low);
            match c {
                SHOW => self.hidden = false,
                _ if self.hidden => {}
                '*' if low => {
                    out.push('_');
                    self.low = true;
                }
                LOW => self.low = true,
                STAR => out.push('*'),
                TILDE => out.push('~'),
                BLANK => drop(out.pop()),
                GLUE | MARK | HIDE | NAME | NOTE => {}
                _ => out.push(c),
            }
        }
        out
    }
}
