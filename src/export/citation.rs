//! How an article is cited: for the eye, or by the standard GB/T 7714-2015 as an article of a newspaper or as a page.
//!
//! What must not go in: copying and printing.

use super::options::{CitationOptions, CitationStyle};
use crate::corpus::Article;
use crate::format::{Date, Field};
use crate::messages::{Phrase, Word};
use crate::text::CleanText;

/// Endings of the names of newspapers.
const PAPERS: [&str; 4] = ["报", "報", "Daily", "Times"];

/// What stands for the authors after the third.
const OTHERS: &str = "等";

/// Authors that are named.
const NAMED: usize = 3;

/// The citation of an article. `shown` is the path of its file as the reader shows it.
pub fn citation(article: Article<'_>, shown: &str, options: CitationOptions) -> String {
    match options.style {
        CitationStyle::Plain => plain(article, shown, options),
        CitationStyle::GbT7714 => standard(article, shown, options.today),
    }
}

/// `《辽宁沈阳的老院子》，2019-10-29，河湖/12.txt`
fn plain(article: Article<'_>, shown: &str, options: CitationOptions) -> String {
    let lang = options.lang;
    let mut parts = vec![Phrase::Title(&article.label().to_string()).text(lang)];
    parts.extend(article.date().map(|date| match date {
        Date { year: 0, month: 1.., .. } => Phrase::Day { month: date.month, day: date.day }.text(lang),
        date => date.to_string(),
    }));
    parts.push(CleanText::line(shown).to_string());
    parts.join(Word::Comma.text(lang))
}

/// `某甲. 老院子[N]. 北湖日报, 2019-10-29.` and `某甲. 老院子[EB/OL]. 北湖网, 2019(2019-10-29)[2026-11-30]. 河湖/12.txt.`
fn standard(article: Article<'_>, shown: &str, today: Date) -> String {
    let line = |text: &str| CleanText::line(text).to_string();
    let title = line(article.label().as_str());
    let date = article.date().filter(|date| date.year > 0);
    let source =
        statement(article, Field::Source).map(|source| line(&source)).filter(|source| !source.is_empty());
    let mut parts: Vec<String> = authors(article).into_iter().collect();
    match source {
        Some(paper) if PAPERS.iter().any(|ending| paper.ends_with(ending)) => {
            parts.push(format!("{title}[N]"));
            parts.push(
                [Some(paper), date.map(|date| date.to_string())]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", "),
            );
        }
        source => {
            parts.push(format!("{title}[EB/OL]"));
            let year = date.filter(|_| source.is_some()).map(|date| format!("{:04}", date.year));
            let published = [source, year].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let changed = date.map(|date| format!("({date})")).unwrap_or_default();
            parts.push(format!("{published}{changed}[{today}]"));
            parts.push(line(shown));
        }
    }
    format!("{}.", parts.join(". "))
}

fn statement(article: Article<'_>, field: Field) -> Option<String> {
    article.statement(field).map(|(text, _)| text.to_string())
}

/// The first three authors, and a word for the others.
fn authors(article: Article<'_>) -> Option<String> {
    let said = statement(article, Field::Author).unwrap_or_default();
    let all: Vec<String> = said.lines().map(|author| CleanText::line(author).to_string()).collect();
    let mut named: Vec<&str> = all.iter().take(NAMED).map(String::as_str).collect();
    if all.len() > NAMED {
        named.push(OTHERS);
    }
    (!named.is_empty()).then(|| named.join(", "))
}
