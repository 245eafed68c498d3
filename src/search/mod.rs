//! Searching: which articles satisfy a query, and in which order a list shows them.
//!
//! | module | what it is |
//! |---|---|
//! | [`postings`] | the index of characters and character pairs: bounds of a result without reading articles |
//! | [`matcher`] | whether an article satisfies a query, and where its hits are |
//! | `plan` | which articles have to be verified, by the index and the query before |
//! | [`scan`] | the search itself, a budget at a time |
//! | `word_counter` | how many articles contain a word, within bounds |
//! | [`order`] | the orders of all articles: folders, title, date, length |
//! | [`rows`] | what stands in each row of a list |
//! | [`near_duplicates`] | articles with the same text |
//! | [`arrange`] | a result made into rows: folded, grouped |
//!
//! What must not go in: threads, and state of the screen.

pub mod arrange;
mod budget;
pub mod matcher;
pub mod near_duplicates;
pub mod order;
mod plan;
pub mod postings;
mod request;
pub mod rows;
pub mod scan;
mod snapshot;
mod word_counter;

pub use arrange::Arrangement;
pub use budget::Budget;
pub use matcher::Matcher;
pub use order::{ListOrder, OrderCache, Permutation, SortBy};
pub use postings::{Postings, PostingsBuilder};
pub use request::{SearchRequest, SearchResult};
pub use scan::Scan;
pub use snapshot::SearchSnapshot;
pub use word_counter::WordCounter;
