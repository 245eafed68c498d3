//! Derives the terminal config from the environment and the command line.
//!
//! Pure functions; `term::probe` queries the terminal itself.

use std::time::Duration;

use super::{Args, RenderArg};
use crate::messages::{Message, Word};
use crate::session::Remote;
use crate::term::pace;
use crate::term::probe::Probe;
use crate::term::run::TerminalConfig;
use crate::term::screen::{Colours, Level, Render};
use crate::view::{Palette, Signs, Theme};

/// How long an ESC may be the start of a sequence, locally and over a slow line: longer feels slow, shorter splits sequences.
const ESCAPE: Duration = Duration::from_millis(25);
const SLOW_ESCAPE: Duration = Duration::from_millis(50);

/// Terminal types with 256 colours that do not say so in their name.
const RICH: [&str; 7] = ["alacritty", "contour", "foot", "tmux", "wezterm", "xterm-ghostty", "xterm-kitty"];

/// The terminal according to the environment and the command line, before it is queried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Environment {
    /// The terminal type, from `TERM`.
    pub(super) kind: String,
    /// The line is slow: over SSH, or by option.
    pub(super) slow: bool,
    colours: Colours,
    signs: Signs,
    render: Render,
    /// This machine as it was called over SSH.
    pub(super) remote: Option<Remote>,
    /// The session is remote and its locale names another character set.
    other_charset: bool,
    /// The widths are not set, so the terminal is queried.
    pub(super) asks_widths: bool,
}

impl Environment {
    /// Reads the environment alone.
    pub(super) fn of_terminal(get: impl Fn(&str) -> Option<String>) -> Self {
        Self::with(get, (false, false, RenderArg::Usual), true)
    }

    /// Reads the environment and the arguments.
    pub(super) fn read(get: impl Fn(&str) -> Option<String>, typed: &Args) -> Self {
        let super::TerminalArgs { slow, ascii, render } = typed.terminal;
        Self::with(get, (slow, ascii, render), typed.reader.ambiguous.is_none())
    }

    fn with(
        get: impl Fn(&str) -> Option<String>,
        (slow, ascii, render): (bool, bool, RenderArg),
        probe: bool,
    ) -> Self {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let kind = get("TERM").unwrap_or_default();
        let remote = get("SSH_CONNECTION").or_else(|| get("SSH_TTY")).is_some();
        let locale = get("LC_ALL").or_else(|| get("LC_CTYPE")).or_else(|| get("LANG"));
        Self {
            slow: slow || remote,
            colours: if get("NO_COLOR").is_some() {
                Colours::None
            } else {
                colours(&kind, get("COLORTERM").as_deref())
            },
            signs: if ascii { Signs::Ascii } else { Signs::Drawn },
            render: match render {
                RenderArg::Usual => Render::Usual,
                RenderArg::Safe => Render::Safe,
            },
            remote: get("SSH_CONNECTION").and_then(|connection| {
                let mut parts = connection.split(' ').skip(2).map(str::to_owned);
                let user = get("USER").or_else(|| get("LOGNAME"))?;
                Some(Remote { user, host: parts.next()?, port: parts.next()? })
            }),
            other_charset: remote && locale.is_some_and(|locale| !names_utf8(&locale)),
            asks_widths: probe,
            kind,
        }
    }

    /// The config for this terminal.
    pub(super) fn terminal_config(&self) -> TerminalConfig {
        let palette = match self.colours {
            Colours::None => Palette::Mono,
            Colours::Eight | Colours::Sixteen => Palette::Sixteen,
            Colours::Palette => Palette::Rich,
            Colours::True => Palette::True,
        };
        TerminalConfig {
            colours: self.colours,
            level: if is_old(&self.kind) { Level::Old } else { Level::Usual },
            render: self.render,
            probe: match (self.asks_widths, self.render == Render::Safe || is_old(&self.kind)) {
                (true, true) => Probe::Widths,
                (true, false) => Probe::WidthsAndMargins,
                (false, true) => Probe::Nothing,
                (false, false) => Probe::Margins,
            },
            slow: None,
            theme: Theme::new(palette).with_signs(self.signs),
            pace: if self.slow { pace::SLOW } else { pace::FAST },
            escape: if self.slow { SLOW_ESCAPE } else { ESCAPE },
            suspend: true,
        }
    }

