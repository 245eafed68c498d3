use super::*;

fn written(terminal: bool, write: impl FnOnce(&mut Printer) -> io::Result<()>) -> String {
    let memory = PrinterMemory::default();
    write(&mut Printer { to: Box::new(memory.clone()), terminal, coloured: terminal }).unwrap();
    String::from_utf8_lossy(&memory.0.take()).into_owned()
}

#[test]
fn a_row_is_one_line_whatever_its_columns_hold() {
    let row = ["a\nb\tc", "\u{1b}]52;c;aGk=\u{7}题\u{9b}2J", "\u{202e}目\u{200b}"];
    assert_eq!(written(true, |out| out.row(&row)), "a b     c\t题\t目\n");
}

#[test]
fn parts_have_colours_only_where_they_are_wanted_and_bring_none() {
    let parts = [
        (TextRole::Path, "a\u{1b}[2Jb "),
        (TextRole::Sign, ":"),
        (TextRole::Text, " \n题"),
        (TextRole::Hit, ""),
    ];
    assert_eq!(written(false, |out| out.parts(&parts)), "ab :  题\n");
    let coloured = "\x1b[35mab \x1b[0m\x1b[36m:\x1b[0m  题\n";
    assert_eq!(written(true, |out| out.parts(&parts)), coloured);
}

#[test]
fn a_row_has_the_bytes_of_its_path_unless_they_could_make_two() {
    let row = |shown: &str| written(false, |out| out.row_with_path(&["1", "a\tb"], (b"x/y", shown), "7"));
    assert_eq!(row("x/y"), "1\ta       b\tx/y\t7\n");
    assert_eq!(row("x\ty"), "1\ta       b\tx       y\t7\n");
}

#[test]
fn text_keeps_its_lines_and_their_blanks() {
    assert_eq!(written(true, |out| out.text("  甲\u{1b}[2J\n乙\r\n\n")), "  甲\n乙\n\n");
    assert_eq!(written(true, |out| out.text("")), "\n");
}

#[test]
fn a_record_of_a_table_is_cleaned_and_quoted() {
    let fields = ["甲,\"乙\"", "一\n二\u{1b}[2J", "", "丙\r\n丁"];
    let csv = written(true, |out| out.csv(&fields));
    assert_eq!(csv, "\"甲,\"\"乙\"\"\",\"一\n二\",,\"丙\n丁\"\r\n");
}

#[test]
fn json_escapes_what_a_terminal_must_not_see() {
    let text = "题\u{7f}\u{1b}\u{9b}\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{e0041}\u{2028}\"目";
    let json = written(true, |out| out.json(&text));
    assert_eq!(
        json,
        "\"题\\u007f\\u001b\\u009b\\u202e\\u2066\\u200b\\u200d\\ufeff\\udb40\\udc41\\u2028\\\"目\"\n"
    );
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
}

#[test]
fn json_escapes_marks_beyond_what_a_letter_may_carry() {
    let text = format!("é{}中", "\u{301}".repeat(9));
    let json = written(true, |out| out.json(&text));
    assert_eq!(json, format!("\"é{}\\u0301\\u0301中\"\n", "\u{301}".repeat(7)));
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
}

#[test]
fn a_program_gets_the_bytes_of_a_path_and_a_terminal_its_text() {
    let raw = b"\xb2\xe2/a.txt";
    assert_eq!(written(true, |out| out.path(raw, "测/a.txt", ":3")), "\x1b[35m测/a.txt\x1b[0m:3\n");
    assert_eq!(written(false, |out| out.path(raw, "测/a.txt", "")), "\u{fffd}\u{fffd}/a.txt\n");
    for (terminal, line) in [(true, "\x1b[35ma b\x1b[0m\n"), (false, "a b\n")] {
        assert_eq!(written(terminal, |out| out.path(b"a\n\x1b[2Jb", "a\n\u{1b}[2Jb", "")), line);
    }
    assert_eq!(written(true, |out| out.raw_path(b"a\nb")), "a\nb\0");
}
