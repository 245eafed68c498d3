//! The recipe of `docs/en/ssh.md` against a real OpenSSH server: a visit, a lost connection, and every way out that somebody
//! could think of, each refused by the recipe and, where that is possible at all, successful without it.
//!
//! Without sshd it says that it did not run; with `XINGLAN_REQUIRE_SSHD=1` that is a failure.

mod attempts;
mod server;

use std::time::{Duration, Instant};

use self::server::{DEADLINE, Protection, Server};
use crate::harness::{LIBRARY, Pty, runs, wait_asleep};
use rustix::process::Signal;

#[test]
fn a_visit_is_the_same_as_at_home() {
    let Some(server) = Server::start(Protection::Recipe) else { return };
    let mut away = server.login(&[], &[]);
    let mut home = Pty::spawn(&[LIBRARY], 80, 24, &[]);
    home.wait_for("走二十里").wait_stable();
    wait_asleep(server.inside());
    for (keys, shown) in [
        ("jj", "3/9"),
        ("<Enter>", "【阅读】"),
        ("q/问题<Enter>", "3 篇"),
        ("n", "1/"),
        ("p", "【省份】"),
        ("jjjjj<Space>", "辽宁"),
    ] {
        for reader in [&mut away, &mut home] {
            reader.keys(keys).wait_for(shown).wait_stable();
        }
        // The hints differ: nothing of a restricted reader goes to a clipboard.
        let above = |screen: String| screen.rsplit_once('\n').map(|(above, _)| above.to_owned());
        assert_eq!(above(away.screen()), above(home.screen()), "after {keys}");
    }
    away.keys("Q");
    assert!(away.wait_exit().success());
    away.assert_terminal_restored();
}

#[test]
fn the_reader_is_gone_when_the_client_is() {
    let Some(server) = Server::start(Protection::Recipe) else { return };
    let gone_after = || {
        let mut client = server.login(&[], &[]);
        let reader = server.inside();
        let start = Instant::now();
        client.signal(Signal::KILL);
        while runs(reader) {
            assert!(start.elapsed() < DEADLINE, "the reader lives on");
            std::thread::sleep(Duration::from_millis(5));
        }
        start.elapsed()
    };
    // A busy machine may be late, but not each time.
    let times: Vec<Duration> = (0..3).map(|_| gone_after()).collect();
    println!("gone after {times:?}");
    assert!(times.iter().any(|time| *time < Duration::from_secs(1)), "{times:?}");
}

#[test]
fn the_login_shell_is_a_second_wall() {
    let Some(server) = Server::start(Protection::Recipe) else { return };
    let shell = server.path("shell");
    for args in [&[][..], &["-c", "id"], &["-c", "/bin/sh -i"], &["-l"]] {
        let mut pty = Pty::spawn_command(&[&[shell.as_str()], args].concat(), 80, 24, &[]);
        pty.wait_for("走二十里");
    }
}

#[test]
fn without_the_script_the_program_does_as_well() {
    let Some(server) = Server::start(Protection::WithoutScript) else { return };
    server.login(&[], &[]);
    assert!(!server.run("ssh", &["reader", "id"]).contains("uid="));
}

#[test]
fn no_way_out() {
    let Some(server) = Server::start(Protection::Recipe) else { return };
    let attempts = attempts::all();
    assert!(attempts.len() >= 29, "{}", attempts.len());
    let broke_in: Vec<_> = attempts.iter().filter(|attempt| attempt.succeeds(&server)).collect();
    assert!(broke_in.is_empty(), "{broke_in:?}");
    println!("{} attempts refused", attempts.len());
}

#[test]
fn without_the_recipe_there_are_many() {
    let Some(server) = Server::start(Protection::None) else { return };
    let attempts = attempts::all();
    let possible: Vec<_> = attempts.iter().filter(|attempt| attempt.possible).collect();
    let harmless: Vec<_> = possible.iter().filter(|attempt| !attempt.succeeds(&server)).collect();
    assert!(harmless.is_empty(), "{harmless:?}");
    println!("{} attempts successful without the recipe", possible.len());
}
