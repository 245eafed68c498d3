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
];

/// The clauses of `text`: each with its bytes and the atoms that `|` joins.
pub(super) fn clauses(text: &str) -> Vec<(Range<usize>, Vec<Atom>)> {
    let mut lexer = Lexer { text, at: 0 };
    let mut clauses: Vec<(Range<usize>, Vec<Atom>)> = Vec::new();
    let mut joined = false;
    loop {
        lexer.skip_blanks();
        let start = lexer.at;
        match lexer.peek() {
            None => return clauses,
            Some('|') => {
                lexer.bump();
                joined = !clauses.is_empty();
                if let Some((span, _)) = clauses.last_mut() {
                    span.end = lexer.at;
                }
            }
            Some(_) => {
                let atom = lexer.atom();
                match clauses.last_mut() {
                    Some((span, atoms)) if joined => {
                        span.end = lexer.at;
                        atoms.push(atom);
                    }
                    _ => clauses.push((start..lexer.at, vec![atom])),
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
        c if c.is_whitespace() => ' ',
        c => c,
    }
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
        atom.field = self.field();
        if atom.field.is_none() && self.peek() == Some('/') && self.regex(&mut atom) {
            return atom;
        }
        self.words(&mut atom);
        atom
    }

    fn second(&self) -> Option<char> {
        self.rest().chars().nth(1).map(folded)
    }

    fn field(&mut self) -> Option<Field> {
        let head: String = self.rest().chars().take(12).map(folded).collect();
        let (name, field) = FIELDS.iter().find(|(name, _)| head.starts_with(name))?;
        for _ in name.chars() {
            self.bump();
        }
        Some(*field)
    }

    /// `/…/`, closed before a blank, a `|` or the end; anything else is plain text.
    fn regex(&mut self, atom: &mut Atom) -> bool {
        let rest = self.rest();
        let body = rest.char_indices().skip(1).zip(rest.chars().skip(2).map(Some).chain([None]));
        let closing = body.into_iter().find(|((_, c), after)| {
            folded(*c) == '/' && after.is_none_or(|c| matches!(folded(c), ' ' | '|'))
        });
        let Some(((end, slash), _)) = closing else { return false };
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let Some(pattern) = rest.get(first..end).filter(|p| !p.is_empty()) else { return false };
        atom.regex = true;
        pattern.clone_into(&mut atom.text);
        self.at += end + slash.len_utf8();
        true
    }

    /// Everything up to a blank or `|`; quoted parts are taken literally.
    fn words(&mut self, atom: &mut Atom) {
        let mut word = String::new();
        while let Some(c) = self.peek() {
            match c {
                ' ' | '|' => break,
                '"' => self.quoted(&mut word),
                '~' if !word.is_empty() && self.second().is_some_and(|c| !matches!(c, ' ' | '|' | '~')) => {
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
