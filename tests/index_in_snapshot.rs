//! What a snapshot brings along says what a reader without one finds out by itself, and damage changes no answer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use xinglan::corpus::load::{LoadOptions, Root, load_all, load_over};
use xinglan::corpus::snapshot::Order;
use xinglan::corpus::{ArticleId, Corpus};
use xinglan::index::order::Orders;
use xinglan::index::twins::Finder;
use xinglan::index::{By, Recogniser, companions};

const KEPT: [By; 3] = [By::Title, By::Date, By::Length];

/// A sentence of its own for each number.
fn sentence(number: usize) -> String {
    let (who, what) =
        (["老周", "巡河员", "Ada", "護林人"][number % 4], ["堤坝", "营商环境", "水位", "GDP"][number % 3]);
    format!("{who}在第{number}天记下了{what}的样子，又走了{}里路。", number % 7)
}

/// 400 articles in folders of a year each, every fifth with the text of an earlier one under another title, some
/// twice in every byte, some without text.
fn library(root: &Path) {
    for number in 0..400 {
        let folder = root.join(format!("{}年", 2015 + number % 5));
        fs::create_dir_all(&folder).unwrap();
        let story = if number % 5 == 4 { number / 10 } else { number };
        let mut text: String = (story * 20..story * 20 + 6 + story % 9).map(sentence).collect();
        if number % 10 == 3 {
            text.insert_str(
                0,
                &format!("{}年{}月{}日，", 2010 + number % 11, 1 + number % 12, 1 + number % 28),
            );
        }
        let title = format!("第{}篇 {}来信", number % 97, ["辽宁", "山里", "重庆"][number % 3]);
        let whole =
            if number % 41 == 0 { format!("{title}\n") } else { format!("{title}\n\n{text}\n\n完。\n") };
        write(
            &folder.join(format!("{number}.txt")),
            if number % 23 == 5 { "同一个文件\n\n每个字都一样。\n" } else { &whole },
        );
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    let then = SystemTime::now() - Duration::from_hours(1);
    fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

struct Place {
    _home: tempfile::TempDir,
    root: PathBuf,
    order: Order,
}

impl Place {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("库");
        library(&root);
        let order = Order::new(vec![root.clone()], LoadOptions::default(), home.path().join("快照"), false);
        order.make(&Recogniser::new(), companions(), &|_| ControlFlow::Continue(())).unwrap();
        Self { _home: home, root, order }
    }

    /// The files, read.
    fn read(&self) -> Corpus {
        load_all(&[Root::Path(self.root.clone())], &LoadOptions::default(), &Recogniser::new())
    }

    /// The snapshot, followed.
    fn followed(&self) -> Corpus {
        let base = self.order.open().unwrap();
        load_over(base, &[Root::Path(self.root.clone())], &LoadOptions::default(), &Recogniser::new())
    }
}

/// For each article the first of its set of twins; `known` is what the snapshot says.
fn firsts(corpus: &Corpus, known: Option<Finder>) -> Vec<Option<ArticleId>> {
    let mut finder = known.unwrap_or_default();
    while !finder.is_done(corpus) {
        finder.advance(corpus, 7);
    }
    (0..corpus.len() as u32).map(|id| finder.twins().first(ArticleId(id))).collect()
}

fn stored_finder(corpus: &Corpus) -> Finder {
    Finder::stored(corpus.stored.as_deref().unwrap()).unwrap()
}

/// The orders of a corpus, from its snapshot where it has one.
fn orders(corpus: &Corpus) -> Vec<Vec<u32>> {
    let mut orders = Orders::default();
    let ids = |by| {
        let order = orders.get(by, corpus).unwrap();
        (0..order.len()).map(|rank| order.id(rank).unwrap()).collect()
    };
    KEPT.into_iter().map(ids).collect()
}

#[test]
fn orders_and_twins_are_those_of_the_files() {
    let place = Place::new();
    let (read, stored) = (place.read(), place.order.open().unwrap());
    assert_eq!(orders(&stored), orders(&read));
    let twins = firsts(&read, None);
    assert!(twins.iter().flatten().count() > 100, "there are many twins");
    let known = stored_finder(&stored);
    assert!(known.is_done(&stored));
    assert_eq!(firsts(&stored, Some(known)), twins);
}

#[test]
fn articles_that_came_later_find_their_places_and_twins() {
    let place = Place::new();
    let text: String = (300 * 20..300 * 20 + 6 + 300 % 9).map(sentence).collect();
    write(&place.root.join("新来的.txt"), &format!("第11篇 新的题目\n\n{text}\n\n完。\n"));
    write(
        &place.root.join("没见过.txt"),
        "没见过的题目\n\n谁也没有写过这一句话，第一次写在这里；后面还有一句，也是第一次。\n",
    );
    let followed = place.followed();
    assert_eq!((followed.len(), followed.stored.as_ref().unwrap().articles), (402, 400));
    let mut anew = followed.clone();
    anew.stored = None;
    assert_eq!(orders(&followed), orders(&anew));
    let twins = firsts(&followed, Some(stored_finder(&followed)));
    assert_eq!(twins, firsts(&anew, None));
    assert_eq!(twins[400..].iter().flatten().count(), 1);
}
