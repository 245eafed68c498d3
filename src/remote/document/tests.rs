use super::*;
use crate::corpus::Corpus;
use crate::corpus::load::{LoadOptions, Root, load_all};
use crate::format::Field;
use crate::province::Recogniser;

fn corpus(files: &[(&str, &str)]) -> (tempfile::TempDir, Corpus) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let roots = [Root::Path(folder.path().to_path_buf())];
    let corpus = load_all(&roots, &LoadOptions::default(), Recogniser::shared());
    (folder, corpus)
}

/// The article as it comes back from its document.
fn returned(article: Article<'_>, path: &Path) -> PinnedArticle {
    let document = document(article, path, 7);
    let stored: Document = serde_json::from_value(document).unwrap();
    assert_eq!(stored.order(), 7);
    stored.article(article.id()).unwrap()
}

fn assert_same(article: Article<'_>, back: Article<'_>) {
    assert_eq!(back.id(), article.id());
    assert_eq!(back.key(), article.key());
    assert_eq!(back.text(), article.text());
    assert!(back.paragraphs().eq(article.paragraphs()), "{}", article.file_name());
    assert_eq!(back.beside(), article.beside());
    assert_eq!((back.title(), back.label()), (article.title(), article.label()));
    assert_eq!(
        (back.date(), back.ordinal(), back.section()),
        (article.date(), article.ordinal(), article.section())
    );
    assert_eq!(
        (back.form(), back.encoding(), back.chars()),
        (article.form(), article.encoding(), article.chars())
    );
    assert_eq!(
        (back.place(), back.line(), back.given_id()),
        (article.place(), article.line(), article.given_id())
    );
    assert_eq!(
        (back.removed(), back.bad_bytes(), back.tags()),
        (article.removed(), article.bad_bytes(), article.tags())
    );
    for field in [Field::Author, Field::Source, Field::Tags, Field::Summary] {
        assert_eq!(back.statement(field), article.statement(field));
    }
}

#[test]
fn an_article_comes_back_as_it_was() {
    let long = format!("长。\n{}\n末", "天气很好。".repeat(9_000));
    let (folder, corpus) = corpus(&[
        (
            "要闻/2019-10-29/3、辽宁.md",
            "# 辽宁 沈 阳 市\n\n作者：甲\n\n- 一\n  - 二\n\n> 引\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n```\n  x\n```\n",
        ),
        ("要闻/长.txt", &long),
        (
            "a.jsonl",
            "{\"id\":\"x9\",\"title\":\"甲\",\"text\":\"乙\\n丙\",\"tags\":[\"桥\",\"河\"],\"date\":\"2019-10\"}\n{\"title\":\"丁\",\"text\":\"戊\\u0007己\"}\n",
        ),
        (
            "页.html",
            "<html><head><title>题</title></head><body><nav><a href='/x'>菜单</a></nav><h2>节</h2><p>文<a href='http://h/'>址</a></p></body></html>",
        ),
        ("空.txt", ""),
    ]);
    assert!(corpus.live_len() >= 5, "{}", corpus.live_len());
    for article in corpus.articles() {
        let path = article.path();
        let path = path.strip_prefix(folder.path()).unwrap();
        assert_same(article, returned(article, path).article());
    }
}

#[test]
fn every_seed_comes_back_as_it_was() {
    let roots = [
        Root::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")),
        Root::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library")),
    ];
    let corpus = load_all(&roots, &LoadOptions::default(), Recogniser::shared());
    assert!(corpus.live_len() > 50, "{}", corpus.live_len());
    for article in corpus.articles() {
        assert_same(article, returned(article, &article.path()).article());
    }
}

#[test]
fn place_keys_sort_as_the_walk_does() {
    let (folder, corpus) = corpus(&[
        ("第10章.txt", "十"),
        ("第2章.txt", "二"),
        ("二/乙.txt", "x"),
        ("十/甲.txt", "x"),
        ("二.txt", "x"),
        ("二/甲.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
        ("a b/c.txt", "x"),
        ("a/c.txt", "x"),
    ]);
    let key = |article: Article<'_>| place_key(article, article.path().strip_prefix(folder.path()).unwrap());
    let keys: Vec<String> = corpus.articles().map(key).collect();
    assert_eq!(keys.len(), 9);
    assert!(keys.is_sorted_by(|a, b| a < b), "{keys:#?}");
}

#[test]
fn copies_are_two_documents_and_pushing_again_is_one() {
    let (folder, corpus) = corpus(&[("a.txt", "同文"), ("b.txt", "同文"), ("c.txt", "异文")]);
    let id =
        |article: Article<'_>| DocumentId::of(article, article.path().strip_prefix(folder.path()).unwrap());
    let ids: Vec<DocumentId> = corpus.articles().map(id).collect();
    assert_eq!(ids[0].id, id(corpus.articles().next().unwrap()).id);
    assert!(ids[0].id != ids[1].id && ids[0].place != ids[1].place && ids[1].id != ids[2].id);
    let elsewhere = DocumentId::of(corpus.articles().next().unwrap(), Path::new("b.txt"));
    assert_eq!(elsewhere.place, ids[1].place);
    assert_eq!(unhex(&hex(elsewhere.id)), Some(elsewhere.id));
}

#[test]
fn texts_are_folded_with_and_without_blanks_that_part_no_word() {
    let forms = |line: &str| folded_forms(line).collect::<Vec<_>>();
    assert_eq!(forms("遼寧 ＧＤＰ"), ["辽宁 gdp"]);
    assert_eq!(forms("推 进 營 商"), ["推进营商", "推 进 营 商"]);
}

#[test]
fn a_text_of_too_many_lines_is_joined_and_loses_none() {
    let text = "甲\n".repeat(40_000);
    let joined = lines(&text);
    assert!(
        joined.len() < 30_000
            && joined.iter().map(|line| line.matches('甲').count()).sum::<usize>() == 40_000
    );
    assert_eq!(lines("甲\n\n乙"), ["甲", "乙"]);
}

#[test]
fn fields_are_as_the_local_search_reads_them() {
    let (folder, corpus) = corpus(&[(
        "要聞/工作/辽宁.md",
        "---\nauthor: 某 甲\ntags: [橋]\ndate: 2019-10\n---\n# 辽宁沈阳\n\n文\n",
    )]);
    let article = corpus.articles().next().unwrap();
    let path = article.path();
    let document = document(article, path.strip_prefix(folder.path()).unwrap(), 1);
    let field = |name: &str| document[name].clone();
    assert_eq!(field(field::ABOVE), json!(["要闻", "要闻/工作"]));
    assert_eq!(field(field::SECTION), json!("要聞/工作"));
    assert_eq!((field(field::TAG), field(field::TAG_KEY)), (json!(["橋"]), json!(["桥"])));
    assert_eq!((field(field::YEAR), field(field::MONTH)), (json!(2019), json!(2019 * 12 + 9)));
    assert_eq!((field(field::DATE), field(field::DAY)), (json!(20_191_000), json!(1000)));
    assert_eq!(field(field::ABOUT), json!(["LN"]));
    assert_eq!(field(field::LINES)[0], json!("辽宁沈阳"));
}
