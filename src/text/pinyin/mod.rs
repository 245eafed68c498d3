//! Pinyin matching: whether typed Latin letters match the beginning of a Chinese word, as in an input method.
//!
//! What must not go in: which words there are, and their order.

mod readings;

use super::folding::Folding;
use readings::readings;

/// Longer typed text is not taken for an abbreviation (characters); positions fit into 64 bits.
const LONGEST: usize = 48;

/// Classes of first letters: a-z, and one for everything else.
pub const LETTERS: usize = 27;

/// How typed text matches a word, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PinyinFit {
    /// The whole word, each character by a full reading or by itself.
    Exact,
    /// A prefix of the word, by full readings; the last one may be incomplete.
    Spelt,
    /// The whole word, some characters by the first letters of a reading.
    Short,
    /// A prefix of the word, some characters by the first letters of a reading.
    Begun,
    /// A guess: a reading breaks off within the text, and not after its initial: lijiafan for 六间房.
    Loose,
}

/// Typed text, prepared for matching against many words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed(Vec<char>);

impl Typed {
    /// Accepts letters of either case and width, Han in either script, digits, and `'` between syllables. `None` if `text` is
    /// empty or too long.
    pub fn new(text: &str) -> Option<Self> {
        let letters: Vec<char> = text.chars().filter_map(plain).take(LONGEST + 1).collect();
        (1..=LONGEST).contains(&letters.len()).then_some(Self(letters))
    }

    /// How the text matches `word`: each character consumes itself or a non-empty prefix of one of its readings, and the
    /// whole text is consumed. Characters that are neither letters nor digits may be skipped.
    pub fn fit(&self, word: &str) -> Option<PinyinFit> {
        let end = 1_u64 << self.0.len();
        let mut reached = Reached { whole: 1, any: 1, tidy: 1, unfinished: 0 };
        let mut best: Option<PinyinFit> = None;
        let mut chars = word.chars().filter_map(plain).peekable();
        while let Some(c) = chars.next() {
            reached = self.step(reached, c);
            if reached.any == 0 {
                break;
            }
            let last = chars.peek().is_none();
            let fit = match (reached.any & end != 0, reached.whole & end != 0, reached.unfinished & end != 0)
            {
                (false, ..) => continue,
                (_, true, _) if last => PinyinFit::Exact,
                (_, true, _) | (_, _, true) => PinyinFit::Spelt,
                _ if reached.tidy & end == 0 => PinyinFit::Loose,
                _ if last => PinyinFit::Short,
                _ => PinyinFit::Begun,
            };
            best = Some(best.map_or(fit, |best| best.min(fit)));
        }
        best
    }

    /// Whether the text matches `text` from its start or from any later character.
    pub fn is_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| text.get(at..).is_some_and(|rest| self.fit(rest).is_some()))
    }

    /// Advances over the next character of the word from every position where the previous ones may have ended.
    fn step(&self, from: Reached, c: char) -> Reached {
        let mut next = Reached::default();
        if !c.is_alphanumeric() {
            next = Reached { unfinished: 0, ..from };
        }
        for at in positions(from.any) {
            let spelt = from.whole >> at & 1 == 1;
            let tidy = from.tidy >> at & 1 == 1;
            let Some(rest) = self.0.get(at..).filter(|rest| !rest.is_empty()) else { continue };
            if rest.first() == Some(&c) {
                next.add(at + 1, spelt, false, tidy);
            }
            for reading in readings(c) {
                let agree = reading.bytes().zip(rest).take_while(|(a, b)| same_letter(*a, **b)).count();
                let length = reading.len();
                for taken in 1..=agree {
                    let initial = taken == 1 || taken == 2 && reading.as_bytes().get(1) == Some(&b'h');
                    let ends = taken == length || initial || taken == rest.len();
                    next.add(at + taken, spelt && taken == length, spelt && taken < length, tidy && ends);
                }
            }
        }
        for at in positions(next.any) {
            if self.0.get(at) == Some(&'\'') {
                next.add(at + 1, next.whole >> at & 1 == 1, false, next.tidy >> at & 1 == 1);
            }
        }
        next
    }

    /// The keys (see [`keys`]) that a matching word can be stored under.
    pub fn keys(&self) -> impl Iterator<Item = usize> + use<> {
        let mut seconds = [0_u32; LETTERS];
        let first = self.0.first().map_or(0, |c| one_class(*c));
        for end in 1..=self.syllable() {
            let next = self.0.get(end..).and_then(|rest| rest.iter().find(|c| c.is_alphanumeric()));
            if let Some(mask) = seconds.get_mut(first) {
                *mask |= next.map_or((1 << LETTERS) - 1, |c| 1 << one_class(*c));
            }
        }
        seconds.into_iter().enumerate().flat_map(|(first, mask)| {
            (0..LETTERS)
                .filter(move |second| mask >> second & 1 == 1)
                .map(move |second| first * LETTERS + second)
        })
    }

    /// Whether it is a single letter, which matches all words with that initial equally well.
    pub fn is_one_letter(&self) -> bool {
        matches!(self.0.as_slice(), [c] if c.is_ascii_lowercase())
    }

    /// The maximal length of the first syllable in letters: initial, vowels, `n`, `ng` or `r`.
    fn syllable(&self) -> usize {
        let letter = |at: usize| self.0.get(at).copied().unwrap_or(' ');
        if !letter(0).is_ascii_lowercase() {
            return 1;
        }
        let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'v');
        let mut at = usize::from(!vowel(letter(0)));
        if at == 1 && matches!(letter(0), 'z' | 'c' | 's') && letter(1) == 'h' {
            at = 2;
        }
        let initial = at;
        while vowel(letter(at)) {
            at += 1;
        }
        at += match (letter(at), letter(at + 1)) {
            _ if at == initial => 0,
            ('n', 'g') => 2,
            ('n' | 'r', _) => 1,
            _ => 0,
        };
        at.clamp(1, self.0.len())
    }
}

