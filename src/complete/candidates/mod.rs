//! Candidates: completions of the last term of a query line, best first, as an input method offers them: words of the corpus,
//! provinces, sections, and what articles say of themselves, each with its number of articles.
//!
//! A query itself is always literal. Words of the vocabulary are counted as they were cut from the texts; where the articles
//! can be asked, the number shown is that of the articles which a filter for the word finds. What must not go in: state of the prompt, and drawing.

use std::cmp::Reverse;
use std::collections::HashSet;

use composed::Composer;

use super::vocabulary::{Vocabulary, WordEntry, is_function_word};
use crate::facet::{Counts, Facet, FacetValue, ValueSource};
use crate::format::Field;
use crate::messages::Lang;
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
pub use crate::query::{CompletionTarget, Scope};
use crate::query::{Role, Term, write};
use crate::search::{SearchSnapshot, WordCounter};
use crate::state::ArticleStatus;
use crate::text::pinyin::{PinyinFit, Typed};

/// The weight of a word abbreviated to its last character against that of a longer word: whoever abbreviates mostly
/// abbreviates the whole word.
const WHOLE: u64 = 4;

/// Bytes of text that may be searched for the numbers of the candidates of one line: 5 ms.
const COUNTED: usize = 8 << 20;

/// The same for pairs of words that are spelt in one run and may not stand together anywhere: 15 ms, only when nothing
/// else is spelt in full.
const COMPOSED: usize = 32 << 20;

/// Letters that are short enough to be an abbreviation, so that a foreign word of the same letters is not the only whole
/// match: gcd is 共产党 as well as GCD.
const ABBREVIATED: usize = 4;

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CandidateKind {
    /// A province, by its number in standard order. Choosing it asks for articles about it.
    Province(usize),
    /// A section (栏目). Choosing it asks for the articles in it.
    Section,
    /// What the user has done with an article; its number of articles is not known.
    Status(ArticleStatus),
    /// An author, a source, a tag. Choosing it asks for the articles with exactly this.
    Said(Facet),
    /// A word of the corpus.
    Word,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its text.
    pub text: String,
    /// Its kind.
    pub kind: CandidateKind,
    /// Number of articles that contain the word, are about the province, lie in the section, or say this of themselves.
    pub docs: u32,
}

/// Where candidates come from.
#[derive(Debug, Clone, Default)]
pub struct CandidateSource {
    /// The words of the corpus, once counted.
    pub vocabulary: Option<Vocabulary>,
    /// The words of the user, each as if it stood in one article.
    pub user: Option<Vocabulary>,
    /// The values of all articles.
    pub counts: Counts,
    /// The articles, to count and to join words in.
    pub searched: Option<SearchSnapshot>,
}

