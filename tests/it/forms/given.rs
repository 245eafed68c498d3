//! The small folders that stand beside the samples (`XINGLAN_SAMPLES/../cases`), read where they are at hand.
//!
//! The cases in `tests/cases/forms` have their kinds as look-alikes; here the folders themselves must give the right values, and
//! `check` must prove all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::XINGLAN;
use xinglan::corpus::Article;
use xinglan::corpus::load::{LoadOptions, Root, load_all};

/// A folder on each line, and after it how many articles are in it, or their labels in the order of their paths. Behind a label
/// stand `@` and its date, and `#` and the number of its paragraphs, where these are what the folder is about.
const GIVEN: &str = "\
corpora/01-filename-title: 湖区观鸟季开始 游人带着望远镜来了 | 组图：山里的晒秋 | 组图：渡口的早晨 | 组图：老街的木匠
corpora/02-day-file: 北湖清淤开工 @2024-01-02 | 果园开园 @2024-01-02
corpora/03-html-in-md: 东门桥通车
corpora/04-refdefs: 怎样安静地读一本书 @2021-03-04
corpora/05-hardwrap: 全省公路骑行分段赛开赛 #4
corpora/06-header-block: 县剧团排新戏 @1996-08-24 | 春天怎样睡得好 @2002-06-30
corpora/07-json: 北湖清淤开工 @2024-01-02 | 果园开园 @2024-01-03 | 桥通车 @2024-01-04 | 湖上 | 山中 | 北湖清淤开工 @2024-01-02 | 果园开园 @2024-01-03
corpora/08-wiki: 湖学 | 山学
corpora/09-novel: 湖边旧事
corpora/10-page: 北湖清淤开工
corpora/11-dates: 双周汇报 第 9 期 @2023-11-07 | 今天读了三章。 @2022-12-07 | 湖滨市湿地条例 @2011-11-29
corpora/12-inline-indent: 北湖清淤开工 #3 | 北湖清淤开工
corpora/13-lists-links: 一周见闻
corpora/14-obsidian: 湖
corpora/15-province: 36
corpora/16-numbers: 3阶魔方还原入门 | 7-Zip换了图标 | 007新片上映 | 12张风景壁纸 | 39健康网改版 | 50美分买一张票 | 85杆夺冠 | 90分发布新箱子 | 168轻断食 | 996惹怒程序员之后 | 5000mAh电池的手机上市
corpora/17-frontmatter: 东门桥通车 @2021-03-04 | 北路拓宽 @2020-02-13
reports/01-mixed: 修渠 | 老街的清晨
reports/02-bom: 老街的清晨
reports/03-lost-byte: 老街的清晨
reports/04-short: 十多座，登山 | 裂縫
reports/05-mojibake: 1
reports/06-spaced: 辽 宁 的 营 商 环 境
reports/07-radicals: ⼭⻄⽂⽔的⾯⻝
reports/08-variants: 甲 | 乙 | 丙
reports/09-width: 半角
reports/10-wrapped: 河边的木桥 #3
reports/11-names: 12
reports/12-mixed-pinyin: 4
reports/13-dates: 修渠的事d @2021-03-04 | 修渠的事a_time_glued @2015-04-08 | 修渠的事b_numerals_signed @2017-03-24 | 修渠的事c_fullwidth @2021-03-04
reports/14-names-of-files: 0
reports/15-order: 上卷 | 中卷 | 下卷 | 第２章 渡口 | 第１０章 桥 | 第一百章 山 | 第两百章 海
reports/16-title-order: 张庄 | 李村 | 王屯 | 阿坝的雪 | 八里桥 | 长沙站
reports/17-title: 修渠记 @2021-03-04
reports/18-ruby: 注音
reports/19-jsonl: 修渠 | 放水
reports/20-province: 街巷一 | 街巷二 | 街巷三 | 街巷四
reports/21-stanza: 河
reports/22-typeahead: 0
reports/23-front-matter: 修渠 @2021-03-04
reports/27-forms: 修渠 @2021-03-04 | 放水";

#[test]
fn the_given_folders_are_read_as_they_should_be() {
    let Some(cases) = cases() else { return };
    let given: BTreeMap<&str, &str> = GIVEN.lines().map(|line| line.split_once(": ").unwrap()).collect();
    let there = folders(&cases);
    let missing = given.keys().filter(|folder| !there.iter().any(|other| other == *folder));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new());
    let faults: Vec<String> =
        there.iter().flat_map(|folder| faults(&cases, folder, given.get(folder.as_str()).copied())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is not as it should be in a folder. One of which nothing is said must still be proved.
fn faults(cases: &Path, folder: &str, wanted: Option<&str>) -> Vec<String> {
    let path = cases.join(folder);
    let corpus = load_all(&[Root::Path(path.clone())], &LoadOptions::default(), &());
    let articles: Vec<Article<'_>> = corpus.articles().collect();
    let mut faults = Vec::new();
    match wanted.map(|wanted| (wanted, wanted.parse::<usize>())) {
        None => {}
        Some((_, Ok(count))) if articles.len() == count => {}
        Some((_, Ok(count))) => faults.push(format!("{folder}: {} articles, not {count}", articles.len())),
        Some((wanted, Err(_))) => {
            let all: Vec<&str> = wanted.split(" | ").collect();
            if articles.len() != all.len() {
                faults.push(format!("{folder}: {} articles, not {}", articles.len(), all.len()));
            }
            for (article, wanted) in articles.iter().zip(all) {
                let found = shown(*article, wanted.contains(" @"), wanted.contains(" #"));
                if found != wanted {
                    faults.push(format!("{folder}: {found}, not {wanted}"));
                }
            }
        }
    }
    let numbered = articles.iter().filter(|article| article.ordinal().is_some());
    faults.extend(numbered.map(|article| format!("{folder}: {} has an ordinal", article.label())));
    let check = Command::new(XINGLAN).arg("check").arg(&path).output().unwrap();
    if !check.status.success() {
        let said = String::from_utf8_lossy(&check.stdout).into_owned();
        faults.push(format!("{folder}: check fails: {said}{}", String::from_utf8_lossy(&check.stderr)));
    }
    faults
}

/// An article as it is written in [`GIVEN`].
fn shown(article: Article<'_>, with_date: bool, with_paragraphs: bool) -> String {
    let mut shown = article.label().to_string();
    if with_date {
        shown += &article.date().map(|date| format!(" @{date}")).unwrap_or_default();
    }
    if with_paragraphs {
        shown.extend([" #".to_owned(), article.paragraphs().count().to_string()]);
    }
    shown
}

/// The folder of the cases. Without it the test says that it did not run, which is a failure where the samples are required.
#[expect(clippy::print_stderr, reason = "a test that does not run says so")]
fn cases() -> Option<PathBuf> {
    let cases = std::env::var_os("XINGLAN_SAMPLES").map(|samples| PathBuf::from(samples).join("../cases"));
    let found = cases.filter(|cases| cases.is_dir());
    if found.is_none() {
        let required = std::env::var_os("XINGLAN_REQUIRE_SAMPLES").is_some();
        assert!(!required, "the samples are required, and no folder cases lies beside them");
        eprintln!("did not run: no folder cases lies beside what XINGLAN_SAMPLES names");
    }
    found
}

/// The folders of all groups that are about reading, as `group/folder`.
fn folders(cases: &Path) -> Vec<String> {
    let mut folders = Vec::new();
    for group in ["corpora", "reports"] {
        for entry in fs::read_dir(cases.join(group)).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(format!("{group}/{}", entry.file_name().into_string().unwrap()));
            }
        }
    }
    folders
}
