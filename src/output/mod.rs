//! The door: whatever leaves the program for standard output or standard error goes through here and is cleaned on the way,
//! so that no name, id, argument or text can speak to the terminal.
//!
//! No other file may name the two streams (`clippy.toml`; `tests/it/structure`). The frames of the reader are made of cells
//! and written by `term::guard`. What must not go in: words for the user, and a way to write a string as it is.

mod progress;

pub use progress::{WorkBar, WorkDone};

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::rc::Rc;
use std::sync::OnceLock;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::sanitize::{self, CleanText, Ends};

/// Most characters of a cluster in a JSON string, and most marks in a row, that are written as they are.
const CLUSTER: usize = 12;
const MARKS: usize = 7;

/// What a run wants of the streams. Chosen once, before anything is printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutputStyle {
    /// Standard output has colours.
    pub coloured: bool,
    /// Progress is not shown.
    pub quiet: bool,
}

static STYLE: OnceLock<OutputStyle> = OnceLock::new();

/// Chooses the style of the run; later choices change nothing.
pub fn set_style(style: OutputStyle) {
    // The first one holds.
    let _ = STYLE.set(style);
}

/// Whether progress is not to be shown.
pub fn is_quiet() -> bool {
    style().quiet
}

fn style() -> OutputStyle {
    STYLE.get().copied().unwrap_or_default()
}

/// What a part of a line is, which decides its colour. The colours are those of grep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// Text.
    Text,
    /// What was looked for.
    Hit,
    /// A path.
    Path,
    /// A number or a date.
    Number,
    /// A sign between two parts.
    Sign,
    /// A heading.
    Heading,
}

impl TextRole {
    fn sgr(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Hit => Some("1;31"),
            Self::Path => Some("35"),
            Self::Number => Some("32"),
            Self::Sign => Some("36"),
            Self::Heading => Some("1"),
        }
    }
}

/// Standard output or standard error. Takes text, and writes what is left of it after sanitising.
pub struct Printer {
    to: Box<dyn Write>,
    terminal: bool,
    coloured: bool,
}

impl std::fmt::Debug for Printer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printer").field("terminal", &self.terminal).finish_non_exhaustive()
    }
}

/// Standard output, buffered: call [`Printer::flush`] at the end.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn stdout() -> Printer {
    let to = io::stdout().lock();
    Printer { terminal: to.is_terminal(), coloured: style().coloured, to: Box::new(BufWriter::new(to)) }
}

/// Standard error, which gets what was written when the value is dropped.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn stderr() -> Printer {
    let to = io::stderr();
    Printer { terminal: to.is_terminal(), coloured: false, to: Box::new(BufWriter::new(to)) }
}

/// A file that is taken out, cleaned as what goes to a terminal: somebody will show it on one. Call [`Printer::flush`] at
/// the end.
pub fn file(file: File) -> Printer {
    Printer { terminal: false, coloured: false, to: Box::new(BufWriter::new(file)) }
}

