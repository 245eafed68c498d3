//! Embeds the files of `seeds/`, in natural-enough order, so that a freshly installed xinglan has something to show, and
//! hashes the sources that decide what a file becomes, so that a snapshot of another version is recognised. The word list
//! becomes a table (`build/words.rs`).
//! Nothing else is built here.

#![expect(clippy::disallowed_macros, reason = "cargo reads standard output")]

#[path = "build/words.rs"]
mod words;

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=seeds");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let seeds = Path::new(&root).join("seeds");
    let mut files = Vec::new();
    collect(&seeds, "", &mut files)?;
    let mut list = String::from("&[\n");
    for file in files {
        let path = seeds.join(&file);
        writeln!(list, "    ({file:?}, include_bytes!({:?})),", path.to_string_lossy())
            .map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    println!("cargo::rustc-env=XINGLAN_SOURCES={:016x}", sum(Path::new(&root))?);
    about_the_build(Path::new(&root));
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("seeds.rs"), list)?;
    compile_words(Path::new(&root), Path::new(&out))
}

/// What `--version` says beside the number: the commit, the target and the features of cargo. Only a release knows its
/// commit: otherwise each commit would compile everything anew.
fn about_the_build(root: &Path) {
    println!("cargo::rerun-if-env-changed=XINGLAN_COMMIT");
    let mut commit = env::var("XINGLAN_COMMIT").ok();
    if commit.is_none() && env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        for file in [".git/HEAD", ".git/logs/HEAD"].map(|name| root.join(name)) {
            if file.exists() {
                println!("cargo::rerun-if-changed={}", file.display());
            }
        }
        let git = std::process::Command::new("git")
            .args(["rev-parse", "--short=12", "HEAD"])
            .current_dir(root)
            .stderr(std::process::Stdio::null())
            .output();
        commit = git
            .ok()
            .filter(|git| git.status.success())
            .map(|git| String::from_utf8_lossy(&git.stdout).trim().to_owned());
    }
    println!("cargo::rustc-env=XINGLAN_COMMIT={}", commit.unwrap_or_default());
    println!("cargo::rustc-env=XINGLAN_TARGET={}", env::var("TARGET").unwrap_or_default());
    let features = env::vars().filter_map(|(name, _)| {
        let name = name.strip_prefix("CARGO_FEATURE_")?.to_lowercase().replace('_', "-");
        (name != "default").then(|| format!("+{name}"))
    });
    println!("cargo::rustc-env=XINGLAN_FEATURES={}", features.collect::<Vec<_>>().join(" "));
}

/// Makes the table of words, unless it was made from the same sources before: that takes some seconds.
fn compile_words(root: &Path, out: &Path) -> io::Result<()> {
    let sources =
        ["build/words.rs", "assets/words.txt", "assets/recent_words.txt"].map(|name| root.join(name));
    let big_endian = env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|order| order == "big");
    let mut hasher = DefaultHasher::new();
    hasher.write_u8(big_endian.into());
    for source in &sources {
        println!("cargo::rerun-if-changed={}", source.display());
        hasher.write(&fs::read(source)?);
    }
    let (mark, table) = (out.join("words.hash"), out.join("words.bin"));
    let hash = format!("{:016x}", hasher.finish());
    if table.exists() && fs::read_to_string(&mark).is_ok_and(|made| made == hash) {
        return Ok(());
    }
    let [_, list, recent] = sources;
    let (list, recent) = (fs::read_to_string(list)?, fs::read_to_string(recent)?);
    fs::write(table, words::compile(&list, &recent, big_endian)?)?;
    fs::write(mark, hash)
}

/// The folders and files whose code determines the contents of a snapshot.
const SOURCES: [&str; 11] = [
    "src/text",
    "src/store",
    "src/archive",
    "src/format",
    "src/corpus",
    "src/province",
    "src/search",
    "src/complete",
    "src/messages/reason.rs",
    "src/messages/system.rs",
    "assets",
];

fn sum(root: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for folder in SOURCES {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        if root.join(folder).is_dir() {
            collect(&root.join(folder), "", &mut files)?;
        } else {
            files.push(String::new());
        }
        for file in files {
            hasher.write(file.as_bytes());
            let path = if file.is_empty() { root.join(folder) } else { root.join(folder).join(file) };
            hasher.write(&fs::read(path)?);
        }
    }
    Ok(hasher.finish())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
