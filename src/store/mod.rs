//! The container: a file of numbered sections that many readers map at once. What must not go in: what the sections mean;
//! every folder above declares the [`SectionKind`]s that it writes.
//!
//! Layout, in the byte order of the machine (a file of the other order is foreign):
//!
//! ```text
//! 0      header, 96 bytes: magic, version, key, length, place and hash of the directory, own hash
//! 4096   sections, each at a multiple of 64
//!        directory at a multiple of 64: entries (kind, number, offset, length), then one xxh3-64 for each
//!        64 KiB block of the sections
//! ```
//!
//! The header and the directory are checked when a file is opened, a block on first access, and every range on every access.
//! Damage in a section that is derived from others costs that section alone ([`SectionKind::is_derived`]).
//! A file never changes once it has its name: a [`Writer`] writes a temporary file and renames it.

mod blocks;
mod doc_set;
mod layout;
mod mapping;
mod opening;
mod reader;
mod region;
mod replace;
mod small_set;
mod unfinished;
mod writer;

pub use doc_set::DocSet;
pub use layout::SectionKind;
pub use mapping::{give_back_freed_memory, share_one_heap};
pub use opening::{OwnFile, make_private_folder, open_regular, set_aside};
pub use reader::{Container, Fault};
pub use region::{Column, Region};
pub use replace::{new_file, replace_file};
pub use small_set::SmallSet;
pub use unfinished::remove_unfinished;
pub use writer::{NotReplaced, Section, Writer, remove_container};

#[cfg(test)]
mod tests;
