//! Punctuation and short numbers in Chinese.

use crate::messages::Phrase;

pub(super) fn phrase(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::Label(text) => format!("{text}："),
        Phrase::Pane(text) | Phrase::Marked(text) => format!("【{text}】"),
        Phrase::Name(text) => text.to_owned(),
        Phrase::Title(text) => format!("《{text}》"),
        Phrase::Source(text) => format!("——{text}"),
        Phrase::Hint(text) => format!("\u{3000}{text}"),
        Phrase::Count(count) => match count {
            0..10_000 => count.to_string(),
            10_000..100_000 => format!("{}.{}万", count / 10_000, count % 10_000 / 1000),
            _ => format!("{}万", count / 10_000),
        },
        Phrase::Day { month, day: 0 } => format!("{month}月"),
        Phrase::Day { month, day } => format!("{month}月{day}日"),
        Phrase::List(names) => names.join("、"),
        Phrase::Articles(number) => format!("{number} 篇"),
        Phrase::Chars(number) => format!("{number} 字"),
        Phrase::Hits(number) => format!("{number}处"),
        Phrase::Same(number) => format!("+{number}重复"),
    }
}
