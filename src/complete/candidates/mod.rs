//! Candidates: what the end of a query line that is being typed may be meant to become, best first, as an input method
//! offers it: words of the corpus, provinces, sections, each with its number of articles.
//!
//! A query is always literal; candidates are offers. What must not go in: state of the prompt, drawing.

use std::cmp::Reverse;

use super::vocabulary::{Entry, Vocabulary};
use crate::facet::ProvinceCounts;
use crate::province::PROVINCES;
use crate::text::pinyin::{Fit, Typed};

/// A word all of whose characters are abbreviated counts so many times what a longer word counts: who abbreviates mostly
/// does so to the end.
const WHOLE: u64 = 4;

/// What asks for a section in a query.
const SECTION_SIGN: &str = "栏:";

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
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
    pub kind: Kind,
    /// Articles that hold the word, are about the province, or lie in the section.
    pub docs: u32,
}

/// What the query language has at the place where a candidate would stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A term: words, provinces, sections.
    Term,
    /// Plain text: in quotes, after `题:`, beside `~`.
    Text,
    /// The name of a province: after `@`, `省:`, `提:`.
    Province,
    /// The name of a section: after `栏:`.
    Section,
}

/// The end of a query line that candidates would replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail<'a> {
    /// What is typed so far; not empty but for provinces.
    pub typed: &'a str,
    /// Where it begins, in bytes of the line.
    pub start: usize,
    /// What may stand there.
    pub scope: Scope,
}

impl<'a> Tail<'a> {
    /// The last term of `line`, which ends at the cursor; `None` if there is none, or if it is a regular expression.
    pub fn of(line: &'a str) -> Option<Self> {
        let (mut start, mut quoted, mut regex) = (0, false, false);
        let mut scope = Scope::Term;
        for (at, c) in line.char_indices() {
            let after = at + c.len_utf8();
            let head = line.get(start..after).unwrap_or_default();
            let next = match c {
                '"' | '“' | '”' | '＂' => {
                    quoted = !quoted;
                    Some(if quoted { Scope::Text } else { Scope::Term })
                }
                _ if quoted => None,
                '|' | '｜' => Some(Scope::Term),
                c if c.is_whitespace() => Some(Scope::Term),
                '/' | '／' if at == start && scope == Scope::Term => {
                    regex = true;
                    continue;
                }
                '~' | '～' if at > start => Some(Scope::Text),
                '-' | '!' | '－' | '！' if at == start && scope == Scope::Term => Some(Scope::Term),
                '@' | '＠' if at == start && scope == Scope::Term => Some(Scope::Province),
                ':' | '：' if scope == Scope::Term => field(head),
                _ => None,
            };
            if let Some(next) = next {
                (start, scope, regex) = (after, next, false);
            }
        }
        let typed = line.get(start..).filter(|typed| !typed.is_empty() || scope == Scope::Province)?;
        (!regex).then_some(Self { typed, start, scope })
    }

    /// Whether letters are being typed that an input method would take: a digit then chooses.
    pub fn is_spelt(&self) -> bool {
        self.typed.ends_with(|c: char| c.is_ascii_lowercase() || c == '\'' || ('ａ'..='ｚ').contains(&c))
            && !self.has_capital()
    }

    /// With a capital, letters are meant as they are: GDP, iPhone.
    fn has_capital(&self) -> bool {
        self.typed.contains(|c: char| c.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(&c))
    }
}

/// What stands after a field like `题:`.
fn field(head: &str) -> Option<Scope> {
    match head.trim_end_matches([':', '：']) {
        "题" | "title" => Some(Scope::Text),
        "省" | "主题" | "province" | "提" | "提及" | "mentions" => Some(Scope::Province),
        "栏" | "栏目" | "section" => Some(Scope::Section),
        _ => None,
    }
}

