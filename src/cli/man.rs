//! `xinglan man`: the manual page of the program with all its commands, in roff, made from the tree of commands.
//!
//! What must not go in: texts.

use clap::{Args, Command};
use clap_mangen::Man;

use super::{ArgumentTexts, help, version};
use crate::error::Error;
use crate::messages::{HelpText, Lang};
use crate::output::Printer;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[];

/// Arguments of `man`: none of its own.
#[derive(Debug, Args)]
pub struct ManArgs {}

/// The sections that `clap_mangen` names in English.
const HEADINGS: [(&str, HelpText); 4] = [
    ("NAME", HelpText::ManName),
    ("SYNOPSIS", HelpText::ManSynopsis),
    ("DESCRIPTION", HelpText::ManDescription),
    ("EXTRA", HelpText::Examples),
];

pub(super) fn run(lang: Lang, out: &mut Printer) -> Result<(), Error> {
    Ok(out.text(&page(lang)?)?)
}

/// The page.
fn page(lang: Lang) -> Result<String, Error> {
    let program = help::command(lang);
    let man = Man::new(program.clone())
        .source(format!("{} {}", program.get_name(), version::VERSION))
        .manual(HelpText::Program.text(lang));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    man.render_extra_section(&mut page)?;
    let mut page = headed(&page, lang);
    page.push_str(&section(&HelpText::Commands.text(lang).to_uppercase()));
    // The help of commands is the one thing not worth a part of its own.
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        page.push_str(&part(program.get_name(), command, lang)?);
    }
    for (heading, text) in [
        (HelpText::ManFiles, HelpText::ManFilesText),
        (HelpText::ManEnvironment, HelpText::ManEnvironmentText),
        (HelpText::ManExit, HelpText::ManExitText),
    ] {
        page.push_str(&section(heading.text(lang)));
        page.extend(text.text(lang).lines().map(item));
    }
    Ok(page)
}

/// The part of a command: what the page of its own would have, one level lower.
fn part(program: &str, command: &Command, lang: Lang) -> Result<String, Error> {
    let name = format!("{program} {}", command.get_name());
    let man = Man::new(command.clone());
    let mut part = Vec::new();
    man.render_description_section(&mut part)?;
    man.render_synopsis_section(&mut part)?;
    man.render_options_section(&mut part)?;
    man.render_extra_section(&mut part)?;
    let part = headed(&part, lang);
    // What is below a part is a paragraph that begins with its name.
    let lines = part.lines().skip(2).map(|line| match line.strip_prefix(".SH ") {
        Some(heading) => format!(".PP\n\\fI{}\\fR\n.br\n", heading.trim_matches('"')),
        None => format!("{line}\n"),
    });
    Ok(format!(".SS {}\n{}", quoted(&name), lines.collect::<String>()))
}

/// The page with its headings in the language of the user.
fn headed(page: &[u8], lang: Lang) -> String {
    let page = String::from_utf8_lossy(page);
    // Each section defines the apostrophe anew.
    let defines = |line: &str| line.contains(".ie \\n(.g") || line.contains(".el .ds");
    let lines =
        page.lines().enumerate().filter(|(number, line)| *number < 2 || !defines(line)).map(|(_, line)| {
            let heading = line.strip_prefix(".SH ").map(|heading| heading.trim_matches('"'));
            let known = heading.and_then(|heading| HEADINGS.iter().find(|(name, _)| *name == heading));
            known.map_or_else(|| format!("{line}\n"), |(_, text)| section(text.text(lang)))
        });
    // The examples have a title of their own.
    let title = format!("{}:\n", HelpText::Examples.text(lang));
    lines.collect::<String>().replace(&title, "")
}

/// One line `NAME: what it is` as an item.
fn item(line: &str) -> String {
    let (name, text) = line.split_once(": ").unwrap_or((line, ""));
    let text = text.replace('\\', "\\\\");
    format!(".TP\n\\fB{}\\fR\n{text}\n", name.replace('\\', "\\\\").replace('-', "\\-"))
}

fn section(heading: &str) -> String {
    format!(".SH {}\n", quoted(heading))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
