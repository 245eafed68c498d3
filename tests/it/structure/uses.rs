//! Paths that a file mentions: in its `use` declarations and in its code.

use super::modules::parent;
use super::tokens::Token;

/// A path in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// As written: `["super", "Draft"]`.
    pub path: Vec<String>,
    /// The module around it: that of the file, or one with braces in it.
    pub inside: String,
    /// What a `use` declaration calls it; nothing for a path in code.
    pub alias: Option<String>,
    /// Whether others may use that name.
    pub is_public: bool,
}

/// All paths of more than one segment in the tokens of a module.
pub(super) fn mentions(module: &str, tokens: &[Token]) -> Vec<Mention> {
    let mut found = Vec::new();
    // The module at this place, and the depths of braces where modules inside the file end.
    let (mut inside, mut depth, mut ends) = (module.to_owned(), 0, Vec::new());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Sign('{') => {
                if let [.., Token::Word(keyword), Token::Word(name)] = &tokens[..at]
                    && keyword == "mod"
                {
                    inside = format!("{inside}::{name}");
                    ends.push(depth);
                }
                depth += 1;
            }
            Token::Sign('}') => {
                depth -= 1;
                if ends.pop_if(|end| *end == depth).is_some() {
                    inside = parent(&inside).unwrap_or("").to_owned();
                }
            }
            Token::Word(word) if word == "use" => {
                let is_public = at > 0 && (tokens[at - 1].word() == Some("pub") || tokens[at - 1].is(')'));
                let mut reader = Tree { tokens, at: at + 1, found: Vec::new() };
                reader.tree(&[]);
                at = reader.at;
                found.extend(reader.found.into_iter().map(|(path, alias)| Mention {
                    path,
                    inside: inside.clone(),
                    alias: Some(alias),
                    is_public,
                }));
                continue;
            }
            Token::Word(word) => {
                let mut path = vec![word.clone()];
                let in_visibility = at > 0 && tokens[at - 1].word() == Some("in") && tokens[at - 2].is('(');
                while let [Token::Sign(':'), Token::Sign(':'), Token::Word(next), ..] = &tokens[at + 1..] {
                    path.push(next.clone());
                    at += 3;
                }
                if path.len() > 1 && !in_visibility {
                    found.push(Mention { path, inside: inside.clone(), alias: None, is_public: false });
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads the tree of a `use` declaration.
struct Tree<'a> {
    tokens: &'a [Token],
    at: usize,
    found: Vec<(Vec<String>, String)>,
}

impl Tree<'_> {
    fn tree(&mut self, prefix: &[String]) {
        let mut path = prefix.to_vec();
        loop {
            match self.tokens.get(self.at) {
                Some(Token::Word(word)) if word == "as" => {
                    let alias = self.tokens[self.at + 1].word().unwrap_or("_").to_owned();
                    self.at += 2;
                    self.found.push((path, alias));
                    return;
                }
                Some(Token::Word(word)) => path.push(word.clone()),
                Some(Token::Sign(':')) => {}
                Some(Token::Sign('*')) => {
                    path.push("*".to_owned());
                }
                Some(Token::Sign('{')) => {
                    self.at += 1;
                    while self.tokens.get(self.at).is_some_and(|token| !token.is('}')) {
                        self.tree(&path);
                        self.at += usize::from(self.tokens.get(self.at).is_some_and(|token| token.is(',')));
                    }
                    self.at += 1;
                    return;
                }
                _ => {
                    path.pop_if(|last| last == "self" && !prefix.is_empty());
                    self.found.extend(path.last().cloned().map(|alias| (path, alias)));
                    return;
                }
            }
            self.at += 1;
        }
    }
}

#[test]
fn paths_are_found_in_declarations_and_in_code() {
    let source = "pub use self::a::{self, b::{C, d as e}, *}; mod m { fn f(x: super::X) -> crate::p::Q<std::io::E> {} }";
    let (tokens, _) = super::tokens::production(source);
    let found: Vec<_> = mentions("top", &tokens)
        .iter()
        .map(|m| format!("{} {} {}", m.inside, m.path.join("::"), m.alias.as_deref().unwrap_or("-")))
        .collect();
    let expected = [
        "top self::a a",
        "top self::a::b::C C",
        "top self::a::b::d e",
        "top self::a::* *",
        "top::m super::X -",
        "top::m crate::p::Q -",
        "top::m std::io::E -",
    ];
    assert_eq!(found, expected);
}
