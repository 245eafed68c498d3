//! The words of articles as numbers, in order, in a file without a name: which words stand together is known only when all
//! articles have been seen, and cutting them again would take ten times as long as reading this.
//!
//! A number takes one byte to five, the frequent words one or two. What must not go in: which words are joined, and counting.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use super::word_numbers::WordNumbers;
use crate::text::clusters::whole_clusters;
use crate::text::sanitize::is_mark;

/// Bytes that are written and read at a time.
const CHUNK: usize = 1 << 16;
/// Ends a paragraph in the file.
const PARAGRAPH_END: u32 = 0;
/// Ends an article.
const ARTICLE_END: u32 = 1;
/// The number of the first word in the file.
const FIRST: u32 = 2;

/// Writes the words of articles.
#[derive(Debug)]
pub struct WordStream {
    file: File,
    bytes: Vec<u8>,
    /// The numbers of the current paragraph.
    numbers: Vec<u32>,
    /// How many words have been asked for marks, and whether one has any.
    seen: usize,
    marked: bool,
    /// Why nothing more is written.
    fault: Option<io::Error>,
}

/// What a stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamItem<'s> {
    /// The words of a paragraph, as numbers in order.
    Paragraph(&'s [u32]),
    /// An article ends.
    ArticleEnd,
}

impl WordStream {
    /// A stream into an empty file.
    pub fn new(file: File) -> Self {
        Self { file, bytes: Vec::new(), numbers: Vec::new(), seen: 0, marked: false, fault: None }
    }

    /// Adds a paragraph; `lengths` are the lengths of its words in bytes, `known` their numbers from 1 in `words`, 0 where one
    /// is not known. A mark is left with the letter before it, so that no word begins inside a cluster.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        lengths: &[usize],
        known: impl Iterator<Item = u32>,
        words: &mut WordNumbers,
    ) {
        self.numbers.clear();
        let mut start = 0;
        for (length, known) in lengths.iter().zip(known) {
            let piece = start..start + length;
            start = piece.end;
            let unknown = || words.number(text.get(piece).unwrap_or_default()) as u32;
            self.numbers.push(known.checked_sub(1).unwrap_or_else(unknown));
        }
        // A text has marks only if one of its words has: asking the new ones alone is a hundred times less work.
        let new = std::mem::replace(&mut self.seen, words.len())..words.len();
        self.marked |= new.into_iter().any(|number| words.text(number).chars().any(is_mark));
        if self.marked && text.chars().any(is_mark) {
            self.numbers.clear();
            let pieces = whole_clusters(text, lengths);
            let numbers = pieces.into_iter().map(|it| words.number(text.get(it).unwrap_or_default()) as u32);
            self.numbers.extend(numbers);
        }
        for number in self.numbers.iter().map(|number| number + FIRST).chain([PARAGRAPH_END]) {
            push(&mut self.bytes, number);
        }
    }

    /// Ends an article.
    pub(super) fn end_article(&mut self) {
        push(&mut self.bytes, ARTICLE_END);
        if self.bytes.len() >= CHUNK {
            self.write();
        }
    }

    fn write(&mut self) {
        if self.fault.is_none() {
            self.fault = self.file.write_all(&self.bytes).err();
        }
        self.bytes.clear();
    }

    /// Reads it from the start, each item once.
    ///
    /// # Errors
    /// It could not be written, or cannot be read.
    pub fn each(mut self, mut item: impl FnMut(StreamItem<'_>)) -> io::Result<()> {
        self.write();
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.file.rewind()?;
        let (mut chunk, mut words) = (vec![0; CHUNK], Vec::new());
        let (mut number, mut shift) = (0_u32, 0);
        loop {
            let read = match self.file.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            for byte in chunk.iter().take(read) {
                number |= u32::from(byte & 0x7F) << shift;
                if byte & 0x80 != 0 {
                    shift = (shift + 7) % 35;
                    continue;
                }
                match number {
                    PARAGRAPH_END => {
                        item(StreamItem::Paragraph(&words));
                        words.clear();
                    }
                    ARTICLE_END => item(StreamItem::ArticleEnd),
                    word => words.push(word - FIRST),
                }
                (number, shift) = (0, 0);
            }
        }
    }
}

/// Appends a number, seven bits a byte.
fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut words = WordNumbers::default();
        (0..40_000).for_each(|number| _ = words.number(&format!("词{number}")));
        let mut stream = WordStream::new(tempfile::tempfile().unwrap());
        let known = [1, 128, 0, 40_000];
        stream.paragraph("甲乙丙丁", &[3; 4], known.into_iter(), &mut words);
        stream.paragraph("", &[], std::iter::empty(), &mut words);
        stream.end_article();
        for _ in 0..30_000 {
            stream.paragraph("水e\u{301}", &[3, 1, 2], [1, 0, 0].into_iter(), &mut words);
            stream.end_article();
        }
        assert_eq!((words.text(40_000), words.text(40_003), words.text(40_004)), ("丙", "水", "e\u{301}"));
        let mut read = Vec::new();
        stream
            .each(|item| {
                read.push(match item {
                    StreamItem::Paragraph(words) => words.to_vec(),
                    StreamItem::ArticleEnd => vec![u32::MAX],
                });
            })
            .unwrap();
        assert_eq!(read[..3], [vec![0, 127, 40_000, 39_999], vec![], vec![u32::MAX]]);
        assert_eq!(read.len(), 3 + 60_000);
        assert_eq!(read[read.len() - 2..], [vec![40_003, 40_004], vec![u32::MAX]]);
    }
}
