//! The verdicts on the folders of a corpus: which files are judged together, which of them are looked into, and what was found.
//!
//! What must not go in: what the evidence means ([`crate::format::evidence`]).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Problem;
use super::file_system::FileSystem;
use super::root::{FolderCorrections, LoadOptions};
use super::unpack;
use super::walk::{Place, WalkItem};
use crate::archive::{ArchiveKind, unpacked_name};
use crate::format::decode;
use crate::format::evidence::{self, Head};
use crate::format::{DateRole, Encoding, FolderCorrection, FolderVerdict, NameRole, NumberRole, Split};
use crate::messages::{FolderFact, Reason};

/// Folders with fewer files are judged together with the folder they lie in: so few say little.
const LEAST: usize = 16;
/// So many files of a folder are looked into: those whose names have the smallest hashes, which are the same in any order.
const HEADS: usize = 32;
/// And so many of each if there are more folders than [`MANY`], so that looking stays cheap.
const FEW_HEADS: usize = 8;
const MANY: usize = 8;
/// So much of a file is looked at (bytes): the first headings of a day.
const HEAD_BYTES: u64 = 8 << 10;
/// So many names are looked at, chosen in the same way. The verdict on 100,000 files takes some 17 ms of processor time.
const NAMES: usize = 4096;

/// What is known of the folders of a corpus. A folder that is not named is judged as the one it lies in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts {
    folders: BTreeMap<PathBuf, Arc<FolderVerdict>>,
    /// Those on single files, of which the user has said how they are encoded.
    files: BTreeMap<PathBuf, Arc<FolderVerdict>>,
}

/// A verdict as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredVerdict {
    folder: std::ffi::OsString,
    verdict: FolderVerdict,
    /// Whether the path is that of a file.
    #[serde(default)]
    is_file: bool,
}

impl Verdicts {
    /// The verdict that holds for the files of `folder`.
    pub fn of(&self, folder: &Path) -> Arc<FolderVerdict> {
        let verdict =
            folder.ancestors().find_map(|folder| self.folders.get(folder)).cloned().unwrap_or_default();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if !ArchiveKind::of_name(&name).is_some_and(ArchiveKind::is_letter) {
            return verdict;
        }
        // The text of a letter is named after its date and its subject.
        Arc::new(FolderVerdict { name: NameRole::Title, date: DateRole::Name, ..(*verdict).clone() })
    }

    /// The verdict on the file `path`, which lies in `folder`.
    pub fn of_file(&self, path: &Path, folder: &Path) -> Arc<FolderVerdict> {
        self.files.get(path).cloned().unwrap_or_else(|| self.of(folder))
    }

    pub(super) fn of_place(&self, place: &Place) -> Arc<FolderVerdict> {
        if self.files.is_empty() {
            return self.of(&place.folder.path);
        }
        self.of_file(&place.path(), &place.folder.path)
    }

    /// Whether what is said of the file `path` alone differs from what `other` has.
    pub(super) fn differ_on(&self, path: &Path, other: &Self) -> bool {
        let said = |verdicts: &Self| verdicts.files.get(path).and_then(|verdict| verdict.encoding);
        (!self.files.is_empty() || !other.files.is_empty()) && said(self) != said(other)
    }

    /// All verdicts with their folders, by path, and after them those on files.
    pub fn all(&self) -> impl Iterator<Item = (&Path, &FolderVerdict)> {
        self.folders.iter().chain(&self.files).map(|(path, verdict)| (path.as_path(), &**verdict))
    }

    /// What there is to say of each folder that is not as if nothing were known.
    pub fn remarks(&self) -> Vec<Problem> {
        let facts = self.all().map(|(folder, verdict)| (folder, facts(verdict)));
        let remark =
            |(folder, facts): (&Path, Vec<FolderFact>)| Problem::of(folder.to_owned(), Reason::Folder(facts));
        facts.filter(|(_, facts)| !facts.is_empty()).map(remark).collect()
    }

    /// Why the files of `folder` are read as they are.
    pub fn reason(&self, folder: &Path) -> Reason {
        Reason::Folder(facts(&self.of_file(folder, folder)))
    }

