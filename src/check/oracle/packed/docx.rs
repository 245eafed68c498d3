//! The second reading of DOCX.
//!
//! What must not go in: styles and lists, which show no character of the file.

use std::collections::BTreeMap;

use super::scan::{XmlCut, attribute, cuts, element_text};
use super::{DocumentMembers, Naive};
use crate::text::sign_fonts;

/// What is never shown, with all that is in it.
const UNSEEN: [&str; 14] = [
    "pPr",
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "tcPr",
    "tblPr",
    "tblGrid",
    "sectPr",
    "sdtPr",
    "sdtEndPr",
    "rubyPr",
    "fldData",
];

/// The text of one part.
#[derive(Debug, Default)]
struct SeenDocx {
    text: String,
    /// Open paragraphs: what stands in each, and in the boxes that hang on it.
    open: Vec<(String, String)>,
    /// The kinds and ids of the notes that are referred to.
    notes: Vec<(bool, String, Option<String>)>,
}

/// Where in the markup the scan stands.
#[derive(Debug, Default)]
struct Where {
    path: Vec<String>,
    /// The run is hidden.
    hidden: bool,
    fields: Vec<bool>,
    /// Where the open rows of tables began, and whether they were deleted.
    rows: Vec<(usize, bool)>,
    /// For each open choice whether it is made.
    choices: Vec<bool>,
    /// Elements around that are not shown.
    unseen: usize,
    reading: Option<[String; 2]>,
}

impl Naive {
    pub(super) fn docx(&mut self, members: &mut DocumentMembers<'_>) {
        let main = "word/document.xml";
        let (text, properties) = (members.text(main), members.text("docProps/core.xml"));
        let relations = members.text("word/_rels/document.xml.rels");
        let targets = relations.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let targets: Vec<String> = targets.map(|target| format!("{target} word/{target}")).collect();
        let targets = targets.join("\n").replace("&amp;", "&");
        self.addresses = [super::super::clean_all(&(members.list() + &targets))].to_vec();
        let title = element_text(&properties, "dc:title");
        self.title = self.clean(&title);
        let seen = SeenDocx::of(&text);
        let mut whole = seen.text;
        let mut all = text.chars().count();
        for (at_end, file) in [(false, "word/footnotes.xml"), (true, "word/endnotes.xml")] {
            let text = members.text(file);
            all += text.chars().count();
            let mut notes = notes(&text);
            for (_, id, mark) in seen.notes.iter().filter(|(end, ..)| *end == at_end) {
                let Some(note) = notes.remove(id) else { continue };
                let mark = mark.as_ref().map(|mark| super::super::seen::may(&format!("[{mark}]")));
                whole.push_str(&mark.unwrap_or_default());
                whole.push_str(&note);
            }
        }
        self.take(&whole, all);
    }
}

/// The texts of notes, by their ids.
fn notes(xml: &str) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    for name in ["footnote", "endnote"] {
        for part in xml.split(&format!("<w:{name} ")).skip(1) {
            let (tag, inner) = part.split_once('>').unwrap_or((part, ""));
            let inner = inner.split(&format!("</w:{name}>")).next().unwrap_or_default();
            let id = attribute(tag, "id").unwrap_or_default();
            notes.entry(id).or_insert_with(|| SeenDocx::of(&format!("{inner}<end/>")).text);
        }
    }
    notes
}

impl SeenDocx {
    fn of(xml: &str) -> Self {
        let (mut seen, mut at) = (Self::default(), Where::default());
        for cut in cuts(xml) {
            match cut {
                XmlCut::Start(name, tag) => seen.start(name, tag, &mut at),
                XmlCut::End(name) => seen.end(name, &mut at),
                XmlCut::Words(text) => {
                    if at.unseen == 0 && at.path.last().is_some_and(|name| name == "t") {
                        seen.say(&text, &mut at);
                    }
                }
            }
        }
        while !seen.open.is_empty() {
            seen.end("p", &mut Where::default());
        }
        seen
    }

