//! One-character signs of provinces, as on number plates.
//!
//! What must not go in: when a sign counts in a text (`rules::signs`).

use super::{PROVINCES, ProvinceSet};

/// Signs besides those of [`PROVINCES`].
pub(super) const OTHER_SIGNS: [(char, char); 6] =
    [('蜀', '川'), ('黔', '贵'), ('滇', '云'), ('秦', '陕'), ('陇', '甘'), ('疆', '新')];

/// The signs of [`PROVINCES`] side by side: the gazetteer looks 20,000 of them up, and a whole row for each cost a quarter
/// of building the recogniser.
const SIGNS: [char; PROVINCES.len()] = {
    let mut signs = ['\0'; PROVINCES.len()];
    let mut number = 0;
    while number < signs.len() {
        signs[number] = PROVINCES[number].sign;
        number += 1;
    }
    signs
};

/// The province of a sign.
pub(super) fn province(sign: char) -> Option<ProvinceSet> {
    let sign = OTHER_SIGNS.iter().find(|(other, _)| *other == sign).map_or(sign, |(_, sign)| *sign);
    SIGNS.iter().position(|own| *own == sign).map(ProvinceSet::single)
}

/// The provinces of all signs in a string.
pub(super) fn provinces(signs: &str) -> ProvinceSet {
    signs.chars().filter_map(province).fold(ProvinceSet::EMPTY, ProvinceSet::union)
}
