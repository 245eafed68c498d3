//! Random queries of every construct of `docs/en/query.md`, from the texts of a library so that they find something.

use xinglan::corpus::Corpus;

use crate::dice::Dice;

/// One to three clauses.
pub(crate) fn random_query(dice: &mut Dice, corpus: &Corpus) -> String {
    let clauses: Vec<String> = (0..=dice.roll(6) / 4).map(|_| clause(dice, corpus)).collect();
    clauses.join(" ")
}

fn clause(dice: &mut Dice, corpus: &Corpus) -> String {
    match dice.roll(8) {
        0 => format!("-{}", term(dice, corpus)),
        1 => format!("{}|{}", term(dice, corpus), term(dice, corpus)),
        2 => format!("-({}|{})", term(dice, corpus), term(dice, corpus)),
        _ => term(dice, corpus),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn term(dice: &mut Dice, corpus: &Corpus) -> String {
    let one = |dice: &mut Dice, from: &[&str]| from[dice.roll(from.len())].to_owned();
    match dice.roll(22) {
        0..=6 => quoted(&substring(dice, corpus, 8)),
        7 => format!("题:{}", quoted(&substring(dice, corpus, 3))),
        8 | 9 => near(dice, corpus),
        10 => one(
            dice,
            &[
                "/第[一二]批/",
                "/GDP/i",
                "/海棠.{0,9}书院/",
                "/营商|投资/",
                "/[着著]作/",
                "/.{2}环境/",
                "/会.?计/",
            ],
        ),
        11 => one(dice, &["@辽宁", "@sx", "@北京", "@无", "@bj"]),
        12 => one(dice, &["提:辽宁", "提:北京", "提:sd"]),
        13 => one(
            dice,
            &[
                "栏:工作",
                "栏:動態",
                "栏:/要闻",
                "栏:/要聞/工作动态",
                "栏:/河湖",
                "栏:无",
                "栏:“一带一路”",
                "栏:2",
            ],
        ),
        14 => one(dice, &["年:2019", "年:2018..2020", "年:无", "年:2020..", "年:..2020"]),
        15 => one(
            dice,
            &[
                "日期:2019-10",
                "日期:2019-10-29",
                "日期:10月15日",
                "日期:10月",
                "日期:2019-10..2021-06",
                "日期:..2021-06-01",
                "日期:2020-01-01..",
            ],
        ),
        16 => one(dice, &["日期:近3年", "日期:本月", "日期:今年", "日期:上月", "日期:近9999天"]),
        17 => one(
            dice,
            &["作者:某", "作者:甲", "作者:=某甲", "作者:\"某 乙\"", "作者:无", "作者:anna", "作者:某乙"],
        ),
        18 => one(dice, &["来源:晚报", "来源:=晚報", "来源:无", "来源:报", "来源:=晚"]),
        19 => one(dice, &["标签:水利", "标签:桥", "标签:无", "标签:河", "标签:水"]),
        20 => one(
            dice,
            &["状态:加星", "状态:已读", "状态:未读", "状态:有批注", "批注:核对", "状态:新", "状态:在读"],
        ),
        _ => {
            one(dice, &["省", "，", "营商环境", "GDP", "沈阳市", "会计", "哈哈哈", "\"one two\"", "𠮷", "❤"])
        }
    }
}

/// Two or three words, mostly of one paragraph.
fn near(dice: &mut Dice, corpus: &Corpus) -> String {
    let line = line(dice, corpus);
    let mut words: Vec<String> = (0..2 + dice.roll(2)).map(|_| part(dice, &line, 4)).collect();
    if dice.roll(4) == 0 {
        words[0] = substring(dice, corpus, 4);
    }
    words.into_iter().map(|word| quoted(&word)).collect::<Vec<_>>().join("~")
}

/// Some line of some article.
fn line(dice: &mut Dice, corpus: &Corpus) -> String {
    let article = corpus.articles().nth(dice.roll(corpus.live_len())).unwrap();
    let text = article.text();
    let lines: Vec<&str> = text.as_str().split('\n').filter(|line| !line.is_empty()).collect();
    lines.get(dice.roll(lines.len().max(1))).map_or_else(|| "水".to_owned(), |line| (*line).to_owned())
}

fn substring(dice: &mut Dice, corpus: &Corpus, most: usize) -> String {
    let line = line(dice, corpus);
    part(dice, &line, most)
}

fn part(dice: &mut Dice, line: &str, most: usize) -> String {
    let chars: Vec<char> = line.chars().collect();
    let length = (1 + dice.roll(most)).min(chars.len());
    let start = dice.roll(chars.len() - length + 1);
    chars[start..start + length].iter().collect()
}
