//! What Linux tells about a running process in `/proc`.

use std::{fs, path::PathBuf, time::Duration};

/// The processes that a process has started and that still run.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let of_thread = |thread: PathBuf| fs::read_to_string(thread.join("children")).unwrap_or_default();
    let text: String = own_threads(pid).into_iter().map(of_thread).collect();
    text.split_whitespace().filter_map(|child| child.parse().ok()).collect()
}

/// Whether a process still runs; one that nobody has asked for its outcome does not.
pub(crate) fn runs(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, fields)| !fields.trim_start().starts_with('Z'))
}

/// Whether a process is stopped, as its shell would see it.
pub(crate) fn is_stopped(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    fields(&stat).first() == Some(&"T")
}

/// Whether all threads wait for something. Where nobody can tell, they do.
pub(super) fn is_asleep(pid: u32) -> bool {
    threads(pid).iter().all(|thread| {
        let stat = fs::read_to_string(thread.join("stat")).unwrap_or_default();
        !matches!(fields(&stat).first(), Some(&("R" | "D")))
    })
}

/// Processor time used, to the tick (10 ms).
pub(super) fn processor_time(pid: u32) -> Duration {
    let of_process = |pid: u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let ticks: u64 = fields(&stat)[11..=12].iter().map(|field| field.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    };
    of_process(pid) + children(pid).into_iter().map(of_process).sum::<Duration>()
}

/// How often its threads have gone to sleep.
pub(super) fn sleeps(pid: u32) -> u64 {
    let count = |thread: &PathBuf| {
        let status = fs::read_to_string(thread.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.map_or(0, |count| count.trim().parse::<u64>().unwrap())
    };
    threads(pid).iter().map(count).sum()
}

/// The threads of a process and of its children.
fn threads(pid: u32) -> Vec<PathBuf> {
    let children = children(pid).into_iter().flat_map(own_threads);
    own_threads(pid).into_iter().chain(children).collect()
}

fn own_threads(pid: u32) -> Vec<PathBuf> {
    let folder = fs::read_dir(format!("/proc/{pid}/task"));
    folder.map(|threads| threads.flatten().map(|thread| thread.path()).collect()).unwrap_or_default()
}

/// The fields of a `stat` file that follow the name, beginning with the state.
fn fields(stat: &str) -> Vec<&str> {
    stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace().collect()
}
