//! Which words are counted: those of the word list, neighbours joined where they are a phrase of the library (营商 and 环境).
//!
//! The same words for sorting, collocates and keyness. What must not go in: counting, and how the word list is made.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::uses::Use;
use crate::complete::vocabulary::{Vocabulary, VocabularyBuilder, count_article, is_stopword};
use crate::corpus::word_breaks::{Breaks, StoredBreaks};
use crate::corpus::{Article, Corpus};
use crate::text::dictionary::{WordCutter, cut};
use crate::text::folding::Folding;
use crate::text::han::is_han;
use crate::text::sanitize::is_mark;

/// Signs that end a sentence.
const SENTENCE_ENDS: [char; 7] = ['。', '！', '？', '…', '!', '?', '；'];

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word: it is counted.
    Word,
    /// A sign or a blank.
    Sign,
    /// The end of a sentence.
    SentenceEnd,
    /// The end of the title or of a paragraph, without text of its own.
    LineEnd,
}

/// A piece of an article's text, in bytes of [`Article::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextToken {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// The words of a library.
#[derive(Debug, Default)]
pub struct WordSet {
    phrases: HashSet<Box<str>>,
    /// The longest phrase that begins with a word, in bytes.
    longest: HashMap<Box<str>, usize>,
}

/// Cuts articles into the words of a set, with memory that is used again.
#[derive(Debug)]
pub struct Tokenizer<'a> {
    set: &'a WordSet,
    corpus: &'a Corpus,
    cutter: WordCutter,
    pieces: Vec<Range<usize>>,
    /// Where uses begin and end, in order.
    borders: Vec<usize>,
    /// Those of the current paragraph, from its start.
    inside: Vec<usize>,
}

impl WordSet {
    /// The words of `corpus`: its phrases come from its snapshot, or are counted now.
    pub fn of(corpus: &Corpus) -> Self {
        let vocabulary = Vocabulary::stored(corpus).unwrap_or_else(|| {
            let mut builder = VocabularyBuilder::default();
            corpus.articles().for_each(|article| count_article(&mut builder, article));
            builder.finish()
        });
        let words = (0..vocabulary.len() as u32).filter_map(|number| vocabulary.get(number));
        Self::with_phrases(words.filter(|word| !word.section).map(|word| word.text))
    }

