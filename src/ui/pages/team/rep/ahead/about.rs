//! What the lines about a forecast are written from.

use super::super::RepState;
use super::super::card_lines::Line;
use super::super::deals;
use crate::domain::{Currency, Money, PeriodLength, Rate, Rep};
use crate::engine::leverage::Leverage;
use crate::engine::rep_now::RepNow;
use crate::engine::rep_seen::Ahead;
use crate::engine::verdict::Verdict;
use crate::reader::{DealRow, RepInFull};
use crate::ui::format;
use crate::ui::team::TeamLook;
use jiff::civil::Date;
use leptos::prelude::*;

/// A rep's forecast with what it is told in.
pub(super) struct About<'a> {
    /// The rep's name.
    pub name: String,
    /// The team's currency.
    pub currency: Currency,
    /// The chance of quota that is wanted.
    pub wanted: Rate,
    /// How long periods are.
    pub length: PeriodLength,
    /// When the period is over.
    pub period_end: Date,
    /// Whether the next period has a quota of its own.
    pub has_next_quota: bool,
    /// The rows of the rep's deals, as the forecast names them.
    pub rows: &'a [DealRow],
    /// By equal deals, and what it rests on.
    pub now: &'a RepNow,
    /// In short.
    pub ahead: Ahead<'a>,
    /// All of the forecast.
    pub full: &'a RepInFull,
}

impl About<'_> {
    /// Lines that are written from the rep's forecast; none until there is one.
    pub fn lines(write: fn(&About<'_>) -> Vec<Line>) -> Memo<Vec<Line>> {
        let (state, look) = (RepState::here(), TeamLook::here());
        Memo::new(move |_| {
            let (wanted, length) =
                look.settings.with(|settings| (settings.wanted_chance, settings.calendar.length()));
            let (name, currency) = (state.name.get(), state.currency.get());
            let rows = state.rows(&look);
            let full = state.full.get();
            let period_end = look.now.with(|now| now.as_ref().map(|now| now.period.end));
            let has_next_quota = period_end.is_some_and(|next| {
                let next = look.settings.with(|settings| settings.calendar.period_of(next));
                let is_it = |rep: &&Rep| rep.id == state.rep;
                let quota = |reps: &[Rep]| reps.iter().find(is_it)?.quota(next);
                look.reps.with(|reps| quota(reps).is_some())
            });
            state
                .seen(|seen| {
                    let (full, ahead) = (full.as_deref()?, seen.ahead?);
                    let (rows, now, period_end) = (rows.as_slice(), seen.now, period_end?);
                    let about = About {
                        name,
                        currency,
                        wanted,
                        length,
                        period_end,
                        has_next_quota,
                        rows,
                        now,
                        ahead,
                        full,
                    };
                    Some(write(&about))
                })
                .flatten()
                .unwrap_or_default()
        })
    }

    /// Whether the chance is the wanted one as it is told: it is known to the nearest 5%.
    pub fn is_told(&self, verdict: &Verdict) -> bool {
        format::chance_from_data(verdict.chance) == format::chance_from_data(self.wanted)
    }

    /// An amount in short.
    pub fn money(&self, amount: Money) -> String {
        format::money_short(amount, self.currency)
    }

    /// An amount, all of it.
    pub fn exact(&self, amount: Money) -> String {
        format::money(amount, self.currency)
    }

    /// An amount in units, in short.
    pub fn units(&self, amount: f64) -> String {
        format::units_short(amount, self.currency)
    }

    /// The row of a deal.
    pub fn row(&self, deal: &Leverage) -> Option<&DealRow> {
        self.rows.get(deal.index)
    }

    /// What a deal is called.
    pub fn deal(&self, deal: &Leverage) -> String {
        let row = self.row(deal);
        row.map_or_else(|| format!("the deal of {}", self.money(deal.amount)), deals::title)
    }
}
