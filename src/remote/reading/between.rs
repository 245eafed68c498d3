//! The place of a row deep within a list: where its sort values lie, found by counting in a thousand parts, and again in the
//! part that has it.
//!
//! What must not go in: rows.

use serde_json::{Value, json};

use super::order::leading;
use super::route::DEEPEST;
use crate::messages::RemoteFault;
use crate::remote::index::RemoteIndex;
use crate::remote::mapping::field;
use crate::search::ListOrder;

/// Parts that are counted at a time.
const PARTS: i64 = 1_000;

/// Rows that may be passed over in the part, so that a window after them is within reach.
const PAST: u64 = DEEPEST as u64 - 400;

/// Where to begin: a condition that all rows from a place on satisfy, and how many of them to pass over.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Beginning {
    /// The condition.
    pub(super) condition: Value,
    /// Rows to pass over.
    pub(super) past: usize,
}

/// A part of the values of a field, and how many rows come before it and in it.
#[derive(Debug, Clone, PartialEq)]
struct ValueRange {
    first: Value,
    last: Value,
    before: u64,
    rows: u64,
}

/// Finds where to begin for the row at `position` of what satisfies `wanted`.
///
/// # Errors
/// Any fault, or the row is not there.
pub(super) fn beginning(
    index: &mut RemoteIndex,
    wanted: &Value,
    order: ListOrder,
    position: usize,
) -> Result<Beginning, RemoteFault> {
    let (name, falls) = leading(order);
    let target = position as u64;
    let missing_first = order.reversed && name == field::DATE;
    let without = json!({"bool": {"must_not": [{"exists": {"field": name}}]}});
    let mut lacking = 0;
    if missing_first {
        lacking = count(index, &both(wanted, &without))?;
        if target < lacking {
            let ties = by_order(index, &both(wanted, &without), order.reversed, target)?;
            let condition = any(&[both(&without, &ties.condition), json!({"exists": {"field": name}})]);
            return Ok(Beginning { condition, past: ties.past });
        }
    }
    let part = if name == field::TITLE_KEY {
        sampled_part(index, wanted, falls, target)?
    } else {
        counted_part(index, wanted, name, falls, target - lacking)?
    };
    let Some(mut part) = part else {
        // Those without a value come last.
        let dated = count(index, &both(wanted, &json!({"exists": {"field": name}})))?;
        let ties = by_order(index, &both(wanted, &without), order.reversed, target.saturating_sub(dated))?;
        return Ok(Beginning { condition: both(&without, &ties.condition), past: ties.past });
    };
    part.before += lacking;
    // A part of titles ends before the next.
    let upper = if name == field::TITLE_KEY { "lt" } else { "lte" };
    let (side, value) = if falls { (upper, &part.last) } else { ("gte", &part.first) };
    let from = json!({"range": {name: {side: value}}});
    let mut parts = vec![from];
    if name == field::DATE && !missing_first {
        parts.push(without);
    }
    if part.rows <= PAST || part.first != part.last {
        return Ok(Beginning { condition: any(&parts), past: (target - part.before) as usize });
    }
    // So many have the same value that their order decides.
    let same = json!({"term": {name: part.first}});
    let ties = by_order(index, &both(wanted, &same), order.reversed, target - part.before)?;
    let beyond = json!({"range": {name: {if falls { "lt" } else { "gt" }: value}}});
    parts = vec![both(&same, &ties.condition), beyond];
    if name == field::DATE && !missing_first {
        parts.push(json!({"bool": {"must_not": [{"exists": {"field": name}}]}}));
    }
    Ok(Beginning { condition: any(&parts), past: ties.past })
}

/// The same in the order of the folders.
fn by_order(
    index: &mut RemoteIndex,
    wanted: &Value,
    falls: bool,
    target: u64,
) -> Result<Beginning, RemoteFault> {
    let part = counted_part(index, wanted, field::ORDER, falls, target)?;
    let Some(part) = part else {
        return Ok(Beginning { condition: json!({"match_all": {}}), past: target as usize });
    };
    let (side, value) = if falls { ("lte", &part.last) } else { ("gte", &part.first) };
    let condition = json!({"range": {field::ORDER: {side: value}}});
    Ok(Beginning { condition, past: (target - part.before) as usize })
}

fn both(one: &Value, other: &Value) -> Value {
    json!({"bool": {"filter": [one, other]}})
}

fn any(parts: &[Value]) -> Value {
    json!({"bool": {"should": parts, "minimum_should_match": 1}})
}

