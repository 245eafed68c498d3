//! Corrections on disk: a log of JSON lines, one for each change; the last one of a key applies.
//!
//! Each change appends a line in one write, so that two readers at the same time lose nothing; a person adds few enough
//! that the file stays small. Unreadable lines are skipped. The file is also the export: every line has
//! the key, the title and the names.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::corpus::ArticleKey;
use crate::province;
use crate::province::ProvinceSet;
use crate::province::corrections::{Correction, Corrections};
use crate::store::OwnFile;

/// Name of the file.
pub const NAME: &str = "corrections.jsonl";
/// Largest file that is read, in bytes: some 100,000 changes.
const LARGEST: u64 = 16 << 20;

/// One change.
#[derive(Debug, Serialize, Deserialize)]
struct LogEntry {
    /// 32 hexadecimal digits.
    key: String,
    /// For people who read the file.
    #[serde(default)]
    title: String,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

/// The path of the file, if this system has a data folder.
pub fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    Some(folders.data_local_dir().join(NAME))
}

/// Reads the corrections; none if there is no file.
///
/// # Errors
/// Something stands there that is not read.
pub fn read(path: &Path) -> io::Result<Corrections> {
    let mut corrections = Corrections::default();
    let text = OwnFile::new(path, LARGEST).read()?.unwrap_or_default();
    for line in text.split(|byte| *byte == b'\n') {
        let Ok(line) = serde_json::from_slice::<LogEntry>(line) else { continue };
        let Ok(key) = u128::from_str_radix(&line.key, 16) else { continue };
        let set = |names: &[String]| {
            names.iter().fold(ProvinceSet::EMPTY, |set, name| set.union(province::named(name)))
        };
        let correction = Correction { added: set(&line.add), removed: set(&line.remove) };
        corrections.set(ArticleKey(key), correction);
    }
    Ok(corrections)
}

/// Appends a change to the file.
///
/// # Errors
/// If the file cannot be written.
pub fn append(path: &Path, key: ArticleKey, title: &str, correction: Correction) -> io::Result<()> {
    let names = |set: ProvinceSet| province::names(set).map(str::to_owned).collect();
    let entry = LogEntry {
        key: format!("{:032x}", key.0),
        title: title.to_owned(),
        add: names(correction.added),
        remove: names(correction.removed),
    };
    let mut file = OwnFile::new(path, LARGEST).append()?;
    let mut bytes = serde_json::to_vec(&entry).map_err(io::Error::other)?;
    bytes.push(b'\n');
    // A line torn by a full disk or a power cut must not spoil this one.
    if !ends_line(&mut file)? {
        bytes.insert(0, b'\n');
    }
    file.write_all(&bytes)
}

/// Whether the file is empty or its last byte ends a line.
fn ends_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn liaoning() -> Correction {
        Correction { added: province::named("辽宁"), removed: province::named("北京") }
    }

    #[test]
    fn the_last_line_of_a_key_is_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/corrections.jsonl");
        assert!(read(&path).unwrap().is_empty());
        append(&path, ArticleKey(7), "甲", Correction::default()).unwrap();
        append(&path, ArticleKey(7), "甲", liaoning()).unwrap();
        append(&path, ArticleKey(9), "乙", liaoning()).unwrap();
        append(&path, ArticleKey(9), "乙", Correction::default()).unwrap();
        let corrections = read(&path).unwrap();
        assert_eq!(corrections.get(ArticleKey(7)), liaoning());
        assert!(corrections.get(ArticleKey(9)).is_empty());
    }

    #[test]
    fn a_torn_line_costs_itself_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corrections.jsonl");
        append(&path, ArticleKey(7), "甲", liaoning()).unwrap();
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [whole.as_slice(), b"{\"key\":\"00"].concat()).unwrap();
        append(&path, ArticleKey(8), "乙", liaoning()).unwrap();
        let corrections = read(&path).unwrap();
        assert_eq!(corrections.get(ArticleKey(7)), liaoning());
        assert_eq!(corrections.get(ArticleKey(8)), liaoning());
    }
}
