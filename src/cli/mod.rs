//! The command line: its arguments, and the commands that print instead of opening the reader.
//!
//! The top layer. No layer below sees [`Args`].

mod cache;
mod check;
mod common;
mod completions;
mod concordance;
mod config;
mod config_command;
mod doctor;
mod export;
mod help;
mod index;
mod inputs;
mod interrupt;
mod language;
mod library;
mod list;
mod loading;
mod log;
mod man;
mod notes;
mod place;
mod progress;
mod push;
mod read;
mod reader_args;
pub(crate) mod reading;
mod remote;
mod remote_reader;
mod restricted;
mod search;
mod searched;
mod show;
mod state;
mod terminal;
mod usage;
mod user_words;
mod version;
mod word_order;

pub use help::command;
pub use language::language;
use read::read;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

use clap::{FromArgMatches, Parser, Subcommand};

use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang, UsageFault};
use crate::output;
pub use common::{ColorArg, CommonArgs};
pub use reader_args::{CacheArgs, LangArg, ReaderArgs, RenderArg, TerminalArgs};
use reading::ReadingArgs;

/// What the help says of arguments, by their ids.
type ArgumentTexts = &'static [(&'static str, HelpText)];

/// What the help says of commands and of their own arguments. The first is the program.
const COMMANDS: &[(&str, HelpText, ArgumentTexts)] = &[
    ("xinglan", HelpText::Program, ARGUMENTS),
    ("list", HelpText::ListCommand, list::ARGUMENTS),
    ("show", HelpText::ShowCommand, show::ARGUMENTS),
    ("search", HelpText::SearchCommand, search::ARGUMENTS),
    ("check", HelpText::CheckCommand, check::ARGUMENTS),
    ("kwic", HelpText::KwicCommand, concordance::kwic::ARGUMENTS),
    ("collocates", HelpText::CollocatesCommand, concordance::collocates::ARGUMENTS),
    ("keyness", HelpText::KeynessCommand, concordance::keyness::ARGUMENTS),
    ("stats", HelpText::StatsCommand, concordance::stats::ARGUMENTS),
    ("index", HelpText::IndexCommand, index::ARGUMENTS),
    ("push", HelpText::PushCommand, push::ARGUMENTS),
    ("export", HelpText::ExportCommand, export::ARGUMENTS),
    ("notes", HelpText::NotesCommand, notes::ARGUMENTS),
    ("state", HelpText::StateCommand, state::ARGUMENTS),
    ("cache", HelpText::CacheCommand, cache::ARGUMENTS),
    ("config", HelpText::ConfigCommand, config_command::ARGUMENTS),
    ("doctor", HelpText::DoctorCommand, doctor::ARGUMENTS),
    ("man", HelpText::ManCommand, man::ARGUMENTS),
    ("completions", HelpText::CompletionsCommand, completions::ARGUMENTS),
    ("help", HelpText::HelpCommand, &[]),
];

/// What the help says of the arguments of the reader.
const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::ReadPaths),
    ("sample", HelpText::Sample),
    ("ambiguous", HelpText::CellsAsked),
    ("measure", HelpText::Measure),
    ("restricted", HelpText::Restricted),
    ("idle", HelpText::Idle),
    ("words", HelpText::WordsFrom),
    ("snapshot", HelpText::ReadSnapshot),
    ("no_cache", HelpText::NoCache),
    ("slow", HelpText::Slow),
    ("ascii", HelpText::Ascii),
    ("render", HelpText::Render),
];

/// The arguments of the program.
#[derive(Debug, Parser)]
#[command(name = "xinglan", version, about = "A terminal reader for folders of Chinese articles")]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Args {
    /// Folders, files or .jsonl to read; without any: what was open last, else the built-in sample. The code of a place
    /// may stand last
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Open the built-in sample library
    #[arg(long, conflicts_with = "paths")]
    pub sample: bool,
    /// Settings of the reader
    #[command(flatten)]
    pub reader: ReaderArgs,
    /// How the terminal is treated
    #[command(flatten)]
    pub terminal: TerminalArgs,
    /// How files are read
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// What every command takes
    #[command(flatten)]
    pub common: CommonArgs,
    /// Print instead of opening the reader
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands that print.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// One line an article
    List(list::ListArgs),
    /// The article laid out
    Show(show::ShowArgs),
    /// Articles that match, with the matching text
    Search(search::SearchArgs),
    /// What was read, what was not and why; proof that nothing is lost
    Check(check::CheckArgs),
    /// Every use of the words of a query, in context
    Kwic(concordance::kwic::KwicArgs),
    /// The words that stand near the uses
    Collocates(concordance::collocates::CollocatesArgs),
    /// The words by which some articles differ from others
    Keyness(concordance::keyness::KeynessArgs),
    /// The articles and uses by province, year, month and section
    Stats(concordance::stats::StatsArgs),
    /// Make the snapshot that a reader opens instead of the files
    Index(index::IndexArgs),
    /// Bring articles into a search engine
    Push(push::PushArgs),
    /// Articles in another form
    Export(export::ExportArgs),
    /// Notes and underlines
    Notes(notes::NotesArgs),
    /// Everything that is kept, into a file and back
    State(state::StateArgs),
    /// The snapshots of this user
    Cache(cache::CacheCommandArgs),
    /// What is found on this machine
    Doctor(doctor::DoctorArgs),
    /// The config file
    Config(config_command::ConfigArgs),
    /// The manual page
    Man(man::ManArgs),
    /// What a shell needs to complete commands
    Completions(completions::CompletionsArgs),
}

