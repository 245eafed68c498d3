//! What this program keeps in a snapshot beside the articles: postings, orders, near duplicates, words.
//!
//! What must not go in: how each is made.

use super::word_indexer::WordsSection;
use crate::corpus::snapshot::SectionBuilder;
use crate::search::near_duplicates::NearDuplicatesSection;
use crate::search::order::OrderSection;
use crate::search::postings::PostingsSection;
use crate::text::dictionary::Dictionary;

/// Everything that is made beside the articles, ready to take in the first segment.
pub fn section_builders() -> Vec<Box<dyn SectionBuilder>> {
    // With more threads the counts of each would be too far apart, and memory grows by 30 MB with each.
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get().min(4));
    let mut all = section_builders_without_words();
    all.push(Box::new(WordsSection::new(&Dictionary::load(), threads)));
    all
}

/// All of them but word breaks and vocabulary: cutting texts into words takes half of the time.
pub fn section_builders_without_words() -> Vec<Box<dyn SectionBuilder>> {
    vec![
        Box::new(PostingsSection::default()),
        Box::new(OrderSection::default()),
        Box::new(NearDuplicatesSection::default()),
    ]
}
