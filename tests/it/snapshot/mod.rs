//! Snapshots, by what is asked of one: that it holds every article as read and never shows damage (`articles`), holds what is
//! derived from them (`index`, `order`), keeps up with its folder (`follow`), is a file among others that may be missing,
//! old, or in the making (`files`), serves a session (`session`), counts words (`words`), and spares memory (`memory`).
//!
//! `kept` is a folder with every form of article and a snapshot of it; `sections` damages one part of a file.

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
