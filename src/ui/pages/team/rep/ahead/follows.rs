//! What follows from a forecast: with whom to ride, what to add and until when, and what it rests on.

use super::super::super::seen_words::{has_ahead, needed_ahead};
use super::super::card_lines::{CardLines, Line};
use super::super::ladder::a_chance;
use super::super::{RepState, deals};
use super::follows_cards as cards;
use crate::domain::{Currency, Money, PeriodLength, Rate};
use crate::engine::last_day::LastDay;
use crate::engine::leverage::Leverage;
use crate::engine::rep_now::RepNow;
use crate::engine::rep_seen::{Ahead, RepSeen};
use crate::engine::team_forecast::RepAhead;
use crate::engine::verdict::{ToAdd, Verdict};
use crate::reader::{DealRow, RepInFull};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// Deals that are named as those to ride along to.
const NAMED: usize = 3;

/// A line each. Nothing unless something is left to bring.
#[component]
pub fn WhatFollows() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let lines = Memo::new(move |_| {
        let (wanted, length) =
            look.settings.with(|settings| (settings.wanted_chance, settings.calendar.length()));
        let (name, currency) = (state.name.get(), state.currency.get());
        let rows = state.rows(&look);
        let full = state.full.get();
        state
            .seen(|seen| {
                let (full, rows) = (full.as_deref()?, &rows);
                let about = About { name, currency, wanted, length, rows, now: seen.now, full };
                Some(about.lines(&seen.ahead?))
            })
            .flatten()
            .unwrap_or_default()
    });
    view! {
        <When shown=flag(move || lines.with(|lines| !lines.is_empty()))>
            <section class="sources follows" aria-labelledby="follows-title">
                <h2 id="follows-title">"What follows"</h2>
                <CardLines lines />
            </section>
        </When>
    }
}

/// What the lines are written from.
struct About<'a> {
    name: String,
    currency: Currency,
    wanted: Rate,
    length: PeriodLength,
    /// The rows of the rep's deals, as the forecast names them.
    rows: &'a [DealRow],
    now: &'a RepNow,
    full: &'a RepInFull,
}

