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

    /// Adds values of a field; of two names for one field the one with the lower `rank` is believed.
    pub(super) fn add(&mut self, field: Field, rank: u8, mut values: Vec<String>) {
        values.retain(|value| !value.trim().is_empty());
        if !values.is_empty() {
            self.0.push((field, rank, values));
        }
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of `field`, under the best of its names.
    pub fn first(&self, field: Field) -> Option<&str> {
        self.all(field).and_then(<[String]>::first).map(String::as_str)
    }

    fn all(&self, field: Field) -> Option<&[String]> {
        let named = self.0.iter().filter(|(other, ..)| *other == field);
        named.min_by_key(|(_, rank, _)| *rank).map(|(.., values)| values.as_slice())
    }

    /// Tells `draft` the dates, author, source, tags and summary. Tags and categories are one list.
    pub fn tell(&self, draft: &mut Draft, witness: Witness) {
        let mut dated: Vec<_> = self.0.iter().filter(|(field, ..)| *field == Field::Date).collect();
        dated.sort_by_key(|(_, rank, _)| *rank);
        let found = dated.iter().find_map(|(.., values)| values.iter().find_map(|value| date::field(value)));
        draft.dates.add(witness, found);
        for field in [Field::Author, Field::Source, Field::Summary] {
            let values = self.all(field).unwrap_or_default();
            draft.say(field, values.iter().map(String::as_str), witness);
        }
        let mut tags: Vec<_> = self.0.iter().filter(|(field, ..)| *field == Field::Tags).collect();
        tags.sort_by_key(|(_, rank, _)| *rank);
        let tags = tags.iter().flat_map(|(.., values)| values).map(String::as_str);
        draft.say(Field::Tags, tags, witness);
    }
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
