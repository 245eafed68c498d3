//! What leaves the reader: files that the user names, text for a command, and the editor. The library writes articles and
//! finds files; terminal and commands are the caller's.
//!
//! What must not go in: what may leave (`app`), and forms (`export`).

use std::path::{Path, PathBuf, absolute};

use super::config_file::{self, ConfigWriteFault};
use super::library::{ExportSet, Exported, LibraryEvent, LibraryRequest};
use super::{Output, Session};
use crate::app::Event;
use crate::app::taking_out::{ExportSubject, Outlet};
use crate::corpus::ArticleId;
use crate::corpus::walk::shown_path;
use crate::export::{CitationOptions, ExportFormat, ExportOptions, write_table_file, write_text_file};
use crate::messages::{OutsideMessage, SavedThing, SystemFault, Word};

/// Longest name of a proposed file, in bytes, without its ending: names have 255 at most.
const LONGEST_NAME: usize = 200;

/// Numbers that a proposed file may get, if there are such files.
const MOST: usize = 1000;

/// This machine as somebody who has come over SSH knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// The user here.
    pub user: String,
    /// The address that was called.
    pub host: String,
    /// The port.
    pub port: String,
}

impl Remote {
    /// The command that fetches a file, to be typed at home.
    fn fetch(&self, path: &Path) -> String {
        let port = if self.port == "22" { String::new() } else { format!("-P {} ", self.port) };
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        format!("scp {port}{} .", quoted(&format!("{}@{host}:{}", self.user, path.display())))
    }
}

/// A word of a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "@%+=:,./_-".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// What is being taken out.
#[derive(Debug, Default)]
pub(super) struct Outside {
    /// Set over SSH.
    remote: Option<Remote>,
    /// The config file of the user.
    config: Option<PathBuf>,
    /// Where it goes, and what.
    under_way: Option<(ExportTarget, ExportSubject)>,
}

/// Where it goes.
#[derive(Debug)]
enum ExportTarget {
    File(PathBuf),
    Command(String),
}

impl Session {
    /// The user is not at this machine.
    pub fn set_remote(&mut self, remote: Option<Remote>) {
        self.outside.remote = remote;
    }

    /// The config file of the user.
    pub fn set_config_file(&mut self, path: Option<PathBuf>) {
        self.outside.config = path;
    }

    /// Writes a setting into the config.
    pub(super) fn configure(&mut self, name: &str, value: Option<&str>) {
        let Some(path) = &self.outside.config else {
            self.app.notice = Some(Word::NothingKept.into());
            return;
        };
        self.app.notice = match config_file::set(path, name, value) {
            Ok(()) => None,
            Err(ConfigWriteFault::NotToml) => Some(Word::ConfigNotToml.into()),
            Err(ConfigWriteFault::System(error)) => {
                let fault = SystemFault::from(&error);
                Some(OutsideMessage::NotSaved { path: shown_path(path), fault }.into())
            }
        };
    }

    /// Proposes a file that does not exist.
    pub(super) fn propose_file(&mut self, subject: ExportSubject, name: &str, ending: &str) {
        let stem = file_name(name);
        let stem = if stem.is_empty() { self.app.word(Word::Name).to_owned() } else { stem };
        let numbered = |number: usize| match number {
            1 => format!("{stem}.{ending}"),
            number => format!("{stem} {number}.{ending}"),
        };
        let free = (1..MOST).map(numbered).map(|name| target(&name)).find(|file| !is_there(file));
        let file = free.unwrap_or_else(|| target(&numbered(1)));
        self.event(Event::FileProposed(subject, file.display().to_string()));
    }

    /// Takes out articles or notes.
    pub(super) fn take_out(&mut self, subject: ExportSubject, outlet: Outlet) {
        let what = match subject {
            ExportSubject::Article(id) => ExportSet::Article(id),
            ExportSubject::List => ExportSet::List,
            ExportSubject::Starred => ExportSet::Starred,
            ExportSubject::Notes => ExportSet::Notes,
            // Its words come from the app.
            ExportSubject::Passage => return,
        };
        let (format, place) = match outlet {
            Outlet::File(file) => (subject.format(&file), ExportTarget::File(target(&file))),
            Outlet::Command(command) => (None, ExportTarget::Command(command)),
        };
        let file = match &place {
            ExportTarget::File(path) => Some(path.clone()),
            ExportTarget::Command(_) => None,
        };
        if let Some(file) = file.as_deref().filter(|file| is_there(file)) {
            return self.not_saved(file, SystemFault::Exists);
        }
        let app = &self.app;
        let citation = CitationOptions {
            style: app.options.citation,
            lang: app.options.lang,
            today: app.filter.today(),
        };
        let title = if app.filter.query().is_empty() { &app.library.name } else { app.filter.query().text() };
        let format = format.unwrap_or(ExportFormat::Text);
        let options = ExportOptions { format, citation, title: title.to_owned() };
        let annotations = std::sync::Arc::clone(&app.library.annotations);
        self.outside.under_way = Some((place, subject));
        self.request(LibraryRequest::Export { what, options, annotations, file });
    }

