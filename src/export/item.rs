//! An article to be taken out, with what the user has added to it.

use super::id::id_of;
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, Corpus, Tags};
use crate::facet;
use crate::format::Field;
use crate::province::corrections::Correction;
use crate::state::{Annotated, Annotations, ArticleState, ArticleStatus};

/// The statuses that exclude each other, and their names in JSON and tables.
const STATUSES: [(ArticleStatus, &str); 4] = [
    (ArticleStatus::New, "new"),
    (ArticleStatus::Read, "read"),
    (ArticleStatus::Opened, "opened"),
    (ArticleStatus::Unread, "unread"),
];

/// An article to be taken out.
#[derive(Debug, Clone, Copy)]
pub struct ExportItem<'a> {
    /// The article.
    pub article: Article<'a>,
    /// The corpus that it belongs to.
    pub corpus: &'a Corpus,
    annotated: Annotated<'a>,
    correction: Correction,
}

impl<'a> ExportItem<'a> {
    /// An article of `corpus` as the user wants it.
    pub fn new(article: Article<'a>, corpus: &'a Corpus, annotations: &'a Annotations) -> Self {
        let annotated = annotations.of(corpus, article);
        let correction = annotations.corrections().of(corpus, article);
        Self { article, corpus, annotated, correction }
    }

    /// Its provinces, corrections included.
    pub fn provinces(&self) -> Tags {
        self.annotated.tags
    }

    /// The correction of its provinces.
    pub fn correction(&self) -> Correction {
        self.correction
    }

    /// What is kept of it.
    pub fn state(&self) -> Option<&'a ArticleState> {
        self.annotated.state()
    }

    /// How far the user is with it: `new`, `unread`, `opened` or `read`.
    pub fn status(&self) -> &'static str {
        let status = STATUSES.iter().find(|(status, _)| self.annotated.is(*status));
        status.map_or("unread", |(_, name)| name)
    }

    /// Whether it is starred.
    pub fn starred(&self) -> bool {
        self.annotated.is(ArticleStatus::Starred)
    }

    /// What it is filed under: by its file, and by the user.
    pub fn tags(&self) -> Vec<String> {
        let said = self.article.said().text(Field::Tags);
        facet::names(said, self.annotated.said(Field::Tags)).map(str::to_owned).collect()
    }

    /// What is said of it.
    pub fn said(&self, field: Field) -> Option<String> {
        self.article.statement(field).map(|(text, _)| text.to_string())
    }

    /// Its authors.
    pub fn authors(&self) -> Vec<String> {
        self.said(Field::Author).iter().flat_map(|authors| authors.lines()).map(str::to_owned).collect()
    }

    /// Its id.
    pub fn id(&self) -> String {
        id_of(self.article)
    }

    /// The path of its file, as it is shown.
    pub fn path(&self) -> String {
        shown_path(&self.article.path())
    }
}
