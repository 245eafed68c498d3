//! Markdown: which files are called so, and their front matter.
//!
//! What must not go in: the text itself ([`super::markdown_events`]).

use std::borrow::Cow;

use super::extension::has_extension;
use super::front_matter::FrontMatter;
use super::{Parsed, header_block, markdown_events};
use crate::format::fields::{Field, Witness};
use crate::text::sanitize;

/// Fields below each other are looked for in so many lines.
const FIELD_LINES: usize = 40;
/// The label of a field has fewer characters than this.
const LABEL_CHARS: usize = 20;

/// Reads a file that is called Markdown; nothing in a text alone tells it for certain.
pub(super) fn read(text: &str, name: &str) -> Option<Parsed> {
    has_extension(name, &["md", "markdown", "mkd"]).then(|| parse(text))
}

/// Parses Markdown. The title is that of the front matter, else a level 1 heading before any other text.
fn parse(text: &str) -> Parsed {
    let lines: Vec<&str> = sanitize::lines(text).collect();
    let front = FrontMatter::of(&lines).unwrap_or_default();
    let lines = lines.get(front.lines..).unwrap_or_default();
    let back = if front.lines == 0 { FrontMatter::below(lines) } else { None };
    let (lines, title) = match &back {
        // What Joplin exports: the title, the text, the fields.
        Some(back) => {
            let above = lines.get(..lines.len() - back.lines).unwrap_or_default();
            let (title, above) = above.split_first().unwrap_or((&"", &[]));
            (above, *title)
        }
        None => (lines, front.values.first(Field::Title).unwrap_or_default()),
    };
    let values = back.as_ref().map_or(&front.values, |back| &back.values);
    // An escape sequence must not take in what another line brings.
    let mut lines: Vec<Cow<'_, str>> = lines.iter().map(|line| sanitize::mute_escapes(line)).collect();
    part_fields(&mut lines);
    let mut parsed = markdown_events::parse(&lines.join("\n"), title);
    parsed.title_apart = !title.is_empty();
    values.tell(&mut parsed.draft, Witness::FrontMatter);
    parsed
}

/// Lines below each other that are `field: value`, of which one is known, are no running text: each gets a break at its end,
/// as those meant it who exported them.
fn part_fields(lines: &mut [Cow<'_, str>]) {
    let first: Vec<usize> = (0..lines.len().min(FIELD_LINES)).collect();
    let is_label = |at: &usize| lines.get(*at).is_some_and(|line| is_labelled(line));
    let mut breaks: Vec<usize> = Vec::new();
    for run in first.chunk_by(|one, next| is_label(one) && is_label(next)).filter(|run| run.len() > 1) {
        let known = |at: &usize| lines.get(*at).is_some_and(|line| header_block::is_field(bare(line)));
        if run.iter().any(known) {
            breaks.extend(run.iter().take(run.len() - 1));
        }
    }
    for at in breaks {
        if let Some(line) = lines.get_mut(at) {
            line.to_mut().push_str("  ");
        }
    }
}

/// A line without the marks of a quotation.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '>'])
}

/// Whether a line is a short label, a colon and something.
fn is_labelled(line: &str) -> bool {
    let Some((label, value)) = bare(line).split_once([':', '：']) else { return false };
    !value.trim().is_empty()
        && !value.starts_with("//")
        && label.starts_with(char::is_alphabetic)
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'))
        && label.chars().nth(LABEL_CHARS).is_none()
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
    fn front_matter_gives_title_and_date() {
        let text = "---\ntitle: \"开江\"\ndate: 2019-04-05 08:00:00\ntags:\n  - 江\n---\n# 开江\n甲";
        is(text, "开江", "甲");
        assert_eq!(parse(text).draft.dates.best().unwrap().to_string(), "2019-04-05");
        is("---\ntitle: 开江\n---\n# 渡口\n甲", "开江", "[题1] 渡口\n甲");
        is("---\n没有冒号的话\n---\n甲", "", "[线] ---\n[题2] 没有冒号的话\n甲");
        is("---\n甲: 乙\n丙", "", "[线] ---\n甲: 乙丙");
    }
}
