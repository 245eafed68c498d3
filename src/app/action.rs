//! The action table: what can be done, by which keys, where, and its name. Help, palette, `docs/keys.md` and the key map
//! all come from here.
//!
//! Names and keys only; what an action does is in `update`.

use crate::messages::Lang;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The article list.
    List,
    /// The article.
    Reader,
    /// The province pane.
    Provinces,
    /// Help, the list of unreadable files, article information.
    Overlay,
}

/// Something the user can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says in words what each one does")]
pub enum Action {
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Percent,
    Space,
    Enter,
    Right,
    Left,
    NextPane,
    PreviousPane,
    NextArticle,
    PreviousArticle,
    NextParagraph,
    PreviousParagraph,
    Filter,
    AddTerm,
    NextHit,
    PreviousHit,
    FilterByMark,
    ClearFilter,
    Provinces,
    Map,
    Facets,
    SwitchRole,
    SwitchJoining,
    SortProvinces,
    NextProvince,
    PreviousProvince,
    Include,
    Exclude,
    OnlyThis,
    AllProvinces,
    FullScreen,
    Wider,
    Narrower,
    Spacing,
    Flush,
    Grid,
    Hang,
    Cite,
    Print,
    Problems,
    Info,
    Light,
    Correct,
    Order,
    Reverse,
    Group,
    Merge,
    Palette,
    Help,
    Language,
    Redraw,
    FrameCost,
    Suspend,
    Cancel,
    Back,
    Quit,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its keys in key notation, separated by blanks; a sequence is joined by `_`.
    pub keys: &'static str,
    /// Where the keys hold.
    pub contexts: &'static [Context],
    /// What it does, in Chinese and English.
    pub names: (&'static str, &'static str),
}

impl Row {
    /// What it does.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.names.0,
            Lang::En => self.names.1,
        }
    }
}

use Context::{List, Overlay, Provinces, Reader};

const ALL: &[Context] = &[List, Reader, Provinces, Overlay];
const PANES: &[Context] = &[List, Reader, Provinces];
const TEXT: &[Context] = &[List, Reader];

const fn row(
    action: Action,
    keys: &'static str,
    contexts: &'static [Context],
    zh: &'static str,
    en: &'static str,
) -> Row {
    Row { action, keys, contexts, names: (zh, en) }
}

