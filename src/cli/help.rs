//! The help, in the language of the user: the tree of commands that clap derives, with the texts of [`HelpText`].
//!
//! The doc comments on arguments are for those who read the code. What must not go in: texts.

use std::ffi::OsString;

use clap::{Arg, Command, CommandFactory};

use super::{Args, ArgumentTexts, COMMANDS, version};
use crate::messages::{Example, HelpText, Lang};
use crate::text::WidthPolicy;

/// Arguments that several commands share.
const SHARED: ArgumentTexts = &[
    ("lang", HelpText::Lang),
    ("color", HelpText::Color),
    ("quiet", HelpText::Quiet),
    ("log", HelpText::Log),
    ("encoding", HelpText::Encoding),
    ("files0_from", HelpText::Files0),
    ("ca", HelpText::Authorities),
    ("help", HelpText::Help),
    ("version", HelpText::Version),
];

/// What the long help shows of each command.
const EXAMPLES: &[(&str, Example)] = &[
    ("xinglan", Example::Program),
    ("list", Example::List),
    ("show", Example::Show),
    ("search", Example::Search),
    ("check", Example::Check),
    ("kwic", Example::Kwic),
    ("collocates", Example::Collocates),
    ("keyness", Example::Keyness),
    ("stats", Example::Stats),
    ("index", Example::Index),
    ("export", Example::Export),
    ("push", Example::Push),
    ("cache", Example::Cache),
    ("config", Example::Config),
    ("doctor", Example::Doctor),
    ("notes", Example::Notes),
    ("state", Example::State),
    ("man", Example::Man),
    ("completions", Example::Completions),
];

/// Names of values. The others, such as `1|2`, are no words.
const VALUES: ArgumentTexts = &[
    ("PATH", HelpText::PathValue),
    ("FILE", HelpText::FileValue),
    ("NAME", HelpText::NameValue),
    ("N", HelpText::NumberValue),
    ("ID", HelpText::IdValue),
    ("QUERY", HelpText::QueryValue),
    ("MINUTES", HelpText::MinutesValue),
    ("HOW", HelpText::HowValue),
    ("URL", HelpText::UrlValue),
    ("LANG", HelpText::LangValue),
    ("BY", HelpText::WhatValue),
    ("WHAT", HelpText::WhatValue),
    ("WHEN", HelpText::WhenValue),
];

/// What every command takes, in the order of the help, and its place there: behind what is special to a command.
const COMMON: [&str; 4] = ["lang", "color", "quiet", "log"];
const COMMON_PLACE: usize = 900;

/// The commands and their arguments.
pub(super) fn tree() -> Command {
    let mut command = Args::command().long_version(version::LONG.as_str());
    // Adds the arguments that clap makes itself, which need texts too.
    command.build();
    command
}

/// The same, for a user of `lang`.
pub fn command(lang: Lang) -> Command {
    in_language(tree(), "", lang)
}

fn in_language(command: Command, parent: &str, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let path = if parent.is_empty() { name.clone() } else { format!("{parent} {name}") };
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        HelpText::Usage.text(lang)
    );
    // The value of `--lang`, which every command has, is among the widest.
    let widest = WidthPolicy::default().text(HelpText::LangValue.text(lang));
    let widest = widest - HelpText::LangValue.text(lang).chars().count();
    let command = command
        .mut_args(|arg| argument(arg, &name, lang))
        .mut_args(|arg| aligned(arg, widest))
        .mut_subcommands(|inner| in_language(inner, &path, lang))
        .subcommand_help_heading(HelpText::Commands.text(lang))
        .help_template(template);
    let usage = usage(&command, &path, lang);
    let examples = found_examples(&name).map(|examples| examples_text(examples, lang));
    let command = match examples {
        Some(examples) => command.after_long_help(examples),
        None => command,
    };
    let about = row(&name).map(|(_, text, _)| text.text(lang));
    command.override_usage(usage).about(about).long_about(None::<&str>)
}

