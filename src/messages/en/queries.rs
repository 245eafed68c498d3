//! A query as it was understood, in English: `about:Liaoning and (trade or harbour)`.

use crate::messages::Echo;

pub(super) fn echo(echo: &Echo) -> String {
    match echo {
        Echo::Text(text) => text.clone(),
        Echo::Title(text) => format!("title:{text}"),
        Echo::Whole(text) => format!("word:{text}"),
        Echo::Near(words) => format!("{} in one paragraph", words.join("~")),
        Echo::About(names) => format!("about:{}", names.join("/")),
        Echo::Mentions(names) => format!("mentions:{}", names.join("/")),
        Echo::NoProvince => "no province".to_owned(),
        Echo::Section(name) => format!("section:{name}"),
        Echo::Note(text) => format!("note:{text}"),
        Echo::NoSection => "no section".to_owned(),
        Echo::Status(name) => format!("status:{name}"),
        Echo::Tag(name) => said("tag", name.as_deref()),
        Echo::Date(date) => format!("date:{date}"),
        Echo::Dates(Some(from), Some(to)) => format!("date:{from} to {to}"),
        Echo::Dates(Some(from), None) => format!("date:from {from}"),
        Echo::Dates(None, to) => format!("date:until {}", to.as_deref().unwrap_or_default()),
        Echo::NoDate => "no date".to_owned(),
        Echo::Author(name) => said("author", name.as_deref()),
        Echo::Source(name) => said("source", name.as_deref()),
        Echo::Not(inside) => format!("not {}", self::echo(inside)),
        Echo::Any(terms) => terms.iter().map(self::echo).collect::<Vec<_>>().join(" or "),
        Echo::All(clauses) => clauses.iter().map(clause).collect::<Vec<_>>().join(" and "),
    }
}

fn said(field: &str, value: Option<&str>) -> String {
    value.map_or_else(|| format!("no {field}"), |value| format!("{field}:{value}"))
}

fn clause(clause: &Echo) -> String {
    let text = echo(clause);
    if matches!(clause, Echo::Any(_)) { format!("({text})") } else { text }
}
