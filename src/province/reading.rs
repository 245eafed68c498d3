//! Reads one paragraph: finds names from left to right and applies the rules to each.
//!
//! What must not go in: the rules themselves, and anything that needs the whole article.

use std::sync::LazyLock;

use super::gazetteer::{Lexicon, NameKind, NameMeaning};
use super::name_match::{NameMatch, ends};
use super::occurrence::{Certainty, Occurrence};
use super::rules::foreign::LastAbroad;
use super::rules::signs::Enumeration;
use super::rules::works::Works;
use super::rules::{Tables, datelines, edges, frames, namesakes, people, signs, streets, things};
use super::word_list::{WordList, WordListFile};
use crate::text::han::is_han;

/// The verdict on a name.
enum Verdict {
    /// It counts; reading resumes at this byte.
    Counts(Certainty, usize),
    /// It is part of something else, which ends at this byte.
    Other(usize),
    /// Each member of an enumeration counts.
    Each(Enumeration),
    /// It is not a name; a shorter match may be.
    Nothing,
}

const TABLE: WordListFile = WordListFile(include_str!("../../assets/province/reading.txt"));

/// After these a place has no weight for what an article is about (`docs/en/provinces.md`).
static WITHOUT_WEIGHT: LazyLock<WordList> = LazyLock::new(|| TABLE.words("without-weight"));

/// Words that end in 除 and do not mean "except".
static NOT_EXCEPT: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-except"));

/// Between the places of a list.
static JOINS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("joins"));

/// Institutions that count even after another place.
static UNIVERSITIES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("universities"));

/// Length of a four-character idiom in bytes.
const SAYING: usize = 12;

/// One paragraph being read.
pub(super) struct ParagraphReader<'r, 't> {
    lexicon: &'r Lexicon,
    tables: &'r Tables,
    text: &'t str,
    /// Number of the paragraph, 0 for the title.
    paragraph: usize,
    works: Option<Works>,
    abroad: Option<LastAbroad<'t>>,
    /// Names that the article has introduced as those of people.
    people: &'r mut Vec<String>,
}

impl<'r, 't> ParagraphReader<'r, 't> {
    /// A reader of `text`, which must be folded.
    pub(super) fn new(
        (lexicon, tables): (&'r Lexicon, &'r Tables),
        text: &'t str,
        paragraph: usize,
        people: &'r mut Vec<String>,
    ) -> Self {
        Self { lexicon, tables, text, paragraph, works: None, abroad: None, people }
    }

    /// Appends the paragraph's occurrences to `found`; names start only at `places`.
    pub(super) fn read(mut self, places: &[usize], found: &mut Vec<Occurrence>) {
        let mut resume = 0;
        for at in places {
            if *at >= resume {
                resume = self.look(*at, found);
            }
        }
    }

    /// Judges the longest name at `at`, then shorter ones; returns the byte to resume at.
    fn look(&mut self, at: usize, found: &mut Vec<Occurrence>) -> usize {
        let lexicon = self.lexicon;
        let mut name = lexicon.longest(self.text.get(at..).unwrap_or_default());
        while let Some(candidate) = name {
            let matched = NameMatch { text: self.text, start: at, end: at + candidate.len };
            match self.judge(matched, lexicon.meaning(candidate), found) {
                Verdict::Counts(certainty, end) => {
                    self.count(NameMatch { end, ..matched }, lexicon.meaning(candidate), certainty, found);
                    return end;
                }
                Verdict::Other(end) => return end,
                Verdict::Each(enumeration) => {
                    for (range, set) in enumeration.members {
                        let matched = NameMatch { text: self.text, start: range.start, end: range.end };
                        self.count(
                            matched,
                            NameMeaning::new(NameKind::List, set),
                            Certainty::Sure(set),
                            found,
                        );
                    }
                    return enumeration.end;
                }
                Verdict::Nothing => name = lexicon.shorter(candidate),
            }
        }
        0
    }

