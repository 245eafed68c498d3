//! A segment in a container: its columns become sections, and sections become columns again.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::{Segment, Text};
use crate::store::{Container, SectionKind, Writer};

/// Clean text. This kind and those below: one section for each segment, with its number.
pub const TEXT: SectionKind = SectionKind::primary(16);
/// A row for each article, and one past the end.
const ROWS: SectionKind = SectionKind::primary(17);
/// End and kind of each paragraph.
const PARAGRAPHS: SectionKind = SectionKind::primary(18);
/// A row for each folder, and one past the end.
const FOLDERS: SectionKind = SectionKind::primary(19);
/// Paths and section names of the folders.
const FOLDER_NAMES: SectionKind = SectionKind::primary(20);
/// A row for each file with its stamp, and one past the end.
const FILES: SectionKind = SectionKind::primary(21);
/// File names as on disk.
const FILE_NAMES: SectionKind = SectionKind::primary(22);
/// Ids that the files give their articles.
const GIVEN_IDS: SectionKind = SectionKind::primary(23);
/// Reading issues of the few articles that have any.
const READ_ISSUES: SectionKind = SectionKind::primary(24);

/// Where in their files the articles lie that are not whole files.
const PLACES: SectionKind = SectionKind::primary(25);
/// Fields of the articles: authors, sources, tags, summaries.
const FIELDS: SectionKind = SectionKind::primary(26);
/// The string table of the two.
const STRINGS: SectionKind = SectionKind::primary(27);

/// A root that is called otherwise than when its articles were stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its path then.
    pub from: PathBuf,
    /// Its path now.
    pub to: PathBuf,
}

impl Moved {
    /// The path now of what lay at `path` below the root then.
    pub fn apply(&self, path: &Path) -> Option<PathBuf> {
        let below = path.strip_prefix(&self.from).ok()?;
        Some(if below.as_os_str().is_empty() { self.to.clone() } else { self.to.join(below) })
    }
}

impl Segment {
    /// Writes its columns as sections of this number.
    ///
    /// # Errors
    /// The file cannot be written, or this segment lies in a file that is damaged.
    pub fn write(&self, writer: &mut Writer, number: u32) -> io::Result<()> {
        macro_rules! columns {
            ($($kind:ident $column:ident),*) => {
                $(writer.column($kind, number, self.$column.all().ok_or_else(damaged)?)?;)*
            };
        }
        let text = self.text.bytes(0..self.text.len()).ok_or_else(damaged)?;
        writer.section(TEXT, number, |section| section.write_all(text))?;
        columns!(
            ROWS rows, PARAGRAPHS paragraphs, FOLDERS folders, FOLDER_NAMES folder_names, FILES files,
            FILE_NAMES file_names, GIVEN_IDS given_ids, READ_ISSUES read_issues, PLACES places, FIELDS fields, STRINGS strings
        );
        Ok(())
    }

    /// The segment whose sections have this number, with `base` as its first id. Nothing of them is touched yet. None if
    /// one is missing or has no whole number of rows.
    pub fn stored(container: &Container, number: u32, base: u32, moved: &Arc<[Moved]>) -> Option<Self> {
        Some(Self {
            base,
            text: Text::Stored(container.region(TEXT, number)?, OnceLock::new()),
            rows: container.column(ROWS, number)?,
            paragraphs: container.column(PARAGRAPHS, number)?,
            folders: container.column(FOLDERS, number)?,
            folder_names: container.column(FOLDER_NAMES, number)?,
            files: container.column(FILES, number)?,
            file_names: container.column(FILE_NAMES, number)?,
            given_ids: container.column(GIVEN_IDS, number)?,
            read_issues: container.column(READ_ISSUES, number)?,
            places: container.column(PLACES, number)?,
            fields: container.column(FIELDS, number)?,
            strings: container.column(STRINGS, number)?,
            moved: Arc::clone(moved),
        })
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a stored segment is damaged")
}
