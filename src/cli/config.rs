//! The config file, in TOML: one setting a line. A bad line is reported and ignored; the other lines apply.
//!
//! What must not go in: the command line, which overrides the file.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use crate::app::Options;
use crate::app::action::Action;
use crate::app::keymap::{KeyChange, Keymap, parse_sequence};
use crate::messages::{ConfigFault, ConfigLine, ConfigLineFault, Lang};
use crate::store::OwnFile;
use crate::text::{Ambiguous, WidthPolicy};

/// The table of the keys that the user gives to actions.
const KEYS: &str = "keys";

/// Largest file that is read, in bytes: a thousand times what all settings need.
const LARGEST: u64 = 1 << 20;

/// The settings of the file, over the defaults.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The language; `None`: that of the locale.
    pub(super) lang: Option<Lang>,
    /// Settings of the reader.
    pub(super) options: Options,
    /// The file sets the widths, so the terminal need not be queried.
    pub(super) widths_given: bool,
    /// Whether the line is slow; `None`: only over SSH.
    pub(super) slow: Option<bool>,
    /// How long an ESC may be the start of a sequence; `None`: depends on the line.
    pub(super) escape: Option<Duration>,
    /// The settings that the file gives, as they are written.
    pub(super) given: Vec<(String, String)>,
    /// The keys of the user, each with its line.
    keys: Vec<(usize, KeyChange)>,
    /// The ignored lines, and why.
    pub(super) fault: Option<ConfigFault>,
}

/// Its path, if this system has a config folder.
pub(super) fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    Some(folders.config_dir().join("config.toml"))
}

/// Reads the file; without one the defaults apply.
pub(super) fn read(path: Option<&Path>) -> Config {
    let bytes = match path.map(|path| OwnFile::new(path, LARGEST).following_links().read()) {
        None | Some(Ok(None)) => return Config::default(),
        Some(Ok(Some(bytes))) => bytes,
        Some(Err(error)) => {
            return Config { fault: Some(ConfigFault::Unreadable(error.into())), ..Config::default() };
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => parse(text),
        Err(_) => Config { fault: Some(ConfigFault::NotUtf8), ..Config::default() },
    }
}

/// Parses the file as TOML. If it is not valid TOML, parses it line by line, so that one bad line does not spoil the others.
fn parse(text: &str) -> Config {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut config = Config::default();
    let mut faults: Vec<(usize, ConfigLineFault)> = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        let line_of = |start| text.get(..start).unwrap_or_default().matches('\n').count() + 1;
        for (name, value) in table.get_ref() {
            if let (KEYS, DeValue::Table(keys)) = (name.get_ref().as_ref(), value.get_ref()) {
                for (name, value) in keys {
                    let line = line_of(name.span().start);
                    let taken = config.set_key(line, name.get_ref(), &plain(value.get_ref()));
                    faults.extend(taken.err().map(|why| (line, why)));
                }
                continue;
            }
            let line = line_of(name.span().start);
            faults.extend(config.set(name.get_ref(), &plain(value.get_ref())).err().map(|why| (line, why)));
        }
    } else {
        let mut in_keys = false;
        for (number, line) in (1..).zip(text.lines()) {
            if uncommented(line) == "[keys]" {
                in_keys = true;
                continue;
            }
            faults.extend(config.set_line(line, number, in_keys).err().map(|why| (number, why)));
        }
    }
    config.keys.sort_by_key(|(line, _)| *line);
    let (_, conflicts) = Keymap::changed(&config.key_changes());
    let taken = conflicts.into_iter().filter_map(|at| config.keys.get(at));
    faults.extend(taken.map(|(line, _)| (*line, ConfigLineFault::KeyTaken)));
    faults.sort_by_key(|(line, _)| *line);
    let lines: Vec<&str> = text.lines().collect();
    let told = |(line, fault): (usize, ConfigLineFault)| {
        let text = line.checked_sub(1).and_then(|at| lines.get(at)).map_or("", |text| uncommented(text));
        ConfigLine { line, text: text.to_owned(), fault }
    };
    if !faults.is_empty() {
        config.fault = Some(ConfigFault::Lines(faults.into_iter().map(told).collect()));
    }
    config
}

