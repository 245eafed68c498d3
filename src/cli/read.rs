//! `xinglan [PATH…]`: chooses the library and the terminal config, and opens the reader.

use std::env;
use std::path::PathBuf;

use super::library::library;
use super::terminal::Environment;
use super::{Args, config, restricted};
use crate::app::Options;
use crate::corpus::LoadOptions;
use crate::error::Error;
use crate::messages::{Lang, Message, Word};
use crate::output;
use crate::session::corrections;
use crate::session::state::{self, State};
use crate::session::{Session, SnapshotLookup};
use crate::term::run::{TerminalConfig, run};

/// Opens the reader.
///
/// # Errors
/// If there is no terminal or a path does not exist.
pub fn read(args: &Args, lang: Lang) -> Result<(), Error> {
    // A restricted reader uses no file of the home folder.
    let home = config::file().filter(|_| !args.reader.restricted);
    let config = config::read(home.as_deref());
    let options = Options { lang, ..args.reader.options(config.options) };
    let mut environment = Environment::read(|name| env::var(name).ok(), args);
    environment.slow = args.terminal.slow || config.slow.unwrap_or(environment.slow);
    let options = Options { whole_list: config.slow == Some(false) && !environment.slow, ..options };
    if !output::stdout_is_terminal() {
        let word = if args.reader.restricted { Word::OnlyTerminal } else { Word::NoTerminal };
        return Err(Error::Usage(word.into()));
    }
    if environment.kind.is_empty() || environment.kind == "dumb" {
        return Err(Error::Usage(Word::DumbTerminal.into()));
    }
    if args.reader.restricted {
        return restricted::read(args, options, &environment);
    }
    let remembered = state::file();
    let mut library = library(args, remembered.as_deref(), lang)?;
    library.corrections = corrections::file();
    let roots = Session::paths(&library.roots);
    if let Some(file) = remembered.filter(|_| !roots.is_empty()) {
        let roots =
            roots.iter().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone())).collect();
        // Failing to save the state must not keep anyone from reading.
        let _ = State { roots }.write(&file);
    }
    let load = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
    library.lookup = SnapshotLookup::open(&library.roots, &load, &args.reader.choice());
    crate::term::guard::report_panics(panic_report());
    let probe = args.reader.ambiguous.is_none() && !config.widths_given;
    let usual = environment.terminal_config();
    let terminal = TerminalConfig { probe, escape: config.escape.unwrap_or(usual.escape), ..usual };
    let notice = config.fault.map(Message::Config).or_else(|| environment.warning());
    run(terminal, |wake| {
        let mut session = Session::start(library, load, options, wake);
        session.app.notice = notice.or(session.app.notice);
        session
    })?;
    Ok(())
}

fn panic_report() -> Option<PathBuf> {
    let folder = state::file()?.parent()?.to_owned();
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("panic.txt"))
}