    /// The word list, and those of `words` that it does not have.
    pub fn with_phrases<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut set = Self::default();
        for word in words.filter(|word| word.chars().all(is_han)) {
            let lengths = cut(word);
            let first = lengths.first().and_then(|length| word.get(..*length)).unwrap_or_default();
            if lengths.len() > 1 && !first.is_empty() {
                let longest = set.longest.entry(first.into()).or_default();
                *longest = word.len().max(*longest);
                set.phrases.insert(word.into());
            }
        }
        set
    }

    /// Number of phrases that the word list does not have.
    pub fn phrases(&self) -> usize {
        self.phrases.len()
    }

    /// A tokenizer for the articles of `corpus`.
    pub fn tokenizer<'a>(&'a self, corpus: &'a Corpus) -> Tokenizer<'a> {
        Tokenizer {
            set: self,
            corpus,
            cutter: WordCutter::new(),
            pieces: Vec::new(),
            borders: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// How many of the words at the start of `words` form the longest phrase; at least 1.
    fn joined(&self, text: &str, words: &[Range<usize>]) -> usize {
        let Some(first) = words.first() else { return 1 };
        let Some(longest) = text.get(first.clone()).and_then(|first| self.longest.get(first)) else {
            return 1;
        };
        let fits = |word: &&Range<usize>| word.end - first.start <= *longest;
        let count = words.iter().take_while(fits).count();
        let is_phrase = |count: &usize| {
            let phrase = words.get(count - 1).and_then(|last| text.get(first.start..last.end));
            phrase.is_some_and(|phrase| self.phrases.contains(phrase))
        };
        (2..=count).rev().find(is_phrase).unwrap_or(1)
    }
}

impl Tokenizer<'_> {
    /// Puts the tokens of an article into `into`, in order; they and the line breaks add up to its text. A phrase that a use
    /// cuts is left as the words of the list, else 优化 would never stand beside 营商环境 where 优化营商环境 is a phrase.
    pub fn tokens(&mut self, article: Article<'_>, uses: &[Use], into: &mut Vec<TextToken>) {
        into.clear();
        self.borders.clear();
        self.borders.extend(uses.iter().flat_map(|one| [one.start as usize, one.end as usize]));
        let stored =
            StoredBreaks::of(self.corpus, article.id()).and_then(|breaks| breaks.article(article.id()));
        let title = article.title();
        self.piece(title.as_str(), 0, stored.as_ref().map(|breaks| (breaks, 0)), into);
        let (mut before, mut end) = (title.as_str().chars().count(), title.as_str().len());
        for paragraph in article.paragraphs() {
            if !paragraph.continued {
                into.push(TextToken { range: end..end, kind: TokenKind::LineEnd });
            }
            let text = paragraph.text.as_str();
            self.piece(text, paragraph.start, stored.as_ref().map(|breaks| (breaks, before)), into);
            before += text.chars().count();
            end = paragraph.start + text.len();
        }
        into.push(TextToken { range: end..end, kind: TokenKind::LineEnd });
    }

    /// The tokens of one paragraph that begins at byte `start`.
    fn piece(
        &mut self,
        text: &str,
        start: usize,
        stored: Option<(&Breaks, usize)>,
        into: &mut Vec<TextToken>,
    ) {
        self.pieces.clear();
        let mut from = 0;
        if let Some((breaks, before)) = stored {
            let view = breaks.view(0, before, text.chars().count());
            let starts = text.char_indices().enumerate().skip(1).filter(|(number, _)| !view.inside(*number));
            for end in starts.map(|(_, (at, _))| at).chain((!text.is_empty()).then_some(text.len())) {
                self.pieces.push(from..end);
                from = end;
            }
        } else {
            for length in self.cutter.cut(text) {
                self.pieces.push(from..from + length);
                from += length;
            }
        }
        self.keep_clusters(text);
        self.inside.clear();
        let first = self.borders.partition_point(|border| *border <= start);
        let later = self.borders.iter().skip(first).map(|border| border - start);
        self.inside.extend(later.take_while(|border| *border < text.len()));
        let mut rest = self.pieces.as_slice();
        while let [first, ..] = rest {
            let kind = text.get(first.clone()).map_or(TokenKind::Sign, kind);
            let count = if kind == TokenKind::Word { self.set.joined(text, rest) } else { 1 };
            let (words, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            let end = words.last().map_or(first.end, |last| last.end);
            let is_cut = self.inside.iter().any(|border| (first.start + 1..end).contains(border));
            let token =
                |range: &Range<usize>| TextToken { range: start + range.start..start + range.end, kind };
            if is_cut {
                into.extend(words.iter().map(token));
            } else {
                into.push(token(&(first.start..end)));
            }
            rest = later;
        }
    }
}

impl Tokenizer<'_> {
    /// Joins words between which a cluster would be cut: a mark belongs to the letter before it.
    fn keep_clusters(&mut self, text: &str) {
        if !text.chars().any(is_mark) {
            return;
        }
        let mut borders = text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).peekable();
        let mut start = 0;
        self.pieces.retain_mut(|piece| {
            while borders.next_if(|border| *border < piece.end).is_some() {}
            let whole = borders.peek() == Some(&piece.end);
            if whole {
                piece.start = start;
                start = piece.end;
            }
            whole
        });
    }
}

fn kind(piece: &str) -> TokenKind {
    match piece {
        _ if piece.contains(char::is_alphanumeric) => TokenKind::Word,
        _ if piece.contains(SENTENCE_ENDS) => TokenKind::SentenceEnd,
        _ => TokenKind::Sign,
    }
}

/// A word as it is counted: case, width and Traditional characters do not make another word of it; variants such as 著 do.
pub fn counted(word: &str) -> Cow<'_, str> {
    let folding = Folding::get();
    if word.chars().all(|c| folding.simplified(c) == Some(c)) {
        Cow::Borrowed(word)
    } else {
        word.chars().filter_map(|c| folding.simplified(c)).collect()
    }
}

