//! The reader on an index: lists, counts and articles for one session, by a thread that talks to the engine.
//!
//! What must not go in: keys and screens.

mod articles;
mod between;
mod counts;
mod library;
mod looked;
mod order;
mod reader;
mod remote_list;
mod route;
mod uses;
mod worker;

pub use library::RemoteLibrary;
