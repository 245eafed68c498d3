//! The program: runs, then turns the outcome into an exit code. Nothing else belongs here.

use std::ffi::OsString;
use std::process::ExitCode;

use xinglan::error::Error;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    let outcome = supervised(&args).unwrap_or_else(|| run(&args));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            let lang = xinglan::cli::language(&args);
            if let Some(sentence) = error.sentence(lang) {
                // A closed stderr must not change the exit code.
                let mut err = xinglan::output::stderr();
                let _ = err.line(&format!("xinglan: {sentence}"));
                if let Some(usage) = error.usage() {
                    let _ = err.text(usage);
                }
            }
            error.exit_code()
        }
    }
}

fn run(args: &[OsString]) -> Result<ExitCode, Error> {
    xinglan::run(args, xinglan::cli::language(args)).map(|()| ExitCode::SUCCESS)
}

/// In the parent of a reader: how the reader ended. `None` in the reader, and where there is none.
#[cfg(target_os = "linux")]
fn supervised(args: &[OsString]) -> Option<Result<ExitCode, Error>> {
    use xinglan::term::supervisor::{Ended, ignore_file_size_signal, start};

    ignore_file_size_signal();
    match (!xinglan::cli::is_command(args)).then(start).flatten()? {
        Ended::Exited(code) => Some(Ok(ExitCode::from(code))),
        Ended::Killed(signal) => Some(Err(Error::Killed(signal))),
    }
}

/// Other systems do without.
#[cfg(not(target_os = "linux"))]
fn supervised(_args: &[OsString]) -> Option<Result<ExitCode, Error>> {
    None
}