fn found_examples(command: &str) -> Option<Example> {
    EXAMPLES.iter().find(|(name, _)| *name == command).map(|(_, examples)| *examples)
}

/// The examples, under their title.
fn examples_text(examples: Example, lang: Lang) -> String {
    let lines = examples.text(lang).replace('\n', "\n  ");
    format!("{}:\n  {lines}", HelpText::Examples.text(lang))
}

/// The usage of the command of this name, else of the program, behind its title.
pub(super) fn usage_of(name: Option<&OsString>, lang: Lang) -> String {
    let program = command(lang);
    let named = name.and_then(|name| program.find_subcommand(name));
    let usage = match named {
        Some(inner) => usage(inner, &format!("{} {}", program.get_name(), inner.get_name()), lang),
        None => usage(&program, program.get_name(), lang),
    };
    format!("{}: {usage}", HelpText::Usage.text(lang))
}

/// How the command is written: the options, then the arguments, or a command in their place.
fn usage(command: &Command, path: &str, lang: Lang) -> String {
    let mut usage = vec![path.to_owned()];
    if command.get_opts().next().is_some() {
        usage.push(format!("[{}]", HelpText::OptionsValue.text(lang)));
    }
    for arg in command.get_positionals() {
        let name = arg.get_value_names().and_then(<[_]>::first).map_or("", |name| name.as_str());
        let several = arg.get_num_args().is_some_and(|count| count.max_values() > 1);
        let dots = if several { "..." } else { "" };
        // The paths of a command may stand in a list instead.
        let may_be_listed =
            command.get_name() != path && command.get_opts().any(|arg| arg.get_id() == "files0_from");
        let is_required = arg.is_required_set() || arg.get_id() == "paths" && may_be_listed;
        usage.push(if is_required { format!("<{name}>{dots}") } else { format!("[{name}]{dots}") });
    }
    let usage = usage.join(" ");
    if !command.has_subcommands() {
        return usage;
    }
    let title = WidthPolicy::default().text(HelpText::Usage.text(lang)) + ": ".len();
    format!("{usage}\n{:title$}{path} <{}>", "", HelpText::CommandValue.text(lang))
}

fn argument(arg: Arg, command: &str, lang: Lang) -> Arg {
    let Some(text) = text_of(command, arg.get_id().as_str()) else { return arg };
    let heading = if arg.is_positional() { HelpText::Arguments } else { HelpText::Options };
    let help = format!("{}{}", text.text(lang), notes(&arg, lang));
    let name = arg.get_value_names().and_then(<[_]>::first).and_then(|name| found(VALUES, name));
    let arg = if let Some(name) = name { arg.value_name(name.text(lang)) } else { arg };
    let common = COMMON.iter().position(|id| arg.get_id() == id);
    let place = common.map(|at| COMMON_PLACE + at).or_else(|| arg.get_index());
    let arg = if let Some(place) = place { arg.display_order(place) } else { arg };
    arg.long_help(help.clone())
        .help(help)
        .help_heading(heading.text(lang))
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// Clap counts characters, not cells: without this, help behind a value named in Chinese is further to the right.
fn aligned(arg: Arg, widest: usize) -> Arg {
    let name = arg.get_value_names().and_then(<[_]>::first).filter(|_| arg.get_action().takes_values());
    let beyond =
        name.map_or(0, |name| WidthPolicy::default().text(name).saturating_sub(name.chars().count()));
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    arg.help(" ".repeat(widest.saturating_sub(beyond)) + &help)
}

/// What an argument can be, and what it is if it is not given.
fn notes(arg: &Arg, lang: Lang) -> String {
    let note = |title: HelpText, values: Vec<String>| {
        let text = format!(" [{}: {}]", title.text(lang), values.join(", "));
        if values.is_empty() { String::new() } else { text }
    };
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let allowed = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let default = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    note(HelpText::Allowed, allowed) + &note(HelpText::Default, default)
}

fn text_of(command: &str, argument: &str) -> Option<HelpText> {
    row(command).and_then(|(_, _, own)| found(own, argument)).or_else(|| found(SHARED, argument))
}

fn row(command: &str) -> Option<&'static (&'static str, HelpText, ArgumentTexts)> {
    COMMANDS.iter().find(|(name, ..)| *name == command)
}

