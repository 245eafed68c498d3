//! The app: turns events into state and effects. No terminal, no drawing, no files.
//!
//! [`update()`] takes one event; [`settle()`] runs after a batch of events and prepares the next screen, so that a
//! held key costs one layout instead of ten.

pub mod action;
pub mod concordance;
pub mod event;
pub mod facets;
pub mod filter;
mod input_state;
mod jumps;
pub mod key;
pub mod keymap;
pub mod list;
pub mod map;
pub mod memory;
pub mod menu;
pub mod mouse;
pub mod options;
pub mod overlay_layout;
pub mod panes;
pub mod place_code;
pub mod prompt;
pub mod reader;
pub mod request;
pub mod selection;
pub mod settings;
pub mod slow_line;
mod status;
pub mod taking_out;
pub mod theme_name;
mod update;

pub use event::{Answer, ArticleFlag, ArticleRow, Effect, Event, FrameCost, LibraryStatus, ListRow, Timer};
pub use key::{Code, Key};
pub use options::Options;
pub(crate) use update::order_name;
pub use update::{settle, update};

use crate::facet::Facet;
use crate::format::Date;
use crate::messages::{Message, Phrase, Word};
use crate::query::Query;
use crate::text::CleanText;
use action::{ActionRow, Context, TABLE};
use concordance::Concordance;
use facets::{FacetItem, Facets};
use filter::{Fallback, Filter};
use input_state::{Asked, InputState, RepeatAction};
use keymap::{Keymap, parse_key};
use list::ArticleList;
use menu::{Overlay, OverlayKind};
use panes::{DrawnList, LayoutRequest, Panes, SideBySide};
use prompt::{Prompt, Room};
use reader::Reader;
use status::StatusSnapshot;

/// The pane that receives keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The article list.
    #[default]
    List,
    /// The article.
    Reader,
    /// The facet pane.
    Facets,
    /// Uses or statistics.
    Concordance,
}

/// Size and layout of the screen, and the position shown on it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Viewport {
    /// Columns.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
    /// The areas of the panes.
    pub panes: Panes,
    /// The size of the list, where the user has drawn it.
    pub drawn: DrawnList,
    /// The line between list and reader follows the mouse.
    pub(crate) drawing: bool,
    /// The position that the bars show; `None` before the first screen.
    pub status: Option<StatusSnapshot>,
}

/// The state that the screen is drawn from.
#[derive(Debug, Default)]
pub struct App {
    /// Settings.
    pub options: Options,
    /// Size and layout of the screen.
    pub screen: Viewport,
    /// The pane that receives keys.
    pub focus: Focus,
    /// The article list.
    pub list: ArticleList,
    /// The open article.
    pub reader: Reader,
    /// The query and its answer.
    pub filter: Filter,
    /// The facet pane.
    pub facets: Facets,
    /// Uses and statistics.
    pub concordance: Concordance,
    /// The open input line.
    pub prompt: Option<Prompt>,
    /// The open overlay: help, palette and others.
    pub overlay: Option<Overlay>,
    /// The library as a whole.
    pub library: LibraryStatus,
    /// A message for the user, shown until the next key.
    pub notice: Option<Message>,
    input: InputState,
}

impl App {
    /// An app with these options, before any event.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// A phrase in the language of the user.
    pub fn phrase(&self, phrase: Phrase<'_>) -> String {
        phrase.text(self.options.lang)
    }

    /// A date as people write it: `2019-10-29`, or without a year `10月29日`.
    pub fn date_text(&self, date: Date) -> String {
        let day = Phrase::Day { month: date.month, day: date.day };
        if date.year == 0 && date.month > 0 { self.phrase(day) } else { date.to_string() }
    }

