//! Addresses of pictures and links: what a reader can be shown of them.
//!
//! What must not go in: finding addresses in a text.

/// The name of the file that `address` leads to, without folders, query and extension, percent signs decoded. The whole
/// address if nothing is left.
pub(super) fn stem(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, end)) if !path.ends_with('/') && !stem.is_empty() && end.len() <= 5 => stem,
        _ => name,
    };
    let decoded = percent_decoded(stem);
    if decoded.trim().is_empty() { address.trim().to_owned() } else { decoded }
}

/// What a picture's address may mean as a path: as it stands, and decoded without what a server is told. A mark that crawlers
/// leave, such as `图片 a/1.jpg`, ends with the path.
pub fn picture_paths(address: &str) -> Vec<String> {
    let bare = address.split(['?', '#']).next().unwrap_or_default();
    let last = address.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut paths =
        vec![address.to_owned(), percent_decoded(address), percent_decoded(bare), last.to_owned()];
    paths.retain(|path| !path.is_empty());
    let mut seen = std::collections::HashSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    paths
}

/// Whether a text ends with the name of a picture.
pub fn names_picture(text: &str) -> bool {
    super::extension::has_extension(text.trim_end(), &["png", "jpg", "jpeg", "gif", "webp", "bmp"])
}

/// `text` with `%E6%B1%9F` as the character; unchanged if that gives no UTF-8.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        if byte == b'%'
            && let (Some(high), Some(low)) = (hex(0), hex(1))
        {
            bytes.push((high * 16 + low) as u8);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_the_decoded_name_of_the_file() {
        let cases = [
            ("https://a.cn/x/bg2022.webp", "bg2022"),
            ("img/%E6%B8%A1%E5%8F%A3.jpg?w=3", "渡口"),
            ("图.png", "图"),
            ("https://a.cn/640?wx_fmt=png", "640"),
            ("%FF.png", "%FF"),
            (".png", ".png"),
            ("https://a.cn/", "a.cn"),
            ("?a", "?a"),
        ];
        for (address, expected) in cases {
            assert_eq!(stem(address), expected, "{address}");
        }
    }
}
