//! The open article: the place in its text, the lines on the screen, its hits.
//!
//! The place is a byte of the text. Only movement changes it; a new size or setting lays out the page around it. Lines are
//! laid out for the screen and a little more, never for the whole article.

mod flow;
mod marks;
mod note_rows;
mod outline;
mod passages;
mod selecting;
pub mod typeset;
mod words;

pub use flow::{Block, PageRow};
pub use marks::HitSpan;
pub use note_rows::note_indent;
pub use outline::OutlineHeading;
pub use passages::{MarkedPassage, NoteLine};
pub use selecting::StepUnit;
pub use typeset::{BlockKind, MarginLabel, Setting};

use std::sync::Arc;

use super::request::{OpenedArticle, SimilarText, Standing};
use super::selection::TextSelection;
use crate::corpus::{ArticleId, ArticleKey, PinnedArticle, Tags};
use crate::province::corrections::Correction;
use crate::query::Query;
use crate::search::matcher::Matcher;
use crate::text::{CleanText, WidthPolicy};
use flow::{Flow, RowAt};
use words::OpenWords;

/// A position in the article: a block and a byte of its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// 0 is the title, 1 the source line, paragraphs start at 2.
    pub block: u32,
    /// Byte offset in the block's text.
    pub byte: u32,
}

impl TextPosition {
    /// The number of its paragraph, from 1; title and source line belong to the first.
    pub fn paragraph(self) -> usize {
        self.block.saturating_sub(1).max(1) as usize
    }
}

/// Dimensions and style of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns for text.
    pub cells: u16,
    /// Columns for notes beside the text; 0 if they stand below their paragraphs.
    pub note_cells: u16,
    /// Rows.
    pub rows: u16,
    /// Whether the page shows the title; otherwise the divider does.
    pub title: bool,
    /// A blank row between paragraphs.
    pub spaced: bool,
    /// Typesetting of paragraphs.
    pub setting: Setting,
    /// Character widths of the terminal.
    pub policy: WidthPolicy,
}

/// The initial place in a newly opened article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Landing {
    /// The start.
    #[default]
    Start,
    /// The first hit.
    FirstHit,
    /// The last hit.
    LastHit,
}

/// What is known of the open article beside its text.
#[derive(Debug, Clone, Default)]
struct KnownOfArticle {
    /// The key of its annotations.
    key: Option<ArticleKey>,
    /// What has become of its file.
    standing: Standing,
    /// What the user says of its provinces.
    correction: Correction,
    /// Texts that are nearly the same.
    similar: Vec<SimilarText>,
}

/// State of the reading pane.
#[derive(Debug, Default)]
pub struct Reader {
    flow: Option<Flow>,
    place: TextPosition,
    hits: Vec<HitSpan>,
    find: Option<(String, Vec<HitSpan>)>,
    shown: Vec<PageRow>,
    /// The last line of the previous page, marked after a page turn.
    overlap: Option<TextPosition>,
    landing: Landing,
    known: KnownOfArticle,
    /// The words that name provinces, if highlighted.
    highlights: Option<Vec<HitSpan>>,
    selection: Option<TextSelection>,
    /// What is noted or underlined.
    passages: Vec<MarkedPassage>,
}

impl Reader {
    /// The key of the open article's annotations.
    pub fn key(&self) -> Option<ArticleKey> {
        self.known.key
    }

    /// The user's correction of the open article's provinces.
    pub fn correction(&self) -> Correction {
        self.known.correction
    }

    /// Sets the user's correction of the open article's provinces.
    pub fn correct(&mut self, correction: Correction) {
        self.known.correction = correction;
    }

    /// Replaces the source line of the open article.
    pub fn set_source(&mut self, source: CleanText) {
        if let Some(flow) = &mut self.flow {
            flow.set_source(source);
        }
    }

    /// Provinces of the open article, corrections included.
    pub fn tags(&self) -> Tags {
        self.held().map(|held| self.known.correction.apply(held.article().tags())).unwrap_or_default()
    }

    /// Opens an article with its source line.
    pub fn open(&mut self, opened: OpenedArticle, source: CleanText, query: &Query) {
        let page = self.flow.as_ref().map(|flow| flow.page);
        let words = OpenWords::new(&opened.article, opened.breaks);
        self.flow = Some(Flow::new(Arc::new(opened.article), source, page, words));
        self.known.key = Some(opened.key);
        self.known.similar = opened.similar;
        self.known.standing = Standing::Here;
        self.place = TextPosition::default();
        self.overlap = None;
        self.selection = None;
        self.passages = Vec::new();
        self.set_query(query);
        if let Some((text, _)) = self.find.take() {
            self.find(&text);
        }
        match std::mem::take(&mut self.landing) {
            Landing::Start => {}
            Landing::FirstHit => self.show_first_hit(),
            Landing::LastHit => self.show_hit(self.hits.len().saturating_sub(1)),
        }
    }

    /// Sets the initial place in the next article.
    pub fn land(&mut self, landing: Landing) {
        self.landing = landing;
    }

    /// Closes the article.
    pub fn close(&mut self) {
        *self = Self { landing: self.landing, ..Self::default() };
    }

    /// Texts that are nearly the same are known now.
    pub fn set_similar(&mut self, similar: Vec<SimilarText>) {
        self.known.similar = similar;
    }

    /// Texts that are nearly the same as that of the open article.
    pub fn similar(&self) -> &[SimilarText] {
        &self.known.similar
    }

    /// The open article.
    pub fn held(&self) -> Option<&PinnedArticle> {
        self.flow.as_ref().map(|flow| &*flow.held)
    }

