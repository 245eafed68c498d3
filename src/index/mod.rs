//! Index: articles become ids. Provinces, the query language, matching, and the search that never blocks a key.
//!
//! What must not go in: reading files, state of the screen, the terminal.

pub mod arrange;
mod bits;
pub mod candidates;
pub mod corrections;
pub mod facet;
pub mod folding;
pub mod grams;
pub mod group;
pub mod ingest;
pub mod matcher;
pub mod order;
pub mod pinyin;
pub mod province;
pub mod query;
pub mod search;
pub mod twins;
pub mod vocabulary;
pub mod words;

pub use arrange::Arrangement;
pub use bits::Bits;
pub use corrections::{Correction, Corrections};
pub use facet::{Counts, ProvinceCounts};
pub use folding::Folding;
pub use grams::{Grams, GramsBuilder};
pub use ingest::{Ingest, IngestSegments};
pub use matcher::Matcher;
pub use order::{By, Order};
pub use province::Recogniser;
pub use query::Query;
pub use search::{Found, Ground, Request, Scan, Selection};
pub use words::Words;

use crate::corpus::snapshot::Companion;

/// What this layer keeps in a snapshot, ready to take in the first segment.
pub fn companions() -> Vec<Box<dyn Companion>> {
    // With more threads the counts of each would be too far apart, and memory grows by 30 MB with each.
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get().min(4));
    let mut all = companions_without_words();
    all.push(Box::new(IngestSegments::new(&Words::load(), threads)));
    all
}

/// All of them but what texts have to be cut into words for, which takes half of the time.
pub fn companions_without_words() -> Vec<Box<dyn Companion>> {
    vec![
        Box::new(grams::GramsCompanion::default()),
        Box::new(order::OrderCompanion::default()),
        Box::new(twins::TwinsCompanion::default()),
    ]
}
