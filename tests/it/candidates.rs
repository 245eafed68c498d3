//! Typing pinyin into the filter, as with an input method: what is offered, what each key takes, and what is used where
//! the letters have no hit.

use crate::harness::assert_screen;
use crate::stage::{Stage, notation};
use xinglan::app::Event;
use xinglan::messages::Lang;

/// Title and text of each article.
const ARTICLES: [(&str, &str); 8] = [
    ("辽宁优化营商环境", "沈阳的窗口开到晚上。营商环境好不好，要看办事的人跑几趟。"),
    ("营商环境看细节", "一张表少填三栏。重庆来的客商说，营商环境就在这三栏里。"),
    ("重庆的早班船", "重庆人坐船过江。医生赶早班，艺术团赶晚场。"),
    ("黑龙江的粮食", "黑龙江的玉米晒在场院上，黑土地的优势看得见。"),
    ("影视基地的一天", "影视剧在老街上拍，医生也来当群众演员。"),
    ("银行搬到村口", "银行的车停在村口，艺术团的鼓也停在村口。ysx 是车的编号。"),
    ("医生下乡", "医生背着药箱进山，优势是走得快。"),
    ("渔船归港", "渔船回来的时候，影视基地的灯已经亮了。"),
];

fn open(cols: u16, rows: u16) -> (Stage, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (number, (title, text)) in ARTICLES.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}{title}.txt")), format!("{title}\n\n{text}\n"))
            .unwrap();
    }
    (Stage::open(folder.path().to_owned(), cols, rows), folder)
}

/// Types keys as a person does: every answer comes before the next key.
fn slowly(stage: &mut Stage, keys: &str) {
    for key in notation(keys) {
        stage.session.event(Event::Key(key));
        stage.rest();
    }
}

/// Line, query in force and number of articles after these keys.
fn after(keys: &str) -> (String, String, usize) {
    let (mut stage, _folder) = open(80, 24);
    slowly(&mut stage, keys);
    let app = &stage.session.app;
    let line = app.prompt.as_ref().map(|prompt| prompt.text().to_owned()).unwrap_or_default();
    (line, app.filter.query().text().to_owned(), app.filter.answer().articles.number)
}

fn case(keys: &str, line: &str, query: &str, articles: usize) {
    assert_eq!(after(keys), (line.to_owned(), query.to_owned(), articles), "{keys}");
}

/// What is offered after these keys.
fn offered(keys: &str) -> Vec<String> {
    let (mut stage, _folder) = open(80, 24);
    stage.keys(keys);
    let completions = &stage.session.app.prompt.as_ref().unwrap().completions;
    let items = (0..).map_while(|number| completions.item(number));
    items.map(|item| format!("{} {}", item.label, item.count)).collect()
}

#[test]
fn abbreviations_spellings_and_mixtures_offer_the_words_of_the_library() {
    assert_eq!(offered("/yshj"), ["营商环境 2", "影视剧 1", "影视基地 2"]);
    assert_eq!(offered("/yingshanghj"), ["营商环境 2"]);
    assert_eq!(offered("/ysh")[0], "医生 3");
    assert!(offered("/ysh").contains(&"营商环境 2".to_owned()));
    assert_eq!(offered("/黑lj"), ["@黑龙江 1", "黑龙江 1"]);
    assert_eq!(offered("/chongqing"), ["@重庆 1", "重庆 2"]);
    assert_eq!(offered("/zhongqing"), ["@重庆 1", "重庆 2"]);
    assert_eq!(offered("/@hlj"), ["黑龙江 1"]);
}

#[test]
fn without_a_hit_the_first_candidate_is_used_and_said() {
    case("/yshj", "yshj", "营商环境", 2);
    let (mut stage, _folder) = open(80, 24);
    stage.keys("/yshj");
    assert!(stage.screen().contains("无“yshj”，改用 营商环境"));
    stage.keys("<Enter>");
    assert!(stage.screen().contains("无“yshj”，改用 营商环境"), "also after it was accepted");
    assert_eq!(stage.session.app.filter.history(), ["营商环境"]);
}

#[test]
fn letters_that_have_hits_stay_letters() {
    case("/ysx", "ysx", "ysx", 1);
    case("/ysx<Enter>", "", "ysx", 1);
    case("/ysh<Esc>", "", "", 8);
}

