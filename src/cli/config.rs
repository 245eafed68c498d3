//! The config file: lines `name = value`, a small part of TOML. A line that is not understood is told and left out; the
//! others hold.
//!
//! Reading only; what is typed on the command line comes after and wins.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::Options;
use crate::messages::Lang;
use crate::text::{Ambiguous, Edge, WidthPolicy};

/// Longest text that may be set (bytes): the hard limit of R16 of the terminal requirements.
const LARGEST_COPY: usize = 74_000;

/// What the file says, over the usual settings.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// Settings of the reader.
    pub(super) options: Options,
    /// The widths are given, so the terminal need not be asked.
    pub(super) widths_given: bool,
    /// Whether the line is slow; unset: it is over SSH.
    pub(super) slow: Option<bool>,
    /// How long an ESC may be the start of a sequence; unset: as the line needs.
    pub(super) escape: Option<Duration>,
    /// The first line that was not understood, in one sentence.
    pub(super) fault: Option<String>,
}

/// Where it lies, if this system has a place for it.
pub(super) fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    Some(folders.config_dir().join("config.toml"))
}

/// Reads the file; without one the usual settings hold.
pub(super) fn read(path: Option<&Path>) -> Config {
    let text = path.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    parse(&text)
}

fn parse(text: &str) -> Config {
    let mut config = Config::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
        let understood =
            line.is_empty() || line.split_once('=').is_some_and(|(name, value)| config.set(name, value));
        if !understood {
            config.fault.get_or_insert_with(|| format!("配置文件第 {number} 行看不懂，没有采用：{line}"));
        }
    }
    config
}

impl Config {
    /// Sets one name; false if the name or the value is not known.
    fn set(&mut self, name: &str, value: &str) -> bool {
        let value = value.trim().trim_matches('"');
        let options = &mut self.options;
        let flag = match value {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        match (name.trim(), value, flag) {
            ("lang", "zh", _) => options.lang = Lang::Zh,
            ("lang", "en", _) => options.lang = Lang::En,
            ("ambiguous", "1", _) => self.widths(Ambiguous::One),
            ("ambiguous", "2", _) => self.widths(Ambiguous::Two),
            ("measure", number, _) => match number.parse() {
                Ok(measure @ 8..=100) => options.measure = measure,
                _ => return false,
            },
            ("copy_bytes", number, _) => match number.parse() {
                Ok(limit @ 0..=LARGEST_COPY) => options.copy_limit = limit,
                _ => return false,
            },
            ("escape_ms", number, _) => match number.parse() {
                Ok(millis @ 1..=1000) => self.escape = Some(Duration::from_millis(millis)),
                _ => return false,
            },
            ("slow", _, Some(on)) => self.slow = Some(on),
            ("spaced", _, Some(on)) => options.spaced = Some(on),
            ("flush", _, Some(on)) => options.setting.edge = if on { Edge::Flush } else { Edge::Ragged },
            ("grid", _, Some(on)) => options.setting.grid = on,
            ("hang", _, Some(on)) => options.setting.hang = on,
            _ => return false,
        }
        true
    }

    fn widths(&mut self, ambiguous: Ambiguous) {
        self.options.policy = WidthPolicy::new(ambiguous);
        self.widths_given = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_understood() {
        let text = "# 省览\nlang = \"en\"\nambiguous = 2\nmeasure = 30 # 字\nspaced = true\nflush = true\ngrid = true\nhang = true\nescape_ms = 80\ncopy_bytes = 0\nslow = false\n";
        let config = parse(text);
        assert!(config.fault.is_none() && config.widths_given);
        assert_eq!((config.options.copy_limit, config.slow), (0, Some(false)));
        assert_eq!(config.escape, Some(Duration::from_millis(80)));
        assert_eq!(
            (config.options.lang, config.options.measure, config.options.spaced),
            (Lang::En, 30, Some(true))
        );
        let setting = config.options.setting;
        assert!(setting.edge == Edge::Flush && setting.grid && setting.hang);
    }

    #[test]
    fn a_bad_line_is_told_and_the_others_hold() {
        let config = parse("measure = 3000\nflush = maybe\ngrid = true\n乱写\n");
        assert_eq!(config.fault.as_deref(), Some("配置文件第 1 行看不懂，没有采用：measure = 3000"));
        assert_eq!((config.options.measure, config.options.setting.grid), (36, true));
    }
}
