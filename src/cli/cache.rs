//! `xinglan cache`: the snapshots in the user's cache folder, and their removal. Nothing there is touched but what xinglan has
//! written, and a snapshot beside a library belongs to everybody who reads it and stays.
//!
//! What must not go in: making snapshots (`index`).

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::ArgumentTexts;
use crate::corpus::LoadOptions;
use crate::corpus::snapshot::{SnapshotSummary, key, summary};
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang, Phrase, Report, SnapshotState, Word};
use crate::output::Printer;
use crate::session::cache_folder;
use crate::store::{Fault, remove_container};

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts =
    &[("action", HelpText::CacheAction), ("paths", HelpText::CachePaths), ("json", HelpText::LineJson)];

/// How the names of snapshots end, and those of what a builder has left.
const ENDINGS: [&str; 2] = [".snapshot", ".snapshot.part"];
/// Characters of the hash before that.
const HASH: usize = 16;

/// Arguments of `cache`.
#[derive(Debug, Args)]
pub struct CacheCommandArgs {
    /// What is done
    #[arg(value_enum, value_name = "WHAT", default_value = "list")]
    action: CacheAction,
    /// Only the snapshots of these folders and files
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// What is done with the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CacheAction {
    /// Every snapshot with its size
    List,
    /// Removes them
    Clear,
}

/// A file in the cache.
#[derive(Debug, Serialize)]
pub(super) struct KeptSnapshot {
    #[serde(serialize_with = "as_shown")]
    path: PathBuf,
    pub(super) bytes: u64,
    /// Seconds since 1970 when it was made.
    made: u64,
    articles: Option<u32>,
    state: KeptState,
    roots: Vec<String>,
}

/// Whether a snapshot can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum KeptState {
    Usable,
    /// Its folder is gone.
    Gone,
    Older,
    Damaged,
    /// A builder is writing it, or has died.
    Unfinished,
    Foreign,
}

fn as_shown<S: serde::Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&shown_path(path))
}

pub(super) fn run(args: &CacheCommandArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let Some(folder) = cache_folder() else { return Err(Error::NothingRead(Word::NoCacheFolder.into())) };
    let mut kept = kept(&folder);
    if !args.paths.is_empty() {
        let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let wanted: HashSet<String> = args.paths.iter().map(|path| shown_path(&whole(path))).collect();
        kept.retain(|kept| kept.roots.iter().any(|root| wanted.contains(root)));
    }
    if args.action == CacheAction::Clear {
        return clear(&kept, args.json, lang, out);
    }
    for snapshot in &kept {
        if args.json {
            out.json(snapshot)?;
        } else {
            print(snapshot, lang, out)?;
        }
    }
    if kept.is_empty() {
        return Err(Error::NothingMatched);
    }
    if !args.json && out.is_terminal() {
        out.line(&total(&kept).text(lang))?;
    }
    Ok(())
}

fn total(kept: &[KeptSnapshot]) -> Report {
    Report::CacheTotal { snapshots: kept.len(), bytes: kept.iter().map(|kept| kept.bytes).sum() }
}

fn print(snapshot: &KeptSnapshot, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let home = |root: &String| home_as_tilde(Path::new(root));
    let roots = snapshot.roots.iter().map(home).collect::<Vec<_>>().join(" ");
    let made = jiff::Timestamp::from_second(snapshot.made.cast_signed()).unwrap_or_default();
    let made = jiff::tz::TimeZone::system().to_datetime(made).date().to_string();
    let state = snapshot.state.told().map(|state| state.text(lang)).unwrap_or_default();
    if out.is_terminal() {
        let articles = snapshot.articles.map(|count| Phrase::Articles(&count.to_string()).text(lang));
        let size = format!("{:>9.1} MB", snapshot.bytes as f64 / 1e6);
        let parts = [size, made, articles.unwrap_or_default(), state, roots];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        return Ok(out.text(&(parts.join("  ") + "\n"))?);
    }
    let (bytes, articles) = (snapshot.bytes.to_string(), snapshot.articles.unwrap_or_default().to_string());
    Ok(out.row(&[&bytes, &made, &articles, &state, &roots, &shown_path(&snapshot.path)])?)
}

