//! Writing terms and clauses into a query line: the inverse of the lexer, for whatever enters a query other than by
//! typing.
//!
//! `parse(write(v)) == v` holds for every value `v` that a query can have. What must not go in: words for the user
//! (`echo`).

use super::field::{folded, is_none};
use super::{Clause, Literal, Query, Role, Term, field, lex};
use crate::messages::Lang;
use crate::province::ProvinceSet;
use crate::province::{self, PROVINCES};

/// Writes clauses as one line.
pub fn clauses(clauses: &[Clause], lang: Lang) -> String {
    clauses.iter().map(|clause| self::clause(&clause.literals, lang)).collect::<Vec<_>>().join(" ")
}

/// Writes literals of which one must hold.
pub fn clause(literals: &[Literal], lang: Lang) -> String {
    literals.iter().map(|literal| self::literal(literal, lang)).collect::<Vec<_>>().join("|")
}

fn literal(literal: &Literal, lang: Lang) -> String {
    let sign = if literal.negated { "-" } else { "" };
    let terms = match &literal.term {
        Term::Province { set, role } => provinces(*set, *role, lang),
        term => vec![self::term(term, lang)],
    };
    // None of several means each of them negated.
    let between = if literal.negated { " " } else { "|" };
    terms.into_iter().map(|term| format!("{sign}{term}")).collect::<Vec<_>>().join(between)
}

/// Writes one term.
pub fn term(term: &Term, lang: Lang) -> String {
    match term {
        Term::Province { set, role } => provinces(*set, *role, lang).join("|"),
        term => format!("{}{}", field::sign(term, lang), without_field(term, lang)),
    }
}

/// Writes a term without its field.
pub fn without_field(term: &Term, lang: Lang) -> String {
    match term {
        Term::Text(text) => start(text),
        Term::Whole(text) | Term::Title(text) | Term::Note(text) => value(text),
        Term::Near(words) => near(words),
        Term::Regex(pattern) => regex(pattern),
        Term::Province { set, .. } => names(*set, lang).join("/"),
        Term::Nowhere | Term::Section(None) | Term::Date(None) | Term::Statement { value: None, .. } => {
            field::none(lang).to_owned()
        }
        Term::Statement { value: Some(said), .. } if is_none(said) => quoted(said),
        Term::Statement { value: Some(said), .. } => value(said),
        // A full-width slash would mark a path as an ASCII one does.
        Term::Section(Some(section)) if is_none(section) || section.starts_with('／') => quoted(section),
        Term::Section(Some(section)) => value(section),
        Term::Status(status) => field::status_name(*status, lang).to_owned(),
        Term::Date(Some(when)) => when.text(lang),
    }
}

/// Quotes these characters. Between quotes only `"` has a meaning, and it is doubled.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Writes the value after a field or a tilde, in quotes only if it would end early without them.
pub fn value(text: &str) -> String {
    if is_bare(text) { text.to_owned() } else { quoted(text) }
}

/// Writes text at the start of a term, where more characters have a meaning.
fn start(text: &str) -> String {
    let signs = text.chars().next().is_some_and(|c| matches!(folded(c), '-' | '!' | '@' | '/' | '('));
    if signs || field::at_start(text).is_some() || field::is_operator(text) {
        quoted(text)
    } else {
        value(text)
    }
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c| matches!(folded(c), ' ' | '|' | '"' | '~'))
}

fn near(words: &[String]) -> String {
    let mut written: Vec<String> = words.iter().map(|word| value(word)).collect();
    if let (Some(first), Some(word)) = (written.first_mut(), words.first()) {
        *first = start(word);
    }
    written.join("~")
}

