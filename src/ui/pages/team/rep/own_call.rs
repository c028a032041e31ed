//! The rep's own call beside ours, and how past calls came out.

use super::RepState;
use crate::domain::{Currency, Money, OwnCall, Period};
use crate::engine::call_bias::CallBias;
use crate::engine::likely_total::LikelyTotal;
use crate::reader::{DealRow, DealStanding};
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::text_field::TextField;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// A field for the call, and what stands beside it. Nothing before the day is known.
#[component]
pub fn OwnCallView() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let period = Memo::new(move |_| look.now.with(|now| now.as_ref().map(|now| now.period)));
    let calls = Memo::new(move |_| {
        look.reps.with(|reps| {
            let rep = reps.iter().find(|rep| rep.id == state.rep);
            rep.map(|rep| rep.calls.clone()).unwrap_or_default()
        })
    });
    let called = Memo::new(move |_| {
        let period = period.get()?;
        calls.with(|calls| calls.iter().find(|call| call.period == period).map(|it| it.amount))
    });
    let value = text(move || {
        let written = |amount| format::typed_money(amount, state.currency.get());
        called.get().map(written).unwrap_or_default()
    });
    let take = move |typed: String| {
        let Some(period) = period.get_untracked() else { return Ok(()) };
        let amount = read(&typed, state.currency.get_untracked())?;
        look.change_rep(state.rep, |rep| rep.set_call(period, amount));
        Ok(())
    };
    let beside = text(move || {
        let total = state.ahead(|ahead| ahead.rep.total);
        beside(called.get(), total, state.currency.get())
    });
    let past = text(move || {
        let (Some(as_of), rows) =
            (look.now.with(|now| Some(now.as_ref()?.as_of)), state.rows(&look))
        else {
            return String::new();
        };
        let over = |call: &&OwnCall| call.period.end <= as_of;
        let bias = calls.with(|calls| {
            let over = calls.iter().filter(over);
            CallBias::of(over.map(|call| (call.amount, booked_in(call.period, &rows))))
        });
        past(&state.name.get(), bias, state.currency.get())
    });
    view! {
        <When shown=flag(move || period.with(Option::is_some))>
            <section class="own-call" aria-labelledby="call-title">
                <h2 id="call-title">"The rep's own call"</h2>
                <TextField
                    label="Called for this period, all told".to_owned()
                    id="own-call"
                    value
                    take
                />
                <p class="sub">{beside} " " {past}</p>
            </section>
        </When>
    }
}

fn read(typed: &str, currency: Currency) -> Result<Option<Money>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let units = Quantity::Money(currency).read(typed, Limits::MONEY)?;
    Ok(Money::from_units(units))
}

/// What the rep won in a period that is over, as the deals tell it.
fn booked_in(period: Period, rows: &[DealRow]) -> Money {
    let in_it = |row: &&DealRow| {
        matches!(row.standing, DealStanding::Won | DealStanding::BeforeTheLookBack)
            && row.outcome == crate::domain::Outcome::Won
            && row.day.is_some_and(|day| period.start <= day && day < period.end)
    };
    rows.iter().filter(in_it).filter_map(|row| row.amount).sum()
}

/// "We expect USD 254K, likely USD 120K to USD 400K: the call lies within that."
fn beside(called: Option<Money>, ours: Option<LikelyTotal>, currency: Currency) -> String {
    let Some(ours) = ours else {
        return "No forecast of ours stands beside it: none is told of this rep.".to_owned();
    };
    let money = |units| format::units_short(units, currency);
    let [mean, low, high] = [ours.mean, ours.low, ours.high].map(money);
    let range = if low == high {
        format!("We expect {mean}")
    } else {
        format!("We expect {mean}, likely {low} to {high}")
    };
    let verdict = called.map(|called| {
        let called = called.units();
        if called > ours.high {
            ": the call is above that, so ask what the deals do not show"
        } else if called < ours.low {
            ": the call is below that, so ask what the deals do not show"
        } else {
            ": the call lies within that"
        }
    });
    format!("{range}{}.", verdict.unwrap_or_default())
}

/// How past calls came out.
fn past(name: &str, bias: Option<CallBias>, currency: Currency) -> String {
    let Some(bias) = bias else {
        return "No call of a period that is over is kept yet, so nothing tells how they come out."
            .to_owned();
    };
    let percent = (bias.share() * 100.0).round();
    let how = if percent.abs() < 0.5 {
        "as called".to_owned()
    } else {
        let less = if percent < 0.0 { "less" } else { "more" };
        format!("{} {less} than called", format::whole_percent(percent.abs() / 100.0))
    };
    format!(
        "Of {} that {} over, {name} brought {how}: {} of {}.",
        format::counted(bias.calls as u64, "call", "calls"),
        if bias.calls == 1 { "is" } else { "are" },
        format::money_short(bias.came, currency),
        format::money_short(bias.called, currency)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const USD: Currency = Currency::Usd;

    fn units(units: f64) -> Money {
        Money::from_units(units).unwrap()
    }

    #[test]
    fn a_call_stands_beside_ours() {
        let ours = LikelyTotal { mean: 254_000.0, low: 120_000.0, high: 400_000.0 };
        let said = |called: Option<f64>| beside(called.map(units), Some(ours), USD);
        assert_eq!(said(None), "We expect USD 254K, likely USD 120K to USD 400K.");
        assert!(said(Some(300_000.0)).ends_with(": the call lies within that."));
        assert!(said(Some(500_000.0)).contains("above that"));
        assert!(said(Some(50_000.0)).contains("below that"));
        assert!(beside(None, None, USD).starts_with("No forecast"));
        let nothing = LikelyTotal { mean: 0.0, low: 0.0, high: 0.0 };
        assert_eq!(beside(None, Some(nothing), USD), "We expect USD 0K.");
    }

    #[test]
    fn past_calls_are_told_with_how_many_they_are() {
        let bias = |called, came| CallBias::of([(units(called), units(came))]);
        assert_eq!(
            past("Dana", bias(100_000.0, 88_000.0), USD),
            "Of 1 call that is over, Dana brought 12% less than called: USD 88K of USD 100K."
        );
        assert!(past("Dana", bias(100_000.0, 100_100.0), USD).contains("brought as called"));
        assert!(past("Dana", bias(100_000.0, 130_000.0), USD).contains("30% more than called"));
        assert!(past("Dana", None, USD).starts_with("No call"));
    }

    #[test]
    fn an_empty_field_takes_the_call_back() {
        assert_eq!(read(" ", USD), Ok(None));
        assert_eq!(read("310k", USD), Ok(Some(units(310_000.0))));
        assert!(read("a lot", USD).is_err());
    }
}
