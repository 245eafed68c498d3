//! Turns what clap says of a command line into a fault of ours, which has a text in each language.
//!
//! What must not go in: texts.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use super::word_order;
use crate::messages::UsageFault;

/// What is wrong with the command line.
pub(super) fn fault(said: &Error, program: &Command) -> UsageFault {
    let argument = || first(said, ContextKind::InvalidArg);
    let value = || first(said, ContextKind::InvalidValue);
    match said.kind() {
        ErrorKind::InvalidValue if value().is_empty() => UsageFault::NoValue(argument()),
        ErrorKind::InvalidValue => UsageFault::Value {
            argument: argument(),
            value: value(),
            allowed: all(said, ContextKind::ValidValue),
        },
        ErrorKind::ValueValidation => {
            UsageFault::Value { argument: argument(), value: value(), allowed: range(said) }
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            UsageFault::NoValue(argument())
        }
        ErrorKind::TooManyValues => UsageFault::TooManyValues { argument: argument(), value: value() },
        ErrorKind::UnknownArgument => unknown(said, argument(), program),
        ErrorKind::InvalidSubcommand => {
            let name = first(said, ContextKind::InvalidSubcommand);
            let meant = word_order::meant(&name, program);
            UsageFault::NoCommand { name, meant }
        }
        ErrorKind::ArgumentConflict => conflict(said),
        ErrorKind::MissingRequiredArgument => UsageFault::Missing(all(said, ContextKind::InvalidArg)),
        ErrorKind::InvalidUtf8 => UsageFault::NotUnicode,
        _ => UsageFault::Other,
    }
}

fn unknown(said: &Error, argument: String, program: &Command) -> UsageFault {
    let meant = all(said, ContextKind::SuggestedArg).into_iter().next();
    let has = |command: &&Command| {
        command.get_arguments().any(|arg| {
            let long = arg.get_long().is_some_and(|long| argument.strip_prefix("--") == Some(long));
            long || arg.get_short().is_some_and(|short| argument == format!("-{short}"))
        })
    };
    let all = std::iter::once(program).chain(program.get_subcommands());
    let commands = all.filter(has).map(|command| command.get_name().to_owned());
    match meant {
        Some(meant) => UsageFault::Unknown { argument, meant },
        None => UsageFault::Elsewhere { commands: commands.collect(), argument },
    }
}

fn conflict(said: &Error) -> UsageFault {
    let one =
        [ContextKind::InvalidArg, ContextKind::InvalidSubcommand].map(|kind| first(said, kind)).concat();
    let other = first(said, ContextKind::PriorArg);
    if one == other { UsageFault::Twice(one) } else { UsageFault::Conflict(one, other) }
}

/// What a value must be, if its parser says `X is not in 1..=2`, as those of clap do, or names what there is.
fn range(said: &Error) -> Vec<String> {
    let text = said.source().map(ToString::to_string).unwrap_or_default();
    let allowed = text.rsplit_once(" is not in ").map(|(_, allowed)| allowed.replace("..=", "-"));
    allowed.iter().flat_map(|allowed| allowed.split(", ")).map(str::to_owned).collect()
}

fn first(said: &Error, kind: ContextKind) -> String {
    all(said, kind).into_iter().next().unwrap_or_default()
}

fn all(said: &Error, kind: ContextKind) -> Vec<String> {
    match said.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
