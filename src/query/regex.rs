//! Compiling the regular expressions of a query within bounds, so that a stranger's pattern cannot take too much memory.
//!
//! What must not go in: running them (see `search`).

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ast::ErrorKind;
use regex_syntax::ast::parse::Parser;

use crate::messages::{QueryFault, RegexFault};

/// The most memory that a compiled regular expression may take, in bytes.
const REGEX_SIZE: usize = 1 << 20;

/// Compiles a regular expression within bounds.
///
/// # Errors
/// The pattern is malformed or too large.
pub fn compile(pattern: &str) -> Result<Regex, QueryFault> {
    let built = RegexBuilder::new(pattern).size_limit(REGEX_SIZE).dfa_size_limit(REGEX_SIZE).build();
    built.map_err(|error| {
        let shown = pattern.trim_start_matches("(?i)");
        match error {
            regex::Error::CompiledTooBig(_) => QueryFault::LargeRegex(shown.to_owned()),
            _ => malformed(shown),
        }
    })
}

/// What is wrong with `pattern`, and where: from which character on.
fn malformed(pattern: &str) -> QueryFault {
    let error = Parser::new().parse(pattern).err();
    let kind = match error.as_ref().map(regex_syntax::ast::Error::kind) {
        Some(ErrorKind::UnsupportedLookAround) => RegexFault::LookAround,
        Some(ErrorKind::UnsupportedBackreference) => RegexFault::BackReference,
        _ => RegexFault::Incomplete,
    };
    let start = error.map_or(0, |error| error.span().start.offset);
    let place = pattern.get(..start).map_or(0, |before| before.chars().count()) + 1;
    QueryFault::Regex { pattern: pattern.to_owned(), fault: kind, place }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (pattern, fault, place) in [
            ("产品(?=目录)", RegexFault::LookAround, 3),
            ("(?<!旧)桥", RegexFault::LookAround, 1),
            (r"(哈)\1", RegexFault::BackReference, 4),
            ("甲[", RegexFault::Incomplete, 2),
            ("(?i)甲(", RegexFault::Incomplete, 2),
        ] {
            let pattern_shown = pattern.trim_start_matches("(?i)").to_owned();
            let expected = QueryFault::Regex { pattern: pattern_shown, fault, place };
            assert_eq!(compile(pattern).unwrap_err(), expected, "{pattern}");
        }
    }
}
