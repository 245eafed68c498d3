//! Every word the user sees, as typed values with a text in each language.
//!
//! The rest of the program makes values ([`Word`], [`Message`], [`Reason`], …) and keeps them; the edge that shows one asks
//! for its text in the language of the user. A language is one folder, `zh` or `en`, which implements `Language`; the
//! compiler says what a new one lacks. To add a word, a name of an action or a help text, add one line in each language, and
//! to add a message also its variant here.
//!
//! What must not go in: logic, and types of other folders. Values carry numbers, strings and small enums of this folder.

mod en;
mod failure;
mod language;
mod message;
mod phrase;
mod picture;
mod query;
mod reason;
mod remote;
mod report;
mod system;
mod texts;
mod zh;

pub use failure::{ConfigFault, ConfigLine, ConfigLineFault, Failure, UsageFault};
pub use message::{Message, OutsideMessage, SavedThing};
pub use phrase::Phrase;
pub use picture::PictureFault;
pub use query::{Echo, QueryFault, RegexFault};
pub use reason::{ArchiveFault, FolderFact, ForeignForm, Reason};
pub use remote::RemoteFault;
pub use report::{FileCounts, LayoutFault, ProofFault, Remark, Report, SnapshotState, WorkUnit};
pub use system::{StateFault, SystemFault};
pub use zh::{ActionName, ColumnName, DoctorWord, Example, HelpText, Word};

/// Language of the user interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of this name, as config and command line have it.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Where the texts of a language are: a new one adds a line here.
    fn language(self) -> &'static dyn Language {
        match self {
            Self::Zh => &zh::Chinese,
            Self::En => &en::English,
        }
    }
}

/// What a language must have a text for.
trait Language {
    fn word(&self, word: Word) -> &'static str;
    fn action(&self, name: ActionName) -> &'static str;
    fn column(&self, name: ColumnName) -> &'static str;
    fn finding(&self, finding: DoctorWord) -> &'static str;
    fn help(&self, text: HelpText) -> &'static str;
    fn example(&self, of: Example) -> &'static str;
    fn message(&self, message: &Message) -> String;
    fn phrase(&self, phrase: Phrase<'_>) -> String;
    fn echo(&self, echo: &Echo) -> String;
    fn query_fault(&self, fault: &QueryFault) -> String;
    fn reason(&self, reason: &Reason) -> String;
    fn failure(&self, failure: &Failure) -> String;
    fn report(&self, report: &Report) -> String;
    fn snapshot_state(&self, state: SnapshotState) -> String;
    fn remark(&self, remark: &Remark) -> String;
    fn problem(&self, remark: &Remark) -> String;
    fn proof_fault(&self, fault: &ProofFault) -> String;
    fn remote_fault(&self, fault: &RemoteFault) -> String;
}

macro_rules! fixed {
    ($($kind:ident: $method:ident;)*) => {$(
        impl $kind {
            /// The text in `lang`.
            pub fn text(self, lang: Lang) -> &'static str {
                lang.language().$method(self)
            }
        }
    )*};
}

macro_rules! made {
    ($($kind:ident: $method:ident;)*) => {$(
        impl $kind {
            /// The text in `lang`.
            pub fn text(&self, lang: Lang) -> String {
                lang.language().$method(self)
            }
        }
    )*};
}

fixed! { Example: example; Word: word; ActionName: action; ColumnName: column; DoctorWord: finding; HelpText: help; }

made! {
    Message: message;
    Echo: echo;
    QueryFault: query_fault;
    Reason: reason;
    Failure: failure;
    Report: report;
    Remark: remark;
    ProofFault: proof_fault;
    RemoteFault: remote_fault;
}

impl SnapshotState {
    /// The text in `lang`.
    pub fn text(self, lang: Lang) -> String {
        lang.language().snapshot_state(self)
    }
}

impl Phrase<'_> {
    /// The text in `lang`.
    pub fn text(self, lang: Lang) -> String {
        lang.language().phrase(self)
    }
}

impl Remark {
    /// The text in `lang` as a sentence of its own, for the `problems` of JSON output.
    pub fn sentence(&self, lang: Lang) -> String {
        lang.language().problem(self)
    }
}
