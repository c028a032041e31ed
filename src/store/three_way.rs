//! Two copies of a record that were changed apart, put together by what they had in common: a
//! three-way merge (as of texts: S. Khanna, K. Kunal and B. C. Pierce, *A formal investigation of
//! diff3*, 2007), field by field. What only one side changed is as that side has it. Where both
//! changed the same differently somebody has to choose.

use crate::store::standing::Take;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Two copies put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// The record.
    pub data: Value,
    /// What both changed differently: there one side was taken.
    pub disputed: Vec<Disputed>,
}

/// Something that both sides changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// From the outside in: the field, which item of its list (as JSON what tells it apart), which part
    /// of that. Empty where one side deleted the record.
    pub path: Vec<String>,
    /// What is kept; nothing where it was cleared.
    pub kept: Option<Value>,
    /// What the other side has.
    pub theirs: Option<Value>,
}

impl Disputed {
    pub(super) fn whole(kept: &Value, theirs: &Value) -> Self {
        let said = |value: &Value| Some(value.clone()).filter(|value| !is_nothing(value));
        Self { path: Vec::new(), kept: said(kept), theirs: said(theirs) }
    }

    fn field(name: &str, kept: &Value, theirs: &Value) -> Self {
        let said = |record: &Value| record.get(name).filter(|value| !is_nothing(value)).cloned();
        Self { path: vec![name.to_owned()], kept: said(kept), theirs: said(theirs) }
    }
}

/// The parts of a record that are not what they were, down to those that have no parts.
pub fn changed_parts(kept: &Value, theirs: &Value) -> Vec<Disputed> {
    let mut found = Vec::new();
    add_changed(&mut Vec::new(), Some(kept), Some(theirs), &mut found);
    found
}

fn add_changed(
    path: &mut Vec<String>,
    kept: Option<&Value>,
    theirs: Option<&Value>,
    found: &mut Vec<Disputed>,
) {
    let [kept, theirs] = [kept, theirs].map(|value| value.filter(|value| !is_nothing(value)));
    match (kept, theirs) {
        (one, other) if one == other => {}
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                path.push(name.clone());
                add_changed(path, one.get(name), other.get(name), found);
                path.pop();
            }
        }
        (kept, theirs) => {
            let (kept, theirs) = (kept.cloned(), theirs.cloned());
            found.push(Disputed { path: path.clone(), kept, theirs });
        }
    }
}

/// Puts two copies together by every past that they may have in common. Fields that come out
/// differently are disputed too.
pub fn together_by_all(bases: &[Value], kept: &Value, theirs: &Value, prefer: Take) -> Together {
    let mut all = bases.iter().map(|base| by_one(base, kept, theirs, prefer));
    let Some(mut merged) = all.next() else { return together(&Value::Null, kept, theirs, prefer) };
    let preferred = if prefer == Take::Kept { kept } else { theirs };
    for other in all {
        match (&mut merged.data, &other.data) {
            (Value::Object(fields), Value::Object(others)) => {
                let names: BTreeSet<String> = fields.keys().chain(others.keys()).cloned().collect();
                for name in &names {
                    if fields.get(name) == others.get(name) {
                        continue;
                    }
                    match preferred.get(name) {
                        Some(value) => drop(fields.insert(name.clone(), value.clone())),
                        None => drop(fields.remove(name)),
                    }
                    // All of it, also where a part of it was disputed before.
                    merged.disputed.retain(|known| known.path.first() != Some(name));
                    merged.disputed.push(Disputed::field(name, kept, theirs));
                }
            }
            (one, other) if one != other => {
                let disputed = vec![Disputed::whole(kept, theirs)];
                return Together { data: preferred.clone(), disputed };
            }
            _ => {}
        }
        for disputed in other.disputed {
            if !merged.disputed.iter().any(|known| disputed.path.starts_with(&known.path)) {
                merged.disputed.push(disputed);
            }
        }
    }
    merged
}

/// Where one side alone changed anything, that side is taken whole, also one that deleted it.
fn by_one(base: &Value, kept: &Value, theirs: &Value, prefer: Take) -> Together {
    if base == kept || base == theirs {
        let data = if base == kept { theirs } else { kept };
        return Together { data: data.clone(), disputed: Vec::new() };
    }
    together(base, kept, theirs, prefer)
}

/// Puts two copies together. What they had in common is `base`; in disputed fields `prefer` is taken.
fn together(base: &Value, kept: &Value, theirs: &Value, prefer: Take) -> Together {
    let (Value::Object(kept_fields), Value::Object(their_fields)) = (kept, theirs) else {
        // One side deleted it.
        let data = if prefer == Take::Kept { kept } else { theirs };
        return Together { data: data.clone(), disputed: vec![Disputed::whole(kept, theirs)] };
    };
    let mut data = Map::new();
    let mut sides = Sides { prefer, path: Vec::new(), disputed: Vec::new() };
    let names: BTreeSet<&String> = kept_fields.keys().chain(their_fields.keys()).collect();
    for name in names {
        let values = [base.get(name), kept_fields.get(name), their_fields.get(name)];
        if let Some(merged) = sides.merge_within(name, values) {
            data.insert(name.clone(), merged);
        }
    }
    Together { data: Value::Object(data), disputed: sides.disputed }
}

