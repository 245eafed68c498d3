//! A corpus that lies in a search engine: the same reader, reached over HTTP.
//!
//! One engine is known, `OpenSearch`; a second one would stand beside it as another form of `session::library::Library`.
//! What must not go in: keys and screens, which know nothing of where articles are.

pub mod fields;
