//! Days that are named by their distance from today: `近7天`, `本月`, `last3m`. A query keeps the name, so that it means
//! other days tomorrow; [`super::Query::resolved`] puts the days in its place.
//!
//! What must not go in: the clock. Today is a value.

use jiff::ToSpan;
use jiff::civil;

use crate::format::Date;
use crate::messages::Lang;

/// A length of time by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodUnit {
    /// A day.
    Day,
    /// A week; it begins on Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A name for days that depend on today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// So many days, weeks, months or years that end today.
    Last(u16, PeriodUnit),
    /// The day, week, month or year that today is in.
    This(PeriodUnit),
    /// The one before that.
    Previous(PeriodUnit),
}

/// The names of days that depend on today: in Chinese and in English as they are written, then others.
const PERIODS: &[(Period, [&str; 5])] = &[
    (Period::This(PeriodUnit::Day), ["今天", "today", "今日", "本日", "today"]),
    (Period::Previous(PeriodUnit::Day), ["昨天", "yesterday", "昨日", "yesterday", "yesterday"]),
    (Period::This(PeriodUnit::Week), ["本周", "thisweek", "这周", "本週", "這週"]),
    (Period::Previous(PeriodUnit::Week), ["上周", "lastweek", "上一周", "上週", "上一週"]),
    (Period::This(PeriodUnit::Month), ["本月", "thismonth", "这个月", "這個月", "当月"]),
    (Period::Previous(PeriodUnit::Month), ["上月", "lastmonth", "上个月", "上個月", "上一月"]),
    (Period::This(PeriodUnit::Year), ["今年", "thisyear", "本年", "这年", "這年"]),
    (Period::Previous(PeriodUnit::Year), ["去年", "lastyear", "上年", "上一年", "lastyear"]),
];

/// The names of units after `近7` and `last7`: in Chinese and in English as they are written, then others.
const UNITS: &[(PeriodUnit, [&str; 4])] = &[
    (PeriodUnit::Day, ["天", "d", "日", "days"]),
    (PeriodUnit::Week, ["周", "w", "週", "weeks"]),
    (PeriodUnit::Month, ["月", "m", "个月", "個月"]),
    (PeriodUnit::Year, ["年", "y", "年", "years"]),
];

/// What begins a number of units, in Chinese and in English.
const LAST: [&str; 2] = ["近", "last"];

/// Most units that can be asked for: all dates lie within.
const MOST: u16 = 9999;

impl Period {
    /// Parses a name, in either language, of half width.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some((period, _)) = PERIODS.iter().find(|(_, names)| names.contains(&text.as_str())) {
            return Some(*period);
        }
        let rest = LAST.iter().find_map(|sign| text.strip_prefix(sign))?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = rest.split_at_checked(digits)?;
        let number = number.parse().ok().filter(|number| (1..=MOST).contains(number))?;
        let (unit, _) = UNITS.iter().find(|(_, names)| names.contains(&unit))?;
        Some(Self::Last(number, *unit))
    }

    /// Its name.
    pub(super) fn text(self, lang: Lang) -> String {
        let word =
            |[chinese, english]: [&str; 2]| if lang == Lang::Zh { chinese } else { english }.to_owned();
        match self {
            Self::Last(number, unit) => {
                let names = UNITS.iter().find(|(other, _)| *other == unit);
                let [chinese, english, ..] = names.map_or([""; 4], |(_, names)| *names);
                word(LAST) + &format!("{number}{}", word([chinese, english]))
            }
            period => {
                let names = PERIODS.iter().find(|(other, _)| *other == period);
                names.map_or_else(String::new, |(_, [chinese, english, ..])| word([chinese, english]))
            }
        }
    }

    /// The first and the last day that it means.
    pub(super) fn on(self, today: Date) -> (Option<Date>, Option<Date>) {
        let Some(today) = day(today) else { return (None, None) };
        match self {
            Self::Last(number, unit) => {
                // The last three months of 30 November begin on 31 August: what lies after the same day then.
                let number = i64::from(number);
                let span = match unit {
                    PeriodUnit::Day => number.days(),
                    PeriodUnit::Week => number.weeks(),
                    PeriodUnit::Month => number.months(),
                    PeriodUnit::Year => number.years(),
                };
                let before = today.checked_sub(span).and_then(civil::Date::tomorrow);
                (before.ok().and_then(date), date(today))
            }
            Self::This(unit) => within(today, unit),
            Self::Previous(unit) => {
                let span = match unit {
                    PeriodUnit::Day => 1.day(),
                    PeriodUnit::Week => 1.week(),
                    PeriodUnit::Month => 1.month(),
                    PeriodUnit::Year => 1.year(),
                };
                within(today.saturating_sub(span), unit)
            }
        }
    }
}