/// What is written, cleaned in the same way, as one text.
///
/// # Errors
/// As `write`.
pub fn collected(write: impl FnOnce(&mut Printer) -> io::Result<()>) -> io::Result<String> {
    let memory = PrinterMemory::default();
    write(&mut Printer { to: Box::new(memory.clone()), terminal: false, coloured: false })?;
    let bytes = memory.0.take();
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Bytes in memory that a printer and its maker share.
#[derive(Clone, Default)]
struct PrinterMemory(Rc<RefCell<Vec<u8>>>);

impl Write for PrinterMemory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether standard output is a terminal.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

impl Printer {
    /// Whether it is a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Writes one line: line breaks and tabs in `text` become blanks.
    ///
    /// # Errors
    /// As the stream.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.row(&[text])
    }

    /// Writes one line of columns with a tab between two.
    ///
    /// # Errors
    /// As the stream.
    pub fn row(&mut self, columns: &[&str]) -> io::Result<()> {
        let columns: Vec<String> = columns.iter().map(|column| CleanText::line(column).to_string()).collect();
        self.to.write_all((columns.join("\t") + "\n").as_bytes())
    }

    /// Writes one line of parts, each in the colour of what it is if there are colours.
    ///
    /// # Errors
    /// As the stream.
    pub fn parts(&mut self, parts: &[(TextRole, &str)]) -> io::Result<()> {
        if !self.coloured {
            return self.line(&parts.iter().map(|(_, part)| *part).collect::<String>());
        }
        let mut line = String::new();
        for (ink, part) in parts {
            let text = clean_part(part);
            match ink.sgr().filter(|_| !text.is_empty()) {
                Some(sgr) => line.push_str(&["\x1b[", sgr, "m", &text, "\x1b[0m"].concat()),
                None => line.push_str(&text),
            }
        }
        self.to.write_all((line + "\n").as_bytes())
    }

    /// Writes text of one or more lines. Each keeps the blanks it begins with.
    ///
    /// # Errors
    /// As the stream.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(clean_lines(text).as_str().as_bytes())
    }

    /// Writes one record of a table by RFC 4180. Fields keep their line breaks.
    ///
    /// # Errors
    /// As the stream.
    pub fn csv(&mut self, fields: &[&str]) -> io::Result<()> {
        let fields = fields.iter().map(|field| clean_lines(field).to_string());
        let fields: Vec<String> = fields.map(|text| text.trim_end_matches('\n').to_owned()).collect();
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut self.to);
        writer.write_record(&fields)?;
        writer.flush()
    }

    /// Writes a value as one line of JSON. What sanitising would drop is escaped as `\u…`, so nothing is lost.
    ///
    /// # Errors
    /// As the stream, or if the value cannot be JSON.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        value.serialize(&mut Serializer::with_formatter(&mut self.to, Escaping))?;
        self.to.write_all(b"\n")
    }

    /// Writes one line that is a path with `suffix` behind it. A program gets its bytes, so that it can open the file; a
    /// terminal gets `shown`, and so does everybody where that holds anything to be cleaned: a name can hold a line break.
    ///
    /// # Errors
    /// As the stream.
    pub fn path(&mut self, raw: &[u8], shown: &str, suffix: &str) -> io::Result<()> {
        let clean = CleanText::line(shown);
        if self.terminal || clean.as_str() != shown {
            return self.parts(&[(TextRole::Path, clean.as_str()), (TextRole::Text, suffix)]);
        }
        self.to.write_all(&[raw, suffix.as_bytes(), b"\n"].concat())
    }

    /// Writes one line of columns as [`Printer::row`] does, with a path behind them as [`Printer::path`] writes it, and one
    /// column more.
    ///
    /// # Errors
    /// As the stream.
    pub fn row_with_path(&mut self, columns: &[&str], path: (&[u8], &str), last: &str) -> io::Result<()> {
        let (raw, shown) = path;
        let clean = CleanText::line(shown);
        let columns: Vec<String> = columns.iter().map(|column| CleanText::line(column).to_string()).collect();
        let path = if clean.as_str() == shown { raw } else { clean.as_str().as_bytes() };
        let last = CleanText::line(last);
        self.to.write_all(&[columns.join("\t").as_bytes(), path, last.as_str().as_bytes()].join(&b'\t'))?;
        self.to.write_all(b"\n")
    }

    /// Writes the bytes of a path as they are, and a NUL. Only for users who ask for it.
    ///
    /// # Errors
    /// As the stream.
    pub fn raw_path(&mut self, raw: &[u8]) -> io::Result<()> {
        self.to.write_all(&[raw, b"\0"].concat())
    }

    /// Empties the line the cursor is in, on a terminal: a bar may have been left there.
    ///
    /// # Errors
    /// As the stream.
    pub fn clear_line(&mut self) -> io::Result<()> {
        if self.terminal { self.to.write_all(b"\r\x1b[K") } else { Ok(()) }
    }

    /// Writes what is still in memory.
    ///
    /// # Errors
    /// As the stream.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Text of one or more lines, each of which keeps the blanks it begins with.
fn clean_lines(text: &str) -> CleanText {
    let mut clean = CleanText::new();
    for line in sanitize::lines(text.strip_suffix('\n').unwrap_or(text)) {
        clean.push_line(line, Ends::Keep);
        clean.line_break();
    }
    clean
}

/// A part of a line, which keeps the blanks at its ends. A line break becomes a blank.
fn clean_part(part: &str) -> String {
    let mut clean = CleanText::new();
    clean.push_line(part, Ends::Keep);
    let ending = part.len() - part.trim_end_matches(' ').len();
    let text = clean.to_string();
    format!("{}{}", text.trim_end_matches(' '), " ".repeat(ending))
}

/// JSON in which every character that sanitising would drop is escaped (RFC 8259, section 7), and the end of a cluster that is
/// longer than sanitising would leave it.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        if sanitize::is_plain(fragment) {
            return to.write_all(fragment.as_bytes());
        }
        for cluster in fragment.graphemes(true) {
            let mut marks = 0;
            for (number, c) in cluster.chars().enumerate() {
                marks = if sanitize::is_mark(c) { marks + 1 } else { 0 };
                if number < CLUSTER && marks <= MARKS && sanitize::is_shown(c) {
                    to.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
                } else {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        write!(to, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
