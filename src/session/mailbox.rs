//! A worker thread and the mailbox it shares with its owner: the owner puts requests in and takes results out, both under one
//! lock that nobody holds while working.
//!
//! What must not go in: what a mailbox contains, and what the work is.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The contents of a mailbox: requests, results, and a flag that tells the worker to end.
pub(crate) trait Contents: Default + Send + 'static {
    /// Asks the worker to end.
    fn stop(&mut self);
}

/// A lock around requests and results, with a signal for the worker.
#[derive(Debug, Default)]
pub(crate) struct Mailbox<C> {
    contents: Mutex<C>,
    changed: Condvar,
}

impl<C> Mailbox<C> {
    /// Locks the contents.
    pub(crate) fn lock(&self) -> MutexGuard<'_, C> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the contents and wakes the worker.
    pub(crate) fn put(&self, change: impl FnOnce(&mut C)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Unlocks the contents until somebody calls [`Mailbox::put`].
    pub(crate) fn wait<'a>(&'a self, contents: MutexGuard<'a, C>) -> MutexGuard<'a, C> {
        self.changed.wait(contents).unwrap_or_else(PoisonError::into_inner)
    }

    /// The same for so long at most, and whether that is over.
    pub(crate) fn wait_for<'a>(
        &'a self,
        contents: MutexGuard<'a, C>,
        most: Duration,
    ) -> (MutexGuard<'a, C>, bool) {
        let (contents, waited) =
            self.changed.wait_timeout(contents, most).unwrap_or_else(PoisonError::into_inner);
        (contents, waited.timed_out())
    }
}

/// A thread with its mailbox. Dropping it ends the thread and waits for that.
#[derive(Debug)]
pub(crate) struct Worker<C: Contents> {
    /// Where the thread finds its requests and leaves its results.
    pub(crate) mailbox: Arc<Mailbox<C>>,
    thread: Option<JoinHandle<()>>,
}

impl<C: Contents> Worker<C> {
    /// Starts a thread that runs `work` until the contents tell it to stop.
    pub(crate) fn start(work: impl FnOnce(&Mailbox<C>) + Send + 'static) -> Self {
        let mailbox = Arc::new(Mailbox::default());
        let own = Arc::clone(&mailbox);
        Self { mailbox, thread: Some(std::thread::spawn(move || work(&own))) }
    }
}

impl<C: Contents> Drop for Worker<C> {
    fn drop(&mut self) {
        self.mailbox.put(C::stop);
        if let Some(thread) = self.thread.take() {
            // If the thread panicked, the panic hook has said so; there is nothing to add on the way out.
            let _ = thread.join();
        }
    }
}
