//! A team's deals by peer group.

use crate::engine::history::{DealHistory, DealRecord};
use std::collections::BTreeMap;

/// The peer groups of a team, each with its deals.
#[derive(Clone, Debug)]
pub struct PeerGroups {
    /// In the order in which the reps name them.
    pub groups: Vec<PeerGroup>,
    /// By the rep's place in the team: the group, and the rep's place in it.
    pub places: Vec<(usize, usize)>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct PeerGroup {
    /// Its deals, of reps by their place in it.
    pub history: DealHistory,
    /// The place of each of the deals given to the history in the team's list.
    pub deals: Vec<usize>,
    /// The place of each rep in the team.
    pub reps: Vec<usize>,
}

impl PeerGroups {
    /// Divides a team's deals. `groups` has a number for each rep by place; deals of nobody among
    /// them are left out.
    pub fn new(deals: &[DealRecord], groups: &[usize]) -> Self {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut reps: Vec<Vec<usize>> = Vec::new();
        let mut places = Vec::with_capacity(groups.len());
        for (rep, group) in groups.iter().enumerate() {
            let number = *numbers.entry(*group).or_insert(reps.len());
            if number == reps.len() {
                reps.push(Vec::new());
            }
            if let Some(members) = reps.get_mut(number) {
                places.push((number, members.len()));
                members.push(rep);
            }
        }
        let mut of_groups: Vec<(Vec<DealRecord>, Vec<usize>)> =
            vec![(Vec::new(), Vec::new()); reps.len()];
        for (index, deal) in deals.iter().enumerate() {
            if let Some((group, rep)) = places.get(deal.rep)
                && let Some((records, indices)) = of_groups.get_mut(*group)
            {
                records.push(DealRecord { rep: *rep, ..*deal });
                indices.push(index);
            }
        }
        let groups = of_groups.into_iter().zip(reps).map(|((records, deals), reps)| PeerGroup {
            history: DealHistory::new(reps.len(), &records),
            deals,
            reps,
        });
        Self { groups: groups.collect(), places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::deal;
    use jiff::civil::date;

    #[test]
    fn every_deal_of_the_team_is_in_the_group_of_its_rep() {
        let of = |rep| deal(rep, date(2024, 1, 1), None);
        let deals: Vec<DealRecord> = [0, 1, 2, 2, 0, 3, 9].into_iter().map(of).collect();
        let divided = PeerGroups::new(&deals, &[7, 3, 7, 5]);
        assert_eq!(divided.places, [(0, 0), (1, 0), (0, 1), (2, 0)]);
        let reps: Vec<&[usize]> = divided.groups.iter().map(|group| &group.reps[..]).collect();
        assert_eq!(reps, [&[0, 2][..], &[1], &[3]]);
        let deals: Vec<&[usize]> = divided.groups.iter().map(|group| &group.deals[..]).collect();
        assert_eq!(deals, [&[0, 2, 3, 4][..], &[1], &[5]]);
        assert!(
            divided.groups.iter().zip([2, 1, 1]).all(|(group, reps)| group.history.reps() == reps)
        );
        assert!(PeerGroups::new(&[of(0)], &[]).groups.is_empty());
    }
}
