//! What every command takes beside the language: whether there are colours, progress, a log.
//!
//! What must not go in: what only some commands take.

use std::env;
use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use crate::output::{self, OutputStyle};

/// What every command takes.
#[derive(Debug, Clone, ClapArgs)]
pub struct CommonArgs {
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: ColorArg,
    /// Show no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Write what happens into this file, but no text of articles
    #[arg(long, value_name = "FILE", global = true)]
    pub log: Option<PathBuf>,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal that has them, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl CommonArgs {
    /// Tells the streams what is wanted of them, before anything is printed.
    pub(super) fn apply(&self) {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_none_or(|kind| kind.is_empty() || kind == "dumb");
        let coloured = match self.color {
            ColorArg::Auto => output::stdout_is_terminal() && !is_set("NO_COLOR") && !dumb,
            ColorArg::Always => true,
            ColorArg::Never => false,
        };
        output::set_style(OutputStyle { coloured, quiet: self.quiet });
    }
}
