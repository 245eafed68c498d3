//! Pushing: folders become documents of an index, in one stream, and again as often as need be.
//!
//! Needs no state: what is there already is found by comparing folders and index in the order of their places. What must not
//! go in: requests that are not about documents (see `target`).

mod batch;
mod orders;

pub use batch::Refusal;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::address::IndexName;
use super::client::Client;
use super::difference::{IndexDifference, IndexStanding};
use super::document::{DocumentId, hex, path_below, place_key};
use super::listing::IndexListing;
use super::target::{PushTarget, Shape};
use crate::corpus::load::{LoadOptions, Root, Tagger, load_each};
use crate::corpus::{Article, Corpus, Segment};
use crate::messages::RemoteFault;
use batch::{Batch, BulkTaken, LARGEST};

/// Requests that are under way at the same time.
const UNDER_WAY: usize = 2;
/// New documents that get their orders together.
const RUN: usize = 1000;
/// Deletions of one request.
const DELETIONS: usize = 5000;

/// What is pushed, and where.
#[derive(Debug, Clone)]
pub struct PushSpec {
    /// Folders and files.
    pub roots: Vec<PathBuf>,
    /// How they are read.
    pub options: LoadOptions,
    /// The name that readers ask for.
    pub alias: IndexName,
    /// What a new index is to be like.
    pub shape: Shape,
    /// Whether documents are deleted that are no article of the folders any more.
    pub delete_missing: bool,
}

/// How far the pushing is.
#[derive(Debug, Clone, Copy, Default)]
pub struct PushProgress {
    /// Files looked at.
    pub files: u32,
    /// Articles looked at.
    pub articles: u64,
    /// Documents sent.
    pub added: u64,
    /// Bytes sent.
    pub bytes: u64,
}

/// What has been pushed.
#[derive(Debug, Default)]
pub struct Pushed {
    /// The index behind the alias.
    pub index: String,
    /// Articles of the folders.
    pub articles: u64,
    /// Those that were not there.
    pub added: u64,
    /// Documents deleted.
    pub deleted: u64,
    /// Documents that are no article of the folders, and stay.
    pub strays: u64,
    /// Bytes sent.
    pub bytes: u64,
    /// Files that could not be read. Then nothing is deleted: what is missing may only be out of reach.
    pub unreadable: usize,
    /// Documents that the engine does not take.
    pub refused: Vec<Refusal>,
}

/// Called after each part with how far it is.
pub type PushWatch<'a> = &'a (dyn Fn(PushProgress) + Sync);

/// Pushes everything, and shows it to readers at the end.
///
/// # Errors
/// Any fault of the engine that does not pass. What has been sent stays, and the next push goes on from there.
pub fn push(
    client: &Client,
    spec: &PushSpec,
    tagger: &dyn Tagger,
    watch: PushWatch<'_>,
) -> Result<Pushed, RemoteFault> {
    let target = PushTarget::find(client, &spec.alias, spec.shape)?;
    if target.is_old {
        target.refresh(client)?;
    }
    let outgoing = Outgoing { client, index: target.in_path(), ..Outgoing::new(client) };
    let (send, receive) = sync_channel::<Batch>(1);
    let receive = Mutex::new(receive);
    let mut stream = Stream::new(spec, &outgoing, IndexListing::new(client, target.in_path()), send, watch);
    if !target.is_old {
        stream.difference = None;
    }
    let stream = std::thread::scope(|scope| {
        for _ in 0..UNDER_WAY {
            scope.spawn(|| outgoing.send_all(&receive));
        }
        let roots: Vec<Root> = spec.roots.iter().cloned().map(Root::Path).collect();
        load_each(&roots, &spec.options, tagger, |corpus| stream.take(&corpus));
        stream.end()
    });
    let (stream, taken) = (stream?, outgoing.into_taken()?);
    let mut pushed = Pushed {
        index: target.name().to_owned(),
        articles: stream.articles,
        added: taken.added,
        bytes: taken.bytes,
        unreadable: stream.unreadable,
        refused: taken.refused,
        ..Pushed::default()
    };
    if pushed.articles == 0 {
        return Ok(pushed);
    }
    target.refresh(client)?;
    let wanted = pushed.articles.saturating_sub(pushed.refused.len() as u64) + stream.strays.len() as u64;
    let there = target.count(client)?;
    if there < wanted {
        return Err(RemoteFault::Missing(wanted - there));
    }
    if spec.delete_missing && pushed.unreadable == 0 {
        pushed.deleted = delete(client, &target, &stream.strays)?;
    } else {
        pushed.strays = stream.strays.len() as u64;
    }
    target.publish(client)?;
    Ok(pushed)
}

fn delete(client: &Client, target: &PushTarget, ids: &[u128]) -> Result<u64, RemoteFault> {
    let mut deleted = 0;
    for ids in ids.chunks(DELETIONS) {
        let mut batch = Batch::default();
        for id in ids {
            batch.delete(&hex(*id));
        }
        deleted += batch.send(client, &target.in_path(), &AtomicUsize::new(LARGEST))?.added;
    }
    if deleted > 0 {
        target.refresh(client)?;
    }
    Ok(deleted)
}

/// What the threads share that send.
struct Outgoing<'a> {
    client: &'a Client,
    index: String,
    /// Bytes of a request.
    largest: AtomicUsize,
    taken: Mutex<BulkTaken>,
    fault: Mutex<Option<RemoteFault>>,
    is_over: AtomicBool,
}

