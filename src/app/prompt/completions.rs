//! The completions beside the input line: which are shown, and which is in the line.
//!
//! Paging and choosing only: `complete` finds candidates, `update` searches for the chosen one.

use crate::complete::candidates::{Candidate, CandidateKind, CompletionTarget, Scope};
use crate::messages::Lang;
use crate::text::WidthPolicy;
use crate::text::pinyin::Typed;

/// Number of candidates to request: a few pages.
pub const WANTED: usize = 64;
/// Candidates on one page: one for each digit.
const PAGE: usize = 9;
/// Cells between candidates.
const GAP: usize = 2;

/// Room for candidates on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Columns of a row.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
    /// Character widths of the terminal.
    pub policy: WidthPolicy,
}

/// One candidate as displayed and as inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionItem {
    /// Displayed text: 营商环境, @辽宁.
    pub label: String,
    /// Displayed number of articles.
    pub count: String,
    /// The text that it inserts.
    text: String,
}

/// The candidates for one state of the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    /// The line up to the cursor that they complete.
    line: String,
    /// Byte offset in the line of the part that they replace.
    start: usize,
    /// The user types letters, as in an input method.
    spelt: bool,
    items: Vec<CompletionItem>,
    /// Index of the first one shown.
    first: usize,
    /// Index of the one that has replaced the typed text.
    taken: Option<usize>,
    /// One was chosen by its digit, so no more are offered.
    closed: bool,
}

impl Completions {
    /// The candidates for `line`, the text up to the cursor.
    pub fn new(line: &str, candidates: &[Candidate], lang: Lang) -> Self {
        let Some(target) = CompletionTarget::of(line) else { return Self::default() };
        let items =
            candidates.iter().map(|candidate| CompletionItem::new(candidate, target.scope, lang)).collect();
        Self {
            line: line.to_owned(),
            start: target.start,
            spelt: target.is_spelt(),
            items,
            ..Self::default()
        }
    }

    /// Whether candidates are shown.
    pub fn is_open(&self) -> bool {
        !self.items.is_empty() && !self.closed
    }

    /// Whether the user types letters, so that digits and arrows choose.
    pub fn is_spelt(&self) -> bool {
        self.is_open() && self.spelt
    }

    /// The line that they complete.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The typed text that they replace.
    pub fn typed(&self) -> &str {
        self.line.get(self.start..).unwrap_or_default()
    }

    /// Index of the one in the line.
    pub fn taken(&self) -> Option<usize> {
        self.taken
    }

    /// A candidate by its number.
    pub fn item(&self, number: usize) -> Option<&CompletionItem> {
        self.items.get(number)
    }

    /// The line with candidate `number` in place of the typed text.
    pub fn line_with(&self, number: usize) -> Option<String> {
        let head = self.line.get(..self.start)?;
        Some(format!("{head}{}", self.items.get(number)?.text))
    }

    /// Indices of the candidates shown, row by row: as many as fit, at least one.
    pub fn rows(&self, room: Room) -> Vec<std::ops::Range<usize>> {
        if self.is_open() { self.page(self.first, room) } else { Vec::new() }
    }

    fn page(&self, first: usize, room: Room) -> Vec<std::ops::Range<usize>> {
        let mut rows = Vec::new();
        let mut at = first;
        for _ in 0..room.rows {
            let (start, mut used) = (at, 0);
            while let Some(item) = self.items.get(at).filter(|_| at < first + PAGE) {
                let width = item.cells(room.policy) + GAP;
                if at > start && used + width > usize::from(room.cols) {
                    break;
                }
                used += width;
                at += 1;
            }
            if at > start {
                rows.push(start..at);
            }
        }
        rows
    }

    fn end_of(&self, first: usize, room: Room) -> usize {
        self.page(first, room).last().map_or(first, |row| row.end)
    }

    /// Number of the page shown, from 1, and the number of pages.
    pub fn pages(&self, room: Room) -> (usize, usize) {
        let (mut first, mut this, mut all) = (0, 1, 0);
        while first < self.items.len() && room.rows > 0 {
            all += 1;
            if first == self.first {
                this = all;
            }
            first = self.end_of(first, room);
        }
        (this, all)
    }

    /// Turns to the next or previous page, if there is one.
    pub fn turn(&mut self, forward: bool, room: Room) {
        let wanted = if forward { self.end_of(self.first, room) } else { self.first.saturating_sub(1) };
        self.show(wanted, room);
    }

    /// Shows the page with candidate `number`.
    fn show(&mut self, number: usize, room: Room) {
        let mut first = 0;
        while first < self.items.len() && room.rows > 0 {
            let end = self.end_of(first, room);
            if (first..end).contains(&number) {
                self.first = first;
            }
            first = end;
        }
    }

    /// Index of the candidate for a digit from 1 to 9.
    pub fn by_digit(&self, digit: usize, room: Room) -> Option<usize> {
        let number = self.first + digit.checked_sub(1)?;
        (self.is_spelt() && number < self.end_of(self.first, room)).then_some(number)
    }

    /// Whether a candidate still fits when `digit` is typed too.
    pub fn has_next(&self, digit: char) -> bool {
        let typed = Typed::new(&format!("{}{digit}", self.typed()));
        typed.is_some_and(|typed| self.items.iter().any(|item| typed.fit(&item.label).is_some()))
    }

