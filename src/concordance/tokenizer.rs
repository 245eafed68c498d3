//! Cutting articles into the words of a set.
//!
//! What must not go in: which words there are, and counting.

use std::ops::Range;

pub use super::reach::Reach;
use super::reach::SENTENCE_ENDS;
use super::stored_words::{UNNUMBERED, WordsView, hash};
use super::uses::Use;
use super::words::WordSet;
use crate::corpus::word_breaks::{Breaks, StoredBreaks};
use crate::corpus::{Article, Corpus};
use crate::format::draft::PIECE_BYTES;
use crate::text::clusters::whole_clusters;
use crate::text::dictionary::WordCutter;
use crate::text::sanitize::is_mark;

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
    /// Text that was not cut into words, see [`Reach`].
    Gap,
}

/// A piece of an article's text, in bytes of [`Article::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextToken {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// The number of the word in the snapshot; [`UNNUMBERED`] if it has none.
    pub number: u32,
}

/// Cuts articles into the words of a set, with memory that is used again.
#[derive(Debug)]
pub struct Tokenizer<'a> {
    set: &'a WordSet,
    view: WordsView<'a>,
    corpus: &'a Corpus,
    cutter: WordCutter,
    pieces: Vec<Range<usize>>,
    /// Where uses begin and end, in order.
    borders: Vec<usize>,
    /// Those of the current paragraph, from its start.
    inside: Vec<usize>,
    /// What of the current paragraph is cut into words.
    ranges: Vec<Range<usize>>,
    /// The phrases that uses cut.
    cut: Vec<TextToken>,
}

