//! How the crate is built, checked on its source: layers, circles, names, and where words for the user may stand.
//!
//! What is not yet as it should be stands in lists beside each check. They only get shorter.

mod chinese;
mod circles;
mod layers;
mod modules;
mod names;
mod sections;
mod streams;
mod tokens;
mod uses;

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The files below `src` by path, with their text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths).unwrap();
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Sources made up for the tests of the checks.
fn made_up(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

/// Files that do not begin by saying why they exist. Tests need not.
fn silent(sources: &[(String, String)]) -> Vec<&str> {
    let files =
        sources.iter().filter(|(file, text)| !file.ends_with("/tests.rs") && !text.starts_with("//!"));
    files.map(|(file, _)| file.as_str()).collect()
}

#[test]
fn every_file_says_why_it_exists() {
    assert_eq!(silent(&sources()), [""; 0]);
}

#[test]
fn a_silent_file_is_found() {
    let files =
        [("src/a.rs", "//! Why."), ("src/b.rs", "// Why.\nfn f() {}"), ("src/c/tests.rs", "fn t() {}")];
    assert_eq!(silent(&made_up(&files)), ["src/b.rs"]);
}
