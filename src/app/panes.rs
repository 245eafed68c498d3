//! The screen layout: turns size and mode into rectangles. `update` uses it for the length of a page, `view` for drawing.
//!
//! Arithmetic only.

use super::Focus;

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
}

impl Area {
    /// Whether it holds a cell.
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.cols).contains(&x) && (self.y..self.y + self.rows).contains(&y)
    }

    /// Whether it has no cell.
    pub fn is_empty(self) -> bool {
        self.cols == 0 || self.rows == 0
    }
}

/// The three arrangements of the panes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// List left, reader right.
    Wide,
    /// List above, reader below, both of full width.
    Stacked,
    /// One pane at a time.
    #[default]
    Single,
}

/// Whether list and reader stand side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SideBySide {
    /// On wide screens.
    #[default]
    Wide,
    /// Never: only whole rows scroll cheaply.
    Never,
}

/// Where the user has drawn the line between list and reader to; where not, the screen decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DrawnList {
    /// Columns of the list beside the reader.
    pub cols: Option<u16>,
    /// Rows of the list above it.
    pub rows: Option<u16>,
}

/// What the user wants to see; the size of the screen limits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutRequest {
    /// The reader fills the screen.
    pub full_screen: bool,
    /// The facet pane is open.
    pub facets: bool,
    /// The pane to show where only one fits.
    pub single: Focus,
    /// Longest line of text, in cells.
    pub measure: u16,
    /// Uses or statistics are open, or a text that was opened from there.
    pub concordance: bool,
    /// Whether list and reader may stand side by side.
    pub side_by_side: SideBySide,
    /// The size of the list that the user has drawn.
    pub drawn: DrawnList,
}

/// The area of each pane; empty areas are not drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Panes {
    /// Arrangement.
    pub layout: Layout,
    /// Top row.
    pub status: Area,
    /// Bottom row.
    pub hint: Area,
    /// Facet pane.
    pub facets: Area,
    /// Article list.
    pub list: Area,
    /// Row between list and reader, or the title row of a low screen.
    pub divider: Area,
    /// The article, margins included.
    pub reader: Area,
    /// Uses or statistics.
    pub concordance: Area,
    /// Rows for each article of the list, with the blank one below it.
    pub item_rows: u16,
}

/// Panes are side by side from this width on (columns).
const WIDE: u16 = 110;
/// One pane at a time below this width (columns).
const SINGLE: u16 = 64;
/// One pane at a time below this height (rows).
const LOW: u16 = 16;
/// Columns of the facet pane beside others: room for two columns of `内蒙古 123/4567`, and a rule.
const FACETS: u16 = 37;
/// Minimum columns of the list.
const LIST: u16 = 30;
/// Minimum columns of list and reader where the user draws the line between them.
const LEAST_COLS: u16 = 20;
/// Most columns of the list beside a text: no title needs more, and the text gets the rest as margins.
const WIDEST_LIST: u16 = 72;
/// On wide screens of this many rows a blank row divides the articles of the list.
const SPACED: u16 = 30;
/// Rows of the list above the reader; on a screen that could hold both side by side a quarter of the rows.
const STACKED_LIST: u16 = 5;
/// Notes stand beside a text if they have at least so many columns, and take so many at most.
const LEAST_NOTE: u16 = 20;
const MOST_NOTE: u16 = 40;
/// Columns left of the text (marks) and right of it.
pub const MARGIN: u16 = 2;

impl Panes {
    /// Lays out a screen of `cols` x `rows`.
    pub fn new(cols: u16, rows: u16, request: LayoutRequest) -> Self {
        if cols < SINGLE || rows < LOW {
            return single(cols, rows, request);
        }
        let body = Area { x: 0, y: 1, cols, rows: rows - 2 };
        let mut panes = Self {
            status: Area { x: 0, y: 0, cols, rows: 1 },
            hint: Area { x: 0, y: rows - 1, cols, rows: 1 },
            item_rows: 1,
            ..Self::default()
        };
        if request.concordance && !request.full_screen {
            panes.layout = Layout::Stacked;
            match request.single {
                Focus::Concordance => panes.concordance = body,
                _ => panes.reader = body,
            }
        } else if request.full_screen {
            panes.layout = Layout::Stacked;
            panes.reader = Area { rows: rows - 1, y: 0, ..body };
            panes.status = Area::default();
        } else if cols >= WIDE && request.side_by_side == SideBySide::Wide {
            panes.wide(body, request);
        } else {
            panes.stacked(body, request);
        }
        panes
    }

    fn wide(&mut self, body: Area, request: LayoutRequest) {
        self.layout = Layout::Wide;
        self.item_rows = if body.rows + 2 >= SPACED { 3 } else { 2 };
        let facets = if request.facets { FACETS } else { 0 };
        let text = request.measure + 2 * MARGIN;
        let reader = text.min(body.cols.saturating_sub(facets + LIST + 1));
        let usual = (body.cols - facets - reader - 1).min(WIDEST_LIST);
        let list = request.drawn.cols.map_or(usual, |cols| {
            cols.clamp(LEAST_COLS, (body.cols - facets).saturating_sub(LEAST_COLS + 1))
        });
        let reader = body.cols - facets - list - 1;
        self.facets = Area { cols: facets, ..body };
        self.list = Area { x: facets, cols: list, ..body };
        self.reader = Area { x: facets + list + 1, cols: reader, ..body };
    }

