//! `xinglan state`: everything that is kept of what the user does, as lines of JSON, and back again.
//!
//! What must not go in: what is kept, and how two states are merged (`state`).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ArgumentTexts;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang, Report, StateFault, SystemFault};
use crate::output::{self, Printer};
use crate::state::{self, Database, StateRow, TransferFault};
use crate::store::new_file;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts =
    &[("action", HelpText::StateAction), ("file", HelpText::StateFile)];

/// Longest line that is read, in bytes: a long note has some thousands.
const LONGEST: u64 = 64 << 20;

/// Permissions of the file: it says what somebody reads.
const MODE: u32 = 0o600;

/// Arguments of `state`.
#[derive(Debug, Args)]
pub struct StateArgs {
    /// What is done
    #[arg(value_enum, value_name = "WHAT")]
    action: StateAction,
    /// The file, or `-`
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What is done with the state.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum StateAction {
    /// Into the file, which must not exist
    Export,
    /// From the file, beside what is kept already
    Import,
}

pub(super) fn run(args: &StateArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    match args.action {
        StateAction::Export => export(args, lang, out),
        StateAction::Import => import(args, lang, out),
    }
}

fn open() -> Result<Database, Error> {
    let path = state::file().ok_or_else(|| own(&StateFault::Off))?;
    // A file that was damaged and set aside is said by the reader; here there is a new one.
    Database::open(&path).map(|(database, _)| database).map_err(|fault| own(&fault))
}

fn own(fault: &StateFault) -> Error {
    let fault = match fault {
        StateFault::System(fault) => *fault,
        StateFault::Damaged | StateFault::Newer | StateFault::Off => SystemFault::Other(None),
    };
    Error::NothingRead(Failure::OwnFile { name: state::NAME, fault })
}

fn export(args: &StateArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let rows = open()?.export_rows().map_err(|fault| own(&fault))?;
    let write = |out: &mut Printer| rows.iter().try_for_each(|row| out.json(row));
    if args.file.as_os_str() == "-" {
        return Ok(write(out)?);
    }
    let written = new_file(&args.file, MODE, |file| {
        let mut out = output::file(file.try_clone()?);
        write(&mut out)?;
        out.flush()
    });
    written.map_err(|error| {
        Error::NotMade(Failure::NotWritten { path: shown_path(&args.file), fault: error.into() })
    })?;
    // Without the line that names the version.
    let rows = rows.len() - 1;
    Ok(out.row(&[&shown_path(&args.file), &Report::StateExported { rows }.text(lang)])?)
}

fn import(args: &StateArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let shown = shown_path(&args.file);
    let from: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        let file = File::open(&args.file);
        let Ok(file) = file else { return Err(Error::NothingRead(Failure::NoSuchPath(shown))) };
        Box::new(file)
    };
    let bad = |line| Error::NothingRead(Failure::NoState { path: shown_path(&args.file), line });
    let mut rows: Vec<StateRow> = Vec::new();
    let mut reader = BufReader::new(from);
    loop {
        let (mut line, number) = (Vec::new(), rows.len() + 1);
        if reader.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        rows.push(serde_json::from_slice(&line).ok().ok_or_else(|| bad(number))?);
    }
    let done = open()?.import_rows(&rows).map_err(|fault| match fault {
        TransferFault::Row(line) => bad(line),
        TransferFault::State(fault) => own(&fault),
    })?;
    Ok(out.line(&Report::StateImported { taken: done.taken, known: done.known }.text(lang))?)
}
