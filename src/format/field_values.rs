//! The values of fields as a file lists them by name: collected first, because the better of two names may come later, and
//! then told to a draft.
//!
//! What must not go in: where the names stand in a file, and which field a name means ([`super::fields`]).

use super::date;
use super::draft::Draft;
use super::fields::{Field, Witness, field_of};

/// The values of named fields.
#[derive(Debug, Clone, Default)]
pub struct FieldValues(Vec<(Field, u8, Vec<String>)>);

impl FieldValues {
    /// Adds the values of the field called `name`. False if no field is called so.
    pub fn add_named(&mut self, name: &str, values: Vec<String>) -> bool {
        let found = field_of(name);
        if let Some((field, rank)) = found {
            self.add(field, rank, values);
        }
        found.is_some()
    }

    /// Adds the values of the field called `name` to those that it has under this name.
    pub(super) fn extend_named(&mut self, name: &str, values: Vec<String>) {
        let Some((field, rank)) = field_of(name) else { return };
        match self.0.iter_mut().find(|(other, same, _)| (*other, *same) == (field, rank)) {
            Some((.., said)) => said.extend(values),
            None => self.add(field, rank, values),
        }
    }

    /// Adds values of a field, which may be blank; of two names for one field the one with the lower `rank` is believed.
    pub(super) fn add(&mut self, field: Field, rank: u8, values: Vec<String>) {
        self.0.push((field, rank, values));
    }

    /// Adds a value of a field to those of the same rank.
    pub(super) fn extend(&mut self, field: Field, rank: u8, value: String) {
        match self.0.iter_mut().find(|(other, same, _)| (*other, *same) == (field, rank)) {
            Some((.., said)) => said.push(value),
            None => self.add(field, rank, vec![value]),
        }
    }

    /// Whether no value has any text.
    pub fn is_empty(&self) -> bool {
        !self.0.iter().any(|(.., values)| has_text(values))
    }

    /// Whether `field` is there, even if it says nothing.
    pub(super) fn is_named(&self, field: Field) -> bool {
        self.0.iter().any(|(other, ..)| *other == field)
    }

    /// The first value of `field` with any text, under the best of its names.
    pub fn first(&self, field: Field) -> Option<&str> {
        self.all(field).iter().map(String::as_str).find(|value| !value.trim().is_empty())
    }

    /// What is said of `field` under its best name; a value among others may be blank.
    pub(super) fn all(&self, field: Field) -> &[String] {
        self.ranked(field).into_iter().next().unwrap_or_default()
    }

    /// The values under each name of `field` that says anything, the best first.
    fn ranked(&self, field: Field) -> Vec<&[String]> {
        let mut named: Vec<_> =
            self.0.iter().filter(|(other, _, values)| *other == field && has_text(values)).collect();
        named.sort_by_key(|(_, rank, _)| *rank);
        named.into_iter().map(|(.., values)| values.as_slice()).collect()
    }

    /// Tells `draft` the dates, author, source, tags and summary.
    pub fn tell(&self, draft: &mut Draft, witness: Witness) {
        for field in [Field::Date, Field::Author, Field::Source, Field::Tags, Field::Summary] {
            self.tell_field(field, draft, witness);
        }
    }

    /// Tells `draft` one field: the best date that can be read, all tags and categories as one list, what the best name says of
    /// any other.
    pub(super) fn tell_field(&self, field: Field, draft: &mut Draft, witness: Witness) {
        let ranked = self.ranked(field);
        let values = |names: usize| ranked.iter().take(names).copied().flatten().map(String::as_str);
        match field {
            Field::Date => draft.dates.add(witness, values(usize::MAX).find_map(date::field)),
            Field::Tags => draft.say(field, values(usize::MAX), witness),
            _ => draft.say(field, values(1), witness),
        }
    }
}

fn has_text(values: &[String]) -> bool {
    values.iter().any(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(values: &[(&str, &[&str])]) -> Draft {
        let mut fields = FieldValues::default();
        for (name, values) in values {
            assert!(
                fields.add_named(name, values.iter().map(|value| (*value).to_owned()).collect()),
                "{name}"
            );
        }
        let mut draft = Draft::new();
        fields.tell(&mut draft, Witness::Record);
        draft
    }

    #[test]
    fn the_better_name_is_believed() {
        let draft = told(&[("updated", &["2024-02-01"]), ("date", &["2024-01-03"]), ("author", &["某甲"])]);
        assert_eq!(draft.dates.clone().best().unwrap().to_string(), "2024-01-03");
        assert_eq!(draft.author.text().as_str(), "某甲");
        let draft = told(&[("author", &[" "]), ("byline", &["某乙"])]);
        assert_eq!(draft.author.text().as_str(), "某乙");
        let draft = told(&[("date", &["昨天"]), ("updated", &["2024-02-01"])]);
        assert_eq!(draft.dates.clone().best().unwrap().to_string(), "2024-02-01");
    }

    #[test]
    fn tags_and_categories_are_one_list() {
        for values in ["桥, 东门", "桥，东门", "桥、东门", "桥；东门", "桥 东门", "#桥 #东门"]
        {
            assert_eq!(told(&[("tags", &[values])]).tags.text().as_str(), "桥\n东门", "{values}");
        }
        let draft = told(&[("categories", &["交通"]), ("tags", &["桥", "machine learning", "桥"])]);
        assert_eq!(draft.tags.text().as_str(), "桥\nmachine learning\n交通");
    }
}
