//! Dates of a query as conditions on numbers, in which 0 stands for what a date does not know.
//!
//! A date that does not know its month lies in no month, but in every range that its year alone decides. What must not go
//! in: days that depend on today, which have been resolved.

use serde_json::json;

use super::condition::Condition;
use crate::format::Date;
use crate::query::When;
use crate::remote::mapping::field;

/// What an article must satisfy to lie within these dates; `None`: it has none.
pub(super) fn within(when: Option<When>) -> Condition {
    match when {
        None => Condition::exists(field::YEAR).negated(),
        Some(When::Period(_)) => Condition::Nothing,
        Some(When::Range { from: Some(from), to: Some(to) }) if from.year == 0 && to.year == 0 => {
            let month = u32::from(from.month) * 100;
            match u32::from(from.day) {
                0 => between(field::DAY, month, month + 99),
                day => Condition::is(field::DAY, month + day),
            }
        }
        Some(When::Range { from, to }) => {
            let to = to.map(until);
            let parts = from.map(since).into_iter().chain(to).chain([Condition::exists(field::YEAR)]);
            Condition::all(parts)
        }
    }
}

fn number(year: u32, month: u32, day: u32) -> u32 {
    (year * 100 + month) * 100 + day
}

/// Not before this date: what knows less is smaller within its year or month.
fn since(date: Date) -> Condition {
    let first = number(date.year.into(), date.month.into(), date.day.into());
    Condition::Holds(json!({"range": {field::DATE: {"gte": first}}}))
}

/// Not after this date, nor in its year or month and knowing no more.
fn until(date: Date) -> Condition {
    let [year, month, day] = [u32::from(date.year), u32::from(date.month), u32::from(date.day)];
    if month == 0 {
        return between(field::DATE, 0, number(year, 99, 99));
    }
    let earlier = between(field::DATE, 0, number(year, 0, 0).saturating_sub(1));
    if day == 0 {
        return Condition::any([earlier, between(field::DATE, number(year, 1, 0), number(year, month, 99))]);
    }
    let months = between(field::DATE, number(year, 1, 0), number(year, month, 0).saturating_sub(1));
    Condition::any([earlier, months, between(field::DATE, number(year, month, 1), number(year, month, day))])
}

fn between(name: &str, first: u32, last: u32) -> Condition {
    if first > last {
        return Condition::Nothing;
    }
    Condition::Holds(json!({"range": {name: {"gte": first, "lte": last}}}))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a date in an index.
    fn numbers_of(date: Date) -> Vec<(&'static str, u32)> {
        let [year, month, day] = [u32::from(date.year), u32::from(date.month), u32::from(date.day)];
        let is_known = date != Date::default();
        let numbers = [
            (field::YEAR, year > 0, year),
            (field::DATE, is_known, number(year, month, day)),
            (field::DAY, is_known, month * 100 + day),
        ];
        numbers
            .into_iter()
            .filter(|(_, is_there, _)| *is_there)
            .map(|(name, _, number)| (name, number))
            .collect()
    }

    /// Whether the numbers of a date satisfy a condition.
    fn holds(condition: &Condition, numbers: &[(&str, u32)]) -> bool {
        let number = |field: &str| numbers.iter().find(|(name, _)| *name == field).map(|(_, number)| *number);
        match condition {
            Condition::Everything => true,
            Condition::Nothing => false,
            Condition::All(parts) => parts.iter().all(|part| holds(part, numbers)),
            Condition::Any(parts) => parts.iter().any(|part| holds(part, numbers)),
            Condition::Not(part) => !holds(part, numbers),
            Condition::Holds(value) => {
                let (kind, of) = value.as_object().unwrap().iter().next().unwrap();
                if kind == "exists" {
                    return number(of["field"].as_str().unwrap()).is_some();
                }
                let (field, wanted) = of.as_object().unwrap().iter().next().unwrap();
                let Some(number) = number(field).map(u64::from) else { return false };
                if kind == "term" {
                    return wanted.as_u64() == Some(number);
                }
                wanted.as_object().unwrap().iter().all(|(side, bound)| {
                    let bound = bound.as_u64().unwrap();
                    match side.as_str() {
                        "gt" => number > bound,
                        "gte" => number >= bound,
                        "lt" => number < bound,
                        _ => number <= bound,
                    }
                })
            }
        }
    }

    #[test]
    fn a_date_lies_where_the_query_says() {
        let numbers = |known: bool, most: u8| if known { vec![0, 1, 2, most] } else { vec![0] };
        let mut dates = vec![Date::default()];
        for year in [0, 2018, 2019, 2020] {
            for month in [0_u8, 2, 3, 10] {
                for day in numbers(month > 0, 28) {
                    dates.push(Date { year, month, day });
                }
            }
        }
        let asked = [
            "2019",
            "2019-03",
            "2019-03-02",
            "10月",
            "10月1日",
            "2018..2019",
            "2018-03..",
            "..2019-10-01",
            "2018-10-28..2019-02",
            "2019-03-01..2019-03-02",
            "..2018",
            "2020-02..2019",
        ];
        for text in asked {
            let when = When::parse(text).unwrap();
            let condition = within(Some(when));
            for date in &dates {
                let found = holds(&condition, &numbers_of(*date));
                assert_eq!(found, when.holds(*date), "{text} {date:?}");
            }
        }
        for date in dates {
            assert_eq!(holds(&within(None), &numbers_of(date)), date.year == 0);
        }
    }

    #[test]
    fn days_of_an_unknown_today_hold_nothing() {
        assert_eq!(within(When::parse("近7天")), Condition::Nothing);
    }
}
