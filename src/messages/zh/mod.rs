//! The texts in Chinese: one file a subject.

mod actions;
mod columns;
mod faults;
mod help;
mod messages;
mod phrases;
mod queries;
mod reports;
mod words;

pub use actions::ActionName;
pub use columns::ColumnName;
pub use help::HelpText;
pub use words::Word;

use super::{Echo, Failure, Language, Message, Phrase, ProofFault, QueryFault, Reason, Remark, Report};

/// Chinese.
pub(super) struct Chinese;

impl Language for Chinese {
    fn word(&self, word: Word) -> &'static str {
        words::word(word)
    }

    fn action(&self, name: ActionName) -> &'static str {
        actions::action(name)
    }

    fn help(&self, text: HelpText) -> &'static str {
        help::help(text)
    }

    fn column(&self, name: ColumnName) -> &'static str {
        columns::column(name)
    }

    fn message(&self, message: &Message) -> String {
        messages::message(message)
    }

    fn phrase(&self, phrase: Phrase<'_>) -> String {
        phrases::phrase(phrase)
    }

    fn echo(&self, echo: &Echo) -> String {
        queries::echo(echo)
    }

    fn query_fault(&self, fault: &QueryFault) -> String {
        faults::query(fault)
    }

    fn reason(&self, reason: &Reason) -> String {
        faults::reason(reason)
    }

    fn failure(&self, failure: &Failure) -> String {
        faults::failure(failure)
    }

    fn report(&self, report: &Report) -> String {
        reports::report(report)
    }

    fn remark(&self, remark: &Remark) -> String {
        reports::remark(remark)
    }

    fn problem(&self, remark: &Remark) -> String {
        reports::problem(remark)
    }

    fn proof_fault(&self, fault: &ProofFault) -> String {
        reports::proof(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::{actions, columns, help, words};

    #[test]
    fn no_fixed_text_is_in_another_language() {
        for text in [actions::ALL, columns::ALL, help::ALL, words::ALL].concat() {
            let is_chinese = text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(is_chinese || !text.contains(|c: char| c.is_ascii_alphabetic()), "{text}");
        }
    }
}
