//! Bringing records of older versions up to date, in memory: what is kept is only written when
//! the record is saved the next time.

use crate::store::envelope::{Envelope, SCHEMA};
use serde_json::Value;

/// Brings the data of a record from one version to the next; `None` where it can't.
pub type Step = fn(kind: &str, data: Value) -> Option<Value>;

/// The steps from version 1 on: the first makes version 2 of version 1. There is one version yet.
pub const STEPS: &[Step] = &[];

/// A record's data in this app's version, `null` of one that is no more; `None` where a step fails or
/// the data is no JSON.
pub fn up_to_date(envelope: &Envelope) -> Option<Value> {
    migrate(STEPS, SCHEMA, envelope)
}

/// The data of a record in the version `wanted`, by these steps. A version below 1 was never
/// written by anyone.
pub fn migrate(steps: &[Step], wanted: u32, envelope: &Envelope) -> Option<Value> {
    if envelope.is_deleted() {
        return Some(Value::Null);
    }
    let data: Value = serde_json::from_str(&envelope.data).ok()?;
    let first = usize::try_from(envelope.schema.checked_sub(1)?).ok()?;
    let count = usize::try_from(wanted.checked_sub(envelope.schema)?).ok()?;
    let steps = steps.get(first..first.checked_add(count)?)?;
    steps.iter().try_fold(data, |data, step| step(&envelope.kind, data))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rename(kind: &str, mut data: Value) -> Option<Value> {
        if kind == "rep" {
            let name = data.as_object_mut()?.remove("name")?;
            data["full_name"] = name;
        }
        Some(data)
    }

    fn add_region(_: &str, mut data: Value) -> Option<Value> {
        data.as_object_mut()?.entry("region").or_insert(json!("West"));
        Some(data)
    }

    fn fail(_: &str, _: Value) -> Option<Value> {
        None
    }

    fn record(schema: u32) -> Envelope {
        let mut envelope = Envelope::new("rep", "7", 1, 0, &json!({ "name": "Dana" })).unwrap();
        envelope.schema = schema;
        envelope
    }

    #[test]
    fn fault_9_a_record_is_brought_up_step_by_step_and_twice_the_same() {
        let steps: &[Step] = &[rename, add_region];
        let migrated = migrate(steps, 3, &record(1));
        assert_eq!(migrated, Some(json!({ "full_name": "Dana", "region": "West" })));
        assert_eq!(migrate(steps, 3, &record(1)), migrated);
        let newer = Some(json!({ "name": "Dana", "region": "West" }));
        assert_eq!(migrate(steps, 3, &record(2)), newer);
        assert_eq!(migrate(steps, 3, &record(3)), Some(json!({ "name": "Dana" })));
    }

    #[test]
    fn fault_10_a_step_that_fails_midway_leaves_the_record_as_it_was() {
        let before = record(1);
        assert_eq!(migrate(&[rename, fail], 3, &before), None);
        assert_eq!(before, record(1));
    }

    #[test]
    fn a_version_that_never_was_is_refused() {
        assert_eq!(migrate(&[rename], 2, &record(0)), None);
        assert_eq!(migrate(&[rename], 2, &record(3)), None);
    }
}
