//! Writes one setting into the config file of the user, of which everything else stays as it is written: comments, order,
//! blank lines.
//!
//! What must not go in: which settings there are, and reading them.

use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Value};

use crate::store::OwnFile;

/// Largest file that is written, in bytes.
const LARGEST: u64 = 1 << 20;

/// Why a setting is not in the file.
#[derive(Debug)]
pub(super) enum ConfigWriteFault {
    /// It is no TOML: words without quotes are understood, but cannot be written between.
    NotToml,
    /// The system said this.
    System(io::Error),
}

impl From<io::Error> for ConfigWriteFault {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Sets `name`, or takes it out.
pub(super) fn set(path: &Path, name: &str, value: Option<&str>) -> Result<(), ConfigWriteFault> {
    let file = OwnFile::new(path, LARGEST).following_links();
    let before = file.read()?.unwrap_or_default();
    let text = String::from_utf8(before).ok().ok_or(ConfigWriteFault::NotToml)?;
    let after = changed(&text, name, value).ok_or(ConfigWriteFault::NotToml)?;
    // A link stays one: what it leads to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok(OwnFile::new(&target, LARGEST).replace(after.as_bytes())?)
}

/// The text with the setting; none if it is no TOML.
fn changed(text: &str, name: &str, value: Option<&str>) -> Option<String> {
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let mut document = text.parse::<DocumentMut>().ok()?;
    match value {
        None => _ = document.remove(name),
        Some(value) => {
            let mut new = typed(value);
            // What stands behind the value, a comment, stays there.
            if let Some(old) = document.get(name).and_then(Item::as_value) {
                *new.decor_mut() = old.decor().clone();
            }
            document[name] = Item::Value(new);
        }
    }
    Some(format!("{mark}{document}"))
}

fn typed(value: &str) -> Value {
    if let Ok(on) = value.parse::<bool>() {
        return Value::from(on);
    }
    value.parse::<i64>().map_or_else(|_| Value::from(value), Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_order_and_keys_stay() {
        let text = "# 省览\nmeasure = 30 # 窄一些\n\nlang = \"zh\"\n\n[keys]\nfilter = \"x\" # 顺手\n";
        let changed = |name, value| changed(text, name, value).unwrap();
        assert_eq!(changed("measure", Some("36")), text.replace("30", "36"));
        assert_eq!(changed("lang", Some("en")), text.replace("\"zh\"", "\"en\""));
        assert_eq!(changed("lang", None), text.replace("\nlang = \"zh\"\n", ""));
        let added = changed("flush", Some("true"));
        assert!(added.contains("lang = \"zh\"\nflush = true\n\n[keys]"), "{added}");
        assert_eq!(changed("lang", None).parse::<DocumentMut>().unwrap().len(), 2);
    }

    #[test]
    fn a_file_is_made_and_one_that_is_no_toml_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("xinglan/config.toml");
        set(&path, "theme", Some("paper")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "theme = \"paper\"\n");
        std::fs::write(&path, "lang = en\n").unwrap();
        assert!(matches!(set(&path, "theme", Some("dark")), Err(ConfigWriteFault::NotToml)));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "lang = en\n");
        let link = folder.path().join("link.toml");
        std::fs::write(&path, "lang = \"en\"\n").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        set(&link, "lang", Some("zh")).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "lang = \"zh\"\n");
    }
}