/// What candidates are chosen from.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// The words of the corpus, if they have been counted.
    pub vocabulary: Option<Vocabulary>,
    /// Articles about each province.
    pub provinces: ProvinceCounts,
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
        let docs = self.provinces.about.get(number).copied().unwrap_or(0);
        Some(Candidate { text, kind: Kind::Province(number), docs })
    }

    fn provinces(&self, typed: &Typed, tail: &Tail<'_>) -> impl Iterator<Item = (Rank, Candidate)> {
        let fitting = PROVINCES.iter().enumerate().filter_map(|(number, province)| {
            let fit = [province.short, province.full].into_iter().filter_map(|name| typed.fit(name)).min();
            let official = tail.typed.eq_ignore_ascii_case(province.pinyin).then_some(Fit::Exact);
            Some((number, official.or(fit)?, self.province(number)?))
        });
        let anyway = tail.scope == Scope::Province;
        let mentions = |number: usize| self.provinces.mentions.get(number).copied().unwrap_or(0);
        // About as many articles mention a province as hold its name: it comes beside the word, and before it.
        let ranked = move |(number, fit, candidate)| (Rank::new(fit, mentions(number)), candidate);
        fitting.filter(move |(_, _, c)| anyway || c.docs > 0).map(ranked)
    }

    fn words(&self, typed: &Typed, tail: &Tail<'_>, limit: usize) -> Vec<(Rank, Candidate)> {
        let Some(vocabulary) = &self.vocabulary else { return Vec::new() };
        let mut best = Best { limit, ..Best::default() };
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
fn is_offered(entry: &Entry<'_>, tail: &Tail<'_>) -> bool {
    match tail.scope {
        Scope::Section => entry.section && entry.text != tail.typed,
        Scope::Term => entry.section || entry.text != tail.typed,
        Scope::Text | Scope::Province => !entry.section && entry.text != tail.typed,
    }
}

/// 国内, of the section 要闻/国内.
fn last_part<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    entry.text.rsplit_once('/').filter(|_| entry.section).map(|(_, last)| last)
}

impl Candidate {
    /// What choosing it writes into the query at a place of this scope.
    pub fn written(&self, scope: Scope) -> String {
        match (self.kind, scope) {
            (Kind::Province(_), Scope::Term) => format!("@{}", self.text),
            (Kind::Section, Scope::Term) => format!("{SECTION_SIGN}{}", quoted(&self.text)),
            (Kind::Section, _) => quoted(&self.text),
            _ => self.text.clone(),
        }
    }
}

/// A name with blanks or bars is only one name in quotes.
fn quoted(name: &str) -> String {
    let parts = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '~' | '～');
    if name.contains(parts) { format!("\"{name}\"") } else { name.to_owned() }
}

/// The order of candidates, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8, Reverse<u64>);

impl Rank {
    fn new(fit: Fit, docs: u32) -> Self {
        let docs = u64::from(docs);
        match fit {
            Fit::Exact => Self(0, Reverse(docs)),
            Fit::Spelt => Self(1, Reverse(docs)),
            Fit::Short => Self(2, Reverse(docs * WHOLE)),
            Fit::Begun => Self(2, Reverse(docs)),
        }
    }
}

/// The best words so far. They are sorted out now and then, so that most words are passed over with one comparison.
#[derive(Debug, Default)]
struct Best<'a> {
    limit: usize,
    ranked: Vec<(Rank, Entry<'a>)>,
    /// What is not better than this is not among the best.
    worst: Option<Rank>,
}

impl<'a> Best<'a> {
    fn offer(&mut self, rank: Rank, entry: Entry<'a>) {
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
        let candidate = |entry: Entry<'_>| Candidate {
            text: entry.text.to_owned(),
            kind: if entry.section { Kind::Section } else { Kind::Word },
            docs: entry.docs,
        };
        self.ranked.into_iter().map(|(rank, entry)| (rank, candidate(entry))).collect()
    }
}

#[cfg(test)]
mod tests;
