//! Kinds of trouble with encodings, each in all encodings and lengths: text in, bytes spoiled, text out.

use super::*;

/// Short texts of our own, simplified and Traditional.
const SHORT: [(&str, &str); 24] = [
    ("修渠", "修渠"),
    ("裂缝", "裂縫"),
    ("渡口", "渡口"),
    ("早市", "早市"),
    ("通知", "通知"),
    ("目录", "目錄"),
    ("前言", "前言"),
    ("后记", "後記"),
    ("春耕", "春耕"),
    ("登山", "登山"),
    ("磨坊", "磨坊"),
    ("放水了", "放水了"),
    ("第三章", "第三章"),
    ("老街的清晨", "老街的清晨"),
    ("三座桥，过河", "三座橋，過河"),
    ("十几里，步行", "十幾里，步行"),
    ("茶园里的早晨", "茶園裡的早晨"),
    ("今天放水。", "今天放水。"),
    ("修车铺也开了门", "修車鋪也開了門"),
    ("（未完待续）", "（未完待續）"),
    ("卖豆腐的人走了", "賣豆腐的人走了"),
    ("他说：“回来！”", "他說：「回來！」"),
    ("秋收以后，场院里堆满了玉米", "秋收以後，場院裡堆滿了玉米"),
    ("图1 闸口", "圖1 閘口"),
];

const TITLE: (&str, &str) = ("渡口的早晨", "渡口的早晨");
const BODY: (&str, &str) = (
    "　　天还没亮，渡船已经靠在石阶下面。船家把缆绳系好，等第一批赶集的人。",
    "　　天還沒亮，渡船已經靠在石階下面。船家把纜繩繫好，等第一批趕集的人。",
);
const OTHER: (&str, &str) = (
    "　　对岸的灯一盏一盏灭了，有人挑着两筐青菜走下来，说昨夜涨了半尺水。",
    "　　對岸的燈一盞一盞滅了，有人挑著兩筐青菜走下來，說昨夜漲了半尺水。",
);

const ALL: [Encoding; 5] =
    [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be];
const BY_LINE: [Encoding; 3] = [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5];

/// The text that is usual in an encoding.
fn usual(texts: (&'static str, &'static str), encoding: Encoding) -> &'static str {
    if encoding == Encoding::Big5 { texts.1 } else { texts.0 }
}

fn bytes(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        encoding => table(encoding).encode(text).0.into_owned(),
    }
}

fn read(bytes: &[u8]) -> Decoded<'_> {
    decode(bytes, None).unwrap()
}

#[test]
fn short_texts_are_read_in_each_encoding() {
    for texts in SHORT {
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5] {
            let text = usual(texts, encoding);
            for text in [text.to_owned(), format!("{text}\n"), format!("{text}\r\n"), format!("1. {text}")] {
                let decoded = read(&bytes(&text, encoding)).text.into_owned();
                assert_eq!(decoded, text, "{encoding:?}");
                assert_eq!(decode_name(&bytes(&text, encoding)), text, "name in {encoding:?}");
            }
        }
        // Traditional text in GBK, as in old archives.
        assert_eq!(read(&bytes(texts.1, Encoding::Gb18030)).text, texts.1);
    }
}

#[test]
fn short_texts_in_utf16_need_four_characters() {
    for texts in SHORT.into_iter().filter(|texts| texts.0.chars().count() >= 4) {
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            for text in [texts.0, texts.1] {
                assert_eq!(read(&bytes(text, encoding)).text, text, "{encoding:?}");
            }
        }
    }
}

#[test]
fn two_encodings_in_one_file_are_read_each_as_it_is() {
    for first in BY_LINE {
        for second in BY_LINE.into_iter().filter(|second| *second != first) {
            for (title, body) in [(first, second), (second, first)] {
                let (title, own) = (usual(TITLE, title), title);
                let lines = [
                    (title, own),
                    ("", first),
                    (usual(BODY, first), first),
                    (usual(OTHER, body), body),
                    (usual(BODY, first), first),
                ];
                let text = lines.map(|(line, _)| line).join("\n");
                let raw = lines.map(|(line, encoding)| bytes(line, encoding)).join(&b'\n');
                let decoded = read(&raw);
                assert_eq!(decoded.text, text, "{first:?} {second:?}");
                assert_eq!(decoded.bad, 0);
                assert_eq!(
                    decoded.other.is_some(),
                    lines.iter().any(|line| !line.0.is_empty() && line.1 != first),
                    "{first:?} {second:?}"
                );
            }
        }
    }
}

