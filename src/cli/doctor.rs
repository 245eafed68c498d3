//! `xinglan doctor`: what xinglan finds on this machine and in this terminal, on one screen that can be pasted into a report.
//! No name of a user or a machine is in it, no text, and no path but those that were asked about; the home folder is `~`.
//!
//! What must not go in: mending anything.

use std::env;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::cache::{self, home_as_tilde};
use super::check::snapshot::Snapshot;
use super::terminal::Environment;
use super::{ArgumentTexts, config, version};
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{DoctorWord, Failure, HelpText, Lang, Message, Phrase, Report, StateFault, Word};
use crate::output::{self, Printer};
use crate::session::cache_folder;
use crate::state::{self, LibraryIdentity};
use crate::term::lockdown::{Wall, available};
use crate::term::measure::{Measured, measure};
use crate::term::probe::Probe;
use crate::term::size::size;
use crate::text::WidthPolicy;
use crate::text::width::PROBES;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[("paths", HelpText::DoctorPaths), ("json", HelpText::OneJson)];

/// The variables that decide the language and the characters, the strongest first.
const LOCALE: [&str; 4] = ["LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG"];

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Also tell of the snapshot of these folders, files or .jsonl
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// What was found, a row each: its name for a program, its name and its text for the user.
#[derive(Debug, Default)]
struct Findings {
    lang: Lang,
    rows: Vec<(&'static str, DoctorWord, String)>,
}

/// The same for a program: the names and the texts.
#[derive(Debug, Serialize)]
struct FindingsLine<'a> {
    #[serde(flatten)]
    rows: std::collections::BTreeMap<&'a str, &'a str>,
}

pub(super) fn run(args: &DoctorArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    if let Some(missing) = args.paths.iter().find(|path| !path.exists()) {
        return Err(Error::NothingRead(Failure::NoSuchPath(shown_path(missing))));
    }
    let mut findings = Findings { lang, ..Findings::default() };
    findings.program();
    findings.terminal();
    findings.files();
    findings.sandbox();
    if !args.paths.is_empty() {
        let found = Snapshot::of(&args.paths, None, false);
        let text = found.map_or_else(
            || DoctorWord::NotFound.text(lang).to_owned(),
            |found| found.told(&home_as_tilde(found.path()), lang),
        );
        findings.add("snapshot", DoctorWord::Snapshot, [text]);
    }
    if args.json {
        let rows = findings.rows.iter().map(|(name, _, text)| (*name, text.as_str())).collect();
        return Ok(out.json(&FindingsLine { rows })?);
    }
    for (_, title, text) in &findings.rows {
        out.line(&(Phrase::Label(title.text(lang)).text(lang) + text))?;
    }
    Ok(())
}

impl Findings {
    fn add(&mut self, name: &'static str, title: DoctorWord, parts: impl IntoIterator<Item = String>) {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.rows.push((name, title, parts.join(Word::Comma.text(self.lang))));
    }

    fn text(&self, finding: DoctorWord) -> String {
        finding.text(self.lang).to_owned()
    }

    /// The text of `finding`, if it holds.
    fn only(&self, holds: bool, finding: DoctorWord) -> String {
        if holds { self.text(finding) } else { String::new() }
    }

    fn program(&mut self) {
        self.add("version", DoctorWord::Version, [version::short()]);
        self.add("built", DoctorWord::Built, [version::target(), version::features()]);
        let system = rustix::system::uname();
        let part = |text: &std::ffi::CStr| text.to_string_lossy().into_owned();
        let system = [system.sysname(), system.release(), system.machine()].map(part).join(" ");
        self.add("system", DoctorWord::System, [system]);
    }

