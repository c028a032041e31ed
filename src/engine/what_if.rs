//! One deal edited, everything else as it is.

use crate::domain::{Money, Rate};
use crate::engine::form::FormNode;
use crate::engine::money_grid::FINE_CELLS;
use crate::engine::outlook::{Decision, Prospect};
use crate::engine::pipeline_need::Seat;
use crate::engine::reach::{Reach, Total};

/// What all deals but one can bring at each form factor, kept so that editing that one costs next
/// to nothing.
#[derive(Clone, Debug)]
pub struct WhatIf {
    edited: Prospect,
    others: Vec<(FormNode, Total)>,
}

impl WhatIf {
    /// All but the deal at this place of the outlook; `None` where there is none.
    pub fn all_but(seat: Seat<'_>, nth: usize) -> Option<Self> {
        let edited = *seat.outlook.deals.get(nth)?;
        // Laid out for all of them: left as it is, the deal leaves the chance as it is.
        let reach = Reach::new(seat.outlook, seat.left, FINE_CELLS);
        let total = |node: FormNode| {
            let mut others = reach.new_alone(node).beside();
            let deals = seat.outlook.deals.iter().enumerate().rev();
            for (_, deal) in deals.filter(|(at, _)| *at != nth) {
                others.add(deal.amount, deal.chance(node.factor));
            }
            (node, others)
        };
        Some(Self {
            edited,
            others: seat.form.nodes_for_a_chance().into_iter().map(total).collect(),
        })
    }

    /// The chance of quota if the deal were worth this much, as likely to be won as before.
    pub fn worth(&self, amount: Money) -> Rate {
        self.chance(Prospect { amount, ..self.edited })
    }

    /// The chance of quota if the deal were won with this chance, whatever the period's form.
    pub fn won_with(&self, chance: Rate) -> Rate {
        let by_end = Decision { rate: f64::INFINITY, share_won: chance.share() };
        self.chance(Prospect { by_end, by_start: Decision::default(), ..self.edited })
    }

    fn chance(&self, edited: Prospect) -> Rate {
        let missed = self.others.iter().map(|(node, others)| {
            node.weight * others.chance_after(edited.amount, edited.chance(node.factor))
        });
        Rate::clamped(1.0 - missed.sum::<f64>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::form::Form;
    use crate::engine::leverage::leverage;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::quota_chance::quota_chance;

    #[test]
    fn an_edited_deal_changes_the_chance_as_working_it_out_anew_does() {
        for deals in [5_i64, 40] {
            let deals: Vec<(i64, f64)> = (0..deals).map(|n| (1_111 + 97 * n, 0.35)).collect();
            let outlook = outlook(&deals, 1.0);
            let seat = Seat::new(&outlook, units(14_000), Form { log_variance: 0.1 });
            let what_if = WhatIf::all_but(seat, 2).unwrap();
            let mut edited = outlook.deals.clone();
            edited[2].amount = units(9_000);
            let anew = quota_chance(&outlook.with_deals(edited), seat.left, seat.form);
            assert!((what_if.worth(units(9_000)).share() - anew.share()).abs() < 0.002);
            let leverage = leverage(seat)[2];
            assert!((what_if.won_with(Rate::ONE).share() - leverage.if_won.share()).abs() < 0.002);
            assert!(
                (what_if.won_with(Rate::ZERO).share() - leverage.if_lost.share()).abs() < 0.002
            );
        }
    }

    #[test]
    fn a_deal_that_is_left_as_it_is_leaves_the_chance_as_it_is() {
        let close = |deals: &[(i64, f64)], left: i64, new_wins: f64| {
            let outlook = outlook(deals, new_wins);
            let seat = Seat::new(&outlook, units(left), Form { log_variance: 0.1 });
            let now = quota_chance(&outlook, seat.left, seat.form).share();
            for (nth, deal) in outlook.deals.iter().enumerate().take(5) {
                let own = WhatIf::all_but(seat, nth).unwrap().worth(deal.amount).share();
                assert!((own - now).abs() < 1e-6, "{own} and {now}");
            }
            let a_little_more = outlook.deals[4].amount + Money::from_hundredths(1);
            let more = WhatIf::all_but(seat, 4).unwrap().worth(a_little_more).share();
            assert!(now <= more + 1e-6 && more < now + 0.01, "{more} after {now}");
        };
        // Equal and round deals, where everything is a tie; with odd new deals; odd ones alone.
        close(&[(10_000, 0.3); 13], 40_000, 0.0);
        close(&[(10_000, 0.3); 13], 40_000, 0.4);
        let odd: Vec<(i64, f64)> = (0..30).map(|n| (1_111 + 37 * n * n + n, 0.35)).collect();
        close(&odd, 14_000, 0.4);
        // One of two that make the tie, beside many small odd ones.
        let mut tied = vec![(23_000, 0.9), (37_000, 0.9)];
        tied.extend((0..14).map(|n| (317 + 137 * n * n, 0.02)));
        close(&tied, 60_000, 0.0);
    }

    #[test]
    fn there_is_no_deal_beyond_the_last() {
        let outlook = outlook(&[(100, 0.5)], 0.0);
        assert!(WhatIf::all_but(seat(&outlook, units(100)), 1).is_none());
    }
}
