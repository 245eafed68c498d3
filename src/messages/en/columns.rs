//! The headings of tables in English.

use crate::messages::ColumnName;
use crate::messages::texts::texts;

texts! { column(ColumnName):
    Word = "Word";
    Joint = "Joint";
    Expected = "Expected";
    LogDice = "logDice";
    LogLikelihood = "Log-likelihood";
    Left = "Left";
    Right = "Right";
    Count = "Total";
    Here = "Count";
    HerePerMillion = "Per million";
    HereArticles = "Articles";
    There = "Count there";
    TherePerMillion = "Per million there";
    ThereArticles = "Articles there";
    LogRatio = "Log ratio";
    Id = "ID";
    Value = "Value";
    Articles = "Articles";
    Characters = "Characters";
    Uses = "Uses";
    UsesPerMillion = "Per million characters";
    Property = "By";
    Title = "Title";
    Date = "Date";
    Provinces = "Provinces";
    Section = "Section";
    Path = "Path";
    Line = "Line";
    Paragraph = "Paragraph";
    Start = "Byte";
}
