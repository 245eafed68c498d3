//! Reads one paragraph: finds names from left to right and asks the rules about each.
//!
//! What must not go in: the rules themselves, and anything that needs the whole article.

use super::edges::{self, Cutter, Pairs};
use super::foreign::{Abroad, Last};
use super::gazetteer::{Kind, Meaning};
use super::lexicon::{Found, Lexicon};
use super::occurrence::{Certainty, Occurrence};
use super::spot::{Spot, ends, is_han};
use super::works::Works;
use super::{datelines, people, signs, streets, things};
use crate::corpus::ProvinceSet;

/// What the rules may look into.
#[derive(Clone, Copy)]
pub(super) struct Rules<'r> {
    pub(super) lexicon: &'r Lexicon,
    pub(super) abroad: &'r Abroad,
    pub(super) pairs: &'r Pairs,
    pub(super) words: Option<&'r dyn Cutter>,
}

/// What a rule says about a name found.
enum Verdict {
    /// It counts; reading goes on at this byte.
    Counts(Certainty, usize),
    /// It is something else that ends at this byte.
    Other(usize),
    /// Members of an enumeration, and its end.
    Each(Vec<(usize, usize, ProvinceSet)>, usize),
    /// It is no name at all; a shorter one may be.
    Nothing,
}

/// After these a place has no weight for what an article is about (LABELLING, about).
const WITHOUT_WEIGHT: [&str; 8] = ["不是", "并非", "而非", "不在", "不属于", "没去过", "除了", "除"];

/// 除 is part of these.
const NOT_EXCEPT: [&str; 13] =
    ["解除", "消除", "免除", "清除", "拆除", "铲除", "废除", "排除", "扫除", "删除", "根除", "开除", "防除"];

/// One paragraph being read.
pub(super) struct Reading<'r, 't> {
    rules: Rules<'r>,
    text: &'t str,
    /// Number of the paragraph, 0 for the title.
    paragraph: usize,
    works: Option<Works>,
    abroad: Option<Last<'t>>,
}

impl<'r, 't> Reading<'r, 't> {
    /// `text` is folded.
    pub(super) fn new(rules: Rules<'r>, text: &'t str, paragraph: usize) -> Self {
        Self { rules, text, paragraph, works: None, abroad: None }
    }

    /// Appends the paragraph's occurrences to `found`.
    pub(super) fn read(mut self, found: &mut Vec<Occurrence>) {
        let mut resume = 0;
        let mut chars = self.text.char_indices();
        let Some((mut at, mut a)) = chars.next() else { return };
        for (next, b) in chars {
            if at >= resume && self.rules.lexicon.may_begin(a, b) {
                resume = self.look(at, found);
            }
            (at, a) = (next, b);
        }
    }

    /// Judges the longest name at `at`, then the shorter ones; where to go on.
    fn look(&mut self, at: usize, found: &mut Vec<Occurrence>) -> usize {
        let lexicon = self.rules.lexicon;
        let mut name = lexicon.longest(self.text.get(at..).unwrap_or_default());
        while let Some(candidate) = name {
            let spot = Spot { text: self.text, start: at, end: at + candidate.len };
            match self.judge(spot, lexicon.meaning(candidate), found) {
                Verdict::Counts(certainty, end) => {
                    self.count(Spot { end, ..spot }, lexicon.meaning(candidate), certainty, found);
                    return end;
                }
                Verdict::Other(end) => return end,
                Verdict::Each(members, end) => {
                    for (start, end, set) in members {
                        let spot = Spot { text: self.text, start, end };
                        self.count(spot, Meaning::new(Kind::List, set), Certainty::Sure(set), found);
                    }
                    return end;
                }
                Verdict::Nothing => name = lexicon.shorter(candidate),
            }
        }
        0
    }

    fn judge(&mut self, spot: Spot<'t>, meaning: Meaning, found: &[Occurrence]) -> Verdict {
        match meaning.kind {
            Kind::Thing if things::is_organisation(spot.after()) => return Verdict::Nothing,
            Kind::Blocker | Kind::Thing => return Verdict::Other(spot.end),
            Kind::Foreign => {
                self.abroad = Some(Last { name: spot.name(), end: spot.end });
                return Verdict::Other(spot.end);
            }
            Kind::List | Kind::Region => match signs::enumeration(spot) {
                Some((members, end)) if end > spot.end => return Verdict::Each(members, end),
                _ if meaning.kind == Kind::List => return Verdict::Nothing,
                _ => {}
            },
            Kind::Verb if !signs::after_verb(spot, self.rules.lexicon) => return Verdict::Nothing,
            Kind::Line if !signs::is_line(spot) => return Verdict::Nothing,
            _ => {}
        }
        let text = self.text;
        if self.works.get_or_insert_with(|| Works::of(text)).hide(spot.start) {
            return Verdict::Other(spot.end);
        }
        self.judge_place(spot, meaning, found)
    }

