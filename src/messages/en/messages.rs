//! Sentences of the last row, in English.

use super::faults::system;
use super::phrases::counted;
use super::remote::remote;
use crate::messages::{
    ConfigFault, ConfigLine, ConfigLineFault, Lang, Message, OutsideMessage, SavedThing, StateFault,
    SystemFault,
};

pub(super) fn message(message: &Message) -> String {
    match message {
        Message::Word(word) => word.text(Lang::En).to_owned(),
        Message::Remote(fault) => remote(fault),
        Message::Fetched { articles, of } => fetched(*articles, *of),
        Message::Picture(fault) => super::faults::picture(fault),
        Message::Several(messages) => messages.iter().map(self::message).collect::<Vec<_>>().join("; "),
        Message::Measure(cells) => format!("lines of {cells} characters"),
        Message::NotHere(text) => format!("Not in this article: “{text}”"),
        Message::UsedInstead { typed, candidate } => format!("No “{typed}”, used instead: {candidate}"),
        Message::Ambiguous { typed, provinces } => {
            format!("{typed} may be {}: all of them count", provinces.join(", "))
        }
        Message::DeadKey { key, elsewhere: Some((pane, name)) } => {
            let (pane, name) = (pane.text(Lang::En), name.text(Lang::En));
            format!("{key} does nothing here; in [{pane}]: {name}")
        }
        Message::DeadKey { key, elsewhere: None } => {
            format!("{key} does nothing here; ? or F1 shows the keys")
        }
        Message::EndOfArticle(next) => format!("End of article. {}", next.text(Lang::En)),
        Message::MoreHits { forward, label } => {
            let label = label.as_ref().map(|label| format!(" “{label}”")).unwrap_or_default();
            let next = if *forward { "n again: next article" } else { "N again: previous article" };
            format!("End of article. {next}{label}")
        }
        Message::Resumed { title, new: 0, .. } => format!("Where you were: “{title}”  Backspace starts over"),
        Message::Resumed { title, new, here } => {
            let here = if here == new { String::new() } else { format!(" ({here} in this filter)") };
            format!("Where you were: “{title}” · {new} new{here}  Tab shows them  Backspace starts over")
        }
        Message::Changes { new, changed, gone } => {
            let parts = [("new", new), ("changed", changed), ("gone", gone)];
            let said = parts.iter().filter(|(_, count)| **count > 0);
            said.map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
        }
        Message::Outside(message) => outside(message),
        Message::NoPlace(code) => format!("There is no place {code}"),
        Message::ManyPlaces(code) => format!("{code} matches two articles; more digits are needed"),
        Message::ComeBack { command: Some(command), code } => format!("Back to this place: {command} {code}"),
        Message::ComeBack { command: None, code } => {
            format!("Back to this place: {code} after the ssh command")
        }
        Message::Lit(count) => format!("words that name provinces are lit: {count}"),
        Message::FrameCost { bytes, took, frames, total } => {
            let millis = took.as_secs_f64() * 1000.0;
            let (last, total) = (counted(bytes, "byte"), counted(total, "byte"));
            format!("last frame {last}, {millis:.1} ms; {} in all, {total}", counted(frames, "frame"))
        }
        Message::State(fault) => not_kept(fault),
        Message::NotKept(fault) => format!("Not kept, it holds for this visit only: {}", state(fault)),
        Message::FoldersReread { articles } => reread(*articles),
        Message::SnapshotNotKept(fault) => format!("No snapshot could be kept: {}", system(*fault)),
        Message::SnapshotNotReplaced(name) => format!("{name} is no snapshot and was left alone"),
        Message::OwnFile { name, fault } => super::faults::own_file(name, *fault),
        Message::NoWalls(names) => no_walls(names),
        Message::Query(fault) => fault.text(Lang::En),
        Message::Config(fault) => config(fault),
    }
}

fn no_walls(names: &[&str]) -> String {
    format!("The kernel of this machine cannot protect it with {}", names.join(", "))
}

fn fetched(articles: usize, of: u64) -> String {
    let fetched = counted(articles, "article");
    if articles as u64 == of {
        format!("Found in {fetched} fetched")
    } else {
        format!("Found in the first {fetched} of {of}")
    }
}

fn reread(articles: usize) -> String {
    match articles {
        0 => "Looked at the folders again; they are read as before".to_owned(),
        _ => format!("Read {articles} articles again, in the new way"),
    }
}

fn not_kept(fault: &StateFault) -> String {
    match fault {
        StateFault::Damaged => {
            "What was kept is damaged; it was set aside as .bad and begins anew".to_owned()
        }
        fault => format!("Nothing is kept this time: {}", state(fault)),
    }
}

fn outside(message: &OutsideMessage) -> String {
    match message {
        OutsideMessage::Saved { path, what, fetch } => {
            let what = match what {
                SavedThing::Articles(count) => format!(", {}", counted(count, "article")),
                SavedThing::Notes(count) => format!(", {}", counted(count, "passage")),
                SavedThing::Passage => String::new(),
            };
            let fetch = fetch.as_ref().map(|command| format!("  to fetch it: {command}")).unwrap_or_default();
            format!("Saved: {path}{what}{fetch}")
        }
        OutsideMessage::NotSaved { path, fault: SystemFault::Exists } => {
            format!("There is such a file, it was left alone: {path}")
        }
        OutsideMessage::NotSaved { path, fault } => format!("Not saved in {path}: {}", system(*fault)),
        OutsideMessage::NotTaken(fault) => format!("Nothing was taken out: {}", system(*fault)),
        OutsideMessage::Ended(126 | 127) => "The program could not be started".to_owned(),
        OutsideMessage::Ended(code) => format!("The program ended with code {code}"),
    }
}

fn state(fault: &StateFault) -> String {
    match fault {
        StateFault::Damaged => "the file is damaged".to_owned(),
        StateFault::Off => "nothing is kept here".to_owned(),
        StateFault::Newer => "a newer version wrote the file".to_owned(),
        StateFault::System(fault) => system(*fault),
    }
}

fn config(fault: &ConfigFault) -> String {
    let line = |line: &ConfigLine| {
        let why = match line.fault {
            ConfigLineFault::Syntax => "not understood",
            ConfigLineFault::UnknownName => "no such setting",
            ConfigLineFault::BadValue => "bad value",
            ConfigLineFault::UnknownAction => "no such action",
            ConfigLineFault::BadKey => "no such key",
            ConfigLineFault::KeyTaken => "key already given to another action",
        };
        format!("line {} ({why}) {}", line.line, line.text)
    };
    match fault {
        ConfigFault::Lines(lines) => {
            format!("Left out of the config file: {}", lines.iter().map(line).collect::<Vec<_>>().join("; "))
        }
        ConfigFault::NotUtf8 => "The config file is not UTF-8 and was left out".to_owned(),
        ConfigFault::Unreadable(reason) => format!("The config file cannot be read: {}", system(*reason)),
    }
}
