//! Markdown: which files are called so, and their front matter.
//!
//! What must not go in: the text itself ([`super::markdown_events`]).

use std::borrow::Cow;

use super::extension::has_extension;
use super::front_matter::FrontMatter;
use super::{Parsed, markdown_events};
use crate::format::fields::{Field, Witness};
use crate::text::sanitize;

/// Reads a file that is called Markdown; nothing in a text alone tells it for certain.
pub(super) fn read(text: &str, name: &str) -> Option<Parsed> {
    has_extension(name, &["md", "markdown", "mkd"]).then(|| parse(text))
}

/// Parses Markdown. The title is that of the front matter, else a level 1 heading before any other text.
fn parse(text: &str) -> Parsed {
    let lines: Vec<&str> = sanitize::lines(text).collect();
    let front = FrontMatter::of(&lines).unwrap_or_default();
    let lines = lines.get(front.lines..).unwrap_or_default();
    let title = front.values.first(Field::Title).unwrap_or_default();
    // An escape sequence must not take in what another line brings.
    let lines: Vec<Cow<'_, str>> = lines.iter().map(|line| sanitize::mute_escapes(line)).collect();
    let mut parsed = markdown_events::parse(&lines.join("\n"), title);
    parsed.title_apart = !title.is_empty();
    front.values.tell(&mut parsed.draft, Witness::FrontMatter);
    parsed
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
