//! Writing a file whole or not at all: whoever opens it sees the old one or the new one, also after a power cut.
//!
//! What must not go in: [`super::Writer`], whose file beside the target is also the lock of its builders and may take
//! minutes to fill.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::NamedTempFile;

use super::unfinished::Unfinished;

/// Replaces the file `path`, in a folder that exists, by what `write` writes. A new file beside it is brought to the disk
/// and then renamed; it has the permissions `mode`, less what the umask takes away.
///
/// # Errors
/// What `write` says, or the file system; the old file is untouched then, and nothing is left beside it.
pub fn replace_file(
    path: &Path,
    mode: u32,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let (mut beside, unfinished) = beside(path, mode)?;
    write(beside.as_file_mut())?;
    beside.as_file().sync_all()?;
    beside.persist(path).map_err(|error| error.error)?;
    drop(unfinished);
    sync_folder(path);
    Ok(())
}

/// Makes the file `path`, in a folder that exists, of what `write` writes, unless something stands there: that is never
/// touched. Otherwise as [`replace_file`].
///
/// # Errors
/// What `write` says, or the file system, or [`io::ErrorKind::AlreadyExists`]; nothing is left then.
pub fn new_file(path: &Path, mode: u32, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let (mut beside, unfinished) = beside(path, mode)?;
    write(beside.as_file_mut())?;
    beside.as_file().sync_all()?;
    beside.persist_noclobber(path).map_err(|error| error.error)?;
    drop(unfinished);
    sync_folder(path);
    Ok(())
}

/// A file in the same folder that goes away unless it gets its name.
fn beside(path: &Path, mode: u32) -> io::Result<(NamedTempFile, Unfinished)> {
    let mut hidden = tempfile::Builder::new();
    hidden.prefix(".").suffix(".tmp").permissions(Permissions::from_mode(mode));
    Unfinished::make(|| hidden.tempfile_in(folder(path)), |file| file.path().to_owned())
}

/// Brings the name of a file that has just been renamed to the disk. A lost rename leaves the file of before, so a folder
/// that cannot be synced is no failure.
pub(super) fn sync_folder(path: &Path) {
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_stays_as_it_was() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("一");
        replace_file(&path, 0o600, |file| file.write_all("旧".as_bytes())).unwrap();
        let failed = replace_file(&path, 0o600, |file| {
            file.write_all("新".as_bytes())?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
        replace_file(&path, 0o600, |file| file.write_all("新".as_bytes())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside");
    }

    #[test]
    fn what_exists_is_not_touched_by_a_new_file() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("一");
        let write = |text: &'static str| new_file(&path, 0o600, |file| file.write_all(text.as_bytes()));
        write("旧").unwrap();
        assert_eq!(write("新").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(place.path().join("二"), &path).unwrap();
        assert_eq!(write("新").unwrap_err().kind(), io::ErrorKind::AlreadyExists, "nor is a link followed");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside");
    }
}
