//! What a reader of a snapshot costs in memory. Alone in its process, so that nothing else is counted.

use std::path::Path;
use std::process::Command;

use crate::aged::{places, write_aged};
use crate::alone::alone;
use crate::harness::XINGLAN;
use xinglan::corpus::load::{LoadOptions, Root, load_over};
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::corpus::{ArticleId, PinnedArticle, Tagger, Tags};
use xinglan::format::Draft;

/// A snapshot that agrees with its files leaves nothing to tag.
struct Nobody;

impl Tagger for Nobody {
    fn tags(&self, _: &Draft) -> Tags {
        unreachable!("nothing has changed")
    }
}

/// Memory of this process that is no file, in bytes.
fn anonymous() -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// 20,000 articles of 1.4 kB, written long ago.
fn library(folder: &Path) {
    let text = "河水从山里来，过了三道闸，分到两岸的田里；每年春天要清一次渠。".repeat(15);
    for number in 0..20_000_usize {
        let path = folder.join(format!("{}/{number}.txt", number / 500));
        write_aged(&path, format!("河水第{number}次改道\n\n{text}"));
    }
}

#[test]
fn following_a_snapshot_needs_little_however_large_it_is() {
    alone("snapshot::memory::following_a_snapshot_needs_little_however_large_it_is", follow_and_measure);
}

fn follow_and_measure() {
    let (_home, root, target) = places();
    library(&root);
    // Made by another process, so that nothing of it is in the memory of this one.
    let mut index = Command::new(XINGLAN);
    assert!(index.arg("index").arg(&root).arg("--output").arg(&target).output().unwrap().status.success());
    let before = anonymous();
    let spec = SnapshotSpec::new(vec![root.clone()], LoadOptions::default(), target, false);
    let base = spec.open().unwrap();
    let corpus = load_over(base, &[Root::Path(root)], &LoadOptions::default(), &Nobody);
    assert_eq!((corpus.live_len(), corpus.len(), corpus.complete), (20_000, 20_000, true));
    let bytes: usize = corpus.articles().map(|article| article.bytes().len()).sum();
    let held = PinnedArticle::new(&corpus, ArticleId(10_000)).unwrap();
    let needed = anonymous().saturating_sub(before);
    assert!(bytes > 25 << 20 && !held.article().text().is_empty());
    assert!(needed < 4 << 20, "{needed} bytes for {bytes} bytes of text");
}
