//! What is on the screen and not in the store, to be saved once that works again.

use crate::domain::{Rep, RepId, Settings};
use crate::store::standing::Take;
use crate::store::three_way::{Disputed, together_by_all};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// Settings and reps, as they stand somewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stands {
    /// The settings.
    pub settings: Settings,
    /// The reps.
    pub reps: Vec<Rep>,
}

/// What is still to be saved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// The settings, where they were changed.
    pub settings: Option<Settings>,
    /// The reps that were changed or are new.
    pub reps: Vec<Rep>,
    /// The reps that were removed.
    pub gone: Vec<RepId>,
    /// What was changed elsewhere as well: what is stored stays, for it is the later.
    pub replaced: Vec<Replaced>,
}

/// Something on the screen that gave way to what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Whose it is: a rep's name, none of the settings.
    pub rep: Option<String>,
    /// Kept is what is stored, theirs what was on the screen.
    pub disputed: Disputed,
}

impl Differences {
    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        self.settings.is_none() && self.reps.is_empty() && self.gone.is_empty()
    }

    /// What the screen changed since it last agreed with the store. Where the store was changed
    /// since then too, by another tab, both go together, and where both changed the same the screen
    /// gives way.
    pub fn between(agreed: &Stands, screen: &Stands, stored: &Stands) -> Self {
        let mut found = Self::default();
        let settings = [agreed, screen, stored].map(|stands| Some(&stands.settings));
        let merged = found.put_together(None, settings);
        found.settings = merged.filter(|merged| *merged != stored.settings);
        let [agreed, screen, stored] = [agreed, screen, stored].map(by_id);
        let ids = agreed.keys().chain(screen.keys());
        for id in ids.collect::<std::collections::BTreeSet<_>>() {
            let [was, is, lies] = [&agreed, &screen, &stored].map(|reps| reps.get(id).copied());
            let name = is.or(lies).or(was).map(|rep| rep.name.clone());
            match found.put_together(name, [was, is, lies]) {
                merged if merged.as_ref() == lies => {}
                Some(rep) => found.reps.push(rep),
                None => found.gone.push(*id),
            }
        }
        // By name, for a rep's number says nothing to anybody.
        found.reps.sort_by(|one, other| one.name.cmp(&other.name));
        found
    }

    /// A record as it was, as it is on the screen and as it lies in the store, in one.
    fn put_together<T: Clone + PartialEq + Serialize + DeserializeOwned>(
        &mut self,
        rep: Option<String>,
        [was, is, lies]: [Option<&T>; 3],
    ) -> Option<T> {
        if is == was || is == lies {
            return lies.cloned();
        }
        if lies == was {
            return is.cloned();
        }
        let [was, is, stored] = [was, is, lies].map(value);
        let merged = together_by_all(&[was], &stored, &is, Take::Kept);
        let mut disputed = merged.disputed;
        let together = match merged.data {
            Value::Null => None,
            // What does not go together at all is as it is stored, never taken for removed.
            data => serde_json::from_value(data).ok().or_else(|| {
                disputed = vec![Disputed::whole(&stored, &is)];
                lies.cloned()
            }),
        };
        let replaced = disputed.into_iter();
        self.replaced.extend(replaced.map(|disputed| Replaced { rep: rep.clone(), disputed }));
        together
    }

    /// What the screen shows once these are saved: what is stored, with them.
    pub fn put_into(&self, mut stored: Stands) -> Stands {
        stored.settings = self.settings.unwrap_or(stored.settings);
        stored.reps.retain(|rep| {
            !self.gone.contains(&rep.id) && self.reps.iter().all(|other| other.id != rep.id)
        });
        stored.reps.extend(self.reps.iter().cloned());
        stored.reps.sort_by(|one, other| one.name.cmp(&other.name));
        stored
    }
}

/// As JSON; nothing of what is not there.
fn value<T: Serialize>(record: Option<&T>) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

