//! Folding: what searching takes for the same character, in one table and one place.
//!
//! A character folds to one character or, if it has no width, to none: case, width, radicals and compatibility
//! ideographs, and all forms that the tables of `OpenCC` connect (着 and 著, 值 and 値) are one. The text is never changed:
//! queries are expanded with [`Folding::variants`], and only keys of the index are folded. [`Folding::simplified`] goes only
//! as far as the simplified form, for what has to know which character it is: readings, words. [`Simplifier`] and
//! [`half_width`] each do a single step, `blanks` says which blanks part no word. What must not go in: conversion for
//! display.

pub mod blanks;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::bmp_set::BmpSet;

/// Sections of words: pairs of a character and what it becomes, and classes, the one that stands for all of them first.
const TABLES: &str = include_str!("../../../assets/folding.txt");
/// Size of the direct lookup table in characters; few characters beyond it fold.
const TABLE: u32 = 0x1_0000;
/// Table entry that means "look in `far`"; no text contains this character.
const FAR: u16 = 1;
/// Built once for the process: 128 KB in about a millisecond.
static FOLDING: LazyLock<Folding> = LazyLock::new(Folding::new);

/// Half-width and small forms of signs, the forms of vertical text and of bullets, each with the sign it stands for.
const SIGNS: [&str; 6] = [
    "｡。｢「｣」､、･·•·・·‧·￠¢￡£￢¬￣¯￦₩￥¥",
    "﹐,﹑、﹒.﹔;﹕:﹖?﹗!﹙(﹚)﹛{﹜}﹝〔﹞〕﹟#﹠&﹡*﹢+﹣-﹤<﹥>﹦=﹨\\﹩$﹪%﹫@",
    "︐,︑、︒。︓:︔;︕!︖?︵(︶)︷{︸}︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』",
    "ｦヲｧァｨィｩゥｪェｫォｬャｭュｮョｯッｰーｱアｲイｳウｴエｵオｶカｷキｸクｹケｺコ",
    "ｻサｼシｽスｾセｿソﾀタﾁチﾂツﾃテﾄトﾅナﾆニﾇヌﾈネﾉノﾊハﾋヒﾌフﾍヘﾎホ",
    "ﾏマﾐミﾑムﾒメﾓモﾔヤﾕユﾖヨﾗラﾘリﾙルﾚレﾛロﾜワﾝン",
];

/// The words of a section of the table.
fn words(section: &str) -> impl Iterator<Item = &'static str> {
    let mut here = false;
    let lines = TABLES.lines().skip(1).filter(move |line| match line.strip_prefix('[') {
        Some(name) => {
            here = name.strip_suffix(']') == Some(section);
            false
        }
        None => here,
    });
    lines.flat_map(str::split_whitespace)
}

/// The pairs of a section: the first becomes the second.
fn pairs(section: &str) -> impl Iterator<Item = (char, char)> {
    words(section).filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}

/// The table.
#[derive(Debug)]
pub struct Folding {
    /// What each character folds to; 0 for nothing, [`FAR`] for an entry in `far`.
    to: Box<[u16]>,
    /// Pairs with a character beyond the table on either side, sorted.
    far: Vec<(char, char)>,
    /// A folded character and one that folds to it, sorted.
    back: Vec<(char, char)>,
    /// Characters whose simplified form is not what they fold to, sorted, with that form.
    simplified: Vec<(char, char)>,
    /// Those of them that lie in the basic plane: few do, and the list is asked for every character of a title.
    listed: BmpSet,
}

