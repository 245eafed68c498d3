//! The keeper: the thread that owns the database of what the user does. Changes go in, outcomes come out; everything that
//! waits is committed at once, and everything is committed before the thread ends.
//!
//! What must not go in: what a change means (`state`), and what is said about it (`app`).

use std::mem::take;

use super::Wake;
use super::mailbox::{Contents, Mailbox, Worker};
use crate::messages::StateFault;
use crate::state::{Annotations, Change, Database, LibraryRecord};

/// What has become of changes.
#[derive(Debug)]
pub(super) enum KeepOutcome {
    /// They are on the disk.
    Kept(Vec<Change>),
    /// They are not; they are tried again with the next ones.
    NotKept(Vec<Change>, StateFault),
    /// Others have written: everything anew.
    Anew(Box<Annotations>),
    /// The library is one that was known by another path, or none.
    Recognised(Option<Box<(LibraryRecord, Annotations)>>),
    /// The file was damaged and begins anew.
    Fault(StateFault),
}

#[derive(Debug, Default)]
struct Keeping {
    changes: Vec<Change>,
    sample: Option<Vec<u64>>,
    outcomes: Vec<KeepOutcome>,
    working: bool,
    stop: bool,
}

impl Contents for Keeping {
    fn stop(&mut self) {
        self.stop = true;
    }
}

/// The thread, or none where nothing is kept. Dropping it waits until everything is on the disk.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    worker: Option<Worker<Keeping>>,
    /// Outcomes without a thread.
    outcomes: Vec<KeepOutcome>,
    /// Why nothing is kept.
    fault: Option<StateFault>,
}

impl Keeper {
    /// Starts the thread over an open database.
    pub(super) fn start(database: Database, wake: &Wake) -> Self {
        let wake = Wake::clone(wake);
        Self { worker: Some(Worker::start(move |mailbox| work(mailbox, database, &wake))), ..Self::default() }
    }

    /// Keeps nothing; each change fails with this.
    pub(super) fn off(fault: StateFault) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }

    /// Keeps changes.
    pub(super) fn keep(&mut self, changes: Vec<Change>) {
        if let Some(worker) = &self.worker {
            return worker.mailbox.put(|keeping| keeping.changes.extend(changes));
        }
        let fault = self.fault.clone().unwrap_or(StateFault::Off);
        self.outcomes.push(KeepOutcome::NotKept(changes, fault));
    }

    /// Asks whether the library is another one, known by this sample of its keys.
    pub(super) fn recognise(&self, sample: Vec<u64>) {
        if let Some(worker) = &self.worker {
            worker.mailbox.put(|keeping| keeping.sample = Some(sample));
        }
    }

    /// The outcomes since the last call.
    pub(super) fn take(&mut self) -> Vec<KeepOutcome> {
        let mut outcomes = take(&mut self.outcomes);
        if let Some(worker) = &self.worker {
            outcomes.append(&mut worker.mailbox.lock().outcomes);
        }
        outcomes
    }

    /// Whether nothing is left to keep or to take.
    pub(super) fn is_idle(&self) -> bool {
        let idle = self.worker.as_ref().is_none_or(|worker| {
            let keeping = worker.mailbox.lock();
            keeping.changes.is_empty()
                && keeping.sample.is_none()
                && keeping.outcomes.is_empty()
                && !keeping.working
        });
        idle && self.outcomes.is_empty()
    }
}

fn work(mailbox: &Mailbox<Keeping>, mut database: Database, wake: &Wake) {
    // Changes that could not be kept.
    let mut late: Vec<Change> = Vec::new();
    loop {
        let mut keeping = mailbox.lock();
        keeping.working = false;
        while keeping.changes.is_empty() && keeping.sample.is_none() && !keeping.stop {
            keeping = mailbox.wait(keeping);
        }
        keeping.working = true;
        let stop = keeping.stop;
        let (changes, sample) = (take(&mut keeping.changes), keeping.sample.take());
        drop(keeping);
        let mut outcomes = commit(&mut database, changes, &mut late);
        if let Some(sample) = sample {
            let known = database.recognise(&sample).ok().flatten();
            outcomes.push(KeepOutcome::Recognised(known.map(Box::new)));
        }
        if database.is_changed_by_others()
            && let Ok(annotations) = database.annotations()
        {
            outcomes.push(KeepOutcome::Anew(Box::new(annotations)));
        }
        if !outcomes.is_empty() {
            mailbox.lock().outcomes.extend(outcomes);
            wake();
        }
        if stop && mailbox.lock().changes.is_empty() {
            return;
        }
    }
}

/// Commits the changes, with those that could not be before.
fn commit(database: &mut Database, changes: Vec<Change>, late: &mut Vec<Change>) -> Vec<KeepOutcome> {
    if changes.is_empty() && late.is_empty() {
        return Vec::new();
    }
    let all: Vec<Change> = late.iter().chain(&changes).cloned().collect();
    let mut outcomes = Vec::new();
    let mut result = database.commit(&all);
    if result == Err(StateFault::Damaged) {
        // Damaged while it was open: it begins anew, with what is known from now on.
        result = database.renew().and_then(|()| database.commit(&all));
        outcomes.push(KeepOutcome::Fault(StateFault::Damaged));
    }
    match result {
        Ok(()) => late.clear(),
        Err(_) => *late = all,
    }
    if !changes.is_empty() {
        outcomes.push(match result {
            Ok(()) => KeepOutcome::Kept(changes),
            Err(fault) => KeepOutcome::NotKept(changes, fault),
        });
    }
    outcomes
}
