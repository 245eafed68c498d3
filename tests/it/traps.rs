//! Traps that readers fell into, each through the real program: what a key does is what the screen said before it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::harness::{LIBRARY, Pty, XINGLAN};

fn open(cols: u16, rows: u16) -> Pty {
    let mut pty = Pty::spawn(&["--ambiguous", "1", LIBRARY], cols, rows, &[]);
    pty.wait_for("走二十里").wait_stable();
    pty
}

fn row(pty: &Pty, number: usize) -> String {
    pty.screen().lines().nth(number).unwrap_or_default().to_owned()
}

#[test]
fn a_regular_expression_can_be_typed_first() {
    let mut pty = open(80, 24);
    pty.keys("//问[题]/<Enter>").wait_for("筛选：/问[题]/").wait_stable();
    pty.keys("X<Enter>//三.的/<Enter>").wait_for("1/").wait_stable();
    assert!(!pty.screen().contains("本文没有"), "{}", pty.screen());
}

#[test]
fn a_third_slash_switches_between_library_and_text() {
    let mut pty = open(80, 24);
    pty.keys("///").wait_for("查找本文：").wait_stable();
    pty.keys("//").wait_for("筛选全部：").wait_stable();
}

#[test]
fn the_whole_list_stands_beside_a_text() {
    let mut pty = open(120, 40);
    pty.keys("<Enter>").wait_for("【阅读】").wait_stable();
    assert!(pty.screen().contains("空.txt"), "{}", pty.screen());
}

#[test]
fn a_tour_of_provinces_leaves_a_text_that_is_in_the_list() {
    let mut pty = open(80, 24);
    pty.keys("G<Enter>").wait_for("【阅读】").wait_stable();
    pty.keys(">").wait_for("─ 北京、山西、内蒙古").wait_for("关于:北京").wait_stable();
    pty.keys(">").wait_for("─ 天津的早市").wait_stable();
}

#[test]
fn a_new_order_shows_its_first_rows() {
    let mut pty = open(80, 24);
    pty.keys("G").wait_for("9/9").wait_stable();
    pty.keys("oj<Enter>").wait_for("1/9").wait_stable();
    pty.keys("GO").wait_for("按标题（反）").wait_for("1/9").wait_stable();
}

#[test]
fn space_sets_the_line_of_a_narrowed_list() {
    let mut pty = open(80, 24);
    pty.keys("@/hain").wait_for("海南省").wait_stable();
    pty.keys("<Space>").wait_for("+ 加上").wait_stable();
    assert!(pty.screen().contains("海南省"), "{}", pty.screen());
}

#[test]
fn a_key_without_a_meaning_says_so() {
    let mut pty = open(80, 24);
    pty.keys("{").wait_for("{ 在这里没有用；在【阅读】里：上一段").wait_stable();
    pty.keys("Z").wait_for("立即退出").wait_stable();
    pty.keys("?").wait_for("Z? 在这里没有用").wait_stable();
}

#[test]
fn the_cursor_stays_on_the_value_that_was_chosen_by_narrowing() {
    let mut pty = open(80, 24);
    pty.keys("p/ln<Enter>").wait_for("筛选：关于:辽宁").wait_stable();
    pty.keys("<Enter>").wait_stable();
    assert!(row(&pty, 0).contains("筛选：关于:辽宁"), "{}", pty.screen());
}

#[test]
fn filtering_by_the_found_word_keeps_the_province() {
    let mut pty = open(80, 24);
    pty.keys("/@辽宁<Enter>").wait_for("关于:辽宁").wait_stable();
    pty.keys("<Enter>/问题<Enter>*").wait_for("筛选：关于:辽宁 且 问题").wait_stable();
}

#[test]
fn words_for_operators_mean_what_the_header_writes() {
    let mut pty = open(80, 24);
    pty.keys("/问题 或 早市<Enter>").wait_for("筛选：问题 或 早市 ").wait_stable();
    assert!(!row(&pty, 0).contains(" 0 篇"), "{}", pty.screen());
}

#[test]
fn the_switch_says_what_it_changed() {
    open(80, 24).keys("i").wait_for("省份按“提及”算").wait_stable();
}

