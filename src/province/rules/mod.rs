//! Rules that decide whether a name in a text is the place. Each file answers one question:
//!
//! | file | question |
//! |---|---|
//! | `edges` | do its characters belong to the neighbouring words? 隆重庆祝 |
//! | `frames` | does its context make it a place? 在大理的, 中共赵县委 |
//! | `streets` | is it a street or a bridge? 南京西路 |
//! | `people` | is it a person? 李吉林 |
//! | `things` | is it a dish, a dialect, a township, a river? 北京烤鸭 |
//! | `namesakes` | is it a ship, an inn, a line, a person or a firm? 辽宁舰, 台湾饭店 |
//! | `foreign` | is it abroad? 韩国海南郡 |
//! | `works` | is it in the title of a work? 《四川好人》 |
//! | `datelines` | is it the seat of an agency? 新华社北京3月5日电 |
//! | `signs` | does one character mean a province? 赴京, 晋、冀、鲁、豫四省 |
//!
//! Their word lists are in `assets/province`. What must not go in: the order in which rules apply (`reading`), and anything
//! that needs the whole article.

pub(crate) mod datelines;
pub(crate) mod edges;
pub(crate) mod foreign;
pub(crate) mod frames;
pub(crate) mod namesakes;
pub(crate) mod people;
pub(crate) mod signs;
pub(crate) mod streets;
pub(crate) mod things;
pub(crate) mod works;

/// The tables of the rules.
pub(crate) struct Tables {
    pub(crate) words: edges::Words,
    pub(crate) things: things::Things,
    pub(crate) abroad: foreign::Abroad,
}

impl Tables {
    /// Builds them; takes a fraction of a millisecond.
    pub(crate) fn new() -> Self {
        Self { words: edges::Words::get(), things: things::Things::new(), abroad: foreign::Abroad::new() }
    }
}
