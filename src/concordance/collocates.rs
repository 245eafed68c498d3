//! Collocates: the words that stand near the uses more often than chance would have it.
//!
//! A word near two uses counts once, on the side of the nearer one, so that every word is either in a window or not and the
//! table of the log-likelihood is a true one. Words that overlap a use are part of it and count nowhere. What must not go in:
//! which articles are looked at, and how the numbers are shown.

use super::library_totals::LibraryTotals;
use super::measures::{expected, log_dice, log_likelihood};
use super::numbered::{NumberedWords, SparseValues};
use super::parallel::counted as counted_parts;
use super::tokenizer::{Reach, TextToken, TokenKind, Tokenizer};
use super::uses::{Use, uses_in};
use super::values::WorkWatch;
pub use super::window::Window;
use super::words::{WordSet, is_common};
use crate::corpus::{Article, Corpus};
use crate::search::Matcher;

/// The counts of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordCounts {
    /// In the windows, left of the use.
    pub left: u64,
    /// In the windows, right of the use.
    pub right: u64,
    /// In all articles that were looked at, windows included.
    pub count: u64,
}

/// A word that stands near the uses.
#[derive(Debug, Clone, PartialEq)]
pub struct Collocate {
    /// The word as it is counted.
    pub word: String,
    /// How often.
    pub counts: WordCounts,
    /// How often it would be in the windows by chance.
    pub expected: f64,
    /// See [`log_dice`].
    pub log_dice: f64,
    /// See [`log_likelihood`].
    pub log_likelihood: f64,
}

impl WordCounts {
    /// In the windows.
    pub fn joint(self) -> u64 {
        self.left + self.right
    }
}

/// Counting collocates, article by article.
#[derive(Debug)]
pub struct CollocateCounter<'a> {
    window: Window,
    words: NumberedWords<'a>,
    counts: SparseValues<CollocateTally>,
    /// The uses so far.
    pub uses: u64,
    /// The words in all windows so far.
    pub near: u64,
    /// The words so far, without those of the uses.
    pub total: u64,
    found: Vec<Use>,
    tokens: Vec<TextToken>,
    marks: Vec<WordPlace>,
}

