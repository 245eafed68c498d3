//! Archives among the files: each file inside one becomes a file of the corpus, with a place as if the archive were a folder
//! (`a.zip/栏目/1.txt`).
//!
//! The walk comes upon the archive alone; what is inside is looked at when the archive is judged ([`mod@listing`]) and when it is
//! read ([`parts`]). What must not go in: how archives are made ([`crate::archive`]), and what a text is.

mod inside;
mod listing;
mod names;
mod parts;
mod place;
mod single;

pub(super) use listing::listing;
pub(super) use parts::{ArchivePart, MemberFile, MemberReading, Unpacked, archive};
pub use single::MemberReader;
pub(super) use single::member;
