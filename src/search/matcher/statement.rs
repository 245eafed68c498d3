//! Whether what is said of an article, its author, source or tags, is what a query asks for.
//!
//! What must not go in: the text of the article.

use super::WordPattern;
use crate::corpus::Article;
use crate::format::Field;
use crate::query;
use crate::state::Annotated;
use crate::text::folding::Folding;

/// What a query asks of a field.
#[derive(Debug)]
pub(super) enum StatementPattern {
    /// It contains these characters.
    Named(WordPattern),
    /// One of its lines is this, folded.
    Line(String),
    /// Nothing is said.
    Absent,
}

impl StatementPattern {
    /// A tag is asked for as a whole, as the pane counts it; an author and a source by a part, or behind `=` as a whole.
    /// `None` asks for articles of which nothing is said.
    pub(super) fn new(field: Field, value: Option<&str>) -> Self {
        let Some(value) = value else { return Self::Absent };
        let whole = if field == Field::Tags { Some(value) } else { query::whole_name(value) };
        match whole {
            Some(whole) => Self::Line(Folding::get().folded(whole.trim())),
            None => Self::Named(WordPattern::new(value)),
        }
    }

    /// The user's own tags count like those of the file.
    pub(super) fn holds(&self, field: Field, article: Article<'_>, annotated: Annotated<'_>) -> bool {
        let (said, own) = (article.said().text(field), annotated.said(field));
        match self {
            Self::Absent => said.is_empty() && own.is_empty(),
            _ => self.fits(said) || own.iter().any(|tag| self.fits(tag)),
        }
    }

    fn fits(&self, said: &str) -> bool {
        match self {
            Self::Named(word) => word.is_in(said),
            Self::Line(line) => said.lines().any(|tag| Folding::get().folded(tag) == *line),
            Self::Absent => said.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_whole_line_and_a_name_a_part() {
        let fits = |field, value, said: &str| StatementPattern::new(field, value).fits(said);
        assert!(fits(Field::Tags, Some("桥"), "东门\n橋") && !fits(Field::Tags, Some("桥"), "桥东"));
        assert!(fits(Field::Author, Some("某"), "某甲") && !fits(Field::Source, Some("某"), ""));
        assert!(fits(Field::Author, None, "") && !fits(Field::Tags, None, "桥"));
        assert!(
            fits(Field::Author, Some("=某甲"), "某乙\n某甲") && !fits(Field::Author, Some("=某"), "某甲")
        );
        assert!(fits(Field::Source, Some("＝渠报"), "渠報") && fits(Field::Source, Some("="), "1=1"));
    }
}
