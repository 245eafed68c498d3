//! The sections that a snapshot has besides the articles: postings, orders, near duplicates, words.
//!
//! What must not go in: how each is made.

use super::words_section::WordsSection;
use crate::corpus::snapshot::SectionBuilder;
use crate::search::near_duplicates::NearDuplicatesSection;
use crate::search::order::OrderSection;
use crate::search::postings::PostingsSection;

/// The builders of all sections.
pub fn section_builders() -> Vec<Box<dyn SectionBuilder>> {
    // With more threads each would see too few articles to recognise phrases, and each takes 30 MB of memory.
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get().min(4));
    let mut all = section_builders_without_words();
    all.push(Box::new(WordsSection::new(threads)));
    all
}

/// The builders of all sections except word breaks and vocabulary: cutting texts into words takes half of the time.
pub fn section_builders_without_words() -> Vec<Box<dyn SectionBuilder>> {
    vec![
        Box::new(PostingsSection::default()),
        Box::new(OrderSection::default()),
        Box::new(NearDuplicatesSection::default()),
    ]
}
