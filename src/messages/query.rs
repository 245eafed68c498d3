//! A query in words: why it cannot be run, and how it was understood.

/// Why a query cannot be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryFault {
    /// No province has this name.
    NoProvince(String),
    /// The regular expression cannot be read.
    Regex {
        /// As it was typed.
        pattern: String,
        /// Why.
        fault: RegexFault,
        /// From which of its characters on, counted from 1.
        place: usize,
    },
    /// The regular expression needs more memory than it may have.
    LargeRegex(String),
    /// This is no date.
    NoDate(String),
    /// Nothing that a user can have done has this name.
    NoStatus(String),
}

/// Why a regular expression cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegexFault {
    /// Something is missing or unknown.
    Incomplete,
    /// Looking ahead or behind, which is not supported.
    LookAround,
    /// A reference to an earlier group, which is not supported.
    BackReference,
}

/// How a query was understood: a tree of which the leaves are terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Echo {
    /// Characters, as they are written.
    Text(String),
    /// Characters in the title.
    Title(String),
    /// A whole word.
    Whole(String),
    /// Words in one paragraph.
    Near(Vec<String>),
    /// About one of these provinces.
    About(Vec<&'static str>),
    /// Mentions one of these provinces.
    Mentions(Vec<&'static str>),
    /// No province at all.
    NoProvince,
    /// A section.
    Section(String),
    /// No section.
    NoSection,
    /// What the user has done.
    Status(&'static str),
    /// Characters of a note.
    Note(String),
    /// One date.
    Date(String),
    /// From one date to another, of which one may be open.
    Dates(Option<String>, Option<String>),
    /// No date.
    NoDate,
    /// An author, or none.
    Author(Option<String>),
    /// A source, or none.
    Source(Option<String>),
    /// A tag, or none.
    Tag(Option<String>),
    /// Not this.
    Not(Box<Echo>),
    /// One of these.
    Any(Vec<Echo>),
    /// All of these.
    All(Vec<Echo>),
}
