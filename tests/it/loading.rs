//! The loader on real folders: what is read, in which order, what is passed over, and what it costs.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use xinglan::corpus::Corpus;
use xinglan::corpus::load::{LoadOptions, Loader, Root, load_all};
use xinglan::messages::{Reason, SystemFault};

fn load(path: &Path) -> Corpus {
    load_all(&[Root::Path(path.to_owned())], &LoadOptions::default(), &())
}

fn labels(corpus: &Corpus) -> Vec<String> {
    corpus.articles().map(|article| article.label().to_string()).collect()
}

#[test]
fn files_come_in_natural_order_whatever_thread_read_them() {
    let folder = tempfile::tempdir().unwrap();
    for number in [10, 9, 100, 1, 2] {
        fs::write(
            folder.path().join(format!("第{number}章.txt")),
            format!("章{number}题目\n\n正文在这里。\n"),
        )
        .unwrap();
    }
    assert_eq!(labels(&load(folder.path())), ["章1题目", "章2题目", "章9题目", "章10题目", "章100题目"]);
}

#[test]
fn hidden_binary_and_special_files_are_passed_over_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".hidden.txt"), "不读").unwrap();
    fs::write(folder.path().join("图.jpg"), "不读").unwrap();
    fs::write(folder.path().join("假.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\0").unwrap();
    fs::write(folder.path().join("真.txt"), "题目\n\n正文。").unwrap();
    let fifo = folder.path().join("管道.txt");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let corpus = load(folder.path());
    assert_eq!(labels(&corpus), ["题目"]);
    assert_eq!((corpus.skipped.hidden, corpus.skipped.not_text, corpus.skipped.special), (1, 2, 1));
    assert_eq!(corpus.unreadable().count(), 0);
    let passed: Vec<(String, Reason)> = corpus
        .problems
        .iter()
        .map(|problem| {
            (problem.path.file_name().unwrap().to_str().unwrap().to_owned(), problem.reason.clone())
        })
        .collect();
    let png = Reason::Format("PNG".to_owned());
    let reasons = [(".hidden.txt", Reason::Hidden), ("管道.txt", Reason::Special), ("假.txt", png)];
    for (name, reason) in reasons.into_iter().chain([("图.jpg", Reason::NameOfNoText)]) {
        assert!(passed.contains(&(name.to_owned(), reason.passed())), "{name} {passed:?}");
    }
}

#[test]
fn links_are_followed_inside_the_root_only() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("外.txt"), "外面\n\n正文。").unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("里.txt"), "里面\n\n正文。").unwrap();
    symlink(outside.path().join("外.txt"), folder.path().join("出去.txt")).unwrap();
    symlink(outside.path(), folder.path().join("出去")).unwrap();
    symlink("里.txt", folder.path().join("同一篇.txt")).unwrap();
    symlink(".", folder.path().join("圈")).unwrap();
    let corpus = load(folder.path());
    assert_eq!(labels(&corpus), ["里面", "里面"]);
    assert_eq!(corpus.skipped.links, 3);
}

#[test]
fn a_named_file_that_is_no_text_is_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("假.txt");
    fs::write(&file, b"\x7fELF\0\0\0\0").unwrap();
    let corpus = load(&file);
    assert_eq!((corpus.len(), corpus.problems.len()), (0, 1));
}

#[test]
fn an_article_beyond_the_limit_is_a_problem_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("大.txt"), "字".repeat(2_000_000)).unwrap();
    fs::write(folder.path().join("小.txt"), "小的\n\n正文。").unwrap();
    let options = LoadOptions { article_limit: 4 << 20, ..LoadOptions::default() };
    let corpus = load_all(&[Root::Path(folder.path().to_owned())], &options, &());
    assert_eq!(labels(&corpus), ["小的"]);
    assert_eq!(corpus.problems[0].reason, Reason::TooLarge(4));
}

#[test]
fn folders_give_sections_and_dates() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("要闻/2019-10-29/一篇.txt");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("一篇.txt"), "一篇\n\n正文。").unwrap();
    let corpus = load(folder.path());
    let article = corpus.articles().next().unwrap();
    assert_eq!(article.section().as_str(), "要闻");
    assert_eq!(article.date().unwrap().to_string(), "2019-10-29");
}

