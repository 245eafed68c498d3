//! A reader that keeps what it has read around its place: entries of a zip archive are small, lie side by side, and are come
//! upon with a seek before each read.

use std::io::{self, Read, Seek, SeekFrom};

/// So much is read at a time (bytes).
const WINDOW: usize = 64 << 10;

pub(super) struct SeekWindow<R> {
    source: R,
    bytes: Vec<u8>,
    /// Where the bytes begin.
    start: u64,
    /// Where reading goes on.
    at: u64,
}

impl<R: Read + Seek> SeekWindow<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, bytes: Vec::new(), start: 0, at: 0 }
    }
}

impl<R: Read + Seek> Read for SeekWindow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let known = |window: &Self| usize::try_from(window.at.checked_sub(window.start)?).ok();
        let offset = known(self).filter(|offset| *offset < self.bytes.len());
        let offset = if let Some(offset) = offset {
            offset
        } else {
            self.source.seek(SeekFrom::Start(self.at))?;
            self.start = self.at;
            self.bytes.clear();
            self.source.by_ref().take(WINDOW as u64).read_to_end(&mut self.bytes)?;
            0
        };
        let read = self.bytes.get(offset..).unwrap_or_default().read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Read + Seek> Seek for SeekWindow<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(_) => self.source.seek(to)?,
            SeekFrom::Current(by) => {
                self.at.checked_add_signed(by).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?
            }
        };
        Ok(self.at)
    }
}
