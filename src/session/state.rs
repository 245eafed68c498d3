//! What is remembered between runs: so far, what was open. A small file, written beside and renamed.
//!
//! A missing or damaged file is the same as none; failing to write is never an error for the reader.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The remembered state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Absolute paths of what was open last.
    pub roots: Vec<PathBuf>,
}

/// The file it lies in, if this system has a place for it.
pub fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
    Some(folder.join("state.json"))
}

impl State {
    /// Reads the state; empty if there is none.
    pub fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Writes the state.
    ///
    /// # Errors
    /// Whatever the file system says; the old file is whole then.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = path.with_extension(format!("{}.tmp", std::process::id()));
        let bytes = serde_json::to_vec(self).map_err(io::Error::other)?;
        fs::write(&beside, bytes)?;
        fs::rename(&beside, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_survives_and_damage_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/state.json");
        assert_eq!(State::read(&path), State::default());
        let state = State { roots: vec!["/甲".into()] };
        state.write(&path).unwrap();
        assert_eq!(State::read(&path), state);
        fs::write(&path, b"{\"roots\":").unwrap();
        assert_eq!(State::read(&path), State::default());
    }
}
