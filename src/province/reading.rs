//! Reads one paragraph: finds names from left to right and asks the rules about each.
//!
//! What must not go in: the rules themselves, and anything that needs the whole article.

use super::gazetteer::{Kind, Lexicon, Meaning};
use super::occurrence::{Certainty, Occurrence};
use super::rules::foreign::Last;
use super::rules::signs::Enumeration;
use super::rules::works::Works;
use super::rules::{Tables, datelines, frames, people, signs, streets, things};
use super::spot::{Spot, ends};

/// What a rule says about a name found.
enum Verdict {
    /// It counts; reading goes on at this byte.
    Counts(Certainty, usize),
    /// It is something else that ends at this byte.
    Other(usize),
    /// Each member of an enumeration counts.
    Each(Enumeration),
    /// It is no name at all; a shorter one may be.
    Nothing,
}

/// After these a place has no weight for what an article is about (`docs/provinces.md`).
const WITHOUT_WEIGHT: [&str; 8] = ["不是", "并非", "而非", "不在", "不属于", "没去过", "除了", "除"];

/// 除 is part of these.
const NOT_EXCEPT: [&str; 13] =
    ["解除", "消除", "免除", "清除", "拆除", "铲除", "废除", "排除", "扫除", "删除", "根除", "开除", "防除"];

/// Bytes of a saying of four characters.
const SAYING: usize = 12;

/// One paragraph being read.
pub(super) struct Reading<'r, 't> {
    lexicon: &'r Lexicon,
    tables: &'r Tables,
    text: &'t str,
    /// Number of the paragraph, 0 for the title.
    paragraph: usize,
    works: Option<Works>,
    abroad: Option<Last<'t>>,
}

impl<'r, 't> Reading<'r, 't> {
    /// `text` is folded.
    pub(super) fn new(lexicon: &'r Lexicon, tables: &'r Tables, text: &'t str, paragraph: usize) -> Self {
        Self { lexicon, tables, text, paragraph, works: None, abroad: None }
    }

    /// Appends the paragraph's occurrences to `found`; names may begin at `places` only.
    pub(super) fn read(mut self, places: &[usize], found: &mut Vec<Occurrence>) {
        let mut resume = 0;
        for at in places {
            if *at >= resume {
                resume = self.look(*at, found);
            }
        }
    }

    /// Judges the longest name at `at`, then the shorter ones; where to go on.
    fn look(&mut self, at: usize, found: &mut Vec<Occurrence>) -> usize {
        let lexicon = self.lexicon;
        let mut name = lexicon.longest(self.text.get(at..).unwrap_or_default());
        while let Some(candidate) = name {
            let spot = Spot { text: self.text, start: at, end: at + candidate.len };
            match self.judge(spot, lexicon.meaning(candidate), found) {
                Verdict::Counts(certainty, end) => {
                    self.count(Spot { end, ..spot }, lexicon.meaning(candidate), certainty, found);
                    return end;
                }
                Verdict::Other(end) => return end,
                Verdict::Each(enumeration) => {
                    for (range, set) in enumeration.members {
                        let spot = Spot { text: self.text, start: range.start, end: range.end };
                        self.count(spot, Meaning::new(Kind::List, set), Certainty::Sure(set), found);
                    }
                    return enumeration.end;
                }
                Verdict::Nothing => name = lexicon.shorter(candidate),
            }
        }
        0
    }

