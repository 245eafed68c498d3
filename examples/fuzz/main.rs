//! Fuzzing on stable Rust: the bodies of `fuzz/bodies` with a mutator that knows the pieces of each kind of input.
//!
//!     cargo run --release --example fuzz -- TARGET SECONDS [EXECUTIONS [SEED]]
//!     cargo run --release --example fuzz -- TARGET FILES
//!
//! Runs until both numbers are reached, on one thread. An input whose sign is new is kept and changed further. One that breaks
//! a promise is made as short as it can be and written to `fuzz/findings/TARGET`, and the run goes on. The last line is a row
//! of a table: target, executions, seconds, executions a second, signs, at which part of the run the last new one came,
//! findings. With files it runs each of them once, which is how a finding is looked at.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_macros,
    clippy::string_slice,
    reason = "a driver that cannot go on should stop; it prints figures"
)]

use std::collections::{BTreeSet, HashSet};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[path = "../../fuzz/bodies/mod.rs"]
mod bodies;
mod pieces;

use pieces::{JSON, KEYS, MARKUP, ODD, QUERY, SETTINGS};

type Body = fn(&[u8]) -> u64;

/// A target: its name, its body, the most bytes of an input, and the pieces inputs are made of.
struct Target {
    name: &'static str,
    body: Body,
    longest: usize,
    pieces: &'static [&'static str],
}

const TARGETS: [Target; 11] = [
    Target { name: "article", body: bodies::article, longest: 2_000, pieces: MARKUP },
    Target { name: "clean", body: bodies::clean, longest: 60, pieces: ODD },
    Target { name: "wrap", body: bodies::wrap, longest: 300, pieces: ODD },
    Target { name: "query", body: bodies::query, longest: 60, pieces: QUERY },
    Target { name: "matcher", body: bodies::matcher, longest: 60, pieces: ODD },
    Target { name: "keys", body: bodies::keys, longest: 24, pieces: KEYS },
    Target { name: "snapshot", body: bodies::snapshot, longest: 13 * 8, pieces: &[] },
    Target { name: "config", body: bodies::config, longest: 200, pieces: SETTINGS },
    Target { name: "log", body: bodies::log, longest: 300, pieces: JSON },
    Target { name: "state", body: bodies::state, longest: 13 * 8, pieces: &[] },
    Target { name: "archive", body: bodies::archive, longest: 1 + 13 * 8, pieces: &[] },
];

/// Most inputs that are kept for changing.
const POOL: usize = 4_000;

/// Most findings that are made short and kept; what breaks more promises is known to be broken.
const FINDINGS: usize = 40;

/// A small generator of chance (xorshift64*).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, sides: usize) -> usize {
        (self.next() >> 33) as usize % sides.max(1)
    }
}

/// Changes an input in one to four places.
fn mutate(input: &mut Vec<u8>, other: &[u8], target: &Target, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        // Mostly between characters, so that UTF-8 stays UTF-8.
        let mut at = dice.below(input.len() + 1);
        while dice.below(16) > 0 && at > 0 && input.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at -= 1;
        }
        let piece = |dice: &mut Dice| match target.pieces {
            [] => None,
            pieces if dice.below(3) > 0 => Some(pieces[dice.below(pieces.len())]),
            _ => Some(ODD[dice.below(ODD.len())]),
        };
        match (dice.below(10), piece(dice)) {
            (0..=3, Some(piece)) => drop(input.splice(at..at, piece.bytes())),
            (4, Some(piece)) => {
                let times = 1 << dice.below(5);
                drop(input.splice(at..at, piece.repeat(times).into_bytes()));
            }
            (5, _) => {
                let end = (at + 1 + dice.below(12)).min(input.len());
                input.drain(at..end);
            }
            (6, _) => {
                let from = dice.below(other.len() + 1);
                let part = &other[from..(from + dice.below(60)).min(other.len())];
                drop(input.splice(at..at, part.iter().copied()));
            }
            (7, _) => {
                let end = (at + dice.below(20)).min(input.len());
                let part = input[at..end].to_vec();
                drop(input.splice(at..at, part));
            }
            (8, _) if !input.is_empty() => {
                let at = at.min(input.len() - 1);
                input[at] ^= 1 << dice.below(8);
            }
            _ => {
                let byte = dice.next() as u8;
                input.insert(at, byte);
            }
        }
    }
    if input.len() > target.longest {
        let from = dice.below(input.len() - target.longest + 1);
        input.drain(..from);
        input.truncate(target.longest);
    }
    if target.pieces.is_empty() {
        // Numbers, not text: some are drawn anew.
        for byte in input.iter_mut() {
            if dice.below(6) == 0 {
                *byte = dice.next() as u8;
            }
        }
        while input.len() < 13 {
            input.push(dice.next() as u8);
        }
    }
}

/// The inputs kept in the repository.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut inputs: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    inputs.push(Vec::new());
    inputs
}

struct Run<'a> {
    target: &'a Target,
    dice: Dice,
    pool: Vec<Vec<u8>>,
    signs: HashSet<u64>,
    findings: BTreeSet<Vec<u8>>,
    executions: u64,
    last_new: u64,
}

