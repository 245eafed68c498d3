//! A library in a search engine elsewhere: how articles get there, and how they are read from there.
//!
//! One engine: `OpenSearch`. [`address`] and [`secrets`] say where it is and who asks, [`client`] talks to it, [`mapping`] and
//! [`document`] are the form that articles have in it. [`push`] brings articles there, [`difference`] says what a folder and an
//! index have and the other has not, [`foreign`] how an index of others is read. What must not go in: words for the user, drawing.

pub mod address;
pub mod client;
pub mod compare;
pub mod difference;
pub mod document;
pub mod fetch;
pub mod foreign;
pub mod index;
pub mod listing;
pub mod mapping;
mod object;
pub mod push;
pub mod reading;
pub mod secrets;
mod stored;
pub mod target;
pub mod translate;
