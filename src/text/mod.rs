//! Strings: sanitising, width, folding, pinyin, word segmentation and line breaking.
//!
//! What must not go in: files, articles, terminals, a clock or the environment. Only `dictionary` and its table know the word list; the
//! line breaker takes word boundaries as a value.

mod ambiguous;
pub mod analyse;
pub mod bmp_set;
mod break_class;
pub mod clusters;
pub mod dictionary;
pub mod folding;
pub mod han;
pub mod headings;
pub(crate) mod long_words;
pub mod natural;
pub mod numerals;
pub mod pinyin;
pub(crate) mod rarity;
mod rows;
pub mod sanitize;
pub mod sentences;
pub mod sign_fonts;
pub mod title_order;
pub mod width;
pub(crate) mod word_bits;
mod word_trie;
pub mod words;
pub mod wrap;

pub use analyse::{Cluster, Penalties, analyse};
pub use rows::rows;
pub use sanitize::{Clean, CleanText, Removed};
pub use width::{Ambiguous, WidthPolicy};
pub use words::WordBreaks;
pub use wrap::{Breaker, Edge, Measure, Pad, WrappedLine, wrap};