impl CandidateSource {
    /// At most `limit` candidates, best first: words spelt out in full, then words whose beginning is spelt out, then
    /// abbreviations, then guesses; within each, those with the most articles first. Provinces without an article are offered only where a
    /// province is required.
    pub fn candidates(&self, target: &CompletionTarget<'_>, limit: usize) -> Vec<Candidate> {
        let mut ranked: Vec<(Rank, Candidate)> = Vec::new();
        match target.scope {
            // What articles have may be letters, which are typed as they are: `作者:Jo`.
            Scope::Said(field) => return self.said(field, target.typed, limit),
            Scope::Status => return statuses(target.typed),
            _ if target.has_capital() => return Vec::new(),
            _ => {}
        }
        let Some(typed) = Typed::new(target.typed) else { return self.all_provinces(target, limit) };
        let capitals = target.capitals().unwrap_or_default();
        if matches!(target.scope, Scope::Term | Scope::Province) && capitals.is_empty() {
            ranked.extend(self.provinces(&typed, target));
        }
        if target.scope != Scope::Province {
            ranked.extend(self.words(&typed, target, limit));
        }
        ranked.sort_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| a.1.kind.cmp(&b.1.kind)).then_with(|| a.1.text.cmp(&b.1.text))
        });
        let mut seen = HashSet::new();
        ranked.retain(|(_, candidate)| seen.insert((candidate.kind, candidate.text.clone())));
        ranked.truncate(limit);
        self.count(&mut ranked);
        ranked.retain(|(_, candidate)| candidate.kind != CandidateKind::Word || candidate.docs > 0);
        ranked.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Gives words their true number of articles, as far as that is quickly found, and sorts those that fit equally well by it.
    fn count(&self, ranked: &mut [(Rank, Candidate)]) {
        let Some(searched) = &self.searched else { return };
        let mut counter = WordCounter::new(searched, COUNTED);
        for (rank, candidate) in ranked.iter_mut().filter(|(_, c)| c.kind == CandidateKind::Word) {
            // A word whose articles are not all known to the snapshot stays as it was counted.
            let Some(articles) = counter.articles(&candidate.text, u32::MAX) else { return };
            if articles == 0 {
                candidate.docs = 0;
            } else if articles > candidate.docs {
                *rank = rank.with(candidate.docs, articles);
                candidate.docs = articles;
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
    }

    fn all_provinces(&self, target: &CompletionTarget<'_>, limit: usize) -> Vec<Candidate> {
        if target.scope != Scope::Province || !target.typed.is_empty() {
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
        let docs = self.counts.of(Facet::Province).get(number).map_or(0, |count| count.articles);
        Some(Candidate { text, kind: CandidateKind::Province(number), docs })
    }

    fn provinces(
        &self,
        typed: &Typed,
        target: &CompletionTarget<'_>,
    ) -> impl Iterator<Item = (Rank, Candidate)> {
        let fitting = PROVINCES.iter().enumerate().filter_map(|(number, province)| {
            let fit = [province.short, province.full].into_iter().filter_map(|name| typed.fit(name)).min();
            let spelt = province.spelling_fit(target.typed);
            Some((number, spelt.into_iter().chain(fit).min()?, self.province(number)?))
        });
        let anyway = target.scope == Scope::Province;
        let provinces = self.counts.of(Facet::Province);
        let mentions = move |number: usize| provinces.get(number).map_or(0, |count| count.mentions);
        // About as many articles mention a province as contain its name, so that it ranks next to the word, ahead of it.
        let ranked = move |(number, fit, candidate)| (Rank::new(fit, mentions(number)), candidate);
        fitting.filter(move |(_, _, c)| anyway || c.docs > 0).map(ranked)
    }

    /// Authors, sources or tags; all of them while nothing is typed.
    fn said(&self, field: Field, line: &str, limit: usize) -> Vec<Candidate> {
        let asks = |facet: &Facet| matches!(facet.row().reading, ValueSource::Statement(of) if of == field);
        let Some(facet) = Facet::ALL.into_iter().find(asks) else { return Vec::new() };
        let line = line.trim_start_matches(['=', '＝']);
        let typed = Typed::new(line);
        if typed.is_none() && !line.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<(Rank, Candidate)> = Vec::new();
        for count in self.counts.of(facet) {
            let FacetValue::Name(name) = &count.value else { continue };
            let fit = typed.as_ref().map_or(Some(PinyinFit::Exact), |typed| typed.fit(name));
            let Some(fit) = fit.filter(|_| **name != *line) else { continue };
            let (text, docs) = (name.to_string(), count.articles);
            ranked.push((Rank::new(fit, docs), Candidate { text, kind: CandidateKind::Said(facet), docs }));
        }
        // Those of most articles come first, and stay so among equals.
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, candidate)| candidate).take(limit).collect()
    }

    fn words(&self, typed: &Typed, target: &CompletionTarget<'_>, limit: usize) -> Vec<(Rank, Candidate)> {
        let capitals = target.capitals().unwrap_or_default();
        let Some(vocabulary) = &self.vocabulary else { return Vec::new() };
        let mut best = TopWords { limit, ..TopWords::default() };
        // A single letter fits all words that begin with it equally well, and they come sorted by their number of articles.
        let enough = if typed.is_one_letter() { limit } else { usize::MAX };
        let is_abbreviated =
            target.typed.len() <= ABBREVIATED && target.typed.bytes().all(|b| b.is_ascii_lowercase());
        for key in typed.keys() {
            let user = self.user.iter().flat_map(|user| user.under(key));
            let offered = user.chain(vocabulary.under(key)).filter(|entry| is_offered(entry, target));
            for entry in offered.filter(|entry| entry.text.starts_with(capitals)).take(enough) {
                let fit = typed.fit(entry.text).or_else(|| typed.fit(last_part(&entry)?));
                let is_function = |fit: &PinyinFit| *fit != PinyinFit::Exact && is_function_word(entry.text);
                if let Some(fit) = fit.filter(|fit| !is_function(fit)) {
                    let is_foreign = is_abbreviated && entry.text.is_ascii();
                    let fit = if is_foreign { fit.max(PinyinFit::Short) } else { fit };
                    best.offer(Rank::new(fit, entry.docs), entry);
                }
            }
        }
        let mut words = best.finish();
        if words.iter().all(|(rank, _)| rank.0 > 0)
            && let Some(searched) = &self.searched
        {
            let composer = Composer { vocabulary, counter: WordCounter::new(searched, COMPOSED) };
            words.extend(composer.words(target.typed));
        }
        words
    }
}

