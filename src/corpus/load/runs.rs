//! A thread that reads: it takes what lies ready, one piece of work or a run of files, and hands in what came of it.
//!
//! What must not go in: how one piece of work is read (`reader`).

use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use super::Job;
use super::reader::{FileReader, Reading};
use crate::corpus::sequence::Sequence;
use crate::corpus::work::Work;

/// Most files that a thread takes at once.
const RUN: usize = 16;
/// Whoever takes what was read of them is woken when it weighs more than this (bytes),
const RUN_WEIGHT: usize = 1 << 20;
/// or took longer: on a slow disk the first rows must not wait for the last file of a run.
const RUN_TIME: Duration = Duration::from_millis(10);

pub(super) fn read_all(
    receive: &Mutex<mpsc::Receiver<(u64, Work)>>,
    sequence: &Sequence<Vec<Reading>>,
    job: &Job<'_>,
) {
    // Keys come first: on two cores a key waited up to 64 ms while everything was read, with this 20 ms. Where the system
    // does not allow it, keys wait a little longer.
    let _ = rustix::process::nice(5);
    let mut reader = FileReader::new(job.options, job.tagger);
    while let Some((first, run)) = next_run(receive) {
        let last = run.len();
        let (mut weight, mut began) = (0, Instant::now());
        for (index, (count, work)) in (first..).zip((1..).zip(run)) {
            // After a stop the walker must still find somebody who takes its work.
            let readings = if job.stopped() { Vec::new() } else { reader.read(work) };
            let own = readings.iter().map(Reading::weight).sum();
            weight += own;
            let wake = count == last || weight > RUN_WEIGHT || began.elapsed() > RUN_TIME;
            sequence.put(index, own, readings, wake);
            if wake {
                (weight, began) = (0, Instant::now());
            }
        }
    }
}

/// Work that lies ready, with the number of the first: one piece, or several files, which are small as a rule.
fn next_run(receive: &Mutex<mpsc::Receiver<(u64, Work)>>) -> Option<(u64, Vec<Work>)> {
    let receive = receive.lock().unwrap_or_else(PoisonError::into_inner);
    let (first, work) = receive.recv().ok()?;
    let mut run = vec![work];
    while matches!(run.last(), Some(Work::File(_))) && run.len() < RUN {
        match receive.try_recv() {
            Ok((_, work)) => run.push(work),
            Err(_) => break,
        }
    }
    Some((first, run))
}
