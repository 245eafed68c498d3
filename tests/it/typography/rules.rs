//! The hard rules of Chinese line breaking, judged on finished lines and written down a second time: with regular
//! expressions and plain sets of characters, and nothing of what the breaker knows.
//!
//! Sources: W3C clreq (basic prohibition rules), GB/T 15834-2011 5.1, UAX #14 LB25 and LB28, UAX #29.

use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;
use xinglan::text::{WidthPolicy, WrappedLine};

const NO_START: &str = "、，。：；！？．,.:;!?﹐﹑﹒﹔﹕﹖﹗､｡‼⁇⁈⁉’”）》〉」』】〕〗〙〛］｝)]}｠｣〞〟»›﹂﹄︶︼–～〜－·‧・•/／\
                        々〻ーヽヾゝゞぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ";
/// Of these, a blank before makes a line start with them bearable.
const NO_START_UNSPACED: &str = ".,:;!?/-";
const NO_END: &str = "“‘（《〈「『【〔〖〘〚［｛([{｟｢〝«‹﹁﹃︵︻";
const SUFFIX: &str = "%‰‱％℃℉°′″‵¢￠";
const PREFIX: &str = "￥¥＄$€£￡₩￦№＃#±−";
const PAIRS: &str = "—―─…⋯";

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let web = r"(?:https?|ftp)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+";
    let mail = r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}";
    pattern(&format!(r"{web}|www\.[A-Za-z0-9\-._~/?#=&%]+|{mail}"))
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9０-９]+(?:[.,:/\-．，：／][0-9０-９]+)*"));
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    let letter = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{M}0-9_]";
    pattern(&format!(r"{letter}+(?:['’\-./&@+#_]{letter}+)*"))
});
static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Latin}\p{Greek}\p{Cyrillic}\p{M}0-9_]$"));
static LATIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\p{Latin}$"));

#[expect(clippy::expect_used, reason = "the patterns are written here")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// A paragraph with all that the rules ask about it.
pub(crate) struct Paragraph<'a> {
    text: &'a str,
    clusters: BTreeSet<usize>,
    addresses: Vec<Range<usize>>,
    numbers: Vec<Range<usize>>,
    words: Vec<Range<usize>>,
}

impl<'a> Paragraph<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let find = |tokens: &Regex| tokens.find_iter(text).map(|found| found.range()).collect();
        Self {
            text,
            clusters: text.grapheme_indices(true).map(|(at, _)| at).collect(),
            addresses: find(&ADDRESS),
            numbers: find(&NUMBER),
            words: find(&WORD),
        }
    }

    /// What is wrong with these lines, made for `cells` with the indent `indent`.
    pub(crate) fn faults(
        &self,
        lines: &[WrappedLine],
        policy: WidthPolicy,
        cells: u16,
        indent: u16,
    ) -> Vec<String> {
        let room = usize::from(cells - indent);
        let mut faults = Vec::new();
        for line in lines.iter().skip(1) {
            let at = line.start as usize;
            if let Some(fault) = self.fault_at(at, policy, room) {
                let (left, right) = self.text.split_at(at);
                faults.push(format!("{fault}: {left}⏎{right}"));
            }
        }
        if lines.len() > 1 && lines.last().is_some_and(|line| self.is_orphan(line)) {
            faults.push(format!("one character left: {}", self.text));
        }
        faults
    }

    fn fault_at(&self, at: usize, policy: WidthPolicy, room: usize) -> Option<&'static str> {
        if !self.clusters.contains(&at) {
            return Some("cluster split");
        }
        let address = around(&self.addresses, at);
        let (number, word) = (around(&self.numbers, at), around(&self.words, at));
        if let Some(token) = address.or(word).or(number)
            && policy.text(&self.text[token.clone()]) > room
        {
            return None;
        }
        if address.is_some() {
            return Some("address split");
        }
        let left = self.text[..at].trim_end().chars().next_back()?;
        let right = self.text[at..].chars().next()?;
        let spaced = self.text[..at].ends_with(char::is_whitespace);
        if is_bad_start(right, spaced) || self.is_lone_dash(left, at) {
            return Some("bad line start");
        }
        if NO_END.contains(left) {
            return Some("bad line end");
        }
        if spaced {
            return None;
        }
        if left == right && PAIRS.contains(left) {
            let run = self.text[..at].chars().rev().take_while(|c| *c == left).count();
            return (run % 2 == 1).then_some("pair split");
        }
        if number.is_some() || parts_number(left, right) {
            return Some("number split");
        }
        (word.is_some() && parts_word(left, right)).then_some("word split")
    }

    /// A single dash connects and does not start a line.
    fn is_lone_dash(&self, left: char, at: usize) -> bool {
        let right = &self.text[at..];
        right.starts_with('—') && !right.starts_with("——") && left != '—'
    }

    fn is_orphan(&self, line: &WrappedLine) -> bool {
        let text = &self.text[line.start as usize..line.end as usize];
        let pictures = text.chars().any(|c| matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}'));
        let counts = |cluster: &&str| cluster.chars().all(|c| c.is_alphanumeric() || !c.is_ascii());
        let signs = |cluster: &&str| cluster.chars().next().is_some_and(is_sign);
        let characters = text.graphemes(true).filter(counts).filter(|cluster| !signs(cluster)).count();
        !pictures && characters <= 1
    }
}

/// The range that `at` lies inside of, not at its start.
fn around(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    ranges.iter().find(|range| range.start < at && at < range.end)
}

fn is_bad_start(right: char, spaced: bool) -> bool {
    NO_START.contains(right) && !(spaced && NO_START_UNSPACED.contains(right))
}

fn parts_number(left: char, right: char) -> bool {
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    digit(left) && (SUFFIX.contains(right) || LATIN.is_match(&right.to_string()))
        || PREFIX.contains(left) && digit(right)
}

/// Inside a word a line may only break after a hyphen that no digit follows, or after a solidus or apostrophe's kin.
fn parts_word(left: char, right: char) -> bool {
    let letter = |c: char| LETTER.is_match(&c.to_string());
    letter(left) && letter(right)
        || left == '-' && right.is_ascii_digit()
        || "'’@#&+._".contains(left)
        || "'’@#&+._-".contains(right)
}

fn is_sign(c: char) -> bool {
    static SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{P}\p{S}\s]$"));
    SIGN.is_match(&c.to_string())
}