/// Positions in the typed text where a character of the word may end, one bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Reached {
    /// By full readings only.
    whole: u64,
    /// By full readings, and a prefix of one for the last character.
    unfinished: u64,
    /// In any way.
    any: u64,
    /// With each character by a full reading or an initial, the last typed one by any part.
    tidy: u64,
}

impl Reached {
    fn add(&mut self, at: usize, whole: bool, unfinished: bool, tidy: bool) {
        self.tidy |= u64::from(tidy) << at;
        self.any |= 1 << at;
        self.whole |= u64::from(whole) << at;
        self.unfinished |= u64::from(unfinished) << at;
    }
}

fn positions(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (at < 64).then_some(at)
    })
}

/// The keys that a word is stored under in an index: pairs of first letters of its first two characters, numbered
/// `first * LETTERS + second`. Characters with several readings give several; sorted, without duplicates.
pub fn keys(word: &str) -> Vec<usize> {
    let mut chars = word.chars().filter_map(plain).filter(|c| c.is_alphanumeric());
    let mask = |c: Option<char>| c.map_or(1 << (LETTERS - 1), classes);
    let (firsts, seconds) = (mask(chars.next()), mask(chars.next()));
    let members = |mask: u32| (0..LETTERS).filter(move |letter| mask >> letter & 1 == 1);
    members(firsts).flat_map(|first| members(seconds).map(move |second| first * LETTERS + second)).collect()
}

/// The first letters of a character's readings as a bit set.
fn classes(c: char) -> u32 {
    let mask =
        readings(c).filter_map(|reading| reading.chars().next()).fold(0, |mask, c| mask | 1 << class(c));
    if mask == 0 { 1 << class(c) } else { mask }
}

/// One of the letter classes of a character.
fn one_class(c: char) -> usize {
    classes(c).trailing_zeros() as usize
}

fn class(c: char) -> usize {
    if c.is_ascii_lowercase() { c as usize - 'a' as usize } else { LETTERS - 1 }
}

/// Keyboards lack `ü`; `v` and `u` are typed for it.
fn same_letter(reading: u8, typed: char) -> bool {
    char::from(reading) == typed || reading == b'v' && typed == 'u'
}

