//! What went wrong, in English: files, queries, command lines.

use super::phrases::counted;
use crate::messages::reason::PACKED;
use crate::messages::{
    ArchiveFault, Failure, FolderFact, ForeignForm, Lang, PictureFault, QueryFault, Reason, RegexFault,
    SystemFault, UsageFault,
};

/// What the system says.
pub(super) fn system(fault: SystemFault) -> String {
    let text = match fault {
        SystemFault::NotFound => "there is no such file or folder",
        SystemFault::Denied => "permission denied",
        SystemFault::ReadOnly => "the file system takes no changes",
        SystemFault::Full => "the disk is full",
        SystemFault::TooLarge => "the file is too large",
        SystemFault::IsFolder => "this is a folder",
        SystemFault::NotFolder => "a part of the path is no folder",
        SystemFault::NotRegular => "this is no regular file",
        SystemFault::NotOwned => "it belongs to another user",
        SystemFault::Busy => "somebody else is using it",
        SystemFault::TooManyOpen => "too many files are open",
        SystemFault::NoMemory => "memory has run out",
        SystemFault::Loop => "links lead in a circle",
        SystemFault::BadName => "the name is too long or not allowed",
        SystemFault::Device => "the device cannot read or write",
        SystemFault::Exists => "the name is taken; nothing was changed",
        SystemFault::Remote => "the file server does not answer",
        SystemFault::Other(None) => "for an unknown reason",
        SystemFault::Other(Some(number)) => return format!("system error {number}"),
    };
    text.to_owned()
}

pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::System(fault) => format!("cannot be read: {}", system(*fault)),
        Reason::TooLarge(mebibytes) => format!("not read: larger than {mebibytes} MiB"),
        Reason::Format(name) if PACKED.contains(&name.as_str()) => {
            format!("not text: a {name} file, which is read if its name says so")
        }
        Reason::Format(name) => format!("not text: a {name} file"),
        Reason::Damaged => "the document is broken".to_owned(),
        Reason::Encrypted => "encrypted".to_owned(),
        Reason::NoWords => "there is no text in it, only pictures".to_owned(),
        Reason::NoCharacters => {
            "its fonts do not say which characters they draw; try pdftotext or text recognition".to_owned()
        }
        Reason::Nul => "not text: it holds NUL bytes".to_owned(),
        Reason::Controls => "not text: it is full of control characters".to_owned(),
        Reason::Utf32 => "UTF-32 is not supported".to_owned(),
        Reason::NoJson(column) => format!("no article in JSON: not well formed at column {column}"),
        Reason::CutJson => "no article in JSON: it ends too early".to_owned(),
        Reason::WrongJson(column) => format!("no article in JSON: a wrong type before column {column}"),
        Reason::NoText => "no article in JSON: no field for a text".to_owned(),
        Reason::NoRecords => "data without articles".to_owned(),
        Reason::WrongMark(mark, text) => {
            format!("its mark says {mark}, its text is {text} and was read so")
        }
        Reason::TwoEncodings(most, other) => {
            format!("two encodings in one file, {most} and {other}, each read as it is")
        }
        Reason::Mojibake { written, read_as } => {
            format!("stored garbled: looks like {written} read as {read_as}; E shows the original")
        }
        Reason::Illegible => "does not read as text: the encoding may be wrong, E tries others".to_owned(),
        Reason::Passed(why) => format!("passed over: {}", self::reason(why)),
        Reason::Hidden => "a hidden file".to_owned(),
        Reason::NameOfNoText => "no text, by its name".to_owned(),
        Reason::Outside => "a link out of the folder, or in a circle".to_owned(),
        Reason::Special => "not a regular file".to_owned(),
        Reason::Code => "source code or a style sheet".to_owned(),
        Reason::Settings => "for programs: settings, versions, a map of a site".to_owned(),
        Reason::Template => "a template of pages".to_owned(),
        Reason::Archive(fault) => archive(*fault),
        Reason::Foreign(form) => foreign(*form).to_owned(),
        Reason::Folder(facts) if facts.is_empty() => "this folder: nothing special".to_owned(),
        Reason::Folder(facts) => {
            format!("this folder: {}", facts.iter().map(fact).collect::<Vec<_>>().join("; "))
        }
    }
}

