//! What can be tried of one deal, in its row.

use super::super::RepState;
use super::try_deals::{DealTrial, is_after_the_period};
use crate::domain::Money;
use crate::engine::deals_tried::DealChange;
use crate::reader::DealRow;
use crate::ui::components::date_field::DateField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::text_field::TextField;
use crate::ui::derive::text;
use crate::ui::format;
use crate::ui::team::TeamLook;
use jiff::civil::Date;
use leptos::prelude::*;

/// Whether it counts, its amount, and when it closes.
#[component]
pub fn DealControls(
    /// Its place among the rep's deals.
    deal: usize,
    /// The deal as it is.
    row: DealRow,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let trial = expect_context::<DealTrial>();
    let counts = move || !trial.is_off(deal);
    let own = row.amount;
    let amount = Signal::derive(move || {
        let amount = trial.amount_of(deal).or(own);
        amount.map(|amount| format::typed_money(amount, state.currency.get())).unwrap_or_default()
    });
    let take = move |text: String| {
        let quantity = Quantity::Money(state.currency.get_untracked());
        let units = quantity.read(&text, Limits::MONEY)?;
        if let Some(new) = Money::from_units(units) {
            trial.change(deal, DealChange::Amount(new), Some(new) != own);
        }
        Ok(())
    };
    let closes = RwSignal::new(row.day);
    // Why the day that was typed last changes nothing.
    let no_use = RwSignal::new("");
    // Where it is not moved the day is its own.
    Effect::new(move |_| {
        if !trial.is_moved(deal) {
            closes.set(row.day);
        }
    });
    let move_to = move |day: Option<Date>| {
        let end = look.now.with_untracked(|now| now.as_ref().map(|now| now.period.end));
        let is_late = |day| end.is_some_and(|end| is_after_the_period(day, end));
        let is_moved = is_late(day) && !is_late(row.day);
        trial.change(deal, DealChange::AfterThePeriod, is_moved);
        closes.set(if is_moved { day } else { row.day });
        let is_of_no_use = !is_moved && day != row.day;
        no_use.set(if !is_of_no_use {
            ""
        } else if is_late(row.day) {
            LATE_ALREADY
        } else {
            NOT_BY_DATE
        });
    };
    let switch = move |_| {
        trial.change(deal, DealChange::Off, counts());
    };
    let said = text(move || {
        let is_tried = trial.is_tried(deal);
        if is_tried { TRIED } else { no_use.get() }.to_owned()
    });
    view! {
        <div class="deal-controls">
            <label class="switch">
                <input type="checkbox" prop:checked=counts on:change=switch />
                "Counts"
                <span class="visually-hidden">{format!(": {name}")}</span>
            </label>
            <TextField label="Amount" of=name.clone() id=format!("try-amount-{deal}") value=amount take />
            <DateField label="Close date" of=name id=format!("try-close-{deal}") value=closes on_change=move_to />
            <span class="note">{said}</span>
        </div>
    }
}

const TRIED: &str = "Tried: the figures above stay those of now.";
const NOT_BY_DATE: &str = "Nothing changes: how likely a deal lands in time goes by its age, not by the date it is expected. A date after the period takes it out of this one.";
const LATE_ALREADY: &str = "Nothing changes: its own date lies after the period already, and how likely it lands in time goes by its age. Switch it off to see how it is without it.";
