//! State: what the user does with articles and libraries, kept in one SQLite file between visits.
//!
//! Everything is keyed by article, never by path, and lies beside the library, never in it. [`Annotations`] is the picture
//! of it in memory that searches and rows read; a [`Change`] is the only way to alter it, and means the same in memory and
//! in the [`Database`]. It has a low rank because a filter may ask for it (`状态:`, `标签:`). What must not go in: threads
//! (the session's `keeper` owns the one that writes), and what keys mean.

mod anchor;
mod annotations;
mod apply;
mod article_state;
mod change;
mod connection;
mod database;
mod faults;
mod files;
mod first_seen;
mod library;
mod load;
mod log;
mod merge;
mod passages;
mod place;
mod published;
mod publishing;
mod rows;
mod schema;
mod sketch;
#[cfg(test)]
mod tests;
mod time;
mod transfer;

pub use anchor::TextAnchor;
pub use annotations::{Annotated, Annotations, Mark};
pub use article_state::{ArticleState, ArticleStatus, ReadState};
pub use change::{ArticleRef, Change, Note, NoteReaders};
pub use database::Database;
pub use files::{NAME, file};
pub use first_seen::FirstSeen;
pub use library::{LibraryIdentity, LibraryNumber, LibraryRecord, SavedView, sample};
pub use load::read_annotations;
pub use merge::TakenIn;
pub use passages::{Passages, fresh_number};
pub use place::place_of;
pub use published::Publication;
pub use publishing::to_publish;
pub use rows::StateRow;
pub use sketch::Sketch;
pub use time::{UnixTime, now};
pub use transfer::TransferFault;
