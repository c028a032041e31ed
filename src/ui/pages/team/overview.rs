//! How the whole team stands: three figures.

use super::heading::{Heading, HeadingOfRep};
use super::no_quotas::NoQuotas;
use super::totals::{Totals, in_of_quota, nobodys_need, others, wrong_for};
use crate::domain::{Currency, Money};
use crate::ui::components::figure::Figure;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use crate::ui::pages::calculate::coverage::cards::EQUAL_DEALS;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// What is left, who is short, and for how many flat 3x is wrong.
#[component]
pub fn Overview() -> impl IntoView {
    let look = TeamLook::here();
    let currency = Memo::new(move |_| look.settings.with(|settings| settings.currency));
    // Of the same moment as the rows.
    let totals = Memo::new(move |_| look.now.with(|now| now.as_deref().map(Totals::of)));
    let with = move |write: fn(&Totals, Currency) -> String| {
        Signal::derive(move || {
            totals.with(|totals| {
                totals.as_ref().map(|totals| write(totals, currency.get())).unwrap_or_default()
            })
        })
    };
    let card = move |make: fn(&Totals, Currency) -> FormulaCard| {
        Callback::new(move |()| Some(make(&totals.get_untracked()?, currency.get_untracked())))
    };
    let is_heading =
        flag(move || totals.with(|it| it.as_ref().is_some_and(|it| it.heading.is_some())));
    let heading = move |write: fn(&Heading, &Totals, Currency) -> String| {
        Signal::derive(move || {
            let written = |totals: &Totals| {
                totals.heading.map(|heading| write(&heading, totals, currency.get()))
            };
            totals.with(|totals| totals.as_ref().and_then(written)).unwrap_or_default()
        })
    };
    let heading_card = Callback::new(move |()| {
        let totals = totals.get_untracked()?;
        let each = look.reps.with_untracked(|reps| {
            look.now.with_untracked(|now| Some(HeadingOfRep::all(now.as_deref()?, reps)))
        })?;
        Some(totals.heading?.card(&totals, &each, currency.get_untracked()))
    });
    let wanted = Signal::derive(move || {
        look.settings.with(|settings| {
            format!("Short of {} chance", format::whole_percent(settings.wanted_chance.share()))
        })
    });
    let of_quotas = move |there: bool| {
        let is = move |totals: &Totals| (totals.with_quota > 0) == there;
        flag(move || totals.with(|totals| totals.as_ref().is_some_and(is)))
    };
    let of_needs = move |there: bool| {
        let is = move |totals: &Totals| (totals.with_need > 0) == there;
        flag(move || totals.with(|totals| totals.as_ref().is_some_and(is)))
    };
    view! {
        <When shown=of_quotas(false)>
            <NoQuotas />
        </When>
        <When shown=of_quotas(true)>
            <div class="trio">
                <When shown=is_heading>
                    <Figure
                        label="Heading for".to_owned()
                        text=heading(|heading, _, currency| heading.mean(currency))
                        value=heading(|heading, _, _| heading.total.total.mean.to_string())
                        note=heading(Heading::range)
                        card=heading_card
                    />
                    <Figure
                        label="You can promise".to_owned()
                        text=heading(|heading, _, currency| heading.promise(currency))
                        value=heading(|heading, _, _| heading.total.total.low.to_string())
                        note=heading(|heading, _, _| heading.promised())
                        card=heading_card
                    />
                </When>
                <When shown=flag(move || !is_heading.get())>
                    <Figure
                        label="Left to quota".to_owned()
                        text=with(|totals, currency| format::money_short(totals.left, currency))
                        value=with(|totals, _| totals.left.decimal())
                        note=with(in_of_quota)
                        card=card(left_card)
                    />
                </When>
                <When shown=of_needs(true)>
                    <Figure
                        label=wanted
                        text=with(|totals, _| of(totals.short, totals.with_need))
                        value=with(|totals, _| totals.short.to_string())
                        note=with(|totals, _| others(totals))
                        card=card(short_card)
                    />
                    <Figure
                        label="Flat 3× is wrong for".to_owned()
                        text=with(|totals, _| of(totals.too_little + totals.too_much, totals.with_need))
                        value=with(|totals, _| (totals.too_little + totals.too_much).to_string())
                        note=with(|totals, _| wrong_for(totals))
                        card=card(flat_card)
                    />
                </When>
                <When shown=of_needs(false)>
                    <p class="trio-words">{with(|totals, _| nobodys_need(totals))}</p>
                </When>
            </div>
        </When>
    }
}

fn of(part: usize, whole: usize) -> String {
    format!("{} of {}", format::count(part as f64), format::count(whole as f64))
}

