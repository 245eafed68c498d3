//! Feeds: each item of RSS, each entry of Atom is an article, and so is each note that Evernote exports.
//!
//! What must not go in: other XML.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use super::fields::Fields;
use super::{Numbering, Record, Records, Refused};
use crate::format::fields::Field;
use crate::format::{Form, html};
use crate::messages::Reason;

/// Reads a feed; none if it is something else.
pub(super) fn read(text: &str) -> Option<Records> {
    let mut feed = Feed::new(text);
    match root(&mut feed.reader)?.as_str() {
        "rss" | "feed" | "RDF" | "channel" | "mediawiki" | "en-export" => {}
        // Collections of pages: `<doc><contenttitle>…<content>…`.
        "doc" | "docs" | "DOC" | "DOCS" => return (feed.read_docs() > 0).then_some(feed.records),
        "urlset" | "sitemapindex" => {
            return Some(vec![Err(Refused { line: None, reason: Reason::NoRecords })]);
        }
        _ => return None,
    }
    feed.read_all();
    (!feed.records.is_empty()).then_some(feed.records)
}

/// The name of the first element.
fn root(reader: &mut Reader<&[u8]>) -> Option<String> {
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => return Some(start.local_name().as_ref().to_owned()),
            Event::Decl(_) | Event::Comment(_) | Event::DocType(_) | Event::PI(_) => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
}

struct Feed<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    numbering: Numbering<'a>,
    /// What the feed is called.
    title: String,
    records: Records,
}

impl<'a> Feed<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        // Feeds are written by hand more often than one thinks.
        reader.config_mut().check_end_names = false;
        let numbering = Numbering::new(text);
        Self { text, reader, numbering, title: String::new(), records: Vec::new() }
    }

    fn read_all(&mut self) {
        loop {
            let before = self.reader.buffer_position() as usize;
            let Ok(event) = self.reader.read_event() else { return };
            match event {
                Event::Start(start) => match start.local_name().as_ref() {
                    "item" | "entry" | "page" | "note" => self.item(before),
                    "title" | "sitename" if self.title.is_empty() => self.title = self.value().0,
                    _ => {}
                },
                Event::Eof => return,
                _ => {}
            }
        }
    }

    /// Reads articles that lie side by side, with or without an element around them; how many.
    fn read_docs(&mut self) -> usize {
        self.reader = Reader::from_str(self.text);
        self.reader.config_mut().check_end_names = false;
        self.reader.config_mut().allow_dangling_amp = true;
        loop {
            let before = self.reader.buffer_position() as usize;
            match self.reader.read_event() {
                Ok(Event::Start(start)) if matches!(start.local_name().as_ref(), "doc" | "DOC") => {
                    self.item(before);
                }
                Ok(Event::Eof) | Err(_) => return self.records.len(),
                Ok(_) => {}
            }
        }
    }

    /// Reads an item whose start has been read and lies at `start`.
    fn item(&mut self, start: usize) {
        let mut fields = Fields::default();
        loop {
            let Ok(event) = self.reader.read_event() else { return };
            match event {
                Event::Start(start) => {
                    let name = start.local_name().as_ref().to_owned();
                    // Inside these lie fields too.
                    if matches!(name.as_str(), "revision" | "contributor" | "note-attributes") {
                        continue;
                    }
                    let (text, markup) = self.value();
                    let value = match kind(&start).as_deref() {
                        Some("xhtml") => markup,
                        // Written twice: references of the title in references of the feed.
                        Some("html") if name == "title" => html::decode_entities(&text),
                        _ => text,
                    };
                    fields.add(meaning(&name), vec![value]);
                }
                Event::Empty(empty) if empty.local_name().as_ref() == "category" => {
                    let term = empty.try_get_attribute("term").ok().flatten();
                    let term = term.and_then(|term| Some(escape::unescape(&term.value).ok()?.into_owned()));
                    fields.add("tag", term.into_iter().collect());
                }
                Event::End(end)
                    if matches!(
                        end.local_name().as_ref(),
                        "item" | "entry" | "page" | "note" | "doc" | "DOC"
                    ) =>
                {
                    break;
                }
                Event::Eof => return,
                _ => {}
            }
        }
        if fields.best(Field::Source).is_empty() && !self.title.is_empty() {
            fields.add("source", vec![self.title.clone()]);
        }
        let range = start..self.reader.buffer_position() as usize;
        let record = self.numbering.record(Form::Feed, fields.draft(), range);
        self.records.push(Ok(Record { given_id: fields.id(), ..record }));
    }

    /// The text up to the end of the element whose start has just been read, and its markup.
    fn value(&mut self) -> (String, String) {
        let start = self.reader.buffer_position() as usize;
        let (mut text, mut depth, mut end) = (String::new(), 0, start);
        while let Ok(event) = self.reader.read_event() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(name) => text.push_str(&reference(&name)),
                _ => {}
            }
            end = self.reader.buffer_position() as usize;
        }
        (text, self.text.get(start..end).unwrap_or_default().to_owned())
    }
}

