//! Where an article stands in its file: the line for an editor.
//!
//! What must not go in: starting the editor.

use std::io::Read;
use std::path::PathBuf;

use crate::corpus::Article;
use crate::format::decode::decode;
use crate::store::open_regular;

/// Characters that a line is looked for by: fewer, if markup stands among the first ones.
const LOOKED_FOR: [usize; 3] = [24, 12, 6];

/// Largest file that is looked into, in bytes.
const LARGEST: u64 = 64 << 20;

/// The file of an article, and the line, from 1, where `words` stand in it, or else where the article begins. None if the
/// article lies inside a file that no editor opens as text, or there is no file.
pub(super) fn source_file(article: Article<'_>, words: &str) -> Option<(PathBuf, usize)> {
    let path = article.path();
    let place = article.place();
    if place.as_ref().is_some_and(|place| place.member.is_some()) {
        return None;
    }
    let (file, metadata) = open_regular(&path, true).ok()?;
    if let Some(line) = article.line() {
        return Some((path, line as usize));
    }
    let mut bytes = Vec::new();
    if metadata.len() <= LARGEST {
        file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    }
    let start = place.map_or(0, |place| place.bytes.start as usize).min(bytes.len());
    let (before, record) = bytes.split_at(start);
    let before = memchr::memchr_iter(b'\n', before).count();
    let line =
        decode(record, Some(article.encoding())).ok().and_then(|decoded| line_of(&decoded.text, words));
    Some((path, before + line.unwrap_or(0) + 1))
}

/// The number of the line, from 0, where these words begin.
fn line_of(text: &str, words: &str) -> Option<usize> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let words = bare(words);
    let lines: Vec<String> = text.lines().map(bare).collect();
    LOOKED_FOR.iter().find_map(|length| {
        let first: String = words.chars().take(*length).collect();
        lines.iter().position(|line| !first.is_empty() && line.contains(&first))
    })
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn a_line_is_found_by_its_first_words() {
        let text = "题\n\n第一段。\n<p>河 水<b>又涨</b>了一尺，渡口停航。</p>\n末段";
        assert_eq!(line_of(text, "第一段。"), Some(2));
        assert_eq!(line_of(text, "末段"), Some(4));
        assert_eq!(line_of(text, "没有这一段"), None);
        assert_eq!(line_of(text, ""), None);
        assert_eq!(
            line_of("渡口停航三天，<i>水</i>退", "渡口停航三天，水退"),
            Some(0),
            "markup behind the first words"
        );
    }
}
