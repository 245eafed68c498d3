//! The counts of all facets in one request: what is asked of the engine with a search, and what its answer says.
//!
//! Each facet is counted without the choice that the query makes in it. What must not go in: rows.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::facet::{Counts, Facet, FacetValue, Tally, ValueCount};
use crate::province::PROVINCES;
use crate::remote::document::{hex, province_number};
use crate::remote::mapping::field;
use crate::remote::translate::{Translation, codes_but, emptied};
use crate::state::Annotations;

/// Most values of a facet that are counted. There may be more authors; the most frequent come first.
const VALUES: usize = 10_000;

/// Most tags of the user's own that are counted.
const OWN_TAGS: usize = 200;

/// The field whose values are those of a facet.
fn values_of(facet: Facet) -> &'static str {
    match facet {
        Facet::Province => field::ABOUT,
        Facet::Section => field::SECTION,
        Facet::Year => field::YEAR,
        Facet::Month => field::MONTH,
        Facet::Tag => field::TAG,
        Facet::Author => field::AUTHOR,
        Facet::Source => field::SOURCE,
    }
}

/// The tags of the user, each with the keys of the articles filed under it.
fn own_tags(annotations: &Annotations) -> Vec<(&str, Vec<String>)> {
    let mut tags: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, state) in annotations.states() {
        for tag in &state.tags {
            tags.entry(tag).or_default().push(hex(key.0));
        }
    }
    tags.into_iter().take(OWN_TAGS).collect()
}

/// What is counted with a search.
pub(super) fn requested(translation: &Translation, annotations: &Annotations) -> Map<String, Value> {
    let mut all = Map::new();
    for facet in Facet::ALL {
        let name = values_of(facet);
        let values = |name: &str| json!({"terms": {"field": name, "size": VALUES}});
        let missing = |name: &str| json!({"missing": {"field": name}});
        let (mut filter, mut counted) = (vec![translation.facets_but(facet)], Map::new());
        counted.insert("values".to_owned(), values(name));
        if facet == Facet::Province {
            filter.push(json!({"bool": {"must_not": [{"term": {field::COPY: true}}]}}));
            counted.insert("mentions".to_owned(), values(field::MENTIONS));
            counted.insert("none".to_owned(), missing(field::MENTIONS));
            counted.extend(corrected(annotations));
        } else {
            counted.insert("none".to_owned(), missing(name));
        }
        if facet == Facet::Tag {
            let own = own_tags(annotations);
            let with_keys = |keys: &[String]| json!({"terms": {field::KEY: keys}});
            let without = |condition: Value, keys: &[String]| json!({"filter": {"bool": {"filter": [with_keys(keys)], "must_not": [condition]}}});
            for (number, (tag, keys)) in own.iter().enumerate() {
                counted.insert(format!("own{number}"), without(json!({"term": {name: tag}}), keys));
            }
            if !own.is_empty() {
                let keys: Vec<String> = own.into_iter().flat_map(|(_, keys)| keys).collect();
                counted.insert("own".to_owned(), without(json!({"exists": {"field": name}}), &keys));
            }
        }
        all.insert(
            facet.row().key.to_owned(),
            json!({"filter": {"bool": {"filter": filter}}, "aggs": counted}),
        );
    }
    all
}

