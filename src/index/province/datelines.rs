//! Datelines: 新华社北京3月5日电. There 北京 is where the agency sits.

use super::spot::{Spot, ends, is_han};

/// What agencies and papers end in.
const AGENCIES: [&str; 7] = ["社", "报", "网", "台", "周刊", "通讯员", "电讯"];

/// Whether the 北京 at `spot` is the seat of an agency in its dateline.
pub(super) fn is_seat(spot: Spot<'_>) -> bool {
    if !matches!(spot.name(), "北京" | "北京市") || !ends(spot.before().trim_end(), &AGENCIES) {
        return false;
    }
    let date =
        |c: char| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十〇年月日 　/-.".contains(c);
    let rest = spot.after().trim_start_matches(date);
    let rest = match rest.strip_prefix(['（', '(']).and_then(|r| r.split_once(['）', ')'])) {
        Some((_, rest)) => rest.trim_start(),
        None => rest,
    };
    let dated = rest.len() < spot.after().len();
    let Some(text) = ["电", "讯", "消息"].iter().find_map(|word| rest.strip_prefix(word)) else {
        return false;
    };
    dated || text.chars().next().is_none_or(|c| !is_han(c))
}