impl About<'_> {
    fn lines(&self, ahead: &Ahead<'_>) -> Vec<Line> {
        let Some(verdict) = &self.full.verdict else { return Vec::new() };
        [
            self.ride(verdict),
            Some(self.to_add(verdict)),
            last_day(verdict),
            self.without_the_biggest(verdict),
            self.too_many(verdict),
            Some(self.heading_for(ahead)),
            Some(self.average_rep(verdict)),
            self.next(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn money(&self, amount: Money) -> String {
        format::money_short(amount, self.currency)
    }

    fn units(&self, amount: f64) -> String {
        format::units_short(amount, self.currency)
    }

    fn deal(&self, deal: &Leverage) -> String {
        let row = self.rows.get(deal.index);
        row.map_or_else(|| format!("the deal of {}", self.money(deal.amount)), deals::title)
    }

    /// The deals whose win would lift the chance most, as far as that can be seen.
    fn ride(&self, verdict: &Verdict) -> Option<Line> {
        let now = format::chance_from_data(verdict.chance);
        let lifted = |deal: &&Leverage| format::chance_from_data(deal.if_won) != now;
        let mut movers = verdict.movers.iter().filter(lifted).take(NAMED);
        let first = movers.next()?;
        let to = format::chance_from_data(first.if_won);
        let others: Vec<String> = movers
            .map(|deal| {
                format!("{} (to {})", self.deal(deal), format::chance_from_data(deal.if_won))
            })
            .collect();
        let then =
            if others.is_empty() { String::new() } else { format!(" Then {}.", others.join(", ")) };
        Some(Line {
            what: "With whom to ride",
            amount: self.deal(first),
            from: format!("won, it lifts the chance of quota from {now} to {to}.{then}"),
            card: cards::ride(first, self.money(first.amount), verdict.chance),
        })
    }

    fn to_add(&self, verdict: &Verdict) -> Line {
        let chance = a_chance(self.wanted);
        let (value, why) = match verdict.to_add {
            ToAdd::Nothing => ("Nothing".to_owned(), format!("the pipeline gives {chance}")),
            ToAdd::Deals { deals, each } => (
                format!(
                    "{} of {}",
                    format::counted(deals as u64, "new deal", "new deals"),
                    self.money(each)
                ),
                format!("each, created today, for {chance}"),
            ),
            ToAdd::CountsForNextPeriod => (
                "Counts for the next period".to_owned(),
                "hardly any deal created now is won in this one: help the open deals along"
                    .to_owned(),
            ),
            ToAdd::CannotBeDone => (
                "No number does it".to_owned(),
                "new deals can't be won often enough in the days left: help the open deals along"
                    .to_owned(),
            ),
        };
        let what = "To add";
        Line { what, amount: value, from: why, card: cards::to_add(self.wanted) }
    }

    fn without_the_biggest(&self, verdict: &Verdict) -> Option<Line> {
        let deal = verdict.without_the_biggest.as_ref()?;
        let (without, now) = (deal.if_lost, verdict.chance);
        let [without, now] = [without, now].map(format::chance_from_data);
        (without != now).then(|| Line {
            what: "Without the biggest",
            amount: without,
            from: format!(
                "chance of quota if {} is not won: {}, likely in {} of 100",
                self.deal(deal),
                self.money(deal.amount),
                format::count(deal.chance_won.percent().round())
            ),
            card: cards::ride(deal, self.money(deal.amount), verdict.chance),
        })
    }

    fn too_many(&self, verdict: &Verdict) -> Option<Line> {
        let over = verdict.over_coverage?;
        Some(Line {
            what: "Open at once",
            amount: format!("{} needed", format::count(over.needed.ceil())),
            from: format!(
                "more deals than {} ever had open at once ({}): what is needed is rather better odds than more pipeline",
                self.name,
                format::count(over.most_worked as f64)
            ),
            card: cards::open_at_once(),
        })
    }

    fn heading_for(&self, ahead: &Ahead<'_>) -> Line {
        let total = ahead.rep.total;
        let quota = self.now.quota.quota.map(|quota| format!("quota {}", self.money(quota)));
        let [low, high] = [total.low, total.high].map(|end| self.units(end));
        let range = (low != high).then(|| format!("likely {low} to {high} (8 in 10)"));
        let said: Vec<String> = range.into_iter().chain(quota).collect();
        Line {
            what: "Heading for",
            amount: self.units(total.mean),
            from: said.join(", "),
            card: cards::heading_for(),
        }
    }

    fn average_rep(&self, verdict: &Verdict) -> Line {
        Line {
            what: "An average rep here",
            amount: format::chance_from_data(verdict.average_rep),
            from: format!(
                "chance of quota with these deals and the group's win rate, pace and new deals: the rest is {}",
                self.name
            ),
            card: cards::average_rep(),
        }
    }

    fn next(&self) -> Option<Line> {
        let next: &RepAhead = self.full.next.as_ref()?;
        let seen = RepSeen::new(self.now, Some(next));
        let ahead = seen.ahead?;
        let length = match self.length {
            PeriodLength::Month => "Next month",
            PeriodLength::Quarter => "Next quarter",
            PeriodLength::Year => "Next year",
        };
        let coverage = match needed_ahead(&ahead) {
            Ok(needed) => format!("{} of {needed} needed", has_ahead(&ahead)),
            Err(words) => words.to_owned(),
        };
        Some(Line {
            what: length,
            amount: format::chance_from_data(ahead.chance),
            from: format!("chance of its quota of {}: {coverage}", self.money(ahead.left)),
            card: cards::next(),
        })
    }
}

fn last_day(verdict: &Verdict) -> Option<Line> {
    let (value, why) = match verdict.last_day {
        LastDay::Until(day) => (
            format::date(day),
            "a deal created later has less than a tenth of its chance left for this period",
        ),
        LastDay::Passed => ("It has passed".to_owned(), "new pipeline counts for the next period"),
        LastDay::NothingIsWon => return None,
    };
    let what = "Last day that counts";
    Some(Line { what, amount: value, from: why.to_owned(), card: cards::last_day() })
}
