//! A table with a row a word, for programs that count: id, date, province, section, paragraph, word, and the words of the word
//! list that it is made of; columns separated by tabs, no quotes.
//!
//! The words are those that the concordance counts; blanks are no words. Paragraph 0 is the title.

use std::io;

use super::id::shown_id;
use super::item::ExportItem;
use crate::concordance::tokenizer::Tokenizer;
use crate::concordance::{TextToken, TokenKind, WordSet};
use crate::output::Printer;
use crate::province;

/// The names of the columns.
const COLUMNS: [&str; 7] = ["doc_id", "date", "province", "section", "paragraph", "token", "list_words"];

pub(super) fn write<'a>(items: impl Iterator<Item = ExportItem<'a>>, out: &mut Printer) -> io::Result<()> {
    out.row(&COLUMNS)?;
    let mut items = items.peekable();
    let Some(corpus) = items.peek().map(|item| item.corpus) else { return Ok(()) };
    let (words, list) = (WordSet::of(corpus), WordSet::default());
    let (mut tokenizer, mut splitter) = (Tokenizer::new(&words, corpus), Tokenizer::new(&list, corpus));
    let (mut tokens, mut parts) = (Vec::new(), Vec::new());
    for item in items {
        tokenizer.tokens(item.article, &[], &mut tokens);
        splitter.tokens(item.article, &[], &mut parts);
        rows(item, &tokens, &parts, out)?;
    }
    Ok(())
}

fn rows(
    item: ExportItem<'_>,
    tokens: &[TextToken],
    parts: &[TextToken],
    out: &mut Printer,
) -> io::Result<()> {
    let id = shown_id(item.article);
    let date = item.article.date().map(|date| date.to_string()).unwrap_or_default();
    let about: Vec<&str> = province::names(item.provinces().about).collect();
    let (about, section, text) = (about.join(";"), item.article.section(), item.article.text().as_str());
    let (mut paragraph, mut parts) = (0, parts.iter().peekable());
    for token in tokens {
        let mut list_words = Vec::new();
        while let Some(part) = parts.next_if(|part| part.range.end <= token.range.end) {
            list_words.extend(text.get(part.range.clone()));
            if part.kind == TokenKind::LineEnd {
                break;
            }
        }
        if token.kind == TokenKind::LineEnd {
            paragraph += 1;
            continue;
        }
        let word = text.get(token.range.clone()).unwrap_or_default();
        if !word.trim().is_empty() {
            let number = paragraph.to_string();
            out.row(&[&id, &date, &about, section.as_str(), &number, word, &list_words.join(" ")])?;
        }
    }
    Ok(())
}
