//! Inline Markdown: strips marks that are clearly markup; links keep their text and address.
//!
//! What must not go in: paragraphs, lists and other blocks ([`super::markdown`]).
//!
//! Emphasis is stricter than `CommonMark` about arithmetic (`3*4*5` stays) and laxer about Chinese punctuation
//! (`**重点：**内容` closes), as Chinese writers expect.

use std::ops::Range;

use crate::text::sanitize::is_blank;

/// Most open marks tracked; any beyond are literal.
const OPEN_MARKS: usize = 32;

/// `text` without emphasis, code and link marks. `[甲](乙)` becomes `甲 (乙)`.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['*', '_', '`', '[', '\\', '~', '<']) {
        return text.to_owned();
    }
    let mut marks = Marks { text, at: 0, open: Vec::new(), brackets: Vec::new(), edits: Vec::new() };
    while let Some(c) = marks.peek() {
        marks.step(c);
    }
    marks.apply()
}

/// Longest inline code (bytes). Without a bound, unclosed backticks take quadratic time.
const CODE_BYTES: usize = 4096;

struct Marks<'a> {
    text: &'a str,
    at: usize,
    /// Open runs of emphasis marks: character and offset.
    open: Vec<(char, Range<usize>)>,
    /// Offsets of `[` or `![` that may open a link.
    brackets: Vec<Range<usize>>,
    /// Ranges and their replacements.
    edits: Vec<(Range<usize>, &'static str)>,
}

impl<'a> Marks<'a> {
    fn step(&mut self, c: char) {
        let start = self.at;
        match c {
            '\\' => {
                self.at += 1;
                if let Some(next) = self.peek().filter(char::is_ascii_punctuation) {
                    self.drop(start..self.at);
                    self.at += next.len_utf8();
                }
            }
            '`' => self.code(),
            '*' | '_' | '~' => self.emphasis(c),
            '!' if self.rest().starts_with("![") => {
                self.at += 2;
                self.brackets.push(start..self.at);
            }
            '[' => {
                self.at += 1;
                self.brackets.push(start..self.at);
            }
            ']' => self.link(),
            '<' => self.address(),
            _ => self.at += c.len_utf8(),
        }
    }

    /// `code`: everything up to the next run of as many backticks, verbatim.
    fn code(&mut self) {
        let fence = self.run('`');
        let after = self.text.get(fence.end..).unwrap_or_default();
        let after = after.get(..after.floor_char_boundary(CODE_BYTES)).unwrap_or(after);
        let mut from = 0;
        let closing = after.split('`').find_map(|piece| {
            from += piece.len();
            let run = after.get(from..).map_or(0, |rest| rest.len() - rest.trim_start_matches('`').len());
            let here = from;
            from += 1;
            let begins = !after.get(..here).unwrap_or_default().ends_with('`');
            (run == fence.len() && begins).then_some(here)
        });
        self.at = fence.end;
        if let Some(closing) = closing {
            let end = fence.end + closing;
            self.at = end + fence.len();
            self.drop(end..self.at);
            self.drop(fence);
        }
    }

    /// A run of `*`, `_` or `~`: closes an equal run before it, or opens one.
    fn emphasis(&mut self, mark: char) {
        let run = self.run(mark);
        self.at = run.end;
        if run.len() > 3 || (mark == '~') != (run.len() == 2 && mark == '~') {
            return;
        }
        let before = self.text.get(..run.start).and_then(|text| text.chars().next_back());
        let after = self.peek();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if is_digit(before) && is_digit(after) {
            return;
        }
        let inner = mark == '_' && is_word(before) && is_word(after);
        let closes = before.is_some_and(|c| !is_blank(c)) && !(mark == '_' && is_word(after));
        let opens = after.is_some_and(|c| !is_blank(c)) && !(mark == '_' && is_word(before));
        let opener = self.open.iter().rposition(|(c, other)| *c == mark && other.len() == run.len());
        match opener {
            Some(index) if closes && !inner => {
                let (_, other) = self.open.swap_remove(index);
                self.open.truncate(index);
                if other.end < run.start {
                    self.drop(other);
                    self.drop(run);
                }
            }
            _ if opens => {
                if self.open.len() == OPEN_MARKS {
                    self.open.remove(0);
                }
                self.open.push((mark, run));
            }
            _ => {}
        }
    }

