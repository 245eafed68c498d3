//! A table with a row a word, for programs that count: id, date, province, section, paragraph, word; columns separated by
//! tabs, no quotes.
//!
//! Words are cut as the line breaker and the vocabulary cut them; blanks are no words. Paragraph 0 is the title.

use std::io;

use unicode_segmentation::UnicodeSegmentation;

use super::id::shown_id;
use super::item::ExportItem;
use super::paragraphs::paragraphs;
use crate::output::Printer;
use crate::province;
use crate::text::dictionary::WordCutter;

/// The names of the columns.
const COLUMNS: [&str; 6] = ["doc_id", "date", "province", "section", "paragraph", "token"];

pub(super) fn write<'a>(items: impl Iterator<Item = ExportItem<'a>>, out: &mut Printer) -> io::Result<()> {
    out.row(&COLUMNS)?;
    let mut cutter = WordCutter::default();
    for item in items {
        let id = shown_id(item.article);
        let date = item.article.date().map(|date| date.to_string()).unwrap_or_default();
        let about: Vec<&str> = province::names(item.provinces().about).collect();
        let about = about.join(";");
        let section = item.article.section();
        let texts = paragraphs(item.article).into_iter().map(|paragraph| paragraph.text);
        for (number, text) in std::iter::once(item.article.title().to_string()).chain(texts).enumerate() {
            let number = number.to_string();
            for word in words(&text, cutter.cut(&text)) {
                out.row(&[&id, &date, &about, section.as_str(), &number, word])?;
            }
        }
    }
    Ok(())
}

/// The words of these lengths that are no blanks. A word does not end inside a cluster: what follows a letter belongs to it.
fn words<'a>(text: &'a str, lengths: &[usize]) -> Vec<&'a str> {
    let mut clusters = text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).peekable();
    let (mut words, mut start, mut end) = (Vec::new(), 0, 0);
    for length in lengths {
        end += length;
        while clusters.next_if(|cluster| *cluster < end).is_some() {}
        if clusters.peek() == Some(&end) {
            words.extend(text.get(start..end));
            start = end;
        }
    }
    words.retain(|word: &&str| !word.trim().is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_word_has_whole_clusters_and_no_blanks() {
        assert_eq!(words("河 水\u{301}\u{301}涨", &[3, 1, 3, 2, 2, 3]), ["河", "水\u{301}\u{301}", "涨"]);
        assert_eq!(words("", &[]), Vec::<&str>::new());
    }
}
