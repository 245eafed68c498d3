//! Words, titles and numbers in the punctuation and the units of a language.

/// Something of the screen or of an article, with the signs that a language puts around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase<'a> {
    /// A label before what it labels: `筛选：`, `Filter: `.
    Label(&'a str),
    /// The name of the part of the screen that has the keys: `【列表】`, `[List] `.
    Pane(&'a str),
    /// The title of a picture: its width and height.
    PictureSize(u32, u32),
    /// Words in the middle of a text that it is about: `【沈阳】`, `[沈阳]`.
    Marked(&'a str),
    /// A name that a sentence goes on from.
    Name(&'a str),
    /// The title of an article: `《…》`, `“…”`.
    Title(&'a str),
    /// Words of a text, perhaps only its first ones.
    Quoted {
        /// The words.
        text: &'a str,
        /// More follow.
        cut: bool,
    },
    /// Where a quotation is from, below it.
    Source(&'a str),
    /// What a key does, behind what it does it to.
    Hint(&'a str),
    /// A number where there is little room: `1.2万`, `12.3k`.
    Count(u32),
    /// A day of any year; 0 if only the month is known.
    Day {
        /// The month, from 1.
        month: u8,
        /// The day, or 0.
        day: u8,
    },
    /// Names one after the other: `栏目、年份`, `Sections, Years`.
    List(&'a [&'a str]),
    /// So many articles. The number is as shown, here and below: `1,200+`.
    Articles(&'a str),
    /// So many characters.
    Chars(&'a str),
    /// So many hits, or one of them: `2/3`.
    Hits(&'a str),
    /// This many more lines of a file, of which only the first are told.
    MoreLines(usize),
    /// Which words a count is of, and how many: the phrases of the library beside the word list, the words, the uses.
    WordsCounted {
        /// Phrases that the word list does not have.
        phrases: &'a str,
        /// Words in all.
        words: &'a str,
        /// Uses of what was asked for.
        uses: &'a str,
    },
    /// Two sets of articles that are compared: words and articles of each.
    Compared {
        /// Phrases that the word list does not have.
        phrases: &'a str,
        /// Words here and there.
        words: [&'a str; 2],
        /// Articles here and there.
        articles: [&'a str; 2],
    },
    /// Uses: so many shown of all, in so many articles.
    UsesFound {
        /// Those listed.
        shown: &'a str,
        /// All.
        all: &'a str,
        /// Articles that have them.
        articles: &'a str,
    },
    /// The endings that a file may have.
    Endings(&'a str),
    /// So many uses were taken out.
    TakenOut(&'a str),
    /// Uses chosen by chance, and what the choice hangs on.
    Sampled {
        /// How many.
        count: &'a str,
        /// The seed.
        seed: &'a str,
    },
    /// How far work is, and how long the rest takes.
    Progress {
        /// In percent.
        percent: u8,
        /// In seconds.
        seconds: u64,
    },
    /// The window of the collocates: words on each side, and whether it goes on beyond sentences.
    Window {
        /// Words.
        words: usize,
        /// Beyond sentences.
        crossing: bool,
    },
    /// Only words that are counted so often, and whether common words are among them.
    Listed {
        /// How often.
        least: u64,
        /// With common words.
        common: bool,
    },
    /// How many times as often a word is here.
    Times(&'a str),
    /// The phrases of the library that count as words.
    WordBorders(&'a str),
    /// So many uses in all, per million characters.
    Spread {
        /// Uses.
        uses: &'a str,
        /// Articles.
        articles: &'a str,
        /// Uses per million characters.
        rate: &'a str,
    },
    /// So many articles beside this one that are nearly the same.
    Same(&'a str),
    /// How many articles with nearly the same text share the row.
    AlmostSame(&'a str),
}
