//! What is the same in every language: where the texts of each kind stand.
//!
//! What must not go in: texts.

/// Makes a language of the files beside it, one a subject.
macro_rules! language {
    ($(#[$about:meta])* $name:ident) => {
        use crate::messages::{
            Echo, Failure, Language, Message, Phrase, ProofFault, QueryFault, Reason, Remark, RemoteFault,
            Report,
        };

        $(#[$about])*
        pub(super) struct $name;

        impl Language for $name {
            fn word(&self, word: crate::messages::Word) -> &'static str {
                words::word(word)
            }

            fn action(&self, name: crate::messages::ActionName) -> &'static str {
                actions::action(name)
            }

            fn snapshot_state(&self, state: crate::messages::SnapshotState) -> String {
                reports::snapshot(state)
            }

            fn finding(&self, finding: crate::messages::DoctorWord) -> &'static str {
                doctor::finding(finding)
            }

            fn help(&self, text: crate::messages::HelpText) -> &'static str {
                help::help(text)
            }

            fn example(&self, of: crate::messages::Example) -> &'static str {
                examples::example(of)
            }

            fn column(&self, name: crate::messages::ColumnName) -> &'static str {
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

            fn remote_fault(&self, fault: &RemoteFault) -> String {
                remote::remote(fault)
            }

            fn proof_fault(&self, fault: &ProofFault) -> String {
                reports::proof(fault)
            }
        }
    };
}
pub(super) use language;
