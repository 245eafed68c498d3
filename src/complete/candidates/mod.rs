//! Candidates: what the end of a query line that is being typed may be meant to become, best first, as an input method
//! offers it: words of the corpus, provinces, sections, each with its number of articles.
//!
//! A query is always literal; candidates are offers. What must not go in: state of the prompt, drawing.

use std::cmp::Reverse;
use std::sync::Arc;

use super::vocabulary::{Vocabulary, WordEntry};
use crate::facet::ValueCount;
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::query::{Role, Term, write};
pub use crate::query::{Scope, Tail};
use crate::text::pinyin::{PinyinFit, Typed};

/// A word all of whose characters are abbreviated counts so many times what a longer word counts: who abbreviates mostly
/// does so to the end.
const WHOLE: u64 = 4;

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CandidateKind {
    /// A province, by its number in standard order; choosing it asks for articles about it.
    Province(usize),
    /// 栏目; choosing it asks for the articles that lie in it.
    Section,
    /// A word of the corpus.
    Word,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called.
    pub text: String,
    /// What it is.
    pub kind: CandidateKind,
    /// Articles that hold the word, are about the province, or lie in the section.
    pub docs: u32,
}

/// What candidates are chosen from.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// The words of the corpus, if they have been counted.
    pub vocabulary: Option<Vocabulary>,
    /// Articles about each province, in standard order.
    pub provinces: Arc<[ValueCount]>,
}

impl Offers {
    /// At most `limit` candidates for a tail, best first: whole words spelt out, then words of which the beginning is
    /// spelt out, then abbreviations; among equals those with the most articles. Provinces without an article are only
    /// offered where a province must stand.
    pub fn candidates(&self, tail: &Tail<'_>, limit: usize) -> Vec<Candidate> {
        let mut ranked: Vec<(Rank, Candidate)> = Vec::new();
        if tail.has_capital() {
            return Vec::new();
        }
        let Some(typed) = Typed::new(tail.typed) else { return self.all_provinces(tail, limit) };
        if matches!(tail.scope, Scope::Term | Scope::Province) {
            ranked.extend(self.provinces(&typed, tail));
        }
        if tail.scope != Scope::Province {
            ranked.extend(self.words(&typed, tail, limit));
        }
        ranked.sort_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| a.1.kind.cmp(&b.1.kind)).then_with(|| a.1.text.cmp(&b.1.text))
        });
        ranked.truncate(limit);
        ranked.into_iter().map(|(_, candidate)| candidate).collect()
    }

    fn all_provinces(&self, tail: &Tail<'_>, limit: usize) -> Vec<Candidate> {
        if tail.scope != Scope::Province || !tail.typed.is_empty() {
            return Vec::new();
        }
        let mut all: Vec<Candidate> =
            (0..PROVINCES.len()).filter_map(|number| self.province(number)).collect();
        all.sort_by_key(|candidate| Reverse(candidate.docs));
        all.truncate(limit);
        all
    }

    fn province(&self, number: usize) -> Option<Candidate> {
        let text = PROVINCES.get(number)?.short.to_owned();
        let docs = self.provinces.get(number).map_or(0, |count| count.articles);
        Some(Candidate { text, kind: CandidateKind::Province(number), docs })
    }

    fn provinces(&self, typed: &Typed, tail: &Tail<'_>) -> impl Iterator<Item = (Rank, Candidate)> {
        let fitting = PROVINCES.iter().enumerate().filter_map(|(number, province)| {
            let fit = [province.short, province.full].into_iter().filter_map(|name| typed.fit(name)).min();
            let official = tail.typed.eq_ignore_ascii_case(province.pinyin).then_some(PinyinFit::Exact);
            Some((number, official.or(fit)?, self.province(number)?))
        });
        let anyway = tail.scope == Scope::Province;
        let mentions = |number: usize| self.provinces.get(number).map_or(0, |count| count.mentions);
        // About as many articles mention a province as hold its name: it comes beside the word, and before it.
        let ranked = move |(number, fit, candidate)| (Rank::new(fit, mentions(number)), candidate);
        fitting.filter(move |(_, _, c)| anyway || c.docs > 0).map(ranked)
    }

    fn words(&self, typed: &Typed, tail: &Tail<'_>, limit: usize) -> Vec<(Rank, Candidate)> {
        let Some(vocabulary) = &self.vocabulary else { return Vec::new() };
        let mut best = TopWords { limit, ..TopWords::default() };
        // One letter fits all words that begin with it equally, and they come in the order of their articles.
        let enough = if typed.is_one_letter() { limit } else { usize::MAX };
        for key in typed.keys() {
            for entry in vocabulary.under(key).filter(|entry| is_offered(entry, tail)).take(enough) {
                let fit = typed.fit(entry.text).or_else(|| typed.fit(last_part(&entry)?));
                if let Some(fit) = fit {
                    best.offer(Rank::new(fit, entry.docs), entry);
                }
            }
        }
        best.finish()
    }
}

