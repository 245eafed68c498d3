//! The arguments of the reader, some of which commands take too.
//!
//! What must not go in: arguments of one command, and how files are read (`reading`).

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum};

use super::reading::policy;
use crate::session::Choice;

/// Minutes without a key before a restricted reader quits, unless `--idle` sets them.
const RESTRICTED_IDLE: u16 = 30;

/// Settings of the reader.
#[derive(Debug, Clone, ClapArgs)]
pub struct ReaderArgs {
    /// Language of the interface
    #[arg(long, value_enum, global = true, hide_possible_values = true, overrides_with = "lang")]
    pub lang: Option<LangArg>,
    /// Cells of characters such as “ ” — …, if the terminal should not be asked
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub ambiguous: Option<u8>,
    /// Longest line of text, in Chinese characters
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(8..=100))]
    pub measure: Option<u16>,
    /// For readers without an account (docs/en/ssh.md): open nothing but PATH, write nothing, remember nothing, start nothing
    #[arg(long)]
    pub restricted: bool,
    /// Leave after so many minutes without a key; without it never, and after 30 with --restricted
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub idle: Option<u16>,
    /// Count these as words too, one a line; without it words.txt beside the config
    #[arg(long, value_name = "FILE", conflicts_with = "restricted")]
    pub words: Option<PathBuf>,
    /// Where the corpus is kept between two visits
    #[command(flatten)]
    pub cache: CacheArgs,
}

/// Where the corpus is kept between two visits.
#[derive(Debug, Clone, ClapArgs)]
pub struct CacheArgs {
    /// Open this snapshot; for a large library make it if it is not there or of no use
    #[arg(long, value_name = "FILE", conflicts_with = "no_cache")]
    pub snapshot: Option<PathBuf>,
    /// Open no snapshot and make none
    #[arg(long)]
    pub no_cache: bool,
}

/// How the terminal is treated.
#[derive(Debug, Clone, ClapArgs)]
pub struct TerminalArgs {
    /// The line is slow: fewer frames, more patience with keys. Over SSH this is so by itself
    #[arg(long)]
    pub slow: bool,
    /// Draw rules and cuts with ASCII signs
    #[arg(long)]
    pub ascii: bool,
    /// `safe` places the cursor anew after every character that terminals draw differently
    #[arg(long, value_enum, value_name = "HOW", default_value = "usual", hide_possible_values = true)]
    pub render: RenderArg,
}

/// How text is written to the terminal.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RenderArg {
    /// Widths are trusted
    Usual,
    /// Every unusual character is placed on its own
    Safe,
}

/// Language of the interface.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    /// Chinese
    Zh,
    /// English
    En,
}

impl ReaderArgs {
    /// The snapshots that may be used.
    pub(super) fn choice(&self) -> Choice {
        match &self.cache.snapshot {
            _ if self.cache.no_cache => Choice::Off,
            file if self.restricted => Choice::ReadOnly(file.clone()),
            Some(file) => Choice::Named(file.clone()),
            None => Choice::Usual,
        }
    }

    /// The options of the app: the command line overrides the config file.
    pub fn options(&self, config: crate::app::Options) -> crate::app::Options {
        let mut options = config;
        if self.ambiguous.is_some() {
            options.policy = policy(self.ambiguous);
        }
        options.measure = self.measure.unwrap_or(options.measure);
        let idle = self.idle.or_else(|| self.restricted.then_some(RESTRICTED_IDLE));
        options.idle = idle.map(|minutes| Duration::from_mins(minutes.into()));
        options
    }
}
