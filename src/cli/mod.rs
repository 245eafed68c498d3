//! The command line: its arguments, and the commands that print instead of opening the reader.
//!
//! The top layer. No layer below sees [`Args`].

mod check;
mod concordance;
mod config;
mod config_command;
mod export;
mod help;
mod index;
mod inputs;
mod language;
mod library;
mod list;
mod loading;
mod notes;
mod place;
mod push;
mod read;
pub(crate) mod reading;
mod remote;
mod restricted;
mod search;
mod searched;
mod show;
mod state;
mod terminal;
mod usage;

pub use language::language;
pub use read::read;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang};
use crate::output;
use crate::session::Choice;
use reading::{ReadingArgs, policy};

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
    ("config", HelpText::ConfigCommand, config_command::ARGUMENTS),
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
    /// Print instead of opening the reader
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings of the reader.
#[derive(Debug, Clone, ClapArgs)]
pub struct ReaderArgs {
    /// Language of the interface
    #[arg(long, value_enum, global = true, hide_possible_values = true)]
    pub lang: Option<LangArg>,
    /// Cells of characters such as “ ” — …, if the terminal should not be asked
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub ambiguous: Option<u8>,
    /// Longest line of text, in Chinese characters
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(8..=100))]
    pub measure: Option<u16>,
    /// For readers without an account (docs/ssh.md): open nothing but PATH, write nothing, remember nothing, start nothing
    #[arg(long)]
    pub restricted: bool,
    /// Leave after so many minutes without a key; without it never, and after 30 with --restricted
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub idle: Option<u16>,
    /// Where the corpus is kept between two visits
    #[command(flatten)]
    pub cache: CacheArgs,
}

/// Where the corpus is kept between two visits.
#[derive(Debug, Clone, ClapArgs)]
pub struct CacheArgs {
    /// Open this snapshot; for a large library make it if it is not there or of no use
    #[arg(long, value_name = "FILE", conflicts_with = "no_cache")]
    pub snapshot: Option<PathBuf>,
    /// Open no snapshot and make none
    #[arg(long)]
    pub no_cache: bool,
}

/// How the terminal is treated.
#[derive(Debug, Clone, ClapArgs)]
pub struct TerminalArgs {
    /// The line is slow: fewer frames, more patience with keys. Over SSH this is so by itself
    #[arg(long)]
    pub slow: bool,
    /// Draw rules and cuts with ASCII signs
    #[arg(long)]
    pub ascii: bool,
    /// `safe` places the cursor anew after every character that terminals draw differently
    #[arg(long, value_enum, value_name = "HOW", default_value = "usual", hide_possible_values = true)]
    pub render: RenderArg,
}

/// How text is written to the terminal.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RenderArg {
    /// Widths are trusted
    Usual,
    /// Every unusual character is placed on its own
    Safe,
}

/// Language of the interface.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    /// Chinese
    Zh,
    /// English
    En,
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
    /// The config file
    Config(config_command::ConfigArgs),
}

impl ReaderArgs {
    /// The snapshots that may be used.
    fn choice(&self) -> Choice {
        match &self.cache.snapshot {
            _ if self.cache.no_cache => Choice::Off,
            file if self.restricted => Choice::ReadOnly(file.clone()),
            Some(file) => Choice::Named(file.clone()),
            None => Choice::Usual,
        }
    }

    /// The options of the app: the command line overrides the config file.
    pub fn options(&self, config: crate::app::Options) -> crate::app::Options {
        let mut options = config;
        if self.ambiguous.is_some() {
            options.policy = policy(self.ambiguous);
        }
        options.measure = self.measure.unwrap_or(options.measure);
        let idle = self.idle.or_else(|| self.restricted.then_some(restricted::IDLE));
        options.idle = idle.map(|minutes| Duration::from_mins(minutes.into()));
        options
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
    let args = language::without_leading(args);
    let matches = help::command(lang).try_get_matches_from(&args);
    match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => Ok(CommandLine::Args(Box::new(args))),
        Err(said) if said.use_stderr() => {
            let (fault, usage) = (usage::fault(&said), help::usage_of(&args, lang));
            Err(Error::Usage(Failure::Usage { fault, usage }))
        }
        Err(said) => Ok(CommandLine::Text(said.to_string())),
    }
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
    let first = args.iter().skip(1).find(|arg| !arg.as_encoded_bytes().starts_with(b"-"));
    first.is_some_and(|first| COMMANDS.iter().skip(1).any(|(name, ..)| first == name))
}

/// Runs a command that prints.
///
/// # Errors
/// If the command fails.
pub fn run(command: &Command, lang: Lang) -> Result<(), Error> {
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
        Command::Config(args) => config_command::run(args, lang, &mut out)?,
    }
    out.flush()?;
    Ok(())
}
