//! Tests that need a process of their own, because they measure the process or look at what it has loaded.

use std::{env, process::Command};

/// In the environment of such a process: the test it runs.
const ALONE: &str = "XINGLAN_TEST_ALONE";

/// Runs the body of the test `name` (as in `snapshot::words::…`) in a process of its own: this program again, with that one
/// test.
pub(crate) fn alone(name: &str, body: fn()) {
    if env::var_os(ALONE).is_some_and(|test| test == name) {
        return body();
    }
    let mut command = Command::new(env::current_exe().unwrap());
    let output = command.args([name, "--exact", "--nocapture"]).env(ALONE, name).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    // A name that no test has runs none, and succeeds.
    let ran = output.status.success() && text.contains("1 passed");
    assert!(ran, "{text}{}", String::from_utf8_lossy(&output.stderr));
}

fn fails() {
    assert_eq!(1, 2, "on purpose");
}

#[test]
fn a_test_that_fails_alone_fails() {
    let failure = std::panic::catch_unwind(|| alone("alone::a_test_that_fails_alone_fails", fails));
    if env::var_os(ALONE).is_some() {
        std::panic::resume_unwind(failure.unwrap_err());
    }
    let text = failure.unwrap_err().downcast::<String>().unwrap();
    assert!(text.contains("on purpose"), "{text}");
}

#[test]
fn a_test_that_does_not_exist_fails() {
    std::panic::catch_unwind(|| alone("alone::nobody", || {})).unwrap_err();
}
