//! The place of an article in its library: what it is known by when its text has changed.

use std::path::{Path, PathBuf};

use crate::corpus::Article;

/// The path of an article below its root, with `#` and the id or line of its record if the file has several; before it
/// the number of the root, if there are several. Empty if it lies below none of them.
pub fn place_of(article: Article<'_>, roots: &[PathBuf]) -> String {
    let path = article.path();
    let below = |(number, root): (usize, &PathBuf)| Some((number, path.strip_prefix(root).ok()?.to_owned()));
    let Some((number, below)) = roots.iter().enumerate().find_map(below) else {
        // A file of the built-in sample lies below no folder.
        return if roots.is_empty() { shown(&path, article) } else { String::new() };
    };
    // A root that is itself a file.
    let below =
        if below.as_os_str().is_empty() { path.file_name().map_or(below, PathBuf::from) } else { below };
    let place = shown(&below, article);
    if roots.len() > 1 { format!("{number}/{place}") } else { place }
}

fn shown(path: &Path, article: Article<'_>) -> String {
    let path = path.to_string_lossy();
    let Some(record) = article.place() else { return path.into_owned() };
    match (article.given_id(), record.member) {
        (Some(id), _) => format!("{path}#{id}"),
        (None, Some(member)) => format!("{path}#{member}"),
        (None, None) => format!("{path}#{}", record.number),
    }
}