impl<'a> Outgoing<'a> {
    fn new(client: &'a Client) -> Self {
        Self {
            client,
            index: String::new(),
            largest: AtomicUsize::new(LARGEST),
            taken: Mutex::default(),
            fault: Mutex::default(),
            is_over: AtomicBool::new(false),
        }
    }

    /// Sends batches until there are no more. After a fault the others are let go, so that nobody waits.
    fn send_all(&self, batches: &Mutex<Receiver<Batch>>) {
        loop {
            let batch = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(batch) = batch else { return };
            if self.is_over.load(Ordering::Relaxed) {
                continue;
            }
            match batch.send(self.client, &self.index, &self.largest) {
                Ok(taken) => self.taken.lock().unwrap_or_else(PoisonError::into_inner).add(taken),
                Err(fault) => self.fail(fault),
            }
        }
    }

    fn fail(&self, fault: RemoteFault) {
        self.is_over.store(true, Ordering::Relaxed);
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
    }

    fn into_taken(self) -> Result<BulkTaken, RemoteFault> {
        match self.fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(fault) => Err(fault),
            None => Ok(self.taken.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

/// Articles as they are read, on their way into batches.
struct Stream<'a> {
    spec: &'a PushSpec,
    outgoing: &'a Outgoing<'a>,
    /// None if the index is new and so empty.
    difference: Option<IndexDifference<'a>>,
    send: SyncSender<Batch>,
    watch: PushWatch<'a>,
    batch: Batch,
    newest: Option<Arc<Segment>>,
    /// The order of the last document.
    order: i64,
    articles: u64,
    unreadable: usize,
}

/// What is known when everything has been read.
struct Streamed {
    articles: u64,
    unreadable: usize,
    strays: Vec<u128>,
}

impl<'a> Stream<'a> {
    fn new(
        spec: &'a PushSpec,
        outgoing: &'a Outgoing<'a>,
        listing: IndexListing<'a>,
        send: SyncSender<Batch>,
        watch: PushWatch<'a>,
    ) -> Self {
        Self {
            spec,
            outgoing,
            difference: Some(IndexDifference::new(listing)),
            send,
            watch,
            batch: Batch::default(),
            newest: None,
            order: 0,
            articles: 0,
            unreadable: 0,
        }
    }

    /// Takes the segments that are new in `corpus`.
    fn take(&mut self, corpus: &Corpus) -> ControlFlow<()> {
        for segment in corpus.segments() {
            if self.newest.as_ref().is_some_and(|newest| Arc::ptr_eq(newest, segment)) {
                continue;
            }
            self.newest = Some(Arc::clone(segment));
            if let Err(fault) = self.take_segment(segment) {
                self.outgoing.fail(fault);
            }
        }
        self.unreadable = corpus.unreadable().filter(|problem| !problem.reason.is_doubt()).count();
        let progress = {
            let taken = self.outgoing.taken.lock().unwrap_or_else(PoisonError::into_inner);
            let (added, bytes) = (taken.added, taken.bytes);
            PushProgress { files: corpus.files, articles: self.articles, added, bytes }
        };
        (self.watch)(progress);
        if self.outgoing.is_over.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn take_segment(&mut self, segment: &Segment) -> Result<(), RemoteFault> {
        let mut run: Vec<(Article<'_>, PathBuf)> = Vec::new();
        for article in segment.articles() {
            self.articles += 1;
            let path = path_below(article, &self.spec.roots);
            if let Some(difference) = &mut self.difference {
                let before = difference.room()?;
                let standing = difference.next(&place_key(article, &path), DocumentId::of(article, &path))?;
                if difference.room()? != before || standing == IndexStanding::Same {
                    // The run ends where the index has a document.
                    self.flush(&mut run, before, false);
                }
                if standing == IndexStanding::Same {
                    continue;
                }
            }
            run.push((article, path));
            if run.len() == RUN {
                let room = self.room()?;
                self.flush(&mut run, room, true);
            }
        }
        let room = self.room()?;
        self.flush(&mut run, room, true);
        Ok(())
    }

    fn room(&mut self) -> Result<(i64, Option<i64>), RemoteFault> {
        self.difference.as_mut().map_or(Ok((0, None)), IndexDifference::room)
    }

    /// Gives the new documents of a run their orders and puts them into batches.
    fn flush(&mut self, run: &mut Vec<(Article<'_>, PathBuf)>, room: (i64, Option<i64>), goes_on: bool) {
        let before = self.order.max(room.0);
        let orders = orders::between(before, room.1, run.len(), goes_on);
        for ((article, path), order) in run.drain(..).zip(orders) {
            self.order = order;
            self.batch.add(article, &path, order);
            if self.batch.bytes() >= self.outgoing.largest.load(Ordering::Relaxed) {
                self.send_batch();
            }
        }
    }

    fn send_batch(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        // The threads that receive live as long as this.
        if !batch.is_empty() {
            let _ = self.send.send(batch);
        }
    }

    /// Sends the rest. Dropping the sender then ends the threads.
    fn end(mut self) -> Result<Streamed, RemoteFault> {
        self.send_batch();
        // After a fault the pass has not met all articles.
        let difference = self.difference.take().filter(|_| !self.outgoing.is_over.load(Ordering::Relaxed));
        let strays = difference.map(IndexDifference::finish).transpose()?.unwrap_or_default();
        let strays = strays.into_iter().map(|stray| stray.id).collect();
        Ok(Streamed { articles: self.articles, unreadable: self.unreadable, strays })
    }
}
