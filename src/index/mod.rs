//! Index: articles become ids. Provinces, the query language, matching, and the search that never blocks a key.
//!
//! What must not go in: reading files, state of the screen, the terminal.

pub mod candidates;
pub mod corrections;
pub mod facet;
pub mod folding;
pub mod group;
pub mod ingest;
pub mod matcher;
pub mod pinyin;
pub mod province;
pub mod query;
pub mod search;
pub mod twins;
pub mod vocabulary;
pub mod words;

pub use corrections::{Correction, Corrections};
pub use facet::ProvinceCounts;
pub use folding::Folding;
pub use matcher::Matcher;
pub use province::Recogniser;
pub use query::Query;
pub use search::{Found, Scan, Selection};
pub use words::Words;
