//! Going through an archive, and through the archives inside it, one level deep.
//!
//! What must not go in: which members are wanted, and what becomes of them.

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::names;
use crate::archive::{self, ArchiveKind, Packing, Part, UnpackBudget, ZipEntry, ZipReader};
use crate::corpus::names::is_hidden;
use crate::corpus::walk;
use crate::messages::{ArchiveFault, Reason};

/// An archive inside an archive that must be read from its end is held in memory up to so many bytes.
const INNER: usize = 64 << 20;

/// A letter is held in memory with all that is attached to it, up to so many bytes.
const LETTER: usize = 32 << 20;

/// A member of an archive.
pub(super) struct Member<'a> {
    /// Its path in the archive.
    pub(super) path: PathBuf,
    /// A link or a device, which is not followed.
    pub(super) is_special: bool,
    /// How many members the archive has, if it says so.
    pub(super) among: Option<usize>,
    /// It is unpacked on the way to what follows, and what breaks off within it breaks off the archive.
    pub(super) is_stream: bool,
    /// What is left to read of the archive.
    pub(super) budget: UnpackBudget,
    /// Its bytes. Nothing is unpacked before they are asked for.
    pub(super) bytes: &'a mut dyn Read,
}

impl Member<'_> {
    /// Whether it, or a folder that it lies in, is hidden.
    pub(super) fn is_hidden(&self) -> bool {
        self.path.iter().any(|part| is_hidden(part.as_encoded_bytes()))
    }
}

/// What is wrong with an archive or with one inside it.
pub(super) type InnerFault = (PathBuf, Reason);

type Visit<'a> = dyn FnMut(Member<'_>) -> ControlFlow<()> + 'a;

/// Hands each file inside an archive of so many bytes to `visit`, until that breaks off. Says what is wrong, each thing once,
/// with paths inside the archive.
pub(super) fn each(
    kind: ArchiveKind,
    bytes: impl Read + Seek,
    size: u64,
    visit: &mut Visit<'_>,
) -> Vec<InnerFault> {
    let mut walk = ArchiveWalk {
        budget: UnpackBudget::of(size),
        visit,
        archive: PathBuf::new(),
        is_inner: false,
        encrypted: 0,
        nested: 0,
        faults: Vec::new(),
    };
    _ = match kind {
        ArchiveKind::Tar(packing) => walk.tar(packing, bytes),
        ArchiveKind::Mail | ArchiveKind::WebPage => walk.letter(kind, bytes),
        ArchiveKind::Zip | ArchiveKind::Packed(_) => walk.zip(bytes),
    };
    let (encrypted, nested) = (walk.encrypted, walk.nested);
    if encrypted > 0 {
        walk.fault(ArchiveFault::Encrypted(encrypted));
    }
    if nested > 0 {
        walk.fault(ArchiveFault::Nested(nested));
    }
    walk.faults
}

struct ArchiveWalk<'a, 'v> {
    budget: UnpackBudget,
    visit: &'a mut Visit<'v>,
    /// The archive inside that is gone through; nothing outside of one.
    archive: PathBuf,
    is_inner: bool,
    encrypted: u32,
    nested: u32,
    faults: Vec<InnerFault>,
}

impl ArchiveWalk<'_, '_> {
    fn fault(&mut self, fault: ArchiveFault) {
        self.faults.push((self.archive.clone(), Reason::Archive(fault)));
    }

    /// The archive cannot be read further.
    fn broken(&mut self, error: &io::Error) {
        // That the whole budget is spent is said once, for the outermost archive.
        if self.budget.fault().is_none() {
            self.faults.push((self.archive.clone(), archive::reason(error)));
        }
    }

    fn zip(&mut self, mut bytes: impl Read + Seek) -> ControlFlow<()> {
        let fault = ZipReader::open(&mut bytes, &self.budget).err();
        if let Some(fault) = fault.as_ref().map(archive::reason) {
            if fault == Reason::Archive(ArchiveFault::Damaged) && bytes.rewind().is_ok() {
                return self.salvage(io::BufReader::new(bytes));
            }
            self.faults.push((self.archive.clone(), fault));
            return ControlFlow::Continue(());
        }
        let Ok(mut zip) = ZipReader::open(bytes, &self.budget) else { return ControlFlow::Continue(()) };
        let (entries, error) = zip.entries();
        let among = entries.len();
        let raw: Vec<&[u8]> = entries.iter().map(ZipEntry::name).collect();
        let paths = names::paths(&raw);
        let mut files: Vec<(PathBuf, &ZipEntry)> = paths
            .into_iter()
            .zip(&entries)
            .filter(|(_, entry)| !entry.is_folder())
            .filter_map(|(path, entry)| Some((path?, entry)))
            .collect();
        files.sort_by(|a, b| walk::order(&a.0, &b.0));
        for (path, entry) in files {
            let mut bytes = Late { zip: Some((&mut zip, entry)), bytes: None };
            let path = self.archive.join(path);
            let (is_special, is_stream) = (entry.is_link(), false);
            let member = Member {
                path,
                is_special,
                among: Some(among),
                is_stream,
                budget: self.budget.clone(),
                bytes: &mut bytes,
            };
            match entry.fault() {
                Some(ArchiveFault::Encrypted(_)) if !member.is_hidden() => self.encrypted += 1,
                Some(fault) if !member.is_hidden() => {
                    self.faults.push((member.path, Reason::Archive(fault)));
                }
                _ => self.member(member)?,
            }
        }
        if let Some(error) = error {
            self.broken(&error);
        }
        ControlFlow::Continue(())
    }

