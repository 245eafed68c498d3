//! A date of which parts may be unknown, and which dates there are.
//!
//! What must not go in: how dates are written in a text.

use bytemuck::{Pod, Zeroable};

/// A date of which the year or the day may be unknown (0).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable)]
#[repr(C)]
pub struct Date {
    /// Year, or 0.
    pub year: u16,
    /// Month 1-12, or 0.
    pub month: u8,
    /// Day 1-31, or 0.
    pub day: u8,
}

impl std::fmt::Display for Date {
    /// ISO 8601: `2019-10-29`, `2019-10`, `2019`; without a year `--10-29`; nothing for an empty date.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.year, self.month, self.day) {
            (0, 0, _) => Ok(()),
            (0, month, 0) => write!(f, "--{month:02}"),
            (0, month, day) => write!(f, "--{month:02}-{day:02}"),
            (year, 0, _) => write!(f, "{year:04}"),
            (year, month, 0) => write!(f, "{year:04}-{month:02}"),
            (year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl Date {
    /// A date with unknown parts as 0; `None` if there is no such day. Years are 1800-2100.
    pub(super) fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        let year_fits = matches!(year, 0 | 1800..=2100);
        let days = match (month, year) {
            (0, _) => 0,
            (1 | 3 | 5 | 7 | 8 | 10 | 12, _) => 31,
            (4 | 6 | 9 | 11, _) => 30,
            (2, 0) => 29,
            (2, year) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            (2, _) => 28,
            _ => return None,
        };
        let known = year > 0 || month > 0;
        (year_fits && known && day <= days).then_some(Self { year, month: month as u8, day: day as u8 })
    }

    /// The day that lies `seconds` after the beginning of 1970, by the clock of Beijing: sites that store seconds store
    /// midnight there, which is the day before in Greenwich.
    pub(super) fn of_seconds(seconds: i64) -> Option<Self> {
        // Days become a date by the formula of the proleptic Gregorian calendar, in years that begin in March.
        let days = (seconds + 8 * 3600).div_euclid(86_400) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, month as u16, day as u16)
    }

    /// A form that [`super::folder`] reads back: as shown, and without a year `10月15日` or `10月`.
    pub fn as_in_folders(self) -> String {
        match self {
            Self { year: 0, month, day: 0 } => format!("{month}月"),
            Self { year: 0, month, day } => format!("{month}月{day}日"),
            date => date.to_string(),
        }
    }

    /// Whether year, month and day are known.
    pub fn is_full(self) -> bool {
        self.year > 0 && self.month > 0 && self.day > 0
    }

    /// Whether both may be the same day: where both know a part, it is the same.
    pub fn may_be(self, other: Self) -> bool {
        let same = |a: u16, b: u16| a == 0 || b == 0 || a == b;
        same(self.year, other.year)
            && same(self.month.into(), other.month.into())
            && same(self.day.into(), other.day.into())
    }

    /// The parts that are known here, and of the others those that `other` knows.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let known = |a: u8, b: u8| if a > 0 { a } else { b };
        Self {
            year: if self.year > 0 { self.year } else { other.year },
            month: known(self.month, other.month),
            day: known(self.day, other.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_and_keep_what_is_unknown() {
        assert_eq!(Date { year: 2019, month: 10, day: 9 }.to_string(), "2019-10-09");
        assert_eq!(Date { year: 0, month: 10, day: 15 }.to_string(), "--10-15");
        assert_eq!(Date { year: 2019, month: 0, day: 0 }.to_string(), "2019");
    }

    #[test]
    fn seconds_are_days_in_beijing() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (57_599, "1970-01-01"),
            (57_600, "1970-01-02"),
            (1_704_211_199, "2024-01-02"),
            (1_704_211_200, "2024-01-03"),
            (951_782_400, "2000-02-29"),
            (4_102_358_400, "2099-12-31"),
        ] {
            assert_eq!(Date::of_seconds(seconds).unwrap().to_string(), day, "{seconds}");
        }
        assert_eq!(Date::of_seconds(i64::MAX / 4), None);
    }
}
