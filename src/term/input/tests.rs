//! Keys as terminals send them, whole and in pieces; what is no key; pastes. Time is simulated.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use proptest::prelude::*;

use super::{Decoder, Input, Timing, decode::LONGEST_PASTE};
use crate::app::key::{Code, Key};
use crate::app::mouse::{MouseInput, MouseKind};

const ESCAPE: Duration = Duration::from_millis(25);

/// A terminal seen from its decoder: bytes go in at times, inputs come out.
struct Line {
    decoder: Decoder,
    now: Instant,
    heard: Vec<Input>,
}

impl Line {
    fn new() -> Self {
        Self::with_erase(false)
    }

    fn with_erase(control_h: bool) -> Self {
        let decoder = Decoder::new(Timing::with_escape(ESCAPE), control_h);
        Self { decoder, now: Instant::now(), heard: Vec::new() }
    }

    fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let mut events = Vec::new();
        self.decoder.feed(bytes, self.now, &mut events);
        self.hear(events);
        self
    }

    /// Lets time pass, as the thread does: waking at each deadline.
    fn wait(&mut self, time: Duration) -> &mut Self {
        let end = self.now + time;
        while let Some(deadline) = self.decoder.deadline().filter(|&deadline| deadline <= end) {
            self.now = deadline;
            let mut events = Vec::new();
            self.decoder.expire(self.now, &mut events);
            self.hear(events);
        }
        self.now = end;
        self
    }

    fn hear(&mut self, events: Vec<Event>) {
        self.heard.extend(events.into_iter().map(Input::from).filter(|input| *input != Input::None));
    }

    /// Everything heard when the line has been quiet for long.
    fn end(&mut self) -> Vec<Input> {
        self.wait(Duration::from_mins(1));
        assert_eq!(self.decoder.deadline(), None);
        std::mem::take(&mut self.heard)
    }
}

fn heard(bytes: &[u8]) -> Vec<Input> {
    Line::new().send(bytes).end()
}

const fn plain(code: Code) -> Key {
    Key::plain(code)
}

const fn shift(code: Code) -> Key {
    Key { shift: true, ..plain(code) }
}

const fn ctrl(code: Code) -> Key {
    Key { ctrl: true, ..plain(code) }
}

const fn alt(code: Code) -> Key {
    Key { alt: true, ..plain(code) }
}

/// Keys as xterm, VT220, rxvt, the Linux console and `CSI u` terminals send them.
const KEYS: &[(&[u8], Key)] = &[
    (b"j", Key::char('j')),
    (b"G", Key::char('G')),
    ("问".as_bytes(), Key::char('问')),
    ("𠮷".as_bytes(), Key::char('𠮷')),
    (b"\r", plain(Code::Enter)),
    (b"\t", plain(Code::Tab)),
    (b"\x1b", plain(Code::Esc)),
    (b"\x7f", plain(Code::Backspace)),
    (b"\x08", Key::ctrl('h')),
    (b"\x00", Key::ctrl(' ')),
    (b"\x03", Key::ctrl('c')),
    (b"\x1a", Key::ctrl('z')),
    (b"\x1c", Key::ctrl('\\')),
    (b"\x1f", Key::ctrl('_')),
    (b"\x1bx", alt(Code::Char('x'))),
    (b"\x1b\r", alt(Code::Enter)),
    (b"\x1b\x7f", alt(Code::Backspace)),
    (b"\x1b\x06", Key { code: Code::Char('f'), ctrl: true, alt: true, shift: false }),
    (b"\x1b\x1b[A", alt(Code::Up)),
    (b"\x1b[Z", plain(Code::BackTab)),
    (b"\x1b[a", shift(Code::Up)),
    (b"\x1bOa", ctrl(Code::Up)),
    (b"\x1bOM", plain(Code::Enter)),
    (b"\x1bOj", Key::char('*')),
    (b"\x1bOp", Key::char('0')),
    (b"\x1bOR", plain(Code::F(3))),
    (b"\x1b[1;5A", ctrl(Code::Up)),
    (b"\x1b[1;2H", shift(Code::Home)),
    (b"\x1b[1;3D", alt(Code::Left)),
    (b"\x1b[5;2~", shift(Code::PageUp)),
    (b"\x1b[1;2P", shift(Code::F(1))),
    (b"\x1bO5A", ctrl(Code::Up)),
    (b"\x1b[1;1:2B", plain(Code::Down)),
    (b"\x1b[97;5u", Key::ctrl('a')),
    (b"\x1b[105;5u", plain(Code::Tab)),
    (b"\x1b[27u", plain(Code::Esc)),
    (b"\x1b[13;2u", shift(Code::Enter)),
    (b"\x1b[9;2u", plain(Code::BackTab)),
    (b"\x1b[65;2u", Key::char('A')),
    (b"\x1b[57414u", plain(Code::Enter)),
    (b"\x1b[57400u", Key::char('1')),
    (b"\x1b[27;5;13~", ctrl(Code::Enter)),
];

