//! Punctuation and short numbers in Chinese.

use crate::messages::Phrase;

pub(super) fn phrase(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::Label(text) => format!("{text}："),
        Phrase::PictureSize(width, height) => format!("图 {width}×{height}"),
        Phrase::Pane(text) | Phrase::Marked(text) => format!("【{text}】"),
        Phrase::Name(text) => text.to_owned(),
        Phrase::Title(text) => format!("《{text}》"),
        Phrase::Quoted { text, cut } => format!("“{text}{}”", if cut { "……" } else { "" }),
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
        Phrase::MoreLines(number) => format!("还有 {number} 行读不出来"),
        Phrase::WordsCounted { phrases, words, uses } => {
            format!("{uses} 处用例；共 {words} 词，按词表和本库的 {phrases} 个短语切分")
        }
        Phrase::Compared { phrases, words: [here, there], articles: [own, other] } => format!(
            "本组 {own} 篇 {here} 词，对照 {other} 篇 {there} 词，按词表和本库的 {phrases} 个短语切分"
        ),
        Phrase::UsesFound { shown, all, articles } if shown == all => format!("{articles} 篇，{all} 处"),
        Phrase::UsesFound { shown, all, articles } => format!("{articles} 篇，{all} 处，列出 {shown} 处"),
        Phrase::Endings(names) => format!("扩展名用 {names}"),
        Phrase::Same(number) => format!("+{number}重复"),
        Phrase::AlmostSame(number) => format!("+{number}近似"),
        other => concordance(other),
    }
}

/// Phrases of the concordance; any other is none of these.
fn concordance(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::TakenOut(number) => format!("去掉 {number} 处"),
        Phrase::Sampled { count, seed } => format!("随机 {count} 处（种子 {seed}）"),
        Phrase::Progress { percent, seconds: 0 } => format!("{percent}%"),
        Phrase::Progress { percent, seconds } => format!("{percent}%，还要 {seconds} 秒"),
        Phrase::Window { words, crossing } => {
            format!("左右各 {words} 词{}", if crossing { "，过句" } else { "" })
        }
        Phrase::Listed { least, common } => {
            format!("至少 {least} 次{}", if common { "，含常用词" } else { "" })
        }
        Phrase::Times(times) => format!("{times} 倍"),
        Phrase::WordBorders(phrases) => format!("词表和本库 {phrases} 个短语"),
        Phrase::Spread { uses, articles, rate } => format!("{articles} 篇，{uses} 处，每百万字 {rate} 处"),
        _ => String::new(),
    }
}
