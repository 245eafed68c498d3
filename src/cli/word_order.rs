//! Puts the words of a command line in the one order that clap takes: the command, its flags, `--`, everything else.
//!
//! So flags may stand before and after a command, what begins with `-` and is a query (`-北京`) is one, a mistyped flag is
//! none, and behind `--` every word is what it is. Which flags take a value is looked up in the tree of commands. What must
//! not go in: what the arguments mean.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::messages::UsageFault;

/// The words in order. The first is the program, and `program` its tree of commands.
pub(super) fn ordered(args: &[OsString], program: &Command) -> Result<Vec<OsString>, UsageFault> {
    let Some(at) = command_place(args, program) else {
        let rest = args.iter().skip(1).cloned().collect();
        return Ok(args.iter().take(1).cloned().chain(sorted(rest, program)?).collect());
    };
    let name = args.get(at).cloned().unwrap_or_default();
    let around: Vec<OsString> =
        args.iter().take(at).chain(args.iter().skip(at + 1)).skip(1).cloned().collect();
    let around = match program.find_subcommand(&name) {
        // Below it stands another command.
        Some(command) if command.has_subcommands() => around,
        Some(command) => sorted(around, command)?,
        None => around,
    };
    Ok(args.iter().take(1).cloned().chain([name]).chain(around).collect())
}

/// Where the command stands: the first word that is a flag neither nor the value of one.
pub(super) fn command_place(args: &[OsString], program: &Command) -> Option<usize> {
    let is_command = |at: &usize| {
        let command = args.get(*at).and_then(|name| program.find_subcommand(name));
        let before = args.get(1..*at).unwrap_or_default();
        command.is_some_and(|command| are_flags(before, &[command, program]))
    };
    (1..args.len()).find(is_command)
}

/// Whether these are flags and their values, of the first command that has them.
fn are_flags(words: &[OsString], commands: &[&Command]) -> bool {
    let mut words = words.iter().map(|word| word.to_str().unwrap_or_default());
    while let Some(word) = words.next() {
        if !word.starts_with('-') || word == "-" || word == "--" {
            return false;
        }
        if commands.iter().find_map(|command| last_option(word, command)).is_some_and(takes_next) {
            words.next();
        }
    }
    true
}

/// Flags with their values, then `--` and the other words.
fn sorted(args: Vec<OsString>, command: &Command) -> Result<Vec<OsString>, UsageFault> {
    let (mut flags, mut words) = (Vec::new(), Vec::new());
    let mut args = args.into_iter().peekable();
    while let Some(arg) = args.next() {
        let text = arg.to_str().unwrap_or_default().to_owned();
        if text == "--" {
            words.extend(args);
            break;
        }
        if !is_flag(&text, command) {
            words.push(arg);
            continue;
        }
        flags.push(arg);
        if let Some(option) = last_option(&text, command).filter(|option| takes_next(option)) {
            match args.next_if(|value| !value.as_encoded_bytes().starts_with(b"--")) {
                Some(value) => flags.push(value),
                // It may take a query, which may begin with `-`; a flag is none.
                None => return Err(UsageFault::NoValue(option.to_string())),
            }
        }
    }
    if !words.is_empty() {
        flags.push(OsString::from("--"));
    }
    Ok(flags.into_iter().chain(words).collect())
}

/// Whether a word is a flag, known or not. Where a query may stand, what cannot be a flag is one.
fn is_flag(word: &str, command: &Command) -> bool {
    let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) else { return false };
    let takes_query = command.get_positionals().any(|arg| arg.get_id() == "query");
    let first = letters.chars().next();
    !takes_query
        || letters.starts_with('-')
        || letters.chars().all(|c| c.is_ascii_alphanumeric())
        || first.is_some_and(|letter| short(letter, command).is_some())
}

/// The option that a flag without `=` ends with: `--measure`, or `-m` in `-lm`.
fn last_option<'a>(flag: &str, command: &'a Command) -> Option<&'a Arg> {
    if let Some(name) = flag.strip_prefix("--") {
        return command.get_arguments().find(|arg| {
            let other = arg.get_all_aliases().unwrap_or_default();
            arg.get_long() == Some(name) || other.contains(&name)
        });
    }
    let letters: Vec<char> = flag.chars().skip(1).collect();
    let (last, before) = letters.split_last()?;
    // What follows an option that takes a value is its value.
    let has_value = |letter: &char| short(*letter, command).is_some_and(takes_next);
    if before.iter().any(has_value) { None } else { short(*last, command) }
}

