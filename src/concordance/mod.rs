//! The concordance: every use of what a query looks for, the words around it, and what sets a set of articles apart.
//!
//! | module | what it is |
//! |---|---|
//! | [`measures`] | the formulas, each with its source |
//! | [`asked`] | what a session asks, and what it is answered |
//! | [`words`] | which words are counted: the word list, joined into the phrases of the library |
//! | [`user_words`] | words of the user |
//! | [`tokenizer`] | articles cut into these words |
//! | [`window`] | which words are near a use |
//! | [`reach`] | how much of a text has to be cut |
//! | [`numbered`] | words by number while they are counted |
//! | [`stored_words`] | the words of a snapshot, and how often each occurs |
//! | `count_stream` | counting them when a snapshot is made |
//! | [`frequencies`] | how often each word occurs in a set of articles |
//! | [`library_totals`] | the same for the whole library |
//! | [`uses`] | where the words of a query are used |
//! | [`kwic`] | one use a line, and what uses can be sorted by |
//! | [`values`] | orders and groups of uses |
//! | [`listed`] | a list of uses as it was asked for, window by window |
//! | [`collocates`] | the words that stand near the uses |
//! | [`keyness`] | the words by which one set of articles differs from another |
//! | [`statistics`] | any of the three, as it was asked for |
//! | [`tables`] | what is counted as tables |
//! | `sections` | what a snapshot has besides the articles |
//! | [`distribution`] | the uses by province, year, month, section and place in the article |
//!
//! An exact copy of an article is not counted again, as in the counts of the list. What must not go in: arguments, drawing,
//! and words for the user.

pub mod asked;
pub mod collocates;
mod count_stream;
pub mod distribution;
pub mod frequencies;
pub mod keyness;
pub mod kwic;
pub mod library_totals;
pub mod listed;
pub mod measures;
pub mod numbered;
mod parallel;
pub mod reach;
mod sections;
pub mod statistics;
pub mod stored_words;
pub mod tables;
pub mod tokenizer;
pub mod user_words;
pub mod uses;
pub mod values;
pub mod window;
pub mod words;
mod words_section;

pub use kwic::{KwicOrder, KwicSort, UseContext};
pub use listed::ListedUses;
pub use sections::{section_builders, section_builders_without_words};
pub use tokenizer::{TextToken, TokenKind};
pub use user_words::UserWords;
pub use uses::Use;
pub use values::WordContext;
pub use words::WordSet;
pub use words_section::WordsSection;

/// A corpus of files with these texts.
#[cfg(test)]
fn corpus(texts: &[&str]) -> crate::corpus::Corpus {
    use crate::corpus::load::{LoadOptions, Root, load_all};

    let folder = tempfile::tempdir().unwrap();
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    load_all(&[Root::Path(folder.path().to_owned())], &LoadOptions::default(), &())
}
