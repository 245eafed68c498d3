//! A real search engine on loopback, `tests/engine/start`: nodes of `OpenSearch` in a process of their own.
//!
//! Where it cannot start, tests say that they did not run; with `XINGLAN_REQUIRE_ENGINE=1` that is a failure.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// An engine. It ends when this is dropped, or when the process ends.
pub(crate) struct Engine {
    child: Child,
    orders: Option<ChildStdin>,
    answers: Mutex<BufReader<ChildStdout>>,
    urls: Vec<String>,
}

impl Engine {
    /// Starts so many nodes.
    pub(crate) fn start(nodes: usize) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/start");
        let resolved = Command::new(&script).arg("--resolve").output();
        let reason = match &resolved {
            Ok(output) if output.status.success() => None,
            Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(reason) = reason {
            let last = reason.lines().last().unwrap_or_default();
            assert!(std::env::var_os("XINGLAN_REQUIRE_ENGINE").is_none(), "no engine: {reason}");
            println!("not run, because tests/engine cannot be made here: {last}");
            return None;
        }
        let mut child = Command::new(&script)
            .args(["--nodes", &nodes.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What nodes say when one is torn down fills pages; run the script by hand to read it.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let orders = child.stdin.take();
        let answers = Mutex::new(BufReader::new(child.stdout.take().unwrap()));
        let mut engine = Self { child, orders, answers, urls: Vec::new() };
        let ready = engine.answer();
        let urls = ready.strip_prefix("ready ").unwrap_or_else(|| panic!("the engine says {ready:?}"));
        engine.urls = urls.split(' ').map(str::to_owned).collect();
        Some(engine)
    }

    /// One of three nodes, which all tests share that disturb no node and have indices of their own.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Engine>> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(3)).as_ref()
    }

    /// The address of a node.
    pub(crate) fn url(&self, node: usize) -> &str {
        &self.urls[node]
    }

    /// Tears a node down.
    pub(crate) fn stop_node(&mut self, node: usize) {
        self.order(&format!("stop {node}"));
    }

    /// Starts it again with what it had, at the same address.
    pub(crate) fn start_node(&mut self, node: usize) {
        self.order(&format!("start {node}"));
    }

    fn order(&mut self, order: &str) {
        writeln!(self.orders.as_mut().unwrap(), "{order}").unwrap();
        assert_eq!(self.answer(), order);
    }

    fn answer(&self) -> String {
        let mut line = String::new();
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        drop(self.orders.take());
        let _ = self.child.wait();
    }
}
