//! `--log FILE`: what happens in a run, with times, for whoever looks for a fault on another machine.
//!
//! What must not go in: text of articles, queries, and notes. A log is made to be sent to strangers.

use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Mutex;

use tracing::info;

use super::terminal::Environment;
use super::version;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::Failure;
use crate::session::SnapshotLookup;

/// Only the user may read it: paths are nobody else's business.
const MODE: u32 = 0o600;

/// Begins the log: adds to the file what is told from now on.
pub(super) fn start(path: &Path, command: &str) -> Result<(), Error> {
    let file = File::options().create(true).append(true).mode(MODE).open(path);
    let file = file.map_err(|error| {
        Error::NotMade(Failure::NotWritten { path: shown_path(path), fault: (&error).into() })
    })?;
    let log = tracing_subscriber::fmt().with_writer(Mutex::new(file)).with_ansi(false).with_target(false);
    tracing::subscriber::set_global_default(log.finish()).map_err(std::io::Error::other)?;
    info!(
        version = version::short(),
        target = version::target(),
        features = version::features(),
        command,
        "start"
    );
    Ok(())
}

/// Tells what the reader opens.
pub(super) fn opening(paths: usize, terminal: &Environment, lookup: &SnapshotLookup) {
    info!(
        paths,
        terminal = terminal.kind,
        slow = terminal.slow,
        snapshot = lookup.found.as_deref().map(shown_path),
        fault = lookup.fault.map(|fault| format!("{fault:?}")),
        "open"
    );
}
