//! Finds the language of a run, before the command line is parsed: its help and its faults need one.
//!
//! What must not go in: texts.

use std::ffi::OsString;

use super::{LangArg, config};
use clap::ValueEnum;

use crate::messages::Lang;

/// The variables of the locale for messages, in the order of POSIX.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// The language of the command line, else of the config file, else of the locale. The first argument is the program.
pub fn language(args: &[OsString]) -> Lang {
    // A restricted reader uses no file of the home folder.
    let restricted = options(args).any(|arg| arg == "--restricted");
    let config = || config::read(config::file().filter(|_| !restricted).as_deref());
    typed(args).or_else(|| config().lang).unwrap_or_else(|| of_locale(|name| std::env::var(name).ok()))
}

/// The arguments up to `--`; behind it there are only paths.
fn options(args: &[OsString]) -> impl Iterator<Item = &str> {
    args.iter().skip(1).map(|arg| arg.to_str().unwrap_or_default()).take_while(|arg| *arg != "--")
}

/// The language that was typed last.
fn typed(args: &[OsString]) -> Option<Lang> {
    let mut found = None;
    let mut options = options(args).peekable();
    while let Some(option) = options.next() {
        let value = match option.strip_prefix("--lang=") {
            Some(value) => Some(value),
            None if option == "--lang" => options.peek().copied(),
            None => None,
        };
        found = value.and_then(named).or(found);
    }
    found
}

/// The language of this code, such as `en`.
fn named(code: &str) -> Option<Lang> {
    LangArg::from_str(code, false).ok().map(Lang::from)
}

/// The language of the locale. Servers mostly have `C.UTF-8`, which says nothing of their readers: it means Chinese, as no
/// locale does. Somebody with any language but Chinese understands English rather.
fn of_locale(get: impl Fn(&str) -> Option<String>) -> Lang {
    let locale =
        LOCALE.iter().find_map(|name| get(name).filter(|value| !value.is_empty())).unwrap_or_default();
    let code = locale.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    match code {
        "" | "C" | "POSIX" | "zh" => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_language_may_be_typed_anywhere_before_the_end_of_options() {
        for (line, lang) in [
            ("xinglan --lang en list a", Some(Lang::En)),
            ("xinglan list a --lang=en", Some(Lang::En)),
            ("xinglan --lang en list a --lang zh", Some(Lang::Zh)),
            ("xinglan --lang", None),
            ("xinglan --lang fr", None),
            ("xinglan list -- --lang en", None),
            ("--lang=en", None),
        ] {
            assert_eq!(typed(&args(line)), lang, "{line}");
        }
    }

    #[test]
    fn the_locale_is_read_as_posix_says() {
        let of = |text: &str| {
            let pairs: Vec<_> = text.split(' ').filter_map(|pair| pair.split_once('=')).collect();
            of_locale(|name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        for locale in [
            "",
            "LANG=",
            "LANG=C",
            "LANG=C.UTF-8",
            "LANG=POSIX",
            "LANG=zh_TW.UTF-8",
            "LANG=en_US.UTF-8 LC_ALL=zh_CN.UTF-8",
            "LANG=en_US.UTF-8 LC_MESSAGES=C",
            "LANG=$(id)",
        ] {
            assert_eq!(of(locale), Lang::Zh, "{locale}");
        }
        for locale in [
            "LANG=en_US.UTF-8",
            "LC_ALL=en_GB",
            "LC_MESSAGES=en LANG=zh_CN",
            "LANG=de_DE@euro",
            "LC_ALL= LANG=en",
        ] {
            assert_eq!(of(locale), Lang::En, "{locale}");
        }
    }
}