    /// What the user has said of folders.
    pub fn corrections(&self) -> FolderCorrections {
        let said = self.all().filter(|(_, verdict)| verdict.correction != FolderCorrection::default());
        said.map(|(folder, verdict)| (folder.to_owned(), verdict.correction)).collect()
    }

    /// Sets the verdict on a folder, whatever its files say.
    pub fn set(&mut self, folder: PathBuf, verdict: FolderVerdict) {
        self.folders.insert(folder, Arc::new(verdict));
    }

    /// Judges the folders in which the `found` files lie.
    pub(super) fn judge(found: &[WalkItem], options: &LoadOptions) -> Self {
        let places = found.iter().filter_map(|item| match item {
            WalkItem::File(place) | WalkItem::Bytes(place, _) => Some(place),
            WalkItem::Problem(_) | WalkItem::Passed(_) => None,
        });
        let (archives, places): (Vec<&Place>, Vec<&Place>) =
            places.partition(|place| place.kind().is_some_and(ArchiveKind::is_archive));
        let listed = unpack::listing(&*options.files, &archives, HEAD_BYTES);
        let inside = listed.iter().map(|(place, _)| place);
        let groups = groups(&places.into_iter().chain(inside).collect::<Vec<_>>());
        let given = found.iter().filter_map(|item| match item {
            WalkItem::Bytes(place, bytes) => Some((place.path(), *bytes)),
            _ => None,
        });
        let in_archives =
            listed.iter().map(|(place, head)| (place.path(), head.as_deref().unwrap_or_default()));
        let known: HashMap<PathBuf, &[u8]> = given.chain(in_archives).collect();
        let said = |place: &Place| options.encoding.or_else(|| said_encoding(&place.path(), options));
        let heads = if groups.len() > MANY { FEW_HEADS } else { HEADS };
        let judged = groups.into_iter().map(|(folder, places)| {
            let names: Vec<String> =
                smallest(&places, NAMES).map(|place| unpacked_name(&place.shown_name()).to_owned()).collect();
            let heads: Vec<Head> = smallest(&places, heads)
                .filter_map(|place| match known.get(&place.path()) {
                    Some([]) => None,
                    Some(bytes) => head(place, bytes.to_vec(), said(place)),
                    None => head(place, beginning(place, options)?, said(place)),
                })
                .collect();
            (folder, Arc::new(evidence::judge(&names, &heads)))
        });
        let mut verdicts = Self { folders: judged.collect(), files: BTreeMap::new() };
        verdicts.correct(found, options);
        verdicts
    }

    /// Takes in what the user has said, of folders first.
    fn correct(&mut self, found: &[WalkItem], options: &LoadOptions) {
        let said = options.corrections.iter().filter(|(_, said)| **said != FolderCorrection::default());
        let said: Vec<(&PathBuf, FolderCorrection)> = said.map(|(path, said)| (path, *said)).collect();
        if said.is_empty() {
            return;
        }
        let paths = found.iter().filter_map(|item| match item {
            WalkItem::File(place) | WalkItem::Bytes(place, _) => Some(place.path()),
            WalkItem::Problem(_) | WalkItem::Passed(_) => None,
        });
        let files: HashSet<PathBuf> = paths.filter(|path| options.corrections.contains_key(path)).collect();
        let (of_files, of_folders): (Vec<_>, Vec<_>) =
            said.into_iter().partition(|(path, _)| files.contains(*path));
        for (folder, correction) in of_folders {
            let verdict = self.of(folder).corrected(correction);
            self.set(folder.clone(), verdict);
        }
        for (file, correction) in of_files {
            let folder = self.of(file.parent().unwrap_or(file));
            self.files.insert(file.clone(), Arc::new(folder.corrected(correction)));
        }
    }

