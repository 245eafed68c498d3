//! Punctuation and short numbers in English.

use crate::messages::Phrase;

pub(super) fn phrase(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::Label(text) => format!("{text}: "),
        Phrase::Pane(text) => format!("[{text}] "),
        Phrase::Marked(text) => format!("[{text}]"),
        Phrase::Name(text) => format!("{text} "),
        Phrase::Title(text) => format!("“{text}”"),
        Phrase::Hint(text) => format!("  {text}"),
        Phrase::Count(count) => match count {
            0..10_000 => count.to_string(),
            10_000..100_000 => format!("{}.{}k", count / 1000, count % 1000 / 100),
            100_000..1_000_000 => format!("{}k", count / 1000),
            _ => format!("{}.{}M", count / 1_000_000, count % 1_000_000 / 100_000),
        },
    }
}
