//! What somebody might put into a name, an id, a text or an argument, and a library that has each of it everywhere.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Something hostile: what it is, and its characters. None holds a NUL.
pub(super) type Payload = (String, String);

/// Single characters that no terminal may see as they are, beside C0 and C1.
const CHARACTERS: &str = "\u{ad}\u{34f}\u{600}\u{61c}\u{6dd}\u{70f}\u{8e2}\u{115f}\u{1160}\u{17b4}\u{180b}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202d}\u{202e}\u{2060}\u{2064}\u{2066}\u{2069}\u{206a}\u{206f}\u{3164}\u{fdd0}\u{fe00}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{fffb}\u{fffe}\u{110bd}\u{1bca0}\u{1d173}\u{e0001}\u{e0041}\u{e0100}\u{10ffff}";

/// Escape sequences, whole and cut off, in both forms, and what looks like one when something is taken out.
const SEQUENCES: &[&str] = &[
    "\x1b]52;c;cm0gLXJmIH4K\x07",
    "\x1b[2J\x1b[H",
    "\x1b]0;own\x1b\\",
    "\x1bP$q\"p\x1b\\",
    "\x1b_Ga=T;AAAA\x1b\\",
    "\x1b^a\x1b\\",
    "\x1bXa\x1b\\",
    "\x1bc",
    "\x1b[21t",
    "\x1b[6n",
    "\x1b[?1049l",
    "\x1b(0",
    "\x1b",
    "\x1b[",
    "\x1b]8;;http://a",
    "\x1b]",
    "\u{9b}2J",
    "\u{9d}0;own\u{9c}",
    "\u{90}q\u{9c}",
    "\u{9b}",
    "\x1b\x1b[2J",
    "\x1b[\x1b[2J",
    "\x1b]0;\n2J\x07",
    "\x1b\u{200b}[2J",
    "\r\x1b[K",
    "\x1b#8",
    "\x1b[1;31m",
    "\x1b[<0;1;1M",
    "\x1b[200~a\x1b[201~",
    "\x1b]1337;File=:AAAA\x07",
];

/// Signs of markup, queries, shells and formats, and entities that stand for something worse.
const SIGNS: &[&str] = &[
    "&#27;[2J",
    "&#x9b;2J",
    "&#x202e;",
    "&lrm;&rlm;&zwj;&shy;",
    "&NewLine;&Tab;",
    "\\u001b[2J",
    "$(id)",
    "`id`",
    "%s%n%x",
    "';--",
    "\"“”｜～",
    "((|)",
    "-",
    "--",
    "/(/",
    "<script>a</script>",
    "<img src=a src=b data-src=c>",
    "]]>",
    "{{a}}",
    "\\",
    "a\tb",
    "栏:省:@/",
    "~",
    "*",
];

/// Runs of characters that join each other: a unit, and how often. The last number is kept small enough for a name.
const RUNS: &[(&str, &str, usize)] = &[
    ("e", "\u{301}", 60),
    ("辽", "\u{301}", 8),
    ("ก", "\u{e49}", 40),
    ("", "\u{e33}", 40),
    ("", "\u{1100}", 60),
    ("", "각\u{11a8}", 30),
    ("", "\u{915}\u{94d}", 20),
    ("", "\u{d4e}", 40),
    ("", "\u{1f1e8}", 40),
    ("", "👩\u{200d}", 25),
    ("👩", "🏽", 40),
    ("1", "\u{fe0f}\u{20e3}", 25),
    ("❤", "\u{fe0f}", 40),
    ("", "\u{fffd}\u{301}", 3),
    ("🏴", "\u{e0067}\u{e0062}", 10),
    ("", "\u{300}", 60),
];

/// All of them.
pub(super) fn payloads() -> Vec<Payload> {
    let controls = (1..0x20).chain(0x7f..0xa0).filter_map(char::from_u32).chain(CHARACTERS.chars());
    let mut all: Vec<Payload> =
        controls.map(|c| (format!("U+{:04X}", u32::from(c)), c.to_string())).collect();
    all.extend(
        SEQUENCES.iter().chain(SIGNS).map(|text| (text.escape_debug().to_string(), (*text).to_owned())),
    );
    all.extend(RUNS.iter().map(|(head, unit, count)| {
        (
            format!("{}{} times {count}", head.escape_unicode(), unit.escape_unicode()),
            head.to_string() + &unit.repeat(*count),
        )
    }));
    all
}

/// Every payload in one text.
pub(super) fn everything() -> String {
    payloads().into_iter().map(|(_, payload)| payload).collect()
}

/// A library in which each payload stands in the names of a file and of its folder, in a title and a text, in markup as it is
/// and as references, in Markdown, and in the fields of a line of JSON.
pub(super) struct Library {
    pub(super) home: TempDir,
    pub(super) payloads: Vec<Payload>,
}

/// Enough plain text that a few control characters make no binary of a file.
const FILLER: &str = "江水从山里来，过了渡口往东去，两岸的人种田打鱼。老杨说今年开江比去年早，卖鱼的摊子摆到了桥头，来往的人比往年多。";

/// Articles for each payload.
const EACH: usize = 4;

impl Library {
    pub(super) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let payloads = payloads();
        let root = home.path().join("库");
        let mut lines = String::new();
        for (number, (_, payload)) in payloads.iter().enumerate() {
            let name: String = payload.chars().map(|c| if c == '/' { '／' } else { c }).collect();
            let folder = root.join(format!("栏{number}{name}"));
            fs::create_dir_all(&folder).unwrap();
            let write = |name: String, text: String| fs::write(folder.join(name), text).unwrap();
            write(
                format!("{number}名{name}.txt"),
                format!(
                    "题{number}{payload}目\n\n正文{payload}辽宁{number}{payload}完。\n{}\n",
                    FILLER.repeat(3)
                ),
            );
            let entities = payload.chars().fold(String::new(), |mut text, c| {
                write!(text, "&#{};", u32::from(c)).unwrap();
                text
            });
            let page = format!(
                "<title>页{number}{entities}</title><p>正文{entities}吉林{payload}{number}<p>完<img alt='{entities}' src=a><p>{}",
                FILLER.repeat(3)
            );
            write(format!("页{number}.html"), page);
            write(
                format!("记{number}.md"),
                format!(
                    "# 记{number}{payload}\n\n正文{payload}\nw{number}{entities}\n- {payload}\n\n{}\n",
                    FILLER.repeat(3)
                ),
            );
            let field = |text: &str| serde_json::to_string(&format!("{text}{number}{payload}")).unwrap();
            writeln!(
                lines,
                "{{\"id\":{},\"title\":{},\"text\":{}}}",
                field("i"),
                field("行"),
                field(&format!("正文{}", FILLER.repeat(3)))
            )
            .unwrap();
        }
        fs::write(root.join("行.jsonl"), lines).unwrap();
        Self { home, payloads }
    }

    pub(super) fn root(&self) -> PathBuf {
        self.home.path().join("库")
    }

    pub(super) fn articles(&self) -> usize {
        EACH * self.payloads.len()
    }

    pub(super) fn path(&self) -> String {
        text(&self.root())
    }
}

pub(super) fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}
