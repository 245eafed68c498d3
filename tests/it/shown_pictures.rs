//! The picture of a lit line: found, shown in half blocks, and in one sentence why not where it is not.

use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::symlink;
use std::path::Path;

use tempfile::TempDir;
use xinglan::corpus::file_system::Disk;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Corpus, PicturePlace};
use xinglan::messages::PictureFault;
use zip::write::SimpleFileOptions;

use crate::harness::{Pty, assert_screen};

/// A PNG with a disc on a ground of two colours.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let centre = (i64::from(width) / 2, i64::from(height) / 2);
    let mut points = Vec::new();
    for y in 0..i64::from(height) {
        for x in 0..i64::from(width) {
            let far = (x - centre.0).pow(2) + (y - centre.1).pow(2);
            let is_disc = far < (i64::from(height) / 3).pow(2);
            points.extend(match (is_disc, y < centre.1) {
                (true, _) => [215, 0, 0],
                (false, true) => [135, 175, 215],
                (false, false) => [0, 95, 0],
            });
        }
    }
    encoder.write_header().unwrap().write_image_data(&points).unwrap();
    bytes
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A folder with an article whose picture lies at this address.
fn folder(address: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "书/渡口.md", format!("# 渡口\n\n![落日]({address})\n\n船靠岸了。\n").as_bytes());
    write(folder.path(), "书/图/日 落.png", &png(120, 80));
    write(folder.path(), "外.png", &png(8, 8));
    symlink(folder.path().join("外.png"), folder.path().join("书/图/链.png")).unwrap();
    write(folder.path(), "书/图/坏.png", b"\x89PNG\r\n\x1a\n\0\0");
    write(folder.path(), "书/图/字.svg", b"<svg/>");
    folder
}

/// Opens the article and asks for its picture.
fn asked(folder: &TempDir, more: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Pty {
    let book = folder.path().join("书");
    let arguments = [&["--ambiguous", "1", "--lang", "zh"], more, &[book.to_str().unwrap()]].concat();
    let mut pty = Pty::spawn(&arguments, size.0, size.1, env);
    pty.wait_for("渡口").wait_stable();
    pty.keys("<Enter>").wait_for("图：").wait_stable();
    pty.keys("v<Enter>").wait_stable();
    pty
}

const COLOURS: [(&str, &str); 1] = [("TERM", "xterm-256color")];

#[test]
fn a_picture_is_shown_and_any_key_closes_it() {
    let folder = folder("图/日%20落.png");
    let mut pty = asked(&folder, &[], (80, 24), &COLOURS);
    pty.wait_for("图 120×80").wait_stable();
    assert_screen("picture-80x24", &pty.screen());
    pty.keys(" ").wait_for("船靠岸了").wait_stable();
    assert!(!pty.screen().contains('▀'));
    pty.keys("<Esc>").wait_stable();
    pty.keys("Q").wait_exit();
    pty.assert_terminal_restored();
}

#[test]
fn without_colours_it_is_shown_in_greys() {
    let folder = folder("<图/日 落.png>");
    let mut pty = asked(&folder, &[], (40, 20), &[("TERM", "xterm-256color"), ("NO_COLOR", "1")]);
    pty.wait_for("图 120×80").wait_stable();
    assert_screen("picture-grey-40x20", &pty.screen());
}

#[test]
fn on_a_slow_line_it_is_asked_for_twice() {
    let folder = folder("<图/日 落.png>");
    let mut pty = asked(&folder, &["--slow"], (80, 24), &COLOURS);
    pty.wait_for("看图").wait_stable();
    assert!(!pty.screen().contains('▀'));
    pty.keys("<Enter>").wait_for("图 120×80");
}

#[test]
fn why_a_picture_is_not_shown_is_one_sentence() {
    for (address, said) in [
        ("图/没有.png", "没有找到这张图：图/没有.png"),
        ("../外.png", "这张图不在打开的文件夹里，没有去看：../外.png"),
        ("图/链.png", "这张图不在打开的文件夹里，没有去看：图/链.png"),
        ("https://example.cn/1.png", "这张图在网上，省览不去取：https://example.cn/1.png"),
        ("图/坏.png", "这张图坏了"),
        ("图/字.svg", "这张图的格式看不了"),
    ] {
        let folder = folder(address);
        let mut pty = asked(&folder, &[], (80, 24), &COLOURS);
        pty.wait_for(said);
        assert!(!pty.screen().contains('▀'), "{address}");
    }
}

/// What lies at the only picture of the only article.
fn found(folder: &Path, address: &str) -> Result<Vec<u8>, PictureFault> {
    let roots = [Root::Path(folder.to_owned())];
    let corpus: Corpus = load_all(&roots, &LoadOptions::default(), &());
    let article = corpus.articles().next().unwrap();
    let beside: Vec<String> = article.beside().iter().map(|p| p.text.to_string()).collect();
    assert!(beside.iter().any(|line| line.ends_with(address)), "{beside:?}");
    PicturePlace::of(article, &roots, address)?.bytes(&Disk)
}

fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn pictures_in_archives_and_documents_are_found() {
    let picture = png(4, 4);
    let root = tempfile::tempdir().unwrap();
    let page = "# 渡口\n\n![日](../图/1.png)\n\n船靠岸了。\n".as_bytes();
    write(root.path(), "a.zip", &packed(&[("文/1.md", page), ("图/1.png", &picture)]));
    assert_eq!(found(root.path(), "../图/1.png").as_ref(), Ok(&picture));

    let root = tempfile::tempdir().unwrap();
    let opf = "<package xmlns:dc=\"x\"><metadata><dc:title>河岸</dc:title></metadata><manifest>\
        <item id=\"a\" href=\"t/1.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"a\"/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path=\"O/b.opf\"/></rootfiles></container>";
    let body = "<html><body><p>船靠岸了。</p><p><img src=\"../i/1.png\" alt=\"日\"/></p></body></html>";
    let members: [(&str, &[u8]); 5] = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("O/b.opf", opf.as_bytes()),
        ("O/t/1.xhtml", body.as_bytes()),
        ("O/i/1.png", &picture),
    ];
    write(root.path(), "a.epub", &packed(&members));
    assert_eq!(found(root.path(), "../i/1.png").as_ref(), Ok(&picture));

    let root = tempfile::tempdir().unwrap();
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"media/1.png\"/></Relationships>";
    let body = "<w:document><w:body><w:p><w:r><w:t>修渠记</w:t></w:r></w:p><w:p><w:r><w:drawing>\
        <wp:docPr descr=\"石桥\"/><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p></w:body></w:document>";
    let members: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/1.png", &picture),
    ];
    write(root.path(), "a.docx", &packed(&members));
    assert_eq!(found(root.path(), "word/media/1.png").as_ref(), Ok(&picture));
}
