//! Lines that are headings by what they say: chapters, numbered parts, rules between parts.
//!
//! What must not go in: marks of markup.

use super::numerals::is_one_to_ten;
use super::sanitize::is_blank;

/// A longer line is no heading (characters).
const HEADING_CHARS: usize = 40;
/// Least number of signs that make a rule.
const RULE_CHARS: usize = 5;

/// The level of a heading from 1 to 6: `第三卷` is 1, `第十二章` and `第五回` 2, `第一节` and, where the text is
/// `numbered`, `二、工期` 3. None if the line is no heading.
pub fn level(line: &str, numbered: bool) -> Option<u8> {
    let line = line.trim_matches(is_blank);
    if line.chars().nth(HEADING_CHARS).is_some() || is_sentence(line) {
        return None;
    }
    if let Some(rest) = line.strip_prefix('第') {
        let unit = rest.trim_start_matches(is_number);
        let digits = rest.len() - unit.len();
        let mut after = unit.chars();
        let level = match after.next()? {
            '卷' | '部' | '集' | '篇' => 1,
            '章' | '回' | '幕' => 2,
            '节' => 3,
            _ => return None,
        };
        let parted = after.next().is_none_or(|c| is_blank(c) || "：:、.．".contains(c));
        return (digits > 0 && (parted || !after.as_str().contains(['，', ',']) && level != 1))
            .then_some(level);
    }
    if matches!(line, "序" | "序章" | "序言" | "前言" | "楔子" | "引子" | "尾声" | "后记" | "番外")
    {
        return Some(2);
    }
    (numbered && number_of(line).is_some()).then_some(3)
}

/// Whether lines begin with 一、 and 二、 and say no more than a heading does.
pub fn are_numbered(lines: &[&str]) -> bool {
    let short =
        |line: &&&str| line.chars().count() <= HEADING_CHARS && !is_sentence(line.trim_matches(is_blank));
    let mut numbers = lines.iter().filter(short).filter_map(|line| number_of(line.trim_matches(is_blank)));
    numbers.any(|number| number == "一") && numbers.any(|number| number == "二")
}

/// Whether the line is a rule: one sign again and again.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let Some(sign) = line.chars().next().filter(|c| "-=*_~+#—─━═＝－＊＿～﹣".contains(*c))
    else {
        return false;
    };
    line.chars().all(|c| c == sign) && line.chars().count() >= RULE_CHARS
}

/// The numeral before a `、`.
fn number_of(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once('、')?;
    let is_number = !number.is_empty() && number.chars().all(is_one_to_ten) && number.chars().count() <= 3;
    (is_number && !rest.trim_matches(is_blank).is_empty()).then_some(number)
}

/// Whether the line ends as a sentence does, or goes on.
fn is_sentence(line: &str) -> bool {
    line.ends_with(['。', '；', '，', '、', '：', ';', ',', '”']) || line.contains('。')
}

fn is_number(c: char) -> bool {
    is_one_to_ten(c)
        || c.is_ascii_digit()
        || matches!(c, '０'..='９' | '百' | '千' | '万' | '两' | '零' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_have_levels() {
        let cases = [
            ("第一章 初到湖边", Some(2)),
            ("第１２回　渡口", Some(2)),
            ("第十二章渡口夜话", Some(2)),
            ("　　第三卷", Some(1)),
            ("第一节：冰", Some(3)),
            ("楔子", Some(2)),
            ("第一次", None),
            ("第一章里说，渡口有两条船。", None),
            ("第一部拍完就走", None),
            ("二、工期", Some(3)),
            ("二、工期三个月。", None),
            ("第二天", None),
        ];
        for (line, expected) in cases {
            assert_eq!(level(line, true), expected, "{line}");
        }
        assert_eq!(level("二、工期", false), None);
    }

    #[test]
    fn rules_are_one_sign() {
        for line in ["-----", "  ======", "————————", "＊＊＊＊＊"] {
            assert!(is_rule(line), "{line}");
        }
        for line in ["----", "---甲---", "- - -", "。。。。。。", ""] {
            assert!(!is_rule(line), "{line}");
        }
    }
}