/// Writes a regular expression; a slash that would close it is written as its code.
fn regex(pattern: &str) -> String {
    let (pattern, end) = match pattern.strip_prefix("(?i)").filter(|rest| !rest.is_empty()) {
        Some(rest) => (rest, "/i"),
        None => (pattern, "/"),
    };
    let mut written = String::from("/");
    let mut escaped = false;
    for (at, c) in pattern.char_indices() {
        let rest = pattern.get(at + c.len_utf8()..).unwrap_or_default();
        if at > 0 && folded(c) == '/' && lex::closes(&format!("{rest}{end}")) {
            written.push_str(if escaped { "" } else { "\\" });
            written.push_str(if c == '/' { "x2F" } else { "x{FF0F}" });
        } else {
            written.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    written + end
}

/// One term if a name stands for all of them, else one for each.
fn provinces(set: ProvinceSet, role: Role, lang: Lang) -> Vec<String> {
    let sign = field::sign(&Term::Province { set, role }, lang);
    names(set, lang).into_iter().map(|name| format!("{sign}{name}")).collect()
}

/// The name that stands for all of them, if there is one, else one name for each.
fn names(set: ProvinceSet, lang: Lang) -> Vec<String> {
    let initials = PROVINCES.iter().map(|province| province.initials);
    let name = initials.filter(|_| set.len() > 1).find(|name| province::named(name) == set);
    let each = || set.iter().filter_map(|i| PROVINCES.get(i)).map(|p| p.query_name(lang)).collect();
    name.map_or_else(each, |name| vec![name.to_owned()])
}

impl Query {
    /// The text with only the clauses that `keep` accepts. They stay as typed if they mean the same without the others.
    pub fn only(&self, keep: impl Fn(&Clause) -> bool, lang: Lang) -> String {
        let kept: Vec<Clause> = self.clauses().iter().filter(|clause| keep(clause)).cloned().collect();
        let typed = |clause: &Clause| {
            let sign = if clause.refused { "-" } else { "" };
            Some(format!("{sign}{}", self.text().get(clause.span.clone())?))
        };
        let text = kept.iter().filter_map(typed).collect::<Vec<_>>().join(" ");
        if means(&text, &kept) { text } else { clauses(&kept, lang) }
    }

    /// The text of a query for what both ask for: both as typed, unless one would run into the other, as with an open
    /// quote.
    pub fn and(&self, other: &Self, lang: Lang) -> String {
        if self.text().is_empty() || other.text().is_empty() {
            return format!("{}{}", self.text(), other.text());
        }
        let text = format!("{} {}", self.text(), other.text());
        let both: Vec<Clause> = self.clauses().iter().chain(other.clauses()).cloned().collect();
        let faulty = self.fault().is_some() || other.fault().is_some();
        if faulty || means(&text, &both) { text } else { clauses(&both, lang) }
    }
}

fn means(text: &str, clauses: &[Clause]) -> bool {
    let query = Query::parse(text);
    query.clauses().iter().map(|clause| &clause.literals).eq(clauses.iter().map(|clause| &clause.literals))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::{Date, Field};
    use crate::query::When;
    use crate::query::period::{Period, PeriodUnit};
    use crate::text::folding::has_no_width;

    /// Everything with a meaning in the language, and lookalikes.
    const SIGNS: &[&str] = &[
        "“", "”", "\"", "\"\"", "＂", "｜", "|", "～", "~", " ", "　", "\u{A0}", "\t", ":", "：", "-", "－",
        "!", "！", "/", "／", "@", "＠", "(", ")", "（", "）", "\\", "无", "none", "無", "或", "且", "非",
        "栏:", "年：", "题:", "i", "ｉ", "\u{200B}", "\u{FEFF}", "甲", "a", "Ａ", "1", "..",
    ];

    fn text() -> impl Strategy<Value = String> {
        let signs = prop::collection::vec(prop::sample::select(SIGNS), 1..6).prop_map(|signs| signs.concat());
        prop_oneof![signs, "\\PC{1,8}"]
            .prop_filter("nothing to look for", |text| !text.chars().all(has_no_width))
    }

    fn date() -> impl Strategy<Value = Date> {
        let date = |(year, month, day)| Date { year, month, day };
        prop_oneof![
            (1800u16..=2100, Just(0u8), Just(0u8)).prop_map(date),
            (1800u16..=2100, 1u8..=12, Just(0u8)).prop_map(date),
            (1800u16..=2100, 1u8..=12, 1u8..=28).prop_map(date),
        ]
    }

    fn period() -> impl Strategy<Value = Period> {
        let unit =
            prop::sample::select(&[PeriodUnit::Day, PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Year]);
        (0u16..=9999, unit, any::<bool>()).prop_map(|(number, unit, this)| match (number, this) {
            (0, true) => Period::This(unit),
            (0, false) => Period::Previous(unit),
            (number, _) => Period::Last(number, unit),
        })
    }

    fn when() -> impl Strategy<Value = When> {
        let day = |(month, day)| When::on(Date { year: 0, month, day });
        prop_oneof![
            date().prop_map(When::on),
            (date(), date()).prop_map(|(from, to)| When::between(Some(from), Some(to))),
            date().prop_map(|from| When::between(Some(from), None)),
            date().prop_map(|to| When::between(None, Some(to))),
            (1u8..=12, 0u8..=28).prop_map(day),
            period().prop_map(When::Period),
        ]
    }

    fn said() -> impl Strategy<Value = Field> {
        prop::sample::select(&[Field::Author, Field::Source, Field::Tags])
    }

    fn some_term() -> impl Strategy<Value = Term> {
        let role = prop_oneof![Just(Role::About), Just(Role::Mentions)];
        let set = prop_oneof![
            (0usize..34).prop_map(ProvinceSet::single),
            prop::sample::select(&["sx", "hb", "hn"]).prop_map(province::named),
        ];
        prop_oneof![
            text().prop_map(Term::Text),
            text().prop_map(Term::Whole),
            text().prop_map(Term::Title),
            text().prop_map(Term::Note),
            text().prop_map(|text| Term::Section(Some(text))),
            text().prop_map(|text| Term::Section(Some(format!("/{text}")))),
            prop::collection::vec(text(), 2..4).prop_map(Term::Near),
            prop::sample::select(&["a", "(?i)gdp", "(?i)", "a/", "a/i", "/b", "第[一二]批", "a\\x2F b"])
                .prop_map(|pattern| Term::Regex(pattern.to_owned())),
            (set, role).prop_map(|(set, role)| Term::Province { set, role }),
            Just(Term::Nowhere),
            Just(Term::Section(None)),
            (said(), prop::option::of(text())).prop_map(|(field, value)| Term::Statement { field, value }),
            Just(Term::Date(None)),
            when().prop_map(|when| Term::Date(Some(when))),
        ]
    }

    fn literals() -> impl Strategy<Value = Vec<Literal>> {
        let literal = (any::<bool>(), some_term()).prop_map(|(negated, term)| Literal { negated, term });
        prop::collection::vec(literal, 1..4)
    }

    fn literals_of(text: &str) -> Vec<Vec<Literal>> {
        Query::parse(text).clauses().iter().map(|clause| clause.literals.clone()).collect()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(all in prop::collection::vec(literals(), 0..4)) {
            for lang in [Lang::Zh, Lang::En] {
                let written = all.iter().map(|literals| clause(literals, lang)).collect::<Vec<_>>().join(" ");
                prop_assert_eq!(&literals_of(&written), &all, "{}", written);
            }
        }

        #[test]
        fn what_was_typed_is_read_back(text in text()) {
            let query = Query::parse(&text);
            prop_assert_eq!(literals_of(&clauses(query.clauses(), Lang::Zh)), literals_of(&text));
        }

        #[test]
        fn nothing_typed_runs_on_into_what_follows(typed in text(), then in literals(), keep: u8) {
            let query = Query::parse(&typed);
            prop_assume!(query.fault().is_none());
            let other = Query::parse(&clause(&then, Lang::Zh));
            let mut both = literals_of(&typed);
            both.push(then);
            prop_assert_eq!(literals_of(&query.and(&other, Lang::Zh)), both);
            let kept = |clause: &Clause| keep >> (clause.span.start % 8) & 1 == 1;
            let expected: Vec<Vec<Literal>> =
                query.clauses().iter().filter(|clause| kept(clause)).map(|clause| clause.literals.clone()).collect();
            prop_assert_eq!(literals_of(&query.only(kept, Lang::Zh)), expected);
        }
    }

    #[test]
    fn signs_stand_only_where_they_are_needed() {
        let written = |term| super::term(&term, Lang::Zh);
        let section = |text: &str| written(Term::Section(Some(text.to_owned())));
        assert_eq!(section("/要闻/国内"), "栏:/要闻/国内");
        assert_eq!(section("/“一带一路”专题"), "栏:\"/“一带一路”专题\"");
        assert_eq!(section("/要闻｜国内"), "栏:\"/要闻｜国内\"");
        assert_eq!(section("/x\"y"), "栏:\"/x\"\"y\"");
        assert_eq!((section("无"), section("/无")), ("栏:\"无\"".into(), "栏:/无".into()));
        assert_eq!((section("-减"), section("栏:怪")), ("栏:-减".into(), "栏:栏:怪".into()));
        let text = |text: &str| written(Term::Text(text.to_owned()));
        assert_eq!(
            (text("12:30"), text("题:甲"), text("-减")),
            ("12:30".into(), "\"题:甲\"".into(), "\"-减\"".into())
        );
        assert_eq!((text("国发(2019)12号"), text("(一)")), ("国发(2019)12号".into(), "\"(一)\"".into()));
    }

    #[test]
    fn a_slash_that_would_close_a_pattern_is_written_by_its_number() {
        let written = |pattern: &str| super::term(&Term::Regex(pattern.to_owned()), Lang::Zh);
        assert_eq!((written("a/ b"), written("a\\/ b")), ("/a\\x2F b/".into(), "/a\\x2F b/".into()));
        assert_eq!((written("a／i|b"), written("a/b/")), ("/a\\x{FF0F}i|b/".into(), "/a/b//".into()));
    }

    #[test]
    fn an_edit_leaves_the_rest_as_typed_if_that_means_the_same() {
        let and = |typed: &str| Query::parse(typed).and(&Query::parse("栏:/甲"), Lang::Zh);
        assert_eq!(and("！甲  “乙 丙”"), "！甲  “乙 丙” 栏:/甲");
        assert_eq!(and("\"乙 丙"), "\"乙 丙\" 栏:/甲");
        assert_eq!(and("甲|"), "甲 栏:/甲");
    }
}
