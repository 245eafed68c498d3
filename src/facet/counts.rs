//! What counting yields: for the values of every facet the number of articles, and which choices an article satisfies.
//!
//! What must not go in: counting (see `tally`), and which articles are counted (see `search`).

use std::sync::Arc;

use super::{COUNT, Facet, FacetValue};

/// A value and its number of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueCount {
    /// The value.
    pub value: FacetValue,
    /// Articles that have it or are about it; in a tree, including those below it.
    pub articles: u32,
    /// Articles that mention it, if the facet tells the two apart.
    pub mentions: u32,
}

impl ValueCount {
    pub(super) fn plain(value: FacetValue, articles: u32) -> Self {
        Self { value, articles, mentions: articles }
    }
}

/// Counts for every facet. Each ignores the choice that the query itself makes there. A copy is cheap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub(super) lists: Arc<[Vec<ValueCount>]>,
}

impl Counts {
    /// The values of a facet and their counts, in listing order.
    pub fn of(&self, facet: Facet) -> &[ValueCount] {
        self.lists.get(facet as usize).map_or(&[], Vec::as_slice)
    }

    /// Counts of one facet alone.
    pub fn only(facet: Facet, values: Vec<ValueCount>) -> Self {
        let mut lists = vec![Vec::new(); COUNT];
        if let Some(list) = lists.get_mut(facet as usize) {
            *list = values;
        }
        Self { lists: lists.into() }
    }
}

/// Which of the facet choices of the query an article satisfies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FacetFit {
    /// A bit for each facet whose choice the article does not satisfy.
    missed: u32,
}

impl FacetFit {
    /// Records that the choice of this facet is not satisfied.
    pub fn miss(&mut self, facet: Facet) {
        self.missed |= 1 << facet as u32;
    }

    /// Whether all choices are satisfied.
    pub fn is_whole(self) -> bool {
        self.missed == 0
    }

    /// Whether all choices are satisfied, except perhaps that of `facet`.
    pub(super) fn is_whole_but_for(self, facet: Facet) -> bool {
        self.missed & !(1 << facet as u32) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_does_not_count_its_own_choice() {
        let mut fit = FacetFit::default();
        assert!(fit.is_whole());
        fit.miss(Facet::Year);
        assert!(
            fit.is_whole_but_for(Facet::Year) && !fit.is_whole_but_for(Facet::Section) && !fit.is_whole()
        );
    }
}
