//! What `check`, `index` and `list` print of what they found.

use serde::Serialize;

use super::ForeignForm;

/// One line, or a part of one, of the output of a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// Files read by `check`, by what came of them.
    Files(FileCounts),
    /// Characters of text, and those left out by rule.
    Characters {
        /// Characters of the articles.
        text: usize,
        /// Tags, comments, scripts and styles.
        markup: u32,
        /// References such as `&nbsp;`.
        references: u32,
        /// Signs of lists and pictures.
        marks: u32,
        /// Front matter.
        front_matter: u32,
        /// Control characters and invisible ones.
        controls: u32,
        /// Marks beyond the most that a letter may carry.
        clipped: u32,
        /// What stands in files of many articles beside them.
        outside: u32,
    },
    /// There is no snapshot.
    NoSnapshot,
    /// The snapshot a reader would open.
    Snapshot {
        /// Where it is.
        path: String,
        /// Its size.
        bytes: u64,
        /// How it is.
        state: SnapshotState,
    },
    /// So many articles are not whole, at so many widths.
    Proved {
        /// Number of widths.
        widths: usize,
        /// Articles that lost characters.
        lost: usize,
    },
    /// `index` made a snapshot.
    Indexed {
        /// Articles.
        articles: usize,
        /// Bytes of the file.
        bytes: u64,
        /// Time it took.
        seconds: f64,
        /// Bytes of text a second.
        rate: f64,
    },
    /// `push` brought everything into an engine.
    Pushed {
        /// Articles of the folders.
        articles: u64,
        /// Those that were not there.
        added: u64,
        /// Documents deleted.
        deleted: u64,
        /// Documents that are no article of the folders, and stay.
        strays: u64,
        /// Files that could not be read.
        unreadable: usize,
        /// Time it took.
        seconds: f64,
        /// Bytes sent a second.
        rate: f64,
    },
    /// Work on so many files or articles begins.
    Working {
        /// How many.
        count: u64,
        /// Of what.
        unit: WorkUnit,
    },
    /// How far work is.
    Progress {
        /// Files or articles done.
        done: u64,
        /// All of them, once that is known.
        of: Option<u64>,
        /// Of what.
        unit: WorkUnit,
        /// How many a second.
        rate: f64,
        /// Seconds that are left.
        left: Option<u64>,
    },
    /// The snapshots in the cache.
    CacheTotal {
        /// How many.
        snapshots: usize,
        /// Their size.
        bytes: u64,
    },
    /// Snapshots were removed from the cache.
    CacheCleared {
        /// How many.
        snapshots: usize,
        /// Their size.
        bytes: u64,
    },
    /// What stands at this path in the cache is not ours, and stays.
    CacheKept(String),
    /// Many files are read that a snapshot would have saved.
    ReadingMany,
    /// What `check --against` found.
    Compared {
        /// Articles of the folders.
        articles: u64,
        /// Not in the index.
        missing: usize,
        /// There with another text.
        changed: usize,
        /// Only in the index.
        extra: usize,
    },
    /// Files that were passed over because their form is not read.
    NotRead {
        /// The first of them.
        path: String,
        /// How many more there are.
        others: usize,
        /// Their form.
        form: ForeignForm,
    },
    /// `export` wrote a file.
    Exported {
        /// Articles.
        articles: usize,
    },
    /// `state export` wrote a file.
    StateExported {
        /// Rows.
        rows: usize,
    },
    /// `state import` has merged.
    StateImported {
        /// Rows that were not there.
        taken: usize,
        /// Rows that were.
        known: usize,
    },
}

/// What work is counted by: files are read, articles are looked at or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkUnit {
    /// Files.
    Files,
    /// Articles.
    Articles,
}

/// Files by what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FileCounts {
    /// All of them.
    pub files: u32,
    /// Articles.
    pub articles: usize,
    /// Articles with the same bytes as an earlier one.
    pub duplicates: usize,
    /// Articles without a text.
    pub title_only: usize,
    /// Files without anything.
    pub empty: usize,
    /// Files and lines that could not be read.
    pub unreadable: usize,
    /// Names that begin with a dot.
    pub hidden: u32,
    /// Files that are no text.
    pub not_text: u32,
    /// Files that are text and no articles.
    pub no_articles: usize,
}

/// How a snapshot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotState {
    /// It is what the files are.
    Fresh,
    /// So many files have changed since.
    Changed(usize),
    /// It is damaged.
    Damaged,
    /// It is whole, but so many articles hold what sanitising drops: xinglan did not write them.
    Unclean(usize),
    /// It was made by another version or with other settings.
    Older,
    /// It cannot be opened.
    Unreadable,
    /// What it was made from is gone.
    Gone,
    /// It is being written, or its writing broke off.
    Unfinished,
    /// It was not made by this program, and is left alone.
    Foreign,
}

/// What is remarkable about an article that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// An earlier article has the same bytes.
    Duplicate,
    /// It has no text below its title.
    TitleOnly,
    /// It has nothing at all.
    Empty,
    /// The name of its encoding.
    Encoding(&'static str),
    /// So many broken byte sequences.
    BadBytes(u32),
    /// So many control characters were removed.
    Removed(u32),
    /// So many marks were too many for their letters.
    Clipped(u32),
    /// Characters were lost.
    Lost(ProofFault),
}

/// Where an article on the screen is not the one in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofFault {
    /// The lines of a paragraph (0 is the title) are wrong at a width.
    Layout {
        /// The paragraph.
        paragraph: usize,
        /// The width.
        width: u16,
        /// What is wrong.
        fault: LayoutFault,
    },
    /// The file has changed or is gone since it was read.
    Changed,
    /// Reading it twice gave two texts.
    Unsteady,
    /// The independent reading of the file sees something else.
    Differs {
        /// After so many characters.
        at: usize,
        /// What the file goes on with.
        file: String,
        /// What the article goes on with.
        article: String,
    },
}

/// What is wrong with the lines of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutFault {
    /// After this byte something is missing or comes twice.
    Gap(u32),
    /// A line has this many cells.
    Wide(usize),
    /// The lines end at a byte before the end.
    Short {
        /// Where they end.
        at: u32,
        /// Bytes of the paragraph.
        of: usize,
    },
}
