//! The judge of what comes out on a terminal: an allow list of bytes, sequences and characters, as in
//! `tests/tools/check_stream.py`. What is not on it is a leak, whoever wrote it.

use std::sync::LazyLock;

use regex::bytes::Regex;
use unicode_segmentation::UnicodeSegmentation;

/// What the reader may send: cursor, erasing, scrolling, colours, modes, questions.
static READER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u)^(?:\x1b\[(?:\d{0,4}(?:;\d{0,4})?H|\d{0,3}[ABCDGdKJLMPX@ST]|\d{0,3};\d{0,3}r|r|\d{1,3};\d{1,3}s|\?69\$p|[\d;:]{0,60}m|\?(?:\d{1,4};?)+[hl]|[0-6]? q|6n|c)|\x1bM|\x1b[78]|[\r\n\x08])",
    )
    .unwrap()
});

/// What a command may send beside characters: ends of lines, tabs between columns, the progress of
/// `index`, and the colours of `output::TextRole`.
static COMMAND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)^(?:[\t\n]|\r\n|\r|\x1b\[K|\x1b\[(?:0|1|31|32|35|36|1;31)m)").unwrap()
});

/// Who wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writer {
    /// The reader, which draws.
    Reader,
    /// A command, which prints.
    Command,
}

/// Characters that no terminal may see.
fn is_dangerous(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// The leaks in what a program wrote, each with some of what is around it.
pub(crate) fn leaks(bytes: &[u8], writer: Writer) -> Vec<String> {
    let allowed = if writer == Writer::Reader { &READER } else { &COMMAND };
    let quote = |at: usize| bytes[at..bytes.len().min(at + 24)].escape_ascii().to_string();
    let (mut leaks, mut text, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] >= b' ' && bytes[at] != 0x7f {
            text.push(bytes[at]);
            at += 1;
        } else if let Some(found) = allowed.find(&bytes[at..]) {
            text.push(b'\n');
            at += found.end();
        } else {
            leaks.push(format!("control at {at}: {}", quote(at)));
            at += 1;
        }
    }
    let Ok(text) = std::str::from_utf8(&text) else {
        leaks.push("invalid UTF-8".to_owned());
        return leaks;
    };
    leaks.extend(text.chars().filter(|c| is_dangerous(*c)).map(|c| format!("character {c:?}")));
    let is_joined = |cluster: &str| cluster.chars().count() > 1 && cluster != "\r\n";
    for cluster in text.graphemes(true).filter(|cluster| is_joined(cluster)) {
        let ends_open = cluster.ends_with('\u{200d}');
        if cluster.chars().count() > 14 || cluster.len() > 44 || ends_open {
            leaks.push(format!("cluster {cluster:?}"));
        }
    }
    leaks
}

/// Fails if there is any leak.
#[track_caller]
pub(crate) fn assert_clean(bytes: &[u8], writer: Writer, what: &str) {
    let leaks = leaks(bytes, writer);
    assert!(leaks.is_empty(), "{what}: {} leaks, such as {:?}", leaks.len(), &leaks[..leaks.len().min(5)]);
}

#[test]
fn the_judge_lets_nothing_through_that_is_not_on_its_list() {
    let stack = format!("e{}", "\u{301}".repeat(40));
    for leak in [
        "\x1b]0;a\x07",
        "\x1b]52;c;aGk=\x07",
        "\x1bc",
        "\x1b[21t",
        "\x1bP$q\"p\x1b\\",
        "\x07",
        "\x08\0",
        "\u{9b}2J",
        "\u{202e}",
        "\u{200b}",
        "\u{e0041}",
        "\x7f",
        "\u{feff}",
        &stack,
        "\u{1f469}\u{200d}",
    ] {
        assert!(!leaks(leak.as_bytes(), Writer::Reader).is_empty(), "{leak:?}");
        assert!(!leaks(leak.as_bytes(), Writer::Command).is_empty(), "{leak:?}");
    }
    assert!(!leaks(b"\xb2\xe2", Writer::Command).is_empty());
    assert!(!leaks(b"\x1b[2J", Writer::Command).is_empty());
    assert_clean(
        "\x1b[?1049;2004;25h\x1b[1;2H\x1b[38;5;1m题\x1b[K\r\n".as_bytes(),
        Writer::Reader,
        "a frame",
    );
    assert_clean("1\t题\r\n\r[###] 1\x1b[K\r".as_bytes(), Writer::Command, "rows");
}
