//! The same word is found however it is written: variants, radicals, widths, blanks between ideographs, ruby.

use std::process::Command;

use crate::harness::XINGLAN;

/// Whether `word` is found in a file of this name with this text.
fn finds(name: &str, text: &str, word: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let found = Command::new(XINGLAN).args(["search", "-l", word]).arg(folder.path()).output().unwrap();
    !found.stdout.is_empty()
}

/// The divisions that a file is about, in JSON.
fn about(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let listed = Command::new(XINGLAN).args(["list", "--json"]).arg(folder.path()).output().unwrap();
    let article: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    article["provinces"]["about"].to_string()
}

const SPACED: &str = "湖 北 的 水 利\n\n　　湖 北 省 宜 昌 市 修 好 了 水 库 ， 夏 天 不 再 缺 水 。\n";
const RADICALS: &str = "⼭⻄的⾯⻝\n\n　　⼭⻄省的⾯⻝有几百种，店⻔前摆着⾼粱酒，⻩⼟地上种谷⼦。\n";

#[test]
fn a_blank_between_all_ideographs_parts_no_word() {
    for word in ["水利", "宜昌", "夏天", "缺水", "湖北省宜昌市"] {
        assert!(finds("a.txt", SPACED, word), "{word}");
    }
    assert!(!finds("a.txt", "开会 计划\n\n　　上午开会 计划下午再说。\n", "会计"));
    assert!(finds("a.txt", "会 计\n\n　　他是会 计，也是出 纳。\n", "会计"));
    assert_eq!(about("a.txt", SPACED), r#"["湖北"]"#);
}

#[test]
fn radicals_are_the_ideographs_they_look_like() {
    for word in ["山西", "面食", "店门", "黄土", "谷子"] {
        assert!(finds("a.txt", RADICALS, word), "{word}");
    }
    assert_eq!(about("a.txt", RADICALS), r#"["山西"]"#);
}

#[test]
fn variants_and_widths_do_not_matter() {
    let text = "舊事\n\n　　隨著河水流去｡他說｢好｣､又說值不値得，帳簿放在屋簷下，水費￥12.5，郵費￡3。\n";
    for word in
        ["随着", "随著", "账簿", "帐簿", "屋檐", "値得", "值得", "去。", "「好」", "、又", "¥12.5", "£3"]
    {
        assert!(finds("a.txt", text, word), "{word}");
    }
    let simplified = "旧事\n\n　　随着河水流去，账簿放在屋檐下，这件事值得写。\n";
    for word in ["隨著", "帳簿", "賬簿", "屋簷", "値得"] {
        assert!(finds("b.txt", simplified, word), "{word}");
    }
}

#[test]
fn ruby_parts_no_word() {
    let page = "<html><body><p>老人坐在<ruby>渡<rt>dù</rt>口<rt>kǒu</rt></ruby>等船，等了一个下午。</p></body></html>";
    assert!(finds("a.html", page, "渡口"));
}