/// The day, week, month or year that a day is in. A month and a year are as dates are that know no more.
fn within(day: civil::Date, unit: PeriodUnit) -> (Option<Date>, Option<Date>) {
    let Some(known) = date(day) else { return (None, None) };
    let whole = |date: Date| (Some(date), Some(date));
    match unit {
        PeriodUnit::Day => whole(known),
        PeriodUnit::Week => {
            let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
            (date(monday), date(monday.saturating_add(6.days())))
        }
        PeriodUnit::Month => whole(Date { day: 0, ..known }),
        PeriodUnit::Year => whole(Date { month: 0, day: 0, ..known }),
    }
}

fn day(date: Date) -> Option<civil::Date> {
    civil::Date::new(i16::try_from(date.year).ok()?, date.month.cast_signed(), date.day.cast_signed()).ok()
}

fn date(day: civil::Date) -> Option<Date> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year > 0)?;
    Some(Date { year, month: day.month().cast_unsigned(), day: day.day().cast_unsigned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(name: &str, today: (u16, u8, u8)) -> String {
        let (year, month, day) = today;
        let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let (from, to) = Period::parse(name).unwrap().on(Date { year, month, day });
        if from == to { shown(from) } else { format!("{}..{}", shown(from), shown(to)) }
    }

    #[test]
    fn the_last_days_end_today() {
        let today = (2024, 3, 2);
        assert_eq!(on("近1天", today), "2024-03-02");
        assert_eq!(on("近7天", today), "2024-02-25..2024-03-02");
        assert_eq!(on("last2w", today), "2024-02-18..2024-03-02");
        assert_eq!(on("近3个月", today), "2023-12-03..2024-03-02");
        assert_eq!(on("近1月", (2024, 3, 31)), "2024-03-01..2024-03-31");
        assert_eq!(on("近1年", (2024, 2, 29)), "2023-03-01..2024-02-29");
        assert_eq!(on("LAST9999y", today), "..2024-03-02");
    }

    #[test]
    fn what_today_is_in_and_what_was_before() {
        let sunday = (2024, 3, 3);
        assert_eq!(
            (on("今天", sunday), on("昨天", (2024, 3, 1))),
            ("2024-03-03".into(), "2024-02-29".into())
        );
        assert_eq!(on("本周", sunday), "2024-02-26..2024-03-03");
        assert_eq!(on("上周", sunday), "2024-02-19..2024-02-25");
        assert_eq!((on("本月", sunday), on("上月", (2024, 3, 31))), ("2024-03".into(), "2024-02".into()));
        assert_eq!((on("今年", sunday), on("lastyear", sunday)), ("2024".into(), "2023".into()));
    }

    #[test]
    fn every_name_is_read_back() {
        let all = PERIODS.iter().map(|(period, _)| *period);
        let some = UNITS.iter().flat_map(|(unit, _)| [1, 7, MOST].map(|number| Period::Last(number, *unit)));
        for period in all.chain(some) {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(Period::parse(&period.text(lang)), Some(period), "{}", period.text(lang));
            }
        }
        for (period, names) in PERIODS {
            assert!(names.iter().all(|name| Period::parse(name) == Some(*period)), "{names:?}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in
            ["", "近", "近天", "近0天", "近7", "近10000天", "近-1天", "last", "last7x", "7天", "近7天前"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_clock_that_is_wrong_means_every_day() {
        assert_eq!(Period::This(PeriodUnit::Week).on(Date::default()), (None, None));
    }
}
