//! Dates in a query: `年:2019`, `日期:2019-10`, `年:2018..2020`, `日期:10月15日`, `日期:近7天`.
//!
//! What must not go in: dates in texts and folder names (see `format::date`).

use super::field::RANGE;
use super::period::Period;
use crate::format::Date;
use crate::format::date;
use crate::messages::{Echo, Lang};

/// Dates that a query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A range, both ends included; an end without a year is a day or month of any year.
    Range {
        /// The first, as precise as it is.
        from: Option<Date>,
        /// The last.
        to: Option<Date>,
    },
    /// Days that depend on today.
    Period(Period),
}

impl When {
    /// Parses a date (a year, a month, a day; a month or day without a year), or two joined by `..`, `至` or `到`, of
    /// which one may be missing; or the name of days that depend on today.
    pub fn parse(text: &str) -> Option<Self> {
        let text = super::plain_width(text);
        if let Some(period) = Period::parse(&text) {
            return Some(Self::Period(period));
        }
        let parts = RANGE.iter().find_map(|sign| text.split_once(sign));
        let Some((from, to)) = parts else {
            let date = date::folder(&text)?;
            return Some(Self::on(date));
        };
        let end = |text: &str| match text {
            "" => Some(None),
            text => date::folder(text).filter(|date| date.year > 0).map(Some),
        };
        let (from, to) = (end(from)?, end(to)?);
        (from.is_some() || to.is_some()).then_some(Self::between(from, to))
    }

    /// This date, as precise as it is.
    pub fn on(date: Date) -> Self {
        Self::between(Some(date), Some(date))
    }

    /// From one date to another, both included.
    pub fn between(from: Option<Date>, to: Option<Date>) -> Self {
        Self::Range { from, to }
    }

    /// The same with the days that it means today.
    #[must_use]
    pub fn resolved(self, today: Date) -> Self {
        match self {
            Self::Range { .. } => self,
            Self::Period(period) => {
                let (from, to) = period.on(today);
                Self::between(from, to)
            }
        }
    }

    /// Whether it means other days tomorrow.
    pub fn is_relative(self) -> bool {
        matches!(self, Self::Period(_))
    }

    /// The date, if it is a single one.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Range { from, to } => from.filter(|_| from == to),
            Self::Period(_) => None,
        }
    }

    /// Whether both ends are years.
    pub fn is_of_years(self) -> bool {
        match self {
            Self::Range { from, to } => [from, to].into_iter().flatten().all(|date| date.month == 0),
            Self::Period(_) => false,
        }
    }

    /// The way it is written in a query.
    pub fn text(self, lang: Lang) -> String {
        let end = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        match (self, self.date()) {
            (Self::Period(period), _) => period.text(lang),
            (Self::Range { .. }, Some(date)) => date.as_in_folders(),
            (Self::Range { from, to }, None) => format!("{}..{}", end(from), end(to)),
        }
    }

    /// The echo, as a value that each language has words for.
    pub fn echo(self, lang: Lang) -> Echo {
        let shown = |date: Date| date.to_string();
        match (self, self.date()) {
            (Self::Period(period), _) => Echo::Date(period.text(lang)),
            (Self::Range { .. }, Some(date)) => Echo::Date(shown(date)),
            (Self::Range { from, to }, None) => Echo::Dates(from.map(shown), to.map(shown)),
        }
    }

    /// Whether `date` is certainly within: a date without a known month is in no month. Nothing is within days that depend
    /// on a today that is not known.
    pub fn holds(self, date: Date) -> bool {
        let Self::Range { from, to } = self else { return false };
        match (from, to) {
            (Some(from), Some(to)) if from.year == 0 && to.year == 0 => {
                date.month == from.month && (from.day == 0 || date.day == from.day)
            }
            (from, to) => {
                date.year > 0
                    && from.is_none_or(|from| precise(date, from) >= Some(packed(from)))
                    && to.is_none_or(|to| precise(date, to).is_some_and(|date| date <= packed(to)))
            }
        }
    }
}

fn packed(date: Date) -> (u16, u8, u8) {
    (date.year, date.month, date.day)
}

/// `date`, as precise as `bound`; `None` if it is less precise and the year does not decide.
fn precise(date: Date, bound: Date) -> Option<(u16, u8, u8)> {
    let month = if bound.month == 0 { 0 } else { date.month };
    let day = if bound.day == 0 { 0 } else { date.day };
    let decided = date.year != bound.year || date.month != bound.month && date.month > 0;
    let known = (bound.month == 0 || date.month > 0) && (bound.day == 0 || date.day > 0);
    (known || decided).then_some((date.year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    fn holds(when: &str, date: Date) -> bool {
        When::parse(when).unwrap().holds(date)
    }

    #[test]
    fn a_date_holds_what_is_as_precise_or_more() {
        assert!(holds("2019", date(2019, 0, 0)) && holds("2019", date(2019, 10, 29)));
        assert!(holds("2019-10", date(2019, 10, 29)) && !holds("2019-10", date(2019, 0, 0)));
        assert!(!holds("2019-10", date(2019, 11, 1)) && !holds("2019", date(0, 10, 15)));
        assert!(holds("２０１９年１０月", date(2019, 10, 0)));
    }

    #[test]
    fn both_ends_of_a_stretch_belong_to_it() {
        for when in ["2018..2020", "2018至2020", "2018-03..2020-05", "2018..", "..2020"] {
            assert!(holds(when, date(2019, 0, 0)), "{when}");
        }
        assert!(holds("2018..2020", date(2020, 12, 31)) && !holds("2018..2020", date(2021, 1, 1)));
        assert!(holds("..2020-05", date(2020, 5, 31)) && !holds("..2020-05", date(2020, 6, 1)));
        assert!(!holds("2018-03..", date(2018, 2, 28)) && !holds("2018-03..", date(2018, 0, 0)));
    }

    #[test]
    fn a_day_without_a_year_is_of_any_year() {
        assert!(holds("10月15日", date(0, 10, 15)) && holds("10月15日", date(2019, 10, 15)));
        assert!(holds("10月", date(2019, 10, 15)) && !holds("10月15日", date(2019, 10, 0)));
    }

    #[test]
    fn days_that_depend_on_today_hold_when_today_is_known() {
        let when = When::parse("近７天").unwrap();
        assert!(when.is_relative() && !when.holds(date(2026, 11, 30)));
        let days = when.resolved(date(2026, 11, 30));
        assert!(days.holds(date(2026, 11, 24)) && days.holds(date(2026, 11, 30)));
        assert!(
            !days.holds(date(2026, 11, 23))
                && !days.holds(date(2026, 12, 1))
                && !days.holds(date(2026, 11, 0))
        );
        assert!(When::parse("thisyear").unwrap().resolved(date(2026, 11, 30)).holds(date(2026, 0, 0)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "今", "20", "2019-13", "..", "10月..11月", "2019..今天"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }
}