    fn terminal(&mut self) {
        let environment = Environment::of_terminal(|name| env::var(name).ok());
        let config = environment.terminal_config();
        let kind = Some(environment.kind.clone()).filter(|kind| !kind.is_empty());
        let (columns, rows) = size();
        let parts = [
            kind.unwrap_or_else(|| self.text(DoctorWord::Unset)),
            format!("{columns}x{rows}"),
            self.only(env::var_os("SSH_CONNECTION").is_some(), DoctorWord::OverSsh),
            self.only(environment.slow, DoctorWord::Slow),
        ];
        self.add("terminal", DoctorWord::Terminal, parts);
        let said = env::var("COLORTERM").ok().filter(|said| !said.is_empty());
        let said = said.map(|said| format!("COLORTERM={said}")).unwrap_or_default();
        let none = env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
        let none = if none { "NO_COLOR".to_owned() } else { String::new() };
        self.add("colours", DoctorWord::Colours, [config.colours.count().to_string(), said, none]);
        let widths = self.widths(config.probe);
        self.add("widths", DoctorWord::Widths, widths);
        let locale = LOCALE.iter().find_map(|name| {
            let value = env::var(name).ok().filter(|value| !value.is_empty())?;
            Some(format!("{name}={value}"))
        });
        let is_other = environment.warning().is_some();
        let locale = locale.unwrap_or_else(|| self.text(DoctorWord::Unset));
        let lang = if self.lang == Lang::Zh { "zh" } else { "en" };
        let parts = [locale, lang.to_owned(), self.only(is_other, DoctorWord::NotUtf8)];
        self.add("locale", DoctorWord::Locale, parts);
    }

    /// How wide the terminal draws what terminals disagree about.
    fn widths(&self, probe: Probe) -> Vec<String> {
        if !output::stdout_is_terminal() {
            return vec![self.text(DoctorWord::NoTerminal)];
        }
        let Ok(Measured { policy, margins, reply }) = measure(probe) else {
            return vec![self.text(DoctorWord::NoTerminal)];
        };
        let widths =
            |policy: WidthPolicy| PROBES.map(|text| format!("{text} {}", policy.text(text))).join(" ");
        let widths = policy.map_or_else(|| self.text(DoctorWord::NoReply), widths);
        vec![widths, self.only(margins, DoctorWord::Margins), format!("{} ms", reply.as_millis())]
    }

    fn files(&mut self) {
        let lang = self.lang;
        let config = match config::file() {
            None => vec![self.text(DoctorWord::NoFolder)],
            Some(path) => {
                let fault = config::read(Some(&path)).fault;
                let fault = fault.map(|fault| Message::Config(fault).text(lang)).unwrap_or_default();
                vec![home_as_tilde(&path), self.only(!path.exists(), DoctorWord::Absent), fault]
            }
        };
        self.add("config", DoctorWord::Config, config);
        let state = match state::file() {
            None => vec![self.text(DoctorWord::NoFolder)],
            Some(path) => {
                let bytes = path.metadata().map(|metadata| megabytes(metadata.len())).unwrap_or_default();
                let fault = match state::read_annotations(&path, &LibraryIdentity::of(&[])) {
                    Err(StateFault::Damaged) => self.text(DoctorWord::Damaged),
                    Err(StateFault::Newer) => self.text(DoctorWord::Newer),
                    Err(StateFault::System(fault)) => Failure::System(fault).text(lang),
                    Err(StateFault::Off) | Ok(_) => String::new(),
                };
                vec![home_as_tilde(&path), bytes, self.only(!path.exists(), DoctorWord::Absent), fault]
            }
        };
        self.add("state", DoctorWord::State, state);
        let cache = match cache_folder() {
            None => vec![self.text(DoctorWord::NoFolder)],
            Some(folder) => {
                let kept = cache::kept(&folder);
                let total = Report::CacheTotal {
                    snapshots: kept.len(),
                    bytes: kept.iter().map(|kept| kept.bytes).sum(),
                };
                vec![home_as_tilde(&folder), total.text(lang)]
            }
        };
        self.add("cache", DoctorWord::Cache, cache);
    }

    fn sandbox(&mut self) {
        let told = |(name, wall)| {
            let finding = match wall {
                Wall::Whole => DoctorWord::Complete,
                Wall::Partial => DoctorWord::Partial,
                Wall::Missing => DoctorWord::Missing,
            };
            format!("{name} {}", self.text(finding))
        };
        let parts = available().named().map(told);
        self.add("sandbox", DoctorWord::Sandbox, parts);
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
