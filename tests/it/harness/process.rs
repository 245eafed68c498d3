//! What Linux tells about a running process in `/proc`.

use std::{fs, path::PathBuf, time::Duration};

/// Whether all threads wait for something. Where nobody can tell, they do.
pub(super) fn is_asleep(pid: u32) -> bool {
    threads(pid).iter().all(|thread| {
        let stat = fs::read_to_string(thread.join("stat")).unwrap_or_default();
        !matches!(fields(&stat).first(), Some(&("R" | "D")))
    })
}

/// Processor time used, to the tick (10 ms).
pub(super) fn processor_time(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let ticks: u64 = fields(&stat)[11..=12].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
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

fn threads(pid: u32) -> Vec<PathBuf> {
    let folder = fs::read_dir(format!("/proc/{pid}/task"));
    folder.map(|threads| threads.flatten().map(|thread| thread.path()).collect()).unwrap_or_default()
}

/// The fields of a `stat` file that follow the name, beginning with the state.
fn fields(stat: &str) -> Vec<&str> {
    stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace().collect()
}
