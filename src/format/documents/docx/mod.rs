//! DOCX: the document of Word and of all that write it.
//!
//! What is shown is what Word shows with all changes accepted: text, headings, numbers, tables, boxes, notes. Heads and feet of
//! pages and comments are left out. What must not go in: the ZIP around it ([`super::package`]).

mod body;
mod numbering;
mod paragraph;
mod styles;

use std::collections::HashMap;

use super::flow::OfficeFlow;
use super::package::{Package, joined};
use super::properties::Properties;
use super::xml::{Xml, XmlToken, text_of};
use crate::format::{Draft, FolderVerdict};
use crate::messages::Reason;
use body::{DocxBody, NoteKind, Notes};
use numbering::DocxNumbering;
use styles::Styles;

/// The parts that the text needs.
pub(super) struct DocxParts {
    styles: Styles,
    numbering: DocxNumbering,
    /// What the ids in the text lead to: pictures, addresses.
    targets: HashMap<String, String>,
}

/// Reads a document; none if the package holds something else.
///
/// # Errors
/// It is broken, encrypted, or larger than documents are.
pub(super) fn read(
    package: &mut Package<'_>,
    name: &str,
    verdict: &FolderVerdict,
) -> Result<Option<Draft>, Reason> {
    let Some(main) = main_part(package)? else { return Ok(None) };
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let mut part = |name: &str| -> Result<String, Reason> {
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        Ok(package.member(&path)?.map(|bytes| text_of(&bytes)).unwrap_or_default())
    };
    let styles = Styles::of(&part("styles.xml")?);
    let numbering = DocxNumbering::of(&part("numbering.xml")?);
    let targets = targets(&part(&format!("_rels/{file}.rels"))?, folder);
    let (footnotes, endnotes) = (part("footnotes.xml")?, part("endnotes.xml")?);
    let text = part(file)?;
    let properties = package.member("docProps/core.xml")?.map(|bytes| Properties::of(&bytes));
    let mut parts = DocxParts { styles, numbering, targets };
    let mut flow = OfficeFlow::default();
    let mut body = DocxBody::new(&text, &mut parts, &mut flow);
    body.read();
    let references = body.references;
    let notes = [(NoteKind::Foot, &footnotes), (NoteKind::End, &endnotes)];
    for (kind, text) in notes {
        let mut notes = Notes::of(text, &mut parts);
        references.iter().filter(|reference| reference.kind == kind).for_each(|reference| {
            flow.note(notes.take(reference));
        });
    }
    Ok(Some(flow.finish(&properties.unwrap_or_default(), name, verdict)))
}

/// The part that holds the text.
fn main_part(package: &mut Package<'_>) -> Result<Option<String>, Reason> {
    let usual = "word/document.xml";
    if package.has(usual) {
        return Ok(Some(usual.to_owned()));
    }
    let Some(bytes) = package.member("_rels/.rels")? else { return Ok(None) };
    let text = text_of(&bytes);
    let mut xml = Xml::new(&text);
    while let Some(token) = xml.next() {
        let XmlToken::Open(tag) = token else { continue };
        let is_main = tag.value("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        let target = tag.value("Target").unwrap_or_default();
        // Tables and slides have the same relation.
        if is_main && target.trim_start_matches('/').starts_with("word/") {
            return Ok(Some(target.trim_start_matches('/').to_owned()));
        }
    }
    Ok(None)
}

/// What the ids of a part lead to: members by their path in the package, addresses as they are.
fn targets(relations: &str, folder: &str) -> HashMap<String, String> {
    let mut xml = Xml::new(relations);
    let mut targets = HashMap::new();
    while let Some(token) = xml.next() {
        let XmlToken::Open(tag) = token else { continue };
        let (Some(id), Some(target)) = (tag.value("Id"), tag.value("Target")) else { continue };
        let is_outside = tag.value("TargetMode").is_some_and(|mode| mode == "External");
        let path = match target.strip_prefix('/') {
            _ if is_outside => target,
            Some(whole) => whole.to_owned(),
            None => joined(folder, &target),
        };
        targets.insert(id, path);
    }
    targets
}
