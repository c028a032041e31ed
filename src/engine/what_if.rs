//! One deal edited, everything else as it is.

use crate::domain::{Money, Rate};
use crate::engine::below_target::BelowTarget;
use crate::engine::form::FormNode;
use crate::engine::money_grid::{FINE_CELLS, MoneyGrid};
use crate::engine::outlook::Prospect;
use crate::engine::pipeline_need::Seat;
use crate::engine::quota_chance::Reach;

/// The total of all deals but one, kept so that editing that one costs next to nothing.
#[derive(Clone, Debug)]
pub struct WhatIf {
    grid: MoneyGrid,
    nodes: Vec<(FormNode, BelowTarget)>,
    edited: Prospect,
}

impl WhatIf {
    /// All but the deal at this place of the outlook; `None` where there is none.
    pub fn all_but(seat: Seat<'_>, nth: usize) -> Option<Self> {
        let edited = *seat.outlook.deals.get(nth)?;
        let mut others = seat.outlook.deals.clone();
        others.remove(nth);
        let outlook = seat.outlook.with_deals(others);
        // The edited amount may be any, so no lattice of the others holds it.
        let grid = MoneyGrid::even(seat.left, FINE_CELLS);
        let reach = Reach::on(&outlook, seat.left, grid);
        let nodes =
            seat.form.nodes().into_iter().map(|node| (node, reach.totals(node.factor))).collect();
        Some(Self { grid, nodes, edited })
    }

    /// The chance of quota if the deal were worth this much, as likely to be won as before.
    pub fn worth(&self, amount: Money) -> Rate {
        self.with(amount, |factor| self.edited.chance(factor))
    }

    /// The chance of quota if the deal were won with this chance, whatever the period's form.
    pub fn won_with(&self, chance: Rate) -> Rate {
        self.with(self.edited.amount, |_| chance.share())
    }

    fn with(&self, amount: Money, chance: impl Fn(f64) -> f64) -> Rate {
        let place = self.grid.place(amount);
        let below: f64 = self
            .nodes
            .iter()
            .map(|(node, below)| {
                let p = chance(node.factor);
                node.weight * ((1.0 - p) * below.chance() + p * below.chance_with(place))
            })
            .sum();
        Rate::clamped(1.0 - below)
    }
}
