//! What is said of an article beside its text, and who says it.
//!
//! What must not go in: how that was found (`crate::format`).

use super::Segment;
use super::rows::FieldRow;
use crate::format::{Field, Witness};
use crate::text::Clean;

const WITNESSES: [Witness; 9] = [
    Witness::Record,
    Witness::FrontMatter,
    Witness::Page,
    Witness::HeaderBlock,
    Witness::Bracket,
    Witness::Name,
    Witness::Line,
    Witness::Signature,
    Witness::Properties,
];

/// What is said of an article beside its text.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub(super) segment: &'a Segment,
    pub(super) rows: &'a [FieldRow],
}

impl<'a> Said<'a> {
    /// What is said in a field, and who says it.
    pub fn of(&self, field: Field) -> Option<(Clean<'a>, Witness)> {
        let row = self.rows.iter().find(|row| row.field == field as u16)?;
        let witness = WITNESSES.into_iter().find(|witness| *witness as u16 == row.witness)?;
        Some((self.segment.string(row.start..row.end), witness)).filter(|(text, _)| !text.is_empty())
    }

    /// What is said in a field; may be empty.
    pub fn text(&self, field: Field) -> &'a str {
        self.of(field).map_or("", |(text, _)| text.as_str())
    }

    /// What is said in every field.
    pub fn texts(&self) -> impl Iterator<Item = Clean<'a>> + use<'a> {
        let segment = self.segment;
        self.rows.iter().map(move |row| segment.string(row.start..row.end))
    }
}