#[test]
fn a_term_that_has_hits_of_its_own_is_not_replaced() {
    case("/渔船 ysx", "渔船 ysx", "渔船 ysx", 0);
    case("/沈阳 yshj", "沈阳 yshj", "沈阳 营商环境", 1);
}

#[test]
fn keys_before_the_answer_are_the_same_as_after() {
    let (mut stage, _folder) = open(80, 24);
    stage.press("/yshj<Space>").rest();
    assert_eq!(stage.session.app.prompt.as_ref().unwrap().text(), "营商环境 ");
    assert_eq!(stage.session.app.filter.query().text(), "营商环境 ");
    let (mut stage, _folder) = open(80, 24);
    stage.press("/yshj<Enter>").rest();
    let app = &stage.session.app;
    assert_eq!((app.filter.query().text(), app.filter.answer().articles.number), ("营商环境", 2));
    assert_eq!(app.notice.as_ref().unwrap().text(Lang::Zh), "无“yshj”，改用 营商环境");
    assert_eq!(app.filter.history(), ["营商环境"]);
}

#[test]
fn a_blank_or_a_bar_makes_the_used_candidate_stand_in_the_line() {
    case("/yshj<Space>", "营商环境 ", "营商环境 ", 2);
    case("/yshj<Space>沈阳", "营商环境 沈阳", "营商环境 沈阳", 1);
    case("/yshj|渔船", "营商环境|渔船", "营商环境|渔船", 3);
    case("/ysx<Space>", "ysx ", "ysx ", 1);
    case("/cq<Space>", "@重庆 ", "@重庆 ", 1);
}

#[test]
fn a_digit_takes_one_and_backspace_gives_the_letters_back() {
    case("/yshj1", "营商环境", "营商环境", 2);
    case("/渔船|yshj1", "渔船|营商环境", "渔船|营商环境", 3);
    case("/yshj1<BS>", "yshj", "yshj", 0);
    case("/yshj1<BS>1", "yshj1", "yshj1", 0);
    case("/yshj7", "yshj7", "yshj7", 0);
    case("/营商1", "营商1", "营商1", 0);
    case("/GDP2", "GDP2", "GDP2", 0);
}

#[test]
fn tab_and_arrows_go_round_with_the_list_following() {
    let all = offered("/ys");
    let word = |number: usize| all[number].split(' ').next().unwrap().to_owned();
    for (keys, number) in [
        ("<Tab>", 0),
        ("<Tab><Tab>", 1),
        ("<Down><Down>", 1),
        ("<Right><Right><Right>", 2),
        ("<Tab><Tab><S-Tab>", 0),
        ("<Tab><Tab><Up>", 0),
        ("<Right><Right><Left>", 0),
    ] {
        let (line, query, articles) = after(&format!("/ys{keys}"));
        assert_eq!((line, &query), (word(number), &word(number)), "{keys}");
        assert!(articles > 0);
    }
    assert_eq!(after("/ys<Tab><S-Tab>").0, "ys");
    assert_eq!(after("/ys<Tab><BS>").0, "ys");
    assert_eq!(after("/ys<Tab><Space>1").0, format!("{} 1", word(0)));
}

#[test]
fn arrows_keep_their_meaning_where_no_letters_are_typed() {
    case("/ys<Left><Left>甲", "甲ys", "甲ys", 0);
    let (mut stage, _folder) = open(80, 24);
    slowly(&mut stage, "/医生<Down>");
    assert_eq!(stage.session.app.list.cursor(), 1, "the list moves");
}

#[test]
fn a_province_is_offered_as_a_province_and_ends_its_term() {
    case("/ln<Tab>", "@辽宁 ", "@辽宁", 1);
    case("/辽宁<Tab>", "@辽宁 ", "@辽宁", 1);
    case("/-ln1", "-@辽宁 ", "-@辽宁", 7);
}

#[test]
fn a_further_term_is_completed_too() {
    case("/医生<Enter>&chongq1", "@重庆 ", "医生 @重庆", 1);
}

#[test]
fn candidates_at_every_size() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20), (60, 12)] {
        for (name, keys) in
            [("candidates", "/y"), ("candidates-used", "/yshj"), ("candidates-taken", "/ys<Tab><Tab>")]
        {
            let (mut stage, _folder) = open(cols, rows);
            slowly(&mut stage, keys);
            assert_screen(&format!("{name}-{cols}x{rows}"), &stage.screen());
        }
    }
}
