//! The path of a page in its site, which stands above its title: `首页 > 新闻 > 正文`.
//!
//! What must not go in: any other line of a page.

/// Whether a line is the path of a page in its site.
pub(super) fn is_path(line: &str) -> bool {
    line.contains(['>', '»', '›', '＞'])
        && ["首页", "首頁", "当前位置", "您的位置", "你的位置", "您现在的位置", "位置", "目前位置"]
            .iter()
            .any(|start| line.trim_start_matches(['【', '[']).starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_begins_as_one() {
        for (line, expected) in [
            ("首页 > 新闻 > 正文", true),
            ("当前位置：首页 » 通知", true),
            ("【您的位置】首页＞公开", true),
            ("首页新闻", false),
            ("甲 > 乙", false),
        ] {
            assert_eq!(is_path(line), expected, "{line}");
        }
    }
}
