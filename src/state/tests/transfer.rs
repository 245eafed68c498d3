//! A state written as lines and taken in elsewhere.

use super::*;

#[test]
fn two_states_become_one_and_nothing_of_either_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, record, _) = entered(&folder.path().join("one.db"));
    let note = |number, text: &str| {
        Change::Note(
            article(1),
            Note { number, passage: passage("引文"), text: text.into(), ..Note::default() },
        )
    };
    let search = |query: &str| Change::Search(LibraryNumber(0), "常看".into(), Some(query.into()));
    one.commit(&[Change::Star(article(5), true), Change::Star(article(1), true), note(7, "甲")]).unwrap();
    one.commit(&[search("@辽宁"), Change::Tag(article(1), "甲".into(), true)]).unwrap();
    one.commit(&[Change::FirstSeen(record.number, 10, vec![ArticleKey(1 << 64)])]).unwrap();
    let (mut other, record, _) = entered(&folder.path().join("other.db"));
    other.commit(&[note(7, "乙"), note(8, "丙"), search("@北京")]).unwrap();
    other.commit(&[Change::Tag(article(1), "乙".into(), true)]).unwrap();
    other.commit(&[Change::FirstSeen(record.number, 10, vec![ArticleKey(2 << 64)])]).unwrap();
    let rows = one.export_rows().unwrap();
    other.import_rows(&rows).unwrap();
    other.import_rows(&rows).unwrap();
    let found = other.annotations().unwrap();
    let state = found.get(article(1).key).unwrap();
    let mut texts: Vec<&str> = state.notes.iter().map(|note| note.text.as_str()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["丙", "乙", "甲"], "once each");
    assert_eq!((state.tags.clone(), state.starred), (vec!["乙".to_owned(), "甲".to_owned()], true));
    assert!(found.get(article(5).key).unwrap().starred);
    let mut queries: Vec<&str> = found.searches.iter().map(|(_, query)| query.as_str()).collect();
    queries.sort_unstable();
    assert_eq!(queries, ["@北京", "@辽宁"]);
    assert_eq!(found.first_seen().len(), 2);
}

#[test]
fn what_is_no_state_is_not_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, record, _) = entered(&folder.path().join("one.db"));
    one.commit(&every(record.number)).unwrap();
    let rows = one.export_rows().unwrap();
    let mut other = open(&folder.path().join("other.db"));
    let before = other.export_rows().unwrap();
    for at in 1..rows.len() {
        for (name, value) in [("table", "nothing"), ("article", "x"), ("id", "\u{0}"), ("key", "7")] {
            let mut rows = rows.clone();
            if rows[at].contains_key(name) {
                rows[at].insert(name.to_owned(), value.into());
                let fault = other.import_rows(&rows);
                assert!(fault.is_err() || name == "key" || name == "id", "{fault:?} {:?}", rows[at]);
            }
        }
        let mut rows = rows.clone();
        rows[at].remove("table");
        assert_eq!(other.import_rows(&rows), Err(TransferFault::Row(at + 1)));
    }
    assert!(other.export_rows().unwrap().len() >= before.len());
    let newer = serde_json::from_str::<StateRow>("{\"xinglan-state\": 99}").unwrap();
    assert_eq!(other.import_rows(&[newer]), Err(TransferFault::State(StateFault::Newer)));
}