fn left_card(totals: &Totals, currency: Currency) -> FormulaCard {
    FormulaCard {
        title: "Left to quota".to_owned(),
        words: "What the reps who are not at quota yet still have to bring, added up. What others booked over their quota does not count against it.".to_owned(),
        formula: "sum over reps of max(0, quota − booked − what comes in without a deal)".to_owned(),
        steps: left_steps(totals, currency),
        source: "the kept deals and quotas".to_owned(),
        leaves_out: "Reps without a quota.".to_owned(),
    }
}

/// Quotas, less what is in, and what of that counts for nobody else: they add up to what is left.
fn left_steps(totals: &Totals, currency: Currency) -> Vec<(String, String)> {
    let some = |what: &str, sign: &str, amount: Money| {
        let written = || format!("{sign}{}", format::money(amount, currency));
        amount.is_positive().then(|| step(what, written()))
    };
    [
        Some(step("Quotas", format::money(totals.quota, currency))),
        Some(step("Booked so far", format!("− {}", format::money(totals.booked, currency)))),
        some("Still comes in without a deal", "− ", totals.ahead),
        some("Of these over a rep's own quota", "+ ", totals.over),
        Some(step("Left", format::money(totals.left, currency))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn short_card(totals: &Totals, _: Currency) -> FormulaCard {
    FormulaCard {
        title: "Short of the wanted chance".to_owned(),
        words: "How many reps have less pipeline than they need for the chance of quota that you want. Whose pipeline is not typed is not counted. Where a rep's own deals are too few to tell, only who lacks even the least that may be needed is counted, and who has even the most is on course.".to_owned(),
        formula: "chance of quota with the pipeline now < wanted chance".to_owned(),
        steps: vec![
            ("Reps with something left and a need".to_owned(), format::count(totals.with_need as f64)),
            by_forecast(totals),
            ("Short".to_owned(), format::count(totals.short as f64)),
            ("Too uncertain to say".to_owned(), format::count(totals.untold as f64)),
            ("As of".to_owned(), format::date(totals.as_of)),
        ],
        source: joined([
            (totals.forecast > 0).then_some("Forecasts: individual risk model for open deals, collective risk model for new ones (Panjer, 1981), a shared factor for the period (Hougaard, 2000)."),
            (totals.forecast < totals.with_need).then_some("Equal deals: beta-binomial distribution (Skellam, 1948) of each rep's posterior win rate."),
        ]),
        leaves_out: left_out(totals),
    }
}

fn flat_card(totals: &Totals, _: Currency) -> FormulaCard {
    FormulaCard {
        title: "Flat 3× is wrong".to_owned(),
        words: "For how many reps 3× lies outside what the likely range of their win rate asks for. Where the range holds 3×, nobody can say that it is wrong. A need by forecast is taken as about as much larger as the win rate is smaller.".to_owned(),
        formula: "3× < need at the high end of the win rate, or 3× > need at its low end".to_owned(),
        steps: vec![
            by_forecast(totals),
            ("Too little for".to_owned(), format::count(totals.too_little as f64)),
            ("Too much for".to_owned(), format::count(totals.too_much as f64)),
            ("May be right for".to_owned(), format::count(totals.may_be_right() as f64)),
        ],
        source: format!("each rep's own deals as of {}; ranges are 8 in 10", format::date(totals.as_of)),
        leaves_out: left_out(totals),
    }
}

/// How many of the needs are forecasts.
fn by_forecast(totals: &Totals) -> (String, String) {
    step("Of them by forecast, the others by equal deals", of(totals.forecast, totals.with_need))
}

fn left_out(totals: &Totals) -> String {
    joined([
        (totals.forecast > 0).then_some(LEFT_OUT_OF_FORECASTS),
        (totals.forecast < totals.with_need).then_some(EQUAL_DEALS),
    ])
}

fn joined<const N: usize>(said: [Option<&str>; N]) -> String {
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What no forecast knows.
const LEFT_OUT_OF_FORECASTS: &str =
    "What nobody can read off a deal's age: who sits at the table, a new price, a new market.";

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_steps_of_what_is_left_add_up() {
        let units = |units| Money::from_units(units).unwrap();
        let totals = Totals {
            quota: units(1_000_000.0),
            booked: units(900_000.0),
            ahead: units(50_000.0),
            over: units(200_000.0),
            left: units(250_000.0),
            ..Totals::none(date(2026, 11, 21))
        };
        let steps = left_steps(&totals, Currency::Usd);
        let amounts: Vec<&str> = steps.iter().map(|(_, amount)| amount.as_str()).collect();
        let all = ["USD 1000000", "− USD 900000", "− USD 50000", "+ USD 200000", "USD 250000"];
        assert_eq!(amounts, all);
    }
}
