//! What `--version` says: the version, the commit, what it was built for and with. The same in both languages, to be pasted
//! into a report.
//!
//! What must not go in: anything of the machine it runs on (see `doctor`).

use std::sync::LazyLock;

/// The version.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit of a release; empty in other builds.
pub(super) const COMMIT: &str = env!("XINGLAN_COMMIT");

/// The version, and the commit if it is known.
pub(super) fn short() -> String {
    if COMMIT.is_empty() { VERSION.to_owned() } else { format!("{VERSION} ({COMMIT})") }
}

/// What it was built for: the target, and whether the C library is in it.
pub(super) fn target() -> String {
    let linked = if cfg!(target_feature = "crt-static") { "static" } else { "dynamic" };
    format!("{} {linked}", env!("XINGLAN_TARGET"))
}

/// What is in it that need not be.
pub(super) fn features() -> String {
    let sandbox = if cfg!(target_os = "linux") { "+sandbox" } else { "-sandbox" };
    [sandbox, env!("XINGLAN_FEATURES")].join(" ").trim_end().to_owned()
}

/// All of it, in lines.
pub(super) static LONG: LazyLock<String> =
    LazyLock::new(|| format!("{}\nfeatures: {}\ntarget: {}", short(), features(), target()));
