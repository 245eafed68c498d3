//! What a web page says of itself: `meta` elements in its head, and the first `time` in its body.
//!
//! What must not go in: the text of the page, and its `title` element, which [`super::html`] reads.

use html5gum::emitters::callback::CallbackEvent;
use memchr::{memchr_iter, memmem};

use super::date;
use super::field_values::FieldValues;
use super::fields::Field;
use super::html_tokens::tokens;

/// A head is read up to here (bytes); scripts in it can be long.
const HEAD_BYTES: usize = 256 * 1024;
/// A `time` tag is no longer (bytes).
const TAG_BYTES: usize = 512;
/// This many `time` elements are looked at: the first may be a clock without a date.
const TIMES: usize = 4;
/// Of a date in `time`: any named one is better.
const LAST: u8 = u8::MAX;

/// The fields that `page` gives.
pub(super) fn read(page: &str) -> FieldValues {
    let mut values = FieldValues::default();
    let head = page.get(..page.floor_char_boundary(HEAD_BYTES)).unwrap_or(page);
    let is_meta = |at: &usize| head.get(at + 1..at + 5).is_some_and(|name| name.eq_ignore_ascii_case("meta"));
    if let Some(at) = memchr_iter(b'<', head.as_bytes()).find(is_meta) {
        tags(head.get(at..).unwrap_or_default(), b"meta", |attributes| meta(attributes, &mut values));
    }
    if memmem::find(page.as_bytes(), b"js_content").is_some() {
        wechat(page, &mut values);
    }
    let times = memmem::find_iter(page.as_bytes(), b"<time").take(TIMES);
    let mut dates = times.filter_map(|at| {
        let tag = page.get(at..page.floor_char_boundary(at + TAG_BYTES))?;
        let tag = tag.split_inclusive('>').next()?;
        let mut found = None;
        tags(tag, b"time", |attributes| {
            found = attribute(attributes, "datetime")
                .filter(|value| date::field(value).is_some())
                .map(str::to_owned);
        });
        found
    });
    values.add(Field::Date, LAST, dates.next().into_iter().collect());
    values
}

/// The name of the account and the day of an article in 微信, whose page says both in elements and in its script.
fn wechat(page: &str, values: &mut FieldValues) {
    let inside = |id: &str| {
        let (_, after) = page.split_once(&format!("id=\"{id}\""))?;
        let text = after.split_once('>')?.1.split_once('<')?.0.trim();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    };
    let said = |start: &str| {
        let value = page.split_once(start)?.1.trim_start_matches([' ', '=', '"', '\'']);
        value.split(['"', '\'', ';']).next().map(str::to_owned)
    };
    values.add(Field::Source, LAST, inside("js_name").into_iter().collect());
    let dates = [inside("publish_time"), said("var createTime"), said("var ct ")].into_iter().flatten();
    values.add(Field::Date, LAST - 1, dates.filter(|value| date::field(value).is_some()).take(1).collect());
}

/// The first attribute called `name` with a value.
fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(other, value)| other == name && !value.trim().is_empty());
    found.map(|(_, value)| value.as_str())
}

fn meta(attributes: &[(String, String)], values: &mut FieldValues) {
    let Some(content) = attribute(attributes, "content") else { return };
    // An author who is an address is a page about the author.
    if content.starts_with("http://") || content.starts_with("https://") {
        return;
    }
    for key in ["property", "name", "itemprop"] {
        if let Some(name) = attribute(attributes, key) {
            values.add_named(name, vec![content.to_owned()]);
        }
    }
}

/// Calls `take` with the attributes of each tag called `name`.
fn tags(text: &str, name: &[u8], mut take: impl FnMut(&[(String, String)])) {
    let mut inside = false;
    let mut attributes: Vec<(String, String)> = Vec::new();
    let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    tokens(text, &mut |event| match event {
        CallbackEvent::OpenStartTag { name: tag } => {
            inside = tag.eq_ignore_ascii_case(name);
            attributes.clear();
        }
        CallbackEvent::AttributeName { name } if inside => {
            attributes.push((owned(name).to_ascii_lowercase(), String::new()));
        }
        CallbackEvent::AttributeValue { value } if inside => {
            if let Some((_, text)) = attributes.last_mut() {
                text.push_str(&String::from_utf8_lossy(value));
            }
        }
        CallbackEvent::CloseStartTag { .. } if inside => take(&attributes),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::draft::Draft;
    use crate::format::fields::Witness;

    fn shown(page: &str) -> String {
        let mut draft = Draft::new();
        read(page).tell(&mut draft, Witness::Page);
        let date = std::mem::take(&mut draft.dates).best().map(|date| date.to_string()).unwrap_or_default();
        let said = [&draft.author, &draft.source, &draft.tags, &draft.summary];
        let said: Vec<String> = said.iter().map(|said| said.text().as_str().replace('\n', "+")).collect();
        format!("{date}/{}", said.join("/"))
    }

    #[test]
    fn the_head_says_who_and_when() {
        for (page, expected) in [
            (
                "<head><meta name=author content=某丙><meta name='description' content=\"讲&quot;晒盐&quot;。\"></head><p>甲",
                "/某丙///讲\"晒盐\"。",
            ),
            (
                "<meta property='article:published_time' content='2022-05-06T08:00:00+08:00'><meta property='article:tag' content='盐'>",
                "2022-05-06///盐/",
            ),
            (
                "<META NAME=Keywords CONTENT='盐,海'><meta property=og:site_name content=河口网>",
                "//河口网/盐+海/",
            ),
            (
                "<meta name=DC.creator content=某丙><meta name=DC.date.issued content=2022-05-06>",
                "2022-05-06/某丙///",
            ),
            (
                "<meta name=PubDate content='2022-05-06 08:00'><meta name=ContentSource content=河口晚报>",
                "2022-05-06//河口晚报//",
            ),
            ("<meta itemprop=datePublished content=2022-05-06>", "2022-05-06////"),
            (
                "<p>甲<time>昨天</time><time datetime='08:00'>八点</time><time class=a datetime='2022-05-06'>五月</time>",
                "2022-05-06////",
            ),
            ("<meta name=pubdate content=2022-05-06><time datetime='2023-01-01'>", "2022-05-06////"),
            (
                "<meta property=article:author content='https://a.cn/u'><meta name=viewport content='width=1'>",
                "////",
            ),
            ("<meta name=author content=''><meta", "////"),
            ("<time datetime", "////"),
        ] {
            assert_eq!(shown(page), expected, "{page}");
        }
    }
}
