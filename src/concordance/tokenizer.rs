//! Cutting articles into the words of a set.
//!
//! What must not go in: which words there are, and counting.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::uses::Use;
use super::words::WordSet;
use crate::corpus::word_breaks::{Breaks, StoredBreaks};
use crate::corpus::{Article, Corpus};
use crate::text::dictionary::WordCutter;
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

impl<'a> Tokenizer<'a> {
    /// A tokenizer for the articles of `corpus`.
    pub fn new(set: &'a WordSet, corpus: &'a Corpus) -> Self {
        Self {
            set,
            corpus,
            cutter: WordCutter::new(),
            pieces: Vec::new(),
            borders: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// Puts the tokens of an article into `into`, in order; they and the line breaks add up to its text. A phrase that a use
    /// cuts is left as the words of the list, else 优化 would never stand beside 营商环境 where 优化营商环境 is a phrase.
    pub fn tokens(&mut self, article: Article<'_>, uses: &[Use], into: &mut Vec<TextToken>) {
        self.lines(article, uses, true, into);
    }

    /// The same tokens, but only of the paragraphs that have uses.
    pub fn near(&mut self, article: Article<'_>, uses: &[Use], into: &mut Vec<TextToken>) {
        // The pieces of a very long paragraph are one.
        let is_long = article.paragraphs().any(|paragraph| paragraph.continued);
        self.lines(article, uses, is_long, into);
    }

    fn lines(&mut self, article: Article<'_>, uses: &[Use], all: bool, into: &mut Vec<TextToken>) {
        into.clear();
        self.borders.clear();
        self.borders.extend(uses.iter().flat_map(|one| [one.start as usize, one.end as usize]));
        let stored =
            StoredBreaks::of(self.corpus, article.id()).and_then(|breaks| breaks.article(article.id()));
        let title = article.title();
        let mut before = 0;
        let texts = std::iter::once((0, title.as_str(), true))
            .chain(article.paragraphs().map(|next| (next.start, next.text.as_str(), !next.continued)));
        let mut end = None;
        for (start, text, begins) in texts {
            if begins && let Some(end) = end.take() {
                into.push(TextToken { range: end..end, kind: TokenKind::LineEnd });
            }
            if all || has_border(&self.borders, start..start + text.len()) {
                self.piece(text, start, stored.as_ref().map(|breaks| (breaks, before)), into);
                end = Some(start + text.len());
            }
            before += text.chars().count();
        }
        if let Some(end) = end {
            into.push(TextToken { range: end..end, kind: TokenKind::LineEnd });
        }
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

/// Whether one of the sorted `borders` lies in the text of a line.
fn has_border(borders: &[usize], line: Range<usize>) -> bool {
    let first = borders.partition_point(|border| *border < line.start);
    borders.get(first).is_some_and(|border| line.contains(border))
}

fn kind(piece: &str) -> TokenKind {
    match piece {
        _ if piece.contains(char::is_alphanumeric) => TokenKind::Word,
        _ if piece.contains(SENTENCE_ENDS) => TokenKind::SentenceEnd,
        _ => TokenKind::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concordance::corpus;

    fn words(set: &WordSet, text: &str) -> Vec<String> {
        let corpus = corpus(&[text]);
        let article = corpus.articles().next().unwrap();
        let mut tokens = Vec::new();
        Tokenizer::new(set, &corpus).tokens(article, &[], &mut tokens);
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
            Tokenizer::new(&set, &corpus).tokens(article, &[one], &mut tokens);
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
            Tokenizer::new(&set, &corpus).tokens(article, &[], &mut tokens);
            let mut end = 0;
            for token in &tokens {
                assert!(token.range.start == end || token.range.start == end + 1, "{token:?} after {end}");
                end = token.range.end;
            }
            assert_eq!(end, article.text().as_str().trim_end_matches('\n').len());
        }
    }

    #[test]
    fn the_paragraphs_that_have_uses_are_cut_as_in_the_whole() {
        let corpus = corpus(&["桥 题\n\n第一段的桥，有桥。\n\n没有的一段。\n\n桥在第三段\n\n末段\n"]);
        let article = corpus.articles().next().unwrap();
        let text = article.text().as_str();
        let uses: Vec<Use> = text
            .match_indices('桥')
            .map(|(at, it)| Use {
                article: article.id(),
                start: at as u32,
                end: (at + it.len()) as u32,
                word: 0,
            })
            .collect();
        let set = WordSet::with_phrases(["桥在第三"].into_iter());
        let (mut all, mut near) = (Vec::new(), Vec::new());
        let mut tokenizer = Tokenizer::new(&set, &corpus);
        tokenizer.tokens(article, &uses, &mut all);
        tokenizer.near(article, &uses, &mut near);
        let absent = text.find("没有").unwrap()..text.find("桥在").unwrap() - 1;
        let last = text.find("末段").unwrap();
        all.retain(|token| token.range.end < absent.start || token.range.start > absent.end);
        all.retain(|token| token.range.end < last);
        assert_eq!(near, all);
    }
}
