//! By decisions: whom each rule would have sent the manager to, added up over all mornings.

use crate::domain::Rate;
use crate::engine::grade::Pointed;

/// Visits that a rule asked for, and how many of those reps then missed their quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visits {
    /// Visits.
    pub made: usize,
    /// To reps who missed.
    pub to_missed: usize,
}

impl Visits {
    /// The share that went to reps who then missed; `None` of no visits.
    pub fn share_missed(self) -> Option<Rate> {
        Rate::of_counts(self.to_missed as u64, self.made as u64)
    }

    fn add(&mut self, visits: impl Iterator<Item = (usize, bool)>) {
        for (_, missed) in visits {
            self.made += 1;
            self.to_missed += usize::from(missed);
        }
    }
}

/// The visits of both rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitsCompared {
    /// Those that flat 3x asked for.
    pub by_flat_rule: Visits,
    /// Those that the chance asked for.
    pub by_chance: Visits,
    /// Those that only flat 3x asked for.
    pub only_flat_rule: Visits,
    /// Those that only the chance asked for.
    pub only_chance: Visits,
}

impl VisitsCompared {
    /// Over all mornings.
    pub fn of(mornings: &[Pointed]) -> Self {
        let mut all = Self::default();
        for morning in mornings {
            let (flat, chance) = (&morning.by_flat_rule, &morning.by_chance);
            all.by_flat_rule.add(flat.iter().copied());
            all.by_chance.add(chance.iter().copied());
            all.only_flat_rule.add(only(flat, chance));
            all.only_chance.add(only(chance, flat));
        }
        all
    }

    /// Whether the visits that only one rule asked for may have found more reps who missed by luck
    /// alone: fewer than two standard errors apart (Q. McNemar, *Note on the sampling error of the
    /// difference between correlated proportions*, Psychometrika, 1947).
    pub const fn may_be_luck(&self) -> bool {
        let (one, other) = (self.only_flat_rule.to_missed, self.only_chance.to_missed);
        let apart = one.abs_diff(other);
        apart > 0 && apart.saturating_mul(apart) < (one + other).saturating_mul(4)
    }
}

/// The visits of one rule to reps whom the other did not name.
pub fn only(one: &[(usize, bool)], other: &[(usize, bool)]) -> impl Iterator<Item = (usize, bool)> {
    one.iter().copied().filter(|(rep, _)| other.iter().all(|(named, _)| named != rep))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_both_rules_asked_for_is_told_apart_from_what_one_did() {
        let morning = |by_flat_rule: &[(usize, bool)], by_chance: &[(usize, bool)]| Pointed {
            as_of: date(2017, 1, 1),
            by_flat_rule: by_flat_rule.to_vec(),
            by_chance: by_chance.to_vec(),
        };
        let compared = VisitsCompared::of(&[
            morning(&[(0, true), (1, false)], &[(2, true), (0, true)]),
            morning(&[(4, false)], &[(4, false)]),
        ]);
        let visits = |made, to_missed| Visits { made, to_missed };
        assert_eq!((compared.by_flat_rule, compared.by_chance), (visits(3, 1), visits(3, 2)));
        assert_eq!((compared.only_flat_rule, compared.only_chance), (visits(1, 0), visits(1, 1)));
        assert_eq!(VisitsCompared::of(&[]), VisitsCompared::default());
        assert!(!VisitsCompared::default().may_be_luck());
    }

    #[test]
    fn a_few_visits_more_may_be_luck_and_many_are_not() {
        let compared = |one, other| VisitsCompared {
            only_flat_rule: Visits { made: 40, to_missed: one },
            only_chance: Visits { made: 40, to_missed: other },
            ..VisitsCompared::default()
        };
        for (one, other, luck) in
            [(22, 24, true), (5, 5, false), (1, 0, true), (0, 4, false), (10, 25, false)]
        {
            assert_eq!(compared(one, other).may_be_luck(), luck, "{one} {other}");
            assert_eq!(compared(other, one).may_be_luck(), luck, "{other} {one}");
        }
    }
}
