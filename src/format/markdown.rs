//! Parses Markdown blocks: headings, lists, quotes, code and tables become paragraphs of their kind.
//!
//! What must not go in: inline marks ([`super::inline`]). HTML inside Markdown stays text, so that nothing is lost.

use std::mem;

use super::extension::has_extension;
use super::front_matter::FrontMatter;
use super::html::decode_entities;
use super::paragraphs::Paragraphs;
use super::{Parsed, inline, wrapped};
use crate::format::Kind;
use crate::format::fields::{Field, Witness};
use crate::text::sanitize::{self, is_blank};

/// Reads a file that is called Markdown; nothing in a text alone tells it for certain.
pub(super) fn read(text: &str, name: &str) -> Option<Parsed> {
    has_extension(name, &["md", "markdown", "mkd"]).then(|| parse(text))
}

/// Parses Markdown. The title is that of the front matter, else a level 1 heading before any other text.
fn parse(text: &str) -> Parsed {
    let lines: Vec<&str> = sanitize::lines(text).collect();
    let front = FrontMatter::of(&lines).unwrap_or_default();
    let lines = lines.get(front.lines..).unwrap_or_default();
    let mut blocks = BlockParser { after_gap: true, ..BlockParser::default() };
    blocks.title.push_str(front.values.first(Field::Title).unwrap_or_default());
    for line in lines {
        blocks.line(line);
    }
    blocks.end();
    let mut draft = blocks.out.finish();
    front.values.tell(&mut draft, Witness::FrontMatter);
    Parsed { title: blocks.title, draft }
}

#[derive(Debug, Default)]
struct BlockParser {
    out: Paragraphs,
    title: String,
    /// The paragraph so far, and its kind.
    text: String,
    kind: Option<Kind>,
    /// The fence of the open code block, and whether it is in a quote.
    fence: Option<(bool, String)>,
    /// Whether a list is open: indented lines belong to it and are not code.
    in_list: bool,
    /// Whether the line before was blank, missing, or indented code.
    after_gap: bool,
    /// Whether there was output, so that a heading can no longer be the title.
    begun: bool,
}

impl BlockParser {
    fn line(&mut self, line: &str) {
        let (quoted, text) = unquoted(line);
        match &self.fence {
            // The end of a quote ends its code.
            Some((true, _)) if !quoted => self.fence = None,
            Some((in_quote, fence)) => {
                let code = if *in_quote { text } else { line };
                if closes(fence, code) {
                    self.fence = None;
                } else {
                    self.push(Kind::Code, code);
                }
                return;
            }
            None => {}
        }
        let bare = text.trim_matches(is_blank);
        let indent = indent(text);
        let after_gap = mem::replace(&mut self.after_gap, bare.is_empty());
        if after_gap && indent == 0 && !bare.is_empty() {
            self.in_list = false;
        }
        if bare.is_empty() {
            self.end();
        } else if let Some(fence) = fence(bare) {
            self.end();
            self.fence = Some((quoted, fence.to_owned()));
        } else if is_delimiter_row(bare) {
            self.end();
        } else if indent >= 4 && after_gap && !quoted && !self.in_list {
            self.after_gap = true;
            self.push(Kind::Code, text);
        } else if let Some((level, heading)) = heading(bare).filter(|_| indent < 4) {
            self.end();
            self.heading(level, &decoded(heading));
        } else if self.is_underline(bare) {
            let heading = mem::take(&mut self.text);
            self.heading(if bare.starts_with('=') { 1 } else { 2 }, &heading);
        } else if is_rule(bare) {
            self.end();
        } else if bare.len() > 1 && bare.starts_with('|') && bare.ends_with('|') {
            self.end();
            self.push(Kind::Code, &inline::plain(&decoded(bare)));
        } else if is_item(bare) {
            self.end();
            self.in_list = true;
            self.begin(Kind::Item(0), &decoded(bare));
        } else {
            self.text_line(quoted, text);
        }
    }

    /// A line of running text: continues the paragraph or starts one.
    fn text_line(&mut self, quoted: bool, text: &str) {
        let bare = &decoded(text.trim_matches(is_blank));
        if self.text.is_empty() {
            let kind = match (quoted, self.in_list) {
                (true, _) => Kind::Quote,
                (false, true) => Kind::Item(0),
                (false, false) => Kind::Body,
            };
            self.begin(kind, bare);
        } else {
            if !wrapped::joins_without_blank(&self.text, bare) {
                self.text.push(' ');
            }
            self.text.push_str(bare);
        }
        // Two trailing blanks or a backslash make a line break.
        if text.ends_with("  ") {
            self.end();
        } else if self.text.ends_with('\\') && !self.text.ends_with("\\\\") {
            self.text.pop();
            self.end();
        }
    }

    fn begin(&mut self, kind: Kind, text: &str) {
        self.kind = Some(kind);
        self.text.push_str(text);
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let text = mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        let plain = inline::plain(&text);
        let is_picture = text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1;
        let kind = if is_picture { Kind::Image } else { self.kind.unwrap_or(Kind::Body) };
        self.push(kind, &plain);
    }

    fn heading(&mut self, level: usize, text: &str) {
        let plain = inline::plain(text);
        let is_title = level == 1 && !self.begun && (self.title.is_empty() || self.title == plain);
        if is_title && !plain.is_empty() {
            self.begun = true;
            self.title = plain;
        } else {
            self.push(Kind::Heading(level.min(6) as u8), &plain);
        }
    }

    fn push(&mut self, kind: Kind, text: &str) {
        self.begun = true;
        self.out.push(kind, text);
    }

