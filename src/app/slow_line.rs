//! What a slow line is busy with, as far as time alone tells: nothing reports when bytes have arrived.
//!
//! Values only. `update` waits by timers.

use super::{App, Focus};

/// What postpones the article that follows the selection on a slow line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SlowLine {
    /// The last article that followed.
    pub(super) on_its_way: OnItsWay,
    /// Only the beginning of that article is shown so far: the user may walk on.
    pub(super) beginning: bool,
}

impl App {
    /// Rows of the text that are shown: on a slow line first half of those of an article that may be passed over.
    pub fn preview_rows(&self) -> u16 {
        let rows = self.screen.panes.reader.rows;
        if self.input.debounce.slow.beginning && self.focus == Focus::List { rows / 2 } else { rows }
    }
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