    /// A member that comes by on the way to the next.
    fn streamed(&mut self, member: archive::StreamMember<'_>, budget: &UnpackBudget) -> ControlFlow<()> {
        let Some(path) = names::path(&member.name) else { return ControlFlow::Continue(()) };
        let path = self.archive.join(path);
        let (is_special, bytes) = (member.is_special, member.bytes);
        self.member(Member { path, is_special, among: None, is_stream: true, budget: budget.clone(), bytes })
    }

    /// A zip archive that breaks off has lost its directory.
    fn salvage(&mut self, bytes: impl Read) -> ControlFlow<()> {
        let budget = self.budget.clone();
        let mut flow = ControlFlow::Continue(());
        let read = archive::salvage(bytes, &budget, &mut |member| {
            flow = self.streamed(member, &budget);
            flow
        });
        if let Err(error) = read {
            self.broken(&error);
        }
        flow
    }

    fn tar(&mut self, packing: Option<Packing>, bytes: impl Read) -> ControlFlow<()> {
        let budget = self.budget.clone();
        let unpacked: Box<dyn Read + '_> = match packing {
            Some(packing) => Box::new(budget.meter(packing.unpack(bytes))),
            None => Box::new(bytes),
        };
        let mut flow = ControlFlow::Continue(());
        let read = archive::each_member(unpacked, &budget, &mut |member| {
            flow = self.streamed(member, &budget);
            flow
        });
        if let Err(error) = read {
            self.broken(&error);
            if let Some(fault) = budget.fault().filter(|_| flow.is_continue()) {
                self.faults.push((PathBuf::new(), Reason::Archive(fault)));
                return ControlFlow::Break(());
            }
        }
        flow
    }

    fn letter(&mut self, kind: ArchiveKind, mut bytes: impl Read) -> ControlFlow<()> {
        let read = archive::read_member(&mut bytes, LETTER);
        let parts =
            read.and_then(|bytes| archive::parts(&bytes, kind).ok_or(Reason::Archive(ArchiveFault::Damaged)));
        let parts = match parts {
            Ok(parts) => parts,
            Err(reason) => {
                self.faults.push((self.archive.clone(), reason));
                return ControlFlow::Continue(());
            }
        };
        for Part { name, bytes } in parts {
            let Some(path) = archive::harmless(&name) else { continue };
            if self.budget.member().is_err() {
                break;
            }
            let path = self.archive.join(path.file_name().unwrap_or_default());
            let (budget, mut bytes) = (self.budget.clone(), bytes.as_slice());
            let (is_special, is_stream) = (false, false);
            self.member(Member { path, is_special, among: None, is_stream, budget, bytes: &mut bytes })?;
        }
        ControlFlow::Continue(())
    }

    fn member(&mut self, member: Member<'_>) -> ControlFlow<()> {
        let name = member.path.file_name().unwrap_or_default().to_string_lossy();
        let kind = ArchiveKind::of_name(&name).filter(|kind| kind.is_archive() && !member.is_special);
        let flow = match kind.filter(|_| !member.is_hidden()) {
            None => (self.visit)(member),
            Some(_) if self.is_inner => {
                self.nested += 1;
                ControlFlow::Continue(())
            }
            Some(kind) => self.inner(kind, member),
        };
        if flow.is_continue()
            && let Some(fault) = self.budget.fault()
        {
            self.faults.push((PathBuf::new(), Reason::Archive(fault)));
            return ControlFlow::Break(());
        }
        flow
    }

    fn inner(&mut self, kind: ArchiveKind, member: Member<'_>) -> ControlFlow<()> {
        let outer = std::mem::replace(&mut self.archive, member.path);
        self.is_inner = true;
        let flow = match kind {
            ArchiveKind::Tar(packing) => self.tar(packing, member.bytes),
            ArchiveKind::Mail | ArchiveKind::WebPage => self.letter(kind, member.bytes),
            ArchiveKind::Zip | ArchiveKind::Packed(_) => match archive::read_member(member.bytes, INNER) {
                Ok(bytes) => self.zip(io::Cursor::new(bytes)),
                Err(Reason::TooLarge(most)) => {
                    self.fault(ArchiveFault::InnerTooLarge(most));
                    ControlFlow::Continue(())
                }
                Err(reason) => {
                    if self.budget.fault().is_none() {
                        self.faults.push((self.archive.clone(), reason));
                    }
                    ControlFlow::Continue(())
                }
            },
        };
        self.is_inner = false;
        self.archive = outer;
        flow
    }
}

/// The bytes of a member of a zip archive, which is looked for when they are asked for.
struct Late<'a, R> {
    zip: Option<(&'a mut ZipReader<R>, &'a ZipEntry)>,
    bytes: Option<Box<dyn Read + 'a>>,
}

impl<R: Read + Seek> Read for Late<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some((zip, entry)) = self.zip.take() {
            self.bytes = Some(Box::new(zip.member(entry)?));
        }
        self.bytes.as_mut().map_or(Ok(0), |bytes| bytes.read(buffer))
    }
}

/// The part of a path below an archive as a path of the file system.
pub(super) fn below(archive: &Path, path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() { archive.to_owned() } else { archive.join(path) }
}
