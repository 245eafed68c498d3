//! The one careful way to open a file that someone else may have put there.

use std::fs::File;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::messages::SystemFault;

/// Opens a regular file and nothing else: a link or a FIFO is refused, and opening never blocks. With `follow`, a link is followed.
///
/// # Errors
/// It cannot be opened, or is no regular file.
pub fn open_regular(path: &Path, follow: bool) -> io::Result<File> {
    let mut flags = rustix::fs::OFlags::NONBLOCK;
    if !follow {
        flags |= rustix::fs::OFlags::NOFOLLOW;
    }
    let file = File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other(SystemFault::NotRegular)) }
}
