//! The second reading of EPUB: its pages, one or all.
//!
//! What must not go in: which page is an article.

use super::scan::{XmlCut, attribute, cuts, element_text};
use super::{DocumentMembers, Naive};

impl Naive {
    /// What a person would see of one page, or of the whole book.
    pub(super) fn epub(&mut self, members: &mut DocumentMembers<'_>, member: Option<&str>) {
        let container = members.text("META-INF/container.xml");
        let opf_path = first(&container, "rootfile", "full-path");
        let opf = members.text(&opf_path);
        let folder = opf_path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let pages = member.map_or_else(|| pages(&opf, folder), |member| vec![member.to_owned()]);
        // Titles stand in the table of contents, of which there may be two forms.
        let mut titles = element_text(&opf, "dc:title");
        for name in members.list().lines().filter(|name| member.is_some() && is_contents(name)) {
            titles.push_str(&words(&members.text(name)));
        }
        let mut all = Vec::new();
        for page in pages {
            let text = members.text(&page);
            let body = text.find("<body").and_then(|at| text.get(at..)).unwrap_or(&text);
            all.push(without_empty_scripts(body));
        }
        self.page(&all.join("\n<p></p>\n"));
        self.title = self.clean(&titles.split_whitespace().collect::<String>());
    }
}

fn is_contents(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["ncx", "nav", "toc"].iter().any(|part| name.contains(part))
}

/// The attribute of the first element of this name.
fn first(xml: &str, element: &str, name: &str) -> String {
    let found = cuts(xml).into_iter().find_map(|cut| match cut {
        XmlCut::Start(this, tag) if this == element => attribute(tag, name),
        _ => None,
    });
    found.unwrap_or_default()
}

/// All words of a file, without tags.
fn words(xml: &str) -> String {
    cuts(xml)
        .into_iter()
        .map(|cut| if let XmlCut::Words(text) = cut { text } else { String::new() })
        .collect()
}

/// The paths of the pages in the order in which they are read, without the table of contents.
fn pages(opf: &str, folder: &str) -> Vec<String> {
    let tags: Vec<(&str, &str)> = cuts(opf)
        .into_iter()
        .filter_map(|cut| if let XmlCut::Start(name, tag) = cut { Some((name, tag)) } else { None })
        .collect();
    let order =
        tags.iter().filter(|(name, _)| *name == "itemref").filter_map(|(_, tag)| attribute(tag, "idref"));
    let page = |id: String| {
        let item =
            |(name, tag): &&(&str, &str)| *name == "item" && attribute(tag, "id").as_deref() == Some(&id);
        let (_, tag) = tags.iter().find(item)?;
        let is_page = attribute(tag, "media-type").is_some_and(|kind| kind.contains("html"));
        let is_contents = attribute(tag, "properties").is_some_and(|all| all.contains("nav"));
        let path = format!("{folder}/{}", super::super::tags::percent_decoded(&attribute(tag, "href")?));
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        (is_page && !is_contents).then(|| parts.join("/"))
    };
    order.filter_map(page).collect()
}

/// A page without scripts that are empty by their sign, which would hide what follows.
fn without_empty_scripts(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some((before, tag, after)) = rest
        .split_once('<')
        .and_then(|(before, rest)| rest.split_once('>').map(|(tag, after)| (before, tag, after)))
    {
        kept.push_str(before);
        let is_empty = tag.ends_with('/')
            && ["script", "style", "textarea", "title"].iter().any(|name| tag.starts_with(name));
        if !is_empty {
            kept.extend(["<", tag, ">"]);
        }
        rest = after;
    }
    kept + rest
}
