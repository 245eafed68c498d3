//! A snapshot over a folder that has changed since: what is followed is what a fresh reading gives.

use std::fs;
use std::path::{Path, PathBuf};

use super::kept::{generated, key, load, open, write};
use xinglan::corpus::load::{LoadOptions, Root, load_over};
use xinglan::corpus::snapshot;
use xinglan::corpus::{Article, Corpus};
use xinglan::province::Recogniser;

/// What is read anew is at the end of the list, so lists are compared without their order and their numbers.
fn contents(corpus: &Corpus) -> Vec<String> {
    let described = |article: Article<'_>| {
        let original = corpus.original(article).and_then(|id| corpus.article(id)).map(|a| a.path());
        let place = (article.path(), article.line(), article.key(), original);
        let rest = (article.text(), article.section(), article.date(), article.tags());
        format!("{place:?} {rest:?}")
    };
    let mut contents: Vec<String> = corpus.articles().map(described).collect();
    contents.sort();
    contents
}

fn problems(corpus: &Corpus) -> Vec<String> {
    let mut problems: Vec<String> = corpus.problems.iter().map(|problem| format!("{problem:?}")).collect();
    problems.sort();
    problems
}

/// Opens the snapshot over a folder that has changed, and compares with a fresh load. Gives the articles read anew and gone.
fn follow(root: &Path, target: &Path) -> (usize, usize) {
    let base = open(root, target).unwrap();
    let before = base.len();
    let roots = [Root::Path(root.to_owned())];
    let followed = load_over(base, &roots, &LoadOptions::default(), &Recogniser::new());
    let fresh = load(root);
    assert_eq!(contents(&followed), contents(&fresh));
    assert_eq!(problems(&followed), problems(&fresh));
    assert_eq!((followed.files, followed.skipped), (fresh.files, fresh.skipped));
    assert_eq!((followed.live_len(), followed.complete), (fresh.len(), true));
    (followed.len() - before, followed.deleted.count())
}

fn stored() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (home, root, target) = generated();
    write(&load(&root), &root, &target);
    (home, root, target)
}

#[test]
fn nothing_is_read_anew_if_nothing_has_changed() {
    let (_home, root, target) = stored();
    assert_eq!(follow(&root, &target), (0, 0));
}

#[test]
fn new_files_anywhere_are_taken_in() {
    let (_home, root, target) = stored();
    for name in ["0 第一.txt", "栏目0/0.txt", "栏目1/2019-10-05/zz.txt", "栏目9/新.txt", "龥.txt"] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), format!("新来的{name}\n\n正文。")).unwrap();
    }
    assert_eq!(follow(&root, &target), (5, 0));
}

#[test]
fn changed_files_are_read_anew() {
    let (_home, root, target) = stored();
    fs::write(root.join("甲.md"), "# 另一个标题\n\n另一段。").unwrap();
    fs::write(root.join("集.jsonl"), "{\"text\":\"只剩一行\"}\n又是坏行\n").unwrap();
    fs::write(root.join("假.txt"), "现在是文章\n\n正文。").unwrap();
    assert_eq!(follow(&root, &target), (3, 3));
}

#[test]
fn a_file_of_the_same_size_and_time_but_another_number_has_changed() {
    let (_home, root, target) = stored();
    let path = root.join("国标.txt");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes.rotate_left(2);
    let beside = root.join("beside");
    fs::write(&beside, bytes).unwrap();
    fs::File::options().write(true).open(&beside).unwrap().set_modified(modified).unwrap();
    fs::rename(&beside, &path).unwrap();
    assert_eq!(follow(&root, &target), (1, 1));
}

#[test]
fn articles_of_files_and_folders_that_are_gone_are_deleted() {
    let (_home, root, target) = stored();
    fs::remove_dir_all(root.join("栏目1")).unwrap();
    fs::remove_file(root.join("乙.html")).unwrap();
    fs::remove_file(root.join("集.jsonl")).unwrap();
    fs::remove_file(root.join("假.txt")).unwrap();
    assert_eq!(follow(&root, &target), (0, 103));
}

#[test]
fn a_renamed_file_is_no_copy_of_itself() {
    let (_home, root, target) = stored();
    fs::rename(root.join("国标.txt"), root.join("0.txt")).unwrap();
    fs::rename(root.join("栏目2"), root.join("栏目8")).unwrap();
    assert_eq!(follow(&root, &target), (101, 101));
}

#[test]
fn a_copy_of_a_stored_file_points_to_it() {
    let (_home, root, target) = stored();
    fs::copy(root.join("国标.txt"), root.join("国标副本.txt")).unwrap();
    assert_eq!(follow(&root, &target), (1, 0));
}

#[test]
fn a_file_changed_while_it_was_read_is_looked_at_again() {
    let (_home, root, target) = generated();
    fs::write(root.join("刚写.txt"), "甲甲\n\n正文。").unwrap();
    write(&load(&root), &root, &target);
    let modified = fs::metadata(root.join("刚写.txt")).unwrap().modified().unwrap();
    let file = fs::File::options().write(true).open(root.join("刚写.txt")).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, "乙".as_bytes(), 0).unwrap();
    file.set_modified(modified).unwrap();
    assert_eq!(follow(&root, &target), (1, 1));
}

#[test]
fn where_most_has_changed_everything_is_read_in_order() {
    let (_home, root, target) = stored();
    let old = load(&root).len();
    let changed = fs::read_dir(root.join("栏目0")).unwrap().chain(fs::read_dir(root.join("栏目1")).unwrap());
    for entry in changed {
        for entry in fs::read_dir(entry.unwrap().path()).unwrap() {
            fs::write(entry.unwrap().path(), "换了\n\n正文。").unwrap();
        }
    }
    let base = open(&root, &target).unwrap();
    let roots = [Root::Path(root.clone())];
    let followed = load_over(base, &roots, &LoadOptions::default(), &Recogniser::new());
    let paths = |corpus: &Corpus| corpus.articles().map(|a| a.path()).collect::<Vec<_>>();
    assert_eq!(followed.deleted.count(), old);
    assert_eq!(paths(&followed), paths(&load(&root)));
}

#[test]
fn a_copied_folder_is_known_by_names_sizes_and_times() {
    let (home, root, target) = stored();
    let copy = home.path().join("抄").join("库");
    fs::create_dir(home.path().join("抄")).unwrap();
    let done = std::process::Command::new("cp").arg("-a").arg(&root).arg(&copy).status().unwrap();
    assert!(done.success());
    let base = snapshot::open(&target, key(&root), std::slice::from_ref(&copy)).unwrap();
    let roots = [Root::Path(copy.clone())];
    let followed = load_over(base, &roots, &LoadOptions::default(), &Recogniser::new());
    assert_eq!(contents(&followed), contents(&load(&copy)));
    assert_eq!(followed.deleted.count(), 0);
}
