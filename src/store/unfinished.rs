//! Files that are being written and have not got their name yet, so that a signal that ends the program can take them away
//! first.
//!
//! What must not go in: signals.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is being written, until this is dropped.
#[derive(Debug)]
pub(super) struct Unfinished(PathBuf);

impl Unfinished {
    /// Makes a file and remembers it. Between the two no signal can end the program, which would leave the file.
    pub(super) fn make<T>(
        make: impl FnOnce() -> io::Result<T>,
        path: impl FnOnce(&T) -> PathBuf,
    ) -> io::Result<(T, Self)> {
        let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let file = make()?;
        let path = path(&file);
        all.push(path.clone());
        Ok((file, Self(path)))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = all.iter().position(|path| *path == self.0) {
            all.swap_remove(at);
        }
    }
}

/// Removes every file that is being written. The program must end after this; until then no other is begun or finished.
pub fn remove_unfinished() {
    let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in all.drain(..) {
        // What cannot be removed is taken over by the next builder.
        let _ = fs::remove_file(path);
    }
    // Whoever is about to finish a file waits here for the end.
    std::mem::forget(all);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_signal_comes_between_a_file_and_its_entry() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("一");
        let make = || {
            assert!(UNFINISHED.try_lock().is_err(), "whoever removes files waits");
            fs::File::create_new(&path)
        };
        let (_, unfinished) = Unfinished::make(make, |_| path.clone()).unwrap();
        let is_known = || UNFINISHED.lock().unwrap().contains(&path);
        assert!(is_known());
        drop(unfinished);
        assert!(!is_known(), "it has its name");
    }
}
