//! Short codes of places: `4f2a-12` is paragraph 12 of the article whose key begins with `4f2a`. Who may keep nothing takes one
//! along and comes back to it.
//!
//! Values only: how many digits an article needs is known by its library.

use std::fmt;

/// Fewest digits of a key, so that a code still means one article when the library has grown.
pub const FEWEST_DIGITS: usize = 4;

/// All digits of a key.
const ALL_DIGITS: usize = 32;

/// Longest number of a paragraph, in digits.
const NUMBER: usize = 7;

/// The code of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCode {
    /// The first digits of the article's key, hexadecimal.
    pub digits: String,
    /// The paragraph, from 1.
    pub paragraph: usize,
}

impl PlaceCode {
    /// Reads a code; `None` if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, number) = text.split_once('-')?;
        let is_key = (FEWEST_DIGITS..=ALL_DIGITS).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_number =
            (1..=NUMBER).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        let paragraph = number.parse().ok().filter(|_| is_key && is_number)?;
        Some(Self { digits: digits.to_ascii_lowercase(), paragraph })
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.digits, self.paragraph)
    }
}

/// What a library knows of the digits of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeMatch<T> {
    /// They are those of this article.
    One(T),
    /// Several articles have them.
    Several,
    /// No article has them.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written() {
        for text in ["4f2a-12", "0123456789abcdef0123456789abcdef-1", "4f2a9-1234567"] {
            assert_eq!(PlaceCode::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(PlaceCode::parse("4F2A-012").unwrap().to_string(), "4f2a-12");
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in [
            "",
            "4f2a",
            "4f2a-",
            "-12",
            "4f2-12",
            "4f2g-12",
            "4f2a-1x",
            "4f2a-12345678",
            "4f2a -12",
            "4f2a-12\n",
            "４f2a-12",
            "4f2a-12; id",
            "4f2a--12",
            "../4f2a-12",
            "0123456789abcdef0123456789abcdef0-1",
        ] {
            assert_eq!(PlaceCode::parse(text), None, "{text:?}");
        }
    }
}