    /// Its id: that of the same text elsewhere, if its file was moved.
    pub fn id(&self) -> Option<ArticleId> {
        match self.known.standing {
            Standing::Moved(now) => Some(now),
            Standing::Here | Standing::Changed(_) | Standing::Gone => self.held_id(),
        }
    }

    /// The id under which it was opened.
    pub fn held_id(&self) -> Option<ArticleId> {
        self.held().map(|held| held.article().id())
    }

    /// What has become of it since.
    pub fn standing(&self) -> Standing {
        self.known.standing
    }

    /// Sets what has become of it.
    pub fn set_standing(&mut self, standing: Standing) {
        self.known.standing = standing;
    }

    /// The place: the first byte of the first line after the last movement.
    pub fn place(&self) -> TextPosition {
        self.place
    }

    /// Sets the place.
    pub fn set_place(&mut self, place: TextPosition) {
        self.place = place;
    }

    /// The place as a byte of the article's text.
    pub fn offset(&self) -> Option<u32> {
        let start = self.block(self.place.block)?.start;
        Some(start.map_or(0, |start| start as u32 + self.place.byte))
    }

    /// Sets the place to a byte of the article's text.
    pub fn go_to_offset(&mut self, offset: u32) {
        self.overlap = None;
        if let Some(flow) = &self.flow {
            let end = flow.text_len();
            self.place = flow.position_at((offset as usize).min(end));
        }
    }

    /// The initial place in the next article.
    pub fn landing(&self) -> Landing {
        self.landing
    }

    /// The rows on the screen; valid after [`Reader::lay_out`].
    pub fn shown(&self) -> &[PageRow] {
        &self.shown
    }

    /// The text of a block.
    pub fn block(&self, block: u32) -> Option<Block<'_>> {
        self.flow.as_ref()?.block(block)
    }

    /// Lays out the page around the place.
    pub fn lay_out(&mut self, page: Page) {
        let Some(flow) = &mut self.flow else {
            self.shown.clear();
            return;
        };
        flow.set_page(page);
        let top = flow.top(self.place);
        self.shown = flow.rows_from(top);
    }

    /// Moves by `by` rows. False at an end.
    pub fn scroll(&mut self, by: isize) -> bool {
        self.overlap = None;
        self.move_top(|flow, top| flow.moved(top, by))
    }

    /// Turns a page. One line of the old page stays visible and is marked.
    pub fn turn(&mut self, forward: bool) -> bool {
        let rows = self.flow.as_ref().map_or(1, |flow| flow.page.rows.max(2)) as isize - 1;
        let edge = if forward { self.shown.iter().rev().find_map(PageRow::position) } else { None };
        let moved = self.move_top(|flow, top| flow.moved(top, if forward { rows } else { -rows }));
        self.overlap = edge.filter(|_| moved);
        moved
    }

    /// Goes to the start.
    pub fn go_to_start(&mut self) -> bool {
        self.overlap = None;
        self.move_top(|flow, _| flow.first())
    }

    /// Goes to the end.
    pub fn go_to_end(&mut self) -> bool {
        self.overlap = None;
        self.move_top(|flow, _| flow.last_top())
    }

    /// Goes to `percent` of the text.
    pub fn go_to_percent(&mut self, percent: usize) -> bool {
        self.overlap = None;
        self.move_top(|flow, _| {
            let position = flow.position_at(flow.text_len() * percent.min(100) / 100);
            flow.row_of(position)
        })
    }

    /// Goes to paragraph `number`, from 1.
    pub fn go_to_paragraph(&mut self, number: usize) -> bool {
        self.overlap = None;
        let block = u32::try_from(number.max(1)).unwrap_or(u32::MAX).saturating_add(1);
        self.move_top(|flow, _| flow.row_of(TextPosition { block: block.min(flow.blocks() - 1), byte: 0 }))
    }

    /// Goes to a position. False if it is on the last page, and that is shown.
    pub(super) fn go_to(&mut self, position: TextPosition) -> bool {
        self.overlap = None;
        self.move_top(|flow, _| flow.row_of(position))
    }

    /// Goes to the start of the next or previous paragraph.
    pub fn step_paragraph(&mut self, forward: bool) -> bool {
        self.overlap = None;
        self.move_top(|flow, top| flow.paragraph_step(top, forward))
    }

    fn move_top(&mut self, to: impl FnOnce(&mut Flow, RowAt) -> RowAt) -> bool {
        let Some(flow) = &mut self.flow else { return false };
        let before = flow.top(self.place);
        let wanted = to(flow, before).min(flow.last_top());
        if wanted == before {
            return false;
        }
        self.place = flow.position_of(wanted);
        true
    }

    /// Whether the last line is on the screen.
    pub fn at_end(&mut self) -> bool {
        let place = self.place;
        self.flow.as_mut().is_none_or(|flow| flow.top(place) == flow.last_top())
    }

    /// The share of the text above the end of the page, in percent.
    pub fn percent(&self) -> usize {
        let Some(flow) = &self.flow else { return 100 };
        let last = self.shown.iter().rev().find_map(|row| flow.offset_after(row));
        match (last, flow.text_len()) {
            (_, 0) => 100,
            (Some(end), len) => (end * 100 / len).min(100),
            (None, _) => 0,
        }
    }

    /// Whether this row is the last line of the previous page.
    pub fn is_overlap(&self, row: &PageRow) -> bool {
        self.overlap.is_some() && row.position() == self.overlap
    }

    /// Finds the hits of a new query in this article.
    pub fn set_query(&mut self, query: &Query) {
        self.hits = match &self.flow {
            Some(flow) if query.has_text() => marks::locate(flow, &Matcher::for_marks(query)),
            _ => Vec::new(),
        };
    }
}
