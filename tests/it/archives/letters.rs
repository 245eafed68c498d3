//! Letters and saved pages: the text is the article, and what is attached lies beside it.

use std::fs;

use super::{load, reasons};
use xinglan::messages::Reason;

const LETTER: &str = "From: =?UTF-8?B?5byg5LiJ?= <zhang@example.com>\r\n\
    To: li@example.com\r\n\
    Subject: =?GB2312?B?tPPH7bW9tPPHxQ==?=\r\n\
    Date: Fri, 3 May 2024 10:00:00 +0800\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"=-=\"\r\n\r\n\
    --=-=\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n\
    0KGy2cDPyqajuuS9zuzE0NKqwcuhow==\r\n\
    --=-=\r\nContent-Type: text/plain; name=\"=?UTF-8?B?6ZmE5Lu2LnR4dA==?=\"\r\n\
    Content-Disposition: attachment; filename=\"=?UTF-8?B?6ZmE5Lu2LnR4dA==?=\"\r\n\
    Content-Transfer-Encoding: 8bit\r\n\r\n附件里的一段话，说的是河边的事情。\r\n\
    --=-=\r\nContent-Type: image/png; name=\"a.png\"\r\nContent-Disposition: attachment; filename=\"a.png\"\r\n\
    Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=-=--\r\n";

#[test]
fn a_letter_is_its_text_and_what_is_attached() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("信.eml"), LETTER).unwrap();
    let corpus = load(root.path());
    let mut found: Vec<(String, String, String)> = corpus
        .articles()
        .map(|article| {
            let date = article.date().map(|date| date.to_string()).unwrap_or_default();
            assert_eq!(article.section().as_str(), "");
            (article.file_name(), date, article.text().as_str().trim().to_owned())
        })
        .collect();
    found.sort();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].0.starts_with("2024-05-03 "), "{found:?}");
    assert_eq!(found[0].1, "2024-05-03");
    assert_eq!(found[1].0, "附件.txt");
    assert!(found[1].2.contains("附件里的一段话，说的是河边的事情。"));
    assert_eq!(reasons(&corpus, root.path())[0].1, Reason::NameOfNoText.passed());
}

#[test]
fn a_saved_page_is_the_page() {
    let root = tempfile::tempdir().unwrap();
    let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/1.html\r\n\
        Subject: =?utf-8?Q?=E6=B2=B3=E8=BE=B9?=\r\nDate: Fri, 3 May 2024 10:00:00 +0800\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://example.com/1.html\r\n\r\n\
        <html><head><title>=E6=B2=B3=E8=BE=B9=E7=9A=84=E4=BA=BA</title></head><body><h1>=E6=B2=B3=E8=BE=B9=E7=9A=84=E4=BA=BA</h1>\
        <p>=E6=B0=B4=E6=B6=A8=E4=BA=86=E3=80=82</p></body></html>\r\n--b--\r\n";
    fs::write(root.path().join("页.mhtml"), page).unwrap();
    let corpus = load(root.path());
    let titles: Vec<String> = corpus.articles().map(|article| article.title().to_string()).collect();
    assert_eq!(titles, ["河边的人"]);
    assert!(corpus.articles().next().unwrap().text().as_str().contains("水涨了。"));
}
