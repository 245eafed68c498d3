//! Finds out what the files of a folder have in common, from their names and the beginnings of a few of them.
//!
//! The same names and beginnings give the same verdict in any order. What must not go in: opening files, and choosing them.

use std::collections::HashMap;

use super::extension::{has_extension, without_extension};
use super::records::headlines_of_day;
use super::verdict::{DateRole, FolderCorrection, FolderVerdict, NameRole, NumberRole, Split};
use super::{Form, date, parse, site_name, title};
use crate::text::han::is_han;
use crate::text::sanitize::{self, is_blank};

/// A name with so many ideographs may be a headline.
const HEADLINE: usize = 5;
/// And with so many a name, which is the title where hardly any text has one: 春, 背影.
const SHORT: usize = 1;
/// A line in more files than this is no title.
const MOST_TITLES: usize = 3;
/// So many of the first lines of a file may be boilerplate.
const FIRST_LINES: usize = 3;
/// A line is at most so long to be remembered as boilerplate (bytes).
const LINE_BYTES: usize = 300;

/// Files of records: neither their names nor their first lines are those of articles.
const DATA: [&str; 8] = ["json", "jsonl", "ndjson", "jl", "csv", "tsv", "tab", "xml"];

/// The beginning of a file.
#[derive(Debug, Clone)]
pub struct Head {
    /// The name of the file without folders.
    pub name: String,
    /// Its first lines, decoded.
    pub text: String,
}

/// Whether the name and the first lines of a file may say something of its folder.
pub fn is_text(name: &str) -> bool {
    !has_extension(name, &DATA)
}

/// The verdict on a folder with files of these `names`, some of which begin as `heads`.
pub fn judge(names: &[String], heads: &[Head]) -> FolderVerdict {
    let stems: Vec<&str> =
        names.iter().filter(|name| is_text(name)).map(|name| without_extension(name)).collect();
    let heads: Vec<&Head> = heads.iter().filter(|head| is_text(&head.name)).collect();
    let heads = heads.as_slice();
    let repeated = repeated_lines(heads);
    let sites = site_names(heads);
    let name = name_role(&stems, heads, &repeated);
    let enough = |count: usize| match name {
        // Of names that are titles, a line in two files need not be one.
        NameRole::Title => count > 1,
        NameRole::Witness => count > MOST_TITLES,
    };
    let mut boilerplate: Vec<String> =
        repeated.into_iter().filter(|(_, count)| enough(*count)).map(|(line, _)| line.to_owned()).collect();
    boilerplate.extend(sites);
    boilerplate.sort_unstable();
    boilerplate.dedup();
    FolderVerdict {
        name,
        number: number_role(&stems, heads),
        split: split(heads),
        date: date_role(&stems),
        encoding: None,
        boilerplate,
        correction: FolderCorrection::default(),
    }
}

/// Whether at least `share` percent of `all` are `some`; none of nothing.
fn is_share(some: usize, all: usize, share: usize) -> bool {
    all > 0 && some * 100 >= all * share
}

/// The first lines that stand in several files, with their number.
fn repeated_lines<'a>(heads: &[&'a Head]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for head in heads {
        let lines = sanitize::lines(&head.text).map(|line| line.trim_matches(is_blank));
        let mut first: Vec<&str> = lines.filter(|line| !line.is_empty()).take(FIRST_LINES).collect();
        first.sort_unstable();
        first.dedup();
        first
            .into_iter()
            .filter(|line| line.len() <= LINE_BYTES)
            .for_each(|line| *counts.entry(line).or_insert(0) += 1);
    }
    counts.retain(|_, count| *count > 1);
    counts
}