/// What the user's corrections change: articles that get a province, and articles that lose one.
fn corrected(annotations: &Annotations) -> Map<String, Value> {
    let mut all = Map::new();
    for (number, province) in PROVINCES.iter().enumerate() {
        for is_added in [true, false] {
            let corrections = annotations.corrections().iter();
            let keys = corrections.filter(|(_, correction)| correction.of_division(number) == Some(is_added));
            let keys: Vec<String> = keys.map(|(key, _)| hex(key.0)).collect();
            if keys.is_empty() {
                continue;
            }
            for name in [field::ABOUT, field::MENTIONS] {
                let (keys, has) =
                    (json!({"terms": {field::KEY: keys}}), json!({"term": {name: province.iso}}));
                let filter = if is_added {
                    json!({"bool": {"filter": [keys], "must_not": [has]}})
                } else {
                    json!({"bool": {"filter": [keys, has]}})
                };
                let sign = if is_added { "added" } else { "removed" };
                all.insert(format!("{sign}_{name}_{number}"), json!({"filter": filter}));
            }
        }
    }
    let added = annotations.corrections().iter().filter(|(_, correction)| !correction.added.is_empty());
    let added: Vec<String> = added.map(|(key, _)| hex(key.0)).collect();
    if !added.is_empty() {
        let filter = json!({"bool": {"filter": [{"terms": {field::KEY: added}}],
            "must_not": [{"exists": {"field": field::MENTIONS}}]}});
        all.insert("named".to_owned(), json!({"filter": filter}));
    }
    let emptied = emptied(annotations).into_iter().map(|(removed, keys)| {
        let others = json!({"terms": {field::MENTIONS: codes_but(removed)}});
        json!({"bool": {"filter": [{"terms": {field::KEY: keys}}, {"exists": {"field": field::MENTIONS}}],
            "must_not": [others]}})
    });
    let emptied: Vec<Value> = emptied.collect();
    if !emptied.is_empty() {
        let filter = json!({"bool": {"should": emptied, "minimum_should_match": 1}});
        all.insert("emptied".to_owned(), json!({"filter": filter}));
    }
    all
}

/// What the engine has counted.
pub(super) fn counted(answer: &Map<String, Value>, annotations: &Annotations) -> Counts {
    let mut tally = Tally::default();
    for facet in Facet::ALL {
        let Some(of) = answer.get(facet.row().key) else { continue };
        let counts =
            if facet == Facet::Province { of_provinces(of) } else { of_values(of, facet, annotations) };
        for count in counts.iter().filter(|count| count.articles > 0 || count.mentions > 0) {
            tally.add_counted(facet, count);
        }
    }
    tally.counts()
}

fn number(of: &Value, name: &str) -> u32 {
    of[name]["doc_count"].as_u64().unwrap_or_default() as u32
}

/// The articles about each province, and those that mention it.
fn of_provinces(of: &Value) -> Vec<ValueCount> {
    let count = |list: &str, name: &str| {
        let mut counts = vec![0_u32; PROVINCES.len()];
        for (key, count) in buckets(&of[list]) {
            let number = key.as_str().and_then(province_number);
            if let Some(slot) = number.and_then(|number| counts.get_mut(number)) {
                *slot = count;
            }
        }
        for (division, count) in counts.iter_mut().enumerate() {
            *count += number(of, &format!("added_{name}_{division}"));
            *count = count.saturating_sub(number(of, &format!("removed_{name}_{division}")));
        }
        counts
    };
    let pairs = count("values", field::ABOUT).into_iter().zip(count("mentions", field::MENTIONS));
    let counts = (0..).zip(pairs).map(|(division, (articles, mentions))| ValueCount {
        value: FacetValue::Number(division),
        articles,
        mentions,
    });
    let none = (number(of, "none") + number(of, "emptied")).saturating_sub(number(of, "named"));
    let none = ValueCount { value: FacetValue::None, articles: none, mentions: none };
    counts.chain([none]).collect()
}

/// The articles with each value of another facet.
fn of_values(of: &Value, facet: Facet, annotations: &Annotations) -> Vec<ValueCount> {
    let count = |value: FacetValue, articles: u32| ValueCount { value, articles, mentions: articles };
    let mut counts: Vec<ValueCount> =
        buckets(&of["values"]).map(|(key, articles)| count(value(key), articles)).collect();
    counts.push(count(FacetValue::None, number(of, "none").saturating_sub(number(of, "own"))));
    if facet == Facet::Tag {
        let own = own_tags(annotations).into_iter().enumerate();
        counts.extend(
            own.map(|(at, (tag, _))| count(FacetValue::Name(tag.into()), number(of, &format!("own{at}")))),
        );
    }
    counts
}

fn value(key: &Value) -> FacetValue {
    match key {
        Value::String(name) => FacetValue::Name(name.as_str().into()),
        key => FacetValue::Number(key.as_u64().unwrap_or_default() as u32),
    }
}

fn buckets(of: &Value) -> impl Iterator<Item = (&Value, u32)> {
    let buckets = of["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
    buckets.iter().map(|bucket| (&bucket["key"], bucket["doc_count"].as_u64().unwrap_or_default() as u32))
}
