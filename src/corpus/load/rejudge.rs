//! What is to be read anew because the verdict on its folder has changed: the user has said something of it, or its files have
//! become others.
//!
//! What must not go in: judging folders ([`crate::corpus::verdicts`]), and reading.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::merge::Changes;
use crate::corpus::segment::FileStatus;
use crate::corpus::walk::{Place, Skipped, WalkItem};
use crate::corpus::{Corpus, Verdicts};

/// The files of a walk through all roots whose folders have other `verdicts` than in `base`, a corpus of these roots; their
/// articles in `base` count as deleted.
pub(super) fn rejudged(
    base: &Corpus,
    found: Vec<WalkItem>,
    verdicts: &Verdicts,
    skipped: Skipped,
) -> Changes {
    let mut known: HashMap<PathBuf, bool> = HashMap::new();
    let mut differs = |folder: &Path| {
        if let Some(differs) = known.get(folder) {
            return *differs;
        }
        let differs = *base.verdicts.of(folder) != *verdicts.of(folder);
        known.insert(folder.to_owned(), differs);
        differs
    };
    let archives = archives(base, &mut differs);
    let mut changes = Changes { deleted: (*base.deleted).clone(), ..Changes::default() };
    changes.deleted.resize(base.len(), false);
    changes.files = base.files;
    changes.not_text = base.skipped.not_text.saturating_sub(skipped.not_text);
    for segment in base.segments() {
        let mut file = PathBuf::new();
        for row in (0..).map_while(|number| segment.file(number)) {
            if row.status() != FileStatus::Member {
                file = row.path();
            }
            let differs = base.verdicts.differ_on(&file, verdicts) || differs(file.parent().unwrap_or(&file));
            if !archives.contains(&file) && !differs {
                continue;
            }
            let articles = row.rows();
            let articles = segment.base() + articles.start..segment.base() + articles.end;
            // Of a file that was read anew before, the old articles are counted no more.
            let is_counted = articles.is_empty() || articles.clone().any(|id| !changes.deleted.contains(id));
            articles.for_each(|id| changes.deleted.insert(id));
            changes.files -= u32::from(is_counted && !row.status().is_part()).min(changes.files);
            changes.not_text -= u32::from(row.status() == FileStatus::NotText).min(changes.not_text);
        }
    }
    let is_again = |place: &Place| {
        let path = place.path();
        archives.contains(&path) || base.verdicts.differ_on(&path, verdicts) || differs(&place.folder.path)
    };
    changes.places = places(found, is_again, verdicts);
    let again: HashSet<PathBuf> = changes.places.iter().map(Place::path).collect();
    changes.problems =
        base.problems.iter().filter(|problem| !again.contains(problem.file())).cloned().collect();
    changes
}

/// The archives of which a folder is judged otherwise: they are read as a whole.
fn archives(base: &Corpus, differs: &mut impl FnMut(&Path) -> bool) -> HashSet<PathBuf> {
    let mut archives = HashSet::new();
    for segment in base.segments() {
        let mut file = PathBuf::new();
        for row in (0..).map_while(|number| segment.file(number)) {
            if row.status() != FileStatus::Member {
                file = row.path();
            } else if differs(&row.folder()) {
                archives.insert(file.clone());
            }
        }
    }
    archives
}

fn places(found: Vec<WalkItem>, is_again: impl FnMut(&Place) -> bool, verdicts: &Verdicts) -> Vec<Place> {
    let files = found.into_iter().filter_map(|item| match item {
        WalkItem::File(place) => Some(place),
        WalkItem::Bytes(..) | WalkItem::Problem(_) | WalkItem::Passed(_) => None,
    });
    let others = files.filter(is_again);
    others.map(|place| Place { verdict: verdicts.of_place(&place), ..place }).collect()
}
