//! 同文: articles with the same text under several titles, numbers or paths, so that a list can show them as one.
//!
//! Two articles are twins if nine tenths of their text, counted in characters, are the same sentences, whatever the title,
//! the blanks and the punctuation. Finding them costs one pass: an article is compared with those that share one of its four
//! smallest sentence hashes (a bottom-k sketch: of twins, one in ten thousand is missed), and only with the first of each set
//! of twins, so that a chain of small changes does not join what has become different. What must not go in: which of them
//! are shown.

use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::{Article, ArticleId, Corpus};

/// Sentence hashes kept of an article.
const SKETCH: usize = 4;
/// A sentence shorter than this (characters) says little about a text: 新华社北京电.
const SENTENCE: u32 = 8;
/// Below this length (characters) the title counts as text: （略） is no article of its own.
const BODY: u32 = 60;
/// Articles compared for one sentence at most: some stand in thousands of articles.
const RIVALS: usize = 8;
/// Of the longer text, this many tenths must be shared.
const SHARED: u32 = 9;

/// Sets of twins: for each article that has any, the first of its set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Twins(HashMap<u32, u32>);

impl Twins {
    /// The first article of the set that `id` belongs to, if it belongs to one.
    pub fn first(&self, id: ArticleId) -> Option<ArticleId> {
        self.0.get(&id.0).copied().map(ArticleId)
    }

    /// Whether no article has a twin.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These sets, each with its first article in front.
    pub fn from_sets(sets: &[&[u32]]) -> Self {
        let mut twins = Self::default();
        for set in sets {
            let Some((first, others)) = set.split_first() else { continue };
            for id in others {
                twins.join(ArticleId(*id), ArticleId(*first));
            }
        }
        twins
    }

    fn join(&mut self, id: ArticleId, other: ArticleId) {
        let first = self.first(other).unwrap_or(other);
        self.0.insert(first.0, first.0);
        self.0.insert(id.0, first.0);
    }
}

/// Looks for twins, article by article.
#[derive(Debug, Default)]
pub struct Finder {
    twins: Arc<Twins>,
    /// Articles looked at.
    seen: u32,
    /// The articles that are first, and their characters, by the sentences of their sketches.
    by_sentence: HashMap<u64, Vec<(u32, u32)>>,
}

impl Finder {
    /// What was found so far.
    pub fn twins(&self) -> &Arc<Twins> {
        &self.twins
    }

    /// Whether all articles of `corpus` were looked at.
    pub fn is_done(&self, corpus: &Corpus) -> bool {
        self.seen as usize >= corpus.len()
    }

    /// Looks at the next articles of `corpus`, at most `limit`.
    pub fn advance(&mut self, corpus: &Corpus, limit: usize) {
        let last = corpus.len().min(self.seen as usize + limit) as u32;
        for id in (self.seen..last).map(ArticleId) {
            let article = corpus.article(id).filter(|_| !corpus.dead.contains(id.0));
            let Some(article) = article else { continue };
            let twin = corpus.original(article).or_else(|| self.find(corpus, article));
            if let Some(twin) = twin {
                Arc::make_mut(&mut self.twins).join(id, twin);
            }
        }
        self.seen = self.seen.max(last);
    }

    /// An earlier article with the same text. Without one, this one is kept for those to come.
    fn find(&mut self, corpus: &Corpus, article: Article<'_>) -> Option<ArticleId> {
        let text = Sentences::of(article);
        let (sketch, chars) = (text.sketch(), text.chars());
        let rivals = sketch.iter().filter_map(|sentence| self.by_sentence.get(sentence)).flatten();
        let alike = |length: u32| shares_enough(chars.min(length), chars.max(length));
        for (rival, _) in rivals.filter(|(_, length)| alike(*length)) {
            let other = corpus.article(ArticleId(*rival));
            if other.is_some_and(|other| text.is_twin_of(&Sentences::of(other))) {
                return Some(ArticleId(*rival));
            }
        }
        for sentence in sketch {
            let articles = self.by_sentence.entry(sentence).or_default();
            if articles.len() < RIVALS {
                articles.push((article.id().0, chars));
            }
        }
        None
    }
}

/// A text as its sentences: hash and characters of each, in the order of the hashes.
#[derive(Debug, PartialEq, Eq)]
struct Sentences(Vec<(u64, u32)>);

impl Sentences {
    fn of(article: Article<'_>) -> Self {
        let text = article.text().as_str();
        let body = text.get(article.title().len()..).unwrap_or_default();
        let sentences = Self::cut(body);
        if sentences.chars() < BODY { Self::cut(text) } else { sentences }
    }

