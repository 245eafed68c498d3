//! Formats counts.

use crate::app::request::ArticleCount;

/// A number of articles, with a plus if it is a lower bound: 1,200+
pub(super) fn counted(count: ArticleCount) -> String {
    let more = if count.exact { "" } else { "+" };
    format!("{}{more}", grouped(count.number))
}

/// 1,234,567
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
