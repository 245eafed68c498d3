//! What a slow line is busy with, as far as time alone tells: nothing reports when bytes have arrived.
//!
//! Values only. `update` waits by timers.

/// What postpones the article that follows the selection on a slow line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SlowLine {
    /// The selection moved a moment ago.
    pub(super) walking: bool,
    /// The last article that followed.
    pub(super) on_its_way: OnItsWay,
}

/// Whether the last article that followed the selection is still on its way over a slow line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum OnItsWay {
    /// Nothing.
    #[default]
    Nothing,
    /// An article.
    Article,
    /// Another one was to follow meanwhile.
    ArticleAndNext,
}
