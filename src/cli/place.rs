//! Places on the command line: the short code behind the paths, the one asked for over SSH, and the line that says the code of
//! the place where the reader was left.
//!
//! What must not go in: what a code is (`app::place_code`), and how its article is found (`session`).

use std::env;
use std::path::{Path, PathBuf};

use crate::app::place_code::PlaceCode;
use crate::corpus::walk::shown_path;
use crate::messages::{Lang, Message};
use crate::output;

/// The paths, and the code behind them. What exists is a path.
pub(super) fn split(paths: &[PathBuf]) -> (Vec<PathBuf>, Option<PlaceCode>) {
    let code = paths.last().filter(|last| !last.exists()).and_then(|last| PlaceCode::parse(last.to_str()?));
    let count = paths.len() - usize::from(code.is_some());
    (paths.iter().take(count).cloned().collect(), code)
}

/// The code that somebody has asked sshd for in place of a command. Anything else is not looked at.
pub(super) fn asked_over_ssh() -> Option<PlaceCode> {
    PlaceCode::parse(env::var("SSH_ORIGINAL_COMMAND").ok()?.trim())
}

/// Says how to come back to a place; over SSH no path is shown.
pub(super) fn say(code: &PlaceCode, paths: Option<&[PathBuf]>, lang: Lang) {
    let command = paths.map(|paths| {
        let paths = paths.iter().map(|path| quoted(path));
        [env!("CARGO_PKG_NAME").to_owned()].into_iter().chain(paths).collect::<Vec<_>>().join(" ")
    });
    let message = Message::ComeBack { command, code: code.to_string() };
    let mut out = output::stdout();
    // The terminal may be gone.
    let _ = out.line(&message.text(lang));
    let _ = out.flush();
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let shown = shown_path(path);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',');
    if !shown.is_empty() && shown.chars().all(plain) {
        shown
    } else {
        format!("'{}'", shown.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_behind_the_paths() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let code = |names: &[&str]| split(&paths(names)).1.map(|code| code.to_string());
        assert_eq!(code(&["src", "4f2a-12"]).as_deref(), Some("4f2a-12"));
        assert_eq!(split(&paths(&["src", "4f2a-12"])).0, paths(&["src"]));
        assert_eq!(code(&["4f2a-12"]).as_deref(), Some("4f2a-12"));
        assert_eq!((code(&["4f2a-12", "src"]), code(&["src"]), code(&[])), (None, None, None));
    }

    #[test]
    fn a_path_is_written_for_the_shell() {
        let quoted = |path: &str| quoted(Path::new(path));
        assert_eq!(quoted("/a/文集_1.txt"), "/a/文集_1.txt");
        assert_eq!(quoted("a b's"), r"'a b'\''s'");
    }
}
