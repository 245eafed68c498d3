//! What the environment and the command line say of the terminal becomes how it is treated.
//!
//! Values in, values out; the terminal itself is asked elsewhere.

use std::time::Duration;

use crate::term::pace;
use crate::term::run::Manner;
use crate::term::screen::Colours;
use crate::view::{Palette, Theme};

/// How long an ESC may be the start of a sequence, here and over a slow line (R8 of the terminal requirements).
const ESCAPE: Duration = Duration::from_millis(25);
const SLOW_ESCAPE: Duration = Duration::from_millis(50);

/// What is known of the terminal before it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// Its type, as in `TERM`.
    pub(super) kind: String,
    /// Bytes take their time: over SSH, or said so.
    pub(super) slow: bool,
    no_colour: bool,
}

impl Surroundings {
    /// Reads the environment; `slow` is what was typed.
    pub(super) fn read(get: impl Fn(&str) -> Option<String>, slow: bool) -> Self {
        let set = |name: &str| get(name).is_some_and(|value| !value.is_empty());
        Self {
            kind: get("TERM").unwrap_or_default(),
            slow: slow || set("SSH_CONNECTION") || set("SSH_TTY"),
            no_colour: set("NO_COLOR"),
        }
    }

    fn colours(&self) -> Colours {
        match self.kind.as_str() {
            _ if self.no_colour => Colours::None,
            kind if kind.starts_with("vt") => Colours::None,
            "linux" => Colours::Eight,
            _ => Colours::Sixteen,
        }
    }

    /// How to treat the terminal; `probe`: its widths are not known yet.
    pub(super) fn manner(&self, probe: bool) -> Manner {
        let colours = self.colours();
        let modern = !self.kind.starts_with("vt") && self.kind != "linux";
        Manner {
            colours,
            synchronized: modern,
            probe,
            theme: Theme::new(if colours == Colours::None { Palette::Mono } else { Palette::Sixteen }),
            pace: if self.slow { pace::SLOW } else { pace::FAST },
            escape: if self.slow { SLOW_ESCAPE } else { ESCAPE },
            suspend: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(pairs: &[(&str, &str)]) -> Surroundings {
        let get = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        Surroundings::read(get, false)
    }

    #[test]
    fn a_line_is_slow_over_ssh_or_when_it_is_said() {
        assert!(!around(&[("TERM", "xterm")]).slow);
        assert!(around(&[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")]).slow);
        assert!(around(&[("SSH_TTY", "/dev/pts/1")]).slow);
        assert!(Surroundings::read(|_| None, true).slow);
        let manner = around(&[("SSH_TTY", "/dev/pts/1")]).manner(true);
        assert_eq!((manner.pace, manner.escape), (pace::SLOW, SLOW_ESCAPE));
    }
}
