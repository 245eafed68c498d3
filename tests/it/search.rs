//! Searching with the index that a snapshot keeps gives what reading every text gives.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::dice::Dice;
use xinglan::concordance::section_builders;
use xinglan::corpus::load::LoadOptions;
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::corpus::{ArticleId, Corpus};
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::search::Budget;
use xinglan::search::order::OrderCache;
use xinglan::search::order::SortBy;
use xinglan::search::postings::Postings;
use xinglan::search::{Scan, SearchRequest, SearchSnapshot};
use xinglan::text::folding::Folding;

/// The sample library from a snapshot of it.
fn stored(folder: &std::path::Path) -> Corpus {
    let seeds = [env!("CARGO_MANIFEST_DIR"), "seeds"].iter().collect();
    let spec = SnapshotSpec::new(vec![seeds], LoadOptions::default(), folder.join("s"), false);
    spec.make(&Recogniser::new(), section_builders(), &|_| ControlFlow::Continue(())).unwrap();
    spec.open().unwrap()
}

fn found(query: &str, searched: &SearchSnapshot) -> Vec<u32> {
    let request = SearchRequest { query: Query::parse(query), ..SearchRequest::default() };
    let mut scan = Scan::new(request, searched.clone(), &mut OrderCache::default(), None);
    let mut budget = Budget::FIRST;
    while !scan.is_done() {
        assert!(scan.advance(budget, &|| false));
        budget = budget.next();
    }
    scan.found().rows.ids().map(|id| id.0).collect()
}

/// A word of one to eight characters that stands in some article, sometimes with one character changed.
fn word(corpus: &Corpus, dice: &mut Dice) -> String {
    let article = corpus.article(ArticleId(dice.roll(corpus.len()) as u32)).unwrap();
    let chars: Vec<char> = article.text().as_str().chars().collect();
    let start = dice.roll(chars.len());
    let length = 1 + dice.roll(8);
    let mut word: Vec<char> = chars.into_iter().skip(start).take(length).collect();
    if dice.roll(8) == 0 {
        let at = dice.roll(word.len());
        word[at] = '龘';
    }
    word.retain(|c| !c.is_whitespace() && !"|｜\"“”＂~～-－!！/／@＠:：()（）".contains(*c));
    word.into_iter().collect()
}

#[test]
fn a_stored_order_is_the_one_that_would_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = stored(folder.path());
    let mut read = corpus.clone();
    read.stored = None;
    for by in [SortBy::Title, SortBy::Date, SortBy::Length] {
        let kept = OrderCache::default().get(by, &corpus);
        assert_eq!(kept.len(), corpus.len());
        assert_eq!(kept, OrderCache::default().get(by, &read), "{by:?}");
    }
}

#[test]
fn two_hundred_words_are_found_where_a_plain_search_finds_them() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = stored(folder.path());
    let postings = Postings::stored(corpus.stored.as_deref().unwrap()).unwrap();
    assert_eq!(postings.articles(), corpus.len());
    let searched = SearchSnapshot { corpus, postings: Some(Arc::new(postings)), ..SearchSnapshot::default() };
    let folding = Folding::get();
    let texts: Vec<String> =
        searched.corpus.articles().map(|article| folding.folded(article.text().as_str())).collect();
    let mut dice = Dice(11);
    for _ in 0..200 {
        let (a, b) = (word(&searched.corpus, &mut dice), word(&searched.corpus, &mut dice));
        if a.is_empty() || b.is_empty() {
            continue;
        }
        let (first, second) = (folding.folded(&a), folding.folded(&b));
        let naive = |holds: &dyn Fn(&str) -> bool| -> Vec<u32> {
            (0..).zip(&texts).filter(|(_, text)| holds(text)).map(|(number, _)| number).collect()
        };
        assert_eq!(found(&a, &searched), naive(&|text| text.contains(&first)), "{a}");
        let both = format!("{a} -{b}");
        assert_eq!(
            found(&both, &searched),
            naive(&|text| text.contains(&first) && !text.contains(&second)),
            "{both}"
        );
        let either = format!("{a}|{b}");
        assert_eq!(
            found(&either, &searched),
            naive(&|text| text.contains(&first) || text.contains(&second)),
            "{either}"
        );
    }
}

