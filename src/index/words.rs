<<<<<<< HEAD
//! Words: the only file that knows jieba. Cuts text into dictionary words for the line breaker.
//!
//! The word list is whole and part of the program; it takes 0.1 s and 30 MB to load, so it is loaded on a thread and never
//! on the way to the first screen. What must not go in: provinces, search.

use std::sync::{Arc, OnceLock};
=======
//! The words of a text, by jieba's dictionary: for the line breaker.
//!
//! The only file that knows jieba. The dictionary takes 0.1 s and 32 MB to load, so that it is loaded on a thread and
//! nothing waits for it. What must not go in: what is done with the words.

use std::io::{BufReader, Read};
use std::sync::Arc;
>>>>>>> 2df9496 (Read paragraphs in smaller steps; leave jieba to the line breaker)

use jieba_rs::Jieba;

use crate::text::WordBreaks;

<<<<<<< HEAD
/// The word list, front-coded by `assets/tools/words.py`.
const LIST: &str = include_str!("../../assets/words.txt");

/// Loaded once for all sessions of the process.
static LOADED: OnceLock<Words> = OnceLock::new();

/// A loaded word list; cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<Jieba>);
=======
/// The word list in the form of `assets/tools/words.py`; its first line is a comment.
const LIST: &[u8] = include_bytes!("../../assets/words.bin");

/// The dictionary, shared by all that ask it.
#[derive(Clone)]
pub struct Words {
    jieba: Arc<Jieba>,
}
>>>>>>> 2df9496 (Read paragraphs in smaller steps; leave jieba to the line breaker)

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
<<<<<<< HEAD
    /// The list, if this process has loaded it.
    pub fn loaded() -> Option<Self> {
        LOADED.get().cloned()
    }

    /// The list, loaded once for all sessions of the process. A list that cannot be read (it is part of the program, so a
    /// test would have failed) has no words.
    pub fn load() -> Self {
        let load = || {
            let list = expanded(LIST);
            Self(Arc::new(Jieba::with_dict(&mut list.as_bytes()).unwrap_or_else(|_bad_list| Jieba::empty())))
        };
        LOADED.get_or_init(load).clone()
    }

    /// Bytes of each word of `text`, in order; together they are the text. No guessing of unknown words.
    pub fn cut(&self, text: &str) -> Vec<usize> {
        self.0.cut(text, false).iter().map(|token| token.word.len()).collect()
    }

    /// Where words of `text` begin.
    pub fn breaks(&self, text: &str) -> WordBreaks<'static> {
        WordBreaks::from_lengths(self.0.cut(text, false).iter().map(|token| token.word.chars().count()))
    }
}

/// The list as jieba reads it: a word and its frequency a line.
fn expanded(list: &str) -> String {
    let mut text = String::with_capacity(list.len() * 2);
    let mut word = String::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars();
        let Some(shared) = chars.next().and_then(|sign| sign.to_digit(36)) else { continue };
        let Some((rest, frequency)) = chars.as_str().split_once('\t') else { continue };
        let kept = word.char_indices().nth(shared as usize).map_or(word.len(), |(at, _)| at);
        word.truncate(kept);
        word.push_str(rest);
        text.push_str(&word);
        text.push(' ');
        text.push_str(frequency);
        text.push('\n');
    }
    text
=======
    /// Builds the dictionary: 0.1 s, 32 MB.
    pub fn load() -> Self {
        let list =
            LIST.iter().position(|b| *b == b'\n').and_then(|end| LIST.get(end + 1..)).unwrap_or_default();
        let lines = Lines { list, word: Vec::new(), line: Vec::new(), read: 0 };
        let jieba = Jieba::with_dict(&mut BufReader::with_capacity(1 << 16, lines))
            .unwrap_or_else(|_| Jieba::empty());
        Self { jieba: Arc::new(jieba) }
    }

    /// The words of a text, each as its length in bytes.
    pub fn cut(&self, text: &str) -> impl Iterator<Item = usize> {
        self.jieba.cut(text, false).into_iter().map(|token| token.word.len())
    }

    /// Where words start in a paragraph, one level: words of two or more ideographs stay whole, everything else falls
    /// into characters.
    pub fn breaks(&self, text: &str) -> WordBreaks<'static> {
        let tokens = self.jieba.cut(text, false);
        WordBreaks::from_lengths(tokens.iter().flat_map(|token| {
            let chars = token.word.chars().count();
            let whole = chars > 1 && token.word.chars().all(is_han);
            let (times, length) = if whole { (1, chars) } else { (chars, 1) };
            std::iter::repeat_n(length, times)
        }))
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Turns the list back into lines `word count`, which is what jieba reads.
struct Lines {
    list: &'static [u8],
    /// The word before, in UTF-16 units.
    word: Vec<u16>,
    line: Vec<u8>,
    /// How much of `line` has been given away.
    read: usize,
}

