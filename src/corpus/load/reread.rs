//! An article's file read once more, in every encoding that it may have: for a user who sees that it was read wrongly.
//!
//! What must not go in: which reading is shown, and the corpus, which stays as it is.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::sync::Arc;

use super::Tagger;
use super::reader::{FileReader, Outcome};
use crate::corpus::lines::Lines;
use crate::corpus::root::LoadOptions;
use crate::corpus::segment::{FileSeen, FileStatus, Folder, Incoming, Repeats, SegmentBuilder, Stamp};
use crate::corpus::walk::Place;
use crate::corpus::{Article, PinnedArticle};
use crate::format::decode::{decode, repair};
use crate::format::{Encoding, FolderVerdict};
use crate::text::CleanText;
use crate::text::rarity::Score;

/// An article as its file reads in one encoding.
#[derive(Debug, Clone)]
pub struct Rereading {
    /// The name of the encoding; of repaired text both that the bytes had and the one they were read in.
    pub name: String,
    /// The article, under its own key.
    pub article: PinnedArticle,
}

/// The readings of the article's file that differ, the most usual text first; none if the file cannot be read. `verdict` is
/// what is known of its folder.
pub fn reread(
    article: Article<'_>,
    verdict: Arc<FolderVerdict>,
    options: &LoadOptions,
    tagger: &dyn Tagger,
) -> Vec<Rereading> {
    let folder = Folder {
        path: article.folder_path(),
        section: CleanText::line(article.section().as_str()),
        date: article.date(),
    };
    let file = OsString::from_vec(article.raw_name().to_vec());
    let place = Place { root: 0, folder: Arc::new(folder), file, only: None, named: true, verdict };
    let mut stamp = Stamp::NONE;
    let mut reader = FileReader::new(options, tagger);
    if reader.fill(&place, &mut stamp).is_err() || reader.bytes.len() > options.article_limit {
        return Vec::new();
    }
    let bytes = reader.bytes;
    let read = |name: String, bytes: &[u8], encoding: Encoding| {
        let options = LoadOptions { encoding: Some(encoding), ..options.clone() };
        let reader = FileReader::new(&options, tagger);
        let outcomes = if place.is_lines() {
            let bytes = bytes.to_vec();
            reader.lines(&Lines { place: place.clone(), within: None, stamp, first: 1, start: 0, bytes })
        } else {
            reader.articles(&place, bytes).0
        };
        let same = outcomes.into_iter().find_map(|outcome| same_article(outcome, article))?;
        Some((name, same))
    };
    let mut readings: Vec<(String, Incoming)> = Encoding::ALL
        .into_iter()
        .filter_map(|encoding| read(encoding.name().to_owned(), &bytes, encoding))
        .collect();
    let repaired = decode(&bytes, None).ok().and_then(|decoded| repair(&decoded.text));
    readings.extend(repaired.and_then(|repaired| {
        let name = format!("{}←{}", repaired.written.name(), repaired.read_as);
        read(name, repaired.text.as_bytes(), Encoding::Utf8)
    }));
    // Not the sum: a reading that leaves out half of the bytes would cost least.
    let mean = |incoming: &Incoming| {
        let draft = &incoming.draft;
        Score::of(&[draft.title.as_str(), draft.body().as_str()].join("\n")).mean()
    };
    readings.sort_by_key(|(_, incoming)| mean(incoming));
    readings.dedup_by(|a, b| a.1.draft.body() == b.1.draft.body() && a.1.draft.title == b.1.draft.title);
    let pinned =
        |(name, incoming)| Some(Rereading { name, article: pin(article, &place, stamp, &incoming)? });
    readings.into_iter().filter_map(pinned).collect()
}

/// The outcome, if it is the article that lies at the same place of the file.
fn same_article(outcome: Outcome, article: Article<'_>) -> Option<Incoming> {
    let Outcome::Article(incoming) = outcome else { return None };
    let number = |place: Option<u32>| place.unwrap_or(0);
    let own = number(article.place().map(|place| place.number));
    let same =
        incoming.line == article.line() && number(incoming.place.as_ref().map(|place| place.number)) == own;
    same.then(|| Incoming { key: article.key(), ..*incoming })
}

/// A segment of this article alone.
fn pin(article: Article<'_>, place: &Place, stamp: Stamp, incoming: &Incoming) -> Option<PinnedArticle> {
    let mut builder = SegmentBuilder::new(article.id().0);
    let status = FileStatus::Read;
    builder.file(&FileSeen { root: 0, folder: &place.folder, name: &place.file, stamp, status });
    builder.push(incoming, Repeats::default());
    PinnedArticle::sole(&builder.seal())
}
