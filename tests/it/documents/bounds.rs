//! Documents that mean harm, or are broken: each is told in one sentence.

use super::{packed, read};

const BODY: &str = "<w:document><w:body><w:p><w:r><w:t>修渠记。</w:t></w:r></w:p></w:body></w:document>";

#[test]
fn a_document_cut_anywhere_is_told() {
    let whole = packed(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", BODY)]);
    for percent in 1..100 {
        let cut = &whole[..whole.len() * percent / 100];
        let said = read("甲.docx", cut);
        assert_eq!(said.lines().count(), 1, "{percent} %: {said}");
        assert!(said.starts_with("! "), "{percent} %: {said}");
    }
}

#[test]
fn bombs_are_refused() {
    let blanks = " ".repeat(80 << 20);
    let bomb = packed(&[("word/document.xml", &format!("<w:document>{blanks}{BODY}"))]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read("甲.docx", &bomb), "! not read: larger than 64 MiB");
}

#[test]
fn entities_do_not_grow() {
    let laughs =
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>";
    let body = BODY.replace("修渠记。", "笑&c;。");
    assert_eq!(read("甲.docx", &packed(&[("word/document.xml", &format!("{laughs}{body}"))])), "@ \n笑&c;。");
}

#[test]
fn nesting_has_no_end_and_does_no_harm() {
    let deep = "<w:sdt><w:sdtContent>".repeat(200_000) + "<w:p><w:r><w:t>深处。</w:t></w:r></w:p>";
    assert_eq!(read("甲.docx", &packed(&[("word/document.xml", &deep)])), "@ \n深处。");
    let boxes = "<w:p><w:r><w:txbxContent>".repeat(20_000) + "<w:p><w:r><w:t>深处。</w:t></w:r></w:p>";
    assert_eq!(read("甲.docx", &packed(&[("word/document.xml", &boxes)])), "@ \n深处。");
    let tables = "<w:tbl><w:tr><w:tc>".repeat(20_000) + "<w:p><w:r><w:t>深处。</w:t></w:r></w:p>";
    assert_eq!(read("甲.docx", &packed(&[("word/document.xml", &tables)])), "@ \n深处。");
}

#[test]
fn hostile_text_is_clean() {
    let body = BODY.replace("修渠记。", "甲&#x1b;[31m&#x202e;乙\u{9b}31m。");
    let said = read("甲.docx", &packed(&[("word/document.xml", &body)]));
    assert!(!said.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{said:?}");
    assert!(said.contains('甲') && said.contains('乙') && !said.contains("! "), "{said:?}");
}

#[test]
fn zips_that_are_no_documents_are_left_to_others() {
    let said = read("甲.dat", &packed(&[("a.txt", "甲")]));
    assert!(said.starts_with("! "), "{said}");
    assert_eq!(read("甲.docx", &packed(&[("a.txt", "甲")])), "! the document is broken");
}

#[test]
fn a_pdf_cut_anywhere_is_read_or_told() {
    let whole = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/documents/tex.pdf")).unwrap();
    for percent in (1..100).step_by(7) {
        let said = read("甲.pdf", &whole[..whole.len() * percent / 100]);
        assert!(
            said.starts_with("! ") && said.lines().count() == 1 || said.starts_with('@'),
            "{percent} %: {said}"
        );
    }
}

#[test]
fn a_pdf_that_is_none_or_nested_deep_is_told() {
    assert!(read("甲.pdf", b"%PDF-1.7\n").starts_with("! "));
    let deep = format!("%PDF-1.4\n1 0 obj\n{}\nendobj\ntrailer<</Root 1 0 R>>\n", "[".repeat(200_000));
    assert!(read("甲.pdf", deep.as_bytes()).starts_with("! "));
}

#[test]
fn an_ofd_without_text_is_told() {
    let root = "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>";
    let members = [
        ("OFD.xml", root),
        ("D/Document.xml", "<Document><Pages><Page BaseLoc=\"p.xml\"/></Pages></Document>"),
    ];
    assert_eq!(read("甲.ofd", &packed(&members)), "! there is no text in it, only pictures");
    assert_eq!(read("甲.ofd", &packed(&members[..1])), "! the document is broken");
}
