//! `docs/en/keys.md` is made from the action table; `XINGLAN_BLESS=1` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use xinglan::app::action::{Context, LINE, TABLE};
use xinglan::messages::Lang;

fn table() -> String {
    let mut text = String::from(
        "# Keys\n\nMade from the action table (`src/app/action.rs`) by `tests/it/keys.rs`. `C-` is Control, `S-` is Shift; \
         `ZZ` is typed one after the other. The name is that of `[keys]` in the config.\n\n| keys | where | what | 作用 | name |\n|---|---|---|---|---|\n",
    );
    for row in TABLE.iter().filter(|row| !row.keys.is_empty()) {
        let keys: Vec<String> =
            row.keys.split(' ').map(|key| format!("`{}`", key.replace('_', ""))).collect();
        let place = |context: &Context| match context {
            Context::List => "list",
            Context::Reader => "text",
            Context::Facets => "facets",
            Context::Selection => "selection",
            Context::Overlay => "help and lists",
            Context::Marks => "list of marks",
            Context::Uses => "uses",
            Context::Statistics => "statistics",
        };
        let places: Vec<&str> = row.contexts.iter().map(place).collect();
        let places = if places.len() == 8 { "everywhere".to_owned() } else { places.join(", ") };
        let (zh, en) = (row.text(Lang::Zh), row.text(Lang::En));
        writeln!(
            text,
            "| {} | {places} | {en} | {zh} | `{}` |",
            keys.join(" ").replace('|', "\\|"),
            row.action.name()
        )
        .unwrap();
    }
    text.push_str("\n## In the input line\n\n| keys | what | 作用 |\n|---|---|---|\n");
    for (keys, name) in LINE {
        let (zh, en) = (name.text(Lang::Zh), name.text(Lang::En));
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        writeln!(text, "| {} | {en} | {zh} |", keys.join(" ").replace('|', "\\|")).unwrap();
    }
    text
}

#[test]
fn the_document_is_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/en/keys.md");
    if std::env::var_os("XINGLAN_BLESS").is_some() {
        std::fs::write(&path, table()).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == table(),
        "docs/en/keys.md is stale: XINGLAN_BLESS=1 cargo test --test keys writes it anew"
    );
}