/// Whether a word may stand at this place and would change it.
fn is_offered(entry: &WordEntry<'_>, tail: &Tail<'_>) -> bool {
    match tail.scope {
        Scope::Section => entry.section && entry.text != tail.typed,
        Scope::Term => entry.section || entry.text != tail.typed,
        Scope::Text | Scope::Province => !entry.section && entry.text != tail.typed,
    }
}

/// 国内, of the section 要闻/国内.
fn last_part<'a>(entry: &WordEntry<'a>) -> Option<&'a str> {
    entry.text.rsplit_once('/').filter(|_| entry.section).map(|(_, last)| last)
}

impl Candidate {
    /// What choosing it writes into the query at a place of this scope.
    pub fn written(&self, scope: Scope) -> String {
        let section = || Term::Section(Some(self.text.clone()));
        match (self.kind, scope) {
            (CandidateKind::Province(number), Scope::Term) => {
                write::term(&Term::Province { set: ProvinceSet::single(number), role: Role::About })
            }
            (CandidateKind::Section, Scope::Term) => write::term(&section()),
            (CandidateKind::Section, _) => write::without_field(&section()),
            _ => self.text.clone(),
        }
    }
}

/// The order of candidates, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8, Reverse<u64>);

impl Rank {
    fn new(fit: PinyinFit, docs: u32) -> Self {
        let docs = u64::from(docs);
        match fit {
            PinyinFit::Exact => Self(0, Reverse(docs)),
            PinyinFit::Spelt => Self(1, Reverse(docs)),
            PinyinFit::Short => Self(2, Reverse(docs * WHOLE)),
            PinyinFit::Begun => Self(2, Reverse(docs)),
        }
    }
}

/// The best words so far. They are sorted out now and then, so that most words are passed over with one comparison.
#[derive(Debug, Default)]
struct TopWords<'a> {
    limit: usize,
    ranked: Vec<(Rank, WordEntry<'a>)>,
    /// What is not better than this is not among the best.
    worst: Option<Rank>,
}

impl<'a> TopWords<'a> {
    fn offer(&mut self, rank: Rank, entry: WordEntry<'a>) {
        if self.worst.is_some_and(|worst| rank > worst) {
            return;
        }
        self.ranked.push((rank, entry));
        if self.ranked.len() > 4 * self.limit {
            self.sort_out();
        }
    }

    /// A word with several readings may have been offered under each.
    fn sort_out(&mut self) {
        self.ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.text.cmp(b.1.text)));
        self.ranked.dedup_by(|a, b| a.1 == b.1);
        self.ranked.truncate(self.limit);
        if self.ranked.len() == self.limit {
            self.worst = self.ranked.last().map(|(rank, _)| *rank);
        }
    }

    fn finish(mut self) -> Vec<(Rank, Candidate)> {
        self.sort_out();
        let candidate = |entry: WordEntry<'_>| Candidate {
            text: entry.text.to_owned(),
            kind: if entry.section { CandidateKind::Section } else { CandidateKind::Word },
            docs: entry.docs,
        };
        self.ranked.into_iter().map(|(rank, entry)| (rank, candidate(entry))).collect()
    }
}

#[cfg(test)]
mod tests;
