//! Which of the dates of an article counts: the best witness's, with what it leaves open from the others.
//!
//! What must not go in: finding dates, and the date of the folder, which comes last and is added where articles are stored.

use super::calendar::Date;
use crate::format::fields::Witness;

/// The dates that an article gives, each with its witness.
#[derive(Debug, Clone, Default)]
pub struct Dates(Vec<(Witness, Date)>);

impl Dates {
    /// Adds what `witness` says.
    pub fn add(&mut self, witness: Witness, date: Option<Date>) {
        self.0.extend(date.map(|date| (witness, date)));
    }

    /// Who gives the date that counts.
    pub fn witness(&self) -> Option<Witness> {
        let best = self.0.iter().min_by_key(|(witness, date)| (date.year == 0, *witness));
        best.map(|(witness, _)| *witness)
    }

    /// The date that counts: of those with a year the one with the best witness, of two as good the first, with month and day
    /// from one that may be the same day. Else the best one without a year.
    pub fn best(mut self) -> Option<Date> {
        self.0.sort_by_key(|(witness, date)| (date.year == 0, *witness));
        let mut dates = self.0.into_iter().map(|(_, date)| date);
        let best = dates.next()?;
        Some(dates.fold(best, |best, other| if best.may_be(other) { best.or(other) } else { best }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(dates: &[(Witness, (u16, u8, u8))], expected: &str) {
        let mut all = Dates::default();
        for (witness, (year, month, day)) in dates {
            all.add(*witness, Some(Date { year: *year, month: *month, day: *day }));
        }
        assert_eq!(all.best().map(|date| date.to_string()).unwrap_or_default(), expected);
    }

    #[test]
    fn the_best_witness_with_a_year_is_believed() {
        use Witness::{Bracket, FrontMatter, HeaderBlock, Line, Name, Signature};
        is(&[], "");
        is(&[(Line, (2002, 6, 7)), (Bracket, (2011, 11, 29))], "2011-11-29");
        is(&[(Line, (2002, 6, 7)), (Line, (2010, 7, 23))], "2002-06-07");
        is(&[(Line, (0, 10, 29)), (Name, (2019, 10, 30))], "2019-10-30");
        is(&[(Name, (2024, 1, 2)), (HeaderBlock, (2024, 1, 3))], "2024-01-03");
        is(&[(Name, (2024, 1, 2)), (FrontMatter, (2024, 0, 0))], "2024-01-02");
        is(&[(Name, (2023, 1, 2)), (FrontMatter, (2024, 0, 0))], "2024");
        is(&[(Line, (0, 3, 24)), (Signature, (2017, 3, 25))], "2017-03-25");
    }
}
