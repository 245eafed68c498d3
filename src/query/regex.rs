//! Regular expressions of a query, compiled within bounds, so that a pattern typed by a stranger costs no more than it may.
//!
//! What must not go in: running them (see `search`).

use regex::bytes::{Regex, RegexBuilder};

use crate::messages::QueryFault;

/// A compiled regular expression may take this much memory, in bytes.
const REGEX_SIZE: usize = 1 << 20;

/// Compiles a regular expression within bounds.
///
/// # Errors
/// It is not well formed, or too large.
pub fn compile(pattern: &str) -> Result<Regex, QueryFault> {
    let built = RegexBuilder::new(pattern).size_limit(REGEX_SIZE).dfa_size_limit(REGEX_SIZE).build();
    let shown = || pattern.trim_start_matches("(?i)").to_owned();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => QueryFault::LargeRegex(shown()),
        _ => QueryFault::Regex(shown()),
    })
}