    /// The next candidate to put into the line; `Some(None)`, the typed text, before the first.
    pub fn next(&self, forward: bool) -> Option<Option<usize>> {
        let last = self.items.len().checked_sub(1).filter(|_| self.is_open())?;
        match (self.taken, forward) {
            (None, true) => Some(Some(self.first)),
            (Some(at), true) => Some(Some(if at == last { 0 } else { at + 1 })),
            (Some(at), false) => Some(at.checked_sub(1)),
            (None, false) => None,
        }
    }

    /// Records that candidate `number`, or the typed text, is in the line now.
    pub fn take(&mut self, number: Option<usize>, room: Room) {
        self.taken = number;
        self.show(number.unwrap_or(0), room);
    }

    /// Stops offering candidates; the one in the line can still be undone.
    pub fn close(&mut self) {
        self.closed = true;
    }
}

impl CompletionItem {
    fn new(candidate: &Candidate, scope: Scope, lang: Lang) -> Self {
        let text = candidate.written(scope, lang);
        let ends_term = scope != Scope::Text && candidate.kind != CandidateKind::Word;
        Self {
            label: text.clone(),
            count: match candidate.kind {
                CandidateKind::Status(_) => String::new(),
                _ => candidate.docs.to_string(),
            },
            // Only another term can follow a province or a section.
            text: if ends_term { text + " " } else { text },
        }
    }

    /// `1 营商环境 37`
    fn cells(&self, policy: WidthPolicy) -> usize {
        policy.text(&self.label) + self.count.len() + 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(cols: u16, rows: u16) -> Room {
        Room { cols, rows, policy: WidthPolicy::default() }
    }

    fn completions(line: &str, words: &[&str]) -> Completions {
        let word = |text: &&str| Candidate { text: (*text).to_owned(), kind: CandidateKind::Word, docs: 7 };
        Completions::new(line, &words.iter().map(word).collect::<Vec<_>>(), Lang::Zh)
    }

    const WORDS: [&str; 12] = [
        "营商环境",
        "影视",
        "意识",
        "一生",
        "医生",
        "优势",
        "有时候",
        "艺术",
        "要事",
        "银行",
        "原神",
        "渔船",
    ];

    #[test]
    fn a_page_has_what_fits_and_at_most_nine() {
        // 营商环境 takes 14 cells with its gap, the short ones 10, 有时候 12.
        assert_eq!(completions("y", &WORDS).rows(room(40, 1)), vec![0..3; 1]);
        assert_eq!(completions("y", &WORDS).rows(room(40, 2)), [0..3, 3..6]);
        assert_eq!(completions("y", &WORDS).rows(room(500, 2)), vec![0..9; 1]);
        assert_eq!(
            completions("y", &WORDS).rows(room(4, 1)),
            vec![0..1; 1],
            "the first is shown however narrow"
        );
        assert!(completions("y", &WORDS).rows(room(40, 0)).is_empty());
    }

    #[test]
    fn pages_turn_and_stop_at_the_ends() {
        let (mut completions, room) = (completions("y", &WORDS), room(40, 1));
        let mut seen = Vec::new();
        for _ in 0..6 {
            seen.push((completions.rows(room)[0].clone(), completions.pages(room).0));
            completions.turn(true, room);
        }
        assert_eq!(seen, [(0..3, 1), (3..6, 2), (6..9, 3), (9..12, 4), (9..12, 4), (9..12, 4)]);
        (0..9).for_each(|_| completions.turn(false, room));
        assert_eq!((completions.rows(room)[0].clone(), completions.pages(room)), (0..3, (1, 4)));
    }

    #[test]
    fn a_digit_is_that_of_the_page() {
        let (mut completions, room) = (completions("y", &WORDS), room(40, 1));
        completions.turn(true, room);
        assert_eq!(
            [0, 1, 3, 4].map(|digit| completions.by_digit(digit, room)),
            [None, Some(3), Some(5), None]
        );
        assert_eq!(self::completions("营", &WORDS).by_digit(1, room), None, "behind Han a digit is a digit");
    }

    #[test]
    fn a_digit_that_a_candidate_has_next_is_of_the_run() {
        let offered = completions("g", &["公司", "G20", "国家"]);
        assert!(offered.has_next('2') && !offered.has_next('1'));
        assert!(completions("p2", &["P2P"]).has_next('2').eq(&false));
    }

    #[test]
    fn going_round_passes_every_candidate_and_backwards_ends_with_what_was_typed() {
        let (mut completions, room) = (completions("黄河 y", &WORDS), room(40, 1));
        let mut lines = Vec::new();
        for _ in 0..13 {
            let next = completions.next(true).unwrap();
            completions.take(next, room);
            lines.push(completions.line_with(next.unwrap()).unwrap());
            assert!(completions.rows(room)[0].contains(&next.unwrap()));
        }
        assert_eq!(
            (lines[0].as_str(), lines[11].as_str(), &lines[12]),
            ("黄河 营商环境", "黄河 渔船", &lines[0])
        );
        assert_eq!(completions.next(false), Some(None));
        completions.take(None, room);
        assert_eq!((completions.next(false), completions.typed()), (None, "y"));
    }

    #[test]
    fn a_province_ends_its_term() {
        let province = Candidate { text: "辽宁".to_owned(), kind: CandidateKind::Province(5), docs: 3 };
        let completions = |line| Completions::new(line, std::slice::from_ref(&province), Lang::Zh);
        assert_eq!(completions("ln").line_with(0).unwrap(), "@辽宁 ");
        assert_eq!(completions("甲|提:ln").line_with(0).unwrap(), "甲|提:辽宁 ");
    }
}