impl Command {
    /// Its name, as it is typed.
    fn name(&self) -> &'static str {
        match self {
            Self::List(_) => "list",
            Self::Show(_) => "show",
            Self::Search(_) => "search",
            Self::Check(_) => "check",
            Self::Kwic(_) => "kwic",
            Self::Collocates(_) => "collocates",
            Self::Keyness(_) => "keyness",
            Self::Stats(_) => "stats",
            Self::Index(_) => "index",
            Self::Push(_) => "push",
            Self::Export(_) => "export",
            Self::Cache(_) => "cache",
            Self::Config(_) => "config",
            Self::Doctor(_) => "doctor",
            Self::Notes(_) => "notes",
            Self::State(_) => "state",
            Self::Man(_) => "man",
            Self::Completions(_) => "completions",
        }
    }
}

/// What the command line asks for.
#[derive(Debug)]
pub enum CommandLine {
    /// To run with these arguments.
    Args(Box<Args>),
    /// To print this: help, or the version.
    Text(String),
}

/// Parses the command line, in the language found by [`language()`].
///
/// # Errors
/// On bad usage.
pub fn parse(args: &[OsString], lang: Lang) -> Result<CommandLine, Error> {
    let program = help::command(lang);
    let failed = |fault| {
        let at = word_order::command_place(args, &program);
        let usage = help::usage_of(at.and_then(|at| args.get(at)), lang);
        Err(Error::Usage(Failure::Usage { fault, usage }))
    };
    let ordered = match word_order::ordered(args, &program) {
        Ok(ordered) => ordered,
        Err(fault) => return failed(fault),
    };
    let matches = program.clone().try_get_matches_from(&ordered);
    match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => match mistaken(&args, &program) {
            Some(fault) => failed(fault),
            None => Ok(CommandLine::Args(Box::new(args))),
        },
        Err(said) if said.use_stderr() => failed(usage::fault(&said, &program)),
        Err(said) => Ok(CommandLine::Text(said.to_string())),
    }
}

/// A command in place of a path: mistyped, or not the first word.
fn mistaken(args: &Args, program: &clap::Command) -> Option<UsageFault> {
    let is_command = |word: &str| program.find_subcommand(word).is_some();
    if args.command.is_some() || args.reader.restricted {
        return None;
    }
    let (paths, _) = place::split(&args.paths);
    paths.iter().filter(|path| !path.exists()).find_map(|path| {
        // `@FILE` is a list of paths.
        let word = path.to_str().filter(|word| !word.starts_with('@'))?;
        if is_command(word) && paths.len() > 1 {
            return Some(UsageFault::CommandFirst(word.to_owned()));
        }
        let first = paths.first().is_some_and(|first| first == path);
        let meant = word_order::meant(word, program).filter(|_| first && !is_command(word))?;
        Some(UsageFault::NoCommand { name: word.to_owned(), meant: Some(meant) })
    })
}

/// Prints help, or the version.
///
/// # Errors
/// If standard output does not take it.
pub fn print(text: &str) -> Result<(), Error> {
    let mut out = output::stdout();
    out.text(text)?;
    Ok(out.flush()?)
}

/// Whether the arguments look as if they begin with a command that prints, without parsing them. The first is the program.
/// If in doubt they open the reader.
pub fn is_command(args: &[OsString]) -> bool {
    let names_one = args.iter().any(|arg| COMMANDS.iter().skip(1).any(|(name, ..)| arg == name));
    names_one && word_order::command_place(args, &help::tree()).is_some()
}

/// Runs what was asked for: a command that prints, or the reader.
///
/// # Errors
/// If it fails.
pub fn start(args: &Args, lang: Lang) -> Result<(), Error> {
    args.common.apply();
    if let Some(file) = &args.common.log {
        if args.reader.restricted {
            let [one, other] = ["--log", "--restricted"].map(str::to_owned);
            let fault = UsageFault::Conflict(one, other);
            return Err(Error::Usage(Failure::Usage { fault, usage: help::usage_of(None, lang) }));
        }
        log::start(file, args.command.as_ref().map_or("read", Command::name))?;
    }
    let started = Instant::now();
    let outcome = match &args.command {
        Some(command) => run(command, lang),
        None => read(args, lang),
    };
    let fault = outcome.as_ref().err().map(Error::kind);
    tracing::info!(milliseconds = started.elapsed().as_millis() as u64, fault, "end");
    outcome
}

/// Runs a command that prints.
///
/// # Errors
/// If the command fails.
fn run(command: &Command, lang: Lang) -> Result<(), Error> {
    interrupt::watch();
    let mut out = output::stdout();
    match command {
        Command::List(args) => list::run(args, lang, &mut out)?,
        Command::Show(args) => show::run(args, lang, &mut out)?,
        Command::Search(args) => search::run(args, lang, &mut out)?,
        Command::Check(args) => check::run(args, lang, &mut out)?,
        Command::Kwic(args) => concordance::kwic::run(args, lang, &mut out)?,
        Command::Collocates(args) => concordance::collocates::run(args, lang, &mut out)?,
        Command::Keyness(args) => concordance::keyness::run(args, lang, &mut out)?,
        Command::Stats(args) => concordance::stats::run(args, lang, &mut out)?,
        Command::Index(args) => index::run(args, lang, &mut out)?,
        Command::Push(args) => push::run(args, lang, &mut out)?,
        Command::Export(args) => export::run(args, lang, &mut out)?,
        Command::Notes(args) => notes::run(args, lang, &mut out)?,
        Command::State(args) => state::run(args, lang, &mut out)?,
        Command::Cache(args) => cache::run(args, lang, &mut out)?,
        Command::Doctor(args) => doctor::run(args, lang, &mut out)?,
        Command::Config(args) => config_command::run(args, lang, &mut out)?,
        Command::Man(_) => man::run(lang, &mut out)?,
        Command::Completions(args) => completions::run(args, lang, &mut out)?,
    }
    out.flush()?;
    Ok(())
}
