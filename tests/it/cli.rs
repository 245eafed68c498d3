//! The commands that print: output, messages, exit codes.

use std::process::{Command, Output, Stdio};

use crate::aged::{places, write_aged};
use crate::harness::{LIBRARY, XINGLAN};
use serde_json::Value;

fn run(args: &[&str]) -> Output {
    run_with(&[], args)
}

/// Runs it with these variables, and none of a locale else.
fn run_with(env: &[(&str, &str)], args: &[&str]) -> Output {
    let mut command = Command::new(XINGLAN);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.envs(env.iter().copied()).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn lines(args: &[&str]) -> Vec<String> {
    stdout(&run(args)).lines().map(str::to_owned).collect()
}

fn objects(args: &[&str]) -> Vec<Value> {
    lines(args).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn list_prints_one_line_an_article() {
    let lines = lines(&["list", LIBRARY]);
    assert_eq!(lines.len(), 10);
    assert_eq!(
        lines[0].split('\t').skip(2).take(3).collect::<Vec<_>>(),
        ["辽吉黑", "带着问题下河去——黑龙江、辽宁、吉林的巡河员一天走二十里", ""]
    );
    let path = format!("{LIBRARY}/001_a1.txt");
    assert_eq!(lines[0].split('\t').skip(5).collect::<Vec<_>>(), [&path, ""]);
}

#[test]
fn list_json_has_the_documented_fields() {
    let articles = objects(&["list", LIBRARY, "--json"]);
    let second = &articles[1];
    assert_eq!(second["ordinal"], 9);
    assert_eq!(second["title"], "在浅水里看见问题——辽宁盘锦的苇田怎样过冬");
    assert_eq!(second["provinces"]["about"], serde_json::json!(["辽宁"]));
    assert_eq!((&second["date"], &second["encoding"]), (&Value::Null, &Value::from("UTF-8")));
    let copy = &articles[3];
    assert_eq!(copy["duplicate_of"], articles[2]["id"]);
    assert_ne!(copy["id"], articles[2]["id"]);
    assert_eq!(copy["date"], "--10-15");
    let empty = articles.iter().find(|a| a["label"] == "空.txt").unwrap();
    assert_eq!((&empty["title"], &empty["problems"][0]), (&Value::from(""), &Value::from("空文件")));
    for field in [
        "id",
        "path",
        "title",
        "label",
        "ordinal",
        "section",
        "date",
        "chars",
        "encoding",
        "provinces",
        "problems",
    ] {
        assert!(articles.iter().all(|a| a.get(field).is_some()), "{field}");
    }
}

#[test]
fn list_filters_and_counts() {
    assert_eq!(lines(&["list", LIBRARY, "--filter", "问题 -三省"]).len(), 3);
    assert_eq!(lines(&["list", LIBRARY, "--province", "tj"]).len(), 1);
    assert_eq!(lines(&["list", LIBRARY, "--by", "section"]), ["-\t3", "河湖\t3", "要闻\t4"]);
    assert_eq!(lines(&["list", LIBRARY, "--by", "year"]), ["-\t6", "2019\t4"]);
    let table = lines(&["list", LIBRARY, "--by", "province"]);
    assert_eq!((table.len(), table[5].as_str()), (35, "辽宁\t3\t3"));
}

#[test]
fn search_prints_paragraphs_as_grep_prints_lines() {
    let lines = lines(&["search", "守闸人", LIBRARY]);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains("001_a1.txt:4:会后大家去看了一座老闸。"), "{}", lines[0]);
}

#[test]
fn a_search_may_begin_with_a_minus() {
    assert_eq!(lines(&["search", "-问题", LIBRARY]).len(), 6);
}

#[test]
fn a_search_in_a_snapshot_follows_the_files_and_prints_the_same() {
    let (_home, folder, snapshot) = places();
    write_aged(&folder.join("1.txt"), "闸\n\n守闸人早上开闸。\n");
    let (folder, snapshot) = (folder.to_str().unwrap(), snapshot.to_str().unwrap());
    assert!(run(&["index", folder, "--output", snapshot]).status.success());
    std::fs::write(format!("{folder}/2.txt"), "渠\n\n守闸人修渠。\n").unwrap();
    for query in ["守閘人", "/守.人/", "守闸人 -修渠", "闸 守"] {
        let read = lines(&["search", query, folder]);
        assert!(!read.is_empty());
        assert_eq!(lines(&["search", query, folder, "--snapshot", snapshot]), read, "{query}");
    }
    let paths = lines(&["search", "守闸人", folder, "--snapshot", snapshot, "-l"]);
    assert_eq!(paths, [format!("{folder}/1.txt"), format!("{folder}/2.txt")]);
    let nothing = run(&["search", "没有这句", folder, "--snapshot", snapshot]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn a_search_in_what_is_no_snapshot_says_so() {
    let output =
        run(&["search", "守闸人", LIBRARY, "--snapshot", concat!(env!("CARGO_MANIFEST_DIR"), "/LICENSE")]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("快照"));
}

#[test]
fn search_json_gives_byte_ranges() {
    let found = objects(&["search", "93.5%", LIBRARY, "--json"]);
    let passage = &found[0]["passages"][0];
    let text = passage["text"].as_str().unwrap();
    let hit = |i: usize| usize::try_from(passage["hits"][0][i].as_u64().unwrap()).unwrap();
    assert_eq!(text.get(hit(0)..hit(1)), Some("93.5%"));
    assert_eq!(passage["paragraph"], 3);
}

#[test]
fn show_lays_out_within_the_width_and_loses_nothing() {
    let file = format!("{LIBRARY}/001_a1.txt");
    let whole = lines(&["show", &file, "--width", "10000"]);
    assert_eq!(whole.len(), 5, "title and four paragraphs");
    let narrow = lines(&["show", &file, "--width", "40"]);
    let solid = |lines: &[String]| lines.concat().replace([' ', '　'], "");
    assert_eq!(solid(&narrow), solid(&whole));
    assert!(narrow.iter().all(|line| line.chars().count() <= 40));
}

#[test]
fn show_finds_an_article_by_its_id() {
    let id = objects(&["list", LIBRARY, "--json"])[7]["id"].as_str().unwrap().to_owned();
    assert!(lines(&["show", LIBRARY, "--id", &id])[0].starts_with("北京、山西、内蒙古"));
    assert_eq!(run(&["show", LIBRARY, "--id", "没有"]).status.code(), Some(1));
}

#[test]
fn check_accounts_for_every_file() {
    let output = run(&["check", LIBRARY]);
    let text = stdout(&output);
    assert!(text.contains("10 个文件：7 篇文章，1 篇重复，1 篇只有标题，1 个空文件，0 处读不出来"), "{text}");
    assert!(text.contains("0 篇有字丢失"), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_file_with_a_fault_in_every_line_is_told_in_four() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.jsonl"), "{\"数\":1}\n".repeat(300)).unwrap();
    std::fs::write(folder.path().join("b.txt"), "渡口\n\n船来了。\n").unwrap();
    for (lang, more) in [("zh", "还有 297 行读不出来"), ("en", "297 more lines could not be read")] {
        let output = run(&["--lang", lang, "list", folder.path().to_str().unwrap()]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told.lines().count(), 4, "{told}");
        assert!(told.contains("a.jsonl:3:") && told.lines().last().unwrap().ends_with(more), "{told}");
    }
}

#[test]
fn exit_codes_are_those_of_the_readme() {
    assert_eq!(run(&["list", LIBRARY, "--filter", "绝没有这句"]).status.code(), Some(1));
    assert_eq!(run(&["list"]).status.code(), Some(2));
    assert_eq!(run(&["list", LIBRARY, "--province", "火星"]).status.code(), Some(2));
    let missing = run(&["list", "没有这个文件夹"]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(missing.stdout.is_empty());
    assert!(String::from_utf8_lossy(&missing.stderr).contains("没有这个文件或文件夹"));
}

#[test]
fn a_closed_pipe_is_success() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut child = Command::new(XINGLAN)
        .args(["show", seeds])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let output = run(&[LIBRARY]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("xinglan list"));
}

#[test]
fn help_and_version_are_no_errors() {
    assert_eq!(run(&["--help"]).status.code(), Some(0));
    assert!(stdout(&run(&["--version"])).starts_with("xinglan "));
}

#[test]
fn an_encoding_can_be_forced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("短.txt");
    std::fs::write(&file, [0xB3, 0xA4, 0xBD, 0xAD]).unwrap();
    let path = file.to_str().unwrap();
    assert_eq!(objects(&["list", path, "--json", "--encoding", "gbk"])[0]["label"], "长江");
    assert_eq!(run(&["list", path, "--encoding", "火星"]).status.code(), Some(2));
}

#[test]
fn the_language_may_be_typed_before_and_after_a_command() {
    let counts = |args: &[&str]| lines(args).into_iter().find(|line| line.contains("\t3\t3")).unwrap();
    let list = ["list", LIBRARY, "--by", "province"];
    assert_eq!(counts(&list), "辽宁\t3\t3");
    for before in [&["--lang", "en"][..], &["--lang=en"]] {
        assert_eq!(counts(&[before, &list].concat()), "Liaoning\t3\t3");
        assert_eq!(counts(&[&list, before].concat()), "Liaoning\t3\t3");
    }
    assert_eq!(counts(&[&["--lang", "en"], &list[..], &["--lang", "zh"]].concat()), "辽宁\t3\t3");
    assert!(lines(&["search", "--lang", "en", "守闸人", LIBRARY])[0].contains(":4:"));
}

#[test]
fn help_and_faults_follow_the_locale() {
    let english = [("LANG", "en_US.UTF-8")];
    let help = stdout(&run_with(&english, &["list", "-h"]));
    assert!(help.contains("Usage: xinglan list [OPTIONS] <PATH>...") && help.is_ascii(), "{help}");
    let help = stdout(&run(&["list", "--help"]));
    assert!(help.contains("用法: xinglan list [选项] <路径>..."), "{help}");
    for (args, chinese, in_english) in [
        (&["list"][..], "还少 <路径>...", "Missing: <PATH>..."),
        (&["list", "--jsn", "a"], "是不是 --json？", "did you mean --json?"),
        (&["list", "--lang", "fr", "a"], "可以是 zh、en", "zh, en"),
        (&["show", "--ambiguous", "3", "a"], "可以是 1-2", "1-2"),
        (&["list", "--json", "--json", "a"], "--json 只能写一次", "--json can only be given once"),
        (&["search", "a", "b", "-l", "--json"], "不能和", "cannot be used with"),
        (&["list", "a", "--encoding", "x"], "gb18030", "gb18030"),
        (&["list", "a", "--filter", "/(/"], "不完整", "not complete"),
        (&["list", "--filter"], "少了值", "needs a value"),
        (&["list", "--json=1", "a"], "用不着", "does not take"),
        (&["help", "lst"], "是不是 list？", "did you mean list?"),
    ] {
        for (env, wanted) in [(&[][..], chinese), (&english[..], in_english)] {
            let output = run_with(env, args);
            let said = String::from_utf8(output.stderr.clone()).unwrap();
            assert!(said.contains(wanted), "{args:?}: {said}");
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
            // A query is no matter of usage.
            let usage = said.lines().nth(1).unwrap_or("xinglan");
            let title = if env.is_empty() { "用法: " } else { "Usage: " };
            assert_eq!(usage.starts_with(title), !args.contains(&"--filter") || args.len() < 3, "{said}");
            assert!(usage.contains("xinglan") && said.lines().count() <= 3, "{args:?}: {said}");
        }
    }
}

#[test]
fn a_usage_line_is_that_of_the_command() {
    let said = |args: &[&str]| String::from_utf8(run(args).stderr).unwrap();
    let usage = "用法: xinglan show [选项] <路径>...\n";
    assert!(said(&["--lang", "zh", "show", "a", "--width", "0"]).ends_with(usage));
    let usage = "用法: xinglan [选项] [路径]...\n      xinglan <命令>\n";
    assert!(said(&["--jsn"]).ends_with(usage), "{}", said(&["--jsn"]));
}

#[test]
fn reports_are_in_the_language_of_the_run() {
    let check = stdout(&run_with(&[("LC_ALL", "de_DE.UTF-8")], &["check", LIBRARY]));
    assert!(check.contains(" articles, ") && !check.contains("快照"), "{check}");
    let problem = |args: &[&str]| {
        objects(args).into_iter().find(|a| a["label"] == "空.txt").unwrap()["problems"][0].clone()
    };
    assert_eq!(problem(&["list", LIBRARY, "--json", "--lang", "en"]), "empty file");
    let none = run(&["index", "/no/folder", "--lang", "en"]);
    assert_eq!(String::from_utf8(none.stderr).unwrap(), "xinglan: There is no /no/folder\n");
}
