//! Places become work for the readers: a file is one piece, a `.jsonl` file one piece for each batch of its lines.
//!
//! Opens `.jsonl` files, never an article: that is done by `load`, in parallel.

use crate::messages::Reason;
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;

use super::Problem;
use super::file_system::FileSystem;
use super::root::{LoadOptions, Root};
use super::segment::Stamp;
use super::verdicts::Verdicts;
use super::walk::{Place, Skipped, WalkItem, walk};

/// Lines of a `.jsonl` file are handed out in batches of about this size, in bytes.
const BATCH: usize = 1 << 20;

/// One piece of work for the readers.
#[derive(Debug)]
pub(super) enum Work {
    /// Read this file as one article.
    File(Place),
    /// These bytes are one article.
    Bytes(Place, &'static [u8]),
    /// These lines of a `.jsonl` file.
    Lines(Lines),
    /// Something could not be read.
    Problem(Problem),
}

/// Some lines of a `.jsonl` file.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) place: Place,
    pub(super) stamp: Stamp,
    /// The number of the first line in the file, from 1.
    pub(super) first: u32,
    /// Where it begins in the file (bytes).
    pub(super) start: u64,
    pub(super) bytes: Vec<u8>,
}

/// Lists all of `roots`, judges their folders, hands the verdicts to `judged`, and then every piece of work to `sink`, until
/// that breaks off or `stopped` says so.
pub(super) fn of_roots(
    options: &LoadOptions,
    roots: &[Root],
    judged: &dyn Fn(Verdicts),
    stopped: &dyn Fn() -> bool,
    sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> Skipped {
    let mut found = Vec::new();
    let skipped = walk(&*options.files, roots, &mut |item| {
        found.push(item);
        if stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let verdicts = Verdicts::judge(&found, options);
    judged(verdicts.clone());
    for item in found {
        if of_item(item, &verdicts, options, sink).is_break() {
            break;
        }
    }
    skipped
}

fn of_item(
    mut item: WalkItem,
    verdicts: &Verdicts,
    options: &LoadOptions,
    sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if let WalkItem::File(place) | WalkItem::Bytes(place, _) = &mut item {
        place.verdict = verdicts.of(&place.folder.path);
    }
    match item {
        WalkItem::File(place) => of_place(&*options.files, place, options.article_limit, sink),
        WalkItem::Bytes(place, bytes) if place.is_lines() => {
            let bytes = bytes.to_vec();
            sink(Work::Lines(Lines { place, stamp: Stamp::NONE, first: 1, start: 0, bytes }))
        }
        WalkItem::Bytes(place, bytes) => sink(Work::Bytes(place, bytes)),
        WalkItem::Problem(problem) | WalkItem::Passed(problem) => sink(Work::Problem(problem)),
    }
}

/// Hands out the work of one file.
pub(super) fn of_place(
    files: &dyn FileSystem,
    place: Place,
    line_limit: usize,
    sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if place.is_lines() { lines(files, &place, line_limit, sink) } else { sink(Work::File(place)) }
}

/// Streams a `.jsonl` file in batches of whole lines, so that its size does not matter.
fn lines(
    files: &dyn FileSystem,
    place: &Place,
    line_limit: usize,
    sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let path = place.path();
    let problem = |line, reason| Work::Problem(Problem { path: path.clone(), line, reason });
    let file = match files.open(&path, true) {
        Ok(file) => file,
        Err(error) => return sink(problem(None, Reason::System(error.into()))),
    };
    let mut stamp = Stamp::before_reading(&file.metadata);
    let mut reader = BufReader::with_capacity(1 << 17, file.bytes);
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
                sink(problem(None, Reason::System(error.into())))?;
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
                let place = place.clone();
                sink(Work::Lines(Lines { place, stamp, first, start: batch_start, bytes }))?;
            }
            (first, batch_start) = (number + 1, at);
        }
    }
    // Without any line, the last batch says of those before it that the file broke off.
    let broke_off = stamp == Stamp::NONE && first > 1;
    if bytes.is_empty() && !broke_off {
        return ControlFlow::Continue(());
    }
    sink(Work::Lines(Lines { place: place.clone(), stamp, first, start: batch_start, bytes }))
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