    /// A warning if the terminal may show strange characters.
    pub(super) fn warning(&self) -> Option<Message> {
        self.other_charset.then(|| Word::OtherCharset.into())
    }
}

fn is_old(kind: &str) -> bool {
    kind.starts_with("vt") || kind == "linux"
}

/// The colours that the terminal is known to support. `COLORTERM` may describe another terminal: screen and tmux inherit it
/// from wherever they were started.
fn colours(kind: &str, colorterm: Option<&str>) -> Colours {
    let inner = kind.starts_with("screen") || kind.starts_with("tmux");
    let said = matches!(colorterm, Some("truecolor" | "24bit"));
    let rich = kind.contains("256color") || RICH.iter().any(|name| kind.starts_with(name));
    match kind {
        "linux" | "ansi" | "cygwin" => Colours::Eight,
        _ if kind.starts_with("vt") => Colours::None,
        _ if kind.ends_with("-direct") || said && !inner => Colours::True,
        _ if rich => Colours::Palette,
        _ => Colours::Sixteen,
    }
}

/// Whether a locale such as `zh_CN.UTF-8` names UTF-8; one without a character set (`C`, `zh_CN`) means another one.
fn names_utf8(locale: &str) -> bool {
    let charset = locale.split_once('.').map_or("", |(_, charset)| charset);
    let charset = charset.split('@').next().unwrap_or_default();
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Args;

    fn environment_of(variables: &str, typed: &[&str]) -> Environment {
        let pairs: Vec<_> = variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        let get = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        let args = Args::parse_from([&["xinglan"], typed].concat());
        Environment::read(get, &args)
    }

    #[test]
    fn a_line_is_slow_over_ssh_or_when_it_is_said() {
        assert!(!environment_of("TERM=xterm SSH_TTY=", &[]).slow);
        assert!(environment_of("SSH_CONNECTION=192.0.2.1", &[]).slow);
        assert!(environment_of("", &["--slow"]).slow);
        let terminal = environment_of("SSH_TTY=/dev/pts/1", &[]).terminal_config();
        assert_eq!((terminal.pace, terminal.escape), (pace::SLOW, SLOW_ESCAPE));
    }

    #[test]
    fn colours_are_those_that_are_known() {
        let known = [
            ("TERM=vt100", Colours::None),
            ("TERM=linux COLORTERM=truecolor", Colours::Eight),
            ("TERM=xterm", Colours::Sixteen),
            ("TERM=screen", Colours::Sixteen),
            ("TERM=screen.xterm-256color COLORTERM=truecolor", Colours::Palette),
            ("TERM=tmux-256color COLORTERM=truecolor", Colours::Palette),
            ("TERM=xterm-256color", Colours::Palette),
            ("TERM=xterm-256color COLORTERM=yes", Colours::Palette),
            ("TERM=xterm-256color COLORTERM=truecolor", Colours::True),
            ("TERM=foot", Colours::Palette),
            ("TERM=xterm-kitty", Colours::Palette),
            ("TERM=alacritty", Colours::Palette),
            ("TERM=xterm-direct", Colours::True),
            ("TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1", Colours::None),
            ("TERM=xterm-256color NO_COLOR=", Colours::Palette),
        ];
        for (environment, wanted) in known {
            assert_eq!(environment_of(environment, &[]).terminal_config().colours, wanted, "{environment}");
        }
    }

    #[test]
    fn another_charset_far_away_is_told() {
        let warns = |environment: &str| environment_of(environment, &[]).warning().is_some();
        for locale in ["LANG=C", "LANG=POSIX", "LANG=zh_CN", "LANG=C.UTF-8 LC_ALL=zh_CN.GBK", "LC_CTYPE=C"] {
            assert!(warns(&format!("SSH_TTY=/dev/pts/1 {locale}")), "{locale}");
            assert!(!warns(locale), "{locale} here");
        }
        for locale in ["", "LANG=C.UTF-8", "LANG=C LC_ALL=zh_CN.utf8", "LC_CTYPE=sr_RS.UTF-8@latin"] {
            assert!(!warns(&format!("SSH_TTY=/dev/pts/1 {locale}")), "{locale}");
        }
    }
}
