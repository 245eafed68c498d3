//! Duplicates (重复): records with the same bytes under the same title, as `check` and `list --json` count them. Near
//! duplicates (近似): articles with nearly the same text under different titles, numbers or paths. A list can show either as one
//! row.
//!
//! Two articles are near duplicates if the sentences they share make up nine tenths of the longer text, in characters;
//! title, blanks and punctuation do not matter. One pass finds them: an article is compared with those that share one
//! of its four smallest sentence hashes (a bottom-k sketch, which misses one near duplicate in ten thousand), and only
//! with the first of each set, so that a chain of small changes does not join texts that have drifted apart. What must
//! not go in: which articles a list shows.

mod difference;
mod section;
mod sentences;

use std::collections::HashMap;
use std::sync::Arc;

pub use difference::TextDifference;
pub use section::{NearDuplicatesSection, PAIRS};

use crate::corpus::{ArticleId, Corpus, Stored};
use crate::store::Column;
use section::SKETCHES;
use sentences::{Sentences, shares_enough};

/// Larger libraries are not searched for near duplicates, which takes 2 s and 60 MB at this size.
pub const MOST: usize = 200_000;

/// Most articles compared because of one sentence; some sentences are in thousands of articles.
const RIVALS: usize = 8;

/// Sets of near duplicates: for each article in a set, the first article of the set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NearDuplicates(HashMap<u32, u32>);

impl NearDuplicates {
    /// The first article of the set of `id`, if it belongs to one.
    pub fn first(&self, id: ArticleId) -> Option<ArticleId> {
        self.0.get(&id.0).copied().map(ArticleId)
    }

    /// Other articles of the set of `id`, in the order of their ids.
    pub fn others(&self, id: ArticleId) -> Vec<ArticleId> {
        let Some(first) = self.first(id) else { return Vec::new() };
        let set = self.0.iter().filter(|(other, of)| **of == first.0 && **other != id.0);
        let mut others: Vec<ArticleId> = set.map(|(other, _)| ArticleId(*other)).collect();
        others.sort();
        others
    }

    /// Whether no article has a near duplicate.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sets of articles with the same bytes and the same title.
    pub fn identical(corpus: &Corpus) -> Self {
        let mut sets = Self::default();
        for article in corpus.articles() {
            if let Some(first) = corpus.original(article) {
                sets.join(article.id(), first);
            }
        }
        sets
    }

    /// Builds it from sets, each with its first article in front.
    pub fn from_sets(sets: &[&[u32]]) -> Self {
        let mut near_duplicates = Self::default();
        for set in sets {
            let Some((first, others)) = set.split_first() else { continue };
            for id in others {
                near_duplicates.join(ArticleId(*id), ArticleId(*first));
            }
        }
        near_duplicates
    }

    fn join(&mut self, id: ArticleId, other: ArticleId) {
        let first = self.first(other).unwrap_or(other);
        self.0.insert(first.0, first.0);
        self.0.insert(id.0, first.0);
    }
}

/// The first article of a set under one sentence of its sketch: hash of the sentence, id and characters of the article.
type SketchEntry = [u64; 3];

/// Finds near duplicates, article by article.
#[derive(Debug, Default)]
pub struct NearDuplicateFinder {
    near_duplicates: Arc<NearDuplicates>,
    /// Number of articles compared so far.
    seen: u32,
    /// The first article of each set and its length in characters, by the sentences of its sketch.
    by_sentence: HashMap<u64, Vec<(u32, u32)>>,
    /// The same for the articles in a snapshot, sorted.
    stored: Column<SketchEntry>,
}

impl NearDuplicateFinder {
    /// Starts from what the snapshot holds; `None` if it holds nothing.
    pub fn stored(stored: &Stored) -> Option<Self> {
        let pairs = stored.container.column::<[u32; 2]>(PAIRS, 0)?;
        let sketches = stored.container.column(SKETCHES, 0)?;
        let mut near_duplicates = NearDuplicates::default();
        for &[id, first] in pairs.all()? {
            if id.max(first) >= stored.articles {
                return None;
            }
            near_duplicates.0.insert(id, first);
        }
        let (near_duplicates, seen) = (Arc::new(near_duplicates), stored.articles);
        Some(Self { near_duplicates, seen, by_sentence: HashMap::new(), stored: sketches })
    }

    /// The sets found so far.
    pub fn near_duplicates(&self) -> &Arc<NearDuplicates> {
        &self.near_duplicates
    }

    /// Whether no article has been compared.
    pub fn is_new(&self) -> bool {
        self.seen == 0
    }

    /// Whether all articles of `corpus` have been compared.
    pub fn is_done(&self, corpus: &Corpus) -> bool {
        self.seen as usize >= corpus.len()
    }

    /// Compares the next articles of `corpus`, at most `limit`. Starts over if the sketches in the snapshot are damaged.
    pub fn advance(&mut self, corpus: &Corpus, limit: usize) {
        if self.stored.all().is_none() {
            *self = Self::default();
        }
        let last = corpus.len().min(self.seen as usize + limit) as u32;
        let text = |id| corpus.article(ArticleId(id)).map(Sentences::of);
        for id in (self.seen..last).map(ArticleId) {
            let article = corpus.article(id).filter(|_| corpus.is_live(id));
            let Some(article) = article else { continue };
            match corpus.original(article) {
                Some(original) => self.join(id, original),
                None => self.compare(id, &Sentences::of(article), text),
            }
        }
        self.seen = self.seen.max(last);
    }