fn short(letter: char, command: &Command) -> Option<&Arg> {
    command.get_arguments().find(|arg| {
        let other = arg.get_all_short_aliases().unwrap_or_default();
        arg.get_short() == Some(letter) || other.contains(&letter)
    })
}

fn takes_next(option: &Arg) -> bool {
    let least = option.get_num_args().map_or(1, |count| count.min_values());
    option.get_action().takes_values() && least > 0 && !option.is_require_equals_set()
}

/// The command that a word may have been meant to be, if it is none.
pub(super) fn meant(word: &str, program: &Command) -> Option<String> {
    let names = program.get_subcommands().map(Command::get_name);
    let near = names.map(|name| (strsim::damerau_levenshtein(word, name), name));
    // A third of the letters may be wrong, and a letter of the shortest names.
    let near = near.filter(|(wrong, name)| *wrong <= (name.len() / 3).max(1)).min();
    near.map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    fn in_order(line: &str) -> Result<String, UsageFault> {
        let ordered = ordered(&words(line), &crate::cli::help::command(Lang::En))?;
        Ok(ordered.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn flags_may_stand_before_and_after_a_command() {
        for (typed, wanted) in [
            ("xinglan --json list a --by year b", "xinglan list --json --by year -- a b"),
            ("xinglan --lang en list a", "xinglan list --lang en -- a"),
            ("xinglan --lang=en list a", "xinglan list --lang=en -- a"),
            ("xinglan --by list list a", "xinglan list --by list -- a"),
            ("xinglan --sample list a", "xinglan list --sample -- a"),
            ("xinglan --sample 9 kwic 桥 a", "xinglan kwic --sample 9 -- 桥 a"),
            ("xinglan --measure 30 list a", "xinglan list --measure -- 30 a"),
            ("xinglan -l -m 3 search 桥 a", "xinglan search -l -m 3 -- 桥 a"),
            ("xinglan search 桥 -lm 3 a -C2", "xinglan search -lm 3 -C2 -- 桥 a"),
            ("xinglan search 桥 -m3 a", "xinglan search -m3 -- 桥 a"),
            ("xinglan a --measure 30 list", "xinglan --measure 30 -- a list"),
            ("xinglan -- list a", "xinglan -- list a"),
            ("xinglan --lang en -- list", "xinglan --lang en -- list"),
            ("xinglan help list", "xinglan help list"),
            ("xinglan --help", "xinglan --help"),
            ("xinglan -", "xinglan -- -"),
        ] {
            assert_eq!(in_order(typed).as_deref(), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn a_query_may_begin_with_a_minus_and_a_flag_is_never_one() {
        for (typed, wanted) in [
            ("xinglan search -桥 a", "xinglan search -- -桥 a"),
            ("xinglan search -(桥|坝) a -l", "xinglan search -l -- -(桥|坝) a"),
            ("xinglan search --josn 桥 a", "xinglan search --josn -- 桥 a"),
            ("xinglan search -x 桥 a", "xinglan search -x -- 桥 a"),
            ("xinglan search -l -- --josn a", "xinglan search -l -- --josn a"),
            ("xinglan list --filter -桥 a", "xinglan list --filter -桥 -- a"),
            ("xinglan list -桥 a", "xinglan list -桥 -- a"),
        ] {
            assert_eq!(in_order(typed).as_deref(), Ok(wanted), "{typed}");
        }
        let fault = in_order("xinglan list --filter --json a");
        assert_eq!(fault, Err(UsageFault::NoValue("--filter <QUERY>".to_owned())));
    }

    #[test]
    fn a_command_is_known_with_a_wrong_letter() {
        let meant = |word: &str| super::meant(word, &crate::cli::help::command(Lang::En));
        assert_eq!(meant("serach").as_deref(), Some("search"));
        assert_eq!(meant("lst").as_deref(), Some("list"));
        assert_eq!(meant("seach").as_deref(), Some("search"));
        for word in ["articles", "文章", "", "l"] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
