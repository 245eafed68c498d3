//! The errors that end a run, each with its exit code and a message as a value. Any layer may use them.

use std::process::ExitCode;

use crate::messages::{Failure, Lang, QueryFault};

/// Why the program fails.
#[derive(Debug)]
pub enum Error {
    /// Nothing matched: exit code 1, no message.
    NothingMatched,
    /// The command line makes no sense: exit code 2.
    Usage(Failure),
    /// Nothing could be read: exit code 3.
    NothingRead(Failure),
    /// Nothing has the name that was asked for: exit code 1.
    NoSuch(Failure),
    /// `check` found that something was lost: exit code 1.
    Lost(Failure),
    /// A file could not be made: exit code 3.
    NotMade(Failure),
    /// The reader was ended by the signal of this number: exit code 128 and the number, as a shell has it.
    Killed(i32),
    /// Reading or writing failed: exit code 3.
    Io(std::io::Error),
}

impl Error {
    /// 0 fine, 1 nothing matched, 2 bad usage, 3 nothing could be read, more than 128 ended by a signal.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::NothingMatched | Self::NoSuch(_) | Self::Lost(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
            // The reader of our output has closed it: that is no failure.
            Self::Io(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::NothingRead(_) | Self::NotMade(_) | Self::Io(_) => ExitCode::from(3),
            Self::Killed(signal) => ExitCode::from(128 | *signal as u8),
        }
    }

    /// What kind of failure it is, for the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NothingMatched => "nothing matched",
            Self::Usage(_) => "bad usage",
            Self::NothingRead(_) => "nothing read",
            Self::NoSuch(_) => "no such",
            Self::Lost(_) => "lost",
            Self::NotMade(_) => "not made",
            Self::Killed(_) => "killed",
            Self::Io(_) => "input or output",
        }
    }

    /// The message for the user in `lang`, if any.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        match self {
            Self::NothingMatched => None,
            Self::Usage(failure)
            | Self::NothingRead(failure)
            | Self::NotMade(failure)
            | Self::NoSuch(failure)
            | Self::Lost(failure) => Some(failure.text(lang)),
            Self::Killed(signal) => Some(Failure::Killed(*signal).text(lang)),
            Self::Io(error) if error.kind() == std::io::ErrorKind::BrokenPipe => None,
            Self::Io(error) => Some(Failure::System(error.into()).text(lang)),
        }
    }

    /// How the command is written whose arguments are wrong: lines for behind the message.
    pub fn usage(&self) -> Option<&str> {
        match self {
            Self::Usage(Failure::Usage { usage, .. }) => Some(usage),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<QueryFault> for Error {
    fn from(fault: QueryFault) -> Self {
        Self::Usage(Failure::Query(fault))
    }
}
