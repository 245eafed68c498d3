//! Titles in 《》: a place in them counts only in a newspaper or a document.

use std::sync::LazyLock;

use crate::province::word_list::{WordList, WordListFile};

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/works.txt"));

/// Endings of the titles of documents (`docs/en/provinces.md`).
static DOCUMENTS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("documents"));

/// How titles of official documents begin.
static OFFICIAL: LazyLock<WordList> = LazyLock::new(|| TABLE.words("official"));

/// Titles that end in 法 and are not laws end in these.
static NOT_LAWS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-laws"));

/// Titles that end in 报 and are not papers end in these.
static NOT_PAPERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-papers"));

/// The titles of a paragraph: bytes between 《 and 》, and whether places count there.
#[derive(Debug, Default)]
pub(crate) struct Works {
    spans: Vec<(usize, usize, bool)>,
}

impl Works {
    pub(crate) fn of(text: &str) -> Self {
        let mut spans = Vec::new();
        if memchr::memmem::find(text.as_bytes(), "《".as_bytes()).is_none() {
            return Self { spans };
        }
        let mut open: Option<usize> = None;
        for (at, c) in text.match_indices(['《', '》']) {
            if c == "《" {
                open = open.or(Some(at + c.len()));
            } else if let Some(start) = open.take() {
                spans.push((start, at, is_document(text.get(start..at).unwrap_or_default())));
            }
        }
        Self { spans }
    }

    /// Whether the byte at `at` is in the title of a work that is not a document.
    pub(crate) fn hide(&self, at: usize) -> bool {
        self.spans.iter().any(|(start, end, document)| (*start..*end).contains(&at) && !document)
    }
}

fn is_document(title: &str) -> bool {
    let mut title = title.trim_end();
    while let Some(inner) = title.strip_suffix(['）', ')', '〉', '”', '】', '〕']) {
        let Some(open) = inner.rfind(['（', '(', '〈', '“', '【', '〔']) else { break };
        let Some(head) = inner.get(..open) else { break };
        title = head.trim_end();
    }
    let paper = title.ends_with('报') && !NOT_PAPERS.ends(title);
    OFFICIAL.begins(title)
        || paper
        || DOCUMENTS.ends(title)
        || (title.ends_with('法') && !NOT_LAWS.ends(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_papers_show_their_places() {
        for title in ["北京日报", "上海市生活垃圾管理条例（草案）", "海南自由贸易港法", "大湾区发展规划纲要"]
        {
            assert!(is_document(title), "{title}");
        }
        for title in ["四川好人", "成都", "苏州的书法", "北京法源寺"] {
            assert!(!is_document(title), "{title}");
        }
    }

    #[test]
    fn what_is_not_closed_hides_nothing() {
        let text = "《边城》与《湘西";
        let works = Works::of(text);
        assert!(works.hide(text.find('边').unwrap()) && !works.hide(text.find('湘').unwrap()));
    }
}