fn fact(fact: &FolderFact) -> String {
    match fact {
        FolderFact::NamesAreTitles => "names are titles".to_owned(),
        FolderFact::NumbersAreOrdinals => "numbers before titles are list numbers".to_owned(),
        FolderFact::HeadingsSplit(level) => format!("each heading of level {level} begins an article"),
        FolderFact::DateInName => "the date in the name counts".to_owned(),
        FolderFact::Encoding(name) => format!("read as {name}"),
        FolderFact::Said => "read as you said".to_owned(),
        FolderFact::Boilerplate(line) => format!("“{line}” stands in many and is no title"),
    }
}

pub(super) fn query(fault: &QueryFault) -> String {
    match fault {
        QueryFault::NoProvince(name) => format!("No province is called “{name}”"),
        QueryFault::Regex { pattern, fault, place } => {
            let what = match fault {
                RegexFault::Incomplete => "is not complete",
                RegexFault::LookAround => "looks ahead or behind, which is not supported,",
                RegexFault::BackReference => "refers back to a group, which is not supported,",
            };
            format!("The regular expression /{pattern}/ {what} from character {place} on")
        }
        QueryFault::LargeRegex(pattern) => format!("The regular expression /{pattern}/ is too large"),
        QueryFault::NoStatus(name) => {
            format!("“{name}” is no status: new, unread, opened, read, starred, noted")
        }
        QueryFault::NoDate(text) => {
            format!("“{text}” is no date; write 2019, 2019-10, 2018..2020, last7d or thismonth")
        }
    }
}

pub(super) fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Word(word) => word.text(Lang::En).to_owned(),
        Failure::Usage { fault, .. } => usage(fault),
        Failure::Query(fault) => query(fault),
        Failure::NoSuchPath(path) => format!("There is no {path}"),
        Failure::TooManyPaths(most) => format!("More than {most} paths"),
        Failure::StreamTooLong(mebibytes) => format!("Standard input is longer than {mebibytes} MiB"),
        Failure::NoSnapshot(path) => format!("{path} is no whole snapshot of these articles"),
        Failure::SnapshotNotMade(SystemFault::Busy) => "Another process is making this snapshot".to_owned(),
        Failure::SnapshotNotMade(fault) => format!("The snapshot was not made: {}", system(*fault)),
        Failure::NotReplaced(path) => format!("{path} is no snapshot and was left alone; name another file"),
        Failure::OwnFile { name, fault } => own_file(name, *fault),
        Failure::NotWritten { path, fault } => format!("{path} was not written: {}", system(*fault)),
        Failure::NoState { path, line } => {
            format!("{path}, line {line} was not written by state export; nothing was taken in")
        }
        Failure::NoSuchId(id) => format!("No article has the id “{id}”"),
        Failure::Killed(signal) => {
            format!("The reader was ended by signal {signal}; the terminal is as it was")
        }
        Failure::Lost(1) => "1 article has lost characters".to_owned(),
        Failure::Lost(articles) => format!("{} have lost characters", counted(articles, "article")),
        Failure::NotTaken(1) => "1 article was not taken by the engine".to_owned(),
        Failure::NotTaken(articles) => format!("{articles} articles were not taken by the engine"),
        Failure::Differs(1) => "1 article differs from the index".to_owned(),
        Failure::Differs(articles) => format!("{articles} articles differ from the index"),
        Failure::Remote(fault) => fault.text(Lang::En),
        Failure::System(fault) => system(*fault),
    }
}

/// What is said of a file of the program that cannot be used.
pub(super) fn own_file(name: &str, fault: SystemFault) -> String {
    format!("{name} was not read: {}", system(fault))
}

