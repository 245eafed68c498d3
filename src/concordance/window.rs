//! The window around a use: which words are near it.
//!
//! What must not go in: counting them.

use super::tokenizer::{TextToken, TokenKind};
use super::uses::Use;

/// Which words count as near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Words to the left.
    pub left: usize,
    /// Words to the right.
    pub right: usize,
    /// Whether it goes on beyond the end of a sentence; never beyond that of a paragraph.
    pub cross_sentence: bool,
}

impl Default for Window {
    fn default() -> Self {
        Self { left: 5, right: 5, cross_sentence: false }
    }
}

/// The words in the window of a use, as collocates are counted, but for those that are nearer to another use.
pub(super) fn words_near<'t>(tokens: &'t [TextToken], one: &Use, window: Window) -> Vec<&'t TextToken> {
    let range = one.range();
    let before =
        tokens.get(..tokens.partition_point(|token| token.range.end <= range.start)).unwrap_or_default();
    let after =
        tokens.get(tokens.partition_point(|token| token.range.start < range.end)..).unwrap_or_default();
    let inside = |token: &&TextToken| match token.kind {
        TokenKind::LineEnd | TokenKind::Gap => false,
        TokenKind::SentenceEnd => window.cross_sentence,
        TokenKind::Word | TokenKind::Sign => true,
    };
    let is_word = |token: &&TextToken| token.kind == TokenKind::Word;
    let left = before.iter().rev().take_while(inside).filter(is_word).take(window.left);
    left.chain(after.iter().take_while(inside).filter(is_word).take(window.right)).collect()
}
