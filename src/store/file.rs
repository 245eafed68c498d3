//! Safe opening of files that someone else may have put there.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::messages::SystemFault;

/// Opens a regular file and nothing else: a link or a FIFO is refused, and opening never blocks. With
/// `follow`, a link is followed. Also returns the metadata that the check read.
///
/// # Errors
/// It cannot be opened, or is not a regular file.
pub fn open_regular(path: &Path, follow: bool) -> io::Result<(File, Metadata)> {
    let mut flags = rustix::fs::OFlags::NONBLOCK;
    if !follow {
        flags |= rustix::fs::OFlags::NOFOLLOW;
    }
    let file = File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() { Ok((file, metadata)) } else { Err(io::Error::other(SystemFault::NotRegular)) }
}
