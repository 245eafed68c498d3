//! Words of the user: what counts as a word beside the word list and the phrases of the library, and what is never listed.
//!
//! What must not go in: reading files, and counting.

/// The words of the user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserWords {
    /// Count as words.
    pub words: Vec<String>,
    /// Are counted, but not listed as collocates and keywords.
    pub stopped: Vec<String>,
}

impl UserWords {
    /// The words of a file, one a line; lines that begin with `#` are remarks.
    pub fn lines(text: &str) -> Vec<String> {
        let words =
            text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
        words.filter(|word| !word.is_empty() && !word.starts_with('#')).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_word() {
        assert_eq!(UserWords::lines("\u{feff}写清楚\r\n\n# 名\n  江豚 \n"), ["写清楚", "江豚"]);
    }
}