    fn judge(&mut self, matched: NameMatch<'t>, meaning: NameMeaning, found: &[Occurrence]) -> Verdict {
        match meaning.kind {
            NameKind::Thing if things::is_organisation(matched.after()) => return Verdict::Nothing,
            NameKind::Thing | NameKind::Blocker => return Verdict::Other(matched.end),
            NameKind::Foreign => {
                self.abroad = Some(LastAbroad { name: matched.name(), end: matched.end });
                return Verdict::Other(matched.end);
            }
            NameKind::List | NameKind::Region => match signs::enumeration(matched, self.tables.words.short) {
                Some(members) if members.end > matched.end || meaning.kind == NameKind::List => {
                    return Verdict::Each(members);
                }
                _ if meaning.kind == NameKind::List => return Verdict::Nothing,
                _ if people::is_two_people(matched) => return Verdict::Nothing,
                _ => {}
            },
            NameKind::Verb if !signs::after_verb(matched, self.lexicon, self.tables.words.short) => {
                return Verdict::Nothing;
            }
            NameKind::Line if !signs::is_line(matched) => return Verdict::Nothing,
            NameKind::Full | NameKind::Anchored if namesakes::is_any_county(matched) => {
                return Verdict::Nothing;
            }
            NameKind::Province if namesakes::is_side(matched) => return Verdict::Nothing,
            _ => {}
        }
        let text = self.text;
        if self.works.get_or_insert_with(|| Works::of(text)).hide(matched.start) {
            return Verdict::Other(matched.end);
        }
        let last = found.last().filter(|o| o.paragraph == self.paragraph);
        let joined = last.filter(|o| o.range.end == matched.start);
        if let Some(end) = self.other(matched, meaning.kind, joined.is_some()) {
            return Verdict::Other(end);
        }
        if meaning.kind.is_bare() && self.is_known_person(matched) {
            return Verdict::Other(matched.end);
        }
        if meaning.kind.may_end_in_suffix() && frames::suffix_is_taken(matched) {
            return Verdict::Nothing;
        }
        let chained =
            joined.and_then(|o| o.certainty.sure()).filter(|p| p.len() == 1 && meaning.all.is_superset(*p));
        if let Some(province) = chained {
            return Verdict::Counts(Certainty::Sure(province), matched.end);
        }
        // 西安曲江, 上海思南公馆: something of the place before, or of the sight behind.
        let elsewhere = matches!(meaning.kind, NameKind::Rare | NameKind::Ambiguous)
            && (joined.is_some_and(|o| o.certainty.sure().is_some()) || self.sight_follows(matched, meaning));
        if elsewhere {
            return Verdict::Other(matched.end);
        }
        if self.is_cut(matched, meaning) {
            return Verdict::Nothing;
        }
        // 武汉外滩, 沈阳故宫: the institution of another place.
        if meaning.kind == NameKind::Institution && joined.is_some() && !UNIVERSITIES.ends(matched.name()) {
            return Verdict::Other(matched.end);
        }
        Verdict::Counts(self.certainty(matched, meaning, last), matched.end)
    }

    /// The end of a thing that merely carries the name of a place; `joined` says that a place ends where the name starts.
    fn other(&self, matched: NameMatch<'t>, kind: NameKind, joined: bool) -> Option<usize> {
        if self.tables.abroad.is_abroad(matched, kind, self.abroad) || datelines::is_seat(matched) {
            return Some(matched.end);
        }
        let short = kind.is_bare() || (kind == NameKind::Province && !has_suffix(matched));
        let epithet = kind == NameKind::Epithet;
        if !short && !epithet {
            return None;
        }
        if let Some(end) = streets::street(matched, kind == NameKind::Rare) {
            return Some(end);
        }
        let line = namesakes::is_line(matched, matches!(kind, NameKind::Rare | NameKind::Epithet));
        if line || namesakes::is_corner(matched) || namesakes::is_verb(matched) {
            return Some(matched.end);
        }
        let place_follows = self.begins_with_place(matched.after());
        let township = |matched| things::is_township(matched) && !place_follows;
        let nature = |matched| things::is_nature(matched, place_follows, self.tables.words.short);
        let person = || {
            people::is_person(matched, self.tables.words.short)
                || people::is_whole_person(matched, self.tables.words.short)
                || people::is_in_byline(matched)
        };
        let other = self.tables.things.is_thing(matched)
            || (kind.is_bare() && (nature(matched) || people::is_transliterated(matched)))
            || (short && (kind.is_bare() || joined) && township(matched))
            || (short && !joined && person());
        other.then_some(matched.end)
    }

