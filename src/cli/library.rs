//! Chooses the library to open: the paths on the command line, the library that was open last, or the sample.

use std::path::{Path, PathBuf};

use crate::corpus::file_system::FileSystem;
use crate::corpus::load::{Builtin, Root};
use crate::corpus::may_exist;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, Lang, RemoteFault, Word};
use crate::remote::address::is_url;
use crate::session::LibrarySpec;
use crate::state::Database;

/// The sample library, built into the program.
const SAMPLE: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// The library of the command line, or else the one open last, or else the sample.
pub(super) fn library(
    mut paths: Vec<PathBuf>,
    files: &dyn FileSystem,
    sample: bool,
    remembered: Option<&Path>,
    lang: Lang,
) -> Result<LibrarySpec, Error> {
    if paths.len() > 1 && paths.iter().any(|path| is_url(path)) {
        return Err(Error::Usage(RemoteFault::OneAddress.into()));
    }
    if let Some(missing) = paths.iter().find(|path| !is_url(path) && !may_exist(files, path)) {
        return Err(Error::NothingRead(Failure::NoSuchPath(shown_path(missing))));
    }
    if paths.is_empty() && !sample {
        let last = |file| Database::open(file).ok().and_then(|(database, _)| database.last_library().ok());
        paths = remembered.filter(|file| file.exists()).and_then(last).flatten().unwrap_or_default();
    }
    if paths.is_empty() {
        return Ok(LibrarySpec {
            roots: vec![Root::Builtin(SAMPLE)],
            name: Word::Sample.text(lang).to_owned(),
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
