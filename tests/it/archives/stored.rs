//! Archives that real programs have made (`tests/tools/archives.py --fixtures`): GNU tar with xz, Zstandard, bzip2 and gzip, xz and
//! zstd alone, and zip where names are in GBK.

use std::path::Path;

use super::{found, load};

const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/archives");

#[test]
fn archives_of_real_programs_are_read() {
    let root = Path::new(STORED);
    let corpus = load(root);
    // A line that begins so many files is no title.
    assert_eq!(
        found(&corpus, root),
        [
            "gbk.zip/修渠.txt [gbk] ",
            "gbk.zip/副刊/渡口.txt [gbk/副刊] ",
            "one.txt.xz [] ",
            "one.txt.zst [] ",
            "tar.tar.bz2/修渠.txt [tar] ",
            "tar.tar.bz2/副刊/渡口.txt [tar/副刊] ",
            "tar.tar.gz/修渠.txt [tar] ",
            "tar.tar.gz/副刊/渡口.txt [tar/副刊] ",
            "tar.tar.xz/修渠.txt [tar] ",
            "tar.tar.xz/副刊/渡口.txt [tar/副刊] ",
            "tar.tar.zst/修渠.txt [tar] ",
            "tar.tar.zst/副刊/渡口.txt [tar/副刊] ",
        ]
    );
    let texts: Vec<String> = corpus.articles().map(|article| article.text().to_string()).collect();
    assert!(
        texts
            .iter()
            .all(|text| text.contains("水从东边来，先过石桥。") || text.contains("船靠岸了，人都上了岸。"))
    );
    assert!(corpus.problems.is_empty(), "{:?}", corpus.problems);
}