    /// Whether the article has introduced the name as a person's, here or before.
    fn is_known_person(&mut self, matched: NameMatch<'_>) -> bool {
        let known = self.people.iter().any(|person| person == matched.name());
        let introduced = !known && people::is_introduced(matched);
        if introduced {
            self.people.push(matched.name().to_owned());
        }
        known || introduced
    }

    /// Whether word boundaries cut the name.
    fn is_cut(&self, matched: NameMatch<'t>, meaning: NameMeaning) -> bool {
        let kind = meaning.kind;
        if datelines::is_dateline(matched) || (kind == NameKind::Full && frames::has_office(matched)) {
            return false;
        }
        if matches!(kind, NameKind::Anchored | NameKind::Doubtful) && !frames::is_anchored(matched) {
            return true;
        }
        let suffixed = matches!(kind, NameKind::Full | NameKind::Anchored | NameKind::Doubtful);
        let short = kind.is_bare()
            || matches!(kind, NameKind::Epithet | NameKind::Region | NameKind::Institution)
            || (kind == NameKind::Province && !has_suffix(matched));
        let weighed = self.without_place_after(matched, meaning);
        (short && self.is_overlapped(matched, kind.is_bare()))
            || (kind.is_bare() && edges::runs_into_sounds(matched))
            || ((short || suffixed) && edges::cut(&self.tables.words, weighed, meaning.bits, suffixed))
    }

