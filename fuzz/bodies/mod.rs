//! What each fuzz target does with its bytes. A body panics where a promise is broken, and gives a sign of what it has seen, so
//! that a driver without coverage can tell new inputs from old ones.
//!
//! Used by `fuzz_targets` (cargo-fuzz) and by `examples/fuzz.rs` (stable Rust). What must not go in: chance.

#![allow(dead_code, reason = "each target of cargo-fuzz uses one body")]

mod article;
mod input;
mod own_files;
mod snapshot;

pub(crate) use article::{article, clean, wrap};
pub(crate) use input::{keys, matcher, query};
pub(crate) use own_files::{HOME, config, log, remove_scratch, scratch, state};
pub(crate) use snapshot::snapshot;

/// A number in few steps: its order of magnitude.
fn magnitude(number: usize) -> u64 {
    u64::from(usize::BITS - number.leading_zeros())
}

/// Signs of several kinds as one.
fn sign(parts: &[u64]) -> u64 {
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |hash, part| (hash ^ part).wrapping_mul(0x0100_0000_01b3))
}