#[test]
fn every_command_uses_the_snapshot_that_the_reader_would_open() {
    let home = tempfile::tempdir().unwrap();
    let library = home.path().join("文章");
    std::fs::create_dir(&library).unwrap();
    let file = library.join("桥.txt");
    let (old, new) = ("老桥\n\n老桥很长，老桥很旧。\n", "新路\n\n新路很长，新路很旧。\n");
    // Not so new that it may still be written.
    let modified = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    let write = |text: &str| {
        std::fs::write(&file, text).unwrap();
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
    };
    write(old);
    let path = library.to_str().unwrap();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(crate::harness::XINGLAN);
        command.env("HOME", home.path()).env("XDG_CACHE_HOME", home.path().join("cache")).args(args);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let commands: [&[&str]; 7] = [
        &["list", path],
        &["show", path],
        &["search", "很长", path],
        &["kwic", "很长", path],
        &["collocates", "很长", path, "--least", "1", "--common"],
        &["keyness", "--filter", "很长", path, "--against", "很长", "--least", "1"],
        &["stats", "--filter", "老桥", path],
    ];
    let read: Vec<String> = commands.iter().map(|args| run(args)).collect();
    assert!(read.iter().all(|out| !out.is_empty()), "{read:?}");
    run(&["index", path]);
    // Another text of the same size and time: only who reads the file can see it.
    assert_eq!(old.len(), new.len());
    write(new);
    let stored: Vec<String> = commands.iter().map(|args| run(args)).collect();
    assert_eq!(stored, read);
    for args in commands {
        assert_ne!(run(&[args, &["--no-cache"]].concat()), run(args), "{args:?}");
    }
}

/// What `search` prints about a library of two articles, with these options.
fn printed(options: &[&str]) -> (Vec<String>, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("1桥.txt"), "桥\n\n甲\n\n大桥小桥\n\n乙\n\n丙\n\n丁\n\n老桥\n").unwrap();
    std::fs::write(home.path().join("2路.txt"), "路\n\n只有路\n").unwrap();
    let mut command = std::process::Command::new(crate::harness::XINGLAN);
    command.current_dir(home.path()).args(["search", "--no-cache"]).args(options).args(["桥", "."]);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(|line| line.replace("./", "")).collect(), output.status.code())
}

#[test]
fn the_options_of_grep_mean_what_they_mean_there() {
    let lines = |options: &[&str]| printed(options).0;
    assert_eq!(lines(&[]), ["1桥.txt:0:桥", "1桥.txt:2:大桥小桥", "1桥.txt:6:老桥"]);
    assert_eq!(lines(&["-l"]), ["1桥.txt"]);
    assert_eq!(lines(&["-L"]), ["2路.txt"]);
    assert_eq!(lines(&["-c"]), ["1桥.txt:4"]);
    assert_eq!(lines(&["-o"]), ["1桥.txt:0:桥", "1桥.txt:2:桥", "1桥.txt:2:桥", "1桥.txt:6:桥"]);
    assert_eq!(lines(&["-m", "1"]), ["1桥.txt:0:桥"]);
    let around = [
        "1桥.txt:0:桥",
        "1桥.txt-1-甲",
        "1桥.txt:2:大桥小桥",
        "1桥.txt-3-乙",
        "--",
        "1桥.txt-5-丁",
        "1桥.txt:6:老桥",
    ];
    assert_eq!(lines(&["-C", "1"]), around);
    assert_eq!(
        lines(&["-B", "1"]),
        ["1桥.txt:0:桥", "1桥.txt-1-甲", "1桥.txt:2:大桥小桥", "--", "1桥.txt-5-丁", "1桥.txt:6:老桥"]
    );
    assert_eq!(printed(&["-l", "-c"]).1, Some(2));
}
