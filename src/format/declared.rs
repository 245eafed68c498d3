//! What the source of a document in another markup says of it: `\\title{…}` of `LaTeX`, the first line `= …` of `AsciiDoc` and of wikis.
//!
//! The marks stay in the text, which is read as plain. What must not go in: reading these markups.

use super::extension::has_extension;
use super::field_values::FieldValues;
use super::fields::Field;

/// What `LaTeX` calls the fields of a document.
const COMMANDS: [(&str, Field); 4] = [
    ("\\title{", Field::Title),
    ("\\author{", Field::Author),
    ("\\date{", Field::Date),
    ("\\keywords{", Field::Tags),
];

/// What `text` says of itself, if its `name` tells the markup and it has a title.
pub(super) fn read(text: &str, name: &str) -> Option<FieldValues> {
    let mut values = FieldValues::default();
    if has_extension(name, &["tex", "latex"]) {
        for (command, field) in COMMANDS {
            values.add(field, 0, argument(text, command).into_iter().collect());
        }
    } else if has_extension(name, &["adoc", "asciidoc", "wiki", "mediawiki"]) {
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        let title = first.trim().strip_prefix("= ")?;
        values.add(Field::Title, 0, vec![title.strip_suffix(" =").unwrap_or(title).trim().to_owned()]);
    } else {
        return None;
    }
    values.first(Field::Title).is_some().then_some(values)
}

/// What stands in the braces that `command` opens, without braces of its own.
fn argument(text: &str, command: &str) -> Option<String> {
    let (_, after) = text.split_once(command)?;
    let (inside, _) = after.split_once('}')?;
    (!inside.contains(['{', '\\', '\n'])).then(|| inside.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_its_title() {
        for (name, text, title) in [
            ("a.tex", "\\documentclass{ctexart}\n\\title{修渠记}\n\\author{某丙}", "修渠记"),
            ("a.adoc", "\n= 修渠记\n某丙\n\n== 春", "修渠记"),
            ("a.wiki", "= 修渠记 =\n甲", "修渠记"),
            ("a.tex", "\\title{\\bf 修渠记}", ""),
            ("a.txt", "= 修渠记", ""),
        ] {
            let values = read(text, name);
            assert_eq!(
                values.as_ref().and_then(|values| values.first(Field::Title)).unwrap_or(""),
                title,
                "{text}"
            );
        }
    }
}
