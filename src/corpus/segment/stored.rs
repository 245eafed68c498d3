//! A segment in a container: its columns become sections, and sections become columns again.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Segment, Text};
use crate::store::{Container, SectionKind, Writer};

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
                $(writer.column(SectionKind::$kind, number, self.$column.all().ok_or_else(damaged)?)?;)*
            };
        }
        let text = self.text.bytes(0..self.text.len()).ok_or_else(damaged)?;
        writer.section(SectionKind::Text, number, |section| section.write_all(text))?;
        columns!(
            Rows rows, Paragraphs paragraphs, Folders folders, FolderNames folder_names, Files files,
            FileNames file_names, GivenIds given_ids, Blemishes blemishes
        );
        Ok(())
    }

    /// The segment whose sections have this number, with `base` as its first id. Nothing of them is touched yet. None if
    /// one is missing or has no whole number of rows.
    pub fn stored(container: &Container, number: u32, base: u32, moved: &Arc<[Moved]>) -> Option<Self> {
        Some(Self {
            base,
            text: Text::Stored(container.region(SectionKind::Text, number)?),
            rows: container.column(SectionKind::Rows, number)?,
            paragraphs: container.column(SectionKind::Paragraphs, number)?,
            folders: container.column(SectionKind::Folders, number)?,
            folder_names: container.column(SectionKind::FolderNames, number)?,
            files: container.column(SectionKind::Files, number)?,
            file_names: container.column(SectionKind::FileNames, number)?,
            given_ids: container.column(SectionKind::GivenIds, number)?,
            blemishes: container.column(SectionKind::Blemishes, number)?,
            moved: Arc::clone(moved),
        })
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a stored segment is damaged")
}
