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
    /// The third bytes of the words: most texts begin with none of them, and this shows it without looking at the words.
    thirds: ByteSet,
    /// The last bytes of the words.
    lasts: ByteSet,
}

impl WordList {
    fn new(words: Vec<&'static str>) -> Self {
        let mut list = Self { words, thirds: ByteSet::default(), lasts: ByteSet::default() };
        for word in &list.words {
            match word.as_bytes().get(2) {
                Some(third) => list.thirds.insert(*third),
                // A shorter word may stand before anything.
                None => list.thirds = ByteSet([u64::MAX; 4]),
            }
            if let Some(last) = word.as_bytes().last() {
                list.lasts.insert(*last);
            }
        }
        list
    }

    /// The words, in the order of the file.
    pub(crate) fn words(&self) -> &[&'static str] {
        &self.words
    }

    /// Whether `text` begins with one of them.
    #[inline]
    pub(crate) fn begins(&self, text: &str) -> bool {
        let third = text.as_bytes().get(2);
        third.is_none_or(|third| self.thirds.contains(*third)) && name_match::begins(text, &self.words)
    }

    /// Whether `text` ends with one of them.
    #[inline]
    pub(crate) fn ends(&self, text: &str) -> bool {
        let last = text.as_bytes().last();
        last.is_some_and(|last| self.lasts.contains(*last)) && name_match::ends(text, &self.words)
    }
}

/// A set of bytes.
#[derive(Debug, Default)]
struct ByteSet([u64; 4]);

impl ByteSet {
    fn insert(&mut self, byte: u8) {
        if let Some(word) = self.0.get_mut(usize::from(byte / 64)) {
            *word |= 1 << (byte % 64);
        }
    }

    #[inline]
    fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte / 64)).is_some_and(|word| word >> (byte % 64) & 1 == 1)
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
