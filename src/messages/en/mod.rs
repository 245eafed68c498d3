//! The texts in English: one file a subject.

mod actions;
mod columns;
mod faults;
mod help;
mod messages;
mod phrases;
mod queries;
mod reports;
mod words;

use super::{
    ActionName, ColumnName, Echo, Failure, HelpText, Language, Message, Phrase, ProofFault, QueryFault,
    Reason, Remark, Report, Word,
};

/// English.
pub(super) struct English;

impl Language for English {
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
    fn no_fixed_text_has_another_language_but_its_name() {
        for text in [actions::ALL, columns::ALL, help::ALL, words::ALL].concat() {
            let chinese = text.replace("中文", "").contains(|c| ('\u{3001}'..='\u{9fff}').contains(&c));
            assert!(!chinese, "{text}");
        }
    }
}
