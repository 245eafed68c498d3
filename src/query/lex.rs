//! Cuts a query line into clauses of atoms. Full-width operators mean the same as ASCII ones.
//!
//! Knows the signs of the language and nothing of what they ask for.

use std::ops::Range;

use super::Role;

/// What an atom is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Province(Role),
    Section,
    Date,
}

/// One term as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) negated: bool,
    pub(super) field: Option<Field>,
    pub(super) regex: bool,
    /// Quotes taken off.
    pub(super) text: String,
    /// The words around `~`, if there are several.
    pub(super) near: Vec<String>,
    /// Bytes of the line, without the sign that refuses it.
    span: Range<usize>,
}

/// Atoms joined by `|`, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joined {
    /// Bytes of the line.
    pub(super) span: Range<usize>,
    pub(super) atoms: Vec<Atom>,
    /// One of a group that is refused as a whole, whose sign stands elsewhere.
    pub(super) refused: bool,
}

const FIELDS: &[(&str, Field)] = &[
    ("@", Field::Province(Role::About)),
    ("省:", Field::Province(Role::About)),
    ("主题:", Field::Province(Role::About)),
    ("province:", Field::Province(Role::About)),
    ("提:", Field::Province(Role::Mentions)),
    ("提及:", Field::Province(Role::Mentions)),
    ("mentions:", Field::Province(Role::Mentions)),
    ("题:", Field::Title),
    ("title:", Field::Title),
    ("栏:", Field::Section),
    ("栏目:", Field::Section),
    ("section:", Field::Section),
    ("年:", Field::Date),
    ("年份:", Field::Date),
    ("日期:", Field::Date),
    ("year:", Field::Date),
    ("date:", Field::Date),
];

/// The clauses of `text`.
pub(super) fn clauses(text: &str) -> Vec<Joined> {
    clauses_from(text, 0)
}

/// The clauses of `text` from byte `at` on.
fn clauses_from(text: &str, at: usize) -> Vec<Joined> {
    let mut lexer = Lexer { text, at };
    let mut clauses: Vec<Joined> = Vec::new();
    let mut joined = false;
    loop {
        lexer.skip_blanks();
        let start = lexer.at;
        match lexer.peek() {
            None => return clauses,
            Some('|') => {
                lexer.bump();
                joined = !clauses.is_empty();
                if let Some(clause) = clauses.last_mut() {
                    clause.span.end = lexer.at;
                }
            }
            Some(_) => {
                if !joined && let Some(refused) = lexer.refused_group() {
                    clauses.extend(refused);
                    continue;
                }
                let read = lexer.group().unwrap_or_else(|| vec![lexer.atom()]);
                match clauses.last_mut() {
                    Some(clause) if joined => {
                        clause.span.end = lexer.at;
                        clause.atoms.extend(read);
                    }
                    _ => clauses.push(Joined { span: start..lexer.at, atoms: read, refused: false }),
                }
                joined = false;
            }
        }
    }
}

