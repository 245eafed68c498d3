//! What the paths on the command line mean: folders and files, `-` for standard input, `@FILE` for a list of paths, and the
//! list of `--files0-from`.
//!
//! What must not go in: reading what lies there.

use std::ffi::OsStr;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::ReadingArgs;
use crate::corpus::file_system::{Disk, FileSystem};
use crate::corpus::load::Root;
use crate::corpus::walk::shown_path;
use crate::corpus::{LoadOptions, StreamFiles};
use crate::error::Error;
use crate::messages::{Failure, Word};

/// Most paths: files know theirs by a number of 16 bits.
const MOST: usize = u16::MAX as usize;
/// Most bytes of standard input, and of a list.
const STREAM_BYTES: u64 = 4 << 30;
const LIST_BYTES: u64 = 64 << 20;
/// Standard input.
const STREAM: &str = "-";

/// What is read, and how.
#[derive(Debug, Clone, Default)]
pub(super) struct Inputs {
    /// Folders and files, some perhaps inside archives.
    pub(super) paths: Vec<PathBuf>,
    /// How they are read.
    pub(super) options: LoadOptions,
    /// Whether standard input is among them.
    pub(super) has_stream: bool,
}

impl Inputs {
    /// What these arguments mean. Standard input is read to its end if it is meant.
    ///
    /// # Errors
    /// A list cannot be read, there are too many paths, or standard input is too long.
    pub(super) fn of(named: &[PathBuf], reading: &ReadingArgs) -> Result<Self, Error> {
        let paths = paths(named, reading)?;
        let options = LoadOptions { encoding: reading.encoding, ..LoadOptions::default() };
        let mut inputs = Self { paths, options, has_stream: false };
        if inputs.paths.iter().any(|path| path == Path::new(STREAM)) {
            inputs.read_stream()?;
        }
        Ok(inputs)
    }

    fn read_stream(&mut self) -> Result<(), Error> {
        let stream = StreamFiles::read(std::io::stdin().lock(), STREAM_BYTES)?;
        let stream = stream.ok_or(Error::NothingRead(Failure::StreamTooLong(STREAM_BYTES >> 20)))?;
        let path = stream.path().to_owned();
        for named in self.paths.iter_mut().filter(|named| **named == Path::new(STREAM)) {
            named.clone_from(&path);
        }
        self.options.files = Arc::new(stream);
        self.has_stream = true;
        Ok(())
    }

    /// The same as roots of a corpus.
    pub(super) fn roots(&self) -> Vec<Root> {
        self.paths.iter().cloned().map(Root::Path).collect()
    }

    /// The file system, to which standard input belongs.
    pub(super) fn files(&self) -> Arc<dyn FileSystem> {
        Arc::clone(&self.options.files)
    }
}

/// The paths that these arguments name, by themselves or in lists.
///
/// # Errors
/// A list cannot be read, or there are too many paths.
pub(super) fn paths(named: &[PathBuf], reading: &ReadingArgs) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    for path in named {
        match listed(path) {
            Some(list) => paths.extend(split(&contents(list)?, b'\n')),
            None => paths.push(path.clone()),
        }
    }
    if let Some(list) = &reading.files0_from {
        paths.extend(split(&contents(list)?, b'\0'));
    }
    if paths.len() > MOST { Err(Error::NothingRead(Failure::TooManyPaths(MOST))) } else { Ok(paths) }
}

/// Refuses standard input where something is kept of what was read, to be compared with the same files later.
///
/// # Errors
/// It is among the paths.
pub(super) fn refuse_stream(paths: &[PathBuf]) -> Result<(), Error> {
    let has_stream = paths.iter().any(|path| path == Path::new(STREAM));
    if has_stream { Err(Error::Usage(Word::NoStreamHere.into())) } else { Ok(()) }
}

/// The list that an argument names: `@FILE`, unless there is a file of that name.
fn listed(path: &Path) -> Option<&Path> {
    let name = path.as_os_str().as_bytes().strip_prefix(b"@").filter(|name| !name.is_empty())?;
    Disk.metadata(path).is_err().then(|| Path::new(OsStr::from_bytes(name)))
}

fn contents(list: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    if list == Path::new(STREAM) {
        std::io::stdin().lock().take(LIST_BYTES).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let missing = |_| Error::NothingRead(Failure::NoSuchPath(shown_path(list)));
    std::fs::File::open(list).map_err(missing)?.take(LIST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The paths of a list, as they are written.
fn split(list: &[u8], end: u8) -> Vec<PathBuf> {
    let paths = list.split(|byte| *byte == end);
    let paths = paths.map(|path| if end == b'\n' { path.strip_suffix(b"\r").unwrap_or(path) } else { path });
    paths.filter(|path| !path.is_empty()).map(|path| PathBuf::from(OsStr::from_bytes(path))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_at_their_ends() {
        let paths =
            |list: &[u8], end| split(list, end).into_iter().map(PathBuf::into_os_string).collect::<Vec<_>>();
        assert_eq!(paths(b"a b\r\n\n\xb2\xe2\n", b'\n'), [OsStr::new("a b"), OsStr::from_bytes(b"\xb2\xe2")]);
        assert_eq!(paths(b"a\nb\0c\r\0", b'\0'), ["a\nb", "c\r"]);
    }
}
