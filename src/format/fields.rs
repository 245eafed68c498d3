//! What a file says of its article beside the text: the names of such fields, and who says it.
//!
//! What must not go in: looking for fields in a file (each form does), and dates, which [`super::date`] reads.

use crate::text::han::is_han;
use crate::text::sanitize::{CleanText, Ends, Removed};

/// A field of a record, of front matter, of the head of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// The text, as plain text.
    Text,
    /// The text, as HTML.
    Html,
    /// When it was published.
    Date,
    /// Who wrote it.
    Author,
    /// Who published it.
    Source,
    /// What it is filed under.
    Tags,
    /// What it says, in short.
    Summary,
    /// What its collection calls it.
    Id,
}

impl Field {
    /// A name that means it.
    pub(super) fn name(self) -> &'static str {
        let named = NAMES.iter().find(|(field, _)| *field == self);
        named.and_then(|(_, names)| names.split_ascii_whitespace().next()).unwrap_or_default()
    }
}

/// The names of each field, folded as [`folded`] does; of two names in one record the earlier one is meant.
const NAMES: [(Field, &str); 9] = [
    (
        Field::Title,
        "title 标题 標題 headline 题目 題目 题名 篇名 主题 主題 subject ogtitle dctitle maintitle 名称 文件名称 文件标题 案件名称",
    ),
    (
        Field::Text,
        "text 正文 content body 内容 內容 全文 articlebody maintext fulltext article paragraphs 文本 文章 passage review sentence strcontent 段落 comment answer output response \
         txt contents bodytext plaintext cleantext rawtext textcontent contenttext 评论 评论内容 点评 回答 答案 微博正文 微博内容 \
         messages conversations conversation dialogue 对话",
    ),
    (Field::Html, "html contenthtml bodyhtml htmlcontent htmlbody"),
    (
        Field::Date,
        "date 日期 publishdate pubdate datepublished publisheddate published publishedat publishedtime publishtime \
         pubtime 发布时间 发布日期 发表时间 发表日期 發佈時間 發佈日期 發布時間 發布日期 出版日期 刊登日期 \
         时间 時間 time datetime posttime postdate created createdat createtime datecreated createdtime \
         articlepublishedtime weiboarticlecreateat ogreleasedate dcdate dcdateissued dctermsdate dctermsissued \
         dctermscreated timestamp ctime strtime 成文日期 发文日期 印发日期 公布日期 签发日期 裁判日期 写信时间 创建时间 创建日期 上传时间 收录时间 publish publishat publishedon releasetime releasedate pubdatetime datestr addtime inputtime \
         uploadtime updated updatedat updatetime 更新时间 更新日期",
    ),
    (
        Field::Author,
        "author authors 作者 writer byline creator 撰文 署名 记者 記者 articleauthor dccreator authorname 发信人 發信人 sender nickname \
         username 昵称 发帖人 楼主 博主 发布人 发布者 user screenname",
    ),
    (
        Field::Source,
        "source 来源 來源 文章来源 信息来源 稿源 出处 出處 media 媒体 媒體 publisher sitename ogsitename origin \
         contentsource dcsource dcpublisher 发文机关 发布机构 发布单位 发文单位 制定机关 审理法院 法院 sourcename 公众号 公众号名称 来源网站 \
         newspaper 报纸 刊物 medianame mediasource 媒体名称 website 网站",
    ),
    (
        Field::Tags,
        "tags tag 标签 標籤 keywords keyword 关键词 關鍵詞 关键字 categories category 分类 分類 topics newskeywords articletag \
         articlesection columnname dcsubject 主题分类 主题词 栏目 频道 channel labels hashtags categoryname catname 类别",
    ),
    (
        Field::Summary,
        "summary 摘要 abstract description 简介 簡介 excerpt digest intro 导语 導語 提要 内容提要 ogdescription \
         dcdescription desc",
    ),
    (Field::Id, "id 编号 編號 序号 序號 guid uuid docid articleid newsid"),
];

/// The field that `name` means, in any case, with or without `-`, `_`, `:`, `.` and blanks, and its rank among the names of
/// that field: of two in one record the one with the lower rank is meant.
pub fn field_of(name: &str) -> Option<(Field, u8)> {
    let name = folded(name);
    named(&name).or_else(|| {
        let rest = KINDS.iter().find_map(|kind| name.strip_prefix(kind))?;
        named(rest).filter(|(field, _)| *field != Field::Id)
    })
}

/// What a record is may stand before the name of each field: `news_title`, `新闻标题`.
const KINDS: [&str; 10] = ["news", "article", "post", "doc", "blog", "art", "新闻", "文章", "帖子", "文档"];

fn named(name: &str) -> Option<(Field, u8)> {
    NAMES.iter().find_map(|(field, names)| {
        let rank = names.split_ascii_whitespace().position(|known| known == name)?;
        Some((*field, u8::try_from(rank).unwrap_or(u8::MAX)))
    })
}

fn folded(name: &str) -> String {
    let kept = |c: &char| !matches!(c, '-' | '_' | ':' | '.' | '：') && !c.is_whitespace();
    name.chars().filter(kept).flat_map(char::to_lowercase).collect()
}

