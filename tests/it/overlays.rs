//! Lists over the panes: nothing of a line is out of reach on a narrow screen, and the cursor of the terminal, which screen
//! readers follow, stands on what is selected.

use crate::stage::{Stage, library};
use xinglan::view::Theme;

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A stage with a file for what the user does.
fn open(cols: u16, rows: u16) -> (Stage, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::with_state(library(), Some(folder.path().join("state.db")), cols, rows);
    (stage, folder)
}

#[test]
fn every_line_of_every_list_is_shown_in_full_when_the_cursor_is_on_it() {
    for (cols, rows) in [(40, 20), (80, 24), (60, 16)] {
        for keys in ["?", ".", "=", "!", "o", "@", "B M", "<Enter>v<Enter>"] {
            let (mut stage, _folder) = open(cols, rows);
            keys.split(' ').for_each(|part| _ = stage.keys(part));
            let Some(overlay) = &stage.session.app.overlay else {
                panic!("{cols} {keys} opens nothing:\n{}", stage.screen())
            };
            let lines = overlay.lines();
            let all: Vec<_> = lines.iter().map(|line| (line.key.clone(), line.text.to_string())).collect();
            stage.keys("g");
            for (number, (key, text)) in all.iter().enumerate() {
                let overlay = stage.session.app.overlay.as_ref().unwrap();
                assert_eq!(overlay.cursor(), number, "{keys}");
                let screen = without_blanks(&stage.screen().replace(['«', '»'], ""));
                for part in [key, text] {
                    assert!(
                        screen.contains(&without_blanks(part)),
                        "{cols} {keys}: {part}\n{}",
                        stage.screen()
                    );
                }
                stage.keys("j");
            }
        }
    }
}

#[test]
fn the_cursor_of_the_terminal_is_on_what_is_selected() {
    let states = [
        ("jj", "辽宁沈阳"),
        ("p", "北京"),
        ("t", "全部"),
        ("?j", "jDown"),
        ("o", "原来的次序"),
        (".j", "配色"),
        ("/问题<Enter>cj", "问题"),
        ("/问题<Enter>C<Tab><Tab>", ">"),
        ("/问题<Enter>n", "问题"),
        ("<Enter>v", "三里路"),
    ];
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        for (keys, text) in states {
            let (mut stage, _folder) = open(cols, rows);
            stage.keys(keys);
            let (_, cursor) = stage.frame(Theme::default());
            let Some((_, y)) = cursor else { panic!("{cols} {keys}: no cursor\n{}", stage.screen()) };
            let screen = stage.screen();
            let row =
                without_blanks(screen.lines().nth(y.into()).unwrap_or_default()).replace(['«', '»'], "");
            assert!(row.contains(text) || text == "全部", "{cols} {keys}: {row}\n{screen}");
        }
    }
}

#[test]
fn the_cursor_is_on_the_word_that_was_found() {
    let (mut stage, _folder) = open(80, 24);
    stage.keys("/问题<Enter>n");
    let (buffer, cursor) = stage.frame(Theme::default());
    let (x, y) = cursor.unwrap();
    assert_eq!(buffer[(x, y)].symbol(), "问");
}
