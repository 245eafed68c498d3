//! Lines of pages that are set once and for all: where they stand tells what is a paragraph.
//!
//! What must not go in: how a format keeps its pages.

use super::properties::Properties;
use crate::format::{Draft, FolderVerdict, Witness, plain};
use crate::text::han::is_han;

/// Text on the same line is so near in height (parts of the size of its characters).
const SAME_LINE: f32 = 0.6;
/// Indents of paragraphs, in characters.
const INDENT: std::ops::Range<f32> = 0.8..3.5;

/// A piece of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct PageText {
    /// Where it begins.
    pub(super) x: f32,
    /// How far it is from the top.
    pub(super) y: f32,
    /// The size of its characters.
    pub(super) size: f32,
    pub(super) text: String,
    /// Blanks stand before it, as far as the format says so.
    pub(super) parted: bool,
}

/// Puts pieces into lines as they come.
pub(super) fn lines(pieces: Vec<PageText>) -> Vec<PageText> {
    let mut lines: Vec<PageText> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(last) if (piece.y - last.y).abs() < SAME_LINE * last.size.max(piece.size) => {
                if piece.parted && !joins(&last.text, &piece.text) {
                    last.text.push(' ');
                }
                last.text.push_str(&piece.text);
            }
            _ => lines.push(piece),
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// Whether two pieces of a line are one word.
fn joins(before: &str, after: &str) -> bool {
    let (before, after) = (before.chars().last(), after.chars().next());
    before.is_none_or(|c| is_han(c) || c.is_whitespace())
        || after.is_none_or(|c| is_han(c) || c.is_whitespace())
}

/// Whether a line is the number of its page and nothing else.
fn is_number(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '－'));
    (1..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit())
}

/// The draft of pages, each of which is its lines. The number below a page is no text.
pub(super) fn draft(
    pages: Vec<Vec<PageText>>,
    properties: &Properties,
    name: &str,
    verdict: &FolderVerdict,
) -> Draft {
    let mut text = String::new();
    for mut page in pages {
        page.pop_if(|last| is_number(&last.text));
        let left = page.iter().map(|line| line.x).fold(f32::INFINITY, f32::min);
        for line in &page {
            let indent = (line.x - left) / line.size.max(f32::EPSILON);
            if INDENT.contains(&indent) {
                text.push_str("\u{3000}\u{3000}");
            }
            text.push_str(line.text.trim());
            text.push('\n');
        }
    }
    let mut parsed = plain::parse(&text, name);
    if parsed.title.is_empty()
        && let Some(title) = properties.believable_title()
    {
        parsed.title = title;
        parsed.title_apart = true;
    }
    properties.values.tell(&mut parsed.draft, Witness::Properties);
    parsed.finish(name, verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f32, y: f32, text: &str, parted: bool) -> PageText {
        PageText { x, y, size: 10.0, text: text.to_owned(), parted }
    }

    #[test]
    fn pieces_of_a_height_are_a_line() {
        let pieces = vec![
            piece(50.0, 10.0, "修渠", false),
            piece(80.0, 11.0, "A4", true),
            piece(90.0, 10.0, "paper", true),
            piece(50.0, 25.0, "放水", false),
        ];
        let texts: Vec<String> = lines(pieces).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["修渠A4 paper", "放水"]);
    }

    #[test]
    fn indents_begin_paragraphs_and_numbers_of_pages_are_none() {
        let line = "江水从山里流出来以后一直往东走，";
        let page = vec![
            piece(90.0, 5.0, "修渠记", false),
            piece(70.0, 10.0, line, false),
            piece(50.0, 20.0, line, false),
            piece(50.0, 30.0, "到了。", false),
            piece(70.0, 40.0, line, false),
            piece(50.0, 50.0, "又到了。", false),
            piece(99.0, 90.0, "- 3 -", false),
        ];
        let draft = draft(vec![page], &Properties::default(), "甲.pdf", &FolderVerdict::default());
        let expected = format!("{line}{line}到了。\n{line}又到了。");
        assert_eq!((draft.title.as_str(), draft.body().as_str()), ("修渠记", expected.as_str()));
    }
}
