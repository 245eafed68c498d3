//! What the operating system answers when it cannot do what was asked.

use std::io;

use rustix::io::Errno;
use serde::{Deserialize, Serialize};

/// Why a system call failed. Values, because the sentences of the C library come in one language only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SystemFault {
    /// There is no such file or folder.
    NotFound,
    /// Permission is denied.
    Denied,
    /// The file system takes no changes.
    ReadOnly,
    /// The disk or the user's share of it is full.
    Full,
    /// The file is larger than may be.
    TooLarge,
    /// A folder stands where a file is wanted.
    IsFolder,
    /// A part of the path is no folder.
    NotFolder,
    /// It is a device, a pipe or a socket.
    NotRegular,
    /// It belongs to another user.
    NotOwned,
    /// Somebody else is using it.
    Busy,
    /// Too many files are open.
    TooManyOpen,
    /// Memory has run out.
    NoMemory,
    /// Links lead in a circle.
    Loop,
    /// The name is too long or holds what no name may.
    BadName,
    /// The device cannot read or write.
    Device,
    /// A file server does not answer.
    Remote,
    /// Something is there already.
    Exists,
    /// Anything else, with the number of the system for it.
    Other(Option<i32>),
}

/// Why the file that keeps what the user does cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateFault {
    /// It is damaged; it was set aside and a new one begun.
    Damaged,
    /// A newer version of the program wrote it.
    Newer,
    /// Nothing is kept here.
    Off,
    /// The system said this.
    System(SystemFault),
}

impl std::fmt::Display for SystemFault {
    /// For [`std::error::Error`] only: users are shown a text of their language.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for SystemFault {}

impl From<&io::Error> for SystemFault {
    fn from(error: &io::Error) -> Self {
        if let Some(fault) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return *fault;
        }
        let Some(errno) = Errno::from_io_error(error) else { return Self::of_kind(error.kind()) };
        match errno {
            Errno::NOENT => Self::NotFound,
            Errno::ACCESS | Errno::PERM => Self::Denied,
            Errno::ROFS => Self::ReadOnly,
            Errno::NOSPC | Errno::DQUOT => Self::Full,
            Errno::FBIG | Errno::OVERFLOW => Self::TooLarge,
            Errno::ISDIR => Self::IsFolder,
            Errno::NOTDIR => Self::NotFolder,
            Errno::NXIO | Errno::NODEV => Self::NotRegular,
            Errno::AGAIN | Errno::BUSY | Errno::TXTBSY => Self::Busy,
            Errno::MFILE | Errno::NFILE => Self::TooManyOpen,
            Errno::NOMEM => Self::NoMemory,
            Errno::LOOP => Self::Loop,
            Errno::NAMETOOLONG | Errno::ILSEQ => Self::BadName,
            Errno::EXIST => Self::Exists,
            Errno::IO => Self::Device,
            Errno::STALE | Errno::TIMEDOUT | Errno::HOSTDOWN | Errno::HOSTUNREACH => Self::Remote,
            other => Self::Other(Some(other.raw_os_error())),
        }
    }
}

impl From<io::Error> for SystemFault {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
    }
}

impl SystemFault {
    /// Errors that Rust makes itself have a kind and no number.
    fn of_kind(kind: io::ErrorKind) -> Self {
        match kind {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            io::ErrorKind::IsADirectory => Self::IsFolder,
            io::ErrorKind::NotADirectory => Self::NotFolder,
            io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy => Self::Busy,
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::OutOfMemory => Self::NoMemory,
            io::ErrorKind::InvalidFilename => Self::BadName,
            io::ErrorKind::TimedOut | io::ErrorKind::StaleNetworkFileHandle => Self::Remote,
            _ => Self::Other(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_kinds_and_our_own_faults_are_told_apart() {
        let fault = |error: io::Error| SystemFault::from(&error);
        assert_eq!(fault(Errno::NOSPC.into()), SystemFault::Full);
        assert_eq!(fault(io::ErrorKind::NotFound.into()), SystemFault::NotFound);
        assert_eq!(fault(io::Error::other(SystemFault::NotRegular)), SystemFault::NotRegular);
        assert_eq!(fault(Errno::XDEV.into()), SystemFault::Other(Some(Errno::XDEV.raw_os_error())));
        assert_eq!(fault(io::Error::other("unknown")), SystemFault::Other(None));
    }
}
