//! Corpus: files become articles, bad files become recorded problems.
//!
//! What must not go in: anything that looks into the meaning of an article (provinces, words, search), and the terminal.

pub mod article;
pub mod date;
pub mod decode;
pub mod parse;
pub mod title;

pub use article::{Date, Draft, Encoding, Form, Kind, Paragraph};
