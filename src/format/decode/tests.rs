use proptest::prelude::*;

use super::*;

/// Plain sentences of our own; 松花江, markets and trains.
const SIMPLE: &str = "松花江的冰要到四月才化。渡口边的老杨说，今年开江比去年早了五天，卖鱼的摊子已经摆到了桥头。\n　　火车从哈尔滨开往牡丹江，中间停靠尚志、海林两站，全程三百五十五公里。";
const TRADITIONAL: &str = "臺灣的茶園多在山坡上，清晨有霧，採茶的人戴著斗笠，沿著石階一層一層往上走。\n　　鐵路沿著海岸向南，車窗外一邊是山，一邊是太平洋。";

fn bytes_of(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        Encoding::Big5 => encoding_rs::BIG5.encode(text).0.into_owned(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Hz => unreachable!("{text}"),
    }
}

#[track_caller]
fn found(bytes: &[u8]) -> (Encoding, u32, String) {
    let decoded = decode(bytes, None).unwrap();
    (decoded.encoding, decoded.bad, decoded.text.into_owned())
}

#[test]
fn each_encoding_is_found_and_read_without_loss() {
    let cases = [
        (SIMPLE, Encoding::Utf8),
        (SIMPLE, Encoding::Gb18030),
        (SIMPLE, Encoding::Utf16Le),
        (SIMPLE, Encoding::Utf16Be),
        (TRADITIONAL, Encoding::Utf8),
        (TRADITIONAL, Encoding::Big5),
        (TRADITIONAL, Encoding::Gb18030),
        (TRADITIONAL, Encoding::Utf16Le),
    ];
    for (text, encoding) in cases {
        assert_eq!(found(&bytes_of(text, encoding)), (encoding, 0, text.to_owned()));
    }
}

#[test]
fn a_byte_order_mark_decides_and_is_taken_off() {
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
        let bytes = bytes_of(&format!("\u{FEFF}{SIMPLE}"), encoding);
        assert_eq!(found(&bytes), (encoding, 0, SIMPLE.to_owned()));
    }
    assert_eq!(found(b"\xEF\xBB\xBF"), (Encoding::Utf8, 0, String::new()));
}

#[test]
fn four_byte_characters_are_read_because_gbk_means_gb18030() {
    let text = format!("{SIMPLE}𠮷野家的招牌和㐂字。");
    let bytes = bytes_of(&text, Encoding::Gb18030);
    assert_eq!(found(&bytes), (Encoding::Gb18030, 0, text));
}

#[test]
fn the_sample_may_end_within_a_character() {
    for shift in 0..2 {
        let text = format!("{}{}", "a".repeat(shift), SIMPLE.repeat(60));
        let bytes = bytes_of(&text, Encoding::Gb18030);
        assert!(bytes.len() > 8192);
        assert_eq!(found(&bytes).0, Encoding::Gb18030);
    }
}

#[test]
fn a_page_that_begins_with_much_ascii_is_judged_by_its_chinese() {
    let text = format!("<html><head>{}</head>{SIMPLE}", "<meta name=x>".repeat(800));
    assert_eq!(found(&bytes_of(&text, Encoding::Gb18030)), (Encoding::Gb18030, 0, text));
}

#[test]
fn utf8_with_a_few_broken_bytes_stays_utf8() {
    let mut bytes = SIMPLE.as_bytes().to_vec();
    bytes.insert(30, 0xFF);
    bytes.pop();
    let (encoding, bad, text) = found(&bytes);
    assert_eq!((encoding, bad), (Encoding::Utf8, 2));
    assert!(text.starts_with("松花江的冰要到四月才\u{FFFD}化。"));
}

#[test]
fn gbk_with_a_broken_byte_stays_gbk_and_the_byte_is_counted() {
    let mut bytes = bytes_of(SIMPLE, Encoding::Gb18030);
    bytes.insert(20, 0xFF);
    let (encoding, bad, text) = found(&bytes);
    assert_eq!((encoding, bad), (Encoding::Gb18030, 1));
    assert!(text.starts_with("松花江的冰要到四月才\u{FFFD}"));
}

#[test]
fn a_forced_encoding_overrides_everything_but_its_own_mark() {
    let bytes = bytes_of(SIMPLE, Encoding::Gb18030);
    let forced = decode(&bytes, Some(Encoding::Big5)).unwrap();
    assert_eq!(forced.encoding, Encoding::Big5);
    assert_ne!(forced.text, SIMPLE);
    let marked = bytes_of("\u{FEFF}汉字", Encoding::Utf8);
    assert_eq!(decode(&marked, Some(Encoding::Utf8)).unwrap().text, "汉字");
    assert!(decode(&marked, Some(Encoding::Gb18030)).unwrap().text.len() > 6);
}

