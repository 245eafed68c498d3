//! The index that articles are pushed into: found behind its alias, resumed, or made anew beside it and exchanged at the end.
//!
//! Readers ask for the alias, so they see the old index until the new one is whole. What must not go in: articles.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::address::IndexName;
use super::client::{Attempts, Client, pause};
use super::mapping::{IndexMeta, creation, meta};
use crate::messages::RemoteFault;
use crate::session::Clock;

/// The index that is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTarget {
    /// The alias that readers ask for.
    alias: IndexName,
    /// Its own name.
    index: IndexName,
    /// Whether it has been there before.
    pub is_old: bool,
    /// Whether readers see it already.
    is_complete: bool,
}

/// What a new index is to be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Parts it is cut into.
    pub shards: u32,
    /// Copies of each.
    pub replicas: u32,
    /// Whether a new index is wanted although there is one.
    pub anew: bool,
}

impl PushTarget {
    /// Finds the index behind `alias`, or one that was not finished, or makes one.
    ///
    /// # Errors
    /// The engine refuses, or the index there is none of this version.
    pub fn find(client: &Client, alias: &IndexName, shape: Shape) -> Result<Self, RemoteFault> {
        let named = named(client, alias)?;
        if !shape.anew
            && let Some((name, mapping)) = named.first_key_value()
        {
            IndexMeta::of(mapping, name)?;
            let index = IndexName::new(name)?;
            return Ok(Self { alias: alias.clone(), index, is_old: true, is_complete: true });
        }
        if let Some(index) = unfinished(client, alias)? {
            return Ok(Self { alias: alias.clone(), index, is_old: true, is_complete: false });
        }
        let index = free_name(client, alias)?;
        let made: Result<Value, _> = client.put(&index.in_path(), &creation(shape.shards, shape.replicas));
        match made {
            // An answer that got lost: the second attempt finds what the first has made.
            Err(RemoteFault::Refused(400, reason)) if reason.contains("exists") => {}
            made => _ = made?,
        }
        Ok(Self { alias: alias.clone(), index, is_old: false, is_complete: false })
    }

    /// Its name as a part of a path.
    pub fn in_path(&self) -> String {
        self.index.in_path()
    }

    /// Its name as the user reads it.
    pub fn name(&self) -> &str {
        self.index.as_str()
    }

    /// Makes everything that was sent visible, once all its shards answer.
    ///
    /// # Errors
    /// The engine refuses, or shards are missing for longer than the client is patient.
    pub fn refresh(&self, client: &Client) -> Result<(), RemoteFault> {
        let start = std::time::Instant::now();
        for made in 1.. {
            let path = format!("{}/_refresh", self.in_path());
            let answer: Value = client.post(&path, &json!({}))?;
            let count = |name: &str| answer.pointer(&format!("/_shards/{name}")).and_then(Value::as_u64);
            // A shard that is not assigned is not even counted as failed; its copies need not answer.
            if count("failed") == Some(0) && self.is_assigned(client)? {
                return Ok(());
            }
            let pause = pause(made);
            let is_over = match client.attempts() {
                Attempts::Few(attempts) => made >= attempts,
                Attempts::Within(time) => time.is_some_and(|time| start.elapsed() + pause > time),
            };
            if is_over {
                break;
            }
            std::thread::sleep(pause);
        }
        Err(RemoteFault::Busy(503))
    }

    /// Whether every part of it is somewhere.
    fn is_assigned(&self, client: &Client) -> Result<bool, RemoteFault> {
        let path = format!("_cluster/health/{}?filter_path=status", self.in_path());
        let health: Value = client.get(&path)?;
        Ok(matches!(health.get("status").and_then(Value::as_str), Some("green" | "yellow")))
    }