impl Run<'_> {
    /// Runs one input; keeps it if its sign is new.
    fn one(&mut self, input: &[u8]) {
        self.executions += 1;
        let body = self.target.body;
        IN_BODY.store(true, Ordering::Relaxed);
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| body(input)));
        IN_BODY.store(false, Ordering::Relaxed);
        match outcome {
            Ok(sign) if self.signs.insert(sign) => {
                self.last_new = self.executions;
                if self.pool.len() < POOL {
                    self.pool.push(input.to_vec());
                } else {
                    let at = self.dice.below(POOL);
                    self.pool[at] = input.to_vec();
                }
            }
            Ok(_) => {}
            Err(_) => {
                let message = MESSAGE.lock().unwrap().take().unwrap_or_default();
                if self.findings.len() < FINDINGS {
                    let input = shrunk(body, &place_of(&message), input.to_vec());
                    if self.findings.insert(input.clone()) {
                        self.keep(&input, &message);
                    }
                }
            }
        }
    }

    /// Writes a finding to a file of its own.
    fn keep(&self, input: &[u8], message: &str) {
        let name = self.target.name;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/findings").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(self.executions.to_string()), input).unwrap();
        eprintln!("{name}: {message}\n  short input {:?}", String::from_utf8_lossy(input));
    }
}

/// The place and the kind of the panic that a body ends with, if it does.
fn failure(body: Body, input: &[u8]) -> Option<String> {
    IN_BODY.store(true, Ordering::Relaxed);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| body(input)));
    IN_BODY.store(false, Ordering::Relaxed);
    let message = MESSAGE.lock().unwrap().take().unwrap_or_default();
    outcome.is_err().then(|| place_of(&message))
}

fn place_of(message: &str) -> String {
    message.lines().take(3).collect::<Vec<_>>().join(" ")
}

/// The input without what the failure does not need.
fn shrunk(body: Body, place: &str, mut input: Vec<u8>) -> Vec<u8> {
    let mut length = input.len() / 2;
    while length > 0 {
        let mut at = 0;
        while at < input.len() {
            let mut less = input.clone();
            less.drain(at..(at + length).min(input.len()));
            if failure(body, &less).as_deref() == Some(place) {
                input = less;
            } else {
                at += length;
            }
        }
        length /= 2;
    }
    input
}

static MESSAGE: Mutex<Option<String>> = Mutex::new(None);
/// Whether a panic is one of a body, not of the driver.
static IN_BODY: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|arg| arg.parse::<u64>().ok());
    let target = args.first().and_then(|name| TARGETS.iter().find(|target| target.name == name));
    let (Some(target), Some(second)) = (target, args.get(1)) else {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!(
            "usage: fuzz TARGET SECONDS [EXECUTIONS [SEED]] | FILES, with TARGET of {}",
            names.join(", ")
        );
        return ExitCode::from(2);
    };
    if matches!(target.name, "config" | "log") && std::env::var_os(bodies::HOME).is_none() {
        // The environment cannot be changed safely while it runs, so it runs itself again.
        return again(&args);
    }
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        if !IN_BODY.load(Ordering::Relaxed) {
            eprintln!("the driver itself: {panic}");
        }
        *MESSAGE.lock().unwrap() = Some(format!("{place}\n{panic}"));
    }));
    let Ok(seconds) = second.parse::<u64>() else {
        return look_at(target, &args);
    };
    let start = Instant::now();
    let mut run = Run {
        target,
        dice: Dice(number(3).unwrap_or(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
        pool: Vec::new(),
        signs: HashSet::new(),
        findings: BTreeSet::new(),
        executions: 0,
        last_new: 0,
    };
    let seeds = corpus(target.name);
    for input in &seeds {
        run.one(input);
    }
    run.pool.extend(seeds);
    let least = number(2).unwrap_or(0);
    while run.executions < least || start.elapsed() < Duration::from_secs(seconds) {
        for _ in 0..64 {
            let (this, other) = (run.dice.below(run.pool.len()), run.dice.below(run.pool.len()));
            let mut input = run.pool[this].clone();
            mutate(&mut input, &run.pool[other], target, &mut run.dice);
            run.one(&input);
        }
    }
    let took = start.elapsed().as_secs_f64();
    let rate = run.executions as f64 / took;
    let newest = run.last_new as f64 * 100.0 / run.executions as f64;
    println!(
        "| {} | {} | {took:.0} | {rate:.0} | {} | {newest:.0} % | {} |",
        target.name,
        run.executions,
        run.signs.len(),
        run.findings.len()
    );
    bodies::remove_scratch();
    ExitCode::from(u8::from(!run.findings.is_empty()))
}

/// Runs the body on each file that the arguments name, and says what it breaks.
fn look_at(target: &Target, args: &[String]) -> ExitCode {
    let mut failed = false;
    for path in args.iter().skip(1) {
        let input = std::fs::read(path).unwrap();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.body)(&input)));
        failed |= outcome.is_err();
        let message = MESSAGE.lock().unwrap().take();
        eprintln!("{path}: {:?}\n{}", String::from_utf8_lossy(&input), message.as_deref().unwrap_or("holds"));
    }
    bodies::remove_scratch();
    ExitCode::from(u8::from(failed))
}

/// The same run with settings and a log of its own.
fn again(args: &[String]) -> ExitCode {
    let home = bodies::scratch();
    let mut program = std::process::Command::new(std::env::current_exe().unwrap());
    program.args(args).env(bodies::HOME, home.path());
    program.envs(["XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(|name| (name, home.path())));
    let status = program.status().unwrap();
    ExitCode::from(status.code().map_or(101, |code| code as u8))
}
