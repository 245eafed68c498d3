//! What is said in the last row while the reader is at work: sentences with data.

use std::time::Duration;

use super::{ActionName, ConfigFault, PictureFault, QueryFault, RemoteFault, StateFault, SystemFault, Word};

/// One sentence for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A sentence that never changes.
    Word(Word),
    /// A library elsewhere does not do what was asked.
    Remote(RemoteFault),
    /// Several sentences.
    Several(Vec<Message>),
    /// Lines have this many Chinese characters now.
    Measure(u16),
    /// The article does not have these characters.
    NotHere(String),
    /// What was typed has no hit; a candidate is used in its place.
    UsedInstead {
        /// What was typed.
        typed: String,
        /// What is used.
        candidate: String,
    },
    /// A name that was typed may be any of these provinces, and means them all.
    Ambiguous {
        /// What was typed.
        typed: String,
        /// Names of the provinces, in the language of the user.
        provinces: Vec<&'static str>,
    },
    /// A key means nothing here.
    DeadKey {
        /// The key as it is written.
        key: String,
        /// Another pane, and what the key does there.
        elsewhere: Option<(Word, ActionName)>,
    },
    /// The text ends here, and what Space does next.
    EndOfArticle(Word),
    /// The text has no more hits; the same key again goes on to an article with this title, if it is known.
    MoreHits {
        /// On, not back.
        forward: bool,
        /// The title.
        label: Option<String>,
    },
    /// Goes on where the last visit ended.
    Resumed {
        /// Title of the article.
        title: String,
        /// Articles that came in since.
        new: usize,
        /// Those of them that the filter finds.
        here: usize,
    },
    /// What has come, changed and gone below the roots.
    Changes {
        /// Articles that were not there before.
        new: usize,
        /// Articles whose text is another.
        changed: usize,
        /// Articles that are not there any more.
        gone: usize,
    },
    /// What has become of something that was to leave the reader.
    Outside(OutsideMessage),
    /// No article has this code.
    NoPlace(String),
    /// Several articles have this code.
    ManyPlaces(String),
    /// How to come back to a place: after this command, or as what is asked of sshd.
    ComeBack {
        /// The command before the code; `None` over SSH.
        command: Option<String>,
        /// The code.
        code: String,
    },
    /// So many words that name provinces are highlighted.
    Lit(usize),
    /// What drawing has cost.
    FrameCost {
        /// Bytes of the last frame.
        bytes: usize,
        /// Time for it.
        took: Duration,
        /// Frames in all.
        frames: u64,
        /// Their bytes.
        total: u64,
    },
    /// What the user does is not kept from now on, or begins anew.
    State(StateFault),
    /// What the user just did could not be kept; it holds for this visit.
    NotKept(StateFault),
    /// Folders were judged anew, and so many articles read again.
    FoldersReread {
        /// Their number.
        articles: usize,
    },
    /// A snapshot could not be stored.
    SnapshotNotKept(SystemFault),
    /// What stands where a snapshot was to be written, by its name, is none, and stays there.
    SnapshotNotReplaced(String),
    /// A file of the program, by its name, cannot be used.
    OwnFile {
        /// Its name, without folders.
        name: &'static str,
        /// Why.
        fault: SystemFault,
    },
    /// The kernel lacks these protections.
    NoWalls(Vec<&'static str>),
    /// The query that was typed cannot be run.
    Query(QueryFault),
    /// What is counted was fetched: so many articles.
    Fetched {
        /// Fetched.
        articles: usize,
        /// Of so many that there are.
        of: u64,
    },
    /// A picture is not shown.
    Picture(PictureFault),
    /// The config file is not all understood.
    Config(ConfigFault),
}

/// What has become of something that was to leave the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutsideMessage {
    /// A file has been written.
    Saved {
        /// Its whole path.
        path: String,
        /// What is in it.
        what: SavedThing,
        /// The command that fetches it, for those who have come over SSH.
        fetch: Option<String>,
    },
    /// A file could not be written.
    NotSaved {
        /// Its whole path.
        path: String,
        /// Why.
        fault: SystemFault,
    },
    /// What was to be taken out could not be.
    NotTaken(SystemFault),
    /// A program has ended with this exit code.
    Ended(i32),
}

impl From<OutsideMessage> for Message {
    fn from(message: OutsideMessage) -> Self {
        Self::Outside(message)
    }
}

/// What a file that has been written holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedThing {
    /// So many articles.
    Articles(usize),
    /// So many notes and underlines.
    Notes(usize),
    /// A passage or a table.
    Passage,
}

impl From<Word> for Message {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}