/// Who says it. The order is that of trust, and the only place where it is decided: what a witness says holds against all
/// that come after it.
///
/// | witness | for example |
/// |---|---|
/// | record | `{"author": "…"}`, a column of a table |
/// | front matter | `author: …` between `---` at the start of a file |
/// | page | `<meta name="author" content="…">`, `<time>` |
/// | header block | `发信人: …`, `【 作  者 】…`, `来源：…` before the text or below it |
/// | bracket | the date in brackets at the end of a title or a name: `条例(2011-11-29).md` |
/// | name | the date in the name of the file: `2021-03-04 修渠.txt` |
/// | line | a date without a label, alone in one of the first lines: `2019年10月25日` |
/// | folder | the date that the folder is called; whoever stores articles adds it |
/// | signature | the date below the text |
/// | properties | what a word processor keeps of its file |
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// A field of a record.
    Record,
    /// Front matter.
    FrontMatter,
    /// The head of a page.
    Page,
    /// Fields with their labels before the text or below it.
    HeaderBlock,
    /// Brackets at the end of the title or the name of the file.
    Bracket,
    /// The name of the file.
    Name,
    /// A line of its own among the first.
    Line,
    /// The lines below the text.
    Signature,
    /// The properties of a document, which programs fill by themselves.
    Properties,
}

/// What a witness says of one field: clean text, for tags a line for each. Empty if nobody says anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    text: CleanText,
    witness: Option<Witness>,
}

impl Statement {
    /// What is said; may be empty.
    pub fn text(&self) -> &CleanText {
        &self.text
    }

    /// Who says it.
    pub fn witness(&self) -> Option<Witness> {
        self.witness
    }

    /// Whether what `witness` says would be taken.
    fn yields_to(&self, witness: Witness) -> bool {
        self.witness.is_none_or(|known| witness < known)
    }

    /// Takes raw values, a line each, unless a witness as good has spoken; values without text and repeated ones are left
    /// out. Returns what sanitising has dropped.
    pub(super) fn take<'a>(
        &mut self,
        values: impl IntoIterator<Item = &'a str>,
        witness: Witness,
    ) -> Removed {
        let mut removed = Removed::default();
        if !self.yields_to(witness) {
            return removed;
        }
        let mut text = CleanText::new();
        for value in values {
            let mut line = CleanText::new();
            removed.add(line.push_line(value, Ends::Trim));
            if line.is_empty() || text.as_str().lines().any(|known| known == line.as_str()) {
                continue;
            }
            if !text.is_empty() {
                text.line_break();
            }
            text.push_clean(line.as_clean());
        }
        if !text.is_empty() {
            *self = Self { text, witness: Some(witness) };
        }
        removed
    }
}

/// What divides the values of a list in one text.
const DIVIDERS: [char; 7] = [',', '，', '、', ';', '；', '|', '\n'];

/// The tags of one text. Blanks divide Chinese ones, which have none inside, but not `machine learning`.
pub(super) fn divided(value: &str) -> impl Iterator<Item = &str> {
    let value = value.trim();
    let marks = value.contains(DIVIDERS);
    let blanks = !marks && value.split_whitespace().all(|word| word.chars().any(is_han));
    value
        .split(move |c: char| if blanks { c.is_whitespace() } else { DIVIDERS.contains(&c) })
        .map(|tag| tag.trim().trim_start_matches('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_many_names() {
        for (name, field) in [
            ("标题", Field::Title),
            ("Headline", Field::Title),
            ("正文", Field::Text),
            ("publish_date", Field::Date),
            ("pubDate", Field::Date),
            ("發佈時間", Field::Date),
            ("article:published_time", Field::Date),
            ("DC.Creator", Field::Author),
            ("og:site_name", Field::Source),
            ("关键词", Field::Tags),
            ("og:description", Field::Summary),
            ("_id", Field::Id),
        ] {
            assert_eq!(field_of(name).map(|(field, _)| field), Some(field), "{name}");
        }
        for name in ["", "label", "names", "layout", "标题二"] {
            assert_eq!(field_of(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_means_two_fields() {
        let mut names: Vec<&str> =
            NAMES.iter().flat_map(|(_, names)| names.split_ascii_whitespace()).collect();
        assert!(names.iter().all(|name| folded(name) == *name));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn the_better_witness_is_believed() {
        let mut author = Statement::default();
        author.take(["甲"], Witness::Line);
        author.take(["乙"], Witness::Record);
        author.take(["丙"], Witness::FrontMatter);
        author.take([" "], Witness::Record);
        assert_eq!((author.text().as_str(), author.witness()), ("乙", Some(Witness::Record)));
    }

    #[test]
    fn tags_are_clean_lines_and_none_comes_twice() {
        let mut tags = Statement::default();
        let removed = tags.take([" 桥 ", "", "东门\u{1b}[31m", "桥"], Witness::FrontMatter);
        assert_eq!((tags.text().as_str(), removed.controls), ("桥\n东门", 5));
    }
}
