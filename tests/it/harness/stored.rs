//! Screens kept in files, for anybody to read: `tests/screens/<name>.txt`.

use std::{env, fs, path::Path};

/// Fails unless the screen is the one kept under this name, and shows what differs. With `XINGLAN_BLESS=1` in the
/// environment the screen is kept instead.
pub(crate) fn assert_screen(name: &str, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(name).with_extension("txt");
    let screen = format!("{}\n", screen.trim_end());
    if env::var_os("XINGLAN_BLESS").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &screen).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == screen,
        "screen {name} differs from {} (- kept, + now; XINGLAN_BLESS=1 keeps the new one)\n{}",
        path.display(),
        difference(&kept, &screen),
    );
}

/// Both texts row by row: what they share with two spaces before it, and what differs with `-` and `+`.
pub(crate) fn difference(kept: &str, now: &str) -> String {
    let (kept, now): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), now.lines().collect());
    let same = common_rows(&kept, &now);
    let mut text = String::new();
    let (mut a, mut b) = (0, 0);
    for (x, y) in same.into_iter().chain([(kept.len(), now.len())]) {
        for (mark, rows) in [("- ", &kept[a..x]), ("+ ", &now[b..y])] {
            for row in rows {
                text.extend([mark, row, "\n"]);
            }
        }
        if let Some(row) = kept.get(x) {
            text.extend(["  ", row, "\n"]);
        }
        (a, b) = (x + 1, y + 1);
    }
    text
}

/// The longest common subsequence of rows, as pairs of their numbers.
fn common_rows(kept: &[&str], now: &[&str]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0; now.len() + 1]; kept.len() + 1];
    for a in (0..kept.len()).rev() {
        for b in (0..now.len()).rev() {
            longest[a][b] = if kept[a] == now[b] {
                longest[a + 1][b + 1] + 1
            } else {
                longest[a + 1][b].max(longest[a][b + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < kept.len() && b < now.len() {
        if kept[a] == now[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if longest[a + 1][b] >= longest[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}
