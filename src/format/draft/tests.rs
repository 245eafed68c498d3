use super::*;

#[test]
fn lines_inside_one_block_become_paragraphs() {
    let mut draft = Draft::new();
    draft.push(Kind::Body, "　　甲。\r\n　　乙。\r\n\r\n");
    draft.push(Kind::Body, "丙");
    assert_eq!(draft.body().as_str(), "甲。\n乙。\n丙");
    assert_eq!(draft.paragraph_text(1).as_str(), "乙。");
}

#[test]
fn a_paragraph_put_first_moves_the_border_to_what_stands_beside() {
    let mut draft = Draft::new();
    draft.push(Kind::Body, "乙。");
    draft.push(Kind::Aside, "菜单");
    draft.push_first(Kind::Body, "甲。");
    assert_eq!((draft.body().as_str(), draft.whole().as_str()), ("甲。\n乙。", "甲。\n乙。\n菜单"));
    draft.push_first(Kind::Body, " ");
    assert_eq!(draft.body().as_str(), "甲。\n乙。");
}

#[test]
fn no_piece_begins_with_a_mark() {
    let mut draft = Draft::new();
    draft.push(Kind::Body, &"天气很好!\u{301}".repeat(12_000));
    assert!(draft.paragraphs().len() > 2);
    for index in 0..draft.paragraphs().len() {
        let text = draft.paragraph_text(index);
        assert!(!text.as_str().starts_with(sanitize::is_mark), "{index}");
    }
}

#[test]
fn a_long_paragraph_is_kept_in_pieces_that_join_to_the_whole() {
    let text = "天气很好。".repeat(10_000);
    let mut draft = Draft::new();
    draft.push(Kind::Body, &text);
    assert!(draft.paragraphs().len() > 4);
    let joined: String = (0..draft.paragraphs().len()).map(|i| draft.paragraph_text(i).to_string()).collect();
    assert_eq!(joined, text);
    assert!(draft.paragraphs().iter().skip(1).all(|p| p.continued));
    assert!((0..draft.paragraphs().len()).all(|i| draft.paragraph_text(i).len() <= PIECE_BYTES));
}
