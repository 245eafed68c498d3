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

/// Digits from 零 to 九, and what stands behind tens, hundreds and thousands.
const COMMON: (&str, &str) = ("零一二三四五六七八九", "十百千");
/// The same as they stand on bills.
const FORMAL: (&str, &str) = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟");

/// A number up to 9999 as it is written: 十二, 一百零三.
pub fn written(number: u32) -> Option<String> {
    let whole = in_signs(number, COMMON)?;
    Some(whole.strip_prefix("一十").map_or_else(|| whole.clone(), |rest| format!("十{rest}")))
}

/// The same with the signs of bills: 壹拾贰.
pub fn written_formally(number: u32) -> Option<String> {
    in_signs(number, FORMAL)
}

fn in_signs(number: u32, (digits, powers): (&str, &str)) -> Option<String> {
    if !(1..=9999).contains(&number) {
        return None;
    }
    let mut written = String::new();
    let mut zero = false;
    for (place, power) in [1000, 100, 10, 1].into_iter().zip([2, 1, 0, usize::MAX]) {
        let digit = number / place % 10;
        if digit == 0 {
            zero |= !written.is_empty();
            continue;
        }
        if std::mem::take(&mut zero) {
            written.extend(digits.chars().next());
        }
        written.extend(digits.chars().nth(digit as usize));
        written.extend(powers.chars().nth(power));
    }
    Some(written)
}

/// The sign of a count by the ten stems, 甲 to 癸, or the twelve branches, 子 to 亥.
pub fn cyclic(number: u32, by_branches: bool) -> Option<char> {
    let signs =
        if by_branches { "子丑寅卯辰巳午未申酉戌亥" } else { "甲乙丙丁戊己庚辛壬癸" };
    signs.chars().nth(number.checked_sub(1)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written() {
        for (number, expected) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (103, "一百零三"),
            (110, "一百一十"),
            (2004, "二千零四"),
            (9999, "九千九百九十九"),
        ] {
            assert_eq!(written(number).as_deref(), Some(expected));
        }
        assert_eq!((written(0), written(10_000)), (None, None));
        assert_eq!(written_formally(12).as_deref(), Some("壹拾贰"));
        assert_eq!((cyclic(2, false), cyclic(13, true)), (Some('乙'), None));
    }
}
