//! Who is a peer of whom, by number.

use crate::domain::{PeersBy, Rep};
use std::collections::BTreeMap;

/// The peer group of each rep: the same number for reps of the same group.
pub(super) fn groups(reps: &[Rep], by: PeersBy) -> Vec<usize> {
    let mut numbers: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    reps.iter()
        .map(|rep| {
            let next = numbers.len();
            *numbers.entry(rep.peer_group(by)).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reps_of_a_group_share_a_number() {
        let rep = |region: Option<&str>| Rep {
            region: region.map(str::to_owned),
            ..Rep::named(region.unwrap_or("nowhere"))
        };
        let reps = [rep(Some("West")), rep(None), rep(Some("West")), rep(Some("East"))];
        assert_eq!(groups(&reps, PeersBy::Region), [0, 1, 0, 2]);
        assert_eq!(groups(&reps, PeersBy::Everyone), [0; 4]);
    }
}
