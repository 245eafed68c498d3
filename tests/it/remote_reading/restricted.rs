//! The reader of somebody without an account, on an index elsewhere: confined to its port, or refused.

use super::BOTH;
use crate::harness::Pty;

#[test]
fn a_restricted_reader_reaches_its_port_or_is_refused() {
    let Some(both) = &*BOTH else { return };
    let url = format!("{}/reading", both.engine.url(0));
    let mut pty = Pty::spawn(&["--ambiguous", "1", "--lang", "zh", "--restricted", &url], 80, 24, &[]);
    if !xinglan::term::lockdown::confines_to_a_port() {
        pty.wait_for("管不住它只连一个端口").wait_exit();
        return;
    }
    pty.wait_for("1/").wait_stable();
    pty.keys("/黄河水利<Enter>").wait_for("处").wait_stable();
    pty.keys("<Enter>").wait_for("黄河").wait_stable();
    pty.keys("Q").wait_exit();
    pty.assert_terminal_restored();
}