    pub(super) fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        let stored = |is_file: bool| {
            move |(path, verdict): (&PathBuf, &Arc<FolderVerdict>)| StoredVerdict {
                folder: path.as_os_str().to_owned(),
                verdict: (**verdict).clone(),
                is_file,
            }
        };
        let stored = self.folders.iter().map(stored(false)).chain(self.files.iter().map(stored(true)));
        serde_json::to_vec(&stored.collect::<Vec<_>>())
    }

    /// The stored verdicts, with the paths of folders as `moved` says they are called now.
    pub(super) fn read(bytes: &[u8], moved: impl Fn(&Path) -> Option<PathBuf>) -> Option<Self> {
        let stored: Vec<StoredVerdict> = serde_json::from_slice(bytes).ok()?;
        let mut verdicts = Self::default();
        for StoredVerdict { folder, verdict, is_file } in stored {
            let path = PathBuf::from(folder);
            let path = moved(&path).unwrap_or(path);
            let verdict = Arc::new(verdict);
            if is_file {
                verdicts.files.insert(path, verdict)
            } else {
                verdicts.folders.insert(path, verdict)
            };
        }
        Some(verdicts)
    }
}

/// How the user says that a file is encoded: of itself, or of a folder above.
fn said_encoding(path: &Path, options: &LoadOptions) -> Option<Encoding> {
    if options.corrections.is_empty() {
        return None;
    }
    path.ancestors().find_map(|path| options.corrections.get(path)?.encoding)
}

/// A verdict as it is told; of boilerplate the first lines.
fn facts(verdict: &FolderVerdict) -> Vec<FolderFact> {
    const LINES: usize = 3;
    let split = if let Split::Headings(level) = verdict.split {
        Some(FolderFact::HeadingsSplit(level))
    } else {
        None
    };
    let lines = verdict.boilerplate.iter().take(LINES).cloned().map(FolderFact::Boilerplate);
    let is_said = verdict.correction != FolderCorrection::default();
    let facts = [
        (verdict.name == NameRole::Title).then_some(FolderFact::NamesAreTitles),
        (verdict.number == NumberRole::Ordinal).then_some(FolderFact::NumbersAreOrdinals),
        split,
        (verdict.date == DateRole::Name).then_some(FolderFact::DateInName),
        verdict.encoding.map(|encoding| FolderFact::Encoding(encoding.name().to_owned())),
    ];
    facts.into_iter().flatten().chain(lines).chain(is_said.then_some(FolderFact::Said)).collect()
}

/// The files that are judged together, by their folder.
fn groups<'a>(places: &[&'a Place]) -> BTreeMap<PathBuf, Vec<&'a Place>> {
    let mut own: HashMap<&Path, Vec<&Place>> = HashMap::new();
    let mut tops: HashMap<u16, &Path> = HashMap::new();
    // The files of a folder come one after another: its path, which is slow to hash and to compare, is looked at once.
    for run in places.chunk_by(|one, next| Arc::ptr_eq(&one.folder, &next.folder)) {
        let Some(place) = run.first() else { continue };
        let folder = place.folder.path.as_path();
        own.entry(folder).or_default().extend_from_slice(run);
        // The highest folder of a root in which files lie, or above two of them.
        let top = tops.entry(place.root).or_insert(folder);
        while !folder.starts_with(*top) {
            let Some(above) = top.parent() else { break };
            *top = above;
        }
    }
    let mut waiting: BTreeMap<(usize, PathBuf), Vec<&Place>> = BTreeMap::new();
    for (folder, places) in own {
        waiting.insert((folder.components().count(), folder.to_owned()), places);
    }
    let mut groups = BTreeMap::new();
    // The deepest first, so that what is too small has come to the folder above before that is looked at.
    while let Some(((depth, folder), mut places)) = waiting.pop_last() {
        let is_top = places.first().and_then(|place| tops.get(&place.root)).is_none_or(|top| *top == folder);
        match folder.parent().filter(|_| !is_top && places.len() < LEAST) {
            Some(above) => {
                waiting.entry((depth - 1, above.to_owned())).or_default().append(&mut places);
            }
            None => _ = groups.insert(folder, places),
        }
    }
    groups
}

