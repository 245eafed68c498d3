//! How fast a snapshot is made, with everything and without words and tags, in bytes of clean text a second.
//!
//!     cargo bench --bench snapshot -- FOLDER [RUNS]
//!
//! FOLDER comes from `tests/tools/gen_corpus.py -n 100000`. The snapshot is made beside it, and removed.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "a bench that cannot go on should stop; it prints figures"
)]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use xinglan::concordance::{section_builders, section_builders_without_words};
use xinglan::corpus::load::{LoadOptions, Tagger};
use xinglan::corpus::snapshot::{SectionBuilder, SnapshotSpec};
use xinglan::province::Recogniser;

/// Seconds of processor time of this process so far.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = |at| fields.clone().nth(at).and_then(|field: &str| field.parse::<f64>().ok()).unwrap_or(0.0);
    // A hundred ticks a second, on every Linux there is.
    (ticks(11) + ticks(12)) / 100.0
}

fn measure(name: &str, folder: &Path, tagger: &dyn Tagger, kept: Vec<Box<dyn SectionBuilder>>) {
    let target = folder.with_extension("bench-snapshot");
    let spec = SnapshotSpec::new(vec![folder.to_owned()], LoadOptions::default(), target.clone(), false);
    let (start, before) = (Instant::now(), processor());
    let made = spec.make(tagger, kept, &|_| ControlFlow::Continue(())).unwrap();
    let (seconds, used) = (start.elapsed().as_secs_f64(), processor() - before);
    std::fs::remove_file(target).unwrap();
    let text = made.text as f64 / 1e6;
    println!(
        "{name}: {text:.0} MB of text in {seconds:.1} s, {:.1} MB/s; {used:.1} s of processor time",
        text / seconds
    );
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("no folder given, nothing measured");
        return;
    };
    let runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(1);
    for _ in 0..runs {
        measure("without words and tags", &folder, &(), section_builders_without_words());
        measure("with everything", &folder, Recogniser::shared(), section_builders());
    }
}