    /// The number of documents in it.
    ///
    /// # Errors
    /// Any fault.
    pub fn count(&self, client: &Client) -> Result<u64, RemoteFault> {
        let answer: Value = client.get(&format!("{}/_count", self.in_path()))?;
        answer
            .get("count")
            .and_then(Value::as_u64)
            .ok_or_else(|| RemoteFault::NotOurs(self.name().to_owned()))
    }

    /// Shows it to readers in place of the index before it, which is deleted.
    ///
    /// # Errors
    /// Any fault.
    pub fn publish(&self, client: &Client) -> Result<(), RemoteFault> {
        if self.is_complete {
            return Ok(());
        }
        let index = self.in_path();
        let _: Value =
            client.put(&format!("{index}/_settings"), &json!({ "index": { "refresh_interval": null } }))?;
        let _: Value = client.put(&format!("{index}/_mapping"), &json!({ "_meta": meta(true) }))?;
        let before = named(client, &self.alias)?.into_keys().filter(|name| name != self.name());
        let removed = before.map(|name| json!({ "remove_index": { "index": name } }));
        let added = json!({ "add": { "index": self.name(), "alias": self.alias.as_str() } });
        let actions: Vec<Value> = [added].into_iter().chain(removed).collect();
        let _: Value = client
            .clone()
            .waiting(Duration::from_mins(1))
            .post("_aliases", &json!({ "actions": actions }))?;
        Ok(())
    }
}

/// The indices that a name stands for; refused if one of them is not ours, or is called so itself.
fn named(client: &Client, alias: &IndexName) -> Result<BTreeMap<String, Value>, RemoteFault> {
    // Without a filter: of an index without `_meta` that would leave nothing.
    let indices: BTreeMap<String, Value> = match client.get(&format!("{}/_mapping", alias.in_path())) {
        Err(RemoteFault::NoIndex(_)) => BTreeMap::new(),
        answer => answer?,
    };
    let is_foreign = |(name, mapping): (&String, &Value)| {
        name == alias.as_str() || matches!(IndexMeta::of(mapping, name), Err(RemoteFault::NotOurs(_)))
    };
    if indices.iter().any(is_foreign) {
        return Err(RemoteFault::NotOurs(alias.as_str().to_owned()));
    }
    Ok(indices)
}

/// The newest index that was begun for an alias and is not finished.
fn unfinished(client: &Client, alias: &IndexName) -> Result<Option<IndexName>, RemoteFault> {
    let pattern = format!("{}-*/_mapping?filter_path=*.mappings._meta", alias.in_path());
    let indices: BTreeMap<String, Value> = match client.get(&pattern) {
        Err(RemoteFault::NoIndex(_)) => BTreeMap::new(),
        answer => answer?,
    };
    let is_dated = |name: &str| {
        let rest = name.strip_prefix(alias.as_str()).and_then(|rest| rest.strip_prefix('-'));
        rest.is_some_and(|rest| rest.len() >= 8 && rest.chars().all(|c| c.is_ascii_digit() || c == '-'))
    };
    let begun = indices.iter().rev().filter(|(name, _)| is_dated(name));
    let mut open =
        begun.filter(|(name, mapping)| IndexMeta::of(mapping, name).is_ok_and(|meta| !meta.complete));
    open.next().map(|(name, _)| IndexName::new(name)).transpose()
}

/// `NAME-DATE`, or with a number if there is one of today.
fn free_name(client: &Client, alias: &IndexName) -> Result<IndexName, RemoteFault> {
    let today = Clock::system().today();
    let today = format!("{:04}{:02}{:02}", today.year, today.month, today.day);
    for number in 1.. {
        let tail = if number == 1 { String::new() } else { format!("-{number}") };
        let name = IndexName::new(&format!("{}-{today}{tail}", alias.as_str()))?;
        let there: Result<Value, _> = client.get(&format!("{}/_mapping", name.in_path()));
        match there {
            Err(RemoteFault::NoIndex(_)) => return Ok(name),
            there => _ = there?,
        }
    }
    Err(RemoteFault::IndexName(alias.as_str().to_owned()))
}
