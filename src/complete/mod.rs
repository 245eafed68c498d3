//! Completion: what the letters typed so far may stand for, by the words of the corpus itself.
//!
//! What must not go in: searching articles (see `search`), and state of the prompt.

pub mod candidates;
pub mod vocabulary;
mod word_indexer;
pub mod word_numbers;
pub mod word_stream;

pub use word_indexer::WordIndexer;
