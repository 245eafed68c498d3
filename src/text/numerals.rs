//! Chinese numerals and what stands for them, the one list of both.
//!
//! What must not go in: Arabic digits, and what a number counts or means.

/// The value of a numeral, up to 千; `None` for any other character.
pub fn value(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// Whether `c` is one of 一 to 十.
pub fn is_one_to_ten(c: char) -> bool {
    matches!(value(c), Some(1..=10))
}

/// Whether `c` is 百, 千, 万 or 亿.
pub fn is_magnitude(c: char) -> bool {
    matches!(c, '百' | '千' | '万' | '亿')
}

/// Whether `c` is 两, which is two before a measure word, or 几, a few.
pub fn is_two_or_few(c: char) -> bool {
    matches!(c, '两' | '几')
}

/// Whether `c` can be part of a word that is a number: 三十, 两万, 第一, 半.
pub fn is_of_number_word(c: char) -> bool {
    value(c).is_some() || is_magnitude(c) || is_two_or_few(c) || matches!(c, '第' | '半')
}