impl Lines {
    /// The next word and its count; none at the end of the list.
    fn next(&mut self) -> Option<u64> {
        let (head, rest) = self.list.split_first()?;
        let (shared, more) = (usize::from(head >> 4), usize::from(head & 15));
        let (units, mut rest) = rest.split_at_checked(2 * more)?;
        self.word.truncate(shared);
        self.word.extend(units.chunks_exact(2).filter_map(|u| Some(u16::from_be_bytes(u.try_into().ok()?))));
        let (mut count, mut shift) = (0, 0);
        loop {
            let (byte, after) = rest.split_first()?;
            rest = after;
            count |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte & 128 == 0 {
                break;
            }
        }
        self.list = rest;
        Some(count)
    }
}

impl Read for Lines {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let mut done = 0;
        while let Some(room) = buf.get_mut(done..).filter(|room| !room.is_empty()) {
            if self.read == self.line.len() {
                let Some(count) = self.next() else { break };
                self.line.clear();
                self.read = 0;
                self.line.extend_from_slice(String::from_utf16_lossy(&self.word).as_bytes());
                self.line.extend_from_slice(format!(" {count}\n").as_bytes());
            }
            done += self.line.get(self.read..).unwrap_or_default().read(room).inspect(|n| self.read += n)?;
        }
        Ok(done)
    }
>>>>>>> 2df9496 (Read paragraphs in smaller steps; leave jieba to the line breaker)
}

#[cfg(test)]
mod tests {
<<<<<<< HEAD
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let words = expanded(LIST);
        assert_eq!(words.lines().count(), 349_045);
        assert!(words.contains("\n主题 2673\n"), "a word with its frequency");
    }

    #[test]
    fn text_is_cut_into_words_of_the_list() {
        let words = Words::load();
        let text = "他来到网易杭研大厦，共20家";
        let mut rest = text;
        let mut cut = Vec::new();
        for length in words.cut(text) {
            let (word, tail) = rest.split_at(length);
            cut.push(word);
            rest = tail;
        }
        assert_eq!(cut.join("/"), "他/来到/网易/杭/研/大厦/，/共/20/家");
        assert!(words.breaks(text).inside(2) && !words.breaks(text).inside(3));
=======
    use std::sync::LazyLock;

    use super::*;

    static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

    fn cut(text: &str) -> Vec<&str> {
        let mut rest = text;
        let mut words = Vec::new();
        for len in WORDS.cut(text) {
            let (word, tail) = rest.split_at(len);
            words.push(word);
            rest = tail;
        }
        words
    }

    #[test]
    fn the_whole_list_is_there() {
        for word in ["的", "中华人民共和国", "龟", "T恤", "1号店"] {
            assert!(WORDS.jieba.has_word(word), "{word}");
        }
        let mut lines = Lines { list: LIST, word: Vec::new(), line: Vec::new(), read: 0 };
        lines.list = &LIST[LIST.iter().position(|b| *b == b'\n').unwrap() + 1..];
        assert_eq!(std::iter::from_fn(|| lines.next()).count(), 349_045);
        assert!(lines.list.is_empty());
    }

    #[test]
    fn clauses_are_cut_into_words() {
        assert_eq!(cut("农技站在山区推广西瓜"), ["农技站", "在", "山区", "推广", "西瓜"]);
    }

    #[test]
    fn words_of_two_ideographs_stay_whole_and_all_else_falls_apart() {
        let breaks = WORDS.breaks("用Rust写阅读器2026年");
        let inside: Vec<usize> = (0..14).filter(|at| breaks.inside(*at)).collect();
        assert_eq!(inside, [7, 8]);
        assert_eq!(breaks.chars(), 14);
>>>>>>> 2df9496 (Read paragraphs in smaller steps; leave jieba to the line breaker)
    }
}
