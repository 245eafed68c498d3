//! How much of a query the engine can decide.
//!
//! What must not go in: what a query means.

use super::condition::Condition;

/// A condition that every article satisfies which satisfies part of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct UpperBound {
    /// The condition.
    pub(super) upper: Condition,
    /// Whether the engine decides it. Else each article it finds has to be looked at.
    pub(super) exact: bool,
}

impl UpperBound {
    /// Just this.
    pub(super) fn exactly(upper: Condition) -> Self {
        Self { upper, exact: true }
    }

    /// This, but not all that satisfies it.
    pub(super) fn at_most(upper: Condition) -> Self {
        Self { exact: matches!(upper, Condition::Nothing), upper }
    }

    /// The same, not decided by the engine.
    pub(super) fn unsure(self) -> Self {
        Self::at_most(self.upper)
    }

    /// All of these.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let (uppers, exact): (Vec<Condition>, Vec<bool>) =
            parts.into_iter().map(|part| (part.upper, part.exact)).unzip();
        let upper = Condition::all(uppers);
        Self { exact: exact.into_iter().all(|exact| exact) || upper == Condition::Nothing, upper }
    }

    /// One of these.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let (uppers, exact): (Vec<Condition>, Vec<bool>) =
            parts.into_iter().map(|part| (part.upper, part.exact)).unzip();
        Self { upper: Condition::any(uppers), exact: exact.into_iter().all(|exact| exact) }
    }

    /// Not this. Of what is not decided nothing can be ruled out.
    pub(super) fn negated(self) -> Self {
        if self.exact { Self::exactly(self.upper.negated()) } else { Self::at_most(Condition::Everything) }
    }
}