fn usage(fault: &UsageFault) -> String {
    match fault {
        UsageFault::Value { argument, value, allowed } if allowed.is_empty() => {
            format!("“{value}” is no value for {argument}")
        }
        UsageFault::Value { argument, value, allowed } => {
            format!("“{value}” is no value for {argument}; it can be: {}", allowed.join(", "))
        }
        UsageFault::NoValue(argument) => format!("{argument} needs a value"),
        UsageFault::TooManyValues { argument, value } => format!("{argument} does not take “{value}”"),
        UsageFault::Unknown { argument, meant } => {
            format!("There is no argument “{argument}”; did you mean {meant}?")
        }
        UsageFault::Elsewhere { argument, commands } if commands.is_empty() => {
            format!("There is no argument “{argument}”; words that begin with - go behind --")
        }
        UsageFault::Elsewhere { argument, commands } => {
            format!("This takes no {argument}; these do: {}", commands.join(", "))
        }
        UsageFault::NoCommand { name, meant: None } => format!("There is no command “{name}”"),
        UsageFault::NoCommand { name, meant: Some(meant) } => {
            format!("There is neither a path nor a command “{name}”; did you mean {meant}?")
        }
        UsageFault::CommandFirst(name) => format!("A command stands first: xinglan {name} …"),
        UsageFault::Conflict(one, other) => format!("{one} cannot be used with {other}"),
        UsageFault::Twice(argument) => format!("{argument} can only be given once"),
        UsageFault::Missing(arguments) => format!("Missing: {}", arguments.join(", ")),
        UsageFault::NotUnicode => "An argument is not Unicode".to_owned(),
        UsageFault::Other => "The command line is not understood".to_owned(),
    }
}

/// What is wrong with an archive.
fn archive(fault: ArchiveFault) -> String {
    match fault {
        ArchiveFault::Damaged => {
            "the archive is damaged or ends too early; what came before was read".to_owned()
        }
        ArchiveFault::Encrypted(files) => {
            format!(
                "{files} encrypted {} not read; unpack it first",
                if files == 1 { "file" } else { "files" }
            )
        }
        ArchiveFault::Bomb => "unpacks out of all proportion, like a zip bomb; read no further".to_owned(),
        ArchiveFault::TooMany(most) => format!("holds more than {most} files; unpack it to read the rest"),
        ArchiveFault::TooMuch(mebibytes) => {
            format!("unpacks to more than {mebibytes} MiB; unpack it to read the rest")
        }
        ArchiveFault::Nested(inner) => {
            format!("archives inside archives inside it: {inner} not opened")
        }
        ArchiveFault::InnerTooLarge(mebibytes) => {
            format!("an archive inside an archive, larger than {mebibytes} MiB: not opened")
        }
        ArchiveFault::Method(number) => format!("packed by method {number}, which is not read; try 7z x"),
        ArchiveFault::Memory => "not read: unpacking it needs too much memory; unpack it first".to_owned(),
    }
}

/// Why a form is not read, and what reads it.
pub(super) fn foreign(form: ForeignForm) -> &'static str {
    match form {
        ForeignForm::SevenZip => "a 7z archive, not read; unpack it with 7z x",
        ForeignForm::Rar => "a RAR archive, not read; unpack it with unrar x or 7z x",
        ForeignForm::OldArchive => "an archive that is not read; unpack it with 7z x",
        ForeignForm::Warc => "a WARC web archive, not read; tools such as warcio give its pages",
        ForeignForm::Word => "an old Word document, not read; LibreOffice saves it as docx",
        ForeignForm::Wps => "a WPS document, not read; WPS saves it as docx",
        ForeignForm::Sheet => "a spreadsheet, not read; save it as csv",
        ForeignForm::Slides => "slides, not read; save them as text",
        ForeignForm::Chm => "a CHM help file, not read; 7z x gives its pages",
        ForeignForm::Kindle => "a Kindle book, not read; Calibre converts it to epub",
        ForeignForm::Caj => "a CAJ paper, not read; CAJViewer saves it as text",
    }
}

/// Why a picture is not shown.
pub(super) fn picture(fault: &PictureFault) -> String {
    match fault {
        PictureFault::NoAddress => "The text does not say which file this picture is".to_owned(),
        PictureFault::OnTheWeb(address) => {
            format!("This picture is on the web and is not fetched: {address}")
        }
        PictureFault::Missing(address) => format!("This picture was not found: {address}"),
        PictureFault::Outside(address) => {
            format!("This picture lies outside of what was opened and was left alone: {address}")
        }
        PictureFault::Form => "Pictures in this form are not shown; PNG, JPEG, GIF and WebP are".to_owned(),
        PictureFault::Damaged => "This picture is damaged".to_owned(),
        PictureFault::TooLarge => "This picture is too large to be opened".to_owned(),
        PictureFault::NotKept => "The index holds texts alone, no pictures".to_owned(),
    }
}