    fn stacked(&mut self, body: Area, request: LayoutRequest) {
        self.layout = Layout::Stacked;
        let usual = if body.cols >= WIDE { STACKED_LIST.max(body.rows / 4) } else { STACKED_LIST };
        let rows = request.drawn.rows.map_or(usual, |rows| rows.clamp(1, body.rows.saturating_sub(4)));
        self.list = Area { rows, ..body };
        self.divider = Area { y: body.y + rows, rows: 1, ..body };
        self.reader = Area { y: body.y + rows + 1, rows: body.rows - rows - 1, ..body };
        if request.facets {
            self.facets = self.reader;
            self.reader = Area::default();
        }
    }

    /// Articles that fit into the list; the last one needs no blank row below it.
    pub fn items(&self) -> usize {
        let gap = u16::from(self.item_rows > 2);
        usize::from((self.list.rows + gap) / self.item_rows.max(1))
    }

    /// Whether the screen has columns to spare beside a text.
    pub fn has_margins(&self) -> bool {
        self.reader.cols >= WIDE
    }

    /// Columns for text in the reader, at most the measure.
    pub fn text_cells(&self, measure: u16) -> u16 {
        self.reader.cols.saturating_sub(2 * MARGIN).min(measure)
    }

    /// Where a text of `cells` columns stands: in the middle of a pane that is wider, or at its left, under a list whose titles
    /// it stands below.
    pub fn text_area(&self, cells: u16, centred: bool) -> Area {
        let spare = self.reader.cols.saturating_sub(cells + 2 * MARGIN);
        let left = if centred || self.layout == Layout::Wide { spare / 2 } else { 0 };
        let margin = MARGIN.min(self.reader.cols.saturating_sub(cells));
        Area { x: self.reader.x + margin + left, cols: cells, ..self.reader }
    }

    /// Columns for notes at the right of such a text; 0 if they are too few.
    pub fn note_cells(&self, cells: u16, centred: bool) -> u16 {
        let text = self.text_area(cells, centred);
        let room = (self.reader.x + self.reader.cols).saturating_sub(text.x + text.cols + 2 * MARGIN);
        if room < LEAST_NOTE { 0 } else { room.min(MOST_NOTE) }
    }
}

fn single(cols: u16, rows: u16, request: LayoutRequest) -> Panes {
    let low = rows < LOW;
    let top = u16::from(rows > 1);
    let bottom = u16::from(!low);
    let full = Area { x: 0, y: top, cols, rows: rows.saturating_sub(top + bottom) };
    let mut panes = Panes {
        layout: Layout::Single,
        status: Area { x: 0, y: 0, cols, rows: top },
        hint: Area { x: 0, y: rows.saturating_sub(1), cols, rows: bottom },
        item_rows: if low { 1 } else { 2 },
        ..Panes::default()
    };
    match request.single {
        Focus::List => panes.list = full,
        Focus::Reader => panes.reader = full,
        Focus::Facets => panes.facets = full,
        Focus::Concordance => panes.concordance = full,
    }
    panes
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: LayoutRequest = LayoutRequest {
        full_screen: false,
        facets: false,
        single: Focus::List,
        measure: 72,
        concordance: false,
        side_by_side: SideBySide::Wide,
        drawn: DrawnList { cols: None, rows: None },
    };

    #[test]
    fn width_and_height_choose_the_layout() {
        assert_eq!(Panes::new(120, 40, REQUEST).layout, Layout::Wide);
        assert_eq!(Panes::new(80, 24, REQUEST).layout, Layout::Stacked);
        assert_eq!(Panes::new(40, 20, REQUEST).layout, Layout::Single);
        assert_eq!(Panes::new(120, 15, REQUEST).layout, Layout::Single);
    }

    #[test]
    fn where_only_whole_rows_scroll_the_list_stands_above() {
        let list = |cols, rows| {
            let panes = Panes::new(cols, rows, LayoutRequest { side_by_side: SideBySide::Never, ..REQUEST });
            (panes.layout, panes.list.rows, panes.reader.cols)
        };
        assert_eq!(list(120, 40), (Layout::Stacked, 9, 120));
        assert_eq!(list(200, 60), (Layout::Stacked, 14, 200));
        assert_eq!(list(80, 24), (Layout::Stacked, 5, 80));
    }

    #[test]
    fn what_the_text_does_not_need_goes_to_the_list_and_then_to_the_margins() {
        for (cols, list) in [(120, 43), (149, 72), (200, 72)] {
            let panes = Panes::new(cols, 40, REQUEST);
            assert_eq!(panes.text_cells(72), 72);
            assert_eq!((panes.list.cols, panes.list.cols + 1 + panes.reader.cols), (list, cols));
        }
    }

    #[test]
    fn a_blank_row_divides_articles_where_there_is_room() {
        let items = |cols, rows| Panes::new(cols, rows, REQUEST).items();
        assert_eq!([items(120, 40), items(120, 29), items(80, 24)], [13, 13, 5]);
    }

    proptest::proptest! {
        #[test]
        fn panes_stay_on_the_screen(cols in 0u16..600, rows in 0u16..300, full: bool, facets: bool, concordance: bool, measure in 8u16..200, drawn: Option<u16>) {
            for single in [Focus::List, Focus::Reader, Focus::Facets, Focus::Concordance] {
                let side_by_side = if measure % 2 == 0 { SideBySide::Wide } else { SideBySide::Never };
                let request = LayoutRequest { full_screen: full, facets, single, measure, concordance, side_by_side, drawn: DrawnList { cols: drawn, rows: drawn } };
                let panes = Panes::new(cols, rows, request);
                for area in [panes.status, panes.hint, panes.facets, panes.list, panes.divider, panes.reader, panes.concordance] {
                    proptest::prop_assert!(area.is_empty() || area.x + area.cols <= cols, "{:?}", area);
                    proptest::prop_assert!(area.is_empty() || area.y + area.rows <= rows, "{:?}", area);
                }
            }
        }
    }
}
