//! Today, for dates such as `近7天`: by the clock of this machine where it is, or as a test says.
//!
//! What must not go in: what today is used for.

use jiff::{Timestamp, tz::TimeZone};

use crate::format::Date;

/// Where today comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system. The zone is read once, because a reader that is shut in cannot open its file later.
    Local(TimeZone),
    /// Always this day.
    Fixed(Date),
}

impl Clock {
    /// The clock of the system.
    pub fn system() -> Self {
        Self::Local(TimeZone::system())
    }

    /// Today.
    pub fn today(&self) -> Date {
        match self {
            Self::Fixed(date) => *date,
            Self::Local(zone) => {
                let day = zone.to_datetime(Timestamp::now()).date();
                let year = u16::try_from(day.year()).unwrap_or_default();
                Date { year, month: day.month().cast_unsigned(), day: day.day().cast_unsigned() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_a_whole_date_of_this_century() {
        let today = Clock::system().today();
        assert!(today.is_full() && today.year > 2024, "{today}");
        let fixed = Date { year: 2019, month: 10, day: 29 };
        assert_eq!(Clock::Fixed(fixed).today(), fixed);
    }
}
