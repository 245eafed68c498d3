//! The state kept between runs: so far, the open paths. A small file, replaced atomically by renaming.
//!
//! A missing or damaged file counts as empty; failing to write it is never an error for the user.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::replace_file;

/// The state kept between runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Absolute paths that were open last.
    pub roots: Vec<PathBuf>,
}

/// The path of the file, if this system has a state folder.
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
    /// If the file cannot be written; the old one is intact then.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let bytes = serde_json::to_vec(self).map_err(io::Error::other)?;
        replace_file(path, 0o666, |file| file.write_all(&bytes))
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
