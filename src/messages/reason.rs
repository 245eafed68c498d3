//! Why a file, or a line of one, gave no article. Stored in snapshots as it is, so no text stands here.

use serde::{Deserialize, Serialize};

use super::SystemFault;

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The system does not let it be read.
    System(SystemFault),
    /// It is larger than this many MiB.
    TooLarge(u64),
    /// It begins like a file of this format, such as `PDF`.
    Format(String),
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
}

impl Reason {
    /// Whether the file was read all the same, and only may be wrong.
    pub fn is_doubt(&self) -> bool {
        matches!(self, Self::WrongMark(..) | Self::TwoEncodings(..) | Self::Mojibake { .. } | Self::Illegible)
    }
}