/// [`KEYS`] and the keys that have a letter or a number.
fn usual_keys() -> Vec<(&'static [u8], Key)> {
    let mut keys = KEYS.to_vec();
    let arrows = [(b'A', Code::Up), (b'B', Code::Down), (b'C', Code::Right), (b'D', Code::Left)];
    let letters =
        [(b'F', Code::End), (b'H', Code::Home), (b'P', Code::F(1)), (b'Q', Code::F(2)), (b'S', Code::F(4))];
    for (letter, code) in arrows.into_iter().chain(letters) {
        for introducer in [b'[', b'O'] {
            keys.push((Vec::leak(vec![0x1b, introducer, letter]), plain(code)));
        }
    }
    let edits = [
        Code::Home,
        Code::Insert,
        Code::Delete,
        Code::End,
        Code::PageUp,
        Code::PageDown,
        Code::Home,
        Code::End,
    ];
    let functions = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].into_iter().zip((1..=12).map(Code::F));
    for (number, code) in (1..).zip(edits).chain(functions) {
        keys.push((format!("\x1b[{number}~").leak().as_bytes(), plain(code)));
    }
    for (letter, n) in (b'A'..=b'E').zip(1..) {
        keys.push((Vec::leak(vec![0x1b, b'[', b'[', letter]), plain(Code::F(n))));
    }
    keys
}

