//! Completion: what a reader may mean by the letters typed so far, from the words of the corpus itself.
//!
//! What must not go in: matching articles (see `search`), and state of the prompt.

pub mod candidates;
mod sections;
pub mod vocabulary;
mod word_indexer;

pub use sections::{companions, companions_without_words};
pub use word_indexer::{WordIndexer, WordsSection};