struct Sides {
    prefer: Take,
    /// Where it is at.
    path: Vec<String>,
    disputed: Vec<Disputed>,
}

impl Sides {
    fn merge_within(&mut self, name: &str, values: [Option<&Value>; 3]) -> Option<Value> {
        self.path.push(name.to_owned());
        let merged = self.merge(values);
        self.path.pop();
        merged
    }

    fn merge(&mut self, values: [Option<&Value>; 3]) -> Option<Value> {
        let [_, kept, theirs] = values;
        let said = values.map(|value| value.filter(|value| !is_nothing(value)));
        if said[1] == said[2] || said[0] == said[2] {
            return kept.cloned();
        }
        if said[0] == said[1] {
            return theirs.cloned();
        }
        match (kept, theirs) {
            (Some(Value::Object(_)), Some(Value::Object(_))) => {
                let [base, kept, theirs] = said.map(fields);
                let merged = self.merge_all(&base, &kept, &theirs);
                Some(Value::Object(merged.into_iter().collect()))
            }
            // Of a list that one side emptied, what the other added since stays.
            (Some(Value::Array(_)), Some(Value::Array(_))) => match said.map(by_name) {
                [Some(base), Some(kept), Some(theirs)] => {
                    let merged = self.merge_all(&base, &kept, &theirs);
                    Some(Value::Array(merged.into_values().collect()))
                }
                _ => self.choose(said[1], said[2]),
            },
            _ => self.choose(said[1], said[2]),
        }
    }

    fn merge_all(
        &mut self,
        base: &BTreeMap<String, Value>,
        kept: &BTreeMap<String, Value>,
        theirs: &BTreeMap<String, Value>,
    ) -> BTreeMap<String, Value> {
        let names: BTreeSet<&String> = kept.keys().chain(theirs.keys()).collect();
        let merged = names.into_iter().filter_map(|name| {
            let values = [base.get(name), kept.get(name), theirs.get(name)];
            let merged = self.merge_within(name, values)?;
            Some((name.clone(), merged))
        });
        merged.collect()
    }

    fn choose(&mut self, kept: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
        let (kept, theirs) = (kept.cloned(), theirs.cloned());
        let taken = if self.prefer == Take::Kept { kept.clone() } else { theirs.clone() };
        self.disputed.push(Disputed { path: self.path.clone(), kept, theirs });
        taken
    }
}

