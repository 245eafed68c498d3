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
}
