//! The errors that end a run, each with its exit code and one plain sentence. Any layer may use them.

use std::process::ExitCode;

/// Why the program fails.
#[derive(Debug)]
pub enum Error {
    /// Nothing matched: exit code 1, no message.
    NothingMatched,
    /// The command line makes no sense: exit code 2.
    Usage(String),
    /// Nothing could be read: exit code 3.
    NothingRead(String),
    /// `check` found that something was lost: exit code 1.
    Lost(String),
    /// A file could not be made: exit code 3.
    NotMade(String),
    /// Reading or writing failed: exit code 3.
    Io(std::io::Error),
}

impl Error {
    /// 0 fine, 1 nothing matched, 2 bad usage, 3 nothing could be read.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::NothingMatched | Self::Lost(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
            // The reader of our output has closed it: that is no failure.
            Self::Io(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::NothingRead(_) | Self::NotMade(_) | Self::Io(_) => ExitCode::from(3),
        }
    }

    /// The message for the user, if any.
    pub fn sentence(&self) -> Option<String> {
        match self {
            Self::NothingMatched => None,
            Self::Usage(text) | Self::NothingRead(text) | Self::NotMade(text) | Self::Lost(text) => {
                Some(text.clone())
            }
            Self::Io(error) if error.kind() == std::io::ErrorKind::BrokenPipe => None,
            Self::Io(error) => Some(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}
