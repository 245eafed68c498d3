//! Whether a query names an article's section, or one above it.
//!
//! What must not go in: counting sections.

use super::WordPattern;
use crate::text::folding::Folding;

/// A section that a query names.
#[derive(Debug)]
pub(super) enum SectionPattern {
    /// The section contains these characters.
    Named(WordPattern),
    /// The section is this folded path, or below it.
    Below(String),
    /// The article has no section.
    Nowhere,
}

impl SectionPattern {
    /// A leading `/` makes `name` a path from the root of the library; `None` asks for articles without a section.
    pub(super) fn new(name: Option<&str>) -> Self {
        match name.map(|name| (name, name.strip_prefix('/'))) {
            None => Self::Nowhere,
            Some((_, Some(path))) => Self::Below(Folding::get().folded(path)),
            Some((name, None)) => Self::Named(WordPattern::new(name)),
        }
    }

    pub(super) fn holds(&self, section: &str) -> bool {
        match self {
            Self::Nowhere => section.is_empty(),
            Self::Named(word) => word.is_in(section),
            Self::Below(path) => {
                let folded = Folding::get().folded(section);
                folded
                    .strip_prefix(path.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_anywhere_and_a_path_from_the_root() {
        let fits = |name: &str, section: &str| SectionPattern::new(Some(name)).holds(section);
        assert!(fits("工作", "要闻/工作動態") && fits("動態", "要闻/工作动态") && !fits("动", "要闻"));
        assert!(
            fits("/要闻", "要闻")
                && fits("/要聞", "要闻/工作")
                && !fits("/要闻", "要闻二")
                && !fits("/工作", "要闻/工作")
        );
        assert!(SectionPattern::new(None).holds("") && !SectionPattern::new(None).holds("要闻"));
    }
}
