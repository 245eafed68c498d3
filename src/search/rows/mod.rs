//! The rows of a list: which article or heading is at a position, and where an article is.
//!
//! | rows | what they are |
//! |---|---|
//! | [`AllRows`] | all articles in some order, never written out |
//! | [`ListedRows`] | the articles that a query found |
//! | [`FoldedRows`] | other rows, with near duplicates folded into one |
//! | [`GroupedRows`] | other rows, under headings of provinces |
//!
//! What must not go in: searching, and what a row looks like.

mod all;
mod folded;
mod grouped;
mod listed;
mod row_order;

pub use all::AllRows;
pub use folded::FoldedRows;
pub use grouped::GroupedRows;
pub use listed::ListedRows;
pub use row_order::{Heading, LastPosition, RowKey, RowOrder};
