//! The second reading of ODT.
//!
//! What must not go in: styles and lists, which show no character of the file.

use super::scan::{XmlCut, cuts, element_text};
use super::{DocumentMembers, Naive};

/// What is never shown, with all that is in it.
const UNSEEN: [&str; 17] = [
    "text:tracked-changes",
    "office:annotation",
    "office:binary-data",
    "office:forms",
    "text:sequence-decls",
    "text:variable-decls",
    "text:user-field-decls",
    "table:covered-table-cell",
    "table:desc",
    "table:title",
    "office:event-listeners",
    "text:hidden-text",
    "text:script",
    "math:annotation",
    "svg:title",
    "svg:desc",
    "office:scripts",
];

/// What is open around a note: whether that stands at the end, its mark, the open paragraphs, the text so far.
type AroundNote = (bool, String, Vec<(String, String)>, String);

/// The lines of a text, of its notes, and of what is open: a paragraph and the boxes that hang on it.
#[derive(Debug, Default)]
struct SeenOdt {
    text: String,
    notes: [String; 2],
    open: Vec<(String, String)>,
    around: Vec<AroundNote>,
    reading: Option<[String; 2]>,
}

impl Naive {
    pub(super) fn odt(&mut self, members: &mut DocumentMembers<'_>) {
        let text = members.text("content.xml");
        self.title = self.clean(&element_text(&members.text("meta.xml"), "dc:title"));
        let hrefs = text.split("xlink:href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let hrefs = hrefs.collect::<Vec<_>>().join("\n").replace("&amp;", "&");
        self.addresses = vec![super::super::clean_all(&hrefs)];
        let body = text.split_once("<office:body").map_or("", |(_, body)| body);
        let body = body.split_once('>').map_or("", |(_, body)| body);
        let seen = SeenOdt::of(body);
        let [foot, end] = &seen.notes;
        self.take(&[seen.text.as_str(), foot, end].concat(), text.chars().count());
    }
}

impl SeenOdt {
    fn of(xml: &str) -> Self {
        let mut seen = Self::default();
        let (mut path, mut unseen): (Vec<&str>, usize) = (Vec::new(), 0);
        let mut mark: (bool, String) = Default::default();
        for cut in cuts(xml) {
            match cut {
                XmlCut::Start(_, tag) => {
                    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
                    path.push(name);
                    let is_source = name.starts_with("text:") && name.ends_with("-source");
                    if unseen > 0 || UNSEEN.contains(&name) || is_source {
                        unseen += 1;
                        continue;
                    }
                    match name {
                        "text:note" => mark = (tag.contains("\"endnote\""), String::new()),
                        "text:note-body" => {
                            let (at_end, mark) = std::mem::take(&mut mark);
                            let (open, text) =
                                (std::mem::take(&mut seen.open), std::mem::take(&mut seen.text));
                            seen.around.push((at_end, mark, open, text));
                        }
                        _ => seen.start(name),
                    }
                }
                XmlCut::End(_) => {
                    let name = path.pop().unwrap_or_default();
                    if unseen > 0 {
                        unseen -= 1;
                    } else {
                        seen.end(name);
                    }
                }
                XmlCut::Words(_) if unseen > 0 => {}
                XmlCut::Words(text) if path.last() == Some(&"text:note-citation") => {
                    mark.1.push_str(text.trim());
                    seen.say(&format!("[{}]", text.trim()), false);
                }
                XmlCut::Words(text) => {
                    let text = text.replace(['\n', '\r'], " ");
                    seen.say(&text, path.contains(&"text:ruby-text"));
                }
            }
        }
        seen
    }

    fn say(&mut self, text: &str, is_reading: bool) {
        if let Some([word, reading]) = &mut self.reading {
            (if is_reading { reading } else { word }).push_str(text);
        } else if let Some((line, _)) = self.open.last_mut() {
            line.push_str(text);
        }
    }

    fn start(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.open.push(Default::default()),
            "text:line-break" => self.say("\n", false),
            "text:s" | "text:tab" => self.say(" ", false),
            "text:ruby" => self.reading = Some(Default::default()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => {
                let Some((line, boxes)) = self.open.pop() else { return };
                let target = self.open.last_mut().map_or(&mut self.text, |(_, boxes)| boxes);
                target.push_str(&line);
                target.push('\n');
                target.push_str(&boxes);
            }
            "text:ruby" => {
                if let Some([word, reading]) = self.reading.take() {
                    let shown =
                        if reading.trim().is_empty() { word } else { format!("{word}（{reading}）") };
                    self.say(&shown, false);
                }
            }
            "text:note-body" => {
                let Some((at_end, mark, open, text)) = self.around.pop() else { return };
                self.open = open;
                let note = std::mem::replace(&mut self.text, text);
                let mark = super::super::seen::may(&format!("[{mark}]"));
                if let Some(notes) = self.notes.get_mut(usize::from(at_end)) {
                    notes.push_str(&mark);
                    notes.push_str(&note);
                }
            }
            _ => {}
        }
    }
}