    fn join(&mut self, id: ArticleId, duplicate: ArticleId) {
        Arc::make_mut(&mut self.near_duplicates).join(id, duplicate);
    }

    /// Joins an article with an earlier near duplicate, or else keeps its sketch for later ones. `text` gives the
    /// sentences of an earlier article.
    fn compare(&mut self, id: ArticleId, own: &Sentences, text: impl Fn(u32) -> Option<Sentences>) {
        let (sketch, chars) = (own.sketch(), own.chars());
        let alike = |length: u32| shares_enough(chars.min(length), chars.max(length));
        let rivals = sketch.iter().flat_map(|sentence| self.rivals(*sentence));
        let is_same = |rival: u32| text(rival).is_some_and(|other| own.is_near_duplicate_of(&other));
        let duplicate =
            rivals.filter(|(rival, length)| alike(*length) && is_same(*rival)).map(|(id, _)| id).next();
        if let Some(duplicate) = duplicate {
            return self.join(id, ArticleId(duplicate));
        }
        for sentence in sketch {
            if self.rivals(sentence).count() < RIVALS {
                self.by_sentence.entry(sentence).or_default().push((id.0, chars));
            }
        }
    }

    /// The articles with this sentence in their sketch, with their lengths in characters.
    fn rivals(&self, sentence: u64) -> impl Iterator<Item = (u32, u32)> {
        let start = self.stored.partition_point(|[hash, ..]| *hash < sentence);
        let stored = (start..self.stored.len())
            .map_while(move |at| self.stored.get(at).filter(|[hash, ..]| *hash == sentence))
            .map(|[_, id, chars]| (*id as u32, *chars as u32));
        stored.chain(self.by_sentence.get(&sentence).into_iter().flatten().copied())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::load::{LoadOptions, Root, load_all};

    /// For files with these texts, the first article of the set of each.
    fn firsts(files: &[String]) -> Vec<u32> {
        let folder = tempfile::tempdir().unwrap();
        for (number, text) in files.iter().enumerate() {
            fs::write(folder.path().join(format!("{:03}.txt", number + 1)), text).unwrap();
        }
        let roots = [Root::Path(folder.path().to_owned())];
        let corpus = load_all(&roots, &LoadOptions::default(), &());
        let mut finder = NearDuplicateFinder::default();
        while !finder.is_done(&corpus) {
            finder.advance(&corpus, 2);
        }
        let first = |id| finder.near_duplicates().first(ArticleId(id)).map_or(id, |first| first.0);
        (0..corpus.len() as u32).map(first).collect()
    }

    fn story(from: usize, to: usize) -> String {
        let sentence = |n| format!("巡河员在第{n}天沿着堤坝走了三里路，记下水位和风向。");
        (from..to).map(sentence).collect()
    }

    #[test]
    fn the_same_text_under_other_titles_is_a_near_duplicate() {
        let text = story(0, 20);
        let spaced = text.replace('，', "， ").replace('。', "。\n　　");
        assert_eq!(firsts(&[format!("24. 河长\n{text}\n"), format!("25. 河长日记\n{spaced}\n")]), [0, 0]);
    }

    #[test]
    fn a_changed_sentence_leaves_a_near_duplicate_and_a_changed_half_does_not() {
        let (text, near, far) = (story(0, 20), story(1, 20), story(10, 30));
        let files =
            [format!("甲\n{text}"), format!("乙\n{near}另外加了一句话在最后面。"), format!("丙\n{far}")];
        assert_eq!(firsts(&files), [0, 0, 2]);
    }

    #[test]
    fn small_changes_do_not_add_up() {
        let files: Vec<String> = (0..10).map(|n| format!("第{n}篇\n{}", story(n, n + 20))).collect();
        let sets = firsts(&files);
        assert!(sets[1] == 0 && sets[9] != 0, "{sets:?}");
    }

    #[test]
    fn short_texts_need_the_same_title() {
        let files = ["通知一\n（略）\n", "通知二\n（略）\n", "通知一\n（略）。\n"].map(str::to_owned);
        assert_eq!(firsts(&files), [0, 1, 0]);
    }

    #[test]
    fn copies_are_near_duplicates_and_empty_files_are_not() {
        let text = format!("河长\n{}", story(0, 9));
        assert_eq!(firsts(&[text.clone(), String::new(), text, String::new()]), [0, 1, 0, 3]);
    }

    #[test]
    fn a_sentence_in_every_article_does_not_join_them() {
        let common = "本报记者走遍了全省的每一条河流和每一个村庄。";
        let files: Vec<String> =
            (0..30).map(|n| format!("{n}\n{common}{}", story(n * 20, n * 20 + 12))).collect();
        assert!(firsts(&files).iter().enumerate().all(|(n, first)| n as u32 == *first));
    }
}
