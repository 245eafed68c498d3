//! Why a picture of an article is not shown.

/// Why a picture is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// The article does not say which file it is.
    NoAddress,
    /// It lies on the web, where this program does not go.
    OnTheWeb(String),
    /// There is no such file, or it may not be read.
    Missing(String),
    /// The file lies outside of what was opened.
    Outside(String),
    /// It is in a form that is not read.
    Form,
    /// It is broken.
    Damaged,
    /// It has more points than are unpacked, or more bytes than are read.
    TooLarge,
    /// The library elsewhere keeps texts alone.
    NotKept,
}