#[test]
fn usual_keys_are_known() {
    for (bytes, key) in usual_keys() {
        assert_eq!(heard(bytes), [Input::Key(key)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn usual_keys_split_at_any_byte_are_the_same() {
    for (bytes, key) in usual_keys() {
        for split in 1..bytes.len() {
            for gap in [0, 1, 5, 20] {
                let (first, rest) = bytes.split_at(split);
                let heard = Line::new().send(first).wait(Duration::from_millis(gap)).send(rest).end();
                assert_eq!(heard, [Input::Key(key)], "{} at {split}, {gap} ms", bytes.escape_ascii());
            }
        }
    }
}

#[test]
fn usual_keys_in_single_bytes_are_the_same() {
    for (bytes, key) in usual_keys() {
        let mut line = Line::new();
        for byte in bytes {
            line.send(&[*byte]).wait(Duration::from_millis(20));
        }
        assert_eq!(line.end(), [Input::Key(key)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn usual_keys_in_a_row_are_all_heard() {
    let keys: Vec<_> = usual_keys().into_iter().filter(|(bytes, _)| *bytes != b"\x1b").collect();
    let bytes: Vec<u8> = keys.iter().flat_map(|(bytes, _)| bytes.iter().copied()).collect();
    let wanted: Vec<_> = keys.into_iter().map(|(_, key)| Input::Key(key)).collect();
    assert_eq!(heard(&bytes), wanted);
}

#[test]
fn escape_is_heard_after_its_time_and_not_before() {
    let mut line = Line::new();
    line.send(b"\x1b").wait(ESCAPE.saturating_sub(Duration::from_millis(1)));
    assert_eq!(line.heard, []);
    line.wait(Duration::from_millis(1));
    assert_eq!(line.heard, [Input::Key(plain(Code::Esc))]);
}

#[test]
fn escape_before_a_chinese_word_is_not_alt() {
    let wanted = [plain(Code::Esc), Key::char('省')].map(Input::Key);
    assert_eq!(heard("\x1b省".as_bytes()), wanted);
}

#[test]
fn brackets_with_alt_are_keys_when_nothing_follows() {
    for c in ['[', 'O', ']', 'P', '_', '^', 'X', '\\'] {
        assert_eq!(heard(format!("\x1b{c}").as_bytes()), [Input::Key(alt(Code::Char(c)))], "Alt-{c}");
    }
}

#[test]
fn backspace_is_what_the_terminal_says_it_is() {
    assert_eq!(Line::with_erase(true).send(b"\x08").end(), [Input::Key(plain(Code::Backspace))]);
    assert_eq!(Line::with_erase(true).send(b"\x7f").end(), [Input::Key(plain(Code::Backspace))]);
}

#[test]
fn the_wheel_and_the_left_button_are_heard_with_their_cells() {
    let mouse = |x, y, kind| [Input::Mouse(MouseInput { x, y, kind })];
    assert_eq!(heard(b"\x1b[<0;10;3M"), mouse(9, 2, MouseKind::Press));
    assert_eq!(heard(b"\x1b[<64;1;1M"), mouse(0, 0, MouseKind::WheelUp));
    assert_eq!(heard(b"\x1b[<81;300;200M"), mouse(299, 199, MouseKind::WheelDown), "with Control");
    assert_eq!(heard(b"\x1b[<32;11;3M"), mouse(10, 2, MouseKind::Drag));
    assert_eq!(heard(b"\x1b[<0;11;3m"), mouse(10, 2, MouseKind::Release));
    for nothing in ["\x1b[<0;0;3M", "\x1b[<0;10M", "\x1b[<2;1;1M", "\x1b[<35;1;1M", "\x1b[<0;70000;1M"] {
        assert_eq!(heard(nothing.as_bytes()), [], "{}", nothing.escape_debug());
    }
}

/// Replies to questions that other programs asked, the mouse, focus, sequences nobody knows: the key after each is heard,
/// and nothing else.
#[test]
fn what_is_no_key_is_swallowed_whole() {
    let noise: [&[u8]; 24] = [
        b"\x1b[?2026;2$y",
        b"\x1b[?64;1;2;6;22c",
        b"\x1b[>0;276;0c",
        b"\x1b[=0;1u",
        b"\x1b[?1u",
        b"\x1b[12;40R",
        b"\x1b[8;24;80t",
        b"\x1b[1;2;3;4;5;6;7z",
        b"\x1b[<1;10;10M",
        b"\x1b[<2;10;10m",
        b"\x1b[M !!",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[[Z",
        b"\x1b[57441;2:3u",
        b"\x1b[97;1:3u",
        b"\x1b[1;9A",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]52;c;amE=\x07",
        b"\x1bP>|XTerm(379)\x1b\\",
        b"\x1bP1+r544e=787465726d\x1b\\",
        b"\x1bP!|00000000\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\xff\xfe\x80\xc0",
    ];
    for bytes in noise {
        assert_eq!(heard(bytes), [], "{}", bytes.escape_ascii());
        assert_eq!(heard(&[bytes, b"j"].concat()), [Input::Key(Key::char('j'))], "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_reply_that_never_ends_is_given_up() {
    for begun in ["\x1b[?2026;2", "\x1b]11;rgb:", "\x1bP>|XT", "\x1b[1;", "\x1b[[", "\x1b[M "] {
        let heard = Line::new().send(begun.as_bytes()).wait(Duration::from_secs(1)).send(b"j").end();
        assert_eq!(heard, [Input::Key(Key::char('j'))], "{begun:?}");
    }
}

#[test]
fn a_reply_of_any_length_is_no_key() {
    let reply = format!("\x1b]52;c;{}\x07j", "QUJD".repeat(100_000));
    let mut line = Line::new();
    reply.as_bytes().chunks(4096).for_each(|chunk| {
        line.send(chunk);
    });
    assert_eq!(line.end(), [Input::Key(Key::char('j'))]);
}

#[test]
fn a_sequence_cut_off_by_another_key_does_not_hide_that() {
    assert_eq!(heard(b"\x1b[1;\x1b[A"), [Input::Key(plain(Code::Up))]);
    assert_eq!(heard(b"\x1b[1;\x03"), [Input::Key(Key::ctrl('c'))]);
}

#[test]
fn a_paste_is_one_input_however_it_is_cut() {
    let bytes = "\x1b[200~主题\r\n教育\rjq\x1b[201~k".as_bytes();
    let wanted = [Input::Paste("主题\n教育\njq".to_owned()), Input::Key(Key::char('k'))];
    for split in 0..bytes.len() {
        let (first, rest) = bytes.split_at(split);
        let heard = Line::new().send(first).wait(Duration::from_millis(20)).send(rest).end();
        assert_eq!(heard, wanted, "at {split}");
    }
}

#[test]
fn a_paste_without_an_end_ends_after_a_second() {
    let mut line = Line::new();
    line.send(b"\x1b[200~abc").wait(Duration::from_millis(999));
    assert_eq!(line.heard, []);
    line.wait(Duration::from_millis(1)).send(b"j");
    assert_eq!(line.end(), [Input::Paste("abc".to_owned()), Input::Key(Key::char('j'))]);
}

#[test]
fn a_paste_too_long_is_cut_and_its_rest_is_not_typed() {
    let text = "q".repeat(LONGEST_PASTE + 5000);
    let heard = heard(format!("\x1b[200~{text}\x1b[201~j").as_bytes());
    assert_eq!(heard, [Input::Paste("q".repeat(LONGEST_PASTE)), Input::Key(Key::char('j'))]);
}

#[test]
fn an_end_of_paste_without_a_beginning_is_nothing() {
    assert_eq!(heard(b"\x1b[201~j"), [Input::Key(Key::char('j'))]);
}

#[test]
fn releases_and_strange_modifiers_are_nothing() {
    let event = |modifiers, kind| Event::Key(KeyEvent::new_with_kind(KeyCode::Char('a'), modifiers, kind));
    let input = |modifiers, kind| Input::from(event(modifiers, kind));
    assert_eq!(input(KeyModifiers::NONE, KeyEventKind::Release), Input::None);
    assert_eq!(input(KeyModifiers::SUPER, KeyEventKind::Press), Input::None);
    assert_eq!(input(KeyModifiers::NONE, KeyEventKind::Repeat), Input::Key(Key::char('a')));
    assert_eq!(input(KeyModifiers::SHIFT, KeyEventKind::Press), Input::Key(Key::char('a')));
}

#[test]
fn a_size_of_nothing_is_the_usual_one() {
    assert_eq!(Input::from(Event::Resize(0, 0)), Input::Resize { cols: 80, rows: 24 });
}

proptest! {
    #[test]
    fn no_bytes_make_it_deaf(chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..8)) {
        let mut line = Line::new();
        for chunk in &chunks {
            line.send(chunk);
        }
        line.end();
        prop_assert_eq!(line.send(b"j").end(), [Input::Key(Key::char('j'))]);
    }

    #[test]
    fn where_the_line_cuts_makes_no_difference(
        keys in prop::collection::vec(prop::sample::select(usual_keys()), 0..12),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let bytes: Vec<u8> = keys.iter().flat_map(|(bytes, _)| bytes.iter().copied()).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        let mut line = Line::new();
        let mut start = 0;
        for cut in cuts {
            line.send(&bytes[start..cut]).wait(Duration::from_millis(20));
            start = cut;
        }
        prop_assert_eq!(line.send(&bytes[start..]).end(), heard(&bytes));
    }
}
