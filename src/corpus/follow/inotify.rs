//! The kernel tells what happens in watched folders. Linux only; elsewhere there is nothing to hear, and the times of
//! folders are looked at instead.
//!
//! rustix, which everything else here uses already, and not the crate `notify`: its fixed mask has `IN_OPEN`, so that each
//! file that one of fifty readers opens would wake the others, and it watches real paths, where the walk may have come in
//! by a link. What must not go in: what becomes of an event.

use std::ffi::OsString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

pub(super) use kernel::is_remote;

/// Something has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "nothing is heard there"))]
pub(super) enum Heard {
    /// To this name in the folder with this number.
    Name(i32, OsString),
    /// To the folder with this number itself.
    Folder(i32),
    /// The folder with this number is watched no longer.
    Ended(i32),
    /// Too much at once: some of it is lost.
    Lost,
}

/// Hears what happens.
#[derive(Debug)]
pub(super) struct Ear(OwnedFd);

impl Ear {
    /// One that hears nothing yet.
    ///
    /// # Errors
    /// The kernel has none for us: too many processes have one, or the call is not allowed.
    pub(super) fn new() -> io::Result<Self> {
        kernel::init().map(Self)
    }

    /// Watches a folder; its number.
    ///
    /// # Errors
    /// It is not there, or may not be read, or too many are watched.
    pub(super) fn watch(&self, folder: &Path) -> io::Result<i32> {
        kernel::add(self.0.as_fd(), folder)
    }

    /// Watches a folder no longer.
    pub(super) fn forget(&self, number: i32) {
        kernel::remove(self.0.as_fd(), number);
    }

    /// What has happened since the last call.
    pub(super) fn take(&self) -> Vec<Heard> {
        kernel::read(self.0.as_fd())
    }
}

impl AsFd for Ear {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(target_os = "linux")]
mod kernel {
    use std::ffi::OsStr;
    use std::io;
    use std::mem::MaybeUninit;
    use std::os::fd::{BorrowedFd, OwnedFd};
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
    use rustix::io::Errno;

    use super::Heard;

    /// What changes names, texts or rights; opening and reading are nobody's business.
    const MASK: WatchFlags = WatchFlags::CREATE
        .union(WatchFlags::DELETE)
        .union(WatchFlags::MOVED_FROM)
        .union(WatchFlags::MOVED_TO)
        .union(WatchFlags::MODIFY)
        .union(WatchFlags::CLOSE_WRITE)
        .union(WatchFlags::ATTRIB)
        .union(WatchFlags::DELETE_SELF)
        .union(WatchFlags::MOVE_SELF)
        .union(WatchFlags::EXCL_UNLINK)
        .union(WatchFlags::ONLYDIR);

    pub(super) fn init() -> io::Result<OwnedFd> {
        Ok(inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?)
    }

    pub(super) fn add(ear: BorrowedFd<'_>, folder: &Path) -> io::Result<i32> {
        Ok(inotify::add_watch(ear, folder, MASK)?)
    }

    pub(super) fn remove(ear: BorrowedFd<'_>, number: i32) {
        // It may have gone already.
        let _ = inotify::remove_watch(ear, number);
    }

    pub(super) fn read(ear: BorrowedFd<'_>) -> Vec<Heard> {
        let mut buffer = [MaybeUninit::uninit(); 16 << 10];
        let mut reader = Reader::new(ear, &mut buffer);
        let mut heard = Vec::new();
        loop {
            let event = match reader.next() {
                Ok(event) => event,
                Err(Errno::INTR) => continue,
                Err(_) => return heard,
            };
            let (number, what) = (event.wd(), event.events());
            if what.contains(ReadFlags::QUEUE_OVERFLOW) {
                heard.push(Heard::Lost);
            } else if what.contains(ReadFlags::IGNORED) {
                heard.push(Heard::Ended(number));
            } else {
                let name = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes()).to_owned());
                heard.push(name.map_or(Heard::Folder(number), |name| Heard::Name(number, name)));
            }
        }
    }

    /// Whether a folder lies where others may write without this kernel hearing of it: on a server, or in another program
    /// (FUSE). Unknown is yes.
    pub(in crate::corpus::follow) fn is_remote(folder: &Path) -> bool {
        // NFS, SMB, CIFS, SMB2, FUSE, 9P, Ceph, AFS, Coda, Lustre, GPFS, VirtualBox, NCP, OCFS2, GFS2.
        const REMOTE: [u32; 15] = [
            0x6969,
            0x517B,
            0xFF53_4D42,
            0xFE53_4D42,
            0x6573_5546,
            0x0102_1997,
            0x00C3_6400,
            0x5346_414F,
            0x7375_7245,
            0x0BD0_0BD0,
            0x4750_4653,
            0x786F_4256,
            0x564C,
            0x7461_636F,
            0x0116_1970,
        ];
        rustix::fs::statfs(folder).map_or(true, |found| REMOTE.contains(&(found.f_type as u32)))
    }
}

/// Nothing is heard.
#[cfg(not(target_os = "linux"))]
mod kernel {
    use std::io;
    use std::os::fd::{BorrowedFd, OwnedFd};
    use std::path::Path;

    pub(super) fn init() -> io::Result<OwnedFd> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn add(_: BorrowedFd<'_>, _: &Path) -> io::Result<i32> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn remove(_: BorrowedFd<'_>, _: i32) {}

    pub(super) fn read(_: BorrowedFd<'_>) -> Vec<super::Heard> {
        Vec::new()
    }

    pub(in crate::corpus::follow) fn is_remote(_: &Path) -> bool {
        true
    }
}