/// What `&name;` stands for; as it is written if nothing.
fn reference(name: &str) -> String {
    let written = format!("&{name};");
    escape::unescape(&written).map(std::borrow::Cow::into_owned).unwrap_or(written)
}

/// What the value of an element is written in.
fn kind(start: &BytesStart<'_>) -> Option<String> {
    start.try_get_attribute("type").ok().flatten().map(|kind| kind.value.into_owned())
}

/// The name of the field that an element of an item is.
fn meaning(name: &str) -> &str {
    match name {
        "encoded" | "text" => "text",
        "content" => "content",
        "description" | "summary" => "summary",
        "title" | "contenttitle" => "title",
        "pubDate" | "published" | "date" | "issued" | "timestamp" | "created" => "date",
        "updated" | "modified" => "updated",
        "creator" | "author" | "username" => "author",
        "category" | "tag" => "tag",
        "guid" | "id" | "docno" => "id",
        "source" => "source",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::shown;
    use super::*;

    #[test]
    fn items_and_entries_are_articles() {
        let rss = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>渠报</title><item><title>修渠</title>\
            <pubDate>Thu, 04 Mar 2021 08:15:00 +0800</pubDate><description><![CDATA[<p>全村都去了。</p>]]></description>\
            </item>\n<item><title>放水 &amp; 开闸</title><guid>g2</guid><description>闸口一炷香。</description></item></channel></rss>";
        let records: Vec<_> = read(rss).unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].draft.date.unwrap().to_string(), "2021-03-04");
        assert_eq!(
            (records[0].draft.title.as_str(), shown(&records[0].draft).as_str()),
            ("修渠", "全村都去了。")
        );
        assert_eq!((records[1].draft.title.as_str(), records[1].line), ("放水 & 开闸", Some(3)));
        assert_eq!(records[1].given_id.as_deref(), Some("g2"));
        assert_eq!(records[1].draft.source.text().as_str(), "渠报");
        let item = rss.get(records[1].range.clone()).unwrap();
        assert!(item.starts_with("<item>") && item.ends_with("</item>"));
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>报</title><entry><title>修渠</title><author><name>某甲</name>\
            </author><category term='农事'/><content type='xhtml'><div><p>甲。</p><p>乙。</p></div></content></entry></feed>";
        let entry = read(atom).unwrap().remove(0).unwrap();
        assert_eq!(shown(&entry.draft), "甲。\n乙。");
        assert_eq!((entry.draft.author.text().as_str(), entry.draft.tags.text().as_str()), ("某甲", "农事"));
    }

    #[test]
    fn other_markup_is_no_feed() {
        for text in ["<div>甲</div>", "<html><body>甲</body></html>", "<p", "<?xml version='1.0'?><plist/>"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
