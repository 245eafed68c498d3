//! Articles as a book: EPUB 3 with a chapter an article, a table of contents, and one for readers of EPUB 2.
//!
//! The same articles on the same day give the same bytes. What must not go in: the choice of articles.

use std::io::{self, Seek, Write};

use quick_xml::escape::escape;
use xxhash_rust::xxh3::Xxh3;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::citation::citation;
use super::item::ExportItem;
use super::options::ExportOptions;
use super::paragraphs::{WholeParagraph, cells, groups, paragraphs};
use crate::format::{Date, Kind};

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"#;

const STYLE: &str = "body { line-height: 1.7; }
p { text-indent: 2em; margin: 0; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; }
.source { text-indent: 0; color: #666; font-size: 0.85em; margin-bottom: 1em; }
.verse, .item, .rule { text-indent: 0; }
.rule { text-align: center; }
.stanza { margin-top: 1em; }
pre { white-space: pre-wrap; }
td, th { border: 1px solid #999; padding: 0.2em 0.5em; }
";

/// A chapter that is written.
struct Chapter {
    name: String,
    title: String,
}

pub(super) fn write<'a, W: Write + Seek>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    to: W,
) -> io::Result<()> {
    let mut book = ZipWriter::new(to);
    // Readers look for it at this place of the file, as it is.
    add(&mut book, "mimetype", CompressionMethod::Stored, "application/epub+zip")?;
    add(&mut book, "META-INF/container.xml", CompressionMethod::Deflated, CONTAINER)?;
    add(&mut book, "OEBPS/style.css", CompressionMethod::Deflated, STYLE)?;
    let (mut chapters, mut content) = (Vec::new(), Xxh3::new());
    for item in items {
        let chapter = Chapter {
            name: format!("chapter{:06}", chapters.len() + 1),
            title: item.article.label().to_string(),
        };
        let page = page(&item, &chapter, options);
        content.update(page.as_bytes());
        let path = format!("OEBPS/{}.xhtml", chapter.name);
        add(&mut book, &path, CompressionMethod::Deflated, &page)?;
        chapters.push(chapter);
    }
    let id = uuid(content.digest128());
    let deflated = CompressionMethod::Deflated;
    add(&mut book, "OEBPS/nav.xhtml", deflated, &contents(&chapters, options))?;
    add(&mut book, "OEBPS/toc.ncx", deflated, &old_contents(&chapters, &id, options))?;
    add(&mut book, "OEBPS/content.opf", deflated, &package(&chapters, &id, options))?;
    book.finish()?.flush()
}

fn add<W: Write + Seek>(
    book: &mut ZipWriter<W>,
    path: &str,
    method: CompressionMethod,
    text: &str,
) -> io::Result<()> {
    book.start_file(path, SimpleFileOptions::default().compression_method(method))?;
    book.write_all(text.as_bytes())
}

/// Text as XML holds it. Clean text has no characters that XML does not allow, but for these two.
fn xml(text: &str) -> String {
    escape(text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")).into_owned()
}

/// A number as a UUID of version 8, whose digits mean what their maker wants.
fn uuid(hash: u128) -> String {
    let hash = hash & !(0xF << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let digits = format!("{hash:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn html(title: &str, more: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" xml:lang=\"zh\" lang=\"zh\">\n<head><title>{}</title>{more}</head>\n\
         <body>\n{body}</body>\n</html>\n",
        xml(title)
    )
}

fn page(item: &ExportItem<'_>, chapter: &Chapter, options: &ExportOptions) -> String {
    let title = Some(item.article.title()).filter(|title| !title.is_empty());
    let title = title.map(|title| format!("<h1>{}</h1>", xml(title.as_str())));
    let source =
        format!("<p class=\"source\">{}</p>", xml(&citation(item.article, &item.path(), options.citation)));
    let all = paragraphs(item.article);
    let blocks = title.into_iter().chain([source]).chain(groups(&all).map(block));
    let body = blocks.collect::<Vec<_>>().join("\n") + "\n";
    html(&chapter.title, "<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>", &body)
}

/// Paragraphs that stand together.
fn block(group: &[WholeParagraph]) -> String {
    let Some(first) = group.first() else { return String::new() };
    let text = xml(&first.text);
    let of_class = |class: &str| format!("<p class=\"{class}\">{text}</p>");
    match first.kind {
        Kind::Heading(level) => {
            let level = u32::from(level).clamp(1, 5) + 1;
            format!("<h{level}>{text}</h{level}>")
        }
        Kind::Quote => format!("<blockquote><p>{text}</p></blockquote>"),
        Kind::Note => format!("<aside><p>{text}</p></aside>"),
        Kind::Item(_) => of_class("item"),
        Kind::Rule => of_class("rule"),
        Kind::Verse | Kind::Stanza => verse(group),
        Kind::Code => {
            let lines: Vec<String> = group.iter().map(|line| xml(&line.text)).collect();
            format!("<pre><code>{}</code></pre>", lines.join("\n"))
        }
        Kind::TableHead | Kind::TableRow => table(group),
        _ => format!("<p>{text}</p>"),
    }
}

fn verse(group: &[WholeParagraph]) -> String {
    let line = |line: &WholeParagraph| {
        let class = if line.kind == Kind::Stanza { "verse stanza" } else { "verse" };
        format!("<p class=\"{class}\">{}</p>", xml(&line.text))
    };
    group.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn table(group: &[WholeParagraph]) -> String {
    let row = |row: &WholeParagraph| {
        let tag = if row.kind == Kind::TableHead { "th" } else { "td" };
        let cells: Vec<String> = cells(row).into_iter().map(xml).collect();
        format!("<tr><{tag}>{}</{tag}></tr>", cells.join(&format!("</{tag}><{tag}>")))
    };
    format!("<table>{}</table>", group.iter().map(row).collect::<Vec<_>>().join("\n"))
}

fn contents(chapters: &[Chapter], options: &ExportOptions) -> String {
    let entry = |chapter: &Chapter| {
        format!("<li><a href=\"{}.xhtml\">{}</a></li>\n", chapter.name, xml(&chapter.title))
    };
    let entries: String = chapters.iter().map(entry).collect();
    let title = xml(&options.title);
    html(
        &options.title,
        "",
        &format!("<nav epub:type=\"toc\"><h1>{title}</h1>\n<ol>\n{entries}</ol></nav>\n"),
    )
}

fn old_contents(chapters: &[Chapter], id: &str, options: &ExportOptions) -> String {
    let point = |(number, chapter): (usize, &Chapter)| {
        format!(
            "<navPoint id=\"n{0}\" playOrder=\"{0}\"><navLabel><text>{1}</text></navLabel><content src=\"{2}.xhtml\"/></navPoint>\n",
            number + 1,
            xml(&chapter.title),
            chapter.name
        )
    };
    let points: String = chapters.iter().enumerate().map(point).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n\
         <head><meta name=\"dtb:uid\" content=\"{id}\"/></head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n",
        xml(&options.title)
    )
}

fn package(chapters: &[Chapter], id: &str, options: &ExportOptions) -> String {
    let Date { year, month, day } = options.citation.today;
    let each = |line: &dyn Fn(&str) -> String| {
        chapters.iter().map(|chapter| line(&chapter.name)).collect::<String>()
    };
    let manifest = each(&|name| {
        format!("<item id=\"{name}\" href=\"{name}.xhtml\" media-type=\"application/xhtml+xml\"/>\n")
    });
    let spine = each(&|name| format!("<itemref idref=\"{name}\"/>\n"));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"id\" xml:lang=\"zh\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">{id}</dc:identifier>\n<dc:title>{}</dc:title>\n<dc:language>zh</dc:language>\n\
         <meta property=\"dcterms:modified\">{year:04}-{month:02}-{day:02}T00:00:00Z</meta>\n</metadata>\n<manifest>\n\
         <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n\
         <item id=\"css\" href=\"style.css\" media-type=\"text/css\"/>\n{manifest}</manifest>\n<spine toc=\"ncx\">\n{spine}</spine>\n</package>\n",
        xml(&options.title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_uuid_of_its_own_kind() {
        assert_eq!(uuid(0), "urn:uuid:00000000-0000-8000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "urn:uuid:ffffffff-ffff-8fff-bfff-ffffffffffff");
    }

    #[test]
    fn signs_of_xml_are_text() {
        let code = WholeParagraph { kind: Kind::Code, text: "a < b && \"c\" \u{FFFF}".to_owned() };
        assert_eq!(block(&[code]), "<pre><code>a &lt; b &amp;&amp; &quot;c&quot; \u{FFFD}</code></pre>");
    }
}
