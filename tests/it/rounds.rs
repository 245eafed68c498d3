//! Two processes keep things of the same twenty articles and are killed in the middle of it, again and again: nothing of
//! which one has said that it is kept is ever lost. `XINGLAN_ROUNDS` is the number of rounds.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use xinglan::corpus::ArticleKey;
use xinglan::state::{ArticleRef, Change, Database, LibraryIdentity, Note, TextAnchor};

use crate::dice::Dice;

const ROUNDS: usize = 12;
const ARTICLES: usize = 20;

fn article(number: usize) -> ArticleRef {
    ArticleRef {
        key: ArticleKey((number as u128 + 1) << 64),
        title: format!("第 {number} 篇"),
        place: format!("{number}.txt"),
        sketch: None,
    }
}

fn library() -> LibraryIdentity {
    LibraryIdentity { roots: vec!["/文集".to_owned()], inodes: Vec::new() }
}

/// In the environment of a process that keeps things: file, which of the two it is, and the number of the round.
const WORK: &str = "XINGLAN_TEST_KEEPER";

/// What one process says that it has kept: the kind, the article, and the number of the change.
type Fact = (char, usize, u64);

/// Keeps things until it is killed, and says of each when it is on the disk. Does nothing where it was not asked to.
#[test]
fn keeps_until_it_is_killed() {
    let Ok(work) = env::var(WORK) else { return };
    let parts: Vec<&str> = work.split('|').collect();
    let [path, who, round] = parts.as_slice() else { panic!("{work}") };
    let (who, round): (usize, u64) = (who.parse().unwrap(), round.parse().unwrap());
    let (mut database, fault) = Database::open_with(Path::new(path), None).unwrap();
    assert_eq!(fault, None);
    let (record, ..) = database.enter(&library()).unwrap();
    let mut dice = Dice(round * 2 + who as u64 + 77);
    for step in 0_u64.. {
        let (number, serial) = (dice.roll(ARTICLES), round * 1_000_000 + step);
        let letter = char::from(b'a' + (who * 13 + dice.roll(13)) as u8);
        let (kind, change) = match dice.roll(5) {
            0 => ('t', Change::Tag(article(number), format!("{who}-{serial}"), true)),
            1 => ('s', Change::Star(article(number), true)),
            2 => {
                let passage = TextAnchor { quote: format!("{who}-{serial}"), ..TextAnchor::default() };
                let note = Note {
                    number: serial * 2 + who as u64,
                    passage,
                    text: format!("{serial}"),
                    ..Note::default()
                };
                ('n', Change::Note(article(number), note))
            }
            3 => ('c', Change::Correct(article(number), who * 10 + (serial % 10) as usize, Some(true))),
            _ => {
                let anchor = TextAnchor { start: serial as u32, ..TextAnchor::default() };
                (letter, Change::Mark(record.number, letter, Some((article(number), anchor))))
            }
        };
        let kind = if matches!(change, Change::Mark(..)) { kind.to_ascii_uppercase() } else { kind };
        database.commit(&[change]).unwrap();
        println!("\nkept {kind} {number} {serial}");
    }
}

fn keeper(path: &Path, who: usize, round: usize, said: mpsc::Sender<(usize, Fact)>) -> Child {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["rounds::keeps_until_it_is_killed", "--exact", "--nocapture"])
        .env(WORK, format!("{}|{who}|{round}", path.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let words: Vec<&str> = line.split(' ').collect();
            let ["kept", kind, number, serial] = words.as_slice() else { continue };
            let fact = (kind.chars().next().unwrap(), number.parse().unwrap(), serial.parse().unwrap());
            if said.send((who, fact)).is_err() {
                return;
            }
        }
    });
    child
}

/// What must be there at the end.
#[derive(Default)]
struct Confirmed {
    facts: BTreeSet<(usize, Fact)>,
    /// The last place of each mark, with its article.
    marks: BTreeMap<char, (u64, usize)>,
}

impl Confirmed {
    fn take(&mut self, who: usize, fact: Fact) {
        let (kind, number, serial) = fact;
        if kind.is_ascii_uppercase() {
            self.marks.insert(kind.to_ascii_lowercase(), (serial, number));
        } else {
            self.facts.insert((who, fact));
        }
    }

    fn check(&self, path: &Path, round: usize) {
        let (mut database, fault) = Database::open_with(path, None).unwrap();
        assert_eq!(fault, None, "round {round}: the file is whole");
        let (_, annotations, fault) = database.enter(&library()).unwrap();
        assert_eq!(fault, None);
        for (who, (kind, number, serial)) in &self.facts {
            let state = annotations.get(article(*number).key).unwrap();
            let is_there = match kind {
                't' => state.tags.contains(&format!("{who}-{serial}")),
                's' => state.starred,
                'n' => state.notes.iter().any(|note| note.number == serial * 2 + *who as u64),
                _ => {
                    let division = who * 10 + (serial % 10) as usize;
                    annotations.correction(article(*number).key).added.contains(division)
                }
            };
            assert!(is_there, "round {round}: {who} said that {kind} {number} {serial} is kept");
        }
        for (letter, (serial, _)) in &self.marks {
            let found = u64::from(annotations.marks()[letter].place.start);
            // One that was on its way when the process was killed may have come later.
            assert!(found >= *serial, "round {round}: mark {letter} is at {found}, not {serial}");
        }
    }
}

#[test]
fn nothing_that_was_confirmed_is_lost_to_a_killed_process() {
    let rounds = env::var("XINGLAN_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("state.db");
    let (mut confirmed, mut dice) = (Confirmed::default(), Dice(4711));
    for round in 0..rounds {
        let (send, receive) = mpsc::channel();
        let mut keepers = [0, 1].map(|who| keeper(&path, who, round, send.clone()));
        drop(send);
        // Each is killed when so much has been said, by either: never both at the same step.
        let limits = [1 + dice.roll(25), 1 + dice.roll(25)];
        let (mut said, mut dead) = (0, [false; 2]);
        for (who, fact) in receive {
            confirmed.take(who, fact);
            said += 1;
            for (number, keeper) in keepers.iter_mut().enumerate() {
                if said >= limits[number] && !std::mem::replace(&mut dead[number], true) {
                    keeper.kill().unwrap();
                }
            }
        }
        for keeper in &mut keepers {
            let _ = keeper.wait();
        }
        assert_eq!(dead, [true; 2], "round {round}: both were at work when they were killed");
        confirmed.check(&path, round);
    }
    println!("{rounds} rounds, {} confirmed", confirmed.facts.len() + confirmed.marks.len());
}