    /// The match in a text that ends with it when a place of the same province follows: 山西晋城 is no 西晋.
    fn without_place_after(&self, matched: NameMatch<'t>, meaning: NameMeaning) -> NameMatch<'t> {
        let next = self.lexicon.longest(matched.after()).map(|found| self.lexicon.meaning(found));
        let place = next.is_some_and(|m| {
            (m.kind.is_bare() || m.kind.may_end_in_suffix()) && m.all.intersects(meaning.own)
        });
        let text = if place { matched.text.get(..matched.end).unwrap_or_default() } else { matched.text };
        NameMatch { text, ..matched }
    }

    /// The provinces that a name means; `last` is the occurrence before it.
    fn certainty(
        &self,
        matched: NameMatch<'t>,
        meaning: NameMeaning,
        last: Option<&Occurrence>,
    ) -> Certainty {
        let one = meaning.own.len() == 1;
        match meaning.kind {
            _ if namesakes::is_firm(matched, is_in_clause(matched, last)) => Certainty::OneOf(meaning.all),
            NameKind::Bare | NameKind::Province if one && namesakes::is_named_after(matched) => {
                Certainty::Unless(meaning.own)
            }
            NameKind::Rare if one && (self.is_evident(matched, last)) => Certainty::Sure(meaning.own),
            NameKind::Ambiguous if one && (frames::is_framed(matched) || self.is_listed(matched, last)) => {
                Certainty::Sure(meaning.own)
            }
            NameKind::Rare | NameKind::Ambiguous | NameKind::Doubtful => Certainty::OneOf(meaning.all),
            NameKind::Full | NameKind::Anchored | NameKind::Bare if !one => Certainty::OneOf(meaning.all),
            _ => Certainty::Sure(meaning.own),
        }
    }

    /// Whether what stands beside a rare name makes it the place: a frame, a list, a dateline, or clear words.
    fn is_evident(&self, matched: NameMatch<'t>, last: Option<&Occurrence>) -> bool {
        frames::is_framed(matched)
            || self.is_listed(matched, last)
            || datelines::is_dateline(matched)
            || edges::stands_clear(
                &self.tables.words,
                matched,
                people::may_be_person(matched.name()),
                self.abroad.is_some() && last.is_none(),
            )
    }

    /// Whether an institution of another province begins where the name ends: 曲江大雁塔.
    fn sight_follows(&self, matched: NameMatch<'_>, meaning: NameMeaning) -> bool {
        let next = self.lexicon.longest(matched.after()).map(|found| self.lexicon.meaning(found));
        next.is_some_and(|m| m.kind == NameKind::Institution && !m.all.intersects(meaning.all))
    }

    /// Whether a longer name (离石家庄) or an idiom (今天津津有味) starts inside this one.
    fn is_overlapped(&self, matched: NameMatch<'_>, bare: bool) -> bool {
        let lexicon = self.lexicon;
        let inside = matched.name().char_indices().skip(1).map(|(at, _)| matched.start + at);
        inside.filter_map(|at| lexicon.longest(matched.text.get(at..)?)).any(|found| {
            match lexicon.meaning(found).kind {
                NameKind::Blocker => found.len >= SAYING,
                NameKind::Bare
                | NameKind::Rare
                | NameKind::Full
                | NameKind::Province
                | NameKind::Institution => bare && found.len > matched.name().len(),
                _ => false,
            }
        })
    }

    /// Whether the name is in a list of places: 大同、朔州, 鞍山和四平.
    fn is_listed(&self, matched: NameMatch<'_>, last: Option<&Occurrence>) -> bool {
        let between = last.and_then(|o| matched.text.get(o.range.end..matched.start));
        let joined = JOINS.words().iter().find_map(|join| matched.after().strip_prefix(join));
        between.is_some_and(|b| JOINS.has(b)) || joined.is_some_and(|rest| self.begins_with_place(rest))
    }

    /// Whether `rest` starts with the name of a place.
    fn begins_with_place(&self, rest: &str) -> bool {
        let next = self.lexicon.longest(rest);
        next.is_some_and(|f| {
            matches!(
                self.lexicon.meaning(f).kind,
                NameKind::Bare | NameKind::Rare | NameKind::Full | NameKind::Province
            )
        })
    }

    /// Records an occurrence, or extends the chain before it.
    fn count(
        &self,
        matched: NameMatch<'_>,
        meaning: NameMeaning,
        certainty: Certainty,
        found: &mut Vec<Occurrence>,
    ) {
        let range = match meaning.kind {
            NameKind::Verb => {
                matched.start + matched.name().chars().next().map_or(0, char::len_utf8)..matched.end
            }
            _ => matched.start..matched.end,
        };
        if let Some(last) = found.last_mut()
            && last.paragraph == self.paragraph
            && last.range.end == range.start
            && meaning.kind != NameKind::List
            && last.certainty == certainty
            && certainty.sure().is_some()
        {
            last.range.end = range.end;
            return;
        }
        let before = matched.before();
        let weight = !WITHOUT_WEIGHT.ends(before) || NOT_EXCEPT.ends(before);
        let last = found.last().filter(|o| o.paragraph == self.paragraph);
        let between = last.and_then(|o| matched.text.get(o.range.end..range.start));
        let listed = between.is_some_and(|between| JOINS.has(between));
        let all = meaning.all;
        found.push(Occurrence { paragraph: self.paragraph, range, certainty, all, listed, weight });
    }
}

/// Whether a province's name has its suffix.
fn has_suffix(matched: NameMatch<'_>) -> bool {
    matched.name().chars().count() > 2 && ends(matched.name(), &["省", "市", "区"])
}

/// Whether the place before stands in the same clause.
fn is_in_clause(matched: NameMatch<'_>, last: Option<&Occurrence>) -> bool {
    let between = last.and_then(|o| matched.text.get(o.range.end..matched.start));
    between.is_some_and(|between| between.chars().all(is_han))
}
