//! The program: runs, then turns the outcome into an exit code. Nothing else belongs here.

use std::process::ExitCode;

fn main() -> ExitCode {
    match xinglan::run(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(sentence) = error.sentence() {
                // A closed stderr must not change the exit code.
                let _ =
                    std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("xinglan: {sentence}\n"));
            }
            error.exit_code()
        }
    }
}