/// A paragraph of an article, or a piece of a very long one.
struct TokenizedLine<'t> {
    text: &'t str,
    /// Its first byte in the article.
    start: usize,
    /// Where words begin, if a snapshot has that, and the characters before the paragraph.
    stored: Option<(&'t Breaks, usize)>,
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer for the articles of `corpus`.
    pub fn new(set: &'a WordSet, corpus: &'a Corpus) -> Self {
        Self {
            set,
            view: set.view(),
            corpus,
            cutter: WordCutter::new(),
            pieces: Vec::new(),
            borders: Vec::new(),
            inside: Vec::new(),
            ranges: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// Puts the tokens of an article into `into`, in order; they and the line breaks add up to its text. A phrase that a use
    /// cuts is left as the words of the list, else 优化 would never stand beside 营商环境 where 优化营商环境 is a phrase.
    pub fn tokens(&mut self, article: Article<'_>, uses: &[Use], into: &mut Vec<TextToken>) {
        let stored = self.begin(article, uses, into);
        let title = article.title();
        let mut before = 0;
        let texts = std::iter::once((0, title.as_str(), true))
            .chain(article.paragraphs().map(|next| (next.start, next.text.as_str(), !next.continued)));
        let mut end = None;
        for (start, text, begins) in texts {
            if begins && let Some(end) = end.take() {
                into.push(empty(end, TokenKind::LineEnd));
            }
            let line = TokenizedLine { text, start, stored: stored.as_ref().map(|breaks| (breaks, before)) };
            self.line(&line, uses, Reach::Article, into);
            end = Some(start + text.len());
            before += text.chars().count();
        }
        if let Some(end) = end {
            into.push(empty(end, TokenKind::LineEnd));
        }
    }

    /// The same tokens, but only of what is within `reach` of the uses, with gaps between. Paragraphs without uses are passed over
    /// unseen: looking at each would take longer than cutting what is asked for.
    pub fn near(&mut self, article: Article<'_>, uses: &[Use], reach: Reach, into: &mut Vec<TextToken>) {
        let stored = self.begin(article, uses, into);
        let text = article.bytes();
        let (mut rest, mut at, mut before) = (uses, 0, 0);
        while let Some(first) = rest.first() {
            let range = line_around(text, first.start as usize);
            if range.len() > PIECE_BYTES {
                // A very long paragraph is stored in pieces, each of them cut alone.
                return self.tokens(article, uses, into);
            }
            let between = text.get(at..range.start).unwrap_or_default();
            before += chars(between);
            at = range.start;
            let line = TokenizedLine {
                text: article.part(range.clone()).as_str(),
                start: range.start,
                stored: stored.as_ref().map(|breaks| (breaks, before)),
            };
            self.line(&line, uses, reach, into);
            into.push(empty(range.end, TokenKind::LineEnd));
            rest =
                rest.get(rest.partition_point(|one| (one.start as usize) < range.end)..).unwrap_or_default();
            rest = if rest.first() == Some(first) { rest.get(1..).unwrap_or_default() } else { rest };
        }
    }

    /// Forgets the last article, and gives where the words of this one begin, if a snapshot has that.
    fn begin(&mut self, article: Article<'_>, uses: &[Use], into: &mut Vec<TextToken>) -> Option<Breaks> {
        into.clear();
        self.cut.clear();
        self.borders.clear();
        self.borders.extend(uses.iter().flat_map(|one| [one.start as usize, one.end as usize]));
        StoredBreaks::of(self.corpus, article.id()).and_then(|breaks| breaks.article(article.id()))
    }

    /// The phrases that uses have cut in what was cut into words last.
    pub fn cut_phrases(&self) -> &[TextToken] {
        &self.cut
    }

    /// The tokens of one paragraph.
    fn line(&mut self, line: &TokenizedLine<'_>, uses: &[Use], reach: Reach, into: &mut Vec<TextToken>) {
        let whole = line.start..line.start + line.text.len();
        self.ranges.clear();
        let is_marked = line.text.chars().any(is_mark);
        if is_marked || reach == Reach::Article {
            self.ranges.push(0..line.text.len());
        } else {
            let first = uses.partition_point(|one| (one.start as usize) < whole.start);
            let own = uses.iter().skip(first).map(Use::range).take_while(|range| range.start < whole.end);
            let own: Vec<_> = own.map(|range| range.start - whole.start..range.end - whole.start).collect();
            reach.ranges(line.text, &own, &mut self.ranges);
        }
        self.inside.clear();
        let first = self.borders.partition_point(|border| *border <= whole.start);
        let later = self.borders.iter().skip(first).take_while(|border| **border < whole.end);
        self.inside.extend(later.map(|border| border - whole.start));
        let ranges = std::mem::take(&mut self.ranges);
        let mut end = 0;
        for range in &ranges {
            if range.start > end {
                into.push(empty(line.start + end, TokenKind::Gap));
            }
            self.split(line, range, is_marked);
            self.join(line, into);
            end = range.end;
        }
        if end < line.text.len() {
            into.push(empty(line.start + end, TokenKind::Gap));
        }
        self.ranges = ranges;
    }

    /// Finds the words of the list in a part of a paragraph.
    fn split(&mut self, line: &TokenizedLine<'_>, range: &Range<usize>, is_marked: bool) {
        self.pieces.clear();
        let text = line.text.get(range.clone()).unwrap_or_default();
        let mut from = range.start;
        if let Some((breaks, before)) = line.stored {
            let before = before + line.text.get(..range.start).map_or(0, |text| text.chars().count());
            let view = breaks.view(0, before, text.chars().count());
            let starts = text.char_indices().enumerate().skip(1).filter(|(number, _)| !view.inside(*number));
            let ends = starts.map(|(_, (at, _))| range.start + at);
            for end in ends.chain((!text.is_empty()).then_some(range.end)) {
                self.pieces.push(from..end);
                from = end;
            }
        } else {
            for length in self.cutter.cut(text) {
                self.pieces.push(from..from + length);
                from += length;
            }
        }
        if is_marked {
            let lengths: Vec<usize> = self.pieces.iter().map(ExactSizeIterator::len).collect();
            self.pieces = whole_clusters(line.text, &lengths);
        }
    }

    /// The tokens of the words that were found: those that are a phrase are one, unless a use cuts it.
    fn join(&mut self, line: &TokenizedLine<'_>, into: &mut Vec<TextToken>) {
        let (text, mut rest) = (line.text, self.pieces.as_slice());
        while let [first, ..] = rest {
            let kind = text.get(first.clone()).map_or(TokenKind::Sign, kind);
            let (count, number) = match kind {
                TokenKind::Word => self.set.joined(self.view, text, rest),
                _ => (1, UNNUMBERED),
            };
            let (words, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            let end = words.last().map_or(first.end, |last| last.end);
            let token = |range: &Range<usize>, number| TextToken {
                range: line.start + range.start..line.start + range.end,
                kind,
                number,
            };
            let whole = token(&(first.start..end), number);
            if self.inside.iter().any(|border| (first.start + 1..end).contains(border)) {
                let number = |range: &Range<usize>| {
                    let form = text.get(range.clone()).and_then(|text| self.view.form(hash(text)));
                    form.map_or(UNNUMBERED, |form| form.number)
                };
                into.extend(words.iter().map(|range| token(range, number(range))));
                self.cut.extend((words.len() > 1).then_some(whole));
            } else {
                into.push(whole);
            }
            rest = later;
        }
    }
}

/// The line of a text that has this byte, without its line break.
fn line_around(bytes: &[u8], byte: usize) -> Range<usize> {
    let before = bytes.get(..byte).unwrap_or_default();
    let after = bytes.get(byte..).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    start..memchr::memchr(b'\n', after).map_or(bytes.len(), |at| byte + at)
}

/// The characters of a text without its line breaks: bytes that begin one, counted with vector instructions.
fn chars(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80 && **byte != b'\n').count()
}

/// A token without text.
fn empty(at: usize, kind: TokenKind) -> TextToken {
    TextToken { range: at..at, kind, number: UNNUMBERED }
}

/// What a piece is.
pub(super) fn kind(piece: &str) -> TokenKind {
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
        tokenizer.near(article, &uses, Reach::Paragraphs, &mut near);
        let absent = text.find("没有").unwrap()..text.find("桥在").unwrap() - 1;
        let last = text.find("末段").unwrap();
        all.retain(|token| token.range.end < absent.start || token.range.start > absent.end);
        all.retain(|token| token.range.end < last);
        assert_eq!(near, all);
    }
}
