//! Why a file, or a line of one, gave no article. Stored in snapshots as it is, so no text stands here.

use serde::{Deserialize, Serialize};

use super::SystemFault;

/// Names of [`Reason::Format`] that are archives or packed files: these are known by the ends of their names alone.
pub(super) const PACKED: [&str; 6] = ["ZIP/DOCX/XLSX/EPUB", "GZIP", "BZIP2", "XZ", "ZSTD", "TAR"];

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The system does not let it be read.
    System(SystemFault),
    /// It is larger than this many MiB.
    TooLarge(u64),
    /// It begins like a file of this format, such as `PDF`.
    Format(String),
    /// It is a document that is broken.
    Damaged,
    /// It is encrypted.
    Encrypted,
    /// It is a document of pictures, or its text cannot be read.
    NoWords,
    /// It is a document whose fonts do not say which characters they draw.
    NoCharacters,
    /// It holds NUL bytes.
    Nul,
    /// It is full of control characters.
    Controls,
    /// It is UTF-32, which is not read.
    Utf32,
    /// The line is no JSON from this column on.
    NoJson(usize),
    /// The JSON ends too early.
    CutJson,
    /// The JSON is none of an article: a field has the wrong type, before this column.
    WrongJson(usize),
    /// The JSON has no text.
    NoText,
    /// It is data without articles.
    NoRecords,
    /// Its byte order mark names the first encoding, but its text is in the second.
    WrongMark(String, String),
    /// Most of it is in the first encoding, other lines in the second.
    TwoEncodings(String, String),
    /// Its bytes were read in the wrong encoding before they were stored.
    Mojibake {
        /// The encoding that they had.
        written: String,
        /// The one they were read in.
        read_as: String,
    },
    /// It does not read as text of any script.
    Illegible,
    /// It was passed over on purpose.
    Passed(Box<Reason>),
    /// Its name begins with a dot.
    Hidden,
    /// Its name says that it is no text.
    NameOfNoText,
    /// It is a link that leads out of the folder, or in a circle.
    Outside,
    /// It is no file: a FIFO, a device, a socket.
    Special,
    /// It is the source of a program, or a style sheet.
    Code,
    /// It is read by programs: settings, a list of versions, rules for robots, a map of a site.
    Settings,
    /// It is a frame for pages.
    Template,
    /// It holds files, and not all of them could be read.
    Archive(ArchiveFault),
    /// It is in a form that is not read.
    Foreign(ForeignForm),
    /// What was found out of a folder before its files were judged.
    Folder(Vec<FolderFact>),
}

/// What is wrong with a file that holds files, or with one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArchiveFault {
    /// It is damaged, or ends too early. What came before was read.
    Damaged,
    /// So many of its files are encrypted.
    Encrypted(u32),
    /// It would grow out of all proportion: it is made to fill memory.
    Bomb,
    /// It holds more files than this; the rest was not read.
    TooMany(u32),
    /// It unpacks to more than so many MiB; the rest was not read.
    TooMuch(u64),
    /// It holds archives that hold archives, so many of them; the inner ones were not opened.
    Nested(u32),
    /// An archive inside that is larger than so many MiB.
    InnerTooLarge(u64),
    /// It is packed by a method that is not known, by its number.
    Method(u16),
    /// Unpacking it needs more memory than is given to it.
    Memory,
}

impl std::fmt::Display for ArchiveFault {
    /// For programmers; what users read is [`Reason::Archive`].
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for ArchiveFault {}

/// Forms that are known by name and not read; the sentence says what reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForeignForm {
    /// 7z.
    SevenZip,
    /// RAR.
    Rar,
    /// Other archives: lzh, cab, arj, ace, Z.
    OldArchive,
    /// What crawlers store of the web.
    Warc,
    /// Word before 2007.
    Word,
    /// WPS Writer.
    Wps,
    /// Sheets: xls, xlsx, et, ods.
    Sheet,
    /// Slides: ppt, pptx, dps, odp.
    Slides,
    /// Help of Windows.
    Chm,
    /// Books for Kindle.
    Kindle,
    /// CAJ of CNKI.
    Caj,
}

/// What the files of a folder have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FolderFact {
    /// The names are the titles.
    NamesAreTitles,
    /// Numbers before titles are list numbers.
    NumbersAreOrdinals,
    /// Headings of this level begin articles.
    HeadingsSplit(u8),
    /// The date in the name counts.
    DateInName,
    /// The bytes are read in this encoding.
    Encoding(String),
    /// A line that stands in many files is no title.
    Boilerplate(String),
    /// Some of this the user has said.
    Said,
}

impl Reason {
    /// Whether the file was read all the same, and only may be wrong.
    pub fn is_doubt(&self) -> bool {
        matches!(self, Self::WrongMark(..) | Self::TwoEncodings(..) | Self::Mojibake { .. } | Self::Illegible)
    }

    /// The same for what was passed over on purpose.
    #[must_use]
    pub fn passed(self) -> Self {
        Self::Passed(Box::new(self))
    }

    /// Whether it was passed over on purpose.
    pub fn is_passed(&self) -> bool {
        matches!(self, Self::Passed(_))
    }
}
