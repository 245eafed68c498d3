//! A condition on articles, and its form in the query language of the engine.
//!
//! What must not go in: what a query of the user means.

use serde_json::{Value, json};

/// A condition on articles.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// Every article satisfies it.
    Everything,
    /// None does.
    Nothing,
    /// What the engine is asked for.
    Holds(Value),
    /// All of these.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
}

impl Condition {
    /// The field has exactly one of these values.
    pub(super) fn one_of<T: Into<Value>>(field: &str, values: Vec<T>) -> Self {
        if values.is_empty() {
            return Self::Nothing;
        }
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        Self::Holds(json!({"terms": {field: values}}))
    }

    /// The field has exactly this value.
    pub(super) fn is(field: &str, value: impl Into<Value>) -> Self {
        let value: Value = value.into();
        Self::Holds(json!({"term": {field: value}}))
    }

    /// The field has a value.
    pub(super) fn exists(field: &str) -> Self {
        Self::Holds(json!({"exists": {"field": field}}))
    }

    /// All of these.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts = parts.into_iter().filter(|part| *part != Self::Everything);
        let mut parts: Vec<Self> = parts.collect();
        match parts.len() {
            _ if parts.contains(&Self::Nothing) => Self::Nothing,
            0 => Self::Everything,
            1 => parts.remove(0),
            _ => Self::All(parts),
        }
    }

    /// One of these.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts: Vec<Self> = parts.into_iter().filter(|part| *part != Self::Nothing).collect();
        match parts.len() {
            _ if parts.contains(&Self::Everything) => Self::Everything,
            0 => Self::Nothing,
            1 => parts.remove(0),
            _ => Self::Any(parts),
        }
    }

    /// Not this.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Everything => Self::Nothing,
            Self::Nothing => Self::Everything,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The query of the engine. Nothing is scored.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Everything => json!({"match_all": {}}),
            Self::Nothing => json!({"match_none": {}}),
            Self::Holds(value) => value.clone(),
            Self::All(parts) => {
                let (no, yes): (Vec<&Self>, Vec<&Self>) =
                    parts.iter().partition(|part| matches!(part, Self::Not(_)));
                let yes: Vec<Value> = yes.into_iter().map(Self::value).collect();
                let no = no.into_iter().filter_map(|part| match part {
                    Self::Not(inner) => Some(inner.value()),
                    _ => None,
                });
                let no: Vec<Value> = no.collect();
                match (yes.is_empty(), no.is_empty()) {
                    (_, true) => json!({"bool": {"filter": yes}}),
                    (true, false) => json!({"bool": {"must_not": no}}),
                    (false, false) => json!({"bool": {"filter": yes, "must_not": no}}),
                }
            }
            Self::Any(parts) => {
                let parts: Vec<Value> = parts.iter().map(Self::value).collect();
                json!({"bool": {"should": parts, "minimum_should_match": 1}})
            }
            Self::Not(inner) => json!({"bool": {"must_not": [inner.value()]}}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(number: u32) -> Condition {
        Condition::is("y", number)
    }

    #[test]
    fn what_is_always_or_never_so_disappears() {
        use Condition::{Everything, Nothing};
        assert_eq!(Condition::all([Everything, is(1), Everything]), is(1));
        assert_eq!(Condition::all([is(1), Nothing]), Nothing);
        assert_eq!(Condition::any([Nothing, is(1)]), is(1));
        assert_eq!(Condition::any([is(1), Everything]), Everything);
        assert_eq!((Condition::all([]), Condition::any([])), (Everything, Nothing));
        assert_eq!((Everything.negated(), is(1).negated().negated()), (Nothing, is(1)));
        assert_eq!(Condition::one_of::<u32>("y", Vec::new()), Nothing);
    }

    #[test]
    fn refused_parts_stand_in_must_not() {
        let both = Condition::all([is(1), is(2).negated()]).value();
        let (one, two) = (json!({"term": {"y": 1}}), json!({"term": {"y": 2}}));
        assert_eq!(both, json!({"bool": {"filter": [one], "must_not": [two]}}));
        let any = Condition::any([is(1), is(2)]).value();
        assert_eq!(any, json!({"bool": {"should": [one, two], "minimum_should_match": 1}}));
        assert_eq!(is(2).negated().value(), json!({"bool": {"must_not": [two]}}));
    }
}
