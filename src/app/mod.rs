//! App: events become state and effects. No terminal, no drawing, no files.
//!
//! [`update()`] takes one event; [`settle()`] follows a batch of them and prepares what the next drawing needs, so that a
//! held key costs one layout and not ten.

pub mod action;
pub mod event;
pub mod facets;
pub mod filter;
pub mod key;
pub mod keymap;
pub mod list;
pub mod map;
pub mod menu;
pub mod panes;
pub mod prompt;
pub mod reader;
pub mod request;
pub mod status;
mod update;

pub use event::{Answer, ArticleRow, Effect, Event, FrameCost, LibraryStatus, ListRow, Subject, Timer};
pub use key::{Code, Key};
pub(crate) use update::order_name;
pub use update::{settle, update};

use std::collections::VecDeque;
use std::time::Duration;

use crate::corpus::ArticleId;
use crate::facet::Facet;
use crate::messages::{Lang, Message, Word};
use crate::province::ProvinceSet;
use crate::text::{CleanText, WidthPolicy};
use action::{Action, Context};
use facets::{FacetItem, Facets};
use filter::{Fallback, Filter};
use keymap::Keymap;
use list::ArticleList;
use menu::Overlay;
use panes::{LayoutRequest, Panes};
use prompt::{Prompt, Room};
use reader::{Landing, Reader};
use status::StatusSnapshot;

/// Which pane the keys go to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The article list.
    #[default]
    List,
    /// The article.
    Reader,
    /// The facet pane.
    Facets,
}

/// Default bound of a text for the clipboard, in bytes: mosh passes on about one datagram.
const COPY_LIMIT: usize = 4096;

/// What can be set while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Language of the interface.
    pub lang: Lang,
    /// Widths of the terminal.
    pub policy: WidthPolicy,
    /// Longest line of text, in ideographs (two cells).
    pub measure: u16,
    /// Blank row between paragraphs; unset: on screens of 30 rows and more.
    pub spaced: Option<bool>,
    /// How paragraphs are set.
    pub setting: reader::Setting,
    /// The reader has everything.
    pub full_screen: bool,
    /// Highlight the words that name provinces.
    pub highlight_names: bool,
    /// The line is fast for certain: the whole list stands beside an article that is being read.
    pub whole_list: bool,
    /// Longest text for the clipboard of the terminal, in bytes; 0: none is ever sent.
    pub copy_limit: usize,
    /// Leave when no key has come for so long.
    pub idle: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lang: Lang::Zh,
            policy: WidthPolicy::default(),
            measure: 36,
            spaced: None,
            setting: reader::Setting::default(),
            full_screen: false,
            highlight_names: false,
            whole_list: false,
            copy_limit: COPY_LIMIT,
            idle: None,
        }
    }
}

/// What the app knows of the screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Viewport {
    /// Columns.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
    /// Where everything stands.
    pub panes: Panes,
}

/// Keys that are not an action yet.
#[derive(Debug, Clone, Default)]
struct Pending {
    keys: Vec<Key>,
    count: Option<usize>,
    /// The second half of a pair that an input method is about to send.
    swallow: Option<char>,
    /// Capitals in a row that did nothing.
    capitals: u8,
}

/// What the same key does if it is pressed again at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum RepeatAction {
    #[default]
    None,
    NextArticle(Action),
}

/// Everything there is to know for the next screen.
#[derive(Debug, Default)]
pub struct App {
    /// Settings.
    pub options: Options,
    /// Size and areas.
    pub screen: Viewport,
    /// Which pane the keys go to.
    pub focus: Focus,
    /// The article list.
    pub list: ArticleList,
    /// The open article.
    pub reader: Reader,
    /// The query and its answer.
    pub filter: Filter,
    /// The facet pane.
    pub facets: Facets,
    /// The open input line.
    pub prompt: Option<Prompt>,
    /// Help, palette and other things laid over the panes.
    pub overlay: Option<Overlay>,
    /// The library as a whole.
    pub library: LibraryStatus,
    /// What the bars say of the position; unset before the first screen.
    pub status: Option<StatusSnapshot>,
    /// One sentence for the user, until the next key.
    pub notice: Option<Message>,
    input: InputState,
}

/// What is put off until input pauses.
#[derive(Debug, Clone, Copy, Default)]
struct Debounce {
    /// A key came since the last screen.
    had_input: bool,
    /// The bars wait.
    bars: bool,
    /// The reader waits to follow the selection.
    follow: bool,
}

/// An article that was asked for, and where keys went before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    id: ArticleId,
    from: Focus,
}