    fn say(&mut self, text: &str, at: &mut Where) {
        if at.hidden || at.fields.contains(&true) {
            return;
        }
        if let Some([word, reading]) = &mut at.reading {
            let is_reading = at.path.iter().any(|name| name == "rt");
            (if is_reading { reading } else { word }).push_str(text);
        } else if let Some((line, _)) = self.open.last_mut() {
            line.push_str(text);
        }
    }

    fn start(&mut self, name: &str, tag: &str, at: &mut Where) {
        let parent = at.path.last().cloned().unwrap_or_default();
        let is_other_way = matches!(name, "Choice" | "Fallback")
            && at.choices.last_mut().is_some_and(|made| std::mem::replace(made, true));
        if at.unseen > 0 || UNSEEN.contains(&name) && (parent != "trPr") || is_other_way {
            at.unseen += 1;
        } else {
            match name {
                "p" => {
                    self.open.push(Default::default());
                    at.fields.iter_mut().for_each(|open| *open = false);
                }
                "tr" if self.open.is_empty() => at.rows.push((self.text.len(), false)),
                "del" if parent == "trPr" && self.open.is_empty() => {
                    at.rows.last_mut().into_iter().for_each(|row| row.1 = true);
                }
                "vanish" if parent == "rPr" => {
                    at.hidden =
                        !attribute(tag, "val").is_some_and(|no| matches!(no.as_str(), "0" | "false" | "off"));
                }
                "fldChar" => match attribute(tag, "fldCharType").as_deref() {
                    Some("begin") => at.fields.push(true),
                    Some("separate") => at.fields.last_mut().into_iter().for_each(|open| *open = false),
                    _ => _ = at.fields.pop(),
                },
                "br" | "cr" => self.say("\n", at),
                "noBreakHyphen" => self.say("-", at),
                "sym" => {
                    let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                    self.say(&sign_fonts::drawn(code.unwrap_or(0)).to_string(), at);
                }
                "AlternateContent" => at.choices.push(false),
                "ruby" => at.reading = Some(Default::default()),
                "footnoteReference" | "endnoteReference" => self.refer(name == "endnoteReference", tag, at),
                _ => {}
            }
        }
        at.path.push(name.to_owned());
    }

    fn refer(&mut self, at_end: bool, tag: &str, at: &mut Where) {
        let own = attribute(tag, "customMarkFollows").is_some_and(|own| own != "0" && own != "false");
        let before = self.notes.iter().filter(|(end, _, mark)| *end == at_end && mark.is_some()).count();
        let mark = (!own).then(|| if at_end { small_roman(before + 1) } else { (before + 1).to_string() });
        if let Some(mark) = &mark {
            self.say(&format!("[{mark}]"), at);
        }
        self.notes.push((at_end, attribute(tag, "id").unwrap_or_default(), mark));
    }

    fn end(&mut self, name: &str, at: &mut Where) {
        at.path.pop();
        if at.unseen > 0 {
            at.unseen -= 1;
            return;
        }
        match name {
            "p" => {
                let Some((line, boxes)) = self.open.pop() else { return };
                let target = self.open.last_mut().map_or(&mut self.text, |(_, boxes)| boxes);
                target.push_str(&line);
                target.push('\n');
                target.push_str(&boxes);
            }
            "r" => at.hidden = false,
            "tr" if self.open.is_empty() => {
                if let Some((start, true)) = at.rows.pop() {
                    self.text.truncate(start);
                }
            }
            "AlternateContent" => _ = at.choices.pop(),
            "ruby" => {
                if let Some([word, reading]) = at.reading.take() {
                    let shown =
                        if reading.trim().is_empty() { word } else { format!("{word}（{reading}）") };
                    self.say(&shown, at);
                }
            }
            _ => {}
        }
    }
}

fn small_roman(number: usize) -> String {
    let tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let place =
        |signs: [&str; 10], digit: usize| signs.get(digit % 10).copied().unwrap_or_default().to_owned();
    "c".repeat(number / 100) + &place(tens, number / 10) + &place(ones, number)
}