#[test]
fn the_same_bytes_twice_are_two_records_and_one_points_to_the_other() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["甲.txt", "乙.txt", "丙.txt"] {
        fs::write(folder.path().join(name), "题目\n\n正文。").unwrap();
    }
    let corpus = load(folder.path());
    let first = corpus.articles().next().unwrap();
    let copies: Vec<_> = corpus.articles().filter_map(|a| a.duplicate_of()).collect();
    assert_eq!(copies, [first.id(), first.id()]);
    let mut keys: Vec<_> = corpus.articles().map(|a| a.key()).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 1, "copies share the hash of their bytes");
}

#[test]
fn lines_of_a_jsonl_are_articles_and_bad_lines_are_problems() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("集.jsonl");
    let good = r#"{"id":"x1","title":"题目","text":"第一段。\n第二段。","date":"2024-04-05"}"#;
    fs::write(&file, format!("{good}\n\nnot json\n{{\"text\":\"无题\"}}\n")).unwrap();
    let corpus = load(&file);
    assert_eq!(labels(&corpus), ["题目", "无题"]);
    let first = corpus.articles().next().unwrap();
    assert_eq!((first.given_id(), first.line(), first.paragraph_count()), (Some("x1"), Some(1), 2));
    assert_eq!(first.date().unwrap().to_string(), "2024-04-05");
    assert_eq!(corpus.problems[0].line, Some(3));
    assert_eq!(corpus.articles().nth(1).unwrap().line(), Some(4));
}

#[test]
fn a_jsonl_line_beyond_the_limit_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("集.jsonl");
    let long = format!("{{\"text\":\"{}\"}}", "字".repeat(400_000));
    fs::write(
        &file,
        format!("{{\"title\":\"甲\",\"text\":\"甲\"}}\n{long}\n{{\"title\":\"乙\",\"text\":\"乙\"}}\n"),
    )
    .unwrap();
    let options = LoadOptions { article_limit: 1 << 20, ..LoadOptions::default() };
    let corpus = load_all(&[Root::Path(file)], &options, &());
    assert_eq!(labels(&corpus), ["甲", "乙"]);
    assert_eq!(corpus.articles().nth(1).unwrap().line(), Some(3));
    assert_eq!(corpus.problems[0].line, Some(2));
}

#[test]
fn the_first_articles_are_published_before_the_last_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let text = "天气很好。".repeat(700);
    for number in 0..400 {
        fs::write(folder.path().join(format!("{number}.txt")), format!("题目{number}\n\n{text}")).unwrap();
    }
    let (send, receive) = mpsc::channel();
    let root = Root::Path(folder.path().to_owned());
    let loader = Loader::start(vec![root], LoadOptions::default(), std::sync::Arc::new(()), move |corpus| {
        let _ = send.send((corpus.len(), corpus.complete));
    });
    let mut steps = Vec::new();
    while let Ok(step) = receive.recv_timeout(Duration::from_mins(1)) {
        steps.push(step);
        if step.1 {
            break;
        }
    }
    drop(loader);
    assert!(steps.len() > 2, "{steps:?}");
    assert!(steps[0].0 > 0 && steps[0].0 < 400, "{steps:?}");
    assert_eq!(steps.last(), Some(&(400, true)));
}

#[test]
fn names_in_gbk_are_decoded() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    // 山川/长江.txt in GBK.
    let inside = folder.path().join(OsStr::from_bytes(b"\xC9\xBD\xB4\xA8"));
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join(OsStr::from_bytes(b"\xB3\xA4\xBD\xAD.txt")), "").unwrap();
    let corpus = load(folder.path());
    let article = corpus.articles().next().unwrap();
    assert_eq!((article.section().as_str(), article.file_name().as_str()), ("山川", "长江.txt"));
    assert!(xinglan::corpus::walk::shown_path(&article.path()).ends_with("/山川/长江.txt"));
}

#[test]
fn text_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..50 {
        fs::write(
            folder.path().join(format!("{number}.txt")),
            format!("题目{number}\n\n{}", "文。".repeat(900)),
        )
        .unwrap();
    }
    let corpus = load(folder.path());
    let text: usize = corpus.articles().map(|a| a.text().len()).sum();
    assert_eq!(corpus.text_bytes(), text);
}

#[test]
fn a_missing_path_is_a_problem() {
    let corpus = load(Path::new("没有这个文件夹"));
    assert_eq!(corpus.problems[0].reason, Reason::System(SystemFault::NotFound));
}