fn count(index: &mut RemoteIndex, wanted: &Value) -> Result<u64, RemoteFault> {
    let body = json!({"size": 0, "query": wanted, "track_total_hits": true});
    Ok(index.search(body)?.total())
}

/// The part of the values of a number that has the row, counted in two steps at most. The second is for a list so long that
/// a thousandth of it is out of reach.
fn counted_part(
    index: &mut RemoteIndex,
    wanted: &Value,
    name: &str,
    falls: bool,
    target: u64,
) -> Result<Option<ValueRange>, RemoteFault> {
    let extremes = json!({"least": {"min": {"field": name}}, "most": {"max": {"field": name}}});
    let answer = index.search(json!({"size": 0, "query": wanted, "aggs": extremes}))?;
    let end = |which: &str| answer.aggregations.get(which).and_then(|of| of["value"].as_f64());
    let (Some(least), Some(most)) = (end("least"), end("most")) else { return Ok(None) };
    let (mut least, mut most, mut before) = (least as i64, most as i64, 0);
    loop {
        let width = (most - least) / PARTS + 1;
        let within = json!({"range": {name: {"gte": least, "lte": most}}});
        let parts = json!({"histogram": {
            "field": name, "interval": width, "offset": least.rem_euclid(width), "min_doc_count": 1}});
        let body = json!({"size": 0, "query": both(wanted, &within), "aggs": {"parts": parts}});
        let answer = index.search(body)?;
        let buckets = answer.aggregations.get("parts").and_then(|parts| parts["buckets"].as_array());
        let mut buckets: Vec<(i64, u64)> = buckets
            .into_iter()
            .flatten()
            .map(|bucket| {
                (bucket["key"].as_f64().unwrap_or_default() as i64, bucket["doc_count"].as_u64().unwrap_or(0))
            })
            .collect();
        if falls {
            buckets.reverse();
        }
        let found = buckets.into_iter().find(|(_, rows)| {
            let has = before + rows > target;
            before += if has { 0 } else { *rows };
            has
        });
        let Some((first, rows)) = found else { return Ok(None) };
        let end = first + width - 1;
        if rows <= PAST || width == 1 {
            return Ok(Some(ValueRange { first: first.into(), last: end.into(), before, rows }));
        }
        (least, most) = (first, end);
    }
}

/// The part of the titles that has the row: between two of a thousand titles taken by chance.
fn sampled_part(
    index: &mut RemoteIndex,
    wanted: &Value,
    falls: bool,
    target: u64,
) -> Result<Option<ValueRange>, RemoteFault> {
    let chance = json!({"function_score": {"query": {"bool": {"filter": [wanted]}},
        "random_score": {"seed": 1, "field": "_seq_no"}, "boost_mode": "replace"}});
    let body =
        json!({"size": PARTS, "query": chance, "_source": false, "docvalue_fields": [field::TITLE_KEY]});
    let answer = index.search(body)?;
    let title = |fields: &serde_json::Map<String, Value>| {
        fields.get(field::TITLE_KEY).and_then(|of| of[0].as_str()).map(str::to_owned)
    };
    let mut titles: Vec<String> = answer.hits().iter().filter_map(|hit| title(&hit.fields)).collect();
    titles.sort_unstable();
    titles.dedup();
    titles.insert(0, String::new());
    let range = |at: usize| {
        let mut bounds = json!({"gte": titles.get(at)});
        if let Some(next) = titles.get(at + 1) {
            crate::remote::object::set(&mut bounds, "lt", next.as_str().into());
        }
        json!({"range": {field::TITLE_KEY: bounds}})
    };
    let parts: Vec<Value> = (0..titles.len()).map(range).collect();
    let body = json!({"size": 0, "query": wanted, "aggs": {"parts": {"filters": {"filters": parts}}}});
    let answer = index.search(body)?;
    let buckets = answer.aggregations.get("parts").and_then(|parts| parts["buckets"].as_array());
    let counts: Vec<u64> =
        buckets.into_iter().flatten().map(|bucket| bucket["doc_count"].as_u64().unwrap_or(0)).collect();
    let mut before = 0;
    let mut parts: Vec<usize> = (0..counts.len()).collect();
    if falls {
        parts.reverse();
    }
    for at in parts {
        let rows = counts.get(at).copied().unwrap_or_default();
        if before + rows > target {
            let first = titles.get(at).cloned().unwrap_or_default();
            // Beyond the last title there is none: `~` comes after all digits.
            let last = titles.get(at + 1).cloned().unwrap_or_else(|| "~".to_owned());
            return Ok(Some(ValueRange { first: first.into(), last: last.into(), before, rows }));
        }
        before += rows;
    }
    Ok(None)
}
