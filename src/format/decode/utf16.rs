//! UTF-16: recognised without a byte order mark, and brought into step again after a lost byte.
//!
//! What must not go in: other encodings.

use super::resync::{self, Stretch};
use crate::format::Encoding;
use crate::text::rarity::{Score, Weight};

/// Bytes that are looked at.
pub(super) const SAMPLE: usize = 1024;
/// The mean cost of a unit from which bytes are no UTF-16, in half bits.
const WRONG: u32 = 30;

/// A function that reads a unit.
type Order = fn([u8; 2]) -> u16;

fn order(encoding: Encoding) -> Option<Order> {
    match encoding {
        Encoding::Utf16Le => Some(u16::from_le_bytes),
        Encoding::Utf16Be => Some(u16::from_be_bytes),
        Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5 | Encoding::Hz => None,
    }
}

/// The cost of the first bytes in this order, in half bits.
pub(super) fn cost(bytes: &[u8], encoding: Encoding) -> u32 {
    cheapest(bytes.get(..SAMPLE).unwrap_or(bytes), encoding).0
}

/// The better of both orders and its cost, if the bytes may be UTF-16 at all.
pub(super) fn detect(bytes: &[u8]) -> Option<(Encoding, u32)> {
    let units = bytes.len().min(SAMPLE) / 2;
    let orders = [Encoding::Utf16Le, Encoding::Utf16Be].map(|order| (order, cost(bytes, order)));
    orders
        .into_iter()
        .min_by_key(|(_, cost)| *cost)
        .filter(|(_, cost)| units > 0 && *cost <= units as u32 * WRONG)
}

/// Whether text that was decoded shows signs of a lost byte.
pub(super) fn is_odd(text: &str) -> bool {
    Score::of(text).odd > 0
}

/// The cheapest way through the bytes; see [`resync::cheapest`].
pub(super) fn cheapest(bytes: &[u8], encoding: Encoding) -> (u32, Vec<Stretch>) {
    let Some(order) = order(encoding) else { return (u32::MAX, Vec::new()) };
    resync::cheapest(bytes, |rest| {
        let (units, _) = rest.as_chunks::<2>();
        let first_two = units.iter().take(2).map(|unit| order(*unit));
        match char::decode_utf16(first_two).next() {
            Some(Ok(c)) => (2 * c.len_utf16(), Weight::of(c)),
            Some(Err(_)) | None => (1, Weight::BROKEN),
        }
    })
}
