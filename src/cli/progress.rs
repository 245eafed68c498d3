//! How far a command is, on stderr: a bar on a terminal, one line elsewhere, nothing with `-q`.
//!
//! What must not go in: the words, and how a bar is drawn.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::corpus::file_system::FileSystem;
use crate::corpus::load::{Root, count_files};
use crate::messages::{Lang, Report, WorkUnit};
use crate::output::{self, WorkBar, WorkDone};

/// A command that only reads says nothing before this time.
const PATIENCE: Duration = Duration::from_millis(400);
/// Files that it reads anew before it says so to whoever has no terminal: with a snapshot it would not have to.
const MANY: u32 = 2000;

/// The progress of one piece of work.
pub(super) struct CommandProgress {
    lang: Lang,
    bar: Option<WorkBar>,
    /// The line for whoever has no terminal is still to come.
    silent: AtomicBool,
    /// Whose number that line tells, once something is done: a command that is refused says nothing else.
    to_count: Option<(Vec<Root>, Arc<dyn FileSystem>)>,
}

impl CommandProgress {
    /// Of work on all files of `roots`, which the user has asked for as such: `index`, `push`.
    pub(super) fn of_files(roots: &[Root], files: &Arc<dyn FileSystem>, lang: Lang) -> Self {
        let mut progress = Self::start(WorkUnit::Files, None, Duration::ZERO, lang);
        progress.to_count = Some((roots.to_vec(), Arc::clone(files)));
        progress.counted(roots, files)
    }

    /// Of reading the files of `roots` for another purpose.
    pub(super) fn of_reading(roots: &[Root], files: &Arc<dyn FileSystem>, lang: Lang) -> Self {
        Self::start(WorkUnit::Files, None, PATIENCE, lang).counted(roots, files)
    }

    /// Of proving so many articles, which have been read already.
    pub(super) fn of_proofs(count: usize, lang: Lang) -> Self {
        Self::start(WorkUnit::Articles, Some(count as u64), Duration::ZERO, lang)
    }

    /// Of writing so many articles into a file.
    pub(super) fn of_writing(count: usize, lang: Lang) -> Self {
        let progress = Self::start(WorkUnit::Articles, Some(count as u64), Duration::ZERO, lang);
        if progress.bar.is_none() && progress.may_say() {
            progress.say(&Report::Working { count: count as u64, unit: WorkUnit::Articles });
        }
        progress
    }

    fn start(unit: WorkUnit, of: Option<u64>, patience: Duration, lang: Lang) -> Self {
        let told = move |work: WorkDone| {
            let WorkDone { done, of, rate, left } = work;
            Report::Progress { done, of, unit, rate, left: left.map(|left| left.as_secs()) }.text(lang)
        };
        Self {
            lang,
            bar: WorkBar::on_terminal(of, patience, told),
            silent: AtomicBool::new(true),
            to_count: None,
        }
    }

    /// Counts the files meanwhile: the work does not wait for it.
    fn counted(self, roots: &[Root], files: &Arc<dyn FileSystem>) -> Self {
        if let Some(bar) = self.bar.clone() {
            let (roots, files) = (roots.to_vec(), Arc::clone(files));
            thread::spawn(move || bar.set_all(u64::from(count_files(&*files, &roots))));
        }
        self
    }

    /// So many files or articles are done.
    pub(super) fn set_done(&self, done: u64) {
        if let Some(bar) = &self.bar {
            bar.set_done(done);
        } else if let Some((roots, files)) = &self.to_count
            && self.may_say()
        {
            let count = count_files(&**files, roots).into();
            self.say(&Report::Working { count, unit: WorkUnit::Files });
        }
    }

    /// So many files have been read where no snapshot was found.
    pub(super) fn set_first_read(&self, files: u32) {
        if files >= MANY && self.bar.is_none() && self.may_say() {
            self.say(&Report::ReadingMany);
        }
    }

    /// Whether the one line is still to be said.
    fn may_say(&self) -> bool {
        !output::is_quiet() && self.silent.swap(false, Ordering::Relaxed)
    }

    fn say(&self, report: &Report) {
        // A closed stderr must not stop the work.
        let _ = output::stderr().line(&report.text(self.lang));
    }
}

impl Drop for CommandProgress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.clear();
        }
    }
}
