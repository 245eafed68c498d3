//! The only code that writes cells: the width policy, not ratatui, decides how many cells a cluster takes.
//!
//! Clipping and widths only; callers choose the styles.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::theme::{Signs, StyleRole, Theme};
use crate::app::panes::Area;
use crate::text::{Clean, CleanText, WidthPolicy};

/// A buffer with its width policy.
pub(super) struct Cells<'a> {
    buffer: &'a mut Buffer,
    pub(super) policy: WidthPolicy,
    pub(super) theme: Theme,
}

/// The cluster as it may stand in a cell. Sentences hold what was typed and what stands in the config file.
fn cleaned(cluster: &str) -> Cow<'_, str> {
    if Clean::stored(cluster.as_bytes()).is_some() {
        return Cow::Borrowed(cluster);
    }
    let clean = CleanText::line(cluster);
    Cow::Owned(clean.as_str().graphemes(true).next().unwrap_or_default().to_owned())
}

impl<'a> Cells<'a> {
    /// A blank screen in the colours of the theme.
    pub(super) fn new(buffer: &'a mut Buffer, policy: WidthPolicy, theme: Theme) -> Self {
        buffer.reset();
        buffer.set_style(buffer.area, theme.of(StyleRole::Text));
        Self { buffer, policy, theme }
    }

    /// Writes one cluster at column `x`, row `y`, if it ends before column `end`. Returns the column after it.
    pub(super) fn put(&mut self, (x, y): (u16, u16), end: u16, cluster: &str, style: Style) -> Option<u16> {
        let clean = cleaned(cluster);
        let cluster = clean.as_ref();
        let width = u16::from(self.policy.cluster(cluster));
        let after = x.checked_add(width)?;
        if after > end.min(self.buffer.area.width) || y >= self.buffer.area.height {
            return None;
        }
        if width > 0 {
            let shown = self.policy.stand_in(cluster).unwrap_or(cluster);
            self.blank((x, y));
            self.buffer[(x, y)].set_symbol(shown).set_style(style);
            for hidden in x + 1..after {
                self.blank((hidden, y));
                self.buffer[(hidden, y)].set_style(style);
            }
        }
        Some(after)
    }

    /// Drops what a cell showed before, such as a rule, and its style.
    fn blank(&mut self, place: (u16, u16)) {
        self.buffer[place].reset();
        self.buffer[place].set_style(self.theme.of(StyleRole::Text));
    }

    /// Writes text from column `x` up to `end`. Returns the column after it.
    pub(super) fn text(&mut self, (x, y): (u16, u16), end: u16, text: &str, style: Style) -> u16 {
        let mut at = x;
        for cluster in text.graphemes(true) {
            match self.put((at, y), end, cluster, style) {
                Some(after) => at = after,
                None => break,
            }
        }
        at
    }

    /// Writes text with another style for some byte ranges.
    pub(super) fn marked(
        &mut self,
        (x, y): (u16, u16),
        end: u16,
        text: &str,
        style: impl Fn(usize) -> Style,
    ) -> u16 {
        let mut at = x;
        for (byte, cluster) in text.grapheme_indices(true) {
            match self.put((at, y), end, cluster, style(byte)) {
                Some(after) => at = after,
                None => break,
            }
        }
        at
    }

    /// The width of a text in cells.
    pub(super) fn width(&self, text: &str) -> u16 {
        u16::try_from(self.policy.text(text)).unwrap_or(u16::MAX)
    }

    /// Text truncated to `cells`, with a sign at the cut.
    pub(super) fn fitted(&self, text: &str, cells: u16) -> String {
        if self.width(text) <= cells {
            return text.to_owned();
        }
        let sign = self.sign("…", "~");
        let (kept, _) = self.policy.truncate(text, usize::from(cells.saturating_sub(1)));
        format!("{kept}{sign}")
    }

    /// A sign, or its ASCII form if only ASCII is wanted or the sign does not take one cell.
    pub(super) fn sign(&self, drawn: &'static str, ascii: &'static str) -> &'static str {
        if self.theme.signs == Signs::Drawn && self.policy.cluster(drawn) == 1 { drawn } else { ascii }
    }

    /// A hint, without arrows if only ASCII signs are wanted.
    pub(super) fn plain<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        match self.theme.signs {
            Signs::Drawn => hint.into(),
            Signs::Ascii => hint.replace("↑↓←→", "h j k l ").replace("↑↓", "j k ").replace('↑', "C-p").into(),
        }
    }

    /// Restyles every cell of an area and keeps its text.
    pub(super) fn tint(&mut self, area: Area, style: Style) {
        let rect = ratatui::layout::Rect::new(area.x, area.y, area.cols, area.rows);
        self.buffer.set_style(rect.intersection(self.buffer.area), style);
    }

    /// Blanks an area, including the first half of a wide character that its left edge cuts.
    pub(super) fn clear(&mut self, area: Area) {
        for y in area.y..(area.y + area.rows).min(self.buffer.area.height) {
            if let Some(left) = area.x.checked_sub(1)
                && self.policy.cluster(self.buffer[(left, y)].symbol()) > 1
            {
                self.blank((left, y));
            }
            for x in area.x..(area.x + area.cols).min(self.buffer.area.width) {
                self.blank((x, y));
            }
        }
    }

    /// Draws a horizontal rule.
    pub(super) fn rule(&mut self, (x, y): (u16, u16), end: u16, style: Style) {
        let sign = self.sign("─", "-");
        let mut at = x;
        while let Some(after) = self.put((at, y), end, sign, style) {
            at = after;
        }
    }

    /// Draws a vertical rule down column `x`.
    pub(super) fn vertical_rule(&mut self, x: u16, y: u16, rows: u16, style: Style) {
        let sign = self.sign("│", "|");
        for row in y..y + rows {
            self.put((x, row), x + 1, sign, style);
        }
    }
}
