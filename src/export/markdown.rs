//! Articles as Markdown (`CommonMark` with tables). What would be read as a sign of Markdown is escaped, so that each
//! character is one again after reading; the marker of a list item is part of its text, and stays so.

use std::io;

use super::citation::citation;
use super::item::ExportItem;
use super::options::ExportOptions;
use super::paragraphs::{WholeParagraph, cells, groups, paragraphs};
use crate::format::Kind;
use crate::output::Printer;

pub(super) fn write<'a>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    out: &mut Printer,
) -> io::Result<()> {
    for (number, item) in items.enumerate() {
        if number > 0 {
            out.text("\n---\n\n")?;
        }
        let title = item.article.title();
        if !title.is_empty() {
            out.text(&format!("# {}\n\n", escaped(title.as_str())))?;
        }
        out.text(&escaped(&citation(item.article, &item.path(), options.citation)))?;
        for group in groups(&paragraphs(item.article)) {
            out.text(&format!("\n{}", block(group)))?;
        }
    }
    Ok(())
}

/// Paragraphs that stand together.
fn block(group: &[WholeParagraph]) -> String {
    let Some(first) = group.first() else { return String::new() };
    let text = escaped(&first.text);
    match first.kind {
        Kind::Heading(level) => format!("{} {text}", "#".repeat(usize::from(level).clamp(1, 5) + 1)),
        Kind::Quote | Kind::Note => format!("> {text}"),
        Kind::Code => code(group),
        Kind::TableHead | Kind::TableRow => table(group),
        Kind::Verse | Kind::Stanza => {
            group.iter().map(|line| escaped(&line.text)).collect::<Vec<_>>().join("\\\n")
        }
        _ => text,
    }
}

/// Lines between fences, which are longer than any row of backticks in them.
fn code(group: &[WholeParagraph]) -> String {
    let longest = group.iter().flat_map(|line| line.text.split(|c| c != '`')).map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    let lines: Vec<&str> = group.iter().map(|line| line.text.as_str()).collect();
    format!("{fence}\n{}\n{fence}", lines.join("\n"))
}

/// A table. A row of it must have no more cells than its head.
fn table(group: &[WholeParagraph]) -> String {
    let rows: Vec<Vec<&str>> = group.iter().map(cells).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    let line = |row: &[&str]| {
        let cells = (0..width).map(|at| row.get(at).map(|cell| escaped(cell)).unwrap_or_default());
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let headed = group.first().is_some_and(|row| row.kind == Kind::TableHead);
    let (head, body) = rows.split_at(usize::from(headed));
    let head = line(head.first().map_or(&[], Vec::as_slice));
    let under = format!("|{}", " --- |".repeat(width));
    [head, under].into_iter().chain(body.iter().map(|row| line(row))).collect::<Vec<_>>().join("\n")
}

/// Text of one paragraph, of which nothing is a sign of Markdown.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (blank_start, blank_end) =
        (text.len() - text.trim_start_matches(' ').len(), text.trim_end_matches(' ').len());
    for (at, c) in text.char_indices() {
        let begins = at == 0 && matches!(c, '-' | '+' | '=' | '>' | ':')
            || (1..=9).contains(&digits) && at == digits && matches!(c, '.' | ')');
        match c {
            ' ' if at < blank_start || at >= blank_end => written.push_str("&#32;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' | '#' => written.extend(['\\', c]),
            c if begins => written.extend(['\\', c]),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(kind: Kind, text: &str) -> WholeParagraph {
        WholeParagraph { kind, text: text.to_owned() }
    }

    /// The text of Markdown as pulldown-cmark reads it, without breaks of lines.
    fn read(markdown: &str) -> String {
        use pulldown_cmark::{Event, Options, Parser};
        let events = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
        let text = events.map(|event| match event {
            Event::Text(text) | Event::Code(text) => text.to_string(),
            Event::Html(_) | Event::InlineHtml(_) => panic!("HTML in {markdown}"),
            _ => String::new(),
        });
        text.collect()
    }

    #[test]
    fn nothing_in_a_text_is_a_sign() {
        for text in [
            "- 甲",
            "+ 甲",
            "1. 甲",
            "1) 甲",
            "123456789. 甲",
            "# 甲",
            "> 甲",
            "===",
            "---",
            "***",
            "*甲*",
            "_甲_",
            "`甲`",
            "[甲](乙)",
            "![甲](乙)",
            "<b>甲</b>",
            "&amp;",
            "~~甲~~",
            "|甲|",
            "\\",
            "甲\\",
            "  甲  ",
            "    甲",
            "| --- |",
            ":---",
            "[^1]: 甲",
            "甲 #",
            "https://a.cn/b_c_d",
            "``` 甲",
            "~~~",
        ] {
            for kind in [Kind::Body, Kind::Quote, Kind::Heading(1), Kind::Verse] {
                assert_eq!(read(&block(&[paragraph(kind, text)])), text, "{kind:?}");
            }
        }
    }

    #[test]
    fn a_table_keeps_every_cell_and_code_every_sign() {
        let rows = [paragraph(Kind::TableHead, "年  吨"), paragraph(Kind::TableRow, "2019  3|4  万")];
        assert_eq!(block(&rows), "| 年 | 吨 |  |\n| --- | --- | --- |\n| 2019 | 3\\|4 | 万 |");
        assert_eq!(block(&rows[1..]), "|  |  |  |\n| --- | --- | --- |\n| 2019 | 3\\|4 | 万 |");
        let code = [paragraph(Kind::Code, "  a ``` b"), paragraph(Kind::Code, "*c*")];
        assert_eq!(block(&code), "````\n  a ``` b\n*c*\n````");
        assert_eq!(read(&block(&code)), "  a ``` b\n*c*\n");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_back(text in "[-a1甲 #>*_`~|<&;:=+.)(\\\\!\\[\\]^$\"'/{}\u{3000}]{1,12}") {
            proptest::prop_assume!(text.trim() != "");
            for kind in [Kind::Body, Kind::Quote, Kind::Heading(2)] {
                proptest::prop_assert_eq!(read(&block(&[paragraph(kind, &text)])), text.as_str());
            }
        }
    }
}