/// The statuses that begin like this in either language, or are spelt so; all of them while nothing is typed.
fn statuses(typed: &str) -> Vec<Candidate> {
    let pinyin = Typed::new(typed);
    if pinyin.is_none() && !typed.is_empty() {
        return Vec::new();
    }
    let names = |status| [Lang::Zh, Lang::En].map(|lang| write::without_field(&Term::Status(status), lang));
    let fits = |names: &[String; 2]| {
        pinyin.as_ref().is_none_or(|pinyin| names.iter().any(|name| pinyin.fit(name).is_some()))
            && names.iter().all(|name| name != typed)
    };
    let offered = ArticleStatus::ALL.into_iter().map(|status| (status, names(status)));
    let candidate = |(status, [text, _]): (ArticleStatus, [String; 2])| Candidate {
        text,
        kind: CandidateKind::Status(status),
        docs: 0,
    };
    offered.filter(|(_, names)| fits(names)).map(candidate).collect()
}

/// Whether a word is allowed here and would change what is typed.
fn is_offered(entry: &WordEntry<'_>, target: &CompletionTarget<'_>) -> bool {
    match target.scope {
        Scope::Section => entry.section && entry.text != target.typed,
        Scope::Term => entry.section || entry.text != target.typed,
        _ => !entry.section && entry.text != target.typed,
    }
}

/// The last folder of a section: 国内 of 要闻/国内.
fn last_part<'a>(entry: &WordEntry<'a>) -> Option<&'a str> {
    entry.text.rsplit_once('/').filter(|_| entry.section).map(|(_, last)| last)
}

impl Candidate {
    /// What choosing it writes into the query of a reader of `lang`, where the target has this scope.
    pub fn written(&self, scope: Scope, lang: Lang) -> String {
        let province = |number| Term::Province { set: ProvinceSet::single(number), role: Role::About };
        let section = || Term::Section(Some(self.text.clone()));
        match (self.kind, scope) {
            (CandidateKind::Province(number), Scope::Term) => write::term(&province(number), lang),
            (CandidateKind::Province(number), _) => write::without_field(&province(number), lang),
            (CandidateKind::Section, Scope::Term) => write::term(&section(), lang),
            (CandidateKind::Section, _) => write::without_field(&section(), lang),
            (CandidateKind::Status(status), _) => write::without_field(&Term::Status(status), lang),
            (CandidateKind::Said(facet), _) => {
                let said = FacetValue::Name(self.text.as_str().into());
                let term = (facet.row().term)(&said, Role::About);
                term.map(|term| write::without_field(&term, lang)).unwrap_or_default()
            }
            (CandidateKind::Word, _) => self.text.clone(),
        }
    }
}

/// The rank of a candidate; the best is the lowest.
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
            PinyinFit::Loose => Self(3, Reverse(docs)),
        }
    }

    /// The same rank for a word in `articles` articles instead of `docs`.
    fn with(self, docs: u32, articles: u32) -> Self {
        let weight = self.1.0 / u64::from(docs.max(1));
        Self(self.0, Reverse(u64::from(articles) * weight.max(1)))
    }
}

/// The best words so far. Pruned now and then, so that a single comparison rejects most words.
#[derive(Debug, Default)]
struct TopWords<'a> {
    limit: usize,
    ranked: Vec<(Rank, WordEntry<'a>)>,
    /// The worst of the best; a word ranked behind it is rejected.
    worst: Option<Rank>,
}

impl<'a> TopWords<'a> {
    fn offer(&mut self, rank: Rank, entry: WordEntry<'a>) {
        if self.worst.is_some_and(|worst| rank > worst) {
            return;
        }
        self.ranked.push((rank, entry));
        if self.ranked.len() > 4 * self.limit {
            self.prune();
        }
    }

    /// Keeps the best. A word with several readings may have been offered under each of them, and is kept once.
    fn prune(&mut self) {
        self.ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.text.cmp(b.1.text)));
        self.ranked.dedup_by(|a, b| a.1 == b.1);
        self.ranked.truncate(self.limit);
        if self.ranked.len() == self.limit {
            self.worst = self.ranked.last().map(|(rank, _)| *rank);
        }
    }

    fn finish(mut self) -> Vec<(Rank, Candidate)> {
        self.prune();
        let candidate = |entry: WordEntry<'_>| Candidate {
            text: entry.text.to_owned(),
            kind: if entry.section { CandidateKind::Section } else { CandidateKind::Word },
            docs: entry.docs,
        };
        self.ranked.into_iter().map(|(rank, entry)| (rank, candidate(entry))).collect()
    }
}

mod composed;
#[cfg(test)]
mod tests;