    /// Whether `line` underlines a heading: exactly one line precedes it.
    fn is_underline(&self, line: &str) -> bool {
        let of = |mark: char| line.len() > 1 && line.chars().all(|c| c == mark);
        self.kind == Some(Kind::Body) && !self.text.is_empty() && (of('=') || of('-'))
    }
}

/// The characters of a part of a line, before any of them is taken for a mark or joined to another line.
fn decoded(text: &str) -> String {
    if text.contains('&') {
        sanitize::mute_escapes(&decode_entities(text)).into_owned()
    } else {
        sanitize::mute_escapes(text).into_owned()
    }
}

/// A line without the `>` of quotes, and whether there was one.
fn unquoted(line: &str) -> (bool, &str) {
    let mut rest = line;
    while indent(rest) < 4
        && let Some(inside) = rest.trim_start_matches(' ').strip_prefix('>')
    {
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    (rest.len() < line.len(), rest)
}

/// Columns of leading ASCII blanks; an ideographic space indents a paragraph, not code.
fn indent(line: &str) -> usize {
    line.chars().map_while(|c| matches!(c, ' ' | '\t').then_some(if c == '\t' { 4 } else { 1 })).sum()
}

/// The fence that opens a code block.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let marks = line.get(..line.len() - info.len())?;
    // ```code``` on one line is not a block.
    (marks.len() >= 3 && !(mark == '`' && info.contains('`'))).then_some(marks)
}

fn closes(fence: &str, line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.starts_with(fence)
        && fence.chars().next().is_some_and(|mark| line.trim_start_matches(mark).is_empty())
}

/// `## heading ##`: its level and text.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    if !(1..=6).contains(&level) || !text.is_empty() && !text.starts_with(is_blank) {
        return None;
    }
    let text = text.trim_matches(is_blank);
    let open = text.trim_end_matches('#');
    let closed = open.is_empty() || open.ends_with(is_blank);
    Some((level, if closed { open.trim_end_matches(is_blank) } else { text }))
}

/// `---`, `* * *`, `___`.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_'].iter().any(|mark| {
        line.chars().all(|c| c == *mark || is_blank(c)) && line.chars().filter(|c| c == mark).count() >= 3
    })
}

/// `|---|:--:|`, the line under the head of a table.
fn is_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let signs: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+'] };
    digits <= 9 && rest.strip_prefix(signs).is_some_and(|text| text.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::super::shown;
    use super::*;

    #[track_caller]
    fn is(text: &str, title: &str, body: &str) {
        let parsed = parse(text);
        assert_eq!((parsed.title.as_str(), shown(&parsed.draft).as_str()), (title, body));
    }

    #[test]
    fn blocks_are_told_by_their_marks() {
        is(
            "# 开江 #\n\n江水\n下来了。\n\n## 渡口\n- 一号船\n  靠岸\n- 二号船\n\n1. 先\n2) 后\n\n> 老杨说，\n> 冰薄了。\n>\n> 走吧。\n\n* * *\n完",
            "开江",
            "江水下来了。\n[题2] 渡口\n[项] - 一号船靠岸\n[项] - 二号船\n[项] 1. 先\n[项] 2) 后\n[引] 老杨说，冰薄了。\n[引] 走吧。\n完",
        );
    }

    #[test]
    fn code_is_left_as_it_is() {
        is(
            "甲\n\n```rust\nlet a = *b;\n\n  # 不是题\n~~~\n```\n\n    缩进 **码**\n\n乙 `x*y*z`",
            "",
            "甲\n[码] let a = *b;\n[码]   # 不是题\n[码] ~~~\n[码]     缩进 **码**\n乙 x*y*z",
        );
        is("> ```\n> a*b\n> ```\n> 引", "", "[码] a*b\n[引] 引");
        is("> ```\n> a*b\n甲", "", "[码] a*b\n甲");
        is("```\n没有关上 *x*", "", "[码] 没有关上 *x*");
        is("```x``` 是码", "", "x 是码");
    }

    #[test]
    fn front_matter_gives_title_and_date() {
        let text = "---\ntitle: \"开江\"\ndate: 2019-04-05 08:00:00\ntags:\n  - 江\n---\n# 开江\n甲";
        is(text, "开江", "甲");
        assert_eq!(parse(text).draft.dates.best().unwrap().to_string(), "2019-04-05");
        is("---\ntitle: 开江\n---\n# 渡口\n甲", "开江", "[题1] 渡口\n甲");
        is("---\n没有冒号的话\n---\n甲", "", "[题2] 没有冒号的话\n甲");
        is("---\n甲: 乙\n丙", "", "甲: 乙丙");
    }

    #[test]
    fn headings_by_underline_and_later_ones() {
        is("开江\n====\n甲\n\n渡口\n----\n乙", "开江", "甲\n[题2] 渡口\n乙");
        is("甲\n\n# 不是题目\n#没有空白\n####### 七", "", "甲\n[题1] 不是题目\n#没有空白####### 七");
    }

    #[test]
    fn tables_go_row_by_row() {
        is("| 站 | 里程 |\n|---|:--:|\n| 尚志 | 120 |", "", "[码] | 站 | 里程 |\n[码] | 尚志 | 120 |");
    }

    #[test]
    fn links_pictures_breaks_and_entities() {
        is(
            "![江](a.jpg)\n\n见[图](b.jpg)吧  \n下一行\\\n再一行 A&amp;B &lt;b&gt;",
            "",
            "[图] 江 (a.jpg)\n见图 (b.jpg)吧\n下一行\n再一行 A&B <b>",
        );
        is("<div>甲</div>\n<!-- 乙 -->", "", "<div>甲</div> <!-- 乙 -->");
    }

    #[test]
    fn chinese_indents_are_no_code() {
        is("　　甲段。\n\n　　乙段。", "", "甲段。\n乙段。");
    }
}
