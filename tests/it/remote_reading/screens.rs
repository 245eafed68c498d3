//! The reader on an address, in a terminal.

use super::BOTH;
use crate::harness::{Pty, assert_screen};

#[test]
fn the_reader_opens_an_address() {
    let Some(both) = &*BOTH else { return };
    let url = format!("{}/reading", both.engine.url(0));
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut pty = Pty::spawn(&["--ambiguous", "1", "--lang", "zh", &url], cols, rows, &[]);
        pty.wait_for("1/").wait_stable();
        assert_screen(&format!("remote-list-{cols}x{rows}"), &pty.screen());
        pty.keys("/黄河水利<Enter>").wait_for("黄河水利").wait_stable();
        assert_screen(&format!("remote-found-{cols}x{rows}"), &pty.screen());
        pty.keys("<Enter>").wait_for("字").wait_stable();
        assert_screen(&format!("remote-article-{cols}x{rows}"), &pty.screen());
        pty.keys("q").wait_stable();
        pty.keys("q").wait_exit();
        pty.assert_terminal_restored();
    }
}
