//! Words: the only file that knows jieba. Cuts text into dictionary words for the line breaker.
//!
//! The word list is whole and part of the program; it takes 0.1 s and 30 MB to load, so it is loaded on a thread and never
//! on the way to the first screen. What must not go in: provinces, search.

use std::sync::{Arc, OnceLock};

use jieba_rs::Jieba;

use crate::text::WordBreaks;

/// The word list, front-coded by `assets/tools/words.py`.
const LIST: &str = include_str!("../../assets/words.txt");

/// Loaded once for all sessions of the process.
static LOADED: OnceLock<Words> = OnceLock::new();

/// A loaded word list; cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<Jieba>);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
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
}

#[cfg(test)]
mod tests {
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
    }
}