fn found(texts: ArgumentTexts, name: &str) -> Option<HelpText> {
    texts.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

    /// Every command below this one with itself, and its help.
    fn walk(command: &Command, see: &mut dyn FnMut(&Command)) {
        see(command);
        command.get_subcommands().for_each(|inner| walk(inner, see));
    }

    fn is_han(c: char) -> bool {
        ('\u{3400}'..='\u{9fff}').contains(&c)
    }

    #[test]
    fn every_command_and_argument_has_a_text() {
        walk(&command(Lang::En), &mut |command| {
            assert!(row(command.get_name()).is_some(), "{}", command.get_name());
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                assert!(text_of(command.get_name(), id).is_some(), "{} {id}", command.get_name());
                for name in
                    arg.get_value_names().filter(|_| arg.get_action().takes_values()).unwrap_or_default()
                {
                    let is_word = name.chars().any(|c| c.is_ascii_uppercase());
                    assert!(
                        !is_word || VALUES.iter().any(|(_, text)| text.text(Lang::En) == name.as_str()),
                        "{name}"
                    );
                }
            }
        });
    }

    #[test]
    fn every_command_has_examples() {
        walk(&tree(), &mut |command| {
            let name = command.get_name();
            let has = found_examples(name).is_some();
            assert!(
                has || name == "help" || row(name).is_none(),
                "{name} has no examples: add a row to EXAMPLES in cli/help.rs, and its text to messages/zh/examples.rs \
                 and messages/en/examples.rs"
            );
        });
        for (name, examples) in EXAMPLES {
            assert!(row(name).is_some(), "{name} is no command");
            for lang in LANGS {
                let text = examples.text(lang);
                let own = |line: &str| *name == "xinglan" || line.contains(&format!("xinglan {name}"));
                assert!(text.lines().all(|line| line.contains("xinglan") && own(line)), "{name}: {text}");
            }
        }
    }

    #[test]
    fn no_text_of_the_tables_is_without_use() {
        let mut seen = Vec::new();
        walk(&Args::command(), &mut |command| {
            let name = command.get_name().to_owned();
            seen.extend(command.get_arguments().map(|arg| (name.clone(), arg.get_id().to_string())));
        });
        for (command, _, own) in COMMANDS {
            for (id, _) in *own {
                let is_there =
                    |(name, arg): &(String, String)| (name.as_str(), arg.as_str()) == (*command, *id);
                assert!(seen.iter().any(is_there), "{command} {id}");
            }
        }
    }

    #[test]
    fn help_is_in_one_language() {
        for lang in LANGS {
            walk(&command(lang), &mut |command| {
                for help in [command.clone().render_help(), command.clone().render_long_help()] {
                    let help = help.to_string();
                    // What they look for is Chinese in both languages.
                    let title = format!("{}:\n", HelpText::Examples.text(lang));
                    let help = help.split(&title).next().unwrap_or_default();
                    if lang == Lang::En {
                        assert!(!help.contains(is_han), "{help}");
                    }
                    for line in help.lines().filter(|_| lang == Lang::Zh) {
                        // Two English words in a row that are no option are a sentence.
                        let words: Vec<&str> = line.split_whitespace().collect();
                        let english =
                            |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
                        let is_usage = line.contains("xinglan");
                        let sentence = words.windows(2).any(|pair| pair.iter().all(english));
                        assert!(is_usage || !sentence, "{line}");
                        assert!(
                            is_usage
                                || line.trim().is_empty()
                                || line.contains(is_han)
                                || line.trim_start().starts_with(['-', '<']),
                            "{line}"
                        );
                    }
                }
            });
        }
    }
}
