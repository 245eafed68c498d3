//! XHTML as readers of HTML take it: elements that are empty by their sign `/>` get an end tag.
//!
//! What must not go in: what elements mean.

/// Elements that are empty in HTML too.
const VOID: &str = " area base br col embed hr img input link meta param source track wbr image ";

/// What stands in the body of a page; all of it where no body begins.
pub(super) fn body(text: &str) -> String {
    let start = memchr::memmem::find_iter(text.as_bytes(), b"<body").find(|at| {
        text.as_bytes().get(at + 5).is_some_and(|next| next.is_ascii_whitespace() || *next == b'>')
    });
    closed(start.and_then(|at| text.get(at..)).unwrap_or(text))
}

/// `text` with an end tag after each start tag that ends in `/>`.
fn closed(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/>") {
        let tag = before.rfind('<').and_then(|at| before.get(at + 1..)).unwrap_or_default();
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or_default();
        closed.push_str(before);
        // A `>` before it: the sign stands in the text.
        if name.is_empty() || tag.contains('>') || VOID.contains(&format!(" {} ", name.to_ascii_lowercase()))
        {
            closed.push_str("/>");
        } else {
            closed.extend(["></", name, ">"]);
        }
        rest = after;
    }
    closed.push_str(rest);
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_are_closed() {
        let page = "<html><head><title/></head><body class=\"a\"><a id=\"x\"/>甲<br/>乙 a/>b<p/><script src='b'/>丙</body>";
        assert_eq!(
            body(page),
            "<body class=\"a\"><a id=\"x\"></a>甲<br/>乙 a/>b<p></p><script src='b'></script>丙</body>"
        );
        assert_eq!(body("甲"), "甲");
    }
}
