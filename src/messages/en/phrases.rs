//! Punctuation and short numbers in English.

use std::fmt::Display;

use crate::messages::Phrase;

pub(super) fn phrase(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::Label(text) => format!("{text}: "),
        Phrase::PictureSize(width, height) => format!("Picture, {width}×{height}"),
        Phrase::Pane(text) => format!("[{text}] "),
        Phrase::Marked(text) => format!("[{text}]"),
        Phrase::Name(text) => format!("{text} "),
        Phrase::Title(text) => format!("“{text}”"),
        Phrase::Quoted { text, cut } => format!("“{text}{}”", if cut { "…" } else { "" }),
        Phrase::Source(text) => format!("— {text}"),
        Phrase::Hint(text) => format!("  {text}"),
        Phrase::Count(count) => match count {
            0..10_000 => count.to_string(),
            10_000..100_000 => format!("{}.{}k", count / 1000, count % 1000 / 100),
            100_000..1_000_000 => format!("{}k", count / 1000),
            _ => format!("{}.{}M", count / 1_000_000, count % 1_000_000 / 100_000),
        },
        Phrase::Day { month, day } => {
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            let name = usize::from(month).checked_sub(1).and_then(|at| months.get(at)).unwrap_or(&"");
            if day == 0 { (*name).to_owned() } else { format!("{day} {name}") }
        }
        Phrase::List(names) => names.join(", "),
        Phrase::Articles(number) => counted(number, "article"),
        Phrase::Chars(number) => counted(number, "char"),
        Phrase::Hits(number) => counted(number, "hit"),
        Phrase::MoreLines(number) => format!("{number} more lines could not be read"),
        Phrase::WordsCounted { phrases, words, uses } => {
            format!("{uses} uses; {words} words, cut by the word list and {phrases} phrases of the library")
        }
        Phrase::Compared { phrases, words: [here, there], articles: [own, other] } => format!(
            "{} of {here} words against {other} of {there}, cut by the word list and {} of the library",
            counted(own, "article"),
            counted(phrases, "phrase")
        ),
        Phrase::UsesFound { shown, all, articles } if shown == all => {
            format!("{} in {}", counted(all, "use"), counted(articles, "article"))
        }
        Phrase::UsesFound { shown, all, articles } => {
            format!("{} in {}, {shown} listed", counted(all, "use"), counted(articles, "article"))
        }
        Phrase::Endings(names) => format!("endings: {names}"),
        Phrase::Same(number) => format!("+{number} same"),
        Phrase::AlmostSame(number) => format!("+{number} near"),
        other => concordance(other),
    }
}

/// Phrases of the concordance; any other is none of these.
fn concordance(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::TakenOut(number) => format!("{number} taken out"),
        Phrase::Sampled { count, seed } => format!("{count} at random (seed {seed})"),
        Phrase::Progress { percent, seconds: 0 } => format!("{percent}%"),
        Phrase::Progress { percent, seconds } => format!("{percent}%, {seconds} s left"),
        Phrase::Window { words, crossing } => {
            format!(
                "{} each side{}",
                counted(words, "word"),
                if crossing { ", beyond sentences" } else { "" }
            )
        }
        Phrase::Listed { least, common } => {
            format!("at least {least}{}", if common { ", common words too" } else { "" })
        }
        Phrase::Times(times) => format!("{times} x"),
        Phrase::WordBorders(phrases) => {
            format!("word list and {} of the library", counted(phrases, "phrase"))
        }
        Phrase::Spread { uses, articles, rate } => {
            format!(
                "{} in {}, {rate} per million characters",
                counted(uses, "use"),
                counted(articles, "article")
            )
        }
        _ => String::new(),
    }
}

/// A number and what it counts, in the singular or the plural: `1 article`, `2 articles`, `2 copies`.
pub(super) fn counted(number: impl Display, noun: &str) -> String {
    let number = number.to_string();
    // Of `1/1` the last is how many there are.
    if number == "1" || number.ends_with("/1") {
        return format!("{number} {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        for (number, noun, text) in [
            ("1", "article", "1 article"),
            ("0", "article", "0 articles"),
            ("1+", "article", "1+ articles"),
            ("21", "article", "21 articles"),
            ("1,201", "copy", "1,201 copies"),
            ("1", "copy", "1 copy"),
            ("1/1", "hit", "1/1 hit"),
            ("1/3", "hit", "1/3 hits"),
        ] {
            assert_eq!(counted(number, noun), text);
        }
    }
}
