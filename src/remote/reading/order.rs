//! The orders of a list in an engine: what it sorts by, in either direction, and what stands before an article.
//!
//! Ties are in the order of the folders, and that is by place where two pushes have given the same number. What must not go
//! in: requests.

use serde_json::{Value, json};

use crate::remote::mapping::field;
use crate::search::{ListOrder, SortBy};

/// What a document is sorted by in every order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SortValues {
    /// The place in the order of the folders.
    pub(super) order: i64,
    /// The same as a key.
    pub(super) place: String,
    /// The key of its title.
    pub(super) title: String,
    /// Its date.
    pub(super) date: Option<i64>,
    /// Its bytes.
    pub(super) length: i64,
}

/// The field that decides first, and whether the greatest comes first.
fn first(order: ListOrder) -> (&'static str, bool) {
    match order.by {
        SortBy::Title => (field::TITLE_KEY, false),
        SortBy::Date => (field::DATE, true),
        SortBy::Length => (field::LENGTH, true),
        SortBy::Corpus | SortBy::Hits | SortBy::Relevance => (field::ORDER, false),
    }
}

/// The field that decides first in an order, and whether it falls in it.
pub(super) fn leading(order: ListOrder) -> (&'static str, bool) {
    let (name, falls) = first(order);
    (name, falls != order.reversed)
}

/// What an engine sorts by; from the end `backwards`.
pub(super) fn sort(order: ListOrder, backwards: bool) -> Value {
    let turned = order.reversed != backwards;
    let (name, falls) = first(order);
    let way = |falls: bool| if falls == turned { "asc" } else { "desc" };
    let ties = [json!({field::ORDER: way(false)}), json!({field::PLACE_KEY: way(false)})];
    let mut all = Vec::new();
    if name != field::ORDER {
        let missing = if turned { "_first" } else { "_last" };
        all.push(json!({name: {"order": way(falls), "missing": missing}}));
    }
    all.extend(ties);
    all.into()
}

/// What stands before a document in an order.
pub(super) fn before(order: ListOrder, values: &SortValues) -> Value {
    let side = |falls: bool| if falls == order.reversed { "lt" } else { "gt" };
    let beyond = |name: &str, falls: bool, value: Value| json!({"range": {name: {side(falls): value}}});
    let (name, falls) = first(order);
    let place = json!({"bool": {"filter": [
        {"term": {field::ORDER: values.order}}, beyond(field::PLACE_KEY, false, values.place.clone().into())]}});
    let ties = any(&[beyond(field::ORDER, false, values.order.into()), place]);
    let value: Option<Value> = match name {
        field::TITLE_KEY => Some(values.title.clone().into()),
        field::DATE => values.date.map(Value::from),
        field::LENGTH => Some(values.length.into()),
        _ => return ties,
    };
    let without = json!({"bool": {"must_not": [{"exists": {"field": name}}]}});
    let Some(value) = value else {
        // Without a date it comes after all that have one, or before them in an order turned round.
        let same = json!({"bool": {"filter": [without, ties]}});
        return if order.reversed { same } else { any(&[json!({"exists": {"field": name}}), same]) };
    };
    let same = json!({"bool": {"filter": [{"term": {name: value}}, ties]}});
    let mut parts = vec![beyond(name, falls, value), same];
    if order.reversed && name == field::DATE {
        parts.push(without);
    }
    any(&parts)
}

fn any(parts: &[Value]) -> Value {
    json!({"bool": {"should": parts, "minimum_should_match": 1}})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(by: SortBy, reversed: bool) -> ListOrder {
        ListOrder { by, reversed }
    }

    #[test]
    fn from_the_end_everything_is_turned_round() {
        let whole = |by| sort(order(by, false), false);
        assert_eq!(whole(SortBy::Corpus), json!([{"ord": "asc"}, {"place_key": "asc"}]));
        let date =
            json!([{"ymd": {"order": "desc", "missing": "_last"}}, {"ord": "asc"}, {"place_key": "asc"}]);
        assert_eq!(whole(SortBy::Date), date);
        let turned =
            json!([{"ymd": {"order": "asc", "missing": "_first"}}, {"ord": "desc"}, {"place_key": "desc"}]);
        assert_eq!(sort(order(SortBy::Date, false), true), turned);
        assert_eq!(sort(order(SortBy::Date, true), false), turned);
        assert_eq!(sort(order(SortBy::Date, true), true), date);
    }

    #[test]
    fn what_stands_before_is_on_the_right_side() {
        let values = SortValues { order: 7, date: Some(20_190_000), ..SortValues::default() };
        let side = |by, reversed| before(order(by, reversed), &values)["bool"]["should"][0].clone();
        assert_eq!(side(SortBy::Corpus, false), json!({"range": {"ord": {"lt": 7}}}));
        assert_eq!(side(SortBy::Corpus, true), json!({"range": {"ord": {"gt": 7}}}));
        assert_eq!(side(SortBy::Date, false), json!({"range": {"ymd": {"gt": 20_190_000}}}));
        assert_eq!(side(SortBy::Length, true), json!({"range": {"len": {"lt": 0}}}));
    }
}
