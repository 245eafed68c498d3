//! An index that others have made: read as far as its fields are known, every row looked at here.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::BOTH;
use crate::harness::{Pty, XINGLAN};

/// A home with a list of engines that names these fields of the index `press`.
fn home(url: &str, fields: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    for config in [".config/xinglan", "config/xinglan"] {
        let folder = home.path().join(config);
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("remotes.toml");
        fs::write(&file, format!("[[remote]]\nurl = '{url}'\n{fields}")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    home
}

const FIELDS: &str =
    "[remote.fields.press]\ntitle = 'headline'\ntext = 'body'\ndate = 'published'\nsection = 'desk'\n";

#[test]
fn an_index_of_others_is_read_by_its_fields() {
    let Some(both) = &*BOTH else { return };
    let (url, client) = (both.engine.url(0), both.client());
    let text = json!({"type": "text"});
    let properties =
        json!({"headline": text, "body": text, "published": {"type": "date"}, "desk": {"type": "keyword"}});
    let _: Value = client.put("press", &json!({"mappings": {"properties": properties}})).unwrap();
    let articles = [
        ("a", "渡口的早晨", "船靠岸了。\n营商环境好。", "2024-05-03", "副刊"),
        ("b", "修渠", "环境营商不是一回事。", "2023-01-02", "要闻"),
        ("c", "\u{1b}[31m红", "营商环境差。", "2022-12-31", "要闻"),
    ];
    for (id, headline, body, published, desk) in articles {
        let document = json!({"headline": headline, "body": body, "published": published, "desk": desk});
        let _: Value = client.put(&format!("press/_doc/{id}?refresh=true"), &document).unwrap();
    }
    let list = |home: &TempDir, more: &[&str]| -> Output {
        let mut command = Command::new(XINGLAN);
        command.args(["list", &format!("{url}/press"), "--lang", "zh"]).args(more).env("HOME", home.path());
        command.env_remove("XDG_CONFIG_HOME").output().unwrap()
    };
    let refused = list(&home(url, ""), &[]);
    let said = "xinglan: press 不是省览推送的索引；要读它，先在 remotes.toml 里写明它的字段\n";
    assert_eq!(String::from_utf8(refused.stderr).unwrap(), said);
    let home = home(url, FIELDS);
    let listed = String::from_utf8(list(&home, &["--filter", "营商环境"]).stdout).unwrap();
    assert!(
        listed.contains("渡口的早晨") && listed.contains("副刊") && listed.contains("2024-05-03"),
        "{listed}"
    );
    assert!(listed.contains('红') && !listed.contains('\u{1b}'), "{listed}");
    assert!(!listed.contains("修渠"), "only phrases count: {listed}");
    let config = home.path().join("config");
    let mut pty = Pty::spawn(
        &["--ambiguous", "1", "--lang", "zh", &format!("{url}/press")],
        80,
        24,
        &[("XDG_CONFIG_HOME", config.to_str().unwrap())],
    );
    pty.wait_for("渡口的早晨").wait_stable();
    pty.keys("/营商环境<Enter>").wait_for("处").wait_stable();
    assert!(!pty.screen().contains("修渠"), "{}", pty.screen());
    pty.keys("<Enter>").wait_for("船靠岸了");
    pty.keys("Q").wait_exit();
}

#[test]
fn fields_without_a_text_are_refused_by_their_line() {
    let Some(both) = &*BOTH else { return };
    let home = home(both.engine.url(0), "[remote.fields.press]\ntitle = 'headline'\n");
    let mut command = Command::new(XINGLAN);
    command.args(["list", &format!("{}/press", both.engine.url(0)), "--lang", "zh"]);
    let output = command.env("HOME", home.path()).env_remove("XDG_CONFIG_HOME").output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "xinglan: remotes.toml 第 3 行写得不对\n");
}
