//! What is read, and how: the roots of a corpus and the options of the loader.
//!
//! What must not go in: reading.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_system::{Disk, FileSystem};
use crate::format::{Encoding, FolderCorrection};

/// The name of a snapshot that lies beside or inside its root.
pub const SNAPSHOT_NAME: &str = ".xinglan.snapshot";

/// A file that is part of the program: its path below the root, and its bytes.
pub type Builtin = (&'static str, &'static [u8]);

/// What is read.
#[derive(Debug, Clone)]
pub enum Root {
    /// A folder or a file.
    Path(PathBuf),
    /// Files that are part of the program.
    Builtin(&'static [Builtin]),
}

impl Root {
    /// The folder or file, unless it is part of the program.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Builtin(_) => None,
        }
    }
}

/// How to read.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// Use this encoding for every file instead of detecting one.
    pub encoding: Option<Encoding>,
    /// Reading threads.
    pub threads: usize,
    /// Largest article in bytes as stored on disk.
    pub article_limit: usize,
    /// Where files are read from.
    pub files: Arc<dyn FileSystem>,
    /// What the user says of folders.
    pub corrections: Arc<FolderCorrections>,
}

/// What the user says of folders, by their paths.
pub type FolderCorrections = BTreeMap<PathBuf, FolderCorrection>;

impl LoadOptions {
    /// The same with what was said of folders before; what is said now holds against it.
    #[must_use]
    pub fn with_kept(self, mut kept: FolderCorrections) -> Self {
        kept.extend(self.corrections.iter().map(|(folder, said)| (folder.clone(), *said)));
        Self { corrections: Arc::new(kept), ..self }
    }
}

impl Default for LoadOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        Self {
            encoding: None,
            threads,
            article_limit: 16 << 20,
            files: Arc::new(Disk),
            corrections: Arc::default(),
        }
    }
}