/// A value as written without quotes; empty for types that no setting takes.
fn plain(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Boolean(on) => on.to_string(),
        DeValue::Integer(number) => {
            let number = u64::from_str_radix(number.as_str(), number.radix());
            number.map(|number| number.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn uncommented(line: &str) -> &str {
    line.split_once('#').map_or(line, |(before, _)| before).trim()
}

impl Config {
    /// Parses one line. A word without quotes (`lang = en`) is not TOML, but remains valid: it was before the format was TOML.
    fn set_line(&mut self, line: &str, number: usize, in_keys: bool) -> Result<(), ConfigLineFault> {
        let mut set = |name: &str, value: &str| {
            if in_keys { self.set_key(number, name, value) } else { self.set(name, value) }
        };
        if let Ok(table) = DeTable::parse(line) {
            return table
                .get_ref()
                .iter()
                .try_for_each(|(name, value)| set(name.get_ref(), &plain(value.get_ref())));
        }
        let (name, value) = uncommented(line).split_once('=').ok_or(ConfigLineFault::Syntax)?;
        set(name.trim(), value.trim().trim_matches('"'))
    }

    /// Gives keys to an action.
    fn set_key(&mut self, line: usize, name: &str, keys: &str) -> Result<(), ConfigLineFault> {
        let action = Action::named(name).ok_or(ConfigLineFault::UnknownAction)?;
        if keys.split_whitespace().any(|keys| parse_sequence(keys).is_none()) {
            return Err(ConfigLineFault::BadKey);
        }
        self.keys.push((line, KeyChange { action, keys: keys.to_owned() }));
        Ok(())
    }

    fn key_changes(&self) -> Vec<KeyChange> {
        self.keys.iter().map(|(_, change)| change.clone()).collect()
    }

    /// The keys of the table with those of the user over them.
    pub(super) fn keymap(&self) -> Keymap {
        Keymap::changed(&self.key_changes()).0
    }

    /// Applies one setting.
    fn set(&mut self, name: &str, value: &str) -> Result<(), ConfigLineFault> {
        let taken = match name {
            "lang" => Lang::named(value).map(|lang| self.lang = Some(lang)),
            "ambiguous" => ambiguous(value).map(|cells| {
                self.options.policy = WidthPolicy::new(cells);
                self.widths_given = true;
            }),
            "escape_ms" => {
                number(value, 1..=1000).map(|wait| self.escape = Some(Duration::from_millis(wait)))
            }
            "slow" => value.parse().ok().map(|on| self.slow = Some(on)),
            _ => self.options.set(name, value).ok_or(ConfigLineFault::UnknownName)?.then_some(()),
        };
        if taken.is_some() {
            self.given.push((name.to_owned(), value.to_owned()));
        }
        taken.ok_or(ConfigLineFault::BadValue)
    }
}

fn ambiguous(value: &str) -> Option<Ambiguous> {
    match value {
        "1" => Some(Ambiguous::One),
        "2" => Some(Ambiguous::Two),
        _ => None,
    }
}

fn number(value: &str, range: RangeInclusive<u64>) -> Option<u64> {
    value.parse().ok().filter(|number| range.contains(number))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::app::action::Context;
    use crate::app::keymap::KeymapResult;
    use crate::app::theme_name::ThemeName;
    use crate::text::Edge;

    /// The ignored lines, and why.
    fn left_out(text: &str) -> Vec<(usize, ConfigLineFault)> {
        match parse(text).fault {
            Some(ConfigFault::Lines(lines)) => {
                lines.into_iter().map(|line| (line.line, line.fault)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_name_is_understood() {
        let text = "# 省览\nlang = \"en\"\nambiguous = 2\nmeasure = 30 # 字\nspaced = true\nflush = true\ngrid = true\nhang = true\nescape_ms = 80\ncopy_bytes = 0\nslow = false\ntheme = \"paper\"\n";
        let config = parse(text);
        assert!(config.fault.is_none() && config.widths_given);
        assert_eq!((config.options.copy_limit, config.slow), (0, Some(false)));
        assert_eq!(config.options.theme, ThemeName::Paper);
        assert_eq!(config.escape, Some(Duration::from_millis(80)));
        assert_eq!(
            (config.lang, config.options.measure, config.options.spaced),
            (Some(Lang::En), 30, Some(true))
        );
        let setting = config.options.setting;
        assert!(setting.edge == Edge::Flush && setting.grid && setting.hang);
    }

    #[test]
    fn all_bad_lines_are_told_and_the_others_hold() {
        use ConfigLineFault::{BadValue, Syntax, UnknownName};
        let text = "measure = 3000\nflush = maybe\ngrid = true\n乱写\ncolour = \"red\"\nhang = \"\"\"\nlang = \"en\"\n";
        let told = [(1, BadValue), (2, BadValue), (4, Syntax), (5, UnknownName), (6, BadValue)];
        assert_eq!(left_out(text), told);
        let config = parse(text);
        let options = config.options;
        assert_eq!((options.measure, options.setting.grid, config.lang), (36, true, Some(Lang::En)));
        let toml = "lang = \"fr\"\n\nsizes = [\n1,\n]\n[grid]\non = true\n";
        assert_eq!(left_out(toml), [(1, BadValue), (3, UnknownName), (6, BadValue)]);
    }

    #[test]
    fn keys_are_given_to_actions_by_name() {
        use ConfigLineFault::{BadKey, KeyTaken, UnknownAction};
        let text =
            "measure = 30\n[keys]\nnext-article = \"n C-n\"\nsearch = \"x\"\ntheme = \"n\"\nhelp = \"Alt\"\n";
        let told = [(4, UnknownAction), (5, KeyTaken), (6, BadKey)];
        assert_eq!(left_out(text), told);
        assert_eq!(left_out(&text.replace("measure = 30", "lang = en")), told, "without TOML");
        let map = parse(text).keymap();
        let n = [crate::app::key::Key::char('n')];
        assert_eq!(map.meaning(Context::Reader, &n), KeymapResult::Action(Action::NextArticle));
    }

    #[test]
    fn what_was_understood_before_this_was_toml_still_is() {
        for text in [
            "lang = en",
            "lang = en # 语言\nlang = en",
            "lang=\"en\"",
            "\u{feff}lang = en\r\n",
            "lang = 'en'",
        ] {
            let config = parse(text);
            assert_eq!((config.lang, config.fault), (Some(Lang::En), None), "{text:?}");
        }
        let quoted = parse("grid = \"true\"\nmeasure = \"40\"\nmeasure = 50\n");
        assert_eq!((quoted.options.setting.grid, quoted.options.measure, quoted.fault), (true, 50, None));
    }

    #[test]
    fn a_file_that_cannot_be_read_or_is_no_text_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert_eq!(read(Some(&path)).fault, None, "no file");
        assert!(matches!(read(Some(folder.path())).fault, Some(ConfigFault::Unreadable(_))));
        fs::write(&path, b"lang = \"en\"\n# \xd6\xd0\n").unwrap();
        assert_eq!(read(Some(&path)).fault, Some(ConfigFault::NotUtf8));
        fs::write(&path, "\u{feff}lang = \"en\"\n").unwrap();
        assert_eq!(read(Some(&path)).lang, Some(Lang::En));
    }
}
