//! Objects of JSON that requests and answers are made of.
//!
//! What must not go in: what their fields mean.

use serde_json::Value;

/// Sets a field of an object; nothing takes it out.
pub(in crate::remote) fn set(object: &mut Value, name: &str, value: Value) {
    let Some(object) = object.as_object_mut() else { return };
    if value.is_null() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), value);
    }
}