#[test]
fn valid_utf8_is_borrowed() {
    assert!(matches!(decode(SIMPLE.as_bytes(), None).unwrap().text, Cow::Borrowed(_)));
    assert_eq!(found(b"").0, Encoding::Utf8);
}

#[test]
fn binaries_are_refused_with_a_reason() {
    let reason = |bytes: &[u8]| decode(bytes, None).unwrap_err();
    assert_eq!(reason(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), NotText::Known("PNG"));
    assert_eq!(reason(b"%PDF-1.7\n"), NotText::Known("PDF"));
    assert_eq!(reason(b"\x1F\x8B\x08\0\0"), NotText::Known("GZIP"));
    assert_eq!(reason(b"\x7FELF\x02\x01"), NotText::Known("ELF"));
    assert_eq!(reason(b"PK\x03\x04\x14\0"), NotText::Known("ZIP/DOCX/XLSX/EPUB"));
    assert_eq!(reason("很长的字\0\0很长的字".as_bytes()), NotText::Nul);
    assert_eq!(reason(b"\x01\x02\x03\x04\x05abcdef"), NotText::Controls);
    assert_eq!(reason(b"\xFF\xFE\0\0a\0\0\0"), NotText::Utf32);
}

#[test]
fn text_that_only_begins_like_a_binary_is_read() {
    assert_eq!(found(b"BZh means nothing here").2, "BZh means nothing here");
    assert_eq!(found(b"ID3 tags explained").2, "ID3 tags explained");
    assert_eq!(found(b"a\x1b[31mred\x1b[0m").1, 0);
}

#[test]
fn names_are_read_as_gbk_unless_they_say_otherwise() {
    for name in
        ["辽宁", "吉林", "一", "黑龙江、辽宁、吉林扎实推进.txt", "2019年", "重庆", "北", "通知", "通知.txt"]
    {
        assert_eq!(decode_name(&bytes_of(name, Encoding::Gb18030)), name);
        assert_eq!(decode_name(name.as_bytes()), name);
    }
    for name in ["Москва", "дом", "Ωμέγα", "café"] {
        assert_eq!(decode_name(name.as_bytes()), name);
    }
    for name in ["臺灣的茶園與鐵路.txt", "採茶的人戴著斗笠"] {
        assert_eq!(decode_name(&bytes_of(name, Encoding::Big5)), name);
    }
}

#[test]
fn a_name_cut_within_a_character_is_still_utf8() {
    let name = "松花江的冰".as_bytes();
    assert_eq!(decode_name(&name[..name.len() - 1]), "松花江的\u{FFFD}");
}

#[test]
fn encodings_are_named_as_people_write_them() {
    for name in ["utf-8", "UTF8", "utf_8"] {
        assert_eq!(Encoding::parse(name), Some(Encoding::Utf8));
    }
    for name in ["gbk", "GB2312", "gb18030", "cp936", "GB-18030"] {
        assert_eq!(Encoding::parse(name), Some(Encoding::Gb18030));
    }
    assert_eq!(Encoding::parse("Big5"), Some(Encoding::Big5));
    assert_eq!(Encoding::parse("utf-16le"), Some(Encoding::Utf16Le));
    assert_eq!(Encoding::parse("UTF16BE"), Some(Encoding::Utf16Be));
    assert_eq!(Encoding::parse("latin1"), None);
    for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be]
    {
        assert_eq!(Encoding::parse(encoding.name()), Some(encoding));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode(&bytes, None);
        let _ = decode_name(&bytes);
    }

    /// Any cut of real text keeps its encoding, however short the rest is.
    #[test]
    fn a_short_piece_is_enough(start in 0_usize..30, length in 20_usize..60) {
        let piece: String = SIMPLE.chars().skip(start).take(length).collect();
        for encoding in [Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be] {
            prop_assert_eq!(found(&bytes_of(&piece, encoding)), (encoding, 0, piece.clone()));
        }
        let piece: String = TRADITIONAL.chars().skip(start).take(length).collect();
        prop_assert_eq!(found(&bytes_of(&piece, Encoding::Big5)), (Encoding::Big5, 0, piece));
    }
}
