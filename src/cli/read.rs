//! `xinglan [PATH…]`: chooses the library and the terminal config, and opens the reader.

use std::env;
use std::path::PathBuf;

use super::library::library;
use super::terminal::Environment;
use super::{Args, config, place, restricted};
use crate::app::Options;
use crate::corpus::LoadOptions;
use crate::error::Error;
use crate::messages::{Lang, Message, Word};
use crate::output;
use crate::session::{Session, SnapshotLookup};
use crate::state;
use crate::term::probe::Probe;
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
    let slow = args.terminal.slow || config.slow == Some(true);
    let options = Options { slow, ..options };
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
    let file = state::file();
    let (paths, code) = place::split(&args.paths);
    let mut library = library(paths.clone(), args.sample, file.as_deref(), lang)?;
    library.state = file;
    let roots = Session::paths(&library.roots);
    let one_file = matches!(roots.as_slice(), [path] if path.is_file());
    let options = Options { one_file, ..options };
    let load = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
    library.lookup = SnapshotLookup::open(&library.roots, &load, &args.reader.choice());
    crate::term::guard::report_panics(panic_report());
    let probe = args.reader.ambiguous.is_none() && !config.widths_given;
    let usual = environment.terminal_config();
    let terminal = TerminalConfig {
        probe: if probe { usual.probe } else { Probe::Nothing },
        slow: Some(slow).filter(|slow| *slow).or(config.slow),
        escape: config.escape.unwrap_or(usual.escape),
        ..usual
    };
    let keymap = config.keymap();
    let notices = [config.fault.map(Message::Config), environment.warning()];
    let mut session = run(terminal, |wake| {
        let mut session = Session::start(library, load, options, wake);
        session.app.set_keymap(keymap);
        session.set_remote(environment.remote.clone());
        let mut told: Vec<Message> = notices.into_iter().flatten().chain(session.app.notice.take()).collect();
        session.app.notice = if told.len() > 1 { Some(Message::Several(told)) } else { told.pop() };
        // What is asked for on the command line goes before what keys have set in an earlier visit.
        session.app.options.measure = args.reader.measure.unwrap_or(session.app.options.measure);
        if let Some(code) = code {
            session.app.begin_at(code);
        }
        session
    })?;
    let (left, lang) = (session.place_code(), session.app.options.lang);
    // What is not on the disk yet goes there first.
    drop(session);
    if let Some(left) = left {
        place::say(&left, Some(&paths), lang);
    }
    Ok(())
}

fn panic_report() -> Option<PathBuf> {
    Some(state::file()?.with_file_name("panic.txt"))
}
