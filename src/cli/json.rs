//! An article as one line of JSON: the documented, stable form of `list` and `search`.

use serde::Serialize;

use super::reading::id_of;
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, Corpus};
use crate::format::Field;
use crate::messages::{Lang, Remark};
use crate::province;
use crate::province::corrections::Correction;

/// Provinces by short name, in standard order.
#[derive(Debug, Serialize)]
pub(super) struct Provinces {
    about: Vec<&'static str>,
    mentions: Vec<&'static str>,
    /// The corrections made in the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<Corrected>,
}

/// Provinces added and removed by hand.
#[derive(Debug, Serialize)]
struct Corrected {
    added: Vec<&'static str>,
    removed: Vec<&'static str>,
}

/// One article.
#[derive(Debug, Serialize)]
pub(super) struct ArticleJson {
    id: String,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    title: String,
    label: String,
    ordinal: Option<u32>,
    section: String,
    date: Option<String>,
    chars: usize,
    encoding: &'static str,
    #[serde(flatten)]
    details: ArticleDetails,
}

#[derive(Debug, Serialize)]
struct ArticleDetails {
    author: Option<String>,
    source: Option<String>,
    tags: Vec<String>,
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<String>,
    provinces: Provinces,
    problems: Vec<String>,
}

impl ArticleJson {
    pub(super) fn new(article: Article<'_>, corpus: &Corpus, correction: Correction, lang: Lang) -> Self {
        let tags = correction.apply(article.tags());
        let said = |field| article.statement(field).map(|(text, _)| text.to_string());
        let original = article.duplicate_of().and_then(|id| corpus.article(id));
        Self {
            id: id_of(article),
            path: shown_path(&article.path()),
            line: article.line(),
            title: article.title().to_string(),
            label: article.label().to_string(),
            ordinal: article.ordinal(),
            section: article.section().to_string(),
            date: article.date().map(|date| date.to_string()),
            chars: article.chars(),
            encoding: article.encoding().name(),
            details: ArticleDetails {
                author: said(Field::Author).map(|authors| authors.replace('\n', ", ")),
                source: said(Field::Source),
                tags: said(Field::Tags).iter().flat_map(|tags| tags.lines()).map(str::to_owned).collect(),
                summary: said(Field::Summary),
                duplicate_of: original.map(id_of),
                provinces: Provinces {
                    about: province::names(tags.about).collect(),
                    mentions: province::names(tags.mentions).collect(),
                    corrected: (!correction.is_empty()).then(|| Corrected {
                        added: province::names(correction.added).collect(),
                        removed: province::names(correction.removed).collect(),
                    }),
                },
                problems: problems(article).map(|remark| remark.sentence(lang)).collect(),
            },
        }
    }
}

/// The problems of an article that was read all the same.
fn problems(article: Article<'_>) -> impl Iterator<Item = Remark> {
    let bytes = article.bad_bytes();
    let removed = article.removed().total();
    let no_text = if article.title().is_empty() { Remark::Empty } else { Remark::TitleOnly };
    let problems = [
        (bytes > 0).then_some(Remark::BadBytes(bytes)),
        (removed > 0).then_some(Remark::Removed(removed)),
        (article.paragraph_count() == 0).then_some(no_text),
    ];
    problems.into_iter().flatten()
}
