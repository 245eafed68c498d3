//! What each fuzz target does with its bytes. A body panics where a promise is broken, and gives a sign of what it has seen, so
//! that a driver without coverage can tell new inputs from old ones.
//!
//! Used by `fuzz_targets` (cargo-fuzz) and by `examples/fuzz.rs` (stable Rust). What must not go in: chance.

#![allow(dead_code, reason = "each target of cargo-fuzz uses one body")]

mod archive;
mod article;
mod input;
mod own_files;
mod snapshot;

pub(crate) use archive::archive;
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

/// `good` with changes: each is a place (four bytes), what to do, and with which value (eight bytes).
fn changed(good: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for change in changes.chunks_exact(13).take(24) {
        let Some((place, rest)) = change.split_first_chunk::<4>() else { continue };
        let at = (u32::from_le_bytes(*place) as usize) % bytes.len();
        let Some((how, value)) = rest.split_first() else { continue };
        apply(&mut bytes, at, *how, value);
    }
    bytes
}

fn apply(bytes: &mut [u8], at: usize, how: u8, value: &[u8]) {
    let length = [1, 2, 4, 8][usize::from(how & 3)];
    let Some(place) = bytes.get_mut(at..at + length) else { return };
    let old = place.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let given = value.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let new = match how >> 2 & 7 {
        0 => given,
        1 => old ^ given,
        2 => old.wrapping_add(given & 15),
        3 => old.wrapping_sub(given & 15),
        4 => u64::MAX,
        5 => 0,
        6 => old ^ 1 << (given % 64),
        _ => old.wrapping_add(1 << (given % 64)),
    };
    place.copy_from_slice(&new.to_le_bytes()[..length]);
}
