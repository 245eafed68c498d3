//! A connection to the file, with what every one of ours needs.
//!
//! What must not go in: tables and statements.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::schema;

/// How long one session waits for the commits of others. A commit takes milliseconds, on a slow network some tenths.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the file.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    schema::register(&connection)?;
    // Looked at before anything else: without it a damaged cell may be read as something else.
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}
