//! The texts in English: one file a subject.

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

language! {
    /// English.
    English
}

#[cfg(test)]
mod tests {
    use super::{actions, columns, doctor, examples, help, words};

    #[test]
    fn no_fixed_text_has_another_language_but_its_name() {
        for text in [actions::ALL, columns::ALL, doctor::ALL, help::ALL, words::ALL].concat() {
            let chinese = text.replace("中文", "").contains(|c| ('\u{3001}'..='\u{9fff}').contains(&c));
            assert!(!chinese, "{text}");
        }
        // What examples look for is Chinese.
        assert!(examples::ALL.iter().flat_map(|text| text.lines()).all(|line| line.contains("xinglan")));
    }
}
