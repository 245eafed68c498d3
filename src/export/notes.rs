//! The notes and underlines of the user, by article: as Markdown to read, or as JSON lines.
//!
//! What must not go in: how a passage is found again (`state`).

use std::collections::HashSet;
use std::io;
use std::ops::Range;

use serde::Serialize;

use super::citation::citation;
use super::id::id_of;
use super::markdown::escaped;
use super::options::{ExportFormat, ExportOptions};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, ArticleKey, Corpus};
use crate::messages::{Phrase, Word};
use crate::output::Printer;
use crate::province::corrections::key_of;
use crate::state::{Annotations, ArticleState, TextAnchor};

/// An article with notes or underlines.
#[derive(Debug, Clone, Copy)]
pub struct NotedArticle<'a> {
    /// Its key.
    pub key: ArticleKey,
    /// What is kept of it.
    pub state: &'a ArticleState,
    /// The article, if it is in the library.
    pub article: Option<Article<'a>>,
}

/// A note, or an underlined passage.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NotedPassage<'a> {
    anchor: &'a TextAnchor,
    /// The words of the user; none for an underline.
    note: Option<&'a str>,
    /// Where it stands in the text now.
    found: Option<Range<u32>>,
}

/// One of them as a line of JSON.
#[derive(Debug, Serialize)]
struct PassageJson<'a> {
    id: Option<String>,
    path: Option<String>,
    title: &'a str,
    citation: Option<&'a str>,
    kind: &'static str,
    /// The paragraph where it begins, from 1; none for the article as a whole and for a passage that is lost.
    paragraph: Option<usize>,
    quote: &'a str,
    note: Option<&'a str>,
}

/// The articles with notes or underlines: those of the library in its order, then those that are not in it, by title.
pub fn noted<'a>(corpus: &'a Corpus, annotations: &'a Annotations) -> Vec<NotedArticle<'a>> {
    let has_any = |state: &ArticleState| !state.notes.is_empty() || !state.underlines.is_empty();
    let mut seen = HashSet::new();
    let mut noted = Vec::new();
    if annotations.articles().any(|(_, state)| has_any(state)) {
        for article in corpus.articles() {
            let key = key_of(corpus, article);
            let Some(state) = annotations.get(key).filter(|state| has_any(state)) else { continue };
            if annotations.index(key).is_some_and(|number| seen.insert(number)) {
                noted.push(NotedArticle { key, state, article: Some(article) });
            }
        }
    }
    let others = annotations.articles().filter(|(key, state)| {
        has_any(state) && annotations.index(*key).is_some_and(|number| !seen.contains(&number))
    });
    let mut others: Vec<NotedArticle<'a>> =
        others.map(|(key, state)| NotedArticle { key, state, article: None }).collect();
    others.sort_by_key(|other| (other.state.title.as_str(), other.key));
    noted.extend(others);
    noted
}

impl<'a> NotedArticle<'a> {
    /// Its passages in the order of the text, those that are lost last.
    fn passages(&self) -> Vec<NotedPassage<'a>> {
        let text = self.article.map(|article| article.text());
        let find = |anchor: &TextAnchor| text.as_ref().and_then(|text| anchor.locate(text.as_str()));
        let notes = self.state.notes.iter().map(|note| (&note.passage, Some(note.text.as_str())));
        let underlines = self.state.underlines.values().map(|passage| (passage, None));
        let all = notes.chain(underlines);
        let mut passages: Vec<NotedPassage<'_>> =
            all.map(|(anchor, note)| NotedPassage { anchor, note, found: find(anchor) }).collect();
        passages.sort_by_key(|passage| {
            let start = passage.found.as_ref().map(|range| range.start);
            (!passage.anchor.is_whole(), start.is_none(), start, passage.anchor.start)
        });
        passages
    }

    /// The paragraph of its text that has this byte, from 1; the title is 0.
    fn paragraph(&self, byte: u32) -> Option<usize> {
        let text = self.article?.text();
        Some(text.as_str().get(..byte as usize)?.matches('\n').count())
    }

    fn title(&self) -> &'a str {
        &self.state.title
    }
}

/// Writes notes and underlines: as JSON lines, else as Markdown. Returns how many.
///
/// # Errors
/// As the stream.
pub fn write_notes(
    articles: &[NotedArticle<'_>],
    options: &ExportOptions,
    out: &mut Printer,
) -> io::Result<usize> {
    let mut count = 0;
    for (number, article) in articles.iter().enumerate() {
        let passages = article.passages();
        count += passages.len();
        let cited =
            article.article.map(|article| citation(article, &shown_path(&article.path()), options.citation));
        if options.format == ExportFormat::JsonLines {
            for passage in &passages {
                out.json(&json(article, passage, cited.as_deref()))?;
            }
            continue;
        }
        if number > 0 {
            out.text("")?;
        }
        out.text(&markdown(article, &passages, cited.as_deref(), options))?;
    }
    Ok(count)
}

fn json<'a>(
    article: &NotedArticle<'a>,
    passage: &NotedPassage<'a>,
    cited: Option<&'a str>,
) -> PassageJson<'a> {
    let start = passage.found.as_ref().filter(|_| !passage.anchor.is_whole()).map(|range| range.start);
    PassageJson {
        id: article.article.map(id_of),
        path: article.article.map(|article| shown_path(&article.path())),
        title: article.title(),
        citation: cited,
        kind: if passage.note.is_some() { "note" } else { "underline" },
        paragraph: start.and_then(|start| article.paragraph(start)),
        quote: &passage.anchor.quote,
        note: passage.note,
    }
}

fn markdown(
    article: &NotedArticle<'_>,
    passages: &[NotedPassage<'_>],
    cited: Option<&str>,
    options: &ExportOptions,
) -> String {
    let lang = options.citation.lang;
    let mut parts = vec![format!("## {}", escaped(article.title()))];
    parts.push(escaped(cited.unwrap_or_else(|| Word::NotInLibrary.text(lang))));
    for passage in passages {
        if !passage.anchor.is_whole() {
            let lines = passage.anchor.quote.lines().map(|line| format!("> {}", escaped(line)));
            parts.push(lines.collect::<Vec<_>>().join("\n>\n"));
        }
        if let Some(note) = passage.note {
            let lost = passage.found.is_none() && !passage.anchor.is_whole() && article.article.is_some();
            let label = Phrase::Label((if lost { Word::LostNote } else { Word::Note }).text(lang)).text(lang);
            parts.push(format!("{}{}", escaped(&label), escaped(note)));
        }
    }
    parts.join("\n\n") + "\n"
}