/// What stands behind the titles of many pages, parted from them as the names of sites are.
fn site_names(heads: &[&Head]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for head in heads.iter().filter(|head| head.text.contains("<title") || head.text.contains("<TITLE")) {
        let (form, draft) = parse(&head.text, &head.name);
        let mut rest = draft.title.as_str();
        while let Some((before, name)) = site_name::last_part(rest).filter(|_| form == Form::Html) {
            *counts.entry(name.to_owned()).or_default() += 1;
            rest = before;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > MOST_TITLES).map(|(name, _)| name).collect()
}

/// Names are titles if they read like headlines and differ, and the texts begin with something else than a title.
fn name_role(stems: &[&str], heads: &[&Head], repeated: &HashMap<&str, usize>) -> NameRole {
    let share = |least: usize, share: usize| {
        let names = stems.iter().filter(|stem| has_ideographs(stem, least)).count();
        is_share(names, stems.len(), share)
    };
    let least = match () {
        () if stems.len() < 2 || !are_different(stems.iter().copied()) => return NameRole::Witness,
        () if share(HEADLINE, 60) => 60,
        // Names that only count (帖子1, 帖子2) say nothing.
        () if share(SHORT, 80) && stems.len() > MOST_TITLES && are_different(words(stems)) => 90,
        () => return NameRole::Witness,
    };
    let begins_otherwise = heads.iter().filter(|head| {
        let title = parse(&head.text, &head.name).1.title;
        let title = title.as_str();
        title.is_empty() || repeated.contains_key(title)
    });
    if is_share(begins_otherwise.count(), heads.len(), least) { NameRole::Title } else { NameRole::Witness }
}

/// Whether nearly all of them differ.
fn are_different<T: Ord>(all: impl Iterator<Item = T>) -> bool {
    let mut different: Vec<T> = all.collect();
    let count = different.len();
    different.sort_unstable();
    different.dedup();
    is_share(different.len(), count, 90)
}

/// The names without digits.
fn words(stems: &[&str]) -> impl Iterator<Item = String> {
    stems.iter().map(|stem| stem.chars().filter(|c| !c.is_ascii_digit()).collect())
}

/// Whether a name has so many ideographs, and is not what programs call a file by themselves, nor a date.
fn has_ideographs(stem: &str, least: usize) -> bool {
    let is_own = ["新建", "未命名", "无标题", "未知"].iter().any(|start| stem.starts_with(start));
    !is_own && date::folder(stem).is_none() && stem.chars().filter(|c| is_han(*c)).nth(least - 1).is_some()
}

/// A number before a title: its value, and whether what follows may be what it counts.
#[derive(Debug, Clone, Copy)]
struct Numbered {
    value: u32,
    counts: bool,
}

/// Numbers are ordinals where together they are a series. It stands in the names, or where these are keys, in the titles.
fn number_role(stems: &[&str], heads: &[&Head]) -> NumberRole {
    let in_names: Vec<Numbered> = stems.iter().filter_map(|stem| numbered(stem)).collect();
    if is_series(&in_names, stems.len()) {
        return NumberRole::Ordinal;
    }
    let titles = heads.iter().filter_map(|head| {
        sanitize::lines(&head.text).map(|line| line.trim_matches(is_blank)).find(|line| !line.is_empty())
    });
    let in_titles: Vec<Numbered> = titles.filter_map(numbered).collect();
    if is_series(&in_titles, heads.len()) { NumberRole::Ordinal } else { NumberRole::Text }
}

fn numbered(line: &str) -> Option<Numbered> {
    let (value, rest) = title::leading_ordinal(line)?;
    let counts = title::may_be_counted(rest);
    rest.chars().any(is_han).then_some(Numbered { value, counts })
}

/// Whether so many numbers of `all` titles are a series: at least three, mostly different, many enough, and spread as the
/// numbers of a list are. Those of a list are dense (one in five is there), or a sample of one, whose greatest is not far
/// beyond twice its middle; numbers that belong to titles (3阶, 168, 5000mAh) spread over powers of ten. If many stand before
/// what they may count, only a dense list is one. Two are a series if they are neighbours at its start.
fn is_series(found: &[Numbered], all: usize) -> bool {
    let mut values: Vec<u32> = found.iter().map(|number| number.value).collect();
    values.sort_unstable();
    values.dedup();
    let (Some(greatest), Some(middle)) = (values.last(), values.get(values.len() / 2)) else { return false };
    if !is_share(values.len(), found.len(), 60) || !is_share(found.len(), all, 15) {
        return false;
    }
    let counting = found.iter().filter(|number| number.counts).count();
    let suspicious = is_share(counting, found.len(), 25);
    let range = *greatest as usize + 1;
    match values.as_slice() {
        [_] => false,
        [first, second] => *first <= 1 && *second == first + 1,
        values if suspicious => is_share(values.len(), range, 50),
        values => is_share(values.len(), range, 20) || *greatest <= middle * 3 + 10,
    }
}

/// Day files are split where most of them have headlines of one level, which differ from day to day.
fn split(heads: &[&Head]) -> Split {
    let markdown = heads.iter().filter(|head| has_extension(&head.name, &["md", "markdown", "mkd"]));
    let days: Vec<(u8, Vec<&str>)> = markdown
        .filter(|head| date::folder(without_extension(&head.name)).is_some_and(date::Date::is_full))
        .map(|head| headlines_of_day(&head.text).unwrap_or_default())
        .collect();
    if days.len() <= MOST_TITLES {
        return Split::Own;
    }
    let level =
        (1..=6).max_by_key(|level| days.iter().filter(|(other, _)| other == level).count()).unwrap_or(0);
    let split: Vec<&Vec<&str>> =
        days.iter().filter(|(other, _)| *other == level).map(|(_, items)| items).collect();
    let all: usize = split.iter().map(|items| items.len()).sum();
    let mut different: Vec<&str> = split.iter().flat_map(|items| items.iter().copied()).collect();
    different.sort_unstable();
    different.dedup();
    let is_split = is_share(split.len(), days.len(), 50) && is_share(different.len(), all, 80);
    if is_split { Split::Headings(level) } else { Split::Whole }
}

/// The date in the name counts where nearly all names have one.
fn date_role(stems: &[&str]) -> DateRole {
    let dated =
        stems.iter().filter(|stem| date::in_brackets(stem).or_else(|| date::file_name(stem)).is_some());
    if stems.len() > MOST_TITLES && is_share(dated.count(), stems.len(), 80) {
        DateRole::Name
    } else {
        DateRole::Trust
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(files: &[(&str, &str)]) -> FolderVerdict {
        let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let heads: Vec<Head> = files
            .iter()
            .map(|(name, text)| Head { name: (*name).to_owned(), text: (*text).to_owned() })
            .collect();
        judge(&names, &heads)
    }

    #[track_caller]
    fn numbers(names: &[&str]) -> NumberRole {
        let names: Vec<String> = names.iter().map(|name| format!("{name}.txt")).collect();
        judge(&names, &[]).number
    }

    #[test]
    fn numbers_of_a_list_are_ordinals() {
        for names in [
            &["1修渠的人", "2放水的人", "3渡口的人", "4看桥的人"][..],
            &["9在河边立碑", "147辽河上的桥", "55天津的早市", "50北山的路"],
            &["1、修渠", "2、放水"],
            &["01 春天的田", "02 夏天的田", "04 秋天的田", "07 冬天的田", "说明"],
        ] {
            assert_eq!(numbers(names), NumberRole::Ordinal, "{names:?}");
        }
    }

    #[test]
    fn numbers_of_titles_are_none() {
        for names in [
            &["147辽河上的桥"][..],
            &["39健康站搬家", "58同城开店", "360大楼封顶", "12306又改版"],
            &["3阶魔方比赛", "12张老照片", "168轻食馆", "50美分买伞", "85杆夺冠", "90分进决赛"],
            &["007上映", "996之后", "24小时书店", "5000米长跑", "7-Zip换图标"],
            &["2019年的雪", "2020年的雪", "2021年的雪"],
            &["修渠", "放水", "1号渡口", "看桥", "渡船", "立碑", "2楼的人", "种树"],
        ] {
            assert_eq!(numbers(names), NumberRole::Text, "{names:?}");
        }
    }

    #[test]
    fn names_are_titles_where_texts_begin_with_prose() {
        let prose = "　　每年秋天，河滩上都会来很多水鸟。今年来得早，人也来得多。";
        let verdict = judged(&[
            ("河滩上来了许多水鸟.txt", prose),
            ("组图：村口的早市.txt", "看得明白，读得清楚"),
            ("组图：村口的晚市.txt", "看得明白，读得清楚"),
        ]);
        assert_eq!(verdict.name, NameRole::Title);
        assert!(verdict.is_boilerplate(" 看得明白，读得清楚"));
        let named = judged(&[
            ("河滩上来了水鸟.txt", "河滩上来了水鸟\n\n来了。"),
            ("村口的早市开了.txt", "村口的早市开了\n\n开了。"),
        ]);
        assert_eq!((named.name, named.boilerplate), (NameRole::Witness, Vec::new()));
    }

    #[test]
    fn the_headings_of_a_diary_split_no_day() {
        let diary = "# 日记\n\n## 早上做的事情\n\n甲。\n\n## 晚上做的事情\n\n乙。\n";
        let files: Vec<(String, &str)> = (1..6).map(|day| (format!("2024-01-0{day}.md"), diary)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        assert_eq!(judged(&files).split, Split::Whole);
        let news: Vec<(String, String)> = (1..6)
            .map(|day| {
                (
                    format!("2024010{day}.md"),
                    format!("## 详细\n\n### 第{day}座桥通车了\n\n甲。\n\n### 第{day}条路拓宽了\n\n乙。\n"),
                )
            })
            .collect();
        let news: Vec<(&str, &str)> =
            news.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!((judged(&news).split, judged(&news).date), (Split::Headings(3), DateRole::Name));
    }
}
