//! The tables of the concordance: columns and fields, the same on a terminal, for programs, and saved from the reader.
//!
//! What must not go in: printing, and counting.

use super::asked::UseSource;
use super::collocates::Collocate;
use super::distribution::Share;
use super::keyness::Keyword;
use super::measures::per_million;
use crate::corpus::walk::shown_path;
use crate::messages::{ColumnName, Lang};
use crate::province;
use crate::text::CleanText;

/// A column: its name for programs, and its heading for people.
pub type TableColumn = (&'static str, ColumnName);

/// A field of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum TableField {
    /// Text.
    Text(String),
    /// A number of things.
    Count(u64),
    /// Any other number.
    Measure(f64),
}

/// The columns of [`use_row`].
pub const USE_COLUMNS: &[TableColumn] = &[
    ("left", ColumnName::Left),
    ("use", ColumnName::Uses),
    ("right", ColumnName::Right),
    ("title", ColumnName::Title),
    ("date", ColumnName::Date),
    ("provinces", ColumnName::Provinces),
    ("section", ColumnName::Section),
    ("path", ColumnName::Path),
    ("line", ColumnName::Line),
    ("paragraph", ColumnName::Paragraph),
    ("start", ColumnName::Start),
];

/// The columns of values and the number of their uses.
pub const GROUP_COLUMNS: &[TableColumn] = &[("value", ColumnName::Value), ("uses", ColumnName::Uses)];

/// The columns of [`collocate_row`].
pub const COLLOCATE_COLUMNS: &[TableColumn] = &[
    ("word", ColumnName::Word),
    ("log_dice", ColumnName::LogDice),
    ("joint", ColumnName::Joint),
    ("expected", ColumnName::Expected),
    ("log_likelihood", ColumnName::LogLikelihood),
    ("left", ColumnName::Left),
    ("right", ColumnName::Right),
    ("count", ColumnName::Count),
];

/// The columns of [`keyword_row`].
pub const KEYWORD_COLUMNS: &[TableColumn] = &[
    ("word", ColumnName::Word),
    ("log_likelihood", ColumnName::LogLikelihood),
    ("log_ratio", ColumnName::LogRatio),
    ("count", ColumnName::Here),
    ("per_million", ColumnName::HerePerMillion),
    ("articles", ColumnName::HereArticles),
    ("count_there", ColumnName::There),
    ("per_million_there", ColumnName::TherePerMillion),
    ("articles_there", ColumnName::ThereArticles),
];

/// The columns of [`share_row`].
pub const SHARE_COLUMNS: &[TableColumn] = &[
    ("by", ColumnName::Property),
    ("value", ColumnName::Value),
    ("articles", ColumnName::Articles),
    ("chars", ColumnName::Characters),
    ("uses", ColumnName::Uses),
    ("per_million", ColumnName::UsesPerMillion),
];

impl TableField {
    /// As exact as it is, for programs.
    pub fn exact(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Measure(number) => number.to_string(),
        }
    }
}

/// A use with what stands left and right of it.
pub fn use_row([left, word, right]: [&str; 3], source: &UseSource, lang: Lang) -> Vec<TableField> {
    let text = |text: &str| TableField::Text(text.to_owned());
    let provinces: Vec<&str> = province::names_in(source.tags.about, lang).collect();
    vec![
        text(left),
        text(word),
        text(right),
        text(source.label.as_str()),
        text(&source.date.map(|date| date.to_string()).unwrap_or_default()),
        text(&provinces.join(" ")),
        text(source.section.as_str()),
        text(&shown_path(&source.path)),
        source.line.map_or_else(|| text(""), |line| TableField::Count(line.into())),
        TableField::Count(source.paragraph as u64),
        TableField::Count(source.start as u64),
    ]
}

/// A collocate.
pub fn collocate_row(one: &Collocate) -> Vec<TableField> {
    vec![
        TableField::Text(one.word.clone()),
        TableField::Measure(one.log_dice),
        TableField::Count(one.counts.joint()),
        TableField::Measure(one.expected),
        TableField::Measure(one.log_likelihood),
        TableField::Count(one.counts.left),
        TableField::Count(one.counts.right),
        TableField::Count(one.counts.count),
    ]
}

/// A keyword of two sets of so many words.
pub fn keyword_row(one: &Keyword, [here, there]: [u64; 2]) -> Vec<TableField> {
    vec![
        TableField::Text(one.word.clone()),
        TableField::Measure(one.log_likelihood),
        TableField::Measure(one.log_ratio),
        TableField::Count(one.here.count),
        TableField::Measure(per_million(one.here.count, here)),
        TableField::Count(one.here.articles),
        TableField::Count(one.there.count),
        TableField::Measure(per_million(one.there.count, there)),
        TableField::Count(one.there.articles),
    ]
}

/// What is in one value of what articles are counted by.
pub fn share_row(by: &str, value: String, share: Share) -> Vec<TableField> {
    vec![
        TableField::Text(by.to_owned()),
        TableField::Text(value),
        TableField::Count(share.articles),
        TableField::Count(share.chars),
        TableField::Count(share.uses),
        TableField::Measure(share.per_million()),
    ]
}

/// A table with tabs between the columns, their names for programs in the first line.
pub fn tsv(columns: &[TableColumn], rows: impl Iterator<Item = Vec<TableField>>) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut text = names.join("\t") + "\n";
    for row in rows {
        let fields: Vec<String> =
            row.iter().map(|field| CleanText::line(&field.exact().replace('\t', " ")).to_string()).collect();
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_never_ends_a_column_or_a_line() {
        let row = vec![TableField::Text("一\t二\n三".to_owned()), TableField::Measure(0.5)];
        assert_eq!(tsv(GROUP_COLUMNS, std::iter::once(row)), "value\tuses\n一 二 三\t0.5\n");
    }
}
