//! Careful opening of files that somebody else may have put there, or swapped: never anything but a regular file, never
//! waiting for one, never more of it than is wanted. Settings, state, corrections and snapshots are [`OwnFile`]s; articles
//! belong to anybody and go through [`open_regular`].
//!
//! What must not go in: what files contain.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::process::geteuid;

use super::replace::replace_file;
use crate::messages::SystemFault;

/// Permissions of files and folders that say what somebody reads.
const PRIVATE_FILE: u32 = 0o600;
const PRIVATE_FOLDER: u32 = 0o700;
/// Write permission for the group and for others.
const FOREIGN_WRITE: u32 = 0o022;

/// Opens a regular file and nothing else: a link or a FIFO is refused, and opening never blocks. With
/// `follow`, a link is followed. Also returns the metadata that the check read.
///
/// # Errors
/// It cannot be opened, or is not a regular file.
pub fn open_regular(path: &Path, follow: bool) -> io::Result<(File, Metadata)> {
    let mut flags = OFlags::NONBLOCK;
    if !follow {
        flags |= OFlags::NOFOLLOW;
    }
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path);
    let file = file.map_err(|error| link_fault(error, follow))?;
    let metadata = file.metadata()?;
    if metadata.is_file() { Ok((file, metadata)) } else { Err(io::Error::other(SystemFault::NotRegular)) }
}

/// A link that is not followed is refused as if links led in a circle.
fn link_fault(error: io::Error, follow: bool) -> io::Error {
    let refused = !follow && rustix::io::Errno::from_io_error(&error) == Some(rustix::io::Errno::LOOP);
    if refused { io::Error::other(SystemFault::NotRegular) } else { error }
}

/// Whether a file belongs to this user or to the administrator, so that what it says can be trusted.
pub(super) fn is_trusted(metadata: &Metadata) -> bool {
    metadata.uid() == geteuid().as_raw() || metadata.uid() == 0
}

/// Whether nobody but its trusted owner can change a file.
pub(super) fn is_stable(metadata: &Metadata) -> bool {
    is_trusted(metadata) && metadata.mode() & FOREIGN_WRITE == 0
}

/// A file of this program, whether or not it exists. Whatever else stands at its path is neither read nor replaced.
#[derive(Debug, Clone)]
pub struct OwnFile<'a> {
    path: &'a Path,
    limit: u64,
    follow: bool,
}

impl<'a> OwnFile<'a> {
    /// The file at `path`, of at most `limit` bytes. It is private, and no link.
    pub fn new(path: &'a Path, limit: u64) -> Self {
        Self { path, limit, follow: false }
    }

    /// The same for a file that its user writes: that may well be a link to where other settings are kept.
    #[must_use]
    pub fn following_links(self) -> Self {
        Self { follow: true, ..self }
    }

    /// All bytes; `None` if there is no such file.
    ///
    /// # Errors
    /// It cannot be read, is not a regular file, belongs to somebody else, or is larger than the limit.
    pub fn read(&self) -> io::Result<Option<Vec<u8>>> {
        let (file, metadata) = match open_regular(self.path, self.follow) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        self.check(&metadata)?;
        let mut bytes = Vec::new();
        // It may grow while it is read.
        file.take(self.limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > self.limit { Err(too_large()) } else { Ok(Some(bytes)) }
    }

    /// Opens the file to append to it, and makes it if there is none.
    ///
    /// # Errors
    /// As [`Self::read`], or it cannot be made.
    pub fn append(&self) -> io::Result<File> {
        make_private_folder(self.path)?;
        // A FIFO that nobody reads is refused by the system, any other by the check below.
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .mode(PRIVATE_FILE)
            .custom_flags(flags.bits().cast_signed())
            .open(self.path)
            .map_err(|error| link_fault(error, false))?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other(SystemFault::NotRegular));
        }
        self.check(&metadata)?;
        if metadata.mode() & 0o077 != 0 {
            file.set_permissions(Permissions::from_mode(PRIVATE_FILE))?;
        }
        Ok(file)
    }

    /// Replaces the file as a whole, and makes it if there is none.
    ///
    /// # Errors
    /// Something else stands at its path, or it cannot be written; what stands there is untouched then.
    pub fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        make_private_folder(self.path)?;
        match fs::symlink_metadata(self.path) {
            Ok(metadata) if !metadata.is_file() => return Err(io::Error::other(SystemFault::NotRegular)),
            Ok(metadata) if !is_trusted(&metadata) => return Err(io::Error::other(SystemFault::NotOwned)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        replace_file(self.path, PRIVATE_FILE, |file| file.write_all(bytes))
    }

    fn check(&self, metadata: &Metadata) -> io::Result<()> {
        if !is_trusted(metadata) {
            return Err(io::Error::other(SystemFault::NotOwned));
        }
        if metadata.len() > self.limit { Err(too_large()) } else { Ok(()) }
    }
}

