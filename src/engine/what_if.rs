//! One deal edited, everything else as it is.

use crate::domain::{Money, Rate};
use crate::engine::below_target::BelowTarget;
use crate::engine::form::{Form, FormNode};
use crate::engine::leverage::FEW_DEALS;
use crate::engine::money_grid::{CONFIRMING_CELLS, MoneyGrid};
use crate::engine::outlook::{Decision, Outlook, Prospect};
use crate::engine::pipeline_need::Seat;
use crate::engine::quota_chance::{Reach, quota_chance};

/// What all deals but one can bring, kept so that editing that one costs next to nothing.
#[derive(Clone, Debug)]
pub struct WhatIf {
    edited: Prospect,
    others: Others,
}

#[derive(Clone, Debug)]
enum Others {
    /// A few deals: the chance is worked out anew, ties and all.
    Few { outlook: Outlook, left: Money, form: Form },
    /// Many: their total at each form factor.
    Many { grid: MoneyGrid, totals: Vec<(FormNode, BelowTarget)> },
}

impl WhatIf {
    /// All but the deal at this place of the outlook; `None` where there is none.
    pub fn all_but(seat: Seat<'_>, nth: usize) -> Option<Self> {
        let edited = *seat.outlook.deals.get(nth)?;
        let mut deals = seat.outlook.deals.clone();
        deals.remove(nth);
        let few = deals.len() < FEW_DEALS;
        let outlook = seat.outlook.with_deals(deals);
        let others = if few {
            Others::Few { outlook, left: seat.left, form: seat.form }
        } else {
            // The edited amount may be any, so no lattice of the others holds it.
            let grid = MoneyGrid::even(seat.left, CONFIRMING_CELLS);
            let reach = Reach::on(&outlook, seat.left, grid);
            let total = |node: FormNode| (node, reach.totals(node.factor));
            Others::Many { grid, totals: seat.form.nodes().into_iter().map(total).collect() }
        };
        Some(Self { edited, others })
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
        match &self.others {
            Others::Few { outlook, left, form } => {
                let mut deals = outlook.deals.clone();
                deals.push(edited);
                quota_chance(&outlook.with_deals(deals), *left, *form)
            }
            Others::Many { grid, totals } => {
                let place = grid.place(edited.amount);
                let below = totals.iter().map(|(node, below)| {
                    let p = edited.chance(node.factor);
                    node.weight * ((1.0 - p) * below.chance() + p * below.chance_with(place))
                });
                Rate::clamped(1.0 - below.sum::<f64>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::leverage::leverage;
    use crate::engine::made_up::{outlook, seat, units};

    #[test]
    fn an_edited_deal_changes_the_chance_as_working_it_out_anew_does() {
        for deals in [5_i64, 40] {
            let deals: Vec<(i64, f64)> = (0..deals).map(|n| (1_111 + 97 * n, 0.35)).collect();
            let outlook = outlook(&deals, 1.0);
            let seat =
                Seat { outlook: &outlook, left: units(14_000), form: Form { log_variance: 0.1 } };
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
    fn there_is_no_deal_beyond_the_last() {
        let outlook = outlook(&[(100, 0.5)], 0.0);
        assert!(WhatIf::all_but(seat(&outlook, units(100)), 1).is_none());
    }
}
