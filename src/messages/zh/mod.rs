//! The texts in Chinese: one file a subject.

mod actions;
mod columns;
mod doctor;
mod examples;
mod faults;
mod help;
mod messages;
mod phrases;
mod queries;
mod remote;
mod reports;
mod words;

use super::language::language;

pub use actions::ActionName;
pub use columns::ColumnName;
pub use doctor::DoctorWord;
pub use examples::Example;
pub use help::HelpText;
pub use words::Word;

language! {
    /// Chinese.
    Chinese
}

#[cfg(test)]
mod tests {
    use super::{actions, columns, doctor, examples, help, words};

    #[test]
    fn no_fixed_text_is_in_another_language() {
        for text in [actions::ALL, columns::ALL, doctor::ALL, help::ALL, words::ALL].concat() {
            let is_chinese = text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            // Names of encodings are the same everywhere.
            let is_encoding = ["UTF-", "Big5", "GB18030", "HZ"].iter().any(|name| text.starts_with(name));
            assert!(is_chinese || is_encoding || !text.contains(|c: char| c.is_ascii_alphabetic()), "{text}");
        }
        assert!(examples::ALL.iter().flat_map(|text| text.lines()).all(|line| line.contains("xinglan")));
    }
}