impl Folding {
    /// The table shared by the process.
    pub fn get() -> &'static Self {
        &FOLDING
    }

    fn new() -> Self {
        let simple: BTreeMap<char, char> = pairs("simplified").collect();
        let mut same: BTreeMap<char, char> = pairs("same").collect();
        let signs = SIGNS.iter().flat_map(|signs| signs.chars());
        let signs: Vec<char> = signs.collect();
        same.extend(signs.as_chunks().0.iter().map(|[from, to]| (*from, *to)));
        let mut class = BTreeMap::new();
        for members in words("variants") {
            let first = members.chars().next();
            class.extend(members.chars().skip(1).filter_map(|c| Some((c, first?))));
        }
        let step = |table: &BTreeMap<char, char>, c: char| table.get(&c).copied().unwrap_or(c);
        // The table of simplified forms chains at most once (薴 苧 苎).
        let plain = |c: char| step(&same, plain(step(&same, plain(c))));
        let simplest = |c: char| step(&simple, step(&simple, plain(c)));
        // Most characters are in none of the tables: looking each up took several milliseconds.
        let mut listed = vec![false; TABLE as usize].into_boxed_slice();
        for c in simple.keys().chain(same.keys()).chain(class.keys()) {
            if let Some(slot) = listed.get_mut(*c as usize) {
                *slot = true;
            }
        }
        let is_listed = |c: char| listed.get(c as usize).copied().unwrap_or(true);
        let last = |c: char| {
            let folded = self::plain(c);
            if is_listed(c) || is_listed(folded) { step(&class, simplest(c)) } else { folded }
        };
        let code = |c: char| u16::try_from(last(c) as u32).unwrap_or(FAR);
        let slot = |c: char| if has_no_width(c) { 0 } else { code(c) };
        let to = (0..TABLE).map(|number| char::from_u32(number).map_or(0, slot)).collect();
        let is_far = |c: &char| *c as u32 >= TABLE || last(*c) as u32 >= TABLE;
        let changed = || simple.keys().chain(same.keys()).chain(class.keys()).copied();
        let far: BTreeMap<char, char> = changed().filter(is_far).map(|c| (c, last(c))).collect();
        let far: Vec<(char, char)> = far.into_iter().filter(|(c, new)| c != new).collect();
        let kept = class.keys().chain(simple.keys()).chain(same.keys()).copied();
        let kept: BTreeMap<char, char> =
            kept.map(|c| (c, simplest(c))).filter(|(c, new)| last(*c) != *new).collect();
        let listed = BmpSet::new(kept.keys().copied());
        let mut folding = Self { to, far, back: Vec::new(), simplified: kept.into_iter().collect(), listed };
        let all = (0..TABLE).filter_map(char::from_u32).chain(changed().filter(is_far));
        let changed = all.filter_map(|c| folding.fold(c).filter(|new| *new != c).map(|new| (new, c)));
        let mut back: Vec<(char, char)> = changed.collect();
        back.sort_unstable();
        back.dedup();
        folding.back = back;
        folding
    }

    /// What `c` folds to; `None` if it has no width and is skipped.
    #[inline]
    pub fn fold(&self, c: char) -> Option<char> {
        match self.to.get(c as usize) {
            Some(0) => None,
            Some(&new) if new != FAR => char::from_u32(u32::from(new)),
            _ => Some(self.fold_far(c)),
        }
    }

    /// The same for a code point of the basic plane, without making a character of it.
    #[inline]
    pub fn fold_code(&self, code: u32) -> u32 {
        match self.to.get(code as usize) {
            Some(&new) if new > FAR => u32::from(new),
            _ => char::from_u32(code).map_or(code, |c| self.fold_far(c) as u32),
        }
    }

    /// What `c` becomes without variants: lower case, half width, simplified. 著 stays 著, of which 着 is a variant.
    pub fn simplified(&self, c: char) -> Option<char> {
        if (c as u32) < TABLE && !self.listed.contains(c) {
            return self.fold(c);
        }
        let at = self.simplified.binary_search_by_key(&c, |pair| pair.0);
        at.ok().and_then(|at| self.simplified.get(at)).map(|pair| pair.1).or_else(|| self.fold(c))
    }

    fn fold_far(&self, c: char) -> char {
        let at = self.far.binary_search_by_key(&c, |pair| pair.0);
        at.ok().and_then(|at| self.far.get(at)).map_or(c, |pair| pair.1)
    }

    /// `text` folded, without zero-width characters.
    pub fn folded(&self, text: &str) -> String {
        text.chars().filter_map(|c| self.fold(c)).collect()
    }

    /// All characters that fold to what `c` folds to, the folded one first.
    pub fn variants(&self, c: char) -> Vec<char> {
        let Some(folded) = self.fold(c) else { return Vec::new() };
        let first = self.back.partition_point(|pair| pair.0 < folded);
        let others = self.back.iter().skip(first).take_while(|pair| pair.0 == folded).map(|pair| pair.1);
        std::iter::once(folded).chain(others).collect()
    }
}

/// Converts text to simplified characters of the same length in bytes, so that offsets stay valid.
#[derive(Debug)]
pub struct Simplifier {
    changed: BmpSet,
}

impl Simplifier {
    /// A simplifier that leaves the characters `kept` alone.
    pub fn except(kept: &[char]) -> Self {
        let same_length = |(old, new): &(char, char)| old.len_utf8() == new.len_utf8();
        let changed =
            pairs("simplified").filter(same_length).map(|(old, _)| old).filter(|old| !kept.contains(old));
        let nearly_all = (0..TABLE).filter_map(char::from_u32).filter(|c| is_compatibility(*c));
        Self { changed: BmpSet::new(changed.chain(nearly_all)) }
    }

    /// Whether `c` changes, or is a radical or a compatibility ideograph, which nearly all do.
    #[inline]
    pub fn changes(&self, c: char) -> bool {
        self.changed.contains(c)
    }

    /// The characters that change, and `others`.
    pub fn changing(&self, others: &[char]) -> BmpSet {
        let mut set = self.changed.clone();
        for c in others {
            set.insert(*c);
        }
        set
    }

