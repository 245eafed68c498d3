//! An archive becomes work for the readers: its texts in batches, in the order of a walk as far as the archive allows.
//!
//! What must not go in: what becomes of a text.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::inside::{self, Member, below};
use super::place::Folders;
use crate::archive::{self, ArchiveKind, unpacked_name};
use crate::corpus::Problem;
use crate::corpus::file_system::FileSystem;
use crate::corpus::lines::{Lines, batches};
use crate::corpus::names::not_read;
use crate::corpus::segment::Stamp;
use crate::corpus::walk::{self, Place};
use crate::format::{FolderVerdict, documents};
use crate::messages::{ArchiveFault, Reason};

/// A batch is handed out at this size (bytes).
const BATCH: usize = 1 << 20;
/// Or with so many members.
const MEMBERS: usize = 1024;

/// Some files of an archive.
#[derive(Debug)]
pub(in crate::corpus) struct ArchivePart {
    pub(in crate::corpus) archive: Arc<Place>,
    pub(in crate::corpus) stamp: Stamp,
    /// Whether it is the first part.
    pub(in crate::corpus) is_first: bool,
    pub(in crate::corpus) members: Vec<MemberFile>,
    pub(in crate::corpus) problems: Vec<Problem>,
}

/// A text of an archive.
#[derive(Debug)]
pub(in crate::corpus) struct MemberFile {
    pub(in crate::corpus) place: Place,
    pub(in crate::corpus) bytes: Vec<u8>,
}

/// How the texts of an archive are read.
pub(in crate::corpus) struct MemberReading<'a> {
    pub(in crate::corpus) article_limit: usize,
    pub(in crate::corpus) verdict: &'a dyn Fn(&Path) -> Arc<FolderVerdict>,
}

/// What an archive is handed out as.
#[derive(Debug)]
pub(in crate::corpus) enum Unpacked {
    Part(ArchivePart),
    /// Some lines of a file in it, or why there are none.
    Lines(Result<Lines, Problem>),
}

type Sink<'a> = dyn FnMut(Unpacked) -> ControlFlow<()> + 'a;

/// Hands out the work of an archive.
pub(in crate::corpus) fn archive(
    files: &dyn FileSystem,
    (kind, archive): (ArchiveKind, Place),
    how: &MemberReading<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let path = archive.path();
    let opened = match super::single::open(files, &archive) {
        Ok(opened) => opened,
        Err(error) => return sink(Unpacked::Lines(Err(Problem::of(path, Reason::System(error.into()))))),
    };
    let place = Arc::new(archive);
    let part = ArchivePart {
        archive: Arc::clone(&place),
        stamp: Stamp::before_reading(&opened.metadata),
        is_first: true,
        members: Vec::new(),
        problems: Vec::new(),
    };
    let size = opened.metadata.len();
    let path = Arc::from(path);
    let mut parts = PartBuilder { folders: Folders::of(&place), part, path, bytes: 0, how, sink };
    let mut flow = ControlFlow::Continue(());
    let faults = inside::each(kind, opened.bytes, size, &mut |member| {
        flow = parts.member(member);
        flow
    });
    flow?;
    let is_bomb = |reason: &Reason| matches!(reason, Reason::Archive(ArchiveFault::Bomb));
    if faults.iter().any(|(_, reason)| is_bomb(reason)) {
        // One sentence is enough.
        parts.part.problems.retain(|problem| !matches!(problem.reason, Reason::TooLarge(_)));
    }
    for (inner, reason) in faults {
        if matches!(reason, Reason::System(_)) {
            // It may be readable the next time, though it looks the same.
            parts.part.stamp = Stamp::NONE;
        }
        parts.problem(&inner, reason);
    }
    parts.hand_out()
}

struct PartBuilder<'a, 's> {
    folders: Folders<'a>,
    part: ArchivePart,
    path: Arc<Path>,
    /// Bytes in the part.
    bytes: usize,
    how: &'a MemberReading<'a>,
    sink: &'a mut Sink<'s>,
}

impl PartBuilder<'_, '_> {
    fn problem(&mut self, inner: &Path, reason: Reason) {
        let archive = Arc::clone(&self.path);
        let problem = Problem { path: below(&archive, inner), archive: Some(archive), line: None, reason };
        self.part.problems.push(problem);
    }

    fn member(&mut self, member: Member<'_>) -> ControlFlow<()> {
        if self.part.archive.only.as_ref().is_some_and(|only| !member.path.starts_with(only)) {
            return ControlFlow::Continue(());
        }
        let path = member.path.clone();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let why_not = match () {
            () if member.is_hidden() => Some(Reason::Hidden),
            () if member.is_special => Some(Reason::Special),
            () => not_read(&name),
        };
        if let Some(why) = why_not {
            self.problem(&path, why.passed());
            return ControlFlow::Continue(());
        }
        let place = self.folders.place(&path, self.how.verdict);
        let packing = match ArchiveKind::of_name(&name) {
            Some(ArchiveKind::Packed(packing)) => Some(packing),
            _ => None,
        };
        let is_stream = member.is_stream;
        let mut bytes: Box<dyn Read + '_> = match packing {
            Some(packing) => Box::new(member.budget.meter(packing.unpack(member.bytes))),
            None => Box::new(member.bytes),
        };
        if walk::is_lines(unpacked_name(&name).as_ref()) {
            return self.lines(place, bytes);
        }
        let limit = if documents::is_called_document(unpacked_name(&name)) {
            documents::LARGEST
        } else {
            self.how.article_limit
        };
        match archive::read_member(&mut bytes, limit) {
            Ok(bytes) => {
                self.bytes += bytes.len();
                self.part.members.push(MemberFile { place, bytes });
            }
            // The archive says so itself.
            Err(Reason::Archive(ArchiveFault::Bomb | ArchiveFault::TooMuch(_))) => {}
            Err(Reason::Archive(_) | Reason::System(_)) if is_stream && packing.is_none() => {}
            Err(reason) => self.problem(&path, reason),
        }
        if self.bytes >= BATCH || self.part.members.len() >= MEMBERS {
            self.hand_out()
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Lines are handed out as those of a file are.
    fn lines(&mut self, place: Place, bytes: Box<dyn Read + '_>) -> ControlFlow<()> {
        self.hand_out()?;
        let within = Some(Arc::clone(&self.part.archive));
        let lines = Lines { place, within, stamp: self.part.stamp, first: 1, start: 0, bytes: Vec::new() };
        let reader = BufReader::with_capacity(1 << 17, bytes);
        batches(reader, lines, self.how.article_limit, &mut |lines| (self.sink)(Unpacked::Lines(lines)))
    }

    fn hand_out(&mut self) -> ControlFlow<()> {
        let rest = ArchivePart {
            archive: Arc::clone(&self.part.archive),
            is_first: false,
            members: Vec::new(),
            problems: Vec::new(),
            ..self.part
        };
        let mut part = std::mem::replace(&mut self.part, rest);
        self.bytes = 0;
        if !part.is_first && part.members.is_empty() && part.problems.is_empty() {
            return ControlFlow::Continue(());
        }
        let path = |member: &MemberFile| member.place.path();
        if !part.members.is_sorted_by(|a, b| walk::order(&path(a), &path(b)).is_le()) {
            part.members.sort_by(|a, b| walk::order(&path(a), &path(b)));
        }
        (self.sink)(Unpacked::Part(part))
    }
}
