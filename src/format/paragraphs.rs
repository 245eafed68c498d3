//! Fills a draft with paragraphs, and finds the marks that some crawlers leave in place of a picture, which only whole
//! lines show.
//!
//! What must not go in: markup, and paragraph detection.

use memchr::memchr;

use crate::format::{Draft, Kind};
use crate::text::sanitize::{self, is_blank};

/// A line of at least this many `-` may frame a picture mark (characters).
const LEAST_DASHES: usize = 5;

/// Fills a draft line by line. A line such as `-----这里有图片-----` becomes a [`Kind::Image`] paragraph without its
/// dashes, and absorbs adjacent lines of dashes. Any other line of dashes stays text.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    draft: Draft,
    /// A pending line of dashes: text unless a picture mark follows.
    held: Option<(Kind, String)>,
    after_mark: bool,
}

impl Paragraphs {
    /// An empty draft.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// An empty draft with room for `bytes` of text.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { draft: Draft::with_capacity(bytes), ..Self::default() }
    }

    /// Adds raw text: one paragraph per line.
    pub(super) fn push(&mut self, kind: Kind, raw: &str) {
        if self.held.is_none() && !self.after_mark && memchr(b'-', raw.as_bytes()).is_none() {
            self.draft.push(kind, raw);
            return;
        }
        sanitize::lines(raw).for_each(|line| self.push_line(kind, line));
    }

    fn push_line(&mut self, kind: Kind, line: &str) {
        match Line::of(line) {
            Line::Blank => {}
            Line::Mark(text) => {
                self.held = None;
                self.draft.push(Kind::Image, text);
                self.after_mark = true;
            }
            Line::Dashes if self.after_mark => self.after_mark = false,
            Line::Dashes => {
                self.let_go();
                self.held = Some((kind, line.to_owned()));
            }
            Line::Text => {
                self.let_go();
                self.after_mark = false;
                self.draft.push(kind, line);
            }
        }
    }

    fn let_go(&mut self) {
        if let Some((kind, line)) = self.held.take() {
            self.draft.push(kind, &line);
        }
    }

    /// Returns the finished draft.
    pub(super) fn finish(mut self) -> Draft {
        self.let_go();
        self.draft
    }
}

/// The role of a line in a picture mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// No text.
    Blank,
    /// Only dashes.
    Dashes,
    /// A picture mark; the text between its dashes.
    Mark(&'a str),
    /// Anything else.
    Text,
}

impl<'a> Line<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let line = line.trim_matches(is_blank);
        if line.is_empty() {
            return Line::Blank;
        }
        let start = line.trim_start_matches('-');
        if line.len() - start.len() < LEAST_DASHES {
            return Line::Text;
        }
        if start.is_empty() {
            return Line::Dashes;
        }
        let inside = start.trim_end_matches('-');
        if start.len() - inside.len() >= LEAST_DASHES && inside.contains("图片") {
            // On a web page the frame is on the same line.
            return Line::Mark(inside.trim_matches(|c| c == '-' || is_blank(c)));
        }
        Line::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut paragraphs = Paragraphs::new();
        paragraphs.push(Kind::Body, text);
        super::super::shown(&paragraphs.finish())
    }

    #[test]
    fn a_framed_mark_is_one_picture() {
        let text = "甲\n---------- \n-----这里有图片----- \n---------- \n乙";
        assert_eq!(shown(text), "甲\n[图] 这里有图片\n乙");
    }

    #[test]
    fn marks_in_a_row_are_pictures_each() {
        let text = "------\n-----图片 a/1-2.jpg-----\n------\n\n------\n-----图片 b.jpg-----\n------";
        assert_eq!(shown(text), "[图] 图片 a/1-2.jpg\n[图] 图片 b.jpg");
    }

    #[test]
    fn dashes_without_a_mark_stay_text() {
        assert_eq!(shown("甲\n----------\n乙\n----------"), "甲\n----------\n乙\n----------");
        assert_eq!(shown("-----图片-----\n-----\n-----"), "[图] 图片\n-----");
        assert_eq!(shown("-----图片是什么\n--图片--"), "-----图片是什么\n--图片--");
    }
}
