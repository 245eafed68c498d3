//! `xinglan config`: where the config file is, what of it is not followed, and a file with all settings to begin with.
//!
//! What must not go in: reading the file (`config`), and which settings there are.

use std::fmt::Write;

use clap::Args;

use super::{ArgumentTexts, config};
use crate::app::Options;
use crate::app::action::TABLE;
use crate::app::settings::{SETTINGS, SettingKind};
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{HelpText, Lang, Message, Word};
use crate::output::Printer;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[("print_default", HelpText::PrintDefault)];

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Print a config with every setting and its default
    #[arg(long)]
    print_default: bool,
}

pub(super) fn run(args: &ConfigArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    if args.print_default {
        return Ok(out.text(&default_config(lang))?);
    }
    let Some(path) = config::file() else { return Err(Error::NothingRead(Word::NothingHere.into())) };
    out.line(&shown_path(&path))?;
    if let Some(fault) = config::read(Some(&path)).fault {
        out.line(&Message::Config(fault).text(lang))?;
    }
    Ok(())
}

/// A config that changes nothing: each setting as a comment, with what it is and its values.
fn default_config(lang: Lang) -> String {
    let options = Options { lang, ..Options::default() };
    let mut text = String::new();
    for row in SETTINGS {
        let value = options.setting_value(row.name);
        let value = value.as_deref().or_else(|| row.values.first().copied()).unwrap_or_default();
        let bare = value.parse::<bool>().is_ok() || value.parse::<u64>().is_ok();
        let value = if bare { value.to_owned() } else { format!("\"{value}\"") };
        let automatic = if row.kind == SettingKind::Start || row.name == "spaced" {
            format!(" ({})", Word::Automatic.text(lang))
        } else {
            String::new()
        };
        let (meaning, values, name) = (row.meaning.text(lang), row.values.join(" "), row.name);
        let _ = write!(text, "# {meaning}{automatic}: {values}\n# {name} = {value}\n\n");
    }
    text += "# [keys]\n";
    for row in TABLE.iter().filter(|row| !row.keys.is_empty()) {
        let keys = row.keys.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "# {} = \"{keys}\"  # {}", row.action.name(), row.text(lang));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_default_config_is_understood() {
        for lang in [Lang::Zh, Lang::En] {
            let text = default_config(lang);
            let is_setting = |line: &&str| line.contains(" = ") || line.ends_with(']');
            let live: Vec<&str> =
                text.lines().filter_map(|line| line.strip_prefix("# ")).filter(is_setting).collect();
            assert!(live.len() > SETTINGS.len() + 50, "{text}");
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), live.join("\n")).unwrap();
            assert_eq!(config::read(Some(file.path())).fault, None, "{text}");
        }
    }
}