    /// A name of a place outside the titles of works.
    #[expect(
        clippy::too_many_lines,
        reason = "one refusal after another, the surest first; apart they would pass six facts along"
    )]
    fn judge_place(&self, spot: Spot<'t>, meaning: Meaning, found: &[Occurrence]) -> Verdict {
        let last = found.last().filter(|o| o.paragraph == self.paragraph);
        let before = last.filter(|o| o.range.end == spot.start);
        let bare = matches!(meaning.kind, Kind::Bare | Kind::Witness);
        let short =
            bare || (meaning.kind == Kind::Province && spot.name().chars().count() < 4 && !has_suffix(spot));
        let chained =
            before.and_then(|o| o.certainty.sure()).filter(|p| p.len() == 1 && meaning.all.holds(*p));
        if self.rules.abroad.is_abroad(spot, meaning.kind, self.abroad) || datelines::is_seat(spot) {
            return Verdict::Other(spot.end);
        }
        if (short || meaning.kind == Kind::Epithet)
            && let Some(end) = streets::street(spot)
        {
            return Verdict::Other(end);
        }
        if (short || meaning.kind == Kind::Epithet) && things::is_thing(spot)
            || bare && things::is_water(spot)
        {
            return Verdict::Other(spot.end);
        }
        if short
            && (bare || before.is_some())
            && things::is_township(spot)
            && !self.begins_with_place(spot.after())
        {
            return Verdict::Other(spot.end);
        }
        if bare && people::is_transliterated(spot) {
            return Verdict::Other(spot.end);
        }
        if short
            && before.is_none()
            && (people::is_person(spot, self.rules.pairs) || people::is_whole_person(spot))
        {
            return Verdict::Other(spot.end);
        }
        if matches!(meaning.kind, Kind::Full | Kind::Anchored | Kind::Doubtful | Kind::Province)
            && edges::suffix_is_taken(spot)
        {
            return Verdict::Nothing;
        }
        if matches!(meaning.kind, Kind::Anchored | Kind::Doubtful)
            && chained.is_none()
            && !edges::is_anchored(spot)
        {
            return Verdict::Nothing;
        }
        if bare && self.is_overlapped(spot) {
            return Verdict::Nothing;
        }
        let wordy = short || matches!(meaning.kind, Kind::Epithet | Kind::Region | Kind::Institution);
        let suffixed = matches!(meaning.kind, Kind::Full | Kind::Anchored | Kind::Doubtful);
        if (wordy || suffixed) && chained.is_none() && self.rules.pairs.cut(spot, meaning.bits, suffixed) {
            return Verdict::Nothing;
        }
        if wordy && chained.is_none() && self.rules.words.is_some_and(|words| edges::are_crossed(spot, words))
        {
            return Verdict::Nothing;
        }
        if let Some(province) = chained {
            return Verdict::Counts(Certainty::Sure(province), spot.end);
        }
        if meaning.kind == Kind::Institution && before.is_some() && !ends(spot.name(), &["大学"]) {
            return Verdict::Other(spot.end);
        }
        if meaning.kind == Kind::Witness && meaning.own.len() == 1 && self.is_listed(spot, last) {
            return Verdict::Counts(Certainty::Sure(meaning.own), spot.end);
        }
        Verdict::Counts(certainty(spot, meaning), spot.end)
    }

    /// Whether a longer name begins inside this one: 离石家庄.
    fn is_overlapped(&self, spot: Spot<'_>) -> bool {
        let second = spot.name().chars().next().map_or(0, char::len_utf8);
        let rest = spot.text.get(spot.start + second..).unwrap_or_default();
        let longer = |f: &Found| f.len > spot.end - spot.start;
        self.rules.lexicon.longest(rest).filter(longer).is_some_and(|f| {
            matches!(
                self.rules.lexicon.meaning(f).kind,
                Kind::Bare | Kind::Full | Kind::Province | Kind::Institution
            )
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
        let next = self.rules.lexicon.longest(rest);
        next.is_some_and(|f| {
            matches!(self.rules.lexicon.meaning(f).kind, Kind::Bare | Kind::Full | Kind::Province)
        })
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

fn certainty(spot: Spot<'_>, meaning: Meaning) -> Certainty {
    match meaning.kind {
        Kind::Witness if edges::is_framed(spot) && meaning.own.len() == 1 => Certainty::Sure(meaning.own),
        Kind::Witness | Kind::Doubtful => Certainty::OneOf(meaning.all),
        Kind::Full | Kind::Anchored | Kind::Bare if meaning.own.len() > 1 => Certainty::OneOf(meaning.all),
        _ => Certainty::Sure(meaning.own),
    }
}

/// Whether a province's name is the full one.
fn has_suffix(spot: Spot<'_>) -> bool {
    spot.name().chars().count() > 2
        && ends(spot.name(), &["省", "市", "区"])
        && spot.name().chars().all(is_han)
}