/// What says as much as if it were not there.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The fields of a record; none where nothing is said.
fn fields(record: Option<&Value>) -> BTreeMap<String, Value> {
    let fields = record.and_then(Value::as_object);
    fields.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The items of a list by what tells them apart: their period, or else all that they say. `None` where
/// two are alike in that.
fn by_name(list: Option<&Value>) -> Option<BTreeMap<String, Value>> {
    let items = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let name = |item: &Value| item.get("period").unwrap_or(item).to_string();
    let named: BTreeMap<String, Value> =
        items.iter().map(|item| (name(item), item.clone())).collect();
    (named.len() == items.len()).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[track_caller]
    fn case(base: Value, kept: Value, theirs: Value, expected: Value, disputed: &[&str]) {
        let merged = together(&base, &kept, &theirs, Take::Kept);
        assert_eq!(merged.data, expected);
        let fields: Vec<&str> = merged.disputed.iter().map(|it| it.path[0].as_str()).collect();
        assert_eq!(fields, disputed);
        // The other way round, with the other side preferred, it is the same.
        assert_eq!(turned_round(together(&base, &theirs, &kept, Take::Backup)), merged);
    }

    fn turned_round(mut merged: Together) -> Together {
        for disputed in &mut merged.disputed {
            std::mem::swap(&mut disputed.kept, &mut disputed.theirs);
        }
        merged
    }

    fn quota(start: &str, amount: u64) -> Value {
        json!({ "period": { "start": start, "end": "2027-01-01" }, "amount": amount })
    }

    #[test]
    fn what_only_one_side_changed_is_as_that_side_has_it() {
        case(
            json!({ "name": "Dana", "group": "A", "region": "West" }),
            json!({ "name": "Dana", "group": "B", "region": "West" }),
            json!({ "name": "Dana", "group": "A", "region": null, "role": "AE" }),
            json!({ "name": "Dana", "group": "B", "region": null, "role": "AE" }),
            &[],
        );
    }

    #[test]
    fn lists_are_put_together_by_period() {
        let (first, second, third) = ("2026-01-01", "2026-04-01", "2026-07-01");
        case(
            json!({ "quotas": [quota(first, 1), quota(second, 2)] }),
            json!({ "quotas": [quota(first, 10), quota(second, 2)] }),
            json!({ "quotas": [quota(first, 1), quota(third, 3)] }),
            json!({ "quotas": [quota(first, 10), quota(third, 3)] }),
            &[],
        );
        case(
            json!({ "quotas": [quota(first, 1)] }),
            json!({ "quotas": [quota(first, 10)], "also_known_as": ["D."] }),
            json!({ "quotas": [quota(first, 20)], "also_known_as": ["Dee"] }),
            json!({ "quotas": [quota(first, 10)], "also_known_as": ["D.", "Dee"] }),
            &["quotas"],
        );
    }

    #[test]
    fn of_a_list_that_one_side_emptied_what_the_other_added_stays() {
        let (first, second) = ("2026-01-01", "2026-04-01");
        case(
            json!({ "quotas": [quota(first, 1)] }),
            json!({ "quotas": [quota(first, 1), quota(second, 2)] }),
            json!({ "quotas": [] }),
            json!({ "quotas": [quota(second, 2)] }),
            &[],
        );
    }

    #[test]
    fn what_was_never_said_is_no_change() {
        let (kept, theirs) = (json!({ "calls": [] }), json!({ "calls": null, "role": "" }));
        let merged = together(&json!({}), &kept, &theirs, Take::Kept);
        assert_eq!(merged.data, json!({ "calls": [], "role": "" }));
        assert_eq!(merged.disputed, []);
    }

    #[test]
    fn what_was_deleted_on_one_side_and_changed_on_the_other_is_for_somebody_to_choose() {
        let (base, kept) = (json!({ "name": "Dana" }), json!({ "name": "Dee" }));
        let merged = together(&base, &kept, &Value::Null, Take::Backup);
        let disputed = Disputed { path: Vec::new(), kept: Some(kept), theirs: None };
        assert_eq!(merged, Together { data: Value::Null, disputed: vec![disputed] });
    }

    #[test]
    fn what_is_disputed_is_told_down_to_the_item_with_what_each_side_says() {
        let (start, other) = ("2026-01-01", "2026-04-01");
        let of = |first, second| json!({ "quotas": [quota(start, first), quota(other, second)] });
        let merged = together(&of(1, 5), &of(2, 6), &of(3, 5), Take::Backup);
        assert_eq!(merged.data, of(3, 6));
        let period = quota(start, 1)["period"].to_string();
        let path = vec!["quotas".to_owned(), period, "amount".to_owned()];
        let disputed = Disputed { path, kept: Some(json!(2)), theirs: Some(json!(3)) };
        assert_eq!(merged.disputed, [disputed]);
        let gone = json!(null);
        for bases in [[of(3, 5), of(1, 5)], [of(1, 5), of(3, 5)]] {
            let by_all = together_by_all(&bases, &gone, &of(3, 5), Take::Kept);
            assert_eq!(by_all.disputed, [Disputed::whole(&gone, &of(3, 5))]);
        }
        // A past that is not sure disputes the field, all of it.
        let by_all = together_by_all(&[of(1, 5), of(1, 6)], &of(2, 6), &of(3, 5), Take::Kept);
        assert_eq!(by_all.disputed, [Disputed::field("quotas", &of(2, 6), &of(3, 5))]);
        let by_all = together_by_all(&[of(1, 5), of(2, 5)], &of(2, 5), &of(3, 5), Take::Kept);
        assert_eq!(by_all.disputed[0].path[0], "quotas");
    }

    #[test]
    fn what_changed_is_told_down_to_the_part() {
        let kept =
            json!({ "look_back": 12, "calendar": { "length": "quarter", "first_month": 1 } });
        let theirs = json!({ "look_back": 12, "calendar": { "length": "month", "first_month": 1 }, "as_of": null });
        let path = vec!["calendar".to_owned(), "length".to_owned()];
        let (one, other) = (Some(json!("quarter")), Some(json!("month")));
        let expected = Disputed { path, kept: one, theirs: other };
        assert_eq!(changed_parts(&kept, &theirs), [expected]);
    }

    fn record() -> impl Strategy<Value = Value> {
        let text = || proptest::option::of("[ab]");
        let quotas = proptest::collection::btree_map(0_u8..4, 0_u8..3, 0..4);
        (text(), text(), quotas).prop_map(|(name, group, quotas)| {
            let quotas: Vec<Value> = quotas
                .into_iter()
                .map(|(period, amount)| json!({ "period": period, "amount": amount }))
                .collect();
            json!({ "name": name, "group": group, "quotas": quotas })
        })
    }

    proptest! {
        #[test]
        fn no_edit_of_either_side_is_lost_but_where_they_dispute(
            base in record(), kept in record(), theirs in record(),
        ) {
            let merged = together(&base, &kept, &theirs, Take::Kept);
            for name in ["name", "group", "quotas"] {
                if merged.disputed.iter().any(|disputed| disputed.path[0] == name) {
                    continue;
                }
                for (side, other) in [(&kept, &theirs), (&theirs, &kept)] {
                    if side[name] != base[name] && other[name] == base[name] {
                        prop_assert_eq!(&merged.data[name], &side[name]);
                    }
                }
            }
            prop_assert_eq!(&together(&base, &kept, &kept, Take::Kept).data, &kept);
            prop_assert_eq!(&together(&base, &base, &theirs, Take::Kept).data, &theirs);
            let other_way = turned_round(together(&base, &theirs, &kept, Take::Backup));
            prop_assert_eq!(other_way, merged);
        }
    }
}
