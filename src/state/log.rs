//! The log of corrections that was kept before there was a database: JSON lines, the last one of a key applies. It is taken
//! over once and left where it is.

use std::path::Path;

use serde::Deserialize;

use crate::corpus::ArticleKey;
use crate::store::OwnFile;

/// The most bytes of it that are read.
const LARGEST: u64 = 64 << 20;

/// One line.
#[derive(Debug, Deserialize)]
struct LogEntry {
    /// 32 hexadecimal digits.
    key: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

/// What the log says of an article: names of divisions added and removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Logged {
    pub(super) key: ArticleKey,
    pub(super) title: String,
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
}

/// Reads the log; nothing if there is none. Lines that cannot be read are passed over.
pub(super) fn read(path: &Path) -> Vec<Logged> {
    let text = OwnFile::new(path, LARGEST).read().ok().flatten().unwrap_or_default();
    let mut all: Vec<Logged> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let Ok(line) = serde_json::from_slice::<LogEntry>(line) else { continue };
        let Ok(key) = u128::from_str_radix(&line.key, 16) else { continue };
        let logged =
            Logged { key: ArticleKey(key), title: line.title, added: line.add, removed: line.remove };
        all.retain(|other| other.key != logged.key);
        all.push(logged);
    }
    all.retain(|logged| !logged.added.is_empty() || !logged.removed.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_last_whole_line_of_a_key_applies() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corrections.jsonl");
        assert_eq!(read(&path), []);
        let line =
            |key: u8, names: &str| format!("{{\"key\":\"{key:032x}\",\"title\":\"甲\",\"add\":[{names}]}}\n");
        let text =
            [line(7, ""), line(7, "\"辽宁\""), line(9, "\"北京\""), line(9, ""), "{\"key\":\"00".to_owned()];
        fs::write(&path, text.concat()).unwrap();
        let read: Vec<(u128, String)> =
            read(&path).into_iter().map(|logged| (logged.key.0, logged.added.join(" "))).collect();
        assert_eq!(read, [(7, "辽宁".to_owned())]);
    }
}
