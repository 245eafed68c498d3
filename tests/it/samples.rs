//! The folders that the project began with, where they are at hand: `XINGLAN_SAMPLES` names the folder that holds `seeds` and
//! `folder`. Without it these tests say that they did not run; with `XINGLAN_REQUIRE_SAMPLES` that is a failure.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on should stop and say why"
)]

use std::path::PathBuf;
use std::process::Command;

use crate::harness::XINGLAN;
use serde_json::Value;

fn samples(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("XINGLAN_SAMPLES").map(|folder| PathBuf::from(folder).join(name));
    let found = folder.filter(|folder| folder.is_dir());
    if found.is_none() {
        assert!(
            std::env::var_os("XINGLAN_REQUIRE_SAMPLES").is_none(),
            "the samples are required and not there"
        );
        eprintln!("did not run: XINGLAN_SAMPLES does not name a folder with {name}");
    }
    found
}

fn json_lines(args: &[&str], folder: &PathBuf) -> Vec<Value> {
    let output = Command::new(XINGLAN).args(args).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_first_five_files_are_read_as_a_reader_would() {
    let Some(folder) = samples("seeds") else { return };
    let articles = json_lines(&["list", "--json"], &folder);
    let ordinals: Vec<Option<u64>> = articles.iter().map(|a| a["ordinal"].as_u64()).collect();
    assert_eq!(ordinals, [None, Some(9), Some(147), Some(55), Some(50)]);
    let about = [
        vec!["辽宁", "吉林", "黑龙江"],
        vec!["辽宁", "吉林", "黑龙江"],
        vec!["辽宁"],
        vec!["天津"],
        vec!["北京", "山西", "内蒙古"],
    ];
    for (article, about) in articles.iter().zip(about) {
        let title = article["title"].as_str().unwrap();
        assert!(!title.starts_with(|c: char| c.is_ascii_digit()) && !title.contains(".txt"), "{title}");
        assert_eq!(article["provinces"]["about"], Value::from(about), "{title}");
        assert_eq!(article["problems"], Value::from(Vec::<String>::new()));
    }
}

#[test]
fn of_the_real_folder_nothing_is_lost_at_any_width() {
    let Some(folder) = samples("folder") else { return };
    let mut reports = json_lines(&["check", "--json", "--widths", "all"], &folder);
    let totals = reports.pop().unwrap();
    assert_eq!((totals["files"].as_u64(), reports.len()), (Some(95), 95));
    let count = |name: &str| totals[name].as_u64().unwrap();
    assert_eq!(count("articles") + count("duplicates") + count("title_only") + count("empty"), 95);
    assert_eq!((count("lost"), count("unreadable"), count("widths")), (0, 0, 181));
    for report in &reports {
        assert_eq!(report["faults"], Value::from(Vec::<String>::new()), "{}", report["path"]);
    }
}
