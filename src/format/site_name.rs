//! The name of a site behind the title of its page: `北湖清淤_湖滨新闻网`, `北湖清淤 - 湖滨论坛 - 手机版`.
//!
//! What must not go in: finding the title of a page ([`super::html`]), and which names stand in many files of a folder
//! ([`super::evidence`]).

use super::verdict::FolderVerdict;
use crate::text::sanitize::is_blank;

/// A name is no longer (characters).
const NAME_CHARS: usize = 20;
/// And what is left is a title only with so many.
const TITLE_CHARS: usize = 2;
/// What sites, their channels and their kinds are called, at the end of their names.
const SITES: &str = "\
    网 网站 官网 门户 在线 频道 新闻 资讯 要闻 论坛 社区 贴吧 博客 空间 专栏 日报 晚报 早报 时报 晨报 都市报 商报 青年报 周刊 电视台 广播网 \
    客户端 手机版 移动版 人民政府 百科 百科全书 知乎 知乎专栏 豆瓣 简书 微博 文库 书网 搜狐 新浪 网易 腾讯 凤凰 澎湃 今日头条 公众号 微信 \
    網 網站 官網 論壇 新聞 日報 晚報 時報 電視台 維基百科 CSDN Wikipedia GitHub Medium";
/// Signs before the name; a hyphen without blanks may stand in a title, and parts only what is called as sites are.
const SIGNS: [&str; 8] = ["_", "|", "｜", " - ", " – ", " — ", "--", "-"];

/// `title` without the names behind it that are those of sites: by what they are called, or because they stand in many files
/// of the folder, or because the page says so (`site`).
pub(super) fn without<'a>(title: &'a str, verdict: &FolderVerdict, site: &str) -> &'a str {
    let mut title = title;
    while let Some((before, name)) = last_part(title) {
        let known = || verdict.is_boilerplate(name) || name == site.trim() || is_called_as_site(name);
        if before.chars().nth(TITLE_CHARS - 1).is_none() || !known() {
            break;
        }
        title = before;
    }
    title
}

/// The name behind a title that is called as a site is, if no other part of the title parts it from the end.
pub(super) fn last_known(title: &str) -> Option<&str> {
    let (before, name) = last_part(title)?;
    (is_called_as_site(name) && before.chars().nth(TITLE_CHARS - 1).is_some() && last_part(before).is_none())
        .then_some(name)
}

/// What stands before the last sign of a title, and what after it.
pub(super) fn last_part(title: &str) -> Option<(&str, &str)> {
    let at = |sign: &&str| title.rfind(*sign).map(|at| (at + sign.len(), at));
    let (end, start) = SIGNS.iter().filter_map(at).max()?;
    // `--` ends in `-`, and ` - ` holds it.
    let start = SIGNS
        .iter()
        .filter(|sign| title.get(..end).is_some_and(|part| part.ends_with(**sign)))
        .map(|sign| end - sign.len())
        .min()
        .unwrap_or(start);
    let end = title.get(end..).map_or(end, |rest| end + rest.len() - rest.trim_start_matches(is_blank).len());
    let (before, name) =
        (title.get(..start)?.trim_end_matches(is_blank), title.get(end..)?.trim_matches(is_blank));
    let fits = !name.is_empty() && name.chars().nth(NAME_CHARS).is_none();
    fits.then_some((before.trim_end_matches(['_', '|', '｜', '-', '–', '—', ' ']), name))
}

fn is_called_as_site(name: &str) -> bool {
    SITES.split_ascii_whitespace().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sites_are_cut_off() {
        let verdict =
            FolderVerdict { boilerplate: vec!["渠首人家".to_owned()], ..FolderVerdict::default() };
        for (title, left) in [
            ("修渠记_渠首新闻网", "修渠记"),
            ("修渠记_渠首要闻_渠首日报网", "修渠记"),
            ("修渠记 - 渠首论坛 - 手机版", "修渠记"),
            ("怎样修渠？ - 知乎", "怎样修渠？"),
            ("修渠人的一天|渠首晚报", "修渠人的一天"),
            ("修渠记-渠首网", "修渠记"),
            ("修渠记--时政--渠首网", "修渠记--时政"),
            ("修渠记_渠首人家", "修渠记"),
            ("修渠记｜河声", "修渠记"),
            // Titles.
            ("修渠-放水-收成", "修渠-放水-收成"),
            ("渠_网", "渠_网"),
            ("上海—苏州", "上海—苏州"),
            ("渠首网", "渠首网"),
            ("", ""),
        ] {
            assert_eq!(without(title, &verdict, "河声"), left, "{title}");
        }
    }
}