fn clear(kept: &[KeptSnapshot], json: bool, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let (mut snapshots, mut bytes) = (0, 0);
    for snapshot in kept {
        let removed = remove_container(&snapshot.path).map_err(|error| {
            Error::NotMade(Failure::NotWritten { path: shown_path(&snapshot.path), fault: error.into() })
        })?;
        if removed {
            (snapshots, bytes) = (snapshots + 1, bytes + snapshot.bytes);
            if json {
                out.json(snapshot)?;
            }
        } else if !json {
            out.line(&Report::CacheKept(home_as_tilde(&snapshot.path)).text(lang))?;
        }
    }
    if !json {
        out.line(&Report::CacheCleared { snapshots, bytes }.text(lang))?;
    }
    Ok(())
}

/// What lies in the cache under the name of a snapshot, the largest first.
pub(super) fn kept(folder: &Path) -> Vec<KeptSnapshot> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_name));
    let mut kept: Vec<KeptSnapshot> = named.filter_map(|entry| KeptSnapshot::of(entry.path())).collect();
    kept.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
    kept
}

/// Whether a file is called as `session::cached` calls its snapshots.
fn is_name(name: &str) -> bool {
    let is_hash = |hash: &str| hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let [whole, part] = ENDINGS;
    let unfinished = name.strip_prefix('.').and_then(|name| name.strip_suffix(part));
    name.strip_suffix(whole).or(unfinished).is_some_and(is_hash)
}

impl KeptSnapshot {
    fn of(path: PathBuf) -> Option<Self> {
        let metadata = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let made = metadata.modified().unwrap_or(UNIX_EPOCH);
        let made = made.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (state, summary) = match summary(&path) {
            _ if path.extension().is_some_and(|ending| ending == "part") => (KeptState::Unfinished, None),
            Ok(summary) => (KeptState::of(&summary), Some(summary)),
            Err(Fault::Version) => (KeptState::Older, None),
            Err(Fault::Foreign | Fault::Untrusted) => (KeptState::Foreign, None),
            Err(Fault::Missing) => return None,
            Err(Fault::Damaged | Fault::Io(_)) => (KeptState::Damaged, None),
        };
        let articles = summary.as_ref().map(|summary| summary.articles);
        let roots = summary.map(|summary| summary.roots).unwrap_or_default();
        let roots =
            roots.iter().map(|root| shown_path(&fs::canonicalize(root).unwrap_or_else(|_| root.clone())));
        Some(Self { roots: roots.collect(), path, bytes: metadata.len(), made, articles, state })
    }
}

impl KeptState {
    fn of(summary: &SnapshotSummary) -> Self {
        if !summary.roots.iter().all(|root| root.exists()) {
            return Self::Gone;
        }
        let now = key(&LoadOptions::default(), &summary.roots, false);
        if now == summary.key { Self::Usable } else { Self::Older }
    }

    /// What is told of it, unless it is as it should be.
    fn told(self) -> Option<SnapshotState> {
        match self {
            Self::Usable => None,
            Self::Gone => Some(SnapshotState::Gone),
            Self::Older => Some(SnapshotState::Older),
            Self::Damaged => Some(SnapshotState::Damaged),
            Self::Unfinished => Some(SnapshotState::Unfinished),
            Self::Foreign => Some(SnapshotState::Foreign),
        }
    }
}

/// A path without the name of the user.
pub(super) fn home_as_tilde(path: &Path) -> String {
    let home = env::var_os("HOME").map(PathBuf::from).filter(|home| home.as_os_str().len() > 1);
    let below = home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned));
    below.map_or_else(|| shown_path(path), |below| shown_path(&Path::new("~").join(below)))
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn only_names_that_we_give_are_ours() {
        for name in ["0123456789abcdef.snapshot", ".0123456789abcdef.snapshot.part"] {
            assert!(is_name(name), "{name}");
        }
        for name in
            ["a.snapshot", "0123456789abcdef.snapshot.bak", "0123456789abcdeg.snapshot", "照片.snapshot"]
        {
            assert!(!is_name(name), "{name}");
        }
    }
}
