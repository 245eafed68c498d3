//! Cuts a paragraph into sentences, as readers of Chinese take them.
//!
//! UAX #29 counts opening quotes after a full stop to the sentence before them, because it expects blanks between sentences,
//! which Chinese does not have. What must not go in: hashes of sentences and what they are compared for.

use std::ops::Range;

/// The sentences of a paragraph in order: their bytes, without the blanks around them.
pub fn sentences(paragraph: &str) -> SentenceRanges<'_> {
    SentenceRanges { text: paragraph, at: 0 }
}

/// Iterator over the sentences of a paragraph.
#[derive(Debug, Clone)]
pub struct SentenceRanges<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for SentenceRanges<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.len() - rest.trim_start().len();
        let sentence = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = start + length(sentence);
        self.at = end;
        let shown = self.text.get(start..end)?.trim_end();
        Some(start..start + shown.len())
    }
}

/// The bytes of the sentence that a text begins with.
fn length(text: &str) -> usize {
    let mut scan = SentenceScan::default();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let is_end =
            is_end(c) || c == '.' && scan.dot_ends(rest) || matches!(c, '!' | '?') && mark_ends(rest);
        scan.take(c);
        if !is_end || !scan.has_words {
            continue;
        }
        let tail = scan.tail(rest);
        let (marks, after) = rest.split_at_checked(tail).unwrap_or((rest, ""));
        if !after.starts_with(goes_on) && !is_aside(text, marks) {
            return end + tail;
        }
    }
    text.len()
}

/// What a sentence has had so far.
#[derive(Debug, Default)]
struct SentenceScan {
    has_words: bool,
    /// The ASCII letters and digits just before, and whether they began the sentence.
    run: usize,
    run_has_letters: bool,
    run_is_first: bool,
    last: Option<char>,
    quotes: StraightQuotes,
}

/// Which straight quotes are open.
#[derive(Debug, Clone, Copy, Default)]
struct StraightQuotes {
    double: bool,
    single: bool,
}

impl SentenceScan {
    fn take(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            if self.run == 0 {
                self.run_is_first = !self.has_words;
                self.run_has_letters = false;
            }
            self.run += 1;
            self.run_has_letters |= c.is_ascii_alphabetic();
        } else {
            self.run = 0;
        }
        self.quotes.double ^= c == '"';
        // Within a word it is an apostrophe.
        let opens = !self.last.is_some_and(|c| c.is_ascii_alphanumeric());
        self.quotes.single ^= c == '\'' && (self.quotes.single || opens);
        self.has_words |= c.is_alphanumeric();
        self.last = Some(c);
    }

    /// Whether a full stop of ASCII ends the sentence before `rest`: not that of a number, an initial or an address.
    fn dot_ends(&self, rest: &str) -> bool {
        let follows = rest.trim_start_matches(is_closing).chars().next();
        if self.run == 0 {
            // After an ideograph it is a careless 。
            return self.last.is_some_and(|c| c.is_alphanumeric() || is_closing(c));
        }
        let numbers = self.run_is_first && !self.run_has_letters;
        let initial = self.run == 1 && self.last.is_some_and(|c| c.is_ascii_uppercase());
        follows.is_none_or(char::is_whitespace) && !numbers && !initial
    }

    /// The bytes of `rest` that belong to the sentence that has just ended: more ends, closing marks, signs of notes.
    fn tail(&self, rest: &str) -> usize {
        let mut open = self.quotes;
        let mut chars = rest.char_indices();
        let mut belongs = |c: char| match c {
            '"' => std::mem::take(&mut open.double),
            '\'' => std::mem::take(&mut open.single),
            '!' | '?' => true,
            _ => is_end(c) || is_closing(c) || is_note_sign(c),
        };
        let end = chars.find(|(_, c)| !belongs(*c)).map_or(rest.len(), |(at, _)| at);
        end + rest.get(end..).map_or(0, note_number)
    }
}

/// The bytes of a number in square brackets, which points to a note.
fn note_number(text: &str) -> usize {
    let digits = |inside: &str| inside.chars().take_while(char::is_ascii_digit).count();
    for (open, close) in [('[', ']'), ('［', '］')] {
        if let Some(inside) = text.strip_prefix(open)
            && digits(inside) > 0
            && inside.get(digits(inside)..).is_some_and(|rest| rest.starts_with(close))
        {
            return open.len_utf8() + digits(inside) + close.len_utf8();
        }
    }
    0
}

/// Whether a mark of ASCII ends a sentence before `rest`: not within an address or a formula.
fn mark_ends(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '=' | '&' | '/'))
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '．' | '｡' | '‼' | '⁇' | '⁈' | '⁉' | '⋯')
}

/// Marks that belong to the sentence before them.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '〗'
            | '］'
            | '｝'
            | '｣'
            | '﹂'
            | '﹄'
            | '＂'
            | ')'
            | ']'
            | '}'
            | '»'
            | '›'
    )
}

/// Whether what ends here is a title or a remark in brackets within a sentence: 《在路上……》, 他（老周！）.
fn is_aside(sentence: &str, marks: &str) -> bool {
    marks.ends_with(['》', '〉']) || marks.ends_with(['）', ')']) && !sentence.starts_with(['（', '('])
}

/// ① and ¹.
fn is_note_sign(c: char) -> bool {
    matches!(c, '①'..='⑳' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Marks after which a sentence goes on, whatever stands before them: “来了！”，他说。
fn goes_on(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        let cases: &[&[&str]] = &[
            &["河改道了。", "堤没有修。"],
            &["他问：“谁来修？”", "没有人说话。"],
            &["「修！」", "他说。"],
            &["“来了！”，他说，“进来。”", "门开了。"],
            &["他走了。", "“好。”", "她说。"],
            &["（见上图。）", "下一句。"],
            &["他想说……", "没有说。"],
            &["他说……，又停下。"],
            &["真的吗？！", "真的！！！", "是的。"],
            &["……后来就没有了。"],
            &["水位三米。①", "另一处四米。[12]", "都退了。"],
            &["没有句号的一行"],
            &["一是修堤；二是清淤。", "三是种树。"],
            &["It rained.", "The river rose 3.5 m.", "\"Why?\"", "Nobody knew."],
            &["1. J. Smith wrote it.", "So did A. Li."],
            &["见 https://a.b/c?d=1 和 a.b.c 两处。", "完。"],
            &["他写错了.", "下一句."],
            &["《在路上……》很长。"],
            &["他（老周！）来了。", "（没有人知道。）", "门开了。"],
            &["他说'好。'", "走了。"],
        ];
        for case in cases {
            let blank = if case.concat().is_ascii() { " " } else { "" };
            assert_eq!(cut(&case.join(blank)), *case);
        }
    }

    #[test]
    fn nothing_has_no_sentence() {
        assert!(cut("").is_empty() && cut(" 　").is_empty());
        assert_eq!(cut("　第一句。 第二句 "), ["第一句。", "第二句"]);
    }

    proptest! {
        #[test]
        fn every_character_but_blanks_is_in_one_sentence(text in "[河水a1 .。！？…”“』\"'，、()①\\[\\]　]{0,40}") {
            let (mut end, mut left) = (0, String::new());
            for range in sentences(&text) {
                prop_assert!(range.start >= end && range.end > range.start);
                left.push_str(text.get(end..range.start).unwrap());
                end = range.end;
            }
            left.push_str(text.get(end..).unwrap());
            prop_assert!(left.trim().is_empty(), "{left:?}");
        }
    }
}