fn by_id(stands: &Stands) -> BTreeMap<RepId, &Rep> {
    stands.reps.iter().map(|rep| (rep.id, rep)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PeersBy;
    use proptest::prelude::*;
    use serde_json::json;

    fn rep(name: &str, region: u8) -> Rep {
        Rep { region: Some(region.to_string()), ..Rep::named(name) }
    }

    fn team(reps: &[(&str, u8)]) -> Stands {
        let reps = reps.iter().map(|(name, region)| rep(name, *region)).collect();
        Stands { reps, ..Stands::default() }
    }

    #[test]
    fn what_was_changed_added_and_removed_on_the_screen_is_to_be_saved() {
        let agreed = team(&[("Ana", 1), ("Bo", 1), ("Cy", 1)]);
        let mut screen = team(&[("Ana", 2), ("Bo", 1), ("Dee", 1)]);
        screen.settings.peers_by = PeersBy::Region;
        let found = Differences::between(&agreed, &screen, &agreed);
        assert_eq!(found.reps, [rep("Ana", 2), rep("Dee", 1)]);
        assert_eq!(found.gone, [Rep::named("Cy").id]);
        assert_eq!((found.settings, found.replaced.len()), (Some(screen.settings), 0));
        assert_eq!(found.put_into(agreed), screen);
    }

    #[test]
    fn what_another_tab_changed_since_is_not_written_over() {
        let agreed = team(&[("Ana", 1), ("Bo", 1)]);
        let stored = team(&[("Ana", 7), ("Bo", 1), ("New", 1)]);
        let screen = team(&[("Ana", 2), ("Bo", 2)]);
        let found = Differences::between(&agreed, &screen, &stored);
        assert_eq!(found.reps, [rep("Bo", 2)]);
        // What was on the screen and gave way is said.
        let path = vec!["region".to_owned()];
        let disputed = Disputed { path, kept: Some(json!("7")), theirs: Some(json!("2")) };
        assert_eq!(found.replaced, [Replaced { rep: Some("Ana".to_owned()), disputed }]);
        assert_eq!(found.put_into(stored), team(&[("Ana", 7), ("Bo", 2), ("New", 1)]));
    }

    #[test]
    fn what_two_tabs_changed_of_one_rep_goes_together() {
        let agreed = team(&[("Ana", 1)]);
        let (mut screen, mut stored) = (agreed.clone(), agreed.clone());
        screen.reps[0].manager = Some("Kim".to_owned());
        stored.reps[0].role = Some("AE".to_owned());
        let found = Differences::between(&agreed, &screen, &stored);
        let both = Rep { role: Some("AE".to_owned()), ..screen.reps[0].clone() };
        assert_eq!((found.reps, found.replaced), (vec![both], Vec::new()));
    }

    #[test]
    fn who_was_removed_in_one_tab_and_changed_in_the_other_is_as_the_store_has_them_and_said() {
        let (agreed, changed) = (team(&[("Ana", 1)]), team(&[("Ana", 2)]));
        let gone = team(&[]);
        for (screen, stored) in [(&gone, &changed), (&changed, &gone)] {
            let found = Differences::between(&agreed, screen, stored);
            assert!(found.is_empty());
            assert_eq!(found.replaced.len(), 1);
            assert_eq!(found.put_into(stored.clone()), *stored);
        }
    }

    fn any_team() -> impl Strategy<Value = Stands> {
        let reps = prop::collection::btree_map("[A-D]", 0_u8..3, 0..4);
        (reps, any::<bool>()).prop_map(|(reps, by_region)| {
            let reps = reps.iter().map(|(name, region)| rep(name, *region)).collect();
            let mut team = Stands { reps, ..Stands::default() };
            team.settings.peers_by = if by_region { PeersBy::Region } else { PeersBy::default() };
            team
        })
    }

    proptest! {
        /// Where nobody else wrote, the screen is what is saved in the end; what the screen did
        /// not change stays as it is stored.
        #[test]
        fn saving_them_makes_store_and_screen_one(
            agreed in any_team(),
            screen in any_team(),
            stored in any_team(),
        ) {
            let alone = Differences::between(&agreed, &screen, &agreed);
            prop_assert_eq!(alone.put_into(agreed.clone()), screen);
            prop_assert!(Differences::between(&agreed, &agreed, &stored).is_empty());
            let found = Differences::between(&agreed, &agreed.clone(), &stored);
            prop_assert_eq!(found.put_into(stored.clone()), stored);
        }
    }
}
