//! The program: runs, then turns the outcome into an exit code. Nothing else belongs here.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    let lang = xinglan::cli::language(&args);
    match xinglan::run(&args, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
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
