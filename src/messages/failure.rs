//! What ends a run: one sentence on stderr, and behind a wrong command line how it is written.

use super::{QueryFault, RemoteFault, SystemFault, Word};

/// Why the program ends otherwise than well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A sentence that never changes.
    Word(Word),
    /// The command line makes no sense.
    Usage {
        /// Why.
        fault: UsageFault,
        /// How it is written, in one or two lines of the language of the user.
        usage: String,
    },
    /// The query cannot be run.
    Query(QueryFault),
    /// No article has this id.
    NoSuchId(String),
    /// There is nothing at this path.
    NoSuchPath(String),
    /// More paths are named than this.
    TooManyPaths(usize),
    /// Standard input has more than so many MiB.
    StreamTooLong(u64),
    /// The file is no whole snapshot of the articles named.
    NoSnapshot(String),
    /// A snapshot could not be made.
    SnapshotNotMade(SystemFault),
    /// Something else stands where a snapshot was to be written, and stays there.
    NotReplaced(String),
    /// A file of the program, by its name, cannot be used.
    OwnFile {
        /// Its name, without folders.
        name: &'static str,
        /// Why.
        fault: SystemFault,
    },
    /// A file that was asked for could not be written.
    NotWritten {
        /// Its path.
        path: String,
        /// Why.
        fault: SystemFault,
    },
    /// A line of a file is none of what `state export` writes.
    NoState {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// The reader was ended by the signal of this number.
    Killed(i32),
    /// A library elsewhere does not do what was asked.
    Remote(RemoteFault),
    /// So many articles are not whole on the screen.
    Lost(usize),
    /// So many articles were not taken by the engine.
    NotTaken(usize),
    /// So many articles differ from an index.
    Differs(usize),
    /// Reading or writing failed.
    System(SystemFault),
}

impl From<RemoteFault> for Failure {
    fn from(fault: RemoteFault) -> Self {
        Self::Remote(fault)
    }
}

impl From<Word> for Failure {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}

/// What is wrong with a command line. Arguments are named as in the help: `--lang`, `<PATH>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageFault {
    /// An argument has a value that it cannot have.
    Value {
        /// The argument.
        argument: String,
        /// The value.
        value: String,
        /// What it can have, if that can be listed.
        allowed: Vec<String>,
    },
    /// An argument lacks its value.
    NoValue(String),
    /// An argument takes no value, or no more.
    TooManyValues {
        /// The argument.
        argument: String,
        /// The value.
        value: String,
    },
    /// There is no such argument.
    Unknown {
        /// What was typed.
        argument: String,
        /// What it may have been meant to be.
        meant: String,
    },
    /// There is no such argument here; these commands have it.
    Elsewhere {
        /// What was typed.
        argument: String,
        /// The commands.
        commands: Vec<String>,
    },
    /// There is no such command.
    NoCommand {
        /// What was typed.
        name: String,
        /// What it may have been meant to be.
        meant: Option<String>,
    },
    /// This command stands behind a path.
    CommandFirst(String),
    /// Two arguments exclude each other.
    Conflict(String, String),
    /// An argument was given twice.
    Twice(String),
    /// Arguments are missing.
    Missing(Vec<String>),
    /// An argument is no Unicode.
    NotUnicode,
    /// Anything else.
    Other,
}

/// What was left out of the config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigFault {
    /// These lines.
    Lines(Vec<ConfigLine>),
    /// Everything: the file is not UTF-8.
    NotUtf8,
    /// Everything: the file cannot be read.
    Unreadable(SystemFault),
}

/// A line of the config file that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigLine {
    /// The line, from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
    /// Why it was left out.
    pub fault: ConfigLineFault,
}

/// Why a line of the config file was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigLineFault {
    /// It is no setting.
    Syntax,
    /// There is no setting of this name.
    UnknownName,
    /// The setting cannot have this value.
    BadValue,
    /// There is no action of this name.
    UnknownAction,
    /// No key is written so, or it can begin nothing.
    BadKey,
    /// Another line has given the key to another action.
    KeyTaken,
}
