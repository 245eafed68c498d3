//! A sentence of the interface in rows: broken by the rules for text, without its paragraphs, pads or words.
//!
//! What must not go in: the layout of articles (`app::reader`).

use super::{CleanText, Measure, WidthPolicy, WordBreaks, analyse, wrap};

/// The rows of a text in `cells` columns.
pub fn rows(text: &str, cells: u16, policy: WidthPolicy) -> Vec<String> {
    let whole = CleanText::line(text);
    let penalties = analyse(whole.as_clean(), &WordBreaks::none(), &policy);
    let ends = wrap(&penalties, &Measure::new(cells.max(2))).into_iter().map(|line| line.end as usize);
    let mut start = 0;
    let rows = ends.filter_map(|end| {
        let row = whole.as_str().get(start..end)?.trim().to_owned();
        start = end;
        Some(row)
    });
    rows.filter(|row| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_everything_and_are_no_wider() {
        let policy = WidthPolicy::default();
        let text = "这个文件夹：标题在文件名里；a/very/long/path/without/any/blank/001_一.txt  编码不明";
        for cells in 4..60 {
            let rows = rows(text, cells, policy);
            assert!(rows.iter().all(|row| policy.text(row) <= usize::from(cells)), "{cells}: {rows:?}");
            let without = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(without(&rows.concat()), without(text), "{cells}");
        }
        assert!(rows("", 10, policy).is_empty());
    }
}
