//! `xinglan [PATH…]`: chooses what is opened and how the terminal is treated, and opens the reader.

use std::env;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::terminal::Environment;
use super::{Args, config, restricted};
use crate::app::Options;
use crate::corpus::LoadOptions;
use crate::corpus::load::{Builtin, Root};
use crate::error::Error;
use crate::messages::Word;
use crate::session::corrections;
use crate::session::state::{self, State};
use crate::session::{LibrarySpec, Session, SnapshotLookup};
use crate::term::run::{TerminalConfig, run};

/// The sample library, part of the program.
const SAMPLE: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// Opens the reader.
///
/// # Errors
/// There is no terminal, or what was named does not exist.
pub fn read(args: &Args) -> Result<(), Error> {
    // A stranger's reader takes nothing from a home.
    let home = config::file().filter(|_| !args.reader.restricted);
    let config = config::read(home.as_deref());
    let options = args.reader.options(config.options);
    let mut environment = Environment::read(|name| env::var(name).ok(), args);
    environment.slow = args.terminal.slow || config.slow.unwrap_or(environment.slow);
    let options = Options { whole_list: config.slow == Some(false) && !environment.slow, ..options };
    if !std::io::stdout().is_terminal() {
        let word = if args.reader.restricted { Word::OnlyTerminal } else { Word::NoTerminal };
        return Err(Error::Usage(word.text(options.lang).to_owned()));
    }
    if environment.kind.is_empty() || environment.kind == "dumb" {
        return Err(Error::Usage(Word::DumbTerminal.text(options.lang).to_owned()));
    }
    if args.reader.restricted {
        return restricted::read(args, options, &environment);
    }
    let remembered = state::file();
    let mut library = library(args, remembered.as_deref())?;
    library.corrections = corrections::file();
    let roots = Session::paths(&library.roots);
    if let Some(file) = remembered.filter(|_| !roots.is_empty()) {
        let roots =
            roots.iter().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone())).collect();
        // Not being able to remember is no reason not to read.
        let _ = State { roots }.write(&file);
    }
    let load = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
    library.lookup = SnapshotLookup::open(&library.roots, &load, &args.reader.choice());
    crate::term::guard::report_panics(panic_report());
    let probe = args.reader.ambiguous.is_none() && !config.widths_given;
    let usual = environment.terminal_config();
    let terminal = TerminalConfig { probe, escape: config.escape.unwrap_or(usual.escape), ..usual };
    let notice = config.fault.or_else(|| environment.warning(options.lang));
    run(terminal, |wake| {
        let mut session = Session::start(library, load, options, wake);
        session.app.notice = notice.or(session.app.notice);
        session
    })?;
    Ok(())
}

/// What was named, else what was open last, else the sample.
pub(super) fn library(args: &Args, remembered: Option<&Path>) -> Result<LibrarySpec, Error> {
    let mut paths = args.paths.clone();
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        return Err(Error::NothingRead(format!("没有 {}", missing.display())));
    }
    if paths.is_empty() {
        paths = remembered.map(State::read).unwrap_or_default().roots;
        paths.retain(|path| path.exists());
    }
    if paths.is_empty() {
        return Ok(LibrarySpec {
            roots: vec![Root::Builtin(SAMPLE)],
            name: "样例".to_owned(),
            ..LibrarySpec::default()
        });
    }
    let name = name_of(&paths);
    let roots = paths.into_iter().map(Root::Path).collect();
    Ok(LibrarySpec { roots, name, ..LibrarySpec::default() })
}

fn name_of(paths: &[PathBuf]) -> String {
    let first = paths.first().map(|path| std::fs::canonicalize(path).unwrap_or_else(|_| path.clone()));
    let name = first.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = crate::text::CleanText::line(&name.unwrap_or_default()).to_string();
    if paths.len() > 1 { format!("{name} +{}", paths.len() - 1) } else { name }
}

fn panic_report() -> Option<PathBuf> {
    let folder = state::file()?.parent()?.to_owned();
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("panic.txt"))
}
