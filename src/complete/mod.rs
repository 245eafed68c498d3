//! Completion: what a reader may mean by the letters typed so far, from the words of the corpus itself.
//!
//! What must not go in: matching articles (see `search`), and state of the prompt.

pub mod candidates;
pub mod ingest;
pub mod vocabulary;

pub use ingest::{Ingest, IngestSegments};

use crate::corpus::snapshot::Companion;
use crate::search::near_duplicates::NearDuplicatesSection;
use crate::search::order::OrderSection;
use crate::search::postings::PostingsSection;
use crate::text::dictionary::Dictionary;

/// What this layer keeps in a snapshot, ready to take in the first segment.
pub fn companions() -> Vec<Box<dyn Companion>> {
    // With more threads the counts of each would be too far apart, and memory grows by 30 MB with each.
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get().min(4));
    let mut all = companions_without_words();
    all.push(Box::new(IngestSegments::new(&Dictionary::load(), threads)));
    all
}

/// All of them but what texts have to be cut into words for, which takes half of the time.
pub fn companions_without_words() -> Vec<Box<dyn Companion>> {
    vec![
        Box::new(PostingsSection::default()),
        Box::new(OrderSection::default()),
        Box::new(NearDuplicatesSection::default()),
    ]
}
