//! What a fault of SQLite means to the user.
//!
//! What must not go in: the words for it.

use rusqlite::ErrorCode;

use crate::messages::{StateFault, SystemFault};

impl From<rusqlite::Error> for StateFault {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            // A value of another type, or a row too few: the file is not what it should be.
            return Self::Damaged;
        };
        Self::System(match failure.code {
            ErrorCode::DiskFull => SystemFault::Full,
            ErrorCode::ReadOnly => SystemFault::ReadOnly,
            ErrorCode::PermissionDenied
            | ErrorCode::AuthorizationForStatementDenied
            | ErrorCode::CannotOpen => SystemFault::Denied,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                SystemFault::Busy
            }
            ErrorCode::SystemIoFailure => SystemFault::Device,
            ErrorCode::OutOfMemory => SystemFault::NoMemory,
            ErrorCode::TooBig => SystemFault::TooLarge,
            _ => return Self::Damaged,
        })
    }
}
