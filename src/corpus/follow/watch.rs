//! Which names may have changed: the kernel tells, or, where it cannot (a limit, a server, a reader who may not ask), the
//! times of folders are looked at.
//!
//! It stands between the loader and the file system, and begins to watch each folder before that is listed: so nothing that
//! happens while the library is read is missed, and no second walk is needed. What must not go in: opening files.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pipe::{PipeFlags, pipe_with};

use super::inotify::{Ear, Heard, is_remote};
use super::scope::ChangeScope;
use crate::corpus::file_system::{DirEntries, FileSystem, OpenFile, OpenSource};

/// How to find out what changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WatchMethod {
    /// The kernel tells, if it can.
    #[default]
    Told,
    /// By the times of folders.
    Times,
}

/// The coarsest time of a file system in use is that of FAT (ns).
const FRESH: i128 = 2_000_000_000;

/// What a folder is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FolderStamp {
    device: u64,
    inode: u64,
    /// When a name came or went last (ns).
    modified: i128,
}

impl FolderStamp {
    fn of(metadata: &Metadata) -> Self {
        let modified = i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec());
        Self { device: metadata.dev(), inode: metadata.ino(), modified }
    }

    /// The same, or one that no folder has if it has just changed: a further change may not be seen in its time.
    fn settled(self) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i128);
        if self.modified > now - FRESH { Self { modified: i128::MIN, ..self } } else { self }
    }

    pub(super) fn identity(self) -> (u64, u64) {
        (self.device, self.inode)
    }
}

#[derive(Debug, Default)]
struct Watched {
    /// `None`: the times of folders are looked at.
    ear: Option<Arc<Ear>>,
    by_number: HashMap<i32, PathBuf>,
    folders: HashMap<PathBuf, FolderStamp>,
    /// Whether the kernel hears of changes on a device.
    heard_of: HashMap<u64, bool>,
    /// The folder asked about last: the walk asks about each before it lists it.
    last: Option<(PathBuf, FolderStamp)>,
}

/// Watches the folders that are listed through it.
#[derive(Debug)]
pub struct FolderWatch {
    files: Arc<dyn FileSystem>,
    watched: Mutex<Watched>,
    /// Written to, to wake the thread that waits.
    bell: (OwnedFd, OwnedFd),
}

impl FolderWatch {
    /// Watches folders of `files`.
    ///
    /// # Errors
    /// There are too many open files.
    pub fn new(files: Arc<dyn FileSystem>, method: WatchMethod) -> io::Result<Self> {
        let bell = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let ear = match method {
            WatchMethod::Told => Ear::new().ok().map(Arc::new),
            WatchMethod::Times => None,
        };
        Ok(Self { files, watched: Mutex::new(Watched { ear, ..Watched::default() }), bell })
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the kernel tells what changes.
    pub fn is_told(&self) -> bool {
        self.watched().ear.is_some()
    }

    /// Ends a wait.
    pub fn wake(&self) {
        // A full pipe wakes as well.
        let _ = rustix::io::write(&self.bell.1, b"!");
    }

    /// Waits until something is heard (if it is `listened` for), somebody wakes it, or the time is over.
    pub fn wait(&self, limit: Option<Duration>, listened: bool) {
        let ear = self.watched().ear.clone().filter(|_| listened);
        let mut ends = vec![PollFd::new(&self.bell.0, PollFlags::IN)];
        ends.extend(ear.as_ref().map(|ear| PollFd::from_borrowed_fd(ear.as_fd(), PollFlags::IN)));
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        // A signal ends the wait too; the caller looks again.
        let _ = poll(&mut ends, limit.as_ref());
        let mut bytes = [0; 64];
        while rustix::io::read(&self.bell.0, &mut bytes).is_ok_and(|read| read == bytes.len()) {}
    }

    /// What has been heard since the last call.
    pub fn take(&self, roots: &[PathBuf]) -> ChangeScope {
        let mut watched = self.watched();
        let mut scope = ChangeScope::default();
        for heard in watched.ear.as_ref().map(|ear| ear.take()).unwrap_or_default() {
            match heard {
                Heard::Lost => scope.everything = true,
                Heard::Ended(number) => {
                    // A new folder of the same name may have the same inode, and would pass for this one.
                    if let Some(path) = watched.by_number.remove(&number) {
                        watched.folders.remove(&path);
                    }
                }
                Heard::Folder(number) => {
                    // Of any other folder the one above it tells.
                    scope.everything |=
                        watched.by_number.get(&number).is_some_and(|path| roots.contains(path));
                }
                // What is hidden is not read, and our own snapshot is among it.
                Heard::Name(_, name) if name.as_bytes().starts_with(b".") => {}
                Heard::Name(number, name) => {
                    if let Some(folder) = watched.by_number.get(&number) {
                        scope.add(folder, &name);
                    }
                }
            }
        }
        scope
    }

    /// Looks at the times of all folders: those whose names may have changed.
    pub fn look_at_times(&self) -> ChangeScope {
        let folders: Vec<(PathBuf, FolderStamp)> =
            self.watched().folders.iter().map(|(path, stamp)| (path.clone(), *stamp)).collect();
        let mut scope = ChangeScope::default();
        for (path, before) in folders {
            let now = self.files.metadata(&asked(&path)).map(|metadata| FolderStamp::of(&metadata));
            if now.as_ref().ok() == Some(&before) {
                continue;
            }
            // A folder that has come is listed by who looks; that it is another one shows in the one above it.
            if let Ok(now) = now {
                self.watched().folders.insert(path.clone(), now.settled());
                scope.add_folder(&path);
            }
        }
        scope
    }

    /// What a folder is known by, if it is watched.
    pub(super) fn folder(&self, path: &Path) -> Option<FolderStamp> {
        self.watched().folders.get(path).copied()
    }

    /// What all watched folders are known by.
    pub(super) fn identities(&self) -> HashSet<(u64, u64)> {
        self.watched().folders.values().map(|stamp| stamp.identity()).collect()
    }

    /// The watched folders that lie in this one.
    pub(super) fn folders_in(&self, folder: &Path) -> Vec<PathBuf> {
        self.watched().folders.keys().filter(|path| path.parent() == Some(folder)).cloned().collect()
    }

    /// What a folder is known by now.
    pub(super) fn identity(&self, folder: &Path) -> Option<(u64, u64)> {
        self.files.metadata(folder).ok().map(|metadata| FolderStamp::of(&metadata).identity())
    }

    /// The names in a folder, without those that are hidden.
    ///
    /// # Errors
    /// It cannot be listed.
    pub(super) fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let entries = self.files.read_dir(&asked(folder))?;
        let names = entries.filter_map(|entry| Some(entry.ok()?.name));
        Ok(names.filter(|name| !name.as_bytes().starts_with(b".")).collect())
    }