#[test]
fn han_narrows_an_overlay_escape_leaves_it_and_one_key_quits() {
    let mut pty = open(80, 24);
    pty.keys("?退出").wait_for("缩小：退出").wait_for("立即退出").wait_stable();
    pty.keys("<Esc>").wait_stable();
    pty.keys("<Esc>").wait_for("【列表】").wait_for("C-q 退出").wait_stable();
    pty.keys(":quit").wait_for("立即退出").wait_stable();
    pty.keys("什么").wait_for("没有对得上的一项").wait_stable();
    pty.keys("<C-q>");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn one_file_with_one_article_opens_as_a_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("一篇.txt");
    std::fs::write(&file, "河边的一天\n\n清早五点，江边的雾还没有散。\n").unwrap();
    let mut pty = Pty::spawn(&["--ambiguous", "1", file.to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("【阅读】").wait_for("雾还没有散").wait_stable();
}

fn run(args: &[&str]) -> Output {
    Command::new(XINGLAN).args(args).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Lines of text on the screen, without pads: what has a comma or a full stop and stands between the bars.
fn text_lines(pty: &Pty) -> Vec<String> {
    let screen = pty.screen();
    let without = |line: &str| line.split_whitespace().collect::<String>();
    let lines = screen.lines().skip(2).filter(|line| !line.starts_with(['─', '【', '>']));
    lines.map(without).filter(|line| line.contains(['，', '。'])).collect()
}

#[test]
fn the_first_page_breaks_its_lines_between_words_as_every_later_one() {
    for section in ["山川", "建筑"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(section);
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.retain(|file| file.is_file());
        files.sort();
        let file = files.first().unwrap().to_str().unwrap();
        let mut pty = Pty::spawn(&["--ambiguous", "1", file], 80, 24, &[]);
        pty.wait_for("【阅读】").wait_stable();
        let shown = run(&["show", "--width", "72", "--ambiguous", "1", file]);
        let whole: Vec<String> = text(&shown).lines().map(|line| line.split_whitespace().collect()).collect();
        let lines = text_lines(&pty);
        assert!(lines.len() > 5, "{}", pty.screen());
        for line in lines {
            assert!(whole.contains(&line), "{line} is no line of\n{}", text(&shown));
        }
    }
}

/// Two articles: one is about a province, the other mentions one.
fn about_and_mention() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let about = "沈阳市的老厂区改成了图书馆\n\n沈阳市铁西区把旧厂房改成图书馆，辽宁省的读者都能来。沈阳人说，厂房比书还老。\n";
    let mention = "一家小店的一天\n\n店主早上五点开门，晚上十点关门。他卖面，也卖汤。他年轻时在北京学过两年手艺，后来回到镇上。\n";
    fs::write(folder.path().join("一.txt"), about).unwrap();
    fs::write(folder.path().join("二.txt"), mention).unwrap();
    folder
}

#[test]
fn a_sign_of_a_province_that_is_only_mentioned_says_so_and_the_filter_agrees() {
    let folder = about_and_mention();
    let path = folder.path().to_str().unwrap();
    let listed = text(&run(&["list", "--json", path]));
    let row = listed.lines().find(|line| line.contains("一家小店")).unwrap();
    assert!(row.contains(r#""about":[],"mentions":["北京"]"#), "{row}");
    let mut pty = Pty::spawn(&["--ambiguous", "1", path], 80, 24, &[]);
    pty.wait_for("1/2").wait_stable();
    let shown = |pty: &Pty| pty.screen().lines().find(|line| line.contains("一家小店")).map(str::to_owned);
    assert!(shown(&pty).unwrap().trim_end().ends_with("(京)"), "{}", pty.screen());
    pty.keys("/@北京<Enter>").wait_for("关于:北京 0 篇").wait_stable();
    pty.keys("X").wait_for("1/2").wait_stable();
    pty.keys("/提:北京<Enter>").wait_for("提及:北京 1 篇").wait_stable();
    assert!(shown(&pty).unwrap().trim_end().ends_with("(京)"), "{}", pty.screen());
}

#[test]
fn on_a_slow_line_articles_passed_over_are_not_painted() {
    let rows = |pty: &mut Pty, keys: &str| {
        pty.bytes_since();
        pty.keys(keys).wait_for(&format!("{}/9", keys.len() + 1)).wait_stable();
        pty.bytes_since()
    };
    let mut pty = Pty::spawn(&["--ambiguous", "1", "--slow", LIBRARY], 120, 40, &[]);
    pty.wait_for("1/9").wait_stable();
    let walked = rows(&mut pty, "jjjjjjj");
    assert!(pty.screen().contains("─ 天津的早市"), "{}", pty.screen());
    let mut pty = Pty::spawn(&["--ambiguous", "1", "--slow", LIBRARY], 120, 40, &[]);
    pty.wait_for("1/9").wait_stable();
    let one = rows(&mut pty, "j");
    assert!(walked < one + 7 * 40 + 400, "{walked} for seven rows, {one} for one");
}

#[test]
fn commands_say_what_is_wrong_and_do_what_was_asked() {
    let by = text(&run(&["list", "--by", "province", "--json", LIBRARY]));
    assert!(
        by.lines().all(|line| line.starts_with('{') && line.ends_with('}')) && by.lines().count() > 3,
        "{by}"
    );
    let output = run(&["show", LIBRARY, "--id", "nosuch"]);
    assert!(output.status.code() == Some(1) && !output.stderr.is_empty(), "{output:?}");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut list = Command::new(XINGLAN);
    let output =
        list.args(["list", LIBRARY]).stdout(Stdio::from(full)).stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && !said.contains("nothing could be read"), "{said}");
    assert!(text(&run(&["man"])).starts_with(".\\\" ") || text(&run(&["man"])).contains(".TH"));
    assert!(text(&run(&["completions", "bash"])).contains("xinglan"));
    let output = run(&["serach", "黄河", LIBRARY]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("search"), "{output:?}");
}

/// Three articles: one twice, and once with another sentence.
fn copies() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let body = "清早五点，江边的雾还没有散，巡河员已经沿着堤坝走了三里路。他随身带着一个本子，看见问题就记。                哪一段护坡松了，哪一处排水口的颜色不对，都写在本子上。一天下来，本子上常有十几条。                到了月底，两岸的人碰一次头，把上游和下游的问题对在一起看，各人领一份回去修。                修完以后由对岸的人去看一眼，看过才算完。这样做了三年，河边的路平了，水也清了。";
    for (file, more) in [("甲", ""), ("乙", ""), ("丙", "以上数字作废。")] {
        let title = if more.is_empty() { "巡河员的本子" } else { "巡河员的本子（更正）" };
        fs::write(folder.path().join(format!("{file}.txt")), format!("{title}\n\n{body}{more}\n")).unwrap();
    }
    folder
}

#[test]
fn only_the_same_text_shares_a_row_as_check_counts_it_until_the_nearly_same_are_asked_for() {
    let folder = copies();
    let path = folder.path().to_str().unwrap();
    let checked = text(&run(&["check", path]));
    assert!(checked.contains("2 篇文章，1 篇重复"), "{checked}");
    let listed = text(&run(&["list", "--json", path]));
    assert_eq!(listed.matches(r#""duplicate_of":""#).count(), 1, "{listed}");
    let mut pty = Pty::spawn(&["--ambiguous", "1", path], 80, 24, &[]);
    pty.wait_for("2 篇，另有重复 1").wait_for("1/2").wait_for("+1重复").wait_for("更正").wait_stable();
    pty.keys("D").wait_for("不合并").wait_for("1/3").wait_stable();
    pty.keys("D")
        .wait_for("合并近似")
        .wait_for("另有近似 2")
        .wait_for("1/1")
        .wait_for("+2近似")
        .wait_stable();
    pty.keys("=").wait_for("只在那篇").wait_for("以上数字作废").wait_stable();
    pty.keys("qD").wait_for("另有重复 1").wait_for("1/2").wait_stable();
}

#[test]
fn numbers_on_the_screen_are_those_of_the_commands() {
    let by = text(&run(&["list", "--by", "province", "--json", LIBRARY]));
    let liaoning = by.lines().find(|line| line.contains("辽宁")).unwrap();
    println!("{liaoning}");
    let number = |name: &str| {
        let rest = liaoning.split(&format!("\"{name}\":")).nth(1).unwrap();
        rest.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    let mut pty = open(80, 24);
    pty.keys("p").wait_for("【省份】").wait_stable();
    let counts = format!("{}/{}", number("articles"), number("mentions"));
    let column = pty.screen().lines().find(|line| line.contains("辽宁 ")).unwrap_or_default().to_owned();
    assert!(column.contains(&counts), "{counts}: {}", pty.screen());
    let listed = text(&run(&["list", "--filter", "问题", "--json", LIBRARY]));
    let found = listed.lines().filter(|line| !line.contains(r#""duplicate_of":""#)).count();
    pty.keys("q/问题<Enter>").wait_for(&format!("筛选：问题 {found} 篇"));
}

#[test]
fn a_filter_that_loses_the_open_text_says_so_or_shows_one_of_the_list() {
    let mut pty = open(80, 24);
    pty.keys("G<Enter>").wait_for("【阅读】").wait_stable();
    pty.keys("&黄河<Enter>").wait_stable();
    let screen = pty.screen();
    let titles: Vec<&str> =
        screen.lines().skip(1).take(5).map(str::trim).filter(|line| !line.is_empty()).collect();
    let divider = screen.lines().find(|line| line.starts_with("─ ")).unwrap_or_default();
    let open = divider.trim_start_matches("─ ").trim();
    let is_listed = titles.iter().any(|row| row.contains(open.chars().take(6).collect::<String>().as_str()));
    assert!(is_listed || screen.contains("不在"), "{screen}");
}

#[test]
fn a_first_visit_is_told_four_keys_once() {
    let mut pty = open(80, 24);
    assert!(
        pty.screen().contains("第一次来：↑↓ 选一篇，空格读下去，/ 找词或省份，? 随时看按键"),
        "{}",
        pty.screen()
    );
    pty.keys("j").wait_for("【列表】空格 阅读").keys("Q");
    pty.wait_exit();
    pty.again(&["--ambiguous", "1", LIBRARY]).wait_for("/9").wait_stable();
    assert!(!pty.screen().contains("第一次来"), "{}", pty.screen());
}

#[test]
fn after_the_first_key_of_two_the_possible_next_keys_are_shown() {
    for (cols, rows) in [(80, 24), (40, 20)] {
        let mut pty = open(cols, rows);
        pty.keys("Z").wait_for("Z 立即退出").wait_for("l 篇外").wait_stable();
        pty.keys("<Esc>").wait_stable();
    }
}