/// What is kept between keys.
#[derive(Debug, Default)]
struct InputState {
    keymap: Keymap,
    pending: Pending,
    on_repeat: RepeatAction,
    /// The place before a search in the article began.
    find_from: reader::TextPosition,
    /// The provinces that `<` and `>` cycle through.
    cycle: Option<ProvinceSet>,
    /// The article that was asked for and has not come yet.
    asked: Option<Asked>,
    /// The selected article could not be had; it is not asked for again before the next key.
    failed: Option<ArticleId>,
    /// Where keys went before the last action.
    from: Focus,
    /// Actions that wait for the first rows.
    kept: VecDeque<(Action, Option<usize>)>,
    debounce: Debounce,
    /// The cursor stands on a row that has not come yet, and it is to be opened.
    open_when_known: Option<Landing>,
    /// The article that is about to open is to be described.
    info_wanted: bool,
    /// The user was told that the reader is about to leave.
    idle_warned: bool,
}

impl App {
    /// An app with these settings, before anything is known.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// A word of the interface.
    pub fn word(&self, word: Word) -> &'static str {
        word.text(self.options.lang)
    }

    /// Where keys go now.
    pub fn context(&self) -> Context {
        match (&self.overlay, self.focus) {
            (Some(_), _) => Context::Overlay,
            (None, Focus::List) => Context::List,
            (None, Focus::Reader) => Context::Reader,
            (None, Focus::Facets) => Context::Facets,
        }
    }

    /// The values of a facet that the pane shows.
    pub fn facet_items(&self, facet: Facet) -> Vec<FacetItem> {
        let counts = &self.filter.answer().counts;
        self.facets.pane(facet).items(facet, counts, self.filter.query(), self.options.lang)
    }

    /// The value of a facet that the cursor stands on.
    pub fn facet_item(&self, facet: Facet) -> Option<FacetItem> {
        self.facet_items(facet).into_iter().nth(self.facets.pane(facet).cursor())
    }

    /// Whether articles are to be listed and none is yet. An answer without any may be one that was given before they were read.
    pub fn is_waiting(&self) -> bool {
        let nothing = self.library.complete && self.library.articles.number == 0;
        let failed = self.filter.failure().is_some();
        self.list.is_empty() && self.filter.query().is_empty() && !nothing && !failed
    }

    /// The title of an article that was asked for and is late, if that is known.
    pub fn late_title(&self) -> Option<&CleanText> {
        let asked = self.input.asked?;
        self.list.find(asked.id).map(|row| &row.label)
    }

    /// Actions that wait for the first rows.
    pub fn waiting_keys(&self) -> usize {
        self.input.kept.len()
    }

    /// Count typed before a key, for the status row.
    pub fn typed_count(&self) -> Option<usize> {
        self.input.pending.count
    }

    /// Room for candidates: two rows beside the input line, one on a low screen. The end of a row is for the page number.
    pub fn candidate_room(&self) -> Room {
        let rows = match self.screen.rows {
            0..4 => 0,
            4..16 => 1,
            _ => 2,
        };
        Room { cols: self.screen.cols.saturating_sub(5), rows, policy: self.options.policy }
    }

    /// Says something until the next key.
    fn say(&mut self, message: impl Into<Message>) {
        self.notice = Some(message.into());
    }

    /// What is used in place of what was typed, if it is.
    pub fn fallback_message(&self) -> Option<Message> {
        let Fallback { typed, candidate, .. } = self.filter.fallback()?.clone();
        Some(Message::UsedInstead { typed, candidate })
    }

    /// Longest line of text, in cells.
    pub fn measure_cells(&self) -> u16 {
        self.options.measure.saturating_mul(2)
    }

    /// Whether paragraphs are set apart by a blank row.
    pub fn is_spaced(&self) -> bool {
        self.options.spaced.unwrap_or(self.screen.rows >= 30)
    }

    /// Whether the title stands in the divider instead of on the page.
    pub fn title_in_divider(&self) -> bool {
        let divider = self.screen.panes.divider;
        let fits = |held: &crate::corpus::Held| {
            let label = held.article().label();
            self.options.policy.text(label.as_str()) + 5 <= divider.cols as usize
        };
        !divider.is_empty() && self.reader.held().is_some_and(fits)
    }

    fn layout_request(&self) -> LayoutRequest {
        LayoutRequest {
            full_screen: self.options.full_screen && self.focus == Focus::Reader,
            facets: self.facets.open,
            // The map covers what was shown before it.
            single: self.facets.map.unwrap_or(self.focus),
            measure: self.measure_cells(),
        }
    }
}
