//! Files with an article on every line, streamed in batches of whole lines, so that their size does not matter.
//!
//! What must not go in: what a line says.

use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::Problem;
use super::segment::Stamp;
use super::walk::Place;
use crate::archive;
use crate::messages::Reason;

/// Lines are handed out in batches of about this size (bytes).
const BATCH: usize = 1 << 20;

/// Some lines of a `.jsonl` file.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) place: Place,
    /// The archive that the file lies in.
    pub(super) within: Option<Arc<Place>>,
    pub(super) stamp: Stamp,
    /// The number of the first line in the file, from 1.
    pub(super) first: u32,
    /// Where it begins in the file (bytes).
    pub(super) start: u64,
    pub(super) bytes: Vec<u8>,
}

/// Hands out the lines that can be read, in batches like `none`, which has no line yet.
pub(super) fn batches(
    mut reader: impl BufRead,
    none: Lines,
    line_limit: usize,
    sink: &mut dyn FnMut(Result<Lines, Problem>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Lines { place, within, mut stamp, .. } = none;
    let path = place.path();
    let archive: Option<Arc<Path>> = within.as_ref().map(|archive| Arc::from(archive.path()));
    let problem = |line, reason| Err(Problem { path: path.clone(), archive: archive.clone(), line, reason });
    let is_packed = within.is_some() || place.kind().is_some();
    let why = |error: io::Error| {
        if is_packed { archive::reason(&error) } else { Reason::System(error.into()) }
    };
    let (mut bytes, mut first, mut number) = (Vec::new(), 1, 0);
    let (mut at, mut batch_start) = (0, 0);
    loop {
        let start = bytes.len();
        let read = match read_line(&mut reader, line_limit, &mut bytes) {
            Ok((read, seen)) => {
                at += seen;
                read
            }
            Err(error) => {
                // Half a line is no article. The rest may be readable the next time, though the file looks the same.
                bytes.truncate(start);
                stamp = Stamp::NONE;
                sink(problem(None, why(error)))?;
                LineRead::End
            }
        };
        match read {
            LineRead::End => break,
            LineRead::Whole => number += 1,
            LineRead::TooLong => {
                number += 1;
                bytes.truncate(start);
                sink(problem(Some(number), too_long(line_limit)))?;
            }
        }
        // After a line that is left out, places in the batch would no longer be places in the file.
        if bytes.len() >= BATCH || matches!(read, LineRead::TooLong) {
            let bytes = std::mem::take(&mut bytes);
            if !bytes.is_empty() {
                let (place, within) = (place.clone(), within.clone());
                sink(Ok(Lines { place, within, stamp, first, start: batch_start, bytes }))?;
            }
            (first, batch_start) = (number + 1, at);
        }
    }
    // Without any line, the last batch says of those before it that the file broke off.
    let broke_off = stamp == Stamp::NONE && first > 1;
    if bytes.is_empty() && !broke_off {
        return ControlFlow::Continue(());
    }
    sink(Ok(Lines { place, within, stamp, first, start: batch_start, bytes }))
}

#[derive(Clone, Copy)]
enum LineRead {
    Whole,
    TooLong,
    End,
}

/// Appends one line with its `\n`, but at most `limit` bytes of it. Also how many bytes it has.
fn read_line(reader: &mut impl BufRead, limit: usize, into: &mut Vec<u8>) -> io::Result<(LineRead, u64)> {
    let start = into.len();
    let mut seen = 0;
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', available);
        let taken = end.map_or(available.len(), |at| at + 1);
        if into.len() - start <= limit {
            into.extend_from_slice(available.get(..taken).unwrap_or_default());
        }
        reader.consume(taken);
        seen += taken;
        if end.is_some() || taken == 0 {
            let read = match seen {
                0 => LineRead::End,
                seen if seen > limit => LineRead::TooLong,
                _ => LineRead::Whole,
            };
            return Ok((read, seen as u64));
        }
    }
}

/// Why a file was refused for its size.
pub(super) fn too_long(limit: usize) -> Reason {
    Reason::TooLarge(limit as u64 >> 20)
}
