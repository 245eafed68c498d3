//! The word lists in `assets/province`: one format and one parser.
//!
//! A list is a section: `[name]` on a line of its own, then lines of words separated by blanks. The first line of a file is
//! a comment with its source. What must not go in: what the words mean (`rules`).

use super::name_match;

/// The text of a file of lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordListFile(pub(crate) &'static str);

impl WordListFile {
    /// Each line with its section; comments and empty lines are skipped.
    pub(crate) fn sections(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut section = "";
        let lines = self.0.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.filter_map(move |line| match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => {
                section = name;
                None
            }
            None => Some((section, line)),
        })
    }

    /// The lines of one section.
    pub(crate) fn lines(self, section: &'static str) -> impl Iterator<Item = &'static str> {
        self.sections().filter(move |(name, _)| *name == section).map(|(_, line)| line)
    }

    /// The words of one section.
    pub(crate) fn words(self, section: &'static str) -> WordList {
        WordList::new(self.lines(section).flat_map(|line| line.split(' ')).collect())
    }

    /// The characters of one section.
    pub(crate) fn chars(self, section: &'static str) -> CharSet {
        let mut chars: Vec<char> = self.lines(section).flat_map(str::chars).collect();
        chars.sort_unstable();
        CharSet(chars)
    }

    /// A section of lines with a key character and the characters that belong to it.
    pub(crate) fn map(self, section: &'static str) -> CharMap {
        let pair = |line: &'static str| {
            let (key, values) = line.split_once(' ')?;
            Some((key.chars().next()?, values))
        };
        CharMap(self.lines(section).filter_map(pair).collect())
    }
}

/// Words to compare with the text beside a name.
#[derive(Debug)]
pub(crate) struct WordList {
    words: Vec<&'static str>,
    /// The second and third bytes of the words: most texts begin with none of them, and this shows it without looking at the
    /// words.
    firsts: PairSet,
    /// The last two bytes of the words.
    lasts: PairSet,
}

impl WordList {
    fn new(words: Vec<&'static str>) -> Self {
        let mut list = Self { words, firsts: PairSet::default(), lasts: PairSet::default() };
        for word in &list.words {
            // A shorter word may stand before or after anything.
            match word.as_bytes() {
                [_, second, third, ..] => list.firsts.insert(*second, *third),
                _ => list.firsts = PairSet::ALL,
            }
            match word.as_bytes() {
                [.., second, third] => list.lasts.insert(*second, *third),
                _ => list.lasts = PairSet::ALL,
            }
        }
        list
    }

    /// The words, in the order of the file.
    pub(crate) fn words(&self) -> &[&'static str] {
        &self.words
    }

    /// Whether `word` is one of them.
    #[inline]
    pub(crate) fn has(&self, word: &str) -> bool {
        self.may_begin(word) && self.words.contains(&word)
    }

    #[inline]
    fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes() {
            [_, second, third, ..] => self.firsts.contains(*second, *third),
            _ => true,
        }
    }

    /// Whether `text` begins with one of them.
    #[inline]
    pub(crate) fn begins(&self, text: &str) -> bool {
        self.may_begin(text) && name_match::begins(text, &self.words)
    }

    /// Whether `text` ends with one of them.
    #[inline]
    pub(crate) fn ends(&self, text: &str) -> bool {
        let may_end = match text.as_bytes() {
            [.., second, third] => self.lasts.contains(*second, *third),
            _ => true,
        };
        may_end && name_match::ends(text, &self.words)
    }
}

/// A set of the ten bits that tell pairs of bytes apart best, in 128 bytes: of a character of three bytes the last two hold
/// twelve.
#[derive(Debug, Default)]
struct PairSet([u64; 16]);

impl PairSet {
    const ALL: Self = Self([u64::MAX; 16]);

    fn insert(&mut self, first: u8, second: u8) {
        if let Some(word) = self.0.get_mut(usize::from(first % 16)) {
            *word |= 1 << (second % 64);
        }
    }

    #[inline]
    fn contains(&self, first: u8, second: u8) -> bool {
        self.0.get(usize::from(first % 16)).is_some_and(|word| word >> (second % 64) & 1 == 1)
    }
}

/// A set of characters, sorted.
#[derive(Debug)]
pub(crate) struct CharSet(Vec<char>);

impl CharSet {
    /// The characters in sorted order.
    pub(crate) fn chars(&self) -> &[char] {
        &self.0
    }

    /// Whether `c` is one of them.
    pub(crate) fn contains(&self, c: char) -> bool {
        self.0.binary_search(&c).is_ok()
    }
}

/// Characters, each with the characters that belong to it.
#[derive(Debug)]
pub(crate) struct CharMap(Vec<(char, &'static str)>);

impl CharMap {
    /// The keys with their characters.
    pub(crate) fn pairs(&self) -> &[(char, &'static str)] {
        &self.0
    }

    /// Whether `value` belongs to `key`.
    pub(crate) fn has(&self, key: char, value: char) -> bool {
        self.0.iter().any(|(c, values)| *c == key && values.contains(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: WordListFile = WordListFile("# Source.\n[a]\n甲乙 丙\n丁\n[b]\n乙甲\n[c]\n甲 乙丙\n");

    #[test]
    fn each_section_is_a_list() {
        assert_eq!(TABLE.words("a").words(), ["甲乙", "丙", "丁"]);
        assert!(TABLE.words("a").begins("丙丁") && TABLE.words("a").ends("丙甲乙"));
        assert!(TABLE.chars("b").contains('甲') && !TABLE.chars("b").contains('丙'));
        assert!(TABLE.map("c").has('甲', '丙') && !TABLE.map("c").has('乙', '甲'));
        assert!(TABLE.words("none").words().is_empty());
    }
}