    /// At a `]`: makes a link if a bracket is open and an address in parentheses follows.
    fn link(&mut self) {
        let close = self.at;
        self.at += 1;
        let Some(open) = self.brackets.pop() else { return };
        let Some(inside) = self.rest().strip_prefix('(') else { return };
        let Some(length) = address_end(inside) else { return };
        self.drop(open);
        self.edits.push((close..close + 1, " "));
        self.at += 1 + length + 1;
    }

    /// `<https://…>`: strips the brackets.
    fn address(&mut self) {
        let start = self.at;
        self.at += 1;
        let rest = self.rest();
        if !["http://", "https://", "mailto:"].iter().any(|scheme| rest.starts_with(scheme)) {
            return;
        }
        let Some(end) = rest.find(|c: char| is_blank(c) || matches!(c, '<' | '>')) else { return };
        if rest.get(end..).is_some_and(|rest| rest.starts_with('>')) {
            self.drop(start..start + 1);
            self.drop(self.at + end..self.at + end + 1);
            self.at += end + 1;
        }
    }

    fn run(&self, mark: char) -> Range<usize> {
        let rest = self.rest();
        self.at..self.at + rest.len() - rest.trim_start_matches(mark).len()
    }

    fn drop(&mut self, range: Range<usize>) {
        self.edits.push((range, ""));
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn apply(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut plain = String::with_capacity(self.text.len());
        let mut copied = 0;
        for (range, replacement) in &self.edits {
            plain.push_str(self.text.get(copied..range.start).unwrap_or_default());
            plain.push_str(replacement);
            copied = range.end;
        }
        plain.push_str(self.text.get(copied..).unwrap_or_default());
        plain
    }
}

/// The end of the address after a `(`: its `)`, with at most one pair of parentheses inside. Brackets end the search, so
/// it never runs into the next link.
fn address_end(inside: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '[' | ']' | '\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_emphasis_and_code_are_taken_off() {
        let cases = [
            ("这是**重点**内容", "这是重点内容"),
            ("**重点：**内容", "重点：内容"),
            ("*斜* _斜_ __粗__ ***重*** ~~删~~", "斜 斜 粗 重 删"),
            ("用 `git *x* log` 看", "用 git *x* log 看"),
            ("``a`b``", "a`b"),
            ("**甲*乙*丙**", "甲乙丙"),
            ("\\*不是\\*", "*不是*"),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_that_are_text_stay() {
        let cases = [
            "3*4*5=60",
            "2 * 3 * 4",
            "snake_case_name",
            "__init__x",
            "a * b",
            "* 号",
            "5~6天",
            "约~~",
            "甲*乙",
            "``",
            "`甲",
            "[甲]",
            "[甲](乙",
            "[甲] (乙)",
            "<甲>",
            "甲\\乙",
            "**",
            "****甲****",
            "1_000_000",
        ];
        for text in cases {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn links_keep_text_and_address() {
        let cases = [
            ("见[官网](https://a.cn/x_y_z)。", "见官网 (https://a.cn/x_y_z)。"),
            ("![黄河](img/a.jpg \"图\")", "黄河 (img/a.jpg \"图\")"),
            ("[百科](https://a.cn/茶_(饮料))", "百科 (https://a.cn/茶_(饮料))"),
            ("[**粗**](a)", "粗 (a)"),
            ("[![图](a)](b)", "图 (a) (b)"),
            ("<https://a.cn>", "https://a.cn"),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_marks_take_one_pass() {
        for piece in ["[", "](", "[a](", "*a ", "_", "`a", "``a`", "<http://", "**a*", "\\"] {
            let text = piece.repeat(100_000);
            assert!(plain(&text).len() <= text.len());
        }
    }
}
