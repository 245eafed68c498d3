//! A library in a search engine elsewhere: how articles get there, and how they are read from there.
//!
//! One engine: `OpenSearch`. [`address`] and [`secrets`] say where it is and who asks, [`client`] talks to it, [`mapping`] and
//! [`document`] are the form that articles have in it. What must not go in: words for the user, drawing.

pub mod address;
pub mod client;
pub mod document;
pub mod mapping;
pub mod secrets;
mod stored;