#[test]
fn one_paragraph_in_another_encoding_among_many_is_found() {
    for (most, one) in [
        (Encoding::Utf8, Encoding::Gb18030),
        (Encoding::Gb18030, Encoding::Utf8),
        (Encoding::Utf8, Encoding::Big5),
    ] {
        for at in [0, 5, 19] {
            let encoding = |number: usize| if number == at { one } else { most };
            let lines: Vec<(&str, Encoding)> = (0..20)
                .map(|number| {
                    (usual(if number == at { OTHER } else { BODY }, encoding(number)), encoding(number))
                })
                .collect();
            let text: Vec<&str> = lines.iter().map(|line| line.0).collect();
            let raw: Vec<Vec<u8>> = lines.iter().map(|(line, encoding)| bytes(line, *encoding)).collect();
            let raw = raw.join(&b'\n');
            let decoded = read(&raw);
            assert_eq!(decoded.text, text.join("\n"));
            assert_eq!((decoded.encoding, decoded.other), (most, Some(one)));
        }
    }
}

#[test]
fn a_mark_that_lies_is_not_believed() {
    let marks: [(Encoding, &[u8]); 3] = [
        (Encoding::Utf8, b"\xEF\xBB\xBF"),
        (Encoding::Utf16Le, b"\xFF\xFE"),
        (Encoding::Utf16Be, b"\xFE\xFF"),
    ];
    for (mark, signs) in marks {
        for encoding in ALL {
            let text = [usual(TITLE, encoding), "", usual(BODY, encoding), ""].join("\n");
            let raw = [signs, &bytes(&text, encoding)].concat();
            let decoded = read(&raw);
            assert_eq!(decoded.text, text, "{mark:?} before {encoding:?}");
            assert_eq!(
                decoded.wrong_mark,
                (mark != encoding).then_some(mark),
                "{mark:?} before {encoding:?}"
            );
        }
        let ascii = [signs, b"plain words only, nothing else\n"].concat();
        assert_eq!(read(&ascii).text, "plain words only, nothing else\n", "{mark:?}");
    }
}

#[test]
fn a_lost_byte_costs_a_clause_at_most() {
    for encoding in ALL {
        let text = [usual(TITLE, encoding), "", usual(BODY, encoding), usual(OTHER, encoding), ""].join("\n");
        let whole = bytes(&text, encoding);
        let first = usual(BODY, encoding).split('。').next().unwrap();
        let start = bytes(text.split(first).next().unwrap(), encoding).len() + bytes("　　", encoding).len();
        for lost in start..start + bytes(first, encoding).len() - bytes("　　", encoding).len() {
            let mut raw = whole.clone();
            raw.remove(lost);
            let decoded = read(&raw);
            assert_eq!(decoded.encoding, encoding, "byte {lost}");
            assert!(decoded.bad <= 1, "{encoding:?} byte {lost}: {}", decoded.text);
            assert_eq!(decoded.text.matches('\u{FFFD}').count(), decoded.bad as usize);
            let clauses: Vec<&str> =
                text.split(['，', '。', '\n']).filter(|clause| !clause.is_empty()).collect();
            let kept = clauses.iter().filter(|clause| decoded.text.contains(**clause)).count();
            // A byte of a mark takes both clauses beside it.
            assert!(kept + 2 >= clauses.len(), "{encoding:?} byte {lost}: {}", decoded.text);
            assert!(
                decoded.text.contains(usual(OTHER, encoding)),
                "{encoding:?} byte {lost}: {}",
                decoded.text
            );
        }
    }
}

#[test]
fn a_lost_byte_in_a_page_on_one_line_costs_a_clause_at_most() {
    for encoding in [Encoding::Gb18030, Encoding::Big5] {
        let text = format!(
            "<div><span>{}</span></div><div>{}</div><p>{}</p>",
            usual(BODY, encoding),
            usual(OTHER, encoding),
            usual(BODY, encoding)
        );
        let whole = bytes(&text, encoding);
        for lost in (30..whole.len() - 60).step_by(7).filter(|lost| !whole[*lost].is_ascii()) {
            let mut raw = whole.clone();
            raw.remove(lost);
            let decoded = read(&raw);
            let clauses: Vec<&str> = text.split(['，', '。', '<', '>']).collect();
            let kept = clauses.iter().filter(|clause| decoded.text.contains(**clause)).count();
            assert!(decoded.bad <= 1 && kept + 2 >= clauses.len(), "{encoding:?} {lost}: {}", decoded.text);
        }
    }
}