    /// The text of a word in the language of the user.
    pub fn word(&self, word: Word) -> &'static str {
        word.text(self.options.lang)
    }

    /// The context of keys.
    pub fn context(&self) -> Context {
        match (&self.overlay, self.focus) {
            (Some(overlay), _) if matches!(overlay.kind, OverlayKind::Marks | OverlayKind::Searches) => {
                Context::Marks
            }
            (Some(_), _) => Context::Overlay,
            (None, Focus::List) => Context::List,
            (None, Focus::Reader) if self.reader.selection().is_some() => Context::Selection,
            (None, Focus::Reader) => Context::Reader,
            (None, Focus::Facets) => Context::Facets,
            (None, Focus::Concordance) if self.concordance.statistics().is_some() => Context::Statistics,
            (None, Focus::Concordance) => Context::Uses,
        }
    }

    /// The values of a facet as the pane shows them.
    pub fn facet_items(&self, facet: Facet) -> Vec<FacetItem> {
        let counts = &self.filter.answer().counts;
        self.facets.pane(facet).items(facet, counts, self.filter.query(), self.options.lang)
    }

    /// The value of a facet under the cursor.
    pub fn facet_item(&self, facet: Facet) -> Option<FacetItem> {
        self.facet_items(facet).into_iter().nth(self.facets.pane(facet).cursor())
    }

    /// Whether articles should be listed but none has arrived. An empty answer may date from before any article was read.
    pub fn is_waiting(&self) -> bool {
        let nothing = self.library.complete && self.library.articles.number == 0;
        let failed = self.filter.failure().is_some();
        self.list.is_empty() && self.filter.query().is_empty() && !nothing && !failed
    }

    /// The title of the requested article that has not arrived, if known.
    pub fn late_title(&self) -> Option<&CleanText> {
        let asked = self.input.opening.asked?;
        self.list.find(asked.id).map(|row| &row.label)
    }

    /// Number of actions that wait for the first rows.
    pub fn waiting_keys(&self) -> usize {
        self.input.kept.len() + self.concordance.kept.len()
    }

    /// Whether a Chinese input method is switched on, as far as keys show it.
    pub fn has_input_method(&self) -> bool {
        self.input.has_input_method
    }

    /// After the first keys of a sequence: the keys that may follow, and what each does.
    pub fn next_keys(&self) -> Vec<(String, String)> {
        let begun = &self.input.pending.keys;
        let context = self.context();
        let rows = TABLE.iter().filter(|row| !begun.is_empty() && row.contexts.contains(&context));
        let next = |row: &ActionRow| {
            let live = self.input.keymap.keys_in(row, context);
            let mut sequences = live.split_whitespace().map(|keys| keys.split('_').collect::<Vec<_>>());
            let follows = |keys: &Vec<&str>| {
                keys.len() > begun.len()
                    && keys.iter().zip(begun).all(|(text, key)| parse_key(text) == Some(*key))
            };
            let keys = sequences.find(follows)?;
            let rest = keys.get(begun.len()..)?.concat();
            Some((rest, row.text(self.options.lang)))
        };
        rows.filter_map(next).collect()
    }

    /// A setting of the config that holds from the next start on.
    pub fn configured(&self, name: &str) -> Option<&str> {
        self.input.configured.get(name).map(String::as_str)
    }

    /// The config has this setting, or has it no longer.
    pub fn set_configured(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => _ = self.input.configured.insert(name.to_owned(), value.to_owned()),
            None => _ = self.input.configured.remove(name),
        }
    }

    /// Replaces the keys of the table by those of the user.
    pub fn set_keymap(&mut self, keymap: Keymap) {
        self.input.keymap = keymap;
    }

    /// The count typed so far, for the status row.
    pub fn typed_count(&self) -> Option<usize> {
        self.input.pending.count
    }

    /// Room for candidates: two rows next to the input line, one on a low screen. The page number takes the end of a row.
    pub fn candidate_room(&self) -> Room {
        let rows = match self.screen.rows {
            0..4 => 0,
            4..16 => 1,
            _ => 2,
        };
        Room { cols: self.screen.cols.saturating_sub(5), rows, policy: self.options.policy }
    }

    /// Shows a message until the next key.
    fn say(&mut self, message: impl Into<Message>) {
        self.notice = Some(message.into());
    }

    /// The query whose words are marked in the text.
    pub fn marked_query(&self) -> &Query {
        self.concordance.query().unwrap_or_else(|| self.filter.query())
    }

    /// The message that names the fallback, if it is in use.
    pub fn fallback_message(&self) -> Option<Message> {
        let Fallback { typed, candidate, .. } = self.filter.fallback()?.clone();
        Some(Message::UsedInstead { typed, candidate })
    }

    /// Longest line of text, in cells.
    pub fn measure_cells(&self) -> u16 {
        self.options.measure.saturating_mul(2)
    }

    /// Whether the text stands in the middle of its pane whatever is above it.
    pub fn is_text_centred(&self) -> bool {
        self.options.full_screen || self.concordance.is_open() || self.screen.panes.has_margins()
    }

    /// Whether a blank row separates paragraphs.
    pub fn is_spaced(&self) -> bool {
        self.options.spaced.unwrap_or(self.screen.rows >= 30)
    }

    /// Whether the divider shows the title, and the page does not.
    pub fn title_in_divider(&self) -> bool {
        let divider = self.screen.panes.divider;
        let fits = |held: &crate::corpus::PinnedArticle| {
            let label = held.article().label();
            self.options.policy.text(label.as_str()) + 5 <= divider.cols as usize
        };
        !divider.is_empty() && self.reader.held().is_some_and(fits)
    }

    fn layout_request(&self) -> LayoutRequest {
        LayoutRequest {
            full_screen: self.options.full_screen && self.focus == Focus::Reader,
            facets: self.facets.open,
            // The map covers the pane that was shown before it.
            single: self.facets.map.unwrap_or(self.focus),
            measure: self.measure_cells(),
            concordance: self.concordance.is_open(),
            drawn: self.screen.drawn,
            side_by_side: if self.options.slow && !self.options.margins {
                SideBySide::Never
            } else {
                SideBySide::Wide
            },
        }
    }
}