/// The table. A key may stand in several rows if their contexts differ.
pub const TABLE: &[Row] = &[
    row(Action::Down, "j Down", ALL, "下一行、下一篇", "line or row down"),
    row(Action::Up, "k Up", ALL, "上一行、上一篇", "line or row up"),
    row(Action::HalfDown, "d C-d", ALL, "下半页", "half a page down"),
    row(Action::HalfUp, "u C-u", ALL, "上半页", "half a page up"),
    row(Action::PageDown, "f C-f PgDn", ALL, "下一页", "page down"),
    row(Action::PageUp, "b C-b PgUp", ALL, "上一页", "page up"),
    row(Action::Top, "g Home", ALL, "开头（40g 到第 40 行）", "start (40g: row 40)"),
    row(Action::Bottom, "G End", ALL, "末尾（40G 到第 40 行）", "end (40G: row 40)"),
    row(Action::Percent, "%", TEXT, "到百分之几（50%）", "to so many percent (50%)"),
    row(Action::Space, "Space", &[List, Reader, Overlay], "读：打开，下一页，读完接下一篇", "read on"),
    row(Action::Include, "Space", &[Provinces], "选中或取消这个省份", "include this province or not"),
    row(Action::Exclude, "-", &[Provinces], "排除这个省份", "exclude this province"),
    row(Action::OnlyThis, "Enter", &[Provinces], "只看这个省份", "only this province"),
    row(Action::AllProvinces, "a", &[Provinces], "不限省份", "all provinces"),
    row(Action::SwitchJoining, "&", &[Provinces], "任一 / 同时", "any / all of them"),
    row(
        Action::SortProvinces,
        "o",
        &[Provinces],
        "按篇数 / 按标准次序",
        "most articles first / standard order",
    ),
    row(
        Action::Enter,
        "Enter",
        &[List, Reader, Overlay],
        "打开；阅读时下一行",
        "open; in the text one line down",
    ),
    row(Action::Right, "l Right", ALL, "向右：打开，回到列表", "right: open, back to the list"),
    row(Action::Left, "h Left", ALL, "向左：回列表，到省份栏", "left: to the list, to the provinces"),
    row(Action::NextPane, "Tab", PANES, "下一栏", "next pane"),
    row(Action::PreviousPane, "S-Tab", PANES, "上一栏", "previous pane"),
    row(Action::NextArticle, "J C-n", TEXT, "下一篇", "next article"),
    row(Action::PreviousArticle, "K C-p", TEXT, "上一篇", "previous article"),
    row(Action::NextParagraph, "}", &[Reader], "下一段", "next paragraph"),
    row(Action::PreviousParagraph, "{", &[Reader], "上一段", "previous paragraph"),
    row(Action::Filter, "/", ALL, "筛选；阅读时查找本文（再按 / 换成另一个）", "filter; in the text find"),
    row(Action::AddTerm, "&", TEXT, "再加一个筛选词", "add a term to the filter"),
    row(Action::NextHit, "n ; F3", TEXT, "下一处命中，本文完后接下一篇", "next hit, then the next article"),
    row(Action::PreviousHit, "N , S-F3", TEXT, "上一处命中", "previous hit"),
    row(Action::FilterByMark, "*", TEXT, "用查找的词筛选全部", "filter all by the word found here"),
    row(Action::ClearFilter, "X", PANES, "清除筛选；再按恢复", "clear the filter; again: bring it back"),
    row(Action::Provinces, "p F2", PANES, "省份栏", "province pane"),
    row(Action::Facets, "t", PANES, "栏目、年份", "sections, years"),
    row(Action::Map, "P", PANES, "省份地图", "map of the provinces"),
    row(Action::SwitchRole, "i", PANES, "主题 / 提及", "about / mentions"),
    row(Action::NextProvince, ">", PANES, "逐省看：下一个", "walk the provinces: next"),
    row(Action::PreviousProvince, "<", PANES, "逐省看：上一个", "walk the provinces: previous"),
    row(Action::FullScreen, "z", TEXT, "全屏阅读", "full screen"),
    row(Action::Wider, "+", TEXT, "行宽加两字", "wider lines"),
    row(Action::Narrower, "-", TEXT, "行宽减两字", "narrower lines"),
    row(Action::Spacing, "W", TEXT, "段间空行", "blank line between paragraphs"),
    row(Action::Flush, "w", TEXT, "右边对齐 / 不齐", "flush / ragged right edge"),
    row(Action::Grid, "", TEXT, "汉字上下对齐（格子）", "ideographs below each other (grid)"),
    row(Action::Hang, "", TEXT, "标点悬挂", "hanging punctuation"),
    row(Action::Cite, "y", TEXT, "把本篇出处送到剪贴板", "citation of the article to the clipboard"),
    row(
        Action::Print,
        "Y",
        TEXT,
        "离开画面，印出看得见的文字",
        "leave the screen and print the visible text",
    ),
    row(Action::Problems, "!", PANES, "未读出的文件", "unreadable files"),
    row(Action::Info, "= C-g", TEXT, "本篇信息", "about this article"),
    row(Action::Light, "I", TEXT, "标出省份所据的词", "light the words that name provinces"),
    row(Action::Correct, "#", TEXT, "更正本篇的省份", "correct the provinces of this article"),
    row(Action::Order, "o", &[List], "排序", "order"),
    row(Action::Reverse, "O", &[List], "反过来排", "reverse the order"),
    row(Action::Merge, "D", &[List], "合并同文 / 不合并", "one row for the same text or not"),
    row(Action::Group, "S", &[List], "按省份分组 / 不分组", "group by province or not"),
    row(Action::Palette, ":", ALL, "命令面板：所有操作", "palette of all actions"),
    row(Action::Help, "? F1", ALL, "帮助", "help"),
    row(Action::Language, "", ALL, "中文 / English", "中文 / English"),
    row(Action::Redraw, "C-l", ALL, "重画屏幕", "redraw the screen"),
    row(Action::FrameCost, "C-t", ALL, "上一次画屏的字节和毫秒", "bytes and time of the last frame"),
    row(Action::Suspend, "C-z", ALL, "挂起", "suspend"),
    row(Action::Cancel, "Esc C-c", ALL, "取消", "cancel"),
    row(Action::Back, "q", ALL, "返回上一级；在列表里退出", "back; in the list: quit"),
    row(Action::Quit, "Q Z_Z", ALL, "立即退出", "quit at once"),
];

/// Keys of the input line, in key notation, with what they do in Chinese and English. What they do is in `prompt` and in
/// `update::offer`; here they are for help and for `docs/keys.md`.
pub const LINE: &[(&str, &str, &str)] = &[
    ("1-9", "输入拼音时：取那个候选词", "while pinyin is typed: take that candidate"),
    ("Tab Down Right", "取下一个候选词", "take the next candidate"),
    ("S-Tab Up Left", "取上一个候选词，最后回到原来的字母", "take the one before, at last the letters"),
    ("PgDn PgUp", "候选词翻页", "page through the candidates"),
    ("BS", "取词之后：退回字母", "after taking one: back to the letters"),
    (
        "Space |",
        "字母没有命中时：用第一个候选词，接着输入",
        "where letters have no hit: take the first, go on",
    ),
    ("Enter", "确定", "keep what is typed"),
    ("Esc C-c C-g", "放弃，恢复原来的筛选", "give up, restore the filter"),
    ("Up Down", "以前输入过的（开头相同的）", "lines typed before (that begin alike)"),
    ("C-a C-e Home End", "行首、行尾", "start, end of the line"),
    ("C-b C-f C-Left C-Right", "移一字、一词", "a character, a word back or on"),
    (
        "C-h C-d C-w C-u C-k",
        "删一字、一词、到行首、到行尾",
        "delete a character, a word, to the start, to the end",
    ),
];
