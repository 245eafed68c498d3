//! Completion: what the letters typed so far may stand for, by the words of the corpus itself.
//!
//! What must not go in: searching articles (see `search`), and state of the prompt.

pub mod candidates;
mod sections;
pub mod vocabulary;
mod word_indexer;

pub use sections::{section_builders, section_builders_without_words};
pub use word_indexer::{WordIndexer, WordsSection};
