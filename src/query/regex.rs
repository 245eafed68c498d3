//! Compiling the regular expressions of a query within bounds, so that a stranger's pattern cannot take too much memory.
//!
//! What must not go in: running them (see `search`).

use regex::bytes::{Regex, RegexBuilder};

use crate::messages::QueryFault;

/// The most memory that a compiled regular expression may take, in bytes.
const REGEX_SIZE: usize = 1 << 20;

/// Compiles a regular expression within bounds.
///
/// # Errors
/// The pattern is malformed or too large.
pub fn compile(pattern: &str) -> Result<Regex, QueryFault> {
    let built = RegexBuilder::new(pattern).size_limit(REGEX_SIZE).dfa_size_limit(REGEX_SIZE).build();
    let shown = || pattern.trim_start_matches("(?i)").to_owned();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => QueryFault::LargeRegex(shown()),
        _ => QueryFault::Regex(shown()),
    })
}
