//! Another program in the terminal: the command that gets a text, and the editor. The terminal is its own meanwhile, as if a
//! shell had started it.
//!
//! What must not go in: which programs, and giving the terminal back and taking it (`guard`).

use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::guard::stop_until_continued;

/// Editors that take the line behind the file; others take it before, as vi does.
const LINE_BEHIND: [&str; 4] = ["hx", "helix", "subl", "zed"];
/// Those that take both in an option of their own, and return at once unless told to wait.
const CODE: [&str; 3] = ["code", "codium", "cursor"];

/// Another program has the terminal: the signals of its keys are not for us.
static AWAY: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal.
pub(super) fn is_away() -> bool {
    AWAY.load(Ordering::SeqCst)
}

/// A command line of the shell.
pub(super) fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(line);
    command
}

/// The editor of the user with a file and a line of it. `editor` may have arguments.
pub(super) fn editor(editor: &str, file: &Path, line: usize) -> Command {
    let mut command = shell(&format!("{editor} \"$@\""));
    let program = editor.split_whitespace().next().unwrap_or_default();
    let name = Path::new(program).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut behind = file.as_os_str().to_owned();
    behind.push(format!(":{line}"));
    command.arg("sh");
    if CODE.contains(&name) {
        command.arg("--wait").arg("--goto").arg(behind);
    } else if LINE_BEHIND.contains(&name) {
        command.arg(behind);
    } else {
        command.arg(format!("+{line}")).arg(file);
    }
    command
}

/// Runs a program to its end and returns its exit code; a signal counts from 128 on, as in a shell. What it reads is
/// `input`, or else the terminal.
///
/// # Errors
/// If it cannot be started.
pub(super) fn run(mut command: Command, input: Option<String>) -> io::Result<i32> {
    if input.is_some() {
        command.stdin(Stdio::piped());
    } else {
        command.stdin(std::fs::File::open("/dev/tty")?);
    }
    AWAY.store(true, Ordering::SeqCst);
    let outcome = command.spawn().and_then(|child| wait(child, input));
    AWAY.store(false, Ordering::SeqCst);
    outcome
}

fn wait(mut child: Child, input: Option<String>) -> io::Result<i32> {
    let pipe = child.stdin.take();
    if let (Some(mut pipe), Some(input)) = (pipe, input) {
        // It may print before it has read everything, or never read: a program that has enough closes the pipe.
        thread::spawn(move || {
            let _ = pipe.write_all(input.as_bytes());
        });
    }
    let number = Pid::from_child(&child);
    loop {
        match waitpid(Some(number), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                // Control-Z: a shell gets the terminal, and gives it to all of us again.
                stop_until_continued()?;
                kill_process(number, Signal::CONT)?;
            }
            Ok(Some((_, status))) => {
                let killed = status.terminating_signal().map(|signal| 128 + signal);
                return Ok(status.exit_status().or(killed).unwrap_or_default());
            }
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(program: &str) -> Vec<String> {
        let command = editor(program, Path::new("/文/渡口 1.txt"), 7);
        command.get_args().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn an_editor_is_told_the_line_in_its_own_way() {
        assert_eq!(arguments("vi"), ["vi \"$@\"", "sh", "+7", "/文/渡口 1.txt"]);
        assert_eq!(arguments("/usr/bin/hx"), ["/usr/bin/hx \"$@\"", "sh", "/文/渡口 1.txt:7"]);
        assert_eq!(arguments("code -n"), ["code -n \"$@\"", "sh", "--wait", "--goto", "/文/渡口 1.txt:7"]);
    }
}