    fn cut(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut sentences, mut sentence, mut at) = (Vec::new(), Sentence::default(), 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            at += match rest {
                // U+4000-9FFF: nearly every character. Decoding each one would take four times as long.
                [a @ 0xE4..=0xE9, b, c, ..] => {
                    sentence.push(u32::from_be_bytes([0, *a, *b, *c]));
                    3
                }
                [b'\n' | b'!' | b'?' | b';', ..] => {
                    sentences.extend(sentence.end());
                    1
                }
                // 。 and ！ ； ？
                [0xE3, 0x80, 0x82, ..] | [0xEF, 0xBC, 0x81 | 0x9B | 0x9F, ..] => {
                    sentences.extend(sentence.end());
                    3
                }
                _ => {
                    let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\n');
                    if c.is_alphanumeric() {
                        sentence.push(u32::from(c.to_ascii_lowercase()));
                    }
                    c.len_utf8()
                }
            };
        }
        sentences.extend(sentence.end());
        sentences.sort_unstable();
        Self(sentences)
    }

    fn chars(&self) -> u32 {
        self.0.iter().map(|(_, chars)| chars).sum()
    }

    /// The smallest hashes of sentences that say something, or of any if there is no such sentence.
    fn sketch(&self) -> Vec<u64> {
        let of = |shortest: u32| {
            let mut hashes: Vec<u64> =
                self.0.iter().filter(|(_, n)| *n >= shortest).map(|(h, _)| *h).collect();
            hashes.dedup();
            hashes.truncate(SKETCH);
            hashes
        };
        let telling = of(SENTENCE);
        if telling.is_empty() { of(1) } else { telling }
    }

    fn is_twin_of(&self, other: &Self) -> bool {
        shares_enough(self.shared(other), self.chars().max(other.chars()))
    }

    /// Characters in sentences that both have.
    fn shared(&self, other: &Self) -> u32 {
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => _ = here.next(),
                std::cmp::Ordering::Greater => _ = there.next(),
                std::cmp::Ordering::Equal => {
                    shared += a.1;
                    here.next();
                    there.next();
                }
            }
        }
        shared
    }
}

/// Whether `shared` characters are enough of a text of `longer`.
fn shares_enough(shared: u32, longer: u32) -> bool {
    u64::from(shared) * 10 >= u64::from(longer) * u64::from(SHARED)
}

/// A sentence being read: its letters, digits and ideographs.
#[derive(Debug, Default)]
struct Sentence {
    hash: u64,
    chars: u32,
}

impl Sentence {
    /// The multiplier of splitmix64, an odd number without pattern.
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

    fn push(&mut self, c: u32) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(Self::FACTOR);
        self.chars += 1;
    }

    /// Hash and characters of the sentence, if it has any; the next one begins.
    fn end(&mut self) -> Option<(u64, u32)> {
        let Self { hash, chars } = std::mem::take(self);
        let mixed = (hash ^ hash >> 32).wrapping_mul(Self::FACTOR);
        (chars > 0).then_some((mixed ^ mixed >> 29, chars))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::load::{LoadOptions, Root, Tagger, load_all};
    use crate::corpus::{Draft, Tags};

    struct NoTags;

    impl Tagger for NoTags {
        fn tags(&self, _: &Draft) -> Tags {
            Tags::default()
        }
    }

    /// The first of each file's set, for files with these texts.
    fn firsts(files: &[String]) -> Vec<u32> {
        let folder = tempfile::tempdir().unwrap();
        for (number, text) in files.iter().enumerate() {
            fs::write(folder.path().join(format!("{:03}.txt", number + 1)), text).unwrap();
        }
        let roots = [Root::Path(folder.path().to_owned())];
        let corpus = load_all(&roots, &LoadOptions::default(), &NoTags);
        let mut finder = Finder::default();
        while !finder.is_done(&corpus) {
            finder.advance(&corpus, 2);
        }
        let first = |id| finder.twins().first(ArticleId(id)).map_or(id, |first| first.0);
        (0..corpus.len() as u32).map(first).collect()
    }

    fn story(from: usize, to: usize) -> String {
        let sentence = |n| format!("巡河员在第{n}天沿着堤坝走了三里路，记下水位和风向。");
        (from..to).map(sentence).collect()
    }

    #[test]
    fn the_same_text_under_other_titles_is_a_twin() {
        let text = story(0, 20);
        let spaced = text.replace('，', "， ").replace('。', "。\n　　");
        assert_eq!(firsts(&[format!("24. 河长\n{text}\n"), format!("25. 河长日记\n{spaced}\n")]), [0, 0]);
    }

    #[test]
    fn a_changed_sentence_leaves_a_twin_and_a_changed_half_does_not() {
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
    fn copies_are_twins_and_empty_files_are_not() {
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
