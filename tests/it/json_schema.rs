//! What `--json` prints is what `docs/json.schema.json` says, and `docs/en/json.md` names every field of it.
//!
//! A new field or line: into the schema, into `docs/en/json.md`, and if no call below prints it, into `CALLS`. The checker knows the
//! keywords that the schema uses, and fails at any other.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::harness::{LIBRARY, XINGLAN};
use crate::state_commands::read_before;

/// A call, what its lines are, and what the last one is if it is something else.
const CALLS: [(&[&str], &str, Option<&str>); 18] = [
    (&["list"], "article", None),
    (&["list", "--by", "province"], "count", None),
    (&["list", "--by", "year"], "count", None),
    (&["list", "--by", "author"], "count", None),
    (&["search", "问题"], "match", None),
    (&["search", "-问题"], "match", None),
    (&["show"], "whole_article", None),
    (&["export", "--format", "jsonl"], "whole_article", None),
    (&["kwic", "问题"], "use", Some("use_totals")),
    (&["kwic", "问题", "--group", "r1"], "use_group", Some("use_group_totals")),
    (&["collocates", "问题", "--least", "1"], "collocate", Some("collocate_totals")),
    (&["keyness", "--filter", "@辽宁"], "keyword", Some("keyword_totals")),
    (&["stats", "--filter", "问题"], "share", Some("share_totals")),
    (&["check"], "checked_article", Some("check_totals")),
    (&["index"], "snapshot_made", None),
    // Now there is a snapshot.
    (&["check"], "checked_article", Some("check_totals")),
    (&["cache", "list"], "cached_snapshot", None),
    (&["doctor"], "doctor", None),
];

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/json.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The lines of a call, in a home of its own.
fn lines(args: &[&str], home: &std::path::Path) -> Vec<Value> {
    let json: &[&str] = if args[0] == "export" { &[] } else { &["--json"] };
    run_lines(&[args, json, &[LIBRARY]].concat(), home)
}

/// The lines that a call prints.
fn run_lines(args: &[&str], home: &std::path::Path) -> Vec<Value> {
    let state = home.join("state");
    let output = Command::new(XINGLAN)
        .args(args)
        .env_clear()
        .env("HOME", home)
        .env("XDG_STATE_HOME", state)
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}

/// What is wrong with a value, if anything; where it stands is `at`.
fn fault(value: &Value, schema: &Value, defs: &Value, at: &str) -> Option<String> {
    schema.as_object().unwrap().iter().find_map(|(keyword, wanted)| {
        let wrong = |is_wrong: bool| is_wrong.then(|| format!("{at}: {value} breaks {keyword} {wanted}"));
        match keyword.as_str() {
            "$ref" => fault(value, &defs[wanted.as_str().unwrap().trim_start_matches("#/$defs/")], defs, at),
            "type" => {
                let names: Vec<&str> = wanted.as_str().map_or_else(
                    || wanted.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect(),
                    |name| vec![name],
                );
                wrong(!names.iter().any(|name| has_type(value, name)))
            }
            "enum" => wrong(!wanted.as_array().unwrap().contains(value)),
            "anyOf" => {
                wrong(wanted.as_array().unwrap().iter().all(|one| fault(value, one, defs, at).is_some()))
            }
            "items" => {
                value.as_array()?.iter().find_map(|item| fault(item, wanted, defs, &format!("{at}[]")))
            }
            "required" => {
                let lacks = |name: &&Value| value.get(name.as_str().unwrap()).is_none();
                wrong(wanted.as_array().unwrap().iter().any(|name| lacks(&name)))
            }
            "properties" => value
                .as_object()?
                .iter()
                .find_map(|(name, inner)| fault(inner, wanted.get(name)?, defs, &format!("{at}.{name}"))),
            "additionalProperties" => {
                let known = &schema["properties"];
                wrong(value.as_object()?.keys().any(|name| known.get(name).is_none()))
            }
            other => panic!("the checker does not know {other}"),
        }
    })
}

#[test]
fn what_is_printed_is_what_the_schema_says() {
    let schema = schema();
    let defs = &schema["$defs"];
    let home = tempfile::tempdir().unwrap();
    let mut printed = BTreeSet::new();
    for (args, each, last) in CALLS {
        let lines = lines(args, home.path());
        assert!(lines.len() > usize::from(last.is_some()), "{args:?}: {} lines", lines.len());
        for (number, line) in lines.iter().enumerate() {
            let name = if number + 1 == lines.len() { last.unwrap_or(each) } else { each };
            assert!(defs.get(name).is_some(), "the schema has no {name}");
            assert_eq!(fault(line, &defs[name], defs, name), None, "{args:?}");
            printed.insert(name);
        }
    }
    let kept = tempfile::tempdir().unwrap();
    read_before(kept.path());
    let library = kept.path().join("文");
    for (args, name) in
        [(["notes", "--json", library.to_str().unwrap()], "note"), (["state", "export", "-"], "state_row")]
    {
        for (number, line) in run_lines(&args, kept.path()).iter().enumerate() {
            let name = if name == "state_row" && number == 0 { "state_head" } else { name };
            assert_eq!(fault(line, &defs[name], defs, name), None, "{args:?}");
            printed.insert(name);
        }
    }
    // Parts of others.
    printed.extend(["provinces", "dropped", "snapshot_checked"]);
    let defined: BTreeSet<&str> = defs.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(printed, defined, "each definition is printed by a call");
}

#[test]
fn the_document_names_every_line_and_field() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/en/json.md")).unwrap();
    let schema = schema();
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        let is_part = ["provinces", "dropped", "snapshot_checked"].contains(&name.as_str());
        assert!(is_part || text.contains(&format!("`{name}`")), "docs/en/json.md does not name {name}");
        for field in definition["properties"].as_object().unwrap().keys() {
            assert!(text.contains(&format!("`{field}`")), "docs/en/json.md does not name {field} of {name}");
        }
    }
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let schema = schema();
    let defs = &schema["$defs"];
    let right = serde_json::json!({"by": "year", "value": null, "articles": 3});
    assert_eq!(fault(&right, &defs["count"], defs, ""), None);
    for (field, value) in [("articles", Value::from("3")), ("value", Value::from(3)), ("more", Value::Null)] {
        let mut wrong = right.clone();
        wrong[field] = value;
        assert!(fault(&wrong, &defs["count"], defs, "").is_some(), "{wrong}");
    }
    assert!(fault(&serde_json::json!({"by": "year"}), &defs["count"], defs, "").is_some());
}