/// What was counted of a word: 16 bytes.
#[derive(Debug, Clone, Copy, Default)]
struct CollocateTally {
    left: u32,
    right: u32,
    /// In all articles, or what is to be added to the total of the snapshot.
    count: i64,
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum WordPlace {
    #[default]
    Far,
    /// So many words left of the nearest use.
    Left(usize),
    /// So many words right of it.
    Right(usize),
    /// In a use.
    Use,
}

impl<'a> CollocateCounter<'a> {
    /// Nothing counted yet.
    pub fn new(window: Window, set: &'a WordSet) -> Self {
        Self {
            window,
            words: NumberedWords::new(set.view()),
            counts: SparseValues::default(),
            uses: 0,
            near: 0,
            total: 0,
            found: Vec::new(),
            tokens: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Counts the words of an article; those of the query are what `matcher` finds, if it is `wanted`.
    pub fn add(&mut self, article: Article<'_>, tokenizer: &mut Tokenizer<'_>, matcher: Option<&Matcher>) {
        self.find(article, matcher);
        tokenizer.tokens(article, &self.found, &mut self.tokens);
        self.mark();
        let text = article.text().as_str();
        for (token, mark) in self.tokens.iter().zip(&self.marks) {
            if token.kind == TokenKind::Word && *mark != WordPlace::Use {
                let number = self.words.token(token, text);
                self.total += 1;
                self.counts.change(number, |tally| tally.count += 1);
                self.near += u64::from(is_near(&mut self.counts, number, *mark));
            }
        }
    }

    /// Counts the words near the uses of an article whose words are part of the totals already: of those that belong to uses, and
    /// of phrases that uses cut, the totals are set right.
    fn add_near(&mut self, article: Article<'_>, tokenizer: &mut Tokenizer<'_>, matcher: &Matcher) {
        self.find(article, Some(matcher));
        let reach = if self.window.cross_sentence { Reach::Paragraphs } else { Reach::Sentences };
        tokenizer.near(article, &self.found, reach, &mut self.tokens);
        self.mark();
        let text = article.text().as_str();
        for phrase in tokenizer.cut_phrases() {
            let number = self.words.token(phrase, text);
            self.counts.change(number, |tally| tally.count -= 1);
            self.total = self.total.wrapping_sub(1);
            let inside = |token: &&TextToken| {
                phrase.range.start <= token.range.start && token.range.end <= phrase.range.end
            };
            let first = self.tokens.partition_point(|token| token.range.start < phrase.range.start);
            for part in self.tokens.iter().skip(first).take_while(inside) {
                let number = self.words.token(part, text);
                self.counts.change(number, |tally| tally.count += 1);
                self.total = self.total.wrapping_add(1);
            }
        }
        for (token, mark) in self.tokens.iter().zip(&self.marks) {
            if token.kind != TokenKind::Word || *mark == WordPlace::Far {
                continue;
            }
            let number = self.words.token(token, text);
            if *mark == WordPlace::Use {
                self.counts.change(number, |tally| tally.count -= 1);
                self.total = self.total.wrapping_sub(1);
            }
            self.near += u64::from(is_near(&mut self.counts, number, *mark));
        }
    }

    fn find(&mut self, article: Article<'_>, matcher: Option<&Matcher>) {
        self.found.clear();
        if let Some(matcher) = matcher {
            uses_in(article, matcher, &mut self.found);
        }
        self.uses += self.found.len() as u64;
    }

    /// Adds what another one has counted in other articles.
    fn absorb(&mut self, other: &Self) {
        self.uses += other.uses;
        self.near += other.near;
        self.total = self.total.wrapping_add(other.total);
        let counted =
            |(_, more): &(usize, CollocateTally)| more.left != 0 || more.right != 0 || more.count != 0;
        for (number, more) in other.counts.iter().filter(counted) {
            let own = self.words.number(other.words.text(number));
            self.counts.change(own, |tally| {
                tally.left += more.left;
                tally.right += more.right;
                tally.count += more.count;
            });
        }
    }

    /// Adds the words of all articles.
    fn add_whole(&mut self, whole: &LibraryTotals<'_>) {
        self.total = self.total.wrapping_add(whole.words());
        let near: Vec<usize> = self
            .counts
            .iter()
            .filter(|(_, tally)| tally.left != 0 || tally.right != 0)
            .map(|(number, _)| number)
            .collect();
        for number in near {
            let count = whole.frequency(self.words.text(number)).count;
            self.counts.change(number, |tally| tally.count += count as i64);
        }
    }

    /// Marks the words in and near the uses.
    fn mark(&mut self) {
        self.marks.clear();
        self.marks.resize(self.tokens.len(), WordPlace::Far);
        let spans: Vec<_> = self
            .found
            .iter()
            .map(|one| {
                let first = self.tokens.partition_point(|token| token.range.end <= one.start as usize);
                let end = self.tokens.partition_point(|token| token.range.start < one.end as usize);
                first..end
            })
            .collect();
        for span in &spans {
            for (token, mark) in self.tokens.iter().zip(&mut self.marks).take(span.end).skip(span.start) {
                if !matches!(token.kind, TokenKind::LineEnd | TokenKind::Gap) {
                    *mark = WordPlace::Use;
                }
            }
        }
        let (left, right) = (self.window.left, self.window.right);
        for span in spans {
            self.near((0..span.start).rev(), left, WordPlace::Left);
            self.near(span.end..self.tokens.len(), right, WordPlace::Right);
        }
    }

    /// Marks up to `most` words at `places`, unless they are nearer to another use.
    fn near(&mut self, places: impl Iterator<Item = usize>, most: usize, mark: fn(usize) -> WordPlace) {
        let mut distance = 0;
        for place in places {
            let (Some(token), Some(known)) = (self.tokens.get(place), self.marks.get_mut(place)) else {
                return;
            };
            match token.kind {
                TokenKind::LineEnd | TokenKind::Gap => return,
                TokenKind::SentenceEnd if !self.window.cross_sentence => return,
                TokenKind::Word => {
                    distance += 1;
                    if distance > most {
                        return;
                    }
                    match known {
                        WordPlace::Left(other) | WordPlace::Right(other) if *other <= distance => {}
                        WordPlace::Use => {}
                        _ => *known = mark(distance),
                    }
                }
                TokenKind::Sign | TokenKind::SentenceEnd => {}
            }
        }
    }

    /// The words that are at least `least` times near a use, the strongest first; common words only if they are `wanted`.
    pub fn collocates(&self, least: u64, common: bool) -> Vec<Collocate> {
        let counts = self.counts.iter().map(|(number, tally)| {
            let (left, right) = (u64::from(tally.left), u64::from(tally.right));
            (self.words.text(number), WordCounts { left, right, count: tally.count.unsigned_abs() })
        });
        let wanted = |(word, counts): &(&str, WordCounts)| {
            counts.joint() >= least.max(1) && (common || !is_common(word))
        };
        let mut found: Vec<Collocate> =
            counts.filter(wanted).map(|(word, counts)| self.collocate(word, counts)).collect();
        found.sort_by(|a, b| b.log_dice.total_cmp(&a.log_dice).then_with(|| a.word.cmp(&b.word)));
        found
    }

    fn collocate(&self, word: &str, counts: WordCounts) -> Collocate {
        let (joint, near, total) = (counts.joint(), self.near, self.total);
        let elsewhere = counts.count - joint;
        let table = [[joint, near - joint], [elsewhere, total - near - elsewhere]];
        Collocate {
            word: word.to_owned(),
            counts,
            expected: expected(counts.count, near, total),
            log_dice: log_dice(joint, self.uses, counts.count),
            log_likelihood: log_likelihood(table),
        }
    }
}

/// Counts a word that is near a use on its side; whether it is.
fn is_near(counts: &mut SparseValues<CollocateTally>, number: usize, mark: WordPlace) -> bool {
    match mark {
        WordPlace::Left(_) => counts.change(number, |tally| tally.left += 1),
        WordPlace::Right(_) => counts.change(number, |tally| tally.right += 1),
        WordPlace::Far | WordPlace::Use => return false,
    }
    true
}

/// Counts the collocates of what `matcher` finds in those of `articles` that are `found`; the others are part of what is to be
/// expected by chance. Copies are left out. `None` if it was ended.
pub fn count<'a>(
    corpus: &Corpus,
    set: &'a WordSet,
    articles: &[u32],
    (matcher, found): (&Matcher, &(dyn Fn(Article<'_>) -> bool + Sync)),
    (window, watch): (Window, WorkWatch<'_>),
) -> Option<CollocateCounter<'a>> {
    let begin = || (Tokenizer::new(set, corpus), CollocateCounter::new(window, set));
    let counters = counted_parts(corpus, articles, watch, begin, |(tokenizer, counter), article| {
        if corpus.original(article).is_none() {
            counter.add(article, tokenizer, found(article).then_some(matcher));
        }
    })?;
    whole(counters)
}

/// The same where chance is reckoned against all articles, whose words are counted already: those that are `found` are looked at.
pub fn count_near<'a>(
    corpus: &Corpus,
    set: &'a WordSet,
    found: &[u32],
    (matcher, library): (&Matcher, &LibraryTotals<'_>),
    (window, watch): (Window, WorkWatch<'_>),
) -> Option<CollocateCounter<'a>> {
    let begin = || (Tokenizer::new(set, corpus), CollocateCounter::new(window, set));
    let counters = counted_parts(corpus, found, watch, begin, |(tokenizer, counter), article| {
        if corpus.original(article).is_none() {
            counter.add_near(article, tokenizer, matcher);
        }
    })?;
    let mut counter = whole(counters)?;
    counter.add_whole(library);
    Some(counter)
}

fn whole<'a>(counters: Vec<(Tokenizer<'_>, CollocateCounter<'a>)>) -> Option<CollocateCounter<'a>> {
    let mut counters = counters.into_iter().map(|(_, counter)| counter);
    let mut whole = counters.next()?;
    counters.for_each(|counter| whole.absorb(&counter));
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concordance::corpus;
    use crate::query::Query;

    fn counter(texts: &[&str], query: &str, window: Window) -> CollocateCounter<'static> {
        let corpus = corpus(texts);
        let matcher = Matcher::new(&Query::parse(query));
        let ids: Vec<u32> = corpus.articles().map(|article| article.id().0).collect();
        let set = Box::leak(Box::<WordSet>::default());
        count(&corpus, set, &ids, (&matcher, &|_| true), (window, &|_| true)).unwrap()
    }

    fn near(counter: &CollocateCounter<'_>) -> Vec<(String, u64, u64)> {
        let found = counter.collocates(1, true).into_iter();
        let mut near: Vec<_> = found.map(|one| (one.word, one.counts.left, one.counts.right)).collect();
        near.sort();
        near
    }

    fn list(words: &[(&str, u64, u64)]) -> Vec<(String, u64, u64)> {
        words.iter().map(|(word, left, right)| ((*word).to_owned(), *left, *right)).collect()
    }

    #[test]
    fn the_window_counts_words_and_ends_with_the_sentence() {
        let text = "题目\n\n江西，湖南、企业，河北 广东。山东\n\n山西\n";
        let two = Window { left: 1, right: 3, cross_sentence: false };
        let counted = counter(&[text], "企业", two);
        assert_eq!(near(&counted), list(&[("广东", 0, 1), ("河北", 0, 1), ("湖南", 1, 0)]));
        assert_eq!((counted.uses, counted.near, counted.total), (1, 3, 7));
        let crossing = counter(&[text], "企业", Window { cross_sentence: true, ..two });
        assert_eq!(near(&crossing), list(&[("山东", 0, 1), ("广东", 0, 1), ("河北", 0, 1), ("湖南", 1, 0)]));
    }

    #[test]
    fn a_word_between_two_uses_counts_once_for_the_nearer() {
        let counted = counter(&["题\n\n企业，河北，江西，湖南，企业\n"], "企业", Window::default());
        assert_eq!(near(&counted), list(&[("江西", 0, 1), ("河北", 0, 1), ("湖南", 1, 0)]));
        assert_eq!((counted.uses, counted.near), (2, 3));
    }

    #[test]
    fn words_that_overlap_a_use_count_nowhere() {
        let counted = counter(&["题\n\n大企业家河北\n"], "业", Window::default());
        assert_eq!(near(&counted).last(), Some(&("河北".to_owned(), 0, 1)));
        assert!(counted.words.find("企业").is_none());
    }

    #[test]
    fn copies_count_once_and_articles_without_uses_are_part_of_chance() {
        let text = "题\n\n企业，河北\n";
        let counted = counter(&[text, text, "另\n\n河北，江西，湖南\n"], "企业", Window::default());
        let [one] = &counted.collocates(1, true)[..] else { panic!() };
        assert_eq!(
            (one.word.as_str(), one.counts.joint(), one.counts.count, counted.uses),
            ("河北", 1, 2, 1)
        );
        assert!((one.log_dice - (14.0 + (2.0_f64 / 3.0).log2())).abs() < 1e-9);
        assert!((one.expected - 2.0 / 6.0).abs() < 1e-9, "{}", one.expected);
    }
}
