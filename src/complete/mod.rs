//! Completion: what a reader may mean by the letters typed so far, from the words of the corpus itself.
//!
//! What must not go in: matching articles (see `search`), and state of the prompt.

pub mod candidates;
pub mod ingest;
mod sections;
pub mod vocabulary;

pub use ingest::{Ingest, WordsSection};
pub use sections::{companions, companions_without_words};
