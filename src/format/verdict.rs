//! The verdict on a folder: what its files have in common, found out before each of them is judged.
//!
//! Plain data, so that every form can ask it. What must not go in: finding it out ([`super::evidence`]).

use serde::{Deserialize, Serialize};

use super::draft::Encoding;

/// What the names of the files are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameRole {
    /// One witness of several for the title, which stands in the text.
    #[default]
    Witness,
    /// They are the titles; the texts begin with prose.
    Title,
}

/// What the numbers at the start of titles and names are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberRole {
    /// Parts of the titles. One number is no series, so this holds where nothing is known.
    #[default]
    Text,
    /// List numbers: together they are a series.
    Ordinal,
}

/// How files become articles, where their form leaves it open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Split {
    /// As each looks by itself.
    #[default]
    Own,
    /// A file is an article.
    Whole,
    /// Each heading of this level (1 to 6) begins one.
    Headings(u8),
}

/// Which of several dates counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateRole {
    /// That of the best witness.
    #[default]
    Trust,
    /// The one in the name.
    Name,
}

/// What a user says of a folder, against what was found out. What is left open is found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderCorrection {
    /// What their names are.
    pub name: Option<NameRole>,
    /// What the numbers before their titles are.
    pub number: Option<NumberRole>,
    /// How they become articles.
    pub split: Option<Split>,
    /// Which of their dates counts.
    pub date: Option<DateRole>,
    /// How their bytes are to be read.
    #[serde(default)]
    pub encoding: Option<Encoding>,
}

/// What the files of a folder have in common. The default is that of a folder of which nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderVerdict {
    /// What their names are.
    pub name: NameRole,
    /// What the numbers before their titles are.
    pub number: NumberRole,
    /// How they become articles.
    pub split: Split,
    /// Which of their dates counts.
    pub date: DateRole,
    /// How their bytes are to be read; each as it reads best if nothing is said.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// Lines that stand in many of them, without blanks at their ends: none is a title.
    pub boilerplate: Vec<String>,
    /// What of this the user has said.
    #[serde(default)]
    pub correction: FolderCorrection,
}

impl FolderVerdict {
    /// The same with what the user says.
    #[must_use]
    pub fn corrected(&self, correction: FolderCorrection) -> Self {
        Self {
            name: correction.name.unwrap_or(self.name),
            number: correction.number.unwrap_or(self.number),
            split: correction.split.unwrap_or(self.split),
            date: correction.date.unwrap_or(self.date),
            encoding: correction.encoding.or(self.encoding),
            boilerplate: self.boilerplate.clone(),
            correction,
        }
    }

    /// Whether `line` stands in many files.
    pub fn is_boilerplate(&self, line: &str) -> bool {
        !self.boilerplate.is_empty() && self.boilerplate.iter().any(|known| known == line.trim())
    }
}
