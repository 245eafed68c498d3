//! EPUB, written by hand where no program here writes it so.

use super::{packed, read};

const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"O/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";

/// A book of pages with these bodies, whose table of contents calls them 其一, 其二 and so on, except for the last.
fn book(bodies: &[&str], more: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<String> = (0..bodies.len()).map(|at| format!("O/t/页{at}.xhtml")).collect();
    let items: Vec<String> = (0..bodies.len())
        .map(|at| {
            format!(
                "<item id=\"p{at}\" href=\"t/%E9%A1%B5{at}.xhtml\" media-type=\"application/xhtml+xml\"/>"
            )
        })
        .collect();
    let items = items.concat();
    let order: Vec<String> = (0..bodies.len()).map(|at| format!("<itemref idref=\"p{at}\"/>")).collect();
    let order = order.concat();
    let opf = format!(
        "<package xmlns:dc=\"x\"><metadata><dc:title>河/岸</dc:title><dc:creator>某甲</dc:creator><dc:date>2021-03-04</dc:date>\
         </metadata><manifest>{items}<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/></manifest>\
         <spine toc=\"ncx\">{order}</spine></package>"
    );
    let points: Vec<String> = ["其一", "其二", "其三"]
        .iter()
        .take(bodies.len() - 1)
        .enumerate()
        .map(|(at, name)| {
            format!("<navPoint><navLabel><text>{name}</text></navLabel><content src=\"t/页{at}.xhtml#a\"/></navPoint>")
        }).collect();
    let points = points.concat();
    let ncx = format!("<ncx><navMap>{points}</navMap></ncx>");
    let pages: Vec<String> = bodies
        .iter()
        .map(|body| format!("<?xml version=\"1.0\"?><html><head><title/></head><body>{body}</body></html>"))
        .collect();
    let mut members = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("O/book.opf", &opf),
        ("O/toc.ncx", &ncx),
    ];
    members.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
    members.extend_from_slice(more);
    packed(&members)
}

#[test]
fn a_short_book_is_one_article() {
    let bodies = ["<h1>其一</h1><p>甲。<a id=\"x\"/></p><script src=\"a\"/>", "<p>乙。</p><p/>"];
    assert_eq!(
        read("甲.epub", &book(&bodies, &[])),
        "@ 河/岸\ndate: 2021-03-04\nauthor: 某甲\n[Heading(1)] 其一\n甲。\n乙。"
    );
}

#[test]
fn each_page_of_a_long_book_is_an_article() {
    let long = "水从东边的渠里来，很清。".repeat(1000);
    let first = format!("<h1>其一</h1><p>{long}</p>");
    let second = "<p>甲<ruby>漢<rt>han</rt></ruby><a epub:type=\"noteref\" href=\"#n\">1</a>。</p>\
        <p><img src=\"../i/p.png\" alt=\"桥\"/></p><aside epub:type=\"footnote\" id=\"n\"><p>1 注。</p></aside>";
    let said =
        read("甲.epub", &book(&[&first, second, "<svg><image xlink:href=\"c.jpg\"/></svg>", "<p/>"], &[]));
    // A long paragraph is kept in pieces.
    let (said, text) = (said.replace("。\n水", "。水").replace(&long, "水"), "水");
    let head = "date: 2021-03-04\nsection: 河／岸\nauthor: 某甲\nsource: 河/岸\nmember: O/t/页";
    let expected = format!(
        "@ 其一\n{head}0.xhtml\n{text}\n@ 其二\n{head}1.xhtml\n甲漢（han）1。\n[Image] 桥\n[Footnote] 1 注。\n\
         [Link] 桥  ../i/p.png\n@ 其三\n{head}2.xhtml\n[Image] c\n[Link] c  c.jpg"
    );
    assert_eq!(said, expected);
}

#[test]
fn locked_books_are_told() {
    let lock = |method: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{method}\"/><CipherData>\
             <CipherReference URI=\"O/t/%E9%A1%B50.xhtml\"/></CipherData></EncryptedData></encryption>"
        )
    };
    let locked = lock("http://www.w3.org/2001/04/xmlenc#aes128-cbc");
    let bytes = book(&["<p>甲。</p>", "<p>乙。</p>"], &[("META-INF/encryption.xml", &locked)]);
    assert_eq!(read("甲.epub", &bytes), "! encrypted");
    let veiled = lock("http://www.idpf.org/2008/embedding");
    let bytes = book(&["<p>甲。</p>", "<p>乙。</p>"], &[("META-INF/encryption.xml", &veiled)]);
    assert!(!read("甲.epub", &bytes).contains('!'));
}
