//! `xinglan completions SHELL`: what a shell needs to complete commands, flags, their values and paths.
//!
//! Values that are no closed list for the parser, such as provinces, are one here. What must not go in: other values than
//! those the commands take.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Args, Command, ValueEnum, ValueHint};
use clap_complete::{Shell, generate};

use super::{ArgumentTexts, help, reading, search};
use crate::error::Error;
use crate::messages::{HelpText, Lang};
use crate::output::Printer;
use crate::province::PROVINCES;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[("shell", HelpText::Shell)];

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "NAME", value_enum)]
    shell: ShellArg,
}

/// The shells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShellArg {
    Bash,
    Zsh,
    Fish,
}

pub(super) fn run(args: &CompletionsArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let shell = match args.shell {
        ShellArg::Bash => Shell::Bash,
        ShellArg::Zsh => Shell::Zsh,
        ShellArg::Fish => Shell::Fish,
    };
    let mut command = with_values(help::command(lang));
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(shell, &mut command, name, &mut script);
    let script = String::from_utf8_lossy(&script);
    let commands: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    Ok(out.text(&match args.shell {
        ShellArg::Bash => script.into_owned(),
        ShellArg::Zsh => commands_first(&script),
        ShellArg::Fish => commands_by_name(&script, &commands.join(" ")),
    })?)
}

/// The script for zsh with the command as the first word: `clap_complete` counts the paths of the reader before it, so that
/// nothing behind a command would be completed. Paths are offered beside the commands instead.
fn commands_first(script: &str) -> String {
    let commands = "\":: :_xinglan_commands\"";
    let either = "\":: :{_alternative 'commands:command:_xinglan_commands' 'files:path:_files'}\"";
    let lines = script.lines().filter(|line| !line.starts_with("'::paths -- "));
    let lines = lines.map(|line| line.replace(commands, either).replace("$line[2]", "$line[1]"));
    lines.map(|line| line + "\n").collect()
}

/// The script for fish that finds the command by its name: the `argparse` of fish 3.1, which Debian 11 has, knows no flags without
/// a letter.
fn commands_by_name(script: &str, commands: &str) -> String {
    const FIRST: &str = "    argparse -s ";
    const LAST: &str = "    return 0\n";
    let parts = script.split_once(FIRST).and_then(|(before, rest)| Some((before, rest.split_once(LAST)?.1)));
    let Some((before, after)) = parts else { return script.to_owned() };
    let lines = [
        "for word in $cmd",
        &format!("    if contains -- $word {commands}"),
        "        echo $word",
        "        return 1",
        "    end",
        "end",
    ];
    let found: String = lines.iter().map(|line| ["    ", line, "\n"].concat()).collect();
    [before, &found, LAST, after].concat()
}

/// The commands, with all values that can be listed.
fn with_values(command: Command) -> Command {
    command.mut_args(argument).mut_subcommands(with_values)
}

fn argument(arg: Arg) -> Arg {
    let listed = |values: Vec<PossibleValue>, arg: Arg| arg.value_parser(PossibleValuesParser::new(values));
    // Help is aligned for the screen.
    let help = arg.get_help().map(|help| help.to_string().trim().to_owned());
    let arg = if let Some(help) = help { arg.help(help) } else { arg };
    match arg.get_id().as_str() {
        "province" | "mentions" => listed(provinces(), arg),
        "sort" if arg.get_possible_values().is_empty() => {
            let names = if arg.get_value_delimiter().is_some() { kwic_orders() } else { search::sorts() };
            listed(names, arg)
        }
        "encoding" => listed(reading::ENCODINGS.split(", ").map(PossibleValue::new).collect(), arg),
        "paths" => arg.value_hint(ValueHint::AnyPath),
        "output" | "snapshot" | "log" => arg.value_hint(ValueHint::FilePath),
        _ => arg,
    }
}

/// The provinces: what is typed on any keyboard, and what it means.
fn provinces() -> Vec<PossibleValue> {
    let value = |province: &crate::province::Province| {
        PossibleValue::new(province.pinyin).help(province.name(Lang::Zh))
    };
    PROVINCES.iter().map(value).collect()
}

fn kwic_orders() -> Vec<PossibleValue> {
    super::concordance::kwic::SORTS.split(", ").map(PossibleValue::new).collect()
}