    /// What the library says of what is to leave.
    pub(super) fn take_outside(&mut self, event: LibraryEvent) {
        match event {
            LibraryEvent::Exported { outcome, .. } => self.exported(outcome),
            LibraryEvent::File { path, line, .. } => self.outputs.push(Output::Edit { path, line }),
            _ => {}
        }
    }

    /// What was to be taken out has been, or why not.
    fn exported(&mut self, outcome: Result<Exported, SystemFault>) {
        let Some((target, subject)) = self.outside.under_way.take() else { return };
        match (target, outcome) {
            (ExportTarget::File(path), Ok(Exported { count, .. })) => {
                let what = match subject {
                    ExportSubject::Notes => SavedThing::Notes(count),
                    _ => SavedThing::Articles(count),
                };
                self.saved(&path, what);
            }
            (ExportTarget::File(path), Err(fault)) => self.not_saved(&path, fault),
            (ExportTarget::Command(command), Ok(Exported { text, .. })) => {
                self.outputs.push(Output::Command { command, input: text.unwrap_or_default() });
            }
            (ExportTarget::Command(_), Err(fault)) => {
                self.app.notice = Some(OutsideMessage::NotTaken(fault).into());
            }
        }
    }

    /// Takes out a text.
    pub(super) fn write_text(&mut self, text: String, outlet: Outlet) {
        match outlet {
            Outlet::Command(command) => self.outputs.push(Output::Command { command, input: text }),
            Outlet::File(file) => {
                let path = target(&file);
                match write_text_file(&path, &text) {
                    Ok(()) => self.saved(&path, SavedThing::Passage),
                    Err(error) => self.not_saved(&path, SystemFault::from(&error)),
                }
            }
        }
    }

    /// Takes out a table.
    pub(super) fn write_table(&mut self, text: &str, file: &str) {
        let path = target(file);
        match write_table_file(&path, text) {
            Ok(()) => self.saved(&path, SavedThing::Passage),
            Err(error) => self.not_saved(&path, SystemFault::from(&error)),
        }
    }

    /// Looks for the file of an article, to be opened in an editor.
    pub(super) fn edit(&mut self, article: ArticleId, words: String) {
        self.ask(LibraryRequest::File { article, words });
    }

    fn saved(&mut self, path: &Path, what: SavedThing) {
        let fetch = self.outside.remote.as_ref().map(|remote| remote.fetch(path));
        self.app.notice = Some(OutsideMessage::Saved { path: shown_path(path), what, fetch }.into());
    }

    fn not_saved(&mut self, path: &Path, fault: SystemFault) {
        self.app.notice = Some(OutsideMessage::NotSaved { path: shown_path(path), fault }.into());
    }
}

/// The whole path of what was typed.
fn target(typed: &str) -> PathBuf {
    let home = typed.strip_prefix("~/").and_then(|rest| {
        let folders = directories::BaseDirs::new()?;
        Some(folders.home_dir().join(rest))
    });
    let path = home.unwrap_or_else(|| PathBuf::from(typed));
    absolute(&path).unwrap_or(path)
}

/// Whether anything is there, also a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A name without what file systems and shells do not like in one.
fn file_name(name: &str) -> String {
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let name: String = name.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut kept = String::new();
    for c in name.trim_start_matches(['.', '-', '~', ' ']).chars() {
        if kept.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        kept.push(c);
    }
    kept.trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name() {
        assert_eq!(file_name("渡口：水/闸 *2019*."), "渡口：水 闸 2019");
        assert_eq!(file_name("../.bashrc"), "bashrc");
        assert_eq!(file_name("-rf ~"), "rf ~");
        assert_eq!(file_name(&"河".repeat(100)).len(), 198);
        assert_eq!(file_name("\u{1b}\n"), "");
    }

    #[test]
    fn a_file_is_fetched_by_a_command_that_a_shell_reads() {
        let remote =
            |host: &str, port: &str| Remote { user: "li".into(), host: host.into(), port: port.into() };
        let fetch = |remote: Remote, path: &str| remote.fetch(Path::new(path));
        assert_eq!(fetch(remote("10.0.0.7", "22"), "/home/li/渡口.md"), "scp li@10.0.0.7:/home/li/渡口.md .");
        let command = "scp -P 2222 'li@[fe80::1]:/home/li/渡口 2'\\''.md' .";
        assert_eq!(fetch(remote("fe80::1", "2222"), "/home/li/渡口 2'.md"), command);
    }
}
