//! `xinglan --restricted [PATH…]`: the reader for people who have no account on this machine (`docs/en/ssh.md`).
//!
//! The command line is trusted; whoever types is not. So this reads nothing from the home folder and writes nothing, and of
//! `SSH_ORIGINAL_COMMAND` it takes the short code of a place and nothing else. Of the environment it reads only `TERM`, `NO_COLOR`, `COLORTERM`,
//! `SSH_CONNECTION`, `SSH_TTY`, the locale variables and for an index elsewhere its secrets (`XINGLAN_…`), and shows none of them. `term::lockdown` has the kernel enforce
//! what it can of this.

use std::io::IsTerminal;

use super::library::library;
use super::terminal::Environment;
use super::{Args, place, remote_reader};
use crate::app::Options;
use crate::corpus::LoadOptions;
use crate::corpus::file_system::Disk;
use crate::error::Error;
use crate::messages::{Message, RemoteFault, Word};
use crate::remote::address::is_url;
use crate::remote::index::RemoteIndex;
use crate::session::{Choice, Clock, Session, SnapshotLookup, beside};
use crate::store::share_one_heap;
use crate::term::lockdown::{confines_to_a_port, lock_down};
use crate::term::run::{TerminalConfig, run};

/// Threads that read files, at most: there may be fifty readers.
const READING_THREADS: usize = 2;

/// Longest accepted terminal type. The longest in terminfo has 41 characters.
const LONGEST_KIND: usize = 64;

/// Opens the restricted reader.
///
/// # Errors
/// If there is no terminal of a usable type, or a path does not exist.
pub(super) fn read(args: &Args, options: Options, environment: &Environment) -> Result<(), Error> {
    // Standard output is checked already. If input were no terminal, one would have to be opened.
    if !std::io::stdin().is_terminal() {
        return Err(Error::Usage(Word::OnlyTerminal.into()));
    }
    if !is_terminal_kind(&environment.kind) {
        return Err(Error::Usage(Word::BadTerminal.into()));
    }
    let (paths, code) = place::split(&args.paths);
    let remote = match paths.iter().find(|path| is_url(path)) {
        // Only a newer kernel lets it talk to one port and to no other.
        Some(_) if !confines_to_a_port() => return Err(Error::Usage(RemoteFault::NotRestricted.into())),
        Some(url) => Some(RemoteIndex::confined(url, args.reading.ca.clone()).map_err(failed)?),
        None => None,
    };
    if remote.is_none() && !paths.iter().all(|path| path.exists()) {
        // The user must not see the path.
        return Err(Error::NothingRead(Word::NothingHere.into()));
    }
    let mut library = library(paths, &Disk, args.sample, None, options.lang)?;
    let code = code.or_else(place::asked_over_ssh);
    let paths = Session::paths(&library.roots);
    library.hidden = paths.iter().map(|path| path.parent().unwrap_or(path).to_owned()).collect();
    let usual = LoadOptions::default();
    let load =
        LoadOptions { encoding: args.reading.encoding, threads: usual.threads.min(READING_THREADS), ..usual };
    let options = Options { copy_limit: 0, restricted: true, ..options };
    let terminal = TerminalConfig { suspend: false, ..environment.terminal_config() };
    crate::term::guard::report_panics(None);
    let choice = args.reader.choice();
    let snapshot = match &choice {
        Choice::ReadOnly(file) => file.clone().or_else(|| beside(&paths)),
        _ => None,
    };
    // The file of the time zone lies outside the walls.
    let clock = Clock::system();
    // From now on only open files, what is below the roots, and the snapshot can be read.
    share_one_heap();
    let port = remote.as_ref().map(|(_, port)| *port);
    let readable =
        if remote.is_some() { Vec::new() } else { [paths, snapshot.into_iter().collect()].concat() };
    let walls = lock_down(&readable, port);
    if remote.is_some() && !walls.confine_to_port() {
        return Err(Error::Usage(RemoteFault::NotRestricted.into()));
    }
    let missing = walls.missing();
    if remote.is_none() {
        library.lookup = SnapshotLookup::open(&library.roots, &load, &choice);
    }
    let remote = remote.map(|(index, _)| index);
    let mut session = run(terminal, |wake| {
        let mut session = remote_reader::start(remote, library, load, options, wake);
        session.clock = clock;
        session.app.notice =
            if missing.is_empty() { environment.warning() } else { Some(Message::NoWalls(missing)) };
        if let Some(code) = code {
            session.app.begin_at(code);
        }
        session
    })?;
    if let Some(left) = session.place_code() {
        place::say(&left, None, session.app.options.lang);
    }
    Ok(())
}

/// An index that cannot be opened.
fn failed(fault: RemoteFault) -> Error {
    Error::NothingRead(fault.into())
}

/// Whether this looks like a terminal type; anything else may be an attack.
fn is_terminal_kind(kind: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=LONGEST_KIND).contains(&kind.len()) && kind.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::is_terminal_kind;

    #[test]
    fn types_of_terminals_are_plain_words() {
        for kind in ["xterm-256color", "linux", "vt100", "screen.xterm-256color", "st_", &"x".repeat(64)] {
            assert!(is_terminal_kind(kind), "{kind}");
        }
        for kind in
            ["", "../../etc/passwd", "%s%n", "xterm\nid", "xterm;id", "\x1b[c", "终端", &"x".repeat(65)]
        {
            assert!(!is_terminal_kind(kind), "{kind:?}");
        }
    }
}