#[test]
fn a_foreign_byte_is_one_broken_place() {
    for encoding in BY_LINE {
        let text = [usual(BODY, encoding), usual(OTHER, encoding)].join("\n");
        let whole = bytes(&text, encoding);
        for foreign in [0xFF, 0x81, 0xC4] {
            for at in [12, 13, 14, 40, 41] {
                let mut raw = whole.clone();
                raw.insert(at, foreign);
                let decoded = read(&raw);
                assert_eq!(decoded.encoding, encoding);
                // In UTF-8 a foreign byte may make a character with the one after it, between two broken places.
                let most = if encoding == Encoding::Utf8 { 2 } else { 1 };
                assert!(decoded.bad <= most, "{encoding:?} {foreign:x} {at}: {}", decoded.text);
                assert!(
                    decoded.text.ends_with(usual(OTHER, encoding)),
                    "{encoding:?} {foreign:x} {at}: {}",
                    decoded.text
                );
            }
        }
    }
}

#[test]
fn every_line_leads_back_to_its_bytes() {
    let lines = |encoding| [usual(TITLE, encoding), "", usual(BODY, encoding), usual(OTHER, encoding)];
    let mut files: Vec<Vec<u8>> = Vec::new();
    for encoding in ALL {
        let whole = bytes(&lines(encoding).join("\n"), encoding);
        for lost in [whole.len(), 31, 32, 45, 46] {
            files.push([whole.get(..lost).unwrap(), whole.get(lost + 1..).unwrap_or_default()].concat());
        }
    }
    files.push(
        [
            &bytes(BODY.0, Encoding::Gb18030)[..],
            "\n".as_bytes(),
            OTHER.0.as_bytes(),
            "\n".as_bytes(),
            &bytes(BODY.0, Encoding::Gb18030),
        ]
        .concat(),
    );
    for raw in files {
        let decoded = read(&raw);
        let (mut ranges, mut start, mut end) = (decoded.raw_ranges(&raw), 0, 0);
        for line in decoded.text.split_inclusive('\n') {
            let range = ranges.of(&(start..start + line.len()));
            assert_eq!(range.start, end, "{:?} {line}", decoded.encoding);
            let encoding = if decoded.other.is_some() { None } else { Some(decoded.encoding) };
            assert_eq!(decode(&raw[range.clone()], encoding).unwrap().text, line, "{:?}", decoded.encoding);
            (start, end) = (start + line.len(), range.end);
        }
        assert_eq!(end, raw.len(), "{:?}", decoded.encoding);
    }
}

#[test]
fn doubts_are_told() {
    let told = |raw: &[u8]| doubts(&read(raw));
    let text = [TITLE.0, "", BODY.0, OTHER.0, ""].join("\n");
    for encoding in ALL {
        assert_eq!(told(&bytes(&text, encoding)), [], "{encoding:?}");
    }
    let gbk = bytes(&text, Encoding::Gb18030);
    assert_eq!(
        told(&[b"\xEF\xBB\xBF", &*gbk].concat()),
        [Reason::WrongMark("UTF-8".into(), "GB18030".into())]
    );
    assert_eq!(
        told(&[text.as_bytes(), &*bytes(OTHER.0, Encoding::Gb18030)].concat()),
        [Reason::TwoEncodings("UTF-8".into(), "GB18030".into())]
    );
    let spoiled = encoding_rs::GB18030.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    assert_eq!(
        told(spoiled.as_bytes()),
        [Reason::Mojibake { written: "UTF-8".into(), read_as: "GBK".into() }]
    );
    let latin = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&gbk).0.into_owned();
    assert_eq!(
        told(latin.as_bytes()),
        [Reason::Mojibake { written: "GB18030".into(), read_as: "Latin-1".into() }]
    );
    let japanese =
        encoding_rs::SHIFT_JIS.encode("駅の前に小さな本屋があります。毎朝八時に開きます。").0.into_owned();
    assert_eq!(told(&japanese), [Reason::Illegible]);
    for fine in [
        "",
        "plain words",
        "Le matin, la rivière était couverte d'une brume épaisse.",
        "№ 1–5 ★★★",
        "Утром на реке туман",
    ] {
        assert_eq!(told(fine.as_bytes()), [], "{fine}");
    }
}
