//! `xinglan [PATH…]`: chooses the library and the terminal config, and opens the reader.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use super::inputs::Inputs;
use super::library::library;
use super::terminal::Environment;
use super::user_words::{self, WordFiles};
use super::{Args, config, log, place, remote_reader, restricted};
use crate::app::Options;
use crate::archive::ArchiveKind;
use crate::corpus::file_system::FileSystem;
use crate::error::Error;
use crate::messages::{Lang, Message, Word};
use crate::output;
use crate::session::{Choice, Session, SnapshotLookup};
use crate::state;
use crate::term::run::{TerminalConfig, run};

/// Opens the reader.
///
/// # Errors
/// If there is no terminal or a path does not exist.
pub(super) fn read(args: &Args, lang: Lang) -> Result<(), Error> {
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
    let Inputs { paths: named, options: load, has_stream } = Inputs::of(&paths, &args.reading)?;
    let mut library = library(named, &*load.files, args.sample, file.as_deref(), lang)?;
    library.state = file;
    library.words = Arc::new(user_words::read(&WordFiles::of(args.reader.words.as_deref(), None))?);
    let remote = remote_reader::opened(&library.roots, args.reading.ca.as_deref())?;
    let roots = Session::paths(&library.roots);
    let options = Options { one_file: is_one_text(&roots, &*load.files), ..options };
    let choice = if has_stream || remote.is_some() { Choice::Off } else { args.reader.choice() };
    library.lookup = SnapshotLookup::open(&library.roots, &load, &choice);
    log::opening(paths.len(), &environment, &library.lookup);
    crate::term::guard::report_panics(panic_report());
    environment.asks_widths = args.reader.ambiguous.is_none() && !config.widths_given;
    let usual = environment.terminal_config();
    let terminal = TerminalConfig {
        slow: Some(slow).filter(|slow| *slow).or(config.slow),
        escape: config.escape.unwrap_or(usual.escape),
        ..usual
    };
    let keymap = config.keymap();
    let notices = [config.fault.map(Message::Config), environment.warning()];
    let mut session = run(terminal, |wake| {
        let mut session = remote_reader::start(remote, library, load, options, wake);
        session.app.set_keymap(keymap);
        session.set_config_file(home.clone());
        config.given.iter().for_each(|(name, value)| session.app.set_configured(name, Some(value)));
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
    // A stream does not come back.
    if let Some(left) = left.filter(|_| !has_stream) {
        place::say(&left, Some(&paths), lang);
    }
    Ok(())
}

/// Whether one text is named, and no archive.
fn is_one_text(roots: &[PathBuf], files: &dyn FileSystem) -> bool {
    let [path] = roots else { return false };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_archive = ArchiveKind::of_name(&name).is_some_and(|kind| kind.is_archive() && !kind.is_letter());
    !is_archive && files.metadata(path).is_ok_and(|metadata| metadata.is_file())
}

fn panic_report() -> Option<PathBuf> {
    Some(state::file()?.with_file_name("panic.txt"))
}
