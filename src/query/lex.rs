//! Cuts a query line into clauses of atoms. Full-width operators mean the same as ASCII ones.
//!
//! It knows the operators of the language. What must not go in: what they mean.

use std::ops::Range;

use super::field::{self, QueryField, folded};

/// Whether a part of an atom stands in quotes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Quotation {
    #[default]
    Absent,
    Closed,
    Open,
}

/// A term as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) negated: bool,
    pub(super) field: Option<QueryField>,
    pub(super) regex: bool,
    /// Without quotes.
    pub(super) text: String,
    pub(super) quotes: Quotation,
    /// The words around `~`, if there is one.
    pub(super) near: Vec<String>,
    /// Where its last word begins, in bytes of the line: after a field, a tilde or an open quote.
    pub(super) word: usize,
    /// Its bytes in the line, without the operator that negates it.
    pub(super) span: Range<usize>,
}

/// Atoms joined by `|`, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joined {
    /// Its bytes in the line.
    pub(super) span: Range<usize>,
    pub(super) atoms: Vec<Atom>,
    /// Whether it belongs to a negated group, whose operator is before the group.
    pub(super) refused: bool,
}

/// The clauses of `text`.
pub(super) fn clauses(text: &str) -> Vec<Joined> {
    clauses_from(text, 0)
}

/// The clauses of `text` from byte `at`.
fn clauses_from(text: &str, at: usize) -> Vec<Joined> {
    let mut lexer = Lexer { text, at };
    let mut clauses: Vec<Joined> = Vec::new();
    let mut joined = false;
    loop {
        lexer.skip_blanks();
        if !joined && let Some(last) = clauses.last_mut() {
            joined = lexer.word('|');
            if joined {
                last.span.end = lexer.at;
            } else {
                lexer.word('&');
            }
            lexer.skip_blanks();
        }
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

/// The text after the character at `at`.
fn after(text: &str, at: usize) -> &str {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    rest.next();
    rest.as_str()
}

/// Whether a term may end before `rest`.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| matches!(folded(c), ' ' | '|'))
}

/// Whether a slash before `rest` closes a regular expression.
pub(super) fn closes(rest: &str) -> bool {
    ends(rest) || rest.strip_prefix(['i', 'ｉ']).is_some_and(ends)
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

    /// Reads the word for an operator, if it stands alone and a term follows: `甲 或 乙`, `甲 且（乙 或 丙）`.
    fn word(&mut self, operator: char) -> bool {
        let mut rest = self.rest().chars();
        let is_word = rest.next().and_then(field::operator) == Some(operator);
        let grouped = operator == '&' && rest.as_str().starts_with(['(', '（']);
        let alone = rest.as_str().chars().next().is_some_and(|c| folded(c) == ' ') || grouped;
        let follows = rest.as_str().chars().find(|c| folded(*c) != ' ').is_some_and(|c| folded(c) != '|');
        if is_word && alone && follows {
            self.bump();
        }
        is_word && alone && follows
    }

    fn atom(&mut self) -> Atom {
        let atom = Atom::default();
        if self.word('-') {
            self.skip_blanks();
            let inner = self.plain_atom(atom);
            return Atom { negated: !inner.negated, ..inner };
        }
        self.plain_atom(atom)
    }

    fn plain_atom(&mut self, mut atom: Atom) -> Atom {
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

    /// `(甲|乙)`, as the echo writes it: parentheses around one clause of several terms. Other parentheses are text.
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

    /// `-(甲|乙)`: none of them, that is, each of them negated. Not if `|` joins it with something else.
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

    fn field(&mut self) -> Option<QueryField> {
        let (field, length) = field::at_start(self.rest())?;
        (0..length).for_each(|_| self.bump());
        Some(field)
    }

    /// `/…/` or `/…/i`, followed by a blank, a `|` or the end; anything else is plain text.
    fn regex(&mut self, atom: &mut Atom) -> bool {
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let closes = |at: usize| closes(after(rest, at));
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

    /// Everything up to a blank or `|`; quoted parts are literal.
    fn words(&mut self, atom: &mut Atom) {
        let mut word = String::new();
        atom.word = self.at;
        while let Some(c) = self.peek() {
            match c {
                ' ' | '|' => break,
                '"' => self.quoted(&mut word, atom),
                '~' if atom.field.is_none()
                    && !word.is_empty()
                    && self.second().is_some_and(|c| !matches!(c, ' ' | '|' | '~')) =>
                {
                    self.bump();
                    atom.word = self.at;
                    atom.near.push(std::mem::take(&mut word));
                }
                '/' if atom.field == Some(QueryField::Section) && word.is_empty() => {
                    word.push('/');
                    self.bump();
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

    /// A quoted part. The next ASCII quote closes an ASCII quote, and a doubled one stands for itself; a full-width
    /// quote, or an ASCII quote that no other follows, is closed by any quote. An unclosed quote runs to the end, as
    /// while it is typed.
    fn quoted(&mut self, word: &mut String, atom: &mut Atom) {
        let plain = self.rest().starts_with('"');
        self.bump();
        let plain = plain && self.rest().contains('"');
        atom.quotes = Quotation::Open;
        let start = self.at;
        while let Some(raw) = self.rest().chars().next() {
            self.bump();
            let closes = if plain { raw == '"' } else { folded(raw) == '"' };
            if closes && plain && self.rest().starts_with('"') {
                self.bump();
            } else if closes {
                atom.quotes = Quotation::Closed;
                return;
            }
            word.push(raw);
        }
        atom.word = start;
    }
}
