//! xinglan (省览), a terminal reader for folders of Chinese articles.
//!
//! The layers, lowest first; a file imports only from lower layers and from its own (checked by `tests/layers.rs`):
//!
//! | layer | what it is |
//! |---|---|
//! | [`text`] | pure functions on strings: cleaning, cell widths, line breaking |

pub mod app;
pub mod corpus;
pub mod text;