/// Whether a word is too common to say anything: a function word, a number, a single ideograph that is part of no word.
pub fn is_common(word: &str) -> bool {
    is_stopword(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concordance::corpus;

    fn words(set: &WordSet, text: &str) -> Vec<String> {
        let corpus = corpus(&[text]);
        let article = corpus.articles().next().unwrap();
        let mut tokens = Vec::new();
        set.tokenizer(&corpus).tokens(article, &[], &mut tokens);
        let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
        words
            .filter_map(|token| article.text().as_str().get(token.range.clone()))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn neighbours_are_joined_into_the_longest_phrase() {
        let text = "题目\n\n优化营商环境建设。\n";
        assert_eq!(words(&WordSet::default(), text), ["题目", "优化", "营商", "环境", "建设"]);
        let set = WordSet::with_phrases(["营商环境", "营商环境建设", "优化"].into_iter());
        assert_eq!(set.phrases(), 2);
        assert_eq!(words(&set, text), ["题目", "优化", "营商环境建设"]);
    }

    #[test]
    fn a_phrase_that_a_use_cuts_is_left_as_words() {
        let corpus = corpus(&["题目\n\n优化营商环境。\n"]);
        let article = corpus.articles().next().unwrap();
        let set = WordSet::with_phrases(["营商环境", "优化营商环境"].into_iter());
        let at = |word: &str| article.text().as_str().find(word).unwrap() as u32;
        let words = |start: u32, end: u32| {
            let one = Use { article: article.id(), start, end, word: 0 };
            let mut tokens = Vec::new();
            set.tokenizer(&corpus).tokens(article, &[one], &mut tokens);
            tokens.iter().filter(|token| token.kind == TokenKind::Word).count()
        };
        let (whole, phrase, end) = (at("优化"), at("营商"), at("。"));
        assert_eq!([words(whole, end), words(phrase, end), words(phrase, phrase + 6)], [2, 4, 4]);
    }

    #[test]
    fn a_phrase_that_recurs_in_the_library_is_one_word() {
        let texts = ["甲\n\n优化营商环境，大家都好。\n", "乙\n\n营商环境不错。\n", "丙\n\n说说营商环境。\n"];
        let corpus = corpus(&texts);
        let set = WordSet::of(&corpus);
        assert_eq!(words(&set, texts[0]), ["甲", "优化", "营商环境", "大家", "都", "好"]);
    }

    #[test]
    fn a_word_has_whole_clusters() {
        let words = words(&WordSet::default(), "题\n\n河水\u{301}\u{301}涨abc\u{301}d\n");
        assert_eq!(words, ["题", "河水\u{301}\u{301}", "涨", "abc\u{301}", "d"]);
    }

    #[test]
    fn signs_are_no_words_and_some_end_a_sentence() {
        let kinds: Vec<_> = ["好", "AI", "3", "。", "！？", "，", "　", "……"].map(kind).into();
        let ends: Vec<bool> = kinds.iter().map(|kind| *kind == TokenKind::SentenceEnd).collect();
        let words: Vec<bool> = kinds.iter().map(|kind| *kind == TokenKind::Word).collect();
        assert_eq!(ends, [false, false, false, true, true, false, false, true]);
        assert_eq!(words, [true, true, true, false, false, false, false, false]);
    }

    #[test]
    fn tokens_and_line_breaks_add_up_to_the_text() {
        let corpus = corpus(&["题 一\n\n第一段，有abc和３。\n\n第二段\u{3000}完\n", "只有标题\n"]);
        let set = WordSet::default();
        for article in corpus.articles() {
            let mut tokens = Vec::new();
            set.tokenizer(&corpus).tokens(article, &[], &mut tokens);
            let mut end = 0;
            for token in &tokens {
                assert!(token.range.start == end || token.range.start == end + 1, "{token:?} after {end}");
                end = token.range.end;
            }
            assert_eq!(end, article.text().as_str().trim_end_matches('\n').len());
        }
    }

    #[test]
    fn one_word_in_several_writings_is_one_word() {
        assert_eq!(
            [counted("營商"), counted("ＡＩ"), counted("ai"), counted("营商")],
            ["营商", "ai", "ai", "营商"]
        );
    }
}
