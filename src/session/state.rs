//! The state kept between runs: so far, the open paths. A small file, replaced atomically by renaming.
//!
//! A missing or damaged file counts as empty; failing to write it is never an error for the user.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::{OwnFile, set_aside};

/// Name of the file.
pub const NAME: &str = "state.json";
/// Largest file that is read, in bytes: a hundred times what long paths need.
const LARGEST: u64 = 1 << 20;

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
    Some(folder.join(NAME))
}

impl State {
    /// Reads the state; empty if there is none, or if it was damaged.
    ///
    /// # Errors
    /// Something stands there that is not read.
    pub fn read(path: &Path) -> io::Result<Self> {
        let bytes = OwnFile::new(path, LARGEST).read()?.unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Writes the state. One that cannot be understood is kept under another name.
    ///
    /// # Errors
    /// If the file cannot be written; the old one is intact then.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let file = OwnFile::new(path, LARGEST);
        if let Some(old) = file.read()?
            && serde_json::from_slice::<Self>(&old).is_err()
        {
            set_aside(path)?;
        }
        file.replace(&serde_json::to_vec(self).map_err(io::Error::other)?)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn state_survives_and_damage_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/state.json");
        assert_eq!(State::read(&path).unwrap(), State::default());
        let state = State { roots: vec!["/甲".into()] };
        state.write(&path).unwrap();
        assert_eq!(State::read(&path).unwrap(), state);
        fs::write(&path, b"{\"roots\":").unwrap();
        assert_eq!(State::read(&path).unwrap(), State::default());
        state.write(&path).unwrap();
        assert_eq!(State::read(&path).unwrap(), state);
        assert_eq!(fs::read(path.with_extension("json.bad")).unwrap(), b"{\"roots\":");
    }
}