/// An operator in its ASCII form.
fn folded(c: char) -> char {
    match c {
        '＠' => '@',
        '：' => ':',
        '！' => '!',
        '｜' => '|',
        '－' => '-',
        '“' | '”' | '＂' => '"',
        '～' => '~',
        '／' => '/',
        '（' => '(',
        '）' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// What follows the character at `at`.
fn after(text: &str, at: usize) -> &str {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    rest.next();
    rest.as_str()
}

/// Whether a term may end before `rest`.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| matches!(folded(c), ' ' | '|'))
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(folded)
    }

    fn bump(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    fn skip_blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.bump();
        }
    }

    fn atom(&mut self) -> Atom {
        let mut atom = Atom::default();
        if matches!(self.peek(), Some('-' | '!')) && self.second().is_some_and(|c| !matches!(c, ' ' | '|')) {
            self.bump();
            atom.negated = true;
        }
        let start = self.at;
        atom.field = self.field();
        if atom.field.is_some() || self.peek() != Some('/') || !self.regex(&mut atom) {
            self.words(&mut atom);
        }
        atom.span = start..self.at;
        atom
    }

    /// `(甲|乙)`, as the echo writes it: brackets around one clause of several terms. Other brackets are text.
    fn group(&mut self) -> Option<Vec<Atom>> {
        let rest = self.rest();
        let inside = rest.strip_prefix(['(', '（'])?;
        let (end, bracket) =
            inside.char_indices().find(|(at, c)| folded(*c) == ')' && ends(after(inside, *at)))?;
        let start = self.at + rest.len() - inside.len();
        let mut found = clauses_from(self.text.get(..start + end)?, start);
        let atoms = found.pop().filter(|_| found.is_empty())?.atoms;
        if atoms.len() < 2 {
            return None;
        }
        self.at = start + end + bracket.len_utf8();
        Some(atoms)
    }

    /// `-(甲|乙)`: none of them, which is each of them refused. Not where `|` joins it with something.
    fn refused_group(&mut self) -> Option<Vec<Joined>> {
        let mut ahead = Lexer { text: self.text, at: self.at };
        ahead.peek().filter(|c| matches!(c, '-' | '!'))?;
        ahead.bump();
        let atoms = ahead.group()?;
        let end = ahead.at;
        ahead.skip_blanks();
        if ahead.peek() == Some('|') {
            return None;
        }
        self.at = end;
        let refused = |atom: Atom| {
            let refused = !atom.negated;
            Joined { span: atom.span.clone(), atoms: vec![Atom { negated: refused, ..atom }], refused }
        };
        Some(atoms.into_iter().map(refused).collect())
    }

    fn second(&self) -> Option<char> {
        self.rest().chars().nth(1).map(folded)
    }

    fn field(&mut self) -> Option<Field> {
        let head: String = self.rest().chars().take(12).map(|c| folded(c).to_ascii_lowercase()).collect();
        let (name, field) = FIELDS.iter().find(|(name, _)| head.starts_with(name))?;
        for _ in name.chars() {
            self.bump();
        }
        Some(*field)
    }

    /// `/…/` or `/…/i`, closed before a blank, a `|` or the end; anything else is plain text.
    fn regex(&mut self, atom: &mut Atom) -> bool {
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let closes = |at: usize| {
            let after = after(rest, at);
            ends(after) || after.strip_prefix(['i', 'ｉ']).is_some_and(ends)
        };
        let closing = rest.char_indices().find(|(at, c)| *at > first && folded(*c) == '/' && closes(*at));
        let Some((end, _)) = closing else { return false };
        let Some(pattern) = rest.get(first..end) else { return false };
        let blind = !ends(after(rest, end));
        atom.regex = true;
        atom.text = format!("{}{pattern}", if blind { "(?i)" } else { "" });
        self.at += end;
        self.bump();
        if blind {
            self.bump();
        }
        true
    }

    /// Everything up to a blank or `|`; quoted parts are taken literally.
    fn words(&mut self, atom: &mut Atom) {
        let mut word = String::new();
        while let Some(c) = self.peek() {
            match c {
                ' ' | '|' => break,
                '"' => self.quoted(&mut word),
                '~' if atom.field.is_none()
                    && !word.is_empty()
                    && self.second().is_some_and(|c| !matches!(c, ' ' | '|' | '~')) =>
                {
                    self.bump();
                    atom.near.push(std::mem::take(&mut word));
                }
                _ => {
                    word.extend(self.rest().chars().next());
                    self.bump();
                }
            }
        }
        if !atom.near.is_empty() {
            atom.near.push(word.clone());
        }
        atom.text = word;
    }

    /// A quoted part; a quote that is never closed runs to the end, as it is while being typed.
    fn quoted(&mut self, word: &mut String) {
        self.bump();
        while let Some(raw) = self.rest().chars().next() {
            self.bump();
            if folded(raw) == '"' {
                return;
            }
            word.push(raw);
        }
    }
}
