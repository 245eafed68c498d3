//! Parses cases: folders as text, and what is expected of them.

/// A folder, and what must be read from it.
#[derive(Debug, Default)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) files: Vec<File>,
    pub(super) articles: Vec<Expected>,
    pub(super) skipped: Vec<String>,
    /// Why `check` does not prove it, if it does not.
    pub(super) unproved: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) path: String,
    options: Vec<String>,
    lines: Vec<String>,
}

/// What is said of an article.
#[derive(Debug, Default)]
pub(super) struct Expected {
    pub(super) path: String,
    /// Name and value.
    pub(super) fields: Vec<(String, String)>,
    pub(super) paragraphs: Vec<String>,
}

/// What the lines that come belong to.
enum Place {
    Nothing,
    File,
    Article,
}

impl Case {
    pub(super) fn parse(text: &str) -> Vec<Self> {
        let mut cases: Vec<Self> = Vec::new();
        let mut place = Place::Nothing;
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("@@ ") {
                let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
                if word == "case" {
                    cases.push(Self { name: rest.to_owned(), ..Self::default() });
                    place = Place::Nothing;
                    continue;
                }
                place = cases.last_mut().unwrap().command(word, rest);
                continue;
            }
            let Some(case) = cases.last_mut() else { continue };
            match place {
                Place::Nothing => assert!(line.trim().is_empty(), "{line}"),
                Place::File => case.files.last_mut().unwrap().lines.push(line.to_owned()),
                Place::Article => case.articles.last_mut().unwrap().line(line),
            }
        }
        cases
    }

    fn command(&mut self, word: &str, rest: &str) -> Place {
        match word {
            "file" => {
                // A name may have blanks: what follows its extension are options.
                let mut words = rest.split(' ').peekable();
                let mut path = Vec::new();
                while let Some(word) = words.next_if(|word| !OPTIONS.contains(word)) {
                    path.push(word);
                }
                let options = words.map(str::to_owned).collect();
                self.files.push(File { path: path.join(" "), options, lines: Vec::new() });
                Place::File
            }
            "article" => {
                self.articles.push(Expected { path: rest.to_owned(), ..Expected::default() });
                Place::Article
            }
            "skipped" => {
                self.skipped.push(rest.to_owned());
                Place::Nothing
            }
            "unproved" => {
                self.unproved = Some(rest.to_owned());
                Place::Nothing
            }
            _ => panic!("@@ {word} means nothing"),
        }
    }
}

const OPTIONS: [&str; 7] = ["gb18030", "big5", "utf-16le", "utf-16be", "mark", "crlf", "bare"];

impl File {
    fn has(&self, option: &str) -> bool {
        self.options.iter().any(|other| other == option)
    }

    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let end = if self.has("crlf") { "\r\n" } else { "\n" };
        let mut text: String = self.lines.iter().map(|line| line.clone() + end).collect();
        if self.has("bare") {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        if self.has("mark") {
            text.insert(0, '\u{FEFF}');
        }
        match self.options.first().map(String::as_str) {
            Some("gb18030") => encoding_rs::GB18030.encode(&text).0.into_owned(),
            Some("big5") => encoding_rs::BIG5.encode(&text).0.into_owned(),
            Some("utf-16le") => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Some("utf-16be") => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => text.into_bytes(),
        }
    }
}

impl Expected {
    fn line(&mut self, line: &str) {
        if let Some(paragraph) = line.strip_prefix('|') {
            self.paragraphs.push(paragraph.strip_prefix(' ').unwrap_or(paragraph).to_owned());
        } else if let Some((name, value)) = line.split_once(':') {
            self.fields.push((name.to_owned(), value.trim().to_owned()));
        } else {
            assert!(line.trim().is_empty(), "neither `name: value` nor `| paragraph`: {line}");
        }
    }
}