    /// Forgets a folder that has gone, and those below it.
    pub(super) fn forget(&self, gone: &Path) {
        let mut watched = self.watched();
        watched.folders.retain(|path, _| !path.starts_with(gone));
        let ear = watched.ear.clone();
        watched.by_number.retain(|number, path| {
            let stays = !path.starts_with(gone);
            if let Some(ear) = ear.as_ref().filter(|_| !stays) {
                ear.forget(*number);
            }
            stays
        });
    }

    /// Begins to watch a folder.
    pub(super) fn watch(&self, folder: &Path) {
        let mut watched = self.watched();
        let last = watched.last.take().filter(|(path, _)| path == folder).map(|(_, stamp)| stamp);
        let stamp = last
            .or_else(|| self.files.metadata(&asked(folder)).ok().map(|metadata| FolderStamp::of(&metadata)));
        let Some(stamp) = stamp else { return };
        watched.folders.insert(folder.to_owned(), stamp.settled());
        let Some(ear) = watched.ear.clone() else { return };
        let is_heard_of = *watched.heard_of.entry(stamp.device).or_insert_with(|| !is_remote(&asked(folder)));
        match ear.watch(&asked(folder)) {
            Ok(number) if is_heard_of => _ = watched.by_number.insert(number, folder.to_owned()),
            // Gone again, or not to be read: the walk says so.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => {}
            // One that is not heard of is enough: all are looked at.
            Ok(_) | Err(_) => (watched.ear, watched.by_number) = (None, HashMap::new()),
        }
    }
}

/// The folder of a file that was named without one.
fn asked(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

impl FileSystem for FolderWatch {
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile> {
        self.files.open(path, follow)
    }

    fn open_source(&self, path: &Path, follow: bool) -> io::Result<OpenSource> {
        self.files.open_source(path, follow)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let metadata = self.files.metadata(path)?;
        if metadata.is_dir() {
            self.watched().last = Some((path.to_owned(), FolderStamp::of(&metadata)));
        }
        Ok(metadata)
    }

    fn folder(&self, path: &Path) -> Option<OwnedFd> {
        self.files.folder(path)
    }

    fn read_dir(&self, path: &Path) -> io::Result<DirEntries> {
        self.watch(path);
        self.files.read_dir(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.canonicalize(path)
    }

    fn is_symlink(&self, path: &Path) -> bool {
        self.files.is_symlink(path)
    }

    fn kind(&self, path: &Path) -> io::Result<std::fs::FileType> {
        self.files.kind(path)
    }
}
