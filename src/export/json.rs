//! An article as one line of JSON: the documented, stable form of `list` and `search`, and with its text of `export`.

use std::fmt::Write as _;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde::Serialize;

use super::citation::citation;
use super::id::id_of;
use super::item::ExportItem;
use super::options::ExportOptions;
use super::paragraphs::text;
use crate::corpus::Article;
use crate::format::Field;
use crate::messages::{Lang, Remark};
use crate::output::Printer;
use crate::province;

/// Provinces by short name, in standard order.
#[derive(Debug, Serialize)]
struct Provinces {
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
pub struct ArticleJson {
    id: String,
    path: String,
    /// The bytes of the path where they are not UTF-8, in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
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
    state: &'static str,
    starred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<String>,
    provinces: Provinces,
    problems: Vec<String>,
}

/// An article with its text.
#[derive(Debug, Serialize)]
struct WholeArticle<'a> {
    #[serde(flatten)]
    article: ArticleJson,
    citation: String,
    notes: Vec<NoteJson<'a>>,
    /// Its paragraphs, a line each, without the title.
    text: String,
}

/// A note of the user.
#[derive(Debug, Serialize)]
struct NoteJson<'a> {
    quote: &'a str,
    note: &'a str,
}

pub(super) fn write<'a>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    out: &mut Printer,
) -> io::Result<()> {
    for item in items {
        let notes = item.state().map_or(&[][..], |state| state.notes.as_slice());
        out.json(&WholeArticle {
            article: ArticleJson::new(&item, options.citation.lang),
            citation: citation(item.article, &item.path(), options.citation),
            notes: notes
                .iter()
                .map(|note| NoteJson { quote: &note.passage.quote, note: &note.text })
                .collect(),
            text: text(item.article),
        })?;
    }
    Ok(())
}

/// The bytes of a path that is not UTF-8: as text it does not lead to the file.
fn path_bytes(path: &Path) -> Option<String> {
    let bytes = path.as_os_str().as_bytes();
    std::str::from_utf8(bytes).is_err().then(|| {
        bytes.iter().fold(String::new(), |mut hex, byte| {
            _ = write!(hex, "{byte:02x}");
            hex
        })
    })
}

impl ArticleJson {
    /// An article, with its problems in `lang`.
    pub fn new(item: &ExportItem<'_>, lang: Lang) -> Self {
        let article = item.article;
        let (tags, correction) = (item.provinces(), item.correction());
        let original = article.duplicate_of().and_then(|id| item.corpus.article(id));
        Self {
            id: item.id(),
            path: item.path(),
            path_bytes: path_bytes(&article.path()),
            line: article.line(),
            title: article.title().to_string(),
            label: article.label().to_string(),
            ordinal: article.ordinal(),
            section: article.section().to_string(),
            date: article.date().map(|date| date.to_string()),
            chars: article.chars(),
            encoding: article.encoding().name(),
            details: ArticleDetails {
                author: Some(item.authors().join(", ")).filter(|author| !author.is_empty()),
                source: item.said(Field::Source),
                tags: item.tags(),
                summary: item.said(Field::Summary),
                state: item.status(),
                starred: item.starred(),
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
