//! The paragraphs of an article as they are taken out: whole, where the corpus stores a very long one in pieces.

use crate::corpus::Article;
use crate::format::Kind;

/// A paragraph in one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WholeParagraph {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// The paragraphs of an article.
pub(super) fn paragraphs(article: Article<'_>) -> Vec<WholeParagraph> {
    let mut whole: Vec<WholeParagraph> = Vec::new();
    for paragraph in article.paragraphs() {
        match whole.last_mut() {
            Some(last) if paragraph.continued => last.text.push_str(paragraph.text.as_str()),
            _ => whole.push(WholeParagraph { kind: paragraph.kind, text: paragraph.text.to_string() }),
        }
    }
    whole
}

/// Its paragraphs, a line each, without the title.
pub(super) fn text(article: Article<'_>) -> String {
    paragraphs(article).into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>().join("\n")
}

/// Whether a paragraph belongs to the one before it: lines of verse and of code, and rows of a table, stand together.
pub(super) fn goes_on(before: Kind, kind: Kind) -> bool {
    matches!(
        (before, kind),
        (Kind::Verse | Kind::Stanza, Kind::Verse)
            | (Kind::Code, Kind::Code)
            | (Kind::TableHead | Kind::TableRow, Kind::TableRow)
    )
}

/// The paragraphs that stand together.
pub(super) fn groups(all: &[WholeParagraph]) -> impl Iterator<Item = &[WholeParagraph]> {
    all.chunk_by(|before, next| goes_on(before.kind, next.kind))
}

/// The cells of a row of a table.
pub(super) fn cells(row: &WholeParagraph) -> Vec<&str> {
    row.text.split("  ").collect()
}
