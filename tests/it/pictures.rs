//! The pictures of the documentation: screens of the folder `seeds`, stored with their styles, and drawn by
//! `tests/tools/picture.py`. What stands in `docs/pictures` is what it draws.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use xinglan::app::theme_name::ThemeName;
use xinglan::view::{Palette, Theme};

use crate::harness::assert_screen;
use crate::stage::{Stage, styled};

/// Name, theme, size, and the keys to what it shows.
const PICTURES: [(&str, ThemeName, (u16, u16), &str); 6] = [
    ("list-dark", ThemeName::Dark, (120, 36), "jjjjj"),
    ("filter-paper", ThemeName::Paper, (100, 30), "/黄河 泥沙<Enter>n"),
    ("provinces-light", ThemeName::Light, (120, 36), "pjjj<Space>"),
    ("map-dark", ThemeName::Dark, (84, 27), "P"),
    ("uses-light", ThemeName::Light, (110, 28), "/黄河<Enter>c"),
    ("narrow-paper", ThemeName::Paper, (40, 20), "/铁路<Enter><Enter>n"),
];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The picture of a stored screen; none on a machine without Python.
fn drawn(screen: &Path) -> Option<String> {
    let mut python = Command::new("python3");
    python.arg(project().join("tests/tools/picture.py")).arg(screen);
    let Ok(output) = python.output() else {
        assert!(env::var_os("XINGLAN_REQUIRE_PYTHON").is_none(), "there is no python3 on this machine");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_pictures_of_the_documentation_are_screens() {
    let bless = env::var_os("XINGLAN_BLESS").is_some_and(|value| value == "1");
    let mut names = Vec::new();
    for (name, theme, (cols, rows), keys) in PICTURES {
        let mut stage = Stage::open(PathBuf::from("seeds"), cols, rows);
        stage.session.app.library.name = "seeds".to_owned();
        stage.session.app.options.theme = theme;
        stage.keys(keys);
        let (buffer, _) = stage.frame(Theme::new(Palette::True));
        assert_screen(&format!("pictures/{name}"), &styled(&buffer));
        let screen = project().join("tests/screens/pictures").join(format!("{name}.txt"));
        let Some(picture) = drawn(&screen) else { return };
        let file = project().join("docs/pictures").join(format!("{name}.svg"));
        if bless {
            fs::write(&file, &picture).unwrap();
        }
        assert!(
            fs::read_to_string(&file).unwrap_or_default() == picture,
            "{} is another picture",
            file.display()
        );
        names.push(format!("{name}.svg"));
    }
    let kept = fs::read_dir(project().join("docs/pictures")).unwrap();
    let mut kept: Vec<String> = kept.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    kept.sort();
    names.sort();
    assert_eq!(kept, names, "a picture that nothing draws");
}