    fn judge(&mut self, spot: Spot<'t>, meaning: Meaning, found: &[Occurrence]) -> Verdict {
        match meaning.kind {
            Kind::Thing if things::is_organisation(spot.after()) => return Verdict::Nothing,
            Kind::Thing | Kind::Blocker => return Verdict::Other(spot.end),
            Kind::Foreign => {
                self.abroad = Some(Last { name: spot.name(), end: spot.end });
                return Verdict::Other(spot.end);
            }
            Kind::List | Kind::Region => match signs::enumeration(spot) {
                Some(members) if members.end > spot.end || meaning.kind == Kind::List => {
                    return Verdict::Each(members);
                }
                _ if meaning.kind == Kind::List => return Verdict::Nothing,
                _ => {}
            },
            Kind::Verb if !signs::after_verb(spot, self.lexicon, &self.tables.words) => {
                return Verdict::Nothing;
            }
            Kind::Line if !signs::is_line(spot) => return Verdict::Nothing,
            _ => {}
        }
        let text = self.text;
        if self.works.get_or_insert_with(|| Works::of(text)).hide(spot.start) {
            return Verdict::Other(spot.end);
        }
        let last = found.last().filter(|o| o.paragraph == self.paragraph);
        let joined = last.filter(|o| o.range.end == spot.start);
        if let Some(end) = self.other(spot, meaning.kind, joined.is_some()) {
            return Verdict::Other(end);
        }
        if meaning.kind.may_end_in_suffix() && frames::suffix_is_taken(spot) {
            return Verdict::Nothing;
        }
        let chained =
            joined.and_then(|o| o.certainty.sure()).filter(|p| p.len() == 1 && meaning.all.holds(*p));
        if let Some(province) = chained {
            return Verdict::Counts(Certainty::Sure(province), spot.end);
        }
        if self.is_cut(spot, meaning) {
            return Verdict::Nothing;
        }
        // 武汉外滩, 沈阳故宫: another place's.
        if meaning.kind == Kind::Institution && joined.is_some() && !spot.name().ends_with("大学") {
            return Verdict::Other(spot.end);
        }
        Verdict::Counts(self.certainty(spot, meaning, last), spot.end)
    }

    /// Where a thing ends that only has the name of a place; `joined` says that a place ends where the name begins.
    fn other(&self, spot: Spot<'t>, kind: Kind, joined: bool) -> Option<usize> {
        if self.tables.abroad.is_abroad(spot, kind, self.abroad) || datelines::is_seat(spot) {
            return Some(spot.end);
        }
        let short = kind.is_bare() || (kind == Kind::Province && !has_suffix(spot));
        let epithet = kind == Kind::Epithet;
        if !short && !epithet {
            return None;
        }
        if let Some(end) = streets::street(spot) {
            return Some(end);
        }
        let place_follows = self.begins_with_place(spot.after());
        let township = |spot| things::is_township(spot) && !place_follows;
        let nature = |spot| things::is_nature(spot, place_follows, &self.tables.words);
        let person = || {
            people::is_person(spot, &self.tables.words)
                || people::is_whole_person(spot, &self.tables.words)
                || people::is_in_byline(spot)
        };
        let other = self.tables.things.is_thing(spot)
            || (kind.is_bare() && (nature(spot) || people::is_transliterated(spot)))
            || (short && (kind.is_bare() || joined) && township(spot))
            || (short && !joined && person());
        other.then_some(spot.end)
    }

    /// Whether the characters of the name are no word here.
    fn is_cut(&self, spot: Spot<'t>, meaning: Meaning) -> bool {
        let kind = meaning.kind;
        if datelines::is_dateline(spot) || (kind == Kind::Full && frames::has_office(spot)) {
            return false;
        }
        if matches!(kind, Kind::Anchored | Kind::Doubtful) && !frames::is_anchored(spot) {
            return true;
        }
        let suffixed = matches!(kind, Kind::Full | Kind::Anchored | Kind::Doubtful);
        let short = kind.is_bare()
            || matches!(kind, Kind::Epithet | Kind::Region | Kind::Institution)
            || (kind == Kind::Province && !has_suffix(spot));
        let weighed = self.without_place_after(spot, meaning);
        (short && self.is_overlapped(spot, kind.is_bare()))
            || ((short || suffixed) && self.tables.words.cut(weighed, meaning.bits, suffixed))
    }

