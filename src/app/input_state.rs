//! The state between keys: what is begun, asked for, or put off until input pauses.
//!
//! Values only; `update` changes them.

use std::collections::{BTreeMap, VecDeque};

use super::action::Action;
use super::key::Key;
use super::keymap::Keymap;
use super::memory::Memory;
use super::reader::{Landing, TextPosition};
use super::{Focus, slow_line};
use crate::corpus::ArticleId;
use crate::province::ProvinceSet;

/// Keys that do not form an action yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Pending {
    pub(super) keys: Vec<Key>,
    pub(super) count: Option<usize>,
    /// The closing mark that an input method is about to send; it is ignored.
    pub(super) swallow: Option<char>,
    /// Consecutive capitals without a meaning.
    pub(super) capitals: u8,
    /// The action that waits for the letter of a mark.
    pub(super) letter: Option<Action>,
}

/// What pressing the same key again does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum RepeatAction {
    #[default]
    None,
    NextArticle(Action),
}

/// Work that is postponed until input pauses.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Debounce {
    /// Input arrived since the last screen.
    pub(super) had_input: bool,
    /// The timer for the bars is running.
    pub(super) bars: bool,
    /// The timer for following the selection is running.
    pub(super) follow: bool,
    /// What a slow line is busy with.
    pub(super) slow: slow_line::SlowLine,
}

/// A requested article, and the focus at the time of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) id: ArticleId,
    pub(super) from: Focus,
}

/// The article that is about to open.
#[derive(Debug, Default)]
pub(super) struct OpeningState {
    /// The requested article that has not arrived yet.
    pub(super) asked: Option<Asked>,
    /// The selected article, if loading it failed; it is not requested again before the next key.
    pub(super) failed: Option<ArticleId>,
    /// Open the row under the cursor, here, as soon as it is loaded.
    pub(super) open_when_known: Option<Landing>,
    /// Show information about the article as soon as it is open.
    pub(super) info_wanted: bool,
}

/// State kept between keys.
#[derive(Debug, Default)]
pub(super) struct InputState {
    pub(super) keymap: Keymap,
    /// The settings of the config that hold from the next start on.
    pub(super) configured: BTreeMap<String, String>,
    pub(super) pending: Pending,
    pub(super) on_repeat: RepeatAction,
    /// The position where a search in the article began.
    pub(super) find_from: TextPosition,
    /// The provinces that `<` and `>` cycle through.
    pub(super) cycle: Option<ProvinceSet>,
    pub(super) opening: OpeningState,
    /// The focus before the last action.
    pub(super) from: Focus,
    /// Actions that wait for the first rows.
    pub(super) kept: VecDeque<(Action, Option<usize>)>,
    pub(super) debounce: Debounce,
    pub(super) memory: Memory,
    /// The last key came from a Chinese input method, which letters do not pass.
    pub(super) has_input_method: bool,
    /// The next answer shows the first rows: the order is a new one.
    pub(super) to_top: bool,
    /// The user has been warned that the program is about to quit.
    pub(super) idle_warned: bool,
}