    /// `text` in simplified characters.
    pub fn simplified(&self, text: &str) -> String {
        let folding = Folding::get();
        let same_length = |c: char, new: &char| new.len_utf8() == c.len_utf8();
        let simple = |c| match folding.simplified(c).filter(|new| self.changes(c) && same_length(c, new)) {
            Some(new) => new,
            None => c,
        };
        text.chars().map(simple).collect()
    }
}

/// Whether `c` is a radical or a compatibility ideograph: the same sign as an ideograph in its usual place, and seldom in a text.
pub fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// Whether there may be one in a text; never wrongly false. One pass without a branch, which vector instructions do.
pub fn may_have_compatibility(text: &[u8]) -> bool {
    let is = u8::from;
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    pairs.fold(0, |found, (a, b)| {
        let radical = is(*a == 0xE2) & is(*b >= 0xBA);
        let ideograph = is(*a == 0xEF) & is(b.wrapping_sub(0xA4) < 8) | is(*a == 0xF0) & is(*b == 0xAF);
        found | radical | ideograph
    }) > 0
}

/// The half-width form of full-width ASCII: letters, digits and signs. Other characters are returned unchanged.
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Half width and lower case, if the lower case is a single character.
fn plain(c: char) -> char {
    let half = if c != '\n' && c.is_whitespace() { ' ' } else { half_width(c) };
    let mut lower = half.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => half,
    }
}

/// Joiners, variation selectors and direction marks. Clean text contains only the joiners and selectors of emoji; a pasted
/// query may contain the others.
pub(crate) fn has_no_width(c: char) -> bool {
    matches!(c, '\0' | '\u{AD}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_script_are_one() {
        let folding = Folding::get();
        for (written, plain) in [
            ("ＧＤＰ", "gdp"),
            ("遼寧　臺灣", "辽宁 台湾"),
            ("（２０１９）", "(2019)"),
            ("Éa", "éa"),
            ("⼭⻄的⾯⻝", "山西的面食"),
            ("随著帳簿値", "随着帐簿值"),
            ("去年｡｢好｣､￥12", "去年。「好」、¥12"),
            ("❤\u{FE0F}", "❤"),
            ("ΣΑΣ", "σασ"),
        ] {
            assert_eq!(folding.folded(written), plain);
        }
    }

    #[test]
    fn folding_is_final_and_variants_turn_it_round() {
        let folding = Folding::get();
        let all = (1..0x3_0000).filter_map(char::from_u32);
        for c in all.filter(|c| folding.fold(*c).is_some_and(|f| f != *c)) {
            let folded = folding.fold(c).unwrap();
            assert_eq!(folding.fold(folded), Some(folded), "{c}");
            assert!(folding.variants(folded).contains(&c), "{c}");
        }
    }

    #[test]
    fn variants_begin_with_the_folded_one() {
        assert_eq!(Folding::get().variants('Ｇ'), ['g', 'G', 'Ｇ', 'ｇ']);
        assert_eq!(Folding::get().variants('京'), ['京']);
        assert_eq!(Folding::get().variants('髮'), ['发', '発', '發', '髪', '髮']);
    }

    #[test]
    fn simplifying_keeps_the_length_in_bytes() {
        let simplifier = Simplifier::except(&['乾']);
        let text = "遼寧、臺灣與廣東，乾县不变";
        assert_eq!(simplifier.simplified(text), "辽宁、台湾与广东，乾县不变");
        for c in pairs("simplified").map(|(old, _)| old).filter(|old| simplifier.changes(*old)) {
            assert_eq!(simplifier.simplified(&c.to_string()).len(), c.len_utf8(), "{c}");
        }
        assert!(!"辽a😀".chars().any(|c| simplifier.changes(c)));
    }

    #[test]
    fn compatibility_characters_are_seen_in_their_bytes() {
        let mut buffer = [0; 4];
        for c in (0..0x3_0000).filter_map(char::from_u32) {
            let seen = may_have_compatibility(c.encode_utf8(&mut buffer).as_bytes());
            assert!(seen || !is_compatibility(c), "{c:?}");
            assert!(
                !seen
                    || is_compatibility(c)
                    || matches!(c, '\u{2FE0}'..='\u{2FFF}' | '\u{2F000}'..='\u{2FFFF}'),
                "{c:?}"
            );
        }
        assert!(!may_have_compatibility("辽宁“省”，１２３".as_bytes()));
    }

    #[test]
    fn simplified_forms_are_told_from_variants() {
        let folding = Folding::get();
        let simplified = |c| folding.simplified(c);
        assert_eq!(
            [simplified('著'), simplified('着'), simplified('帳')],
            [Some('著'), Some('着'), Some('帐')]
        );
        assert_eq!([simplified('⻄'), simplified('Ａ'), simplified('\u{AD}')], [Some('西'), Some('a'), None]);
    }

    #[test]
    fn a_line_break_stays() {
        assert_eq!(Folding::get().fold('\n'), Some('\n'));
    }
}
