//! Shared by all commands that read files: their options.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::format::Encoding;
use crate::text::{Ambiguous, WidthPolicy};

/// How files are read.
#[derive(Debug, Clone, ClapArgs)]
pub struct ReadingArgs {
    /// Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub encoding: Option<Encoding>,
    /// Read the paths in this file as well, each ended by a NUL; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub files0_from: Option<PathBuf>,
    /// Trust the certificates of this file instead of the usual ones, of an engine
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
}

/// The encodings that can be named. Others are found out.
pub(super) const ENCODINGS: &str = "utf-8, gb18030, big5, utf-16le, utf-16be, hz";

/// Its fault has the form of the ones of clap, which `usage` reads.
fn parse_encoding(name: &str) -> Result<Encoding, String> {
    Encoding::parse(name).ok_or_else(|| format!("{name} is not in {ENCODINGS}"))
}

pub(super) fn policy(ambiguous: Option<u8>) -> WidthPolicy {
    WidthPolicy::new(if ambiguous == Some(2) { Ambiguous::Two } else { Ambiguous::One })
}
