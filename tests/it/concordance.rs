//! The commands of the concordance, through the program itself.

use std::process::{Command, Output};

use serde_json::Value;

use crate::harness::{LIBRARY, Pty, XINGLAN};

fn run(args: &[&str]) -> Output {
    Command::new(XINGLAN).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The rows of a table as objects, and the totals.
fn table(args: &[&str]) -> (Vec<Value>, Value) {
    let output = run(&[args, &["--json"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let text = text(&output.stdout);
    let mut rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let totals = rows.pop().unwrap();
    (rows, totals)
}

#[test]
fn every_use_is_a_row_and_stands_where_it_says() {
    for query in ["问题", "辽宁 河", "/问.{1,3}河/", "一|二"] {
        let (rows, totals) = table(&["kwic", query, LIBRARY]);
        let found = text(&run(&["search", query, LIBRARY, "--json"]).stdout);
        let articles: Vec<Value> = found.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let originals = articles.iter().filter(|article| article.get("duplicate_of").is_none());
        let passages: Vec<&Value> =
            originals.flat_map(|article| article["passages"].as_array().unwrap()).collect();
        let hits: usize = passages.iter().map(|passage| passage["hits"].as_array().unwrap().len()).sum();
        assert_eq!((rows.len(), totals["uses"].as_u64().unwrap() as usize), (hits, hits), "{query}");
        let place = |row: &Value| (row["paragraph"].clone(), row["start"].clone());
        let all: Vec<(Value, Value)> = passages
            .iter()
            .flat_map(|passage| {
                let hits = passage["hits"].as_array().unwrap();
                hits.iter().map(|hit| (passage["paragraph"].clone(), hit[0].clone())).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(rows.iter().map(place).collect::<Vec<_>>(), all, "{query}");
    }
}

#[test]
fn on_a_terminal_the_uses_stand_below_one_another() {
    for cols in [40, 80, 120] {
        let mut pty = Pty::spawn(&["kwic", "问题", LIBRARY, "--sort", "r1", "--lang", "zh"], cols, 60, &[]);
        pty.wait_exit();
        let screen = pty.screen();
        let rows: Vec<&str> = screen.lines().skip(1).filter(|line| line.contains("问题")).collect();
        assert!(rows.len() > 5, "{screen}");
        let width = |text: &str| xinglan::text::WidthPolicy::default().text(text);
        // The word may also stand in the context, so some place is common to all.
        let places = |row: &&str| {
            row.match_indices("问题").map(|(at, _)| row.get(..at).map_or(0, width)).collect::<Vec<_>>()
        };
        let common =
            places(&rows[0]).into_iter().filter(|at| rows.iter().all(|row| places(row).contains(at)));
        assert_eq!(common.count(), 1, "{screen}");
        assert!(rows.iter().all(|row| width(row) <= usize::from(cols)), "{screen}");
    }
}

/// What Python computes of the same words by itself: see `tests/tools/concordance_check.py`.
#[test]
fn every_number_is_what_a_second_computation_says() {
    let samples = std::env::var("XINGLAN_SAMPLES").ok();
    let folders = ["folder", "seeds"].map(|name| samples.as_ref().map(|samples| format!("{samples}/{name}")));
    let libraries = folders.into_iter().flatten().chain([LIBRARY.to_owned(), "seeds".to_owned()]);
    for library in libraries {
        let mut python = Command::new("python3");
        python.args(["tests/tools/concordance_check.py", XINGLAN, &library, "问题", "企业", "水", "的"]);
        let Ok(output) = python.output() else {
            assert!(
                std::env::var_os("XINGLAN_REQUIRE_PYTHON").is_none(),
                "there is no python3 on this machine"
            );
            return;
        };
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(output.status.success() && said.ends_with("0 differences\n"), "{library}: {said}");
    }
}

#[test]
fn samples_groups_and_orders_are_of_the_same_uses() {
    let (all, _) = table(&["kwic", "问题", LIBRARY]);
    let (sample, totals) = table(&["kwic", "问题", LIBRARY, "--sample", "4", "--seed", "3"]);
    assert_eq!(
        (sample.len(), totals["listed"].as_u64(), totals["uses"].as_u64()),
        (4, Some(4), Some(all.len() as u64))
    );
    assert!(sample.iter().all(|row| all.contains(row)));
    let (groups, totals) = table(&["kwic", "问题", LIBRARY, "--group", "l1"]);
    assert_eq!(groups.iter().map(|group| group["uses"].as_u64().unwrap()).sum::<u64>(), all.len() as u64);
    assert_eq!(totals["uses"], all.len());
    let (mut sorted, _) = table(&["kwic", "问题", LIBRARY, "--sort", "l1,r1"]);
    assert_eq!(sorted.len(), all.len());
    sorted.retain(|row| !all.contains(row));
    assert_eq!(sorted, [Value::Null; 0]);
}

#[test]
fn tables_have_a_header_of_names_for_programs() {
    let first = |args: &[&str]| text(&run(args).stdout).lines().next().unwrap_or_default().to_owned();
    assert!(first(&["kwic", "问题", LIBRARY]).starts_with("left\tuse\tright\ttitle\t"));
    assert!(first(&["collocates", "问题", LIBRARY, "--least", "1"]).starts_with("word\tlog_dice\tjoint\t"));
    assert!(
        first(&["keyness", "--filter", "@辽宁", LIBRARY]).starts_with("word\tlog_likelihood\tlog_ratio\t")
    );
    assert!(first(&["stats", LIBRARY]).starts_with("by\tvalue\tarticles\t"));
}

#[test]
fn stats_agree_with_the_list() {
    let (rows, totals) = table(&["stats", LIBRARY, "--by", "year"]);
    assert_eq!(
        rows.iter().map(|row| row["articles"].as_u64().unwrap()).sum::<u64>(),
        totals["articles"].as_u64().unwrap()
    );
    let (rows, totals) = table(&["stats", "--filter", "问题", LIBRARY, "--by", "place"]);
    assert_eq!(
        rows.iter().map(|row| row["uses"].as_u64().unwrap()).sum::<u64>(),
        totals["uses"].as_u64().unwrap()
    );
}

#[test]
fn what_cannot_be_counted_is_said() {
    for command in ["kwic", "collocates"] {
        let output = run(&[command, "@辽宁", LIBRARY, "--lang", "zh"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("要写出看哪些词"));
        assert_eq!(run(&[command, "没有这样的词", LIBRARY]).status.code(), Some(1));
    }
    let output = run(&["kwic", "问题", LIBRARY, "--sort", "r9", "--lang", "zh"]);
    assert_eq!((output.status.code(), text(&output.stderr).contains("l1、l2、l3、r1")), (Some(2), true));
    assert_eq!(run(&["keyness", "--filter", "没有这样的词", LIBRARY]).status.code(), Some(1));
}

#[test]
fn words_of_the_user_are_words_and_stopped_ones_are_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    let (words, stop) = (folder.path().join("词.txt"), folder.path().join("停.txt"));
    std::fs::write(&words, "# 名\n写清楚\n").unwrap();
    std::fs::write(&stop, "谁\n辽宁\n").unwrap();
    let collocates = |more: &[&str]| {
        let (rows, totals) = table(&[&["collocates", "问题", LIBRARY, "--least", "1"], more].concat());
        let words: Vec<String> = rows.iter().map(|row| row["word"].as_str().unwrap().to_owned()).collect();
        (words, totals)
    };
    let (plain, _) = collocates(&[]);
    assert!(plain.contains(&"清楚".to_owned()) && plain.contains(&"辽宁".to_owned()), "{plain:?}");
    let [words, stop] = [words, stop].map(|path| path.to_str().unwrap().to_owned());
    let (with, totals) = collocates(&["--words", &words, "--stop", &stop]);
    assert!(with.contains(&"写清楚".to_owned()) && !with.contains(&"清楚".to_owned()), "{with:?}");
    assert!(!with.contains(&"辽宁".to_owned()), "{with:?}");
    assert_eq!((totals["words_from"].as_str(), totals["stop_from"].as_str()), (Some(&*words), Some(&*stop)));
    assert_eq!(run(&["collocates", "问题", LIBRARY, "--words", "/没有"]).status.code(), Some(3));
}

/// Words of which articles are made; neighbours recur, so that there are phrases.
const WORDS: &str = "优化 营商 环境 企业 河水 治理 改革 开放 乡村 振兴 的 了 在 一网 通办 审批 群众 老周 沟渠 门槛 ABC 2019 第三";

/// The numbers of 2,000 generated articles, by the second computation.
#[test]
fn every_number_of_generated_articles_is_what_a_second_computation_says() {
    use crate::dice::Dice;

    let folder = tempfile::tempdir().unwrap();
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut dice = Dice(5);
    for number in 0..2_000 {
        let mut article = format!("第{number}篇\n");
        for _ in 0..=dice.roll(3) {
            article.push('\n');
            for _ in 0..5 + dice.roll(25) {
                // The square makes the first ones frequent.
                let at = dice.roll(words.len()) * dice.roll(words.len()) / words.len();
                article.push_str(words[at]);
                article.push_str(["", "", "", "，", "。"][dice.roll(5)]);
            }
            article.push('\n');
        }
        std::fs::write(folder.path().join(format!("{number}.txt")), article).unwrap();
    }
    let mut python = Command::new("python3");
    python.args(["tests/tools/concordance_check.py", XINGLAN]);
    python.arg(folder.path()).args(["环境", "企业", "的"]);
    let Ok(checked) = python.output() else {
        assert!(std::env::var_os("XINGLAN_REQUIRE_PYTHON").is_none(), "there is no python3 on this machine");
        return;
    };
    let said = text(&checked.stdout) + &text(&checked.stderr);
    assert!(checked.status.success() && said.ends_with("0 differences\n"), "{said}");
}
