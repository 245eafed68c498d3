//! Sentences of the last row, in English.

use crate::messages::{Lang, Message};

pub(super) fn message(message: &Message) -> String {
    match message {
        Message::Word(word) => word.text(Lang::En).to_owned(),
        Message::Measure(cells) => format!("lines of {cells} characters"),
        Message::NotHere(text) => format!("Not in this article: “{text}”"),
        Message::UsedInstead { typed, candidate } => format!("No “{typed}”, used instead: {candidate}"),
        Message::Ambiguous { typed, provinces } => {
            format!("{typed} may be {}: all of them count", provinces.join(", "))
        }
        Message::EndOfArticle(next) => format!("End of article. {}", next.text(Lang::En)),
        Message::MoreHits { forward, label } => {
            let label = label.as_ref().map(|label| format!(" “{label}”")).unwrap_or_default();
            let next = if *forward { "n again: next article" } else { "N again: previous article" };
            format!("End of article. {next}{label}")
        }
        Message::Lit(count) => format!("words that name provinces are lit: {count}"),
        Message::FrameCost { bytes, took, frames, total } => {
            let millis = took.as_secs_f64() * 1000.0;
            format!("last frame {bytes} bytes, {millis:.1} ms; all {frames} frames {total} bytes")
        }
        Message::CorrectionNotKept(fault) => {
            format!("The correction was not kept: {}", super::faults::system(*fault))
        }
        Message::SnapshotNotKept(fault) => {
            format!("No snapshot could be kept: {}", super::faults::system(*fault))
        }
        Message::NoWalls(names) => {
            format!("The kernel of this machine cannot protect it with {}", names.join(", "))
        }
        Message::Config(fault) => {
            format!("Line {} of the config file is not understood and left out: {}", fault.line, fault.text)
        }
    }
}
