//! What the corpus costs in memory. Alone in its process, so that nothing else is counted.

use std::io::Write;

use crate::alone::alone;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::province::Recogniser;

/// A line of `/proc/self/status`, in bytes.
fn status(name: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// 6,000 articles of 9 to 12 kB in the seed form, spread over folders.
fn library(folder: &std::path::Path) {
    for number in 0..6_000_usize {
        let part = folder.join(format!("{}", number / 500));
        std::fs::create_dir_all(&part).unwrap();
        let mut file =
            std::io::BufWriter::new(std::fs::File::create(part.join(format!("{number}.txt"))).unwrap());
        writeln!(file, "{number}河水第{number}次改道").unwrap();
        for paragraph in 0..28 + number % 8 {
            let text = "河水从山里来，过了三道闸，分到两岸的田里；每年春天要清一次渠。".repeat(4);
            write!(
                file,
                "<div><span style='line-height:25px'> 　　{paragraph}{text}</span></div><div>&nbsp;</div>"
            )
            .unwrap();
        }
    }
}

#[test]
fn the_text_is_held_once_and_loading_needs_little_more() {
    alone("memory::the_text_is_held_once_and_loading_needs_little_more", load_and_measure);
}

fn load_and_measure() {
    let folder = tempfile::tempdir().unwrap();
    library(folder.path());
    let tagger = Recogniser::new();
    let root = [Root::Path(folder.path().to_owned())];
    let (before, peak_before) = (status("RssAnon:"), status("VmHWM:"));
    let corpus = load_all(&root, &LoadOptions::default(), &tagger);
    let text = corpus.text_bytes();
    assert!(corpus.len() == 6_000 && text > 60 << 20, "{text} bytes of text");
    let steady = status("RssAnon:").saturating_sub(before);
    let peak = status("VmHWM:").saturating_sub(peak_before);
    assert!(steady * 10 <= text * 13, "steady {steady}, text {text}");
    assert!(peak * 10 <= text * 16, "peak {peak}, text {text}");
}
