//! The headings of tables in Chinese, and so which there are.

use crate::messages::texts::texts;

texts! {
    /// What a column of a table holds.
    pub enum ColumnName;
    column:
    Word = "词";
    Joint = "共现";
    Expected = "期望";
    LogDice = "强度";
    LogLikelihood = "对数似然";
    Left = "左";
    Right = "右";
    Count = "总次数";
    Here = "次数";
    HerePerMillion = "每百万词";
    HereArticles = "篇数";
    There = "对照次数";
    TherePerMillion = "对照每百万词";
    ThereArticles = "对照篇数";
    LogRatio = "对数比";
    Id = "编号";
    Value = "项目";
    Articles = "篇数";
    Characters = "字数";
    Uses = "用例";
    UsesPerMillion = "每百万字";
    Property = "按";
    Title = "标题";
    Date = "日期";
    Provinces = "省份";
    Section = "栏目";
    Path = "路径";
    Line = "行";
    Paragraph = "段";
    Start = "字节";
}
