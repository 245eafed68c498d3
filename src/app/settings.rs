//! What can be set: the table of settings that config, settings pane and `xinglan config` share, each with its values, and
//! what a value does to the options.
//!
//! What must not go in: reading and writing the file, and the keys of the user.

use super::Options;
use super::reader::Setting;
use super::theme_name::ThemeName;
use crate::export::CitationStyle;
use crate::messages::{Lang, Word};
use crate::text::Edge;

/// Largest limit for clipboard text that can be set (bytes): terminals drop longer texts.
const LARGEST_COPY: u32 = 74_000;

/// The range of the measure, in ideographs.
pub const MEASURES: std::ops::RangeInclusive<u16> = 8..=100;

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingRow {
    /// Its name in the config.
    pub name: &'static str,
    /// What it is.
    pub meaning: Word,
    /// The values that the settings pane goes through.
    pub values: &'static [&'static str],
    /// When it holds, and where else it is kept.
    pub kind: SettingKind,
}

/// When a setting holds, and where else it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// At once. A key changes it too, and the state keeps what keys change.
    Key,
    /// At once.
    Live,
    /// From the next start on; without it the program decides.
    Start,
}

const FLAG: &[&str] = &["false", "true"];

const fn row(
    name: &'static str,
    meaning: Word,
    values: &'static [&'static str],
    kind: SettingKind,
) -> SettingRow {
    SettingRow { name, meaning, values, kind }
}

/// All of them, in the order in which they are shown.
pub const SETTINGS: &[SettingRow] = &[
    row("lang", Word::SettingLang, &["zh", "en"], SettingKind::Live),
    row("theme", Word::SettingTheme, &["terminal", "light", "dark", "paper", "contrast"], SettingKind::Key),
    row(
        "measure",
        Word::SettingMeasure,
        &["20", "24", "28", "30", "32", "36", "40", "44", "48", "60"],
        SettingKind::Key,
    ),
    row("spaced", Word::SettingSpaced, FLAG, SettingKind::Key),
    row("flush", Word::SettingFlush, FLAG, SettingKind::Key),
    row("grid", Word::SettingGrid, FLAG, SettingKind::Key),
    row("hang", Word::SettingHang, FLAG, SettingKind::Key),
    row("citation", Word::SettingCitation, &["plain", "gbt7714"], SettingKind::Live),
    row("copy_bytes", Word::SettingCopy, &["0", "4096", "16384", "74000"], SettingKind::Live),
    row("mouse", Word::SettingMouse, FLAG, SettingKind::Live),
    row("slow", Word::SettingSlow, FLAG, SettingKind::Start),
    row("ambiguous", Word::SettingAmbiguous, &["1", "2"], SettingKind::Start),
    row("escape_ms", Word::SettingEscape, &["25", "50", "100", "250"], SettingKind::Start),
];

impl SettingRow {
    /// The value before or after this one; none stands for what the program decides. A value that is not among them goes to
    /// the next larger or smaller one.
    pub fn step(&self, value: Option<&str>, forward: bool) -> Option<&'static str> {
        let all: Vec<Option<&'static str>> = match self.kind {
            SettingKind::Start => [None].into_iter().chain(self.values.iter().copied().map(Some)).collect(),
            SettingKind::Key | SettingKind::Live => self.values.iter().copied().map(Some).collect(),
        };
        let number = |value: &str| value.parse::<u64>().unwrap_or(0);
        let at = all.iter().position(|known| *known == value);
        let at = match (at, value) {
            (Some(at), _) if forward => at + 1,
            (Some(at), _) => at + all.len() - 1,
            (None, Some(value)) => {
                let larger =
                    all.iter().position(|known| known.is_some_and(|known| number(known) > number(value)));
                let larger = larger.unwrap_or(all.len());
                if forward { larger } else { larger + all.len() - 1 }
            }
            (None, None) => 0,
        };
        all.get(at % all.len().max(1)).copied().flatten()
    }
}

impl Options {
    /// The value of a setting that holds at once, as it is written in the config; none if there is no such setting.
    pub fn setting_value(&self, name: &str) -> Option<String> {
        let Self { measure, theme, setting: Setting { edge, grid, hang }, .. } = self;
        Some(match name {
            "lang" => if self.lang == Lang::Zh { "zh" } else { "en" }.to_owned(),
            "theme" => theme.config_name().to_owned(),
            "measure" => measure.to_string(),
            "spaced" => self.spaced?.to_string(),
            "flush" => (*edge == Edge::Flush).to_string(),
            "grid" => grid.to_string(),
            "hang" => hang.to_string(),
            "citation" => self.citation.name().to_owned(),
            "copy_bytes" => self.copy_limit.to_string(),
            "mouse" => self.mouse.to_string(),
            _ => return None,
        })
    }

    /// Sets what holds at once. None: there is no such setting. False: the value is none.
    pub fn set(&mut self, name: &str, value: &str) -> Option<bool> {
        let flag = value.parse::<bool>().ok();
        let set = match name {
            "lang" => Lang::named(value).map(|lang| self.lang = lang),
            "theme" => ThemeName::parse(value).map(|theme| self.theme = theme),
            "measure" => {
                let measure = value.parse().ok().filter(|measure| MEASURES.contains(measure));
                measure.map(|measure| self.measure = measure)
            }
            "spaced" => flag.map(|on| self.spaced = Some(on)),
            "flush" => flag.map(|on| self.setting.edge = if on { Edge::Flush } else { Edge::Ragged }),
            "grid" => flag.map(|on| self.setting.grid = on),
            "hang" => flag.map(|on| self.setting.hang = on),
            "citation" => CitationStyle::named(value).map(|style| self.citation = style),
            "mouse" => flag.map(|on| self.mouse = on),
            "copy_bytes" => {
                let limit = value.parse::<u32>().ok().filter(|limit| *limit <= LARGEST_COPY);
                limit.map(|limit| self.copy_limit = limit as usize)
            }
            _ => return None,
        };
        Some(set.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_that_the_pane_offers_can_be_set_and_is_shown() {
        for row in SETTINGS.iter().filter(|row| row.kind != SettingKind::Start) {
            for value in row.values {
                let mut options = Options::default();
                assert_eq!(options.set(row.name, value), Some(true), "{} {value}", row.name);
                assert_eq!(options.setting_value(row.name).as_deref(), Some(*value), "{}", row.name);
            }
            assert_eq!(Options::default().set(row.name, "?"), Some(false), "{}", row.name);
        }
        assert_eq!(Options::default().set("colour", "red"), None);
    }

    #[test]
    fn steps_go_round_and_from_any_number_to_the_next() {
        let row = |name| SETTINGS.iter().find(|row| row.name == name).unwrap();
        assert_eq!(row("lang").step(Some("zh"), true), Some("en"));
        assert_eq!(row("lang").step(Some("en"), true), Some("zh"));
        assert_eq!(row("lang").step(Some("zh"), false), Some("en"));
        assert_eq!(row("measure").step(Some("37"), true), Some("40"));
        assert_eq!(row("measure").step(Some("37"), false), Some("36"));
        assert_eq!(row("measure").step(Some("99"), true), Some("20"));
        let slow = [None, Some("false"), Some("true")];
        for (at, value) in slow.iter().enumerate() {
            assert_eq!(row("slow").step(*value, true), slow[(at + 1) % 3]);
            assert_eq!(row("slow").step(*value, false), slow[(at + 2) % 3]);
        }
    }
}