/// Folds `c`: lower case, half width, simplified; `None` for a character of no width.
fn plain(c: char) -> Option<char> {
    match c {
        '’' | '‘' => Some('\''),
        'ü' | 'Ü' => Some('v'),
        c => Folding::get().simplified(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, word: &str) -> Option<PinyinFit> {
        Typed::new(typed).unwrap().fit(word)
    }

    #[test]
    fn syllables_initials_and_mixtures_are_understood() {
        assert_eq!(fit("yingshanghuanjing", "营商环境"), Some(PinyinFit::Exact));
        assert_eq!(fit("yingshanghj", "营商环境"), Some(PinyinFit::Short));
        assert_eq!(fit("yshj", "营商环境"), Some(PinyinFit::Short));
        assert_eq!(fit("ysh", "营商环境"), Some(PinyinFit::Begun));
        assert_eq!(fit("yingsh", "营商环境"), Some(PinyinFit::Spelt));
        assert_eq!(fit("ysgj", "营商环境"), None);
        assert_eq!(fit("yshjx", "营商环境"), None);
    }

    #[test]
    fn han_typed_stands_for_itself() {
        assert_eq!(fit("黑lj", "黑龙江"), Some(PinyinFit::Short));
        assert_eq!(fit("黑龙江", "黑龙江"), Some(PinyinFit::Exact));
        assert_eq!(fit("黑龙", "黑龙江"), Some(PinyinFit::Spelt));
        assert_eq!(fit("白lj", "黑龙江"), None);
        assert_eq!(fit("黑龍j", "黑龙江"), Some(PinyinFit::Spelt), "in either script");
        assert_eq!(fit("changcheng", "長城"), Some(PinyinFit::Exact));
    }

    #[test]
    fn a_reading_that_breaks_off_inside_is_a_guess() {
        assert_eq!(fit("lijiafan", "六间房"), Some(PinyinFit::Loose));
        assert_eq!(fit("yshji", "营商环境"), Some(PinyinFit::Short));
        assert_eq!(fit("zhshhji", "招商环境"), Some(PinyinFit::Short));
    }

    #[test]
    fn every_reading_counts() {
        assert_eq!(fit("chongqing", "重庆"), Some(PinyinFit::Exact));
        assert_eq!(fit("zhongqing", "重庆"), Some(PinyinFit::Exact));
        assert_eq!(fit("zhongfu", "重复"), Some(PinyinFit::Exact));
        assert_eq!(fit("lvyou", "旅游"), Some(PinyinFit::Exact));
        assert_eq!(fit("luyou", "旅游"), Some(PinyinFit::Exact));
        assert_eq!(fit("lüyou", "旅游"), Some(PinyinFit::Exact));
        assert_eq!(fit("luan", "六安"), Some(PinyinFit::Exact));
        assert_eq!(fit("hansu", "甘肃"), None, "not every reading of old dictionaries");
    }

    #[test]
    fn two_letter_initials_may_be_one_letter() {
        for typed in ["zs", "zhs", "zhsh", "zsh"] {
            assert_eq!(fit(typed, "招商"), Some(PinyinFit::Short), "{typed}");
        }
    }

    #[test]
    fn an_apostrophe_parts_syllables() {
        assert_eq!(fit("xian", "西安"), Some(PinyinFit::Exact));
        assert_eq!(fit("xi'an", "西安"), Some(PinyinFit::Exact));
        assert_eq!(fit("xi'an", "先进"), None);
        assert_eq!(fit("xi'", "西安"), Some(PinyinFit::Spelt));
    }

    #[test]
    fn letters_of_either_case_and_width_and_signs_between() {
        assert_eq!(fit("ＹＳHJ", "营商环境"), Some(PinyinFit::Short));
        assert_eq!(fit("gdpzs", "GDP增速"), Some(PinyinFit::Short));
        assert_eq!(fit("ywgn", "要闻/国内"), Some(PinyinFit::Short));
        assert_eq!(fit("5gjs", "5G技术"), Some(PinyinFit::Short));
    }

    #[test]
    fn a_part_of_a_text_is_found() {
        let typed = Typed::new("xyhhm").unwrap();
        assert!(typed.is_in("切换下一行号码") && !typed.is_in("切换下行号码"));
    }

    #[test]
    fn a_word_stands_under_all_its_readings() {
        let key = |text: &str| {
            let letters: Vec<usize> = text.bytes().map(|b| usize::from(b - b'a')).collect();
            letters[0] * LETTERS + letters[1]
        };
        assert_eq!(keys("重庆"), [key("cq"), key("zq")]);
        assert_eq!(keys("要/闻"), [key("yw")]);
    }

    const WORDS: [&str; 12] = [
        "营商环境",
        "重庆",
        "西安",
        "黑龙江",
        "额尔古纳",
        "GDP增速",
        "5G技术",
        "要闻/国内",
        "儿女",
        "安阳",
        "嗯哼",
        "女人",
    ];

    /// `word` as somebody might type it: of each character the first letters of a reading, or itself.
    fn typed(word: &str, dice: &[usize]) -> String {
        let mut text = String::new();
        for (c, die) in word.chars().filter(|c| c.is_alphanumeric()).zip(dice.iter().cycle()) {
            let known: Vec<&str> = readings(c).collect();
            match known.get(die % (known.len() + 1)) {
                Some(reading) => text.extend(reading.chars().take(1 + die / 7 % 6)),
                None => text.push(c),
            }
        }
        text
    }

    proptest::proptest! {
        #[test]
        fn what_abbreviates_a_word_fits_it_and_shares_a_key(word in 0..WORDS.len(), dice in proptest::collection::vec(0usize..1000, 1..5), cut in 1usize..20) {
            let word = WORDS[word];
            let text: String = typed(word, &dice).chars().take(cut).collect();
            let typed = Typed::new(&text).unwrap();
            proptest::prop_assert!(typed.fit(word).is_some(), "{} {}", text, word);
            let found: Vec<usize> = typed.keys().collect();
            proptest::prop_assert!(keys(word).iter().any(|key| found.contains(key)), "{} {}", text, word);
        }
    }
}
