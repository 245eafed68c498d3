//! All integration tests in one program, so that the library is linked once.
//!
//! `cargo test --test it` runs them, `cargo test --test it screens` the tests of one file. Data lies beside this folder:
//! `tests/data`, `tests/province`, `tests/screens`, `tests/typography`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop and say why")]
#![expect(clippy::similar_names, reason = "a stage has a state")]
#![expect(clippy::disallowed_macros, reason = "tests print figures for whoever asks with --nocapture")]

mod aged;
mod alone;
mod archives;
mod bad_luck;
mod bytes;
mod candidates;
mod cli;
mod cli_table;
mod codes;
mod concordance;
mod corrections;
mod dice;
mod documents;
mod documents_book;
mod encodings;
mod export;
mod fake;
mod faulty_files;
mod fields;
mod folder_names;
mod folding;
mod follow;
mod forms;
mod found;
mod guard;
mod harness;
mod hostile;
mod installed;
mod json_schema;
mod judge;
mod language;
mod large;
mod late;
mod live;
mod loading;
#[cfg(target_os = "linux")]
mod lockdown;
mod made_documents;
mod marks;
mod memory;
mod mouse;
mod naive_uses;
mod new;
mod notes;
mod overlays;
mod own_files;
mod pictures;
mod pinyin_queries;
mod places;
mod progress;
mod province;
mod pty;
mod publish;
mod push;
mod remote_reading;
mod restricted;
mod resume;
mod rounds;
mod samples;
mod screen_writer;
mod screens;
mod search;
mod searches;
mod selection;
mod settings;
mod shared;
mod shown_pictures;
mod sizes;
mod snapshot;
#[cfg(target_os = "linux")]
mod ssh;
mod stage;
mod state_commands;
mod state_folder;
mod structure;
#[cfg(target_os = "linux")]
mod supervisor;
mod taking_out;
mod three_days;
mod today;
mod traps;
mod typography;
mod uses;
