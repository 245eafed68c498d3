//! Snapshots: what is in them, how they follow their folder, and what damage does.

mod articles;
mod files;
mod follow;
mod index;
mod kept;
mod memory;
mod order;
mod sections;
mod session;
mod words;