fn too_large() -> io::Error {
    io::ErrorKind::FileTooLarge.into()
}

/// Makes the folder of a file, for this user alone. One that exists stays as it is.
///
/// # Errors
/// It cannot be made.
pub fn make_private_folder(file: &Path) -> io::Result<()> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER).create(folder),
        None => Ok(()),
    }
}

/// Moves a file that cannot be understood out of the way: its name gets `.bad` at its end.
///
/// # Errors
/// It cannot be renamed.
pub fn set_aside(path: &Path) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".bad");
    fs::rename(path, PathBuf::from(name))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    const LIMIT: u64 = 100;

    fn fault<T>(result: io::Result<T>) -> Option<SystemFault> {
        result.err().map(SystemFault::from)
    }

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().mode() & 0o777
    }

    /// Things at a path that are no file of ours, by name, and why.
    fn oddities(folder: &Path) -> Vec<(PathBuf, SystemFault)> {
        let at = |name: &str| folder.join(name);
        fs::create_dir(at("folder")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, at("fifo"), rustix::fs::FileType::Fifo, 0o600.into(), 0)
            .unwrap();
        symlink("/dev/zero", at("zero")).unwrap();
        fs::write(at("kept"), "kept").unwrap();
        symlink(at("kept"), at("link")).unwrap();
        fs::write(at("large"), [b'x'; LIMIT as usize + 1]).unwrap();
        [
            ("folder", SystemFault::NotRegular),
            ("fifo", SystemFault::NotRegular),
            ("zero", SystemFault::NotRegular),
            ("link", SystemFault::NotRegular),
            ("large", SystemFault::TooLarge),
        ]
        .map(|(name, fault)| (at(name), fault))
        .into()
    }

    #[test]
    fn what_is_no_file_of_ours_is_not_read() {
        let place = tempfile::tempdir().unwrap();
        for (path, why) in oddities(place.path()) {
            assert_eq!(fault(OwnFile::new(&path, LIMIT).read()), Some(why), "{}", path.display());
        }
        assert_eq!(OwnFile::new(&place.path().join("none"), LIMIT).read().unwrap(), None);
        let link = place.path().join("link");
        let followed = OwnFile::new(&link, LIMIT).following_links().read().unwrap();
        assert_eq!(followed.unwrap(), b"kept");
        let zero = place.path().join("zero");
        let followed = OwnFile::new(&zero, LIMIT).following_links().read();
        assert_eq!(fault(followed), Some(SystemFault::NotRegular));
    }

    #[test]
    fn what_is_no_file_of_ours_is_neither_appended_to_nor_replaced() {
        let place = tempfile::tempdir().unwrap();
        for (path, _) in oddities(place.path()) {
            let own = OwnFile::new(&path, LIMIT);
            assert!(own.append().is_err(), "{}", path.display());
            if !path.ends_with("large") {
                assert_eq!(fault(own.replace(b"new")), Some(SystemFault::NotRegular), "{}", path.display());
            }
        }
        assert_eq!(fs::read(place.path().join("kept")).unwrap(), b"kept");
    }

    #[test]
    fn what_is_written_is_private() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b");
        OwnFile::new(&path, LIMIT).replace(b"one").unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        OwnFile::new(&path, LIMIT).append().unwrap().write_all(b" two").unwrap();
        assert_eq!(mode(&path), 0o600, "a file of an older version becomes private");
        assert_eq!(OwnFile::new(&path, LIMIT).read().unwrap().unwrap(), b"one two");
    }
}