    /// The spot in a text that ends with it when a place of the same province follows: 山西晋城 is no 西晋.
    fn without_place_after(&self, spot: Spot<'t>, meaning: Meaning) -> Spot<'t> {
        let next = self.lexicon.longest(spot.after()).map(|found| self.lexicon.meaning(found));
        let place = next
            .is_some_and(|m| (m.kind.is_bare() || m.kind.may_end_in_suffix()) && m.all.meets(meaning.own));
        let text = if place { spot.text.get(..spot.end).unwrap_or_default() } else { spot.text };
        Spot { text, ..spot }
    }

    /// Which provinces a name means that stands for itself; `last` is the occurrence before it.
    fn certainty(&self, spot: Spot<'t>, meaning: Meaning, last: Option<&Occurrence>) -> Certainty {
        let one = meaning.own.len() == 1;
        match meaning.kind {
            Kind::Witness if one && (frames::is_framed(spot) || self.is_listed(spot, last)) => {
                Certainty::Sure(meaning.own)
            }
            Kind::Witness | Kind::Doubtful => Certainty::OneOf(meaning.all),
            Kind::Full | Kind::Anchored | Kind::Bare if !one => Certainty::OneOf(meaning.all),
            _ => Certainty::Sure(meaning.own),
        }
    }

    /// Whether a longer name begins inside this one (离石家庄), or a saying (今天津津有味).
    fn is_overlapped(&self, spot: Spot<'_>, bare: bool) -> bool {
        let lexicon = self.lexicon;
        let inside = spot.name().char_indices().skip(1).map(|(at, _)| spot.start + at);
        inside.filter_map(|at| lexicon.longest(spot.text.get(at..)?)).any(|found| {
            match lexicon.meaning(found).kind {
                Kind::Blocker => found.len >= SAYING,
                Kind::Bare | Kind::Full | Kind::Province | Kind::Institution => {
                    bare && found.len > spot.name().len()
                }
                _ => false,
            }
        })
    }

    /// Whether the name stands in a list of places: 大同、朔州, 鞍山和四平.
    fn is_listed(&self, spot: Spot<'_>, last: Option<&Occurrence>) -> bool {
        let joins = ["、", "和", "与", "及", "到", "至"];
        let between = last.and_then(|o| spot.text.get(o.range.end..spot.start));
        let joined = joins.iter().find_map(|join| spot.after().strip_prefix(join));
        between.is_some_and(|b| joins.contains(&b)) || joined.is_some_and(|rest| self.begins_with_place(rest))
    }

    /// Whether the name of a place stands at the beginning of `rest`.
    fn begins_with_place(&self, rest: &str) -> bool {
        let next = self.lexicon.longest(rest);
        next.is_some_and(|f| matches!(self.lexicon.meaning(f).kind, Kind::Bare | Kind::Full | Kind::Province))
    }

    /// Records an occurrence, or lengthens the chain before it.
    fn count(&self, spot: Spot<'_>, meaning: Meaning, certainty: Certainty, found: &mut Vec<Occurrence>) {
        let range = match meaning.kind {
            Kind::Verb => spot.start + spot.name().chars().next().map_or(0, char::len_utf8)..spot.end,
            _ => spot.start..spot.end,
        };
        if let Some(last) = found.last_mut()
            && last.paragraph == self.paragraph
            && last.range.end == range.start
            && meaning.kind != Kind::List
            && last.certainty == certainty
            && certainty.sure().is_some()
        {
            last.range.end = range.end;
            return;
        }
        let before = spot.before();
        let weight = !ends(before, &WITHOUT_WEIGHT) || ends(before, &NOT_EXCEPT);
        found.push(Occurrence { paragraph: self.paragraph, range, kind: meaning.kind, certainty, weight });
    }
}

/// Whether a province's name is the full one.
fn has_suffix(spot: Spot<'_>) -> bool {
    spot.name().chars().count() > 2 && ends(spot.name(), &["省", "市", "区"])
}
