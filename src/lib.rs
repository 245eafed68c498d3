//! xinglan (省览), a terminal reader for folders of Chinese articles.
//!
//! The layers, lowest first; a file imports only from lower layers and from its own (checked by `tests/layers.rs`):
//!
//! | layer | what it is |
//! |---|---|
//! | [`text`] | pure functions on strings: cleaning, cell widths, line breaking |
//! | [`term`] | keys in, bytes out: input, screen writer, the terminal given back on every way out |

pub mod app;
pub mod corpus;
pub mod term;
pub mod text;
