//! Places become work for the readers: a file is one piece, a `.jsonl` file one piece for each batch of its lines.
//!
//! Opens `.jsonl` files, never an article: that is done by `load`, in parallel.

use crate::messages::Reason;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use super::Problem;
use super::file_system::FileSystem;
use super::lines::{Lines, batches};
use super::root::{LoadOptions, Root};
use super::segment::Stamp;
use super::unpack::{self, ArchivePart, MemberReading, Unpacked};
use super::verdicts::Verdicts;
use super::walk::{Place, Skipped, WalkItem, walk};
use crate::archive::{ArchiveKind, UnpackBudget};

/// One piece of work for the readers.
#[derive(Debug)]
pub(super) enum Work {
    /// Read this file as one article.
    File(Place),
    /// These bytes are one article.
    Bytes(Place, &'static [u8]),
    /// These lines of a `.jsonl` file.
    Lines(Lines),
    /// Some files of an archive.
    Archive(ArchivePart),
    /// Something could not be read.
    Problem(Problem),
}

impl From<Result<Lines, Problem>> for Work {
    fn from(lines: Result<Lines, Problem>) -> Self {
        lines.map_or_else(Self::Problem, Self::Lines)
    }
}

impl From<Unpacked> for Work {
    fn from(unpacked: Unpacked) -> Self {
        match unpacked {
            Unpacked::Part(part) => Self::Archive(part),
            Unpacked::Lines(lines) => lines.into(),
        }
    }
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
        place.verdict = verdicts.of_place(place);
    }
    match item {
        WalkItem::File(place) => of_place(options, place, verdicts, sink),
        WalkItem::Bytes(place, bytes) if place.is_lines() => {
            let bytes = bytes.to_vec();
            sink(Work::Lines(Lines { place, within: None, stamp: Stamp::NONE, first: 1, start: 0, bytes }))
        }
        WalkItem::Bytes(place, bytes) => sink(Work::Bytes(place, bytes)),
        WalkItem::Problem(problem) | WalkItem::Passed(problem) => sink(Work::Problem(problem)),
    }
}

/// Hands out the work of one file.
pub(super) fn of_place(
    options: &LoadOptions,
    place: Place,
    verdicts: &Verdicts,
    sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (files, article_limit) = (&*options.files, options.article_limit);
    match place.kind() {
        Some(kind) if kind.is_archive() => {
            let how = MemberReading { article_limit, verdict: &|folder| verdicts.of(folder) };
            unpack::archive(files, (kind, place), &how, &mut |unpacked| sink(unpacked.into()))
        }
        _ if place.is_lines() => lines(files, place, article_limit, sink),
        _ => sink(Work::File(place)),
    }
}

/// Streams a `.jsonl` file in batches of whole lines, so that its size does not matter.
fn lines(
    files: &dyn FileSystem,
    place: Place,
    line_limit: usize,
    sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let path = place.path();
    let file = match files.open(&path, true) {
        Ok(file) => file,
        Err(error) => return sink(Work::Problem(Problem::of(path, Reason::System(error.into())))),
    };
    let stamp = Stamp::before_reading(&file.metadata);
    let budget = UnpackBudget::of(file.metadata.len());
    let bytes: Box<dyn Read> = match place.kind() {
        Some(ArchiveKind::Packed(packing)) => Box::new(budget.meter(packing.unpack(file.bytes))),
        _ => file.bytes,
    };
    let none = Lines { place, within: None, stamp, first: 1, start: 0, bytes: Vec::new() };
    batches(BufReader::with_capacity(1 << 17, bytes), none, line_limit, &mut |lines| sink(lines.into()))
}