/// Those places whose names have the smallest hashes, in the order of these.
fn smallest<'a>(places: &[&'a Place], most: usize) -> impl Iterator<Item = &'a Place> {
    let mut hashed: Vec<(u64, &Place)> =
        places.iter().map(|place| (xxh3_64(place.file.as_encoded_bytes()), *place)).collect();
    let order = |a: &(u64, &Place), b: &(u64, &Place)| {
        a.0.cmp(&b.0).then_with(|| a.1.folder.path.cmp(&b.1.folder.path))
    };
    if hashed.len() > most {
        hashed.select_nth_unstable_by(most, order);
        hashed.truncate(most);
    }
    hashed.sort_unstable_by(order);
    hashed.into_iter().map(|(_, place)| place)
}

/// The first bytes of a file.
fn beginning(place: &Place, options: &LoadOptions) -> Option<Vec<u8>> {
    if !evidence::is_text(unpacked_name(&place.shown_name())) {
        return None;
    }
    let files: &dyn FileSystem = &*options.files;
    let file = files.open(&place.path(), place.named).ok()?;
    let mut bytes = Vec::new();
    match place.kind() {
        Some(ArchiveKind::Packed(packing)) => {
            packing.unpack(file.bytes).take(HEAD_BYTES).read_to_end(&mut bytes).ok()?
        }
        _ => file.bytes.take(HEAD_BYTES).read_to_end(&mut bytes).ok()?,
    };
    Some(bytes)
}

/// The beginning of a file as text; none if it is none.
fn head(place: &Place, mut bytes: Vec<u8>, encoding: Option<Encoding>) -> Option<Head> {
    if bytes.len() as u64 >= HEAD_BYTES {
        bytes.truncate(HEAD_BYTES as usize);
        // Not within a character, nor within a line.
        bytes.truncate(memchr::memrchr(b'\n', &bytes).unwrap_or(bytes.len()));
    }
    let decoded = decode::decode(&bytes, encoding).ok()?;
    Some(Head { name: unpacked_name(&place.shown_name()).to_owned(), text: decoded.text.into_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::segment::Folder;

    fn place(folder: &str, file: &str) -> Place {
        let folder = Folder { path: folder.into(), section: crate::text::CleanText::new(), date: None };
        Place {
            root: 0,
            folder: Arc::new(folder),
            file: file.into(),
            only: None,
            named: false,
            verdict: Arc::default(),
        }
    }

    #[test]
    fn small_folders_are_judged_with_the_one_above() {
        let many: Vec<Place> = (0..20).map(|n| place("/r/多", &format!("{n}.txt"))).collect();
        let few = [place("/r/少/深", "甲.txt"), place("/r/少", "乙.txt"), place("/r/别", "丙.txt")];
        let all: Vec<&Place> = many.iter().chain(&few).collect();
        let groups = groups(&all);
        let sizes: Vec<(&str, usize)> =
            groups.iter().map(|(folder, places)| (folder.to_str().unwrap(), places.len())).collect();
        assert_eq!(sizes, [("/r", 3), ("/r/多", 20)]);
    }

    #[test]
    fn the_same_files_are_looked_into_in_any_order() {
        let places: Vec<Place> = (0..100).map(|n| place("/r", &format!("{n}.txt"))).collect();
        let forward: Vec<&Place> = places.iter().collect();
        let backward: Vec<&Place> = places.iter().rev().collect();
        let names =
            |places: &[&Place]| smallest(places, 32).map(|place| place.file.clone()).collect::<Vec<_>>();
        assert_eq!(names(&forward), names(&backward));
        assert_eq!(names(&forward).len(), 32);
    }

    #[test]
    fn a_folder_without_a_verdict_has_that_of_the_one_above() {
        let mut verdicts = Verdicts::default();
        let verdict =
            FolderVerdict { number: crate::format::NumberRole::Ordinal, ..FolderVerdict::default() };
        verdicts.set("/r".into(), verdict.clone());
        assert_eq!(*verdicts.of(Path::new("/r/深/处")), verdict);
        assert_eq!(*verdicts.of(Path::new("/别")), FolderVerdict::default());
        let stored = verdicts.bytes().unwrap();
        let moved = |path: &Path| (path == Path::new("/r")).then(|| PathBuf::from("/新"));
        let read = Verdicts::read(&stored, moved).unwrap();
        assert_eq!(*read.of(Path::new("/新/处")), verdict);
    }
}
