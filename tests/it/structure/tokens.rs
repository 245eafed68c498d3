//! Rust source as tokens, as far as the structure tests need them: no comments, no lifetimes, no test modules.

use std::iter::Peekable;
use std::str::Chars;

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A keyword, a name or a number.
    Word(String),
    /// What a string, byte string or character literal stands for.
    Literal(String),
    /// Any other character that is no blank.
    Sign(char),
}

impl Token {
    pub(super) fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }

    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The tokens of the code that is compiled without `cfg(test)`, and the child modules that are not.
pub(super) fn production(source: &str) -> (Vec<Token>, Vec<String>) {
    let tokens = tokens(source);
    let (mut kept, mut tests, mut at) = (Vec::new(), Vec::new(), 0);
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let marked = |at: usize| {
        let shown = |token: &Token| match token {
            Token::Word(word) => word.clone(),
            Token::Sign(sign) => sign.to_string(),
            Token::Literal(_) => String::new(),
        };
        tokens.get(at..at + mark.len()).is_some_and(|found| found.iter().map(shown).eq(mark))
    };
    while let Some(token) = tokens.get(at) {
        if marked(at) {
            let item = at + mark.len();
            at = end_of_item(&tokens, item);
            let item = &tokens[item..at];
            let named = item.iter().skip_while(|token| token.word() != Some("mod")).nth(1);
            if item.last().is_some_and(|last| last.is(';')) {
                tests.extend(named.and_then(Token::word).map(str::to_owned));
            }
            continue;
        }
        kept.push(token.clone());
        at += 1;
    }
    (kept, tests)
}

/// Behind the item that begins here: its first closed braces, or the semicolon before them.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Sign('{' | '(' | '[') => depth += 1,
            Token::Sign('}' | ')' | ']') => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token, Token::Sign('}' | ';')) {
            return at + 1;
        }
    }
    tokens.len()
}

/// All tokens, those of tests as well.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => while rest.next_if(|c| *c != '\n').is_some() {},
            '/' if rest.peek() == Some(&'*') => block_comment(&mut rest),
            '"' => found.push(Token::Literal(string(&mut rest))),
            '\'' => found.extend(character(&mut rest).map(Token::Literal)),
            _ if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                let raw = matches!(word.as_str(), "r" | "br" | "cr");
                match (raw, rest.peek()) {
                    (true, Some('"' | '#')) => found.push(raw_string(&mut rest)),
                    // What stands before a byte string is a part of it.
                    (false, Some('"')) if matches!(word.as_str(), "b" | "c") => {}
                    (false, Some('\'')) if word == "b" => {}
                    _ => found.push(Token::Word(word)),
                }
            }
            _ if c.is_whitespace() => {}
            _ => found.push(Token::Sign(c)),
        }
    }
    found
}

/// To the end of a block comment, whose slash is gone.
fn block_comment(rest: &mut Peekable<Chars>) {
    let (mut depth, mut before) = (0, '/');
    for c in rest.by_ref() {
        match (before, c) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                before = c;
                continue;
            }
        }
        if depth == 0 {
            return;
        }
        before = ' ';
    }
}

/// The rest of a string whose first quote is gone.
fn string(rest: &mut Peekable<Chars>) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next().filter(|c| *c != '"') {
        match c {
            '\\' => text.extend(escape(rest)),
            _ => text.push(c),
        }
    }
    text
}

/// The rest of a raw string whose letters are gone, or of a raw name.
fn raw_string(rest: &mut Peekable<Chars>) -> Token {
    let (mut end, mut text) = (String::from('"'), String::new());
    while let Some(hash) = rest.next_if_eq(&'#') {
        end.push(hash);
    }
    if rest.next_if_eq(&'"').is_none() {
        while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
            text.push(c);
        }
        return Token::Word(text);
    }
    while !text.ends_with(&end)
        && let Some(c) = rest.next()
    {
        text.push(c);
    }
    text.truncate(text.len().saturating_sub(end.len()));
    Token::Literal(text)
}

/// The rest of a character whose first quote is gone; nothing for a lifetime.
fn character(rest: &mut Peekable<Chars>) -> Option<String> {
    if rest.next_if_eq(&'\\').is_some() {
        let text = escape(rest).map(String::from);
        rest.next_if_eq(&'\'');
        return text;
    }
    let mut ahead = rest.clone();
    let (first, second) = (ahead.next()?, ahead.next());
    if second != Some('\'') {
        while rest.next_if(|c| c.is_alphanumeric() || *c == '_').is_some() {}
        return None;
    }
    *rest = ahead;
    Some(first.into())
}

/// What an escape stands for, whose backslash is gone. Only those that can be Chinese are of interest.
fn escape(rest: &mut Peekable<Chars>) -> Option<char> {
    match rest.next()? {
        'u' => {
            let digits: String =
                rest.by_ref().skip(1).take_while(|c| *c != '}').filter(|c| *c != '_').collect();
            u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
        }
        '\n' => {
            while rest.next_if(|c| c.is_whitespace()).is_some() {}
            None
        }
        c => Some(c),
    }
}

#[test]
fn comments_lifetimes_and_tests_are_no_tokens() {
    let source = "// a 'b\nfn f<'a>(x: &'a str) { /* \" /* */ */ g(\"中\\u{56fd}\", '\\'', b'x', r#\"a\"b\"#) }\n\
                  #[cfg(test)] mod tests { use super::*; }\n#[cfg(test)]\nmod other;\nstruct S;";
    let (tokens, tests) = production(source);
    let literals: Vec<_> = tokens.iter().filter(|token| matches!(token, Token::Literal(_))).collect();
    let words: Vec<_> = tokens.iter().filter_map(Token::word).collect();
    assert_eq!(literals.len(), 4, "{literals:?}");
    assert_eq!(literals[0], &Token::Literal("中国".into()));
    assert_eq!(literals[3], &Token::Literal("a\"b".into()));
    assert_eq!(words, ["fn", "f", "x", "str", "g", "struct", "S"]);
    assert_eq!(tests, ["other"]);
}
