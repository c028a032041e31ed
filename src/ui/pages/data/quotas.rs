//! What each rep is to bring in: a grid of reps and periods.

use super::nobody_yet::NobodyYet;
use super::other_periods::OtherPeriods;
use super::paste::PasteCells;
use super::unsure_quotas::UnsureQuotas;
use crate::domain::{
    Currency, Money, Period, PeriodLength, Quota, QuotaSource, Rep, RepId, day, divided,
};
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::text_field::TextField;
use crate::ui::format;
use crate::ui::route::{DataPlace, Route, Whose};
use crate::ui::team::{List, Source, TeamState};
use jiff::ToSpan;
use leptos::prelude::*;

/// The grid of one fiscal year.
#[component]
pub fn QuotasPage() -> impl IntoView {
    let state = TeamState::here();
    let calendar = Memo::new(move |_| state.team.with(|team| team.settings.calendar));
    let year = Memo::new(move |_| {
        let chosen = state.quotas.with(|seen| seen.year);
        chosen.unwrap_or_else(|| calendar.get().fiscal_year(state.period()))
    });
    let reps = state.names();
    let step = move |by: i16| {
        move |_| {
            let year = year.get_untracked();
            let year = year.saturating_add(by).clamp(1970, 2200);
            state.quotas.update(|seen| seen.year = Some(year));
        }
    };
    let is_known = Memo::new(move |_| state.knows_period());
    let grid = move || {
        // Nobody types into a year that is about to change.
        if !is_known.get() {
            return view! { <p role="status">"Counting the deals…"</p> }.into_any();
        }
        let periods = calendar.get().periods_of_year(year.get());
        let with_year = calendar.get().length() != PeriodLength::Year;
        let mut columns = vec!["Rep".to_owned()];
        let length = calendar.get().length();
        let names = periods.iter().enumerate();
        if with_year {
            columns.push("Year, divided evenly".to_owned());
        }
        columns.extend(names.map(|(at, period)| period_name(*period, at, length)));
        let reps = reps.get();
        let rows = reps.len();
        if rows == 0 {
            return ().into_any();
        }
        let row: RowOf = Box::new(move |at| {
            let Some((id, name)) = reps.get(at).cloned() else { return Vec::new() };
            let mut cells = vec![name.clone().into_any()];
            if with_year {
                let (name, periods) = (name.clone(), periods.clone());
                cells.push(view! { <YearCell id name periods /> }.into_any());
            }
            cells.extend(periods.iter().map(|period| {
                view! { <QuotaCell id name=name.clone() period=*period /> }.into_any()
            }));
            cells
        });
        view! {
            <div class="quota-grid">
                <DataTable name="Quotas" columns rows row />
            </div>
        }
        .into_any()
    };
    let empty = move || {
        reps.with(Vec::is_empty).then(|| {
            view! {
                <NobodyYet words="No rep is known yet: bring in your deals, add your reps, or bring a sheet of quotas that names them.">
                    <a class="button" href=Route::Data(DataPlace::Reps).href()>
                        "Add your reps"
                    </a>
                </NobodyYet>
            }
        })
    };
    view! {
        {empty}
        <div class="quota-bar">
            <div class="buttons">
                <button class="button" type="button" on:click=step(-1)>
                    "Year before"
                </button>
                <p class="year" role="status">
                    {move || is_known.get().then(|| format!("Fiscal year {}", year.get()))}
                </p>
                <button class="button" type="button" on:click=step(1)>
                    "Year after"
                </button>
            </div>
            <div class="buttons">
                <FileButton
                    words="Add a sheet of quotas"
                    accept=TABLES
                    on_file=move |file| state.bring_list(&Source::File(file), List::Quotas)
                />
                <StandIn />
            </div>
        </div>
        <UnsureQuotas />
        <OtherPeriods />
        {grid}
        <PasteCells list=List::Quotas />
        <p>
            <a class="button primary" href=Whose::Own.team().href()>
                "See what each needs"
            </a>
        </p>
    }
}

/// Last year's bookings in the place of quotas that nobody set.
#[component]
fn StandIn() -> impl IntoView {
    let state = TeamState::here();
    let there = Memo::new(move |_| {
        state
            .summary
            .with(|summary| summary.as_ref().is_some_and(|summary| !summary.stand_ins.is_empty()))
    });
    // The first decision, where the period of a year ago had begun before it.
    let known_from = move || {
        let first = state.summary.with_untracked(|summary| summary.as_ref()?.decided)?.start;
        let year_ago = untrack(|| state.period()).start.saturating_sub(12.months());
        (year_ago < first).then_some(first)
    };
    let take = move |_| {
        let stand_ins = state
            .summary
            .with_untracked(|summary| summary.as_ref().map(|summary| summary.stand_ins.clone()));
        let mut reps = state.team.with_untracked(|team| team.reps.clone());
        let mut taken = 0_u64;
        for rep in &mut reps {
            let stand_in = stand_ins.as_ref().and_then(|stand_ins| stand_ins.get(&rep.name));
            if let Some(quota) = stand_in.filter(|quota| rep.quota(quota.period).is_none()) {
                rep.set_quota(*quota);
                taken += 1;
            }
        }
        if taken == 0 {
            let sentence =
                "Whoever booked something a year ago has a quota for this period already.";
            state.notice.set(Some(sentence.to_owned()));
            return;
        }
        let sentence = format!(
            "What {} booked in this period a year ago stands in as their quota.{}",
            format::counted(taken, "rep", "reps"),
            known_from().map_or_else(String::new, |day| format!(
                " No deal is known to be decided before {}, so that is a part of the period only.",
                format::date(day)
            ))
        );
        state.take_reps_undoably(reps, &sentence);
    };
    move || {
        there.get().then(|| {
            view! {
                <button class="button" type="button" on:click=take>
                    "Last year's bookings as a stand-in"
                </button>
            }
        })
    }
}

#[component]
fn QuotaCell(id: RepId, name: String, period: Period) -> impl IntoView {
    let state = TeamState::here();
    let currency = currency_of(state);
    let quota = Memo::new(move |_| state.team.with(|team| rep_of(&team.reps, id)?.quota(period)));
    let value = Signal::derive(move || {
        quota
            .get()
            .map(|quota| format::typed_money(quota.amount, currency.get()))
            .unwrap_or_default()
    });
    let mark = move || match quota.get().map(|quota| quota.source) {
        Some(QuotaSource::StandIn) => Some("stand-in"),
        Some(QuotaSource::Divided) => Some("divided"),
        Some(QuotaSource::Set) | None => None,
    };
    let take = move |text: String| {
        let amount = read_amount(&text, currency.get_untracked())?;
        state.change_rep(id, |rep| set_quota(rep, period, amount, QuotaSource::Set));
        Ok(())
    };
    view! {
        <TextField
            label=format!("Quota of {name} from {}", format::date(period.start))
            id=format!("quota-{id}-{}", day::written(period.start))
            label_hidden=true
            value
            take
        />
        <span class="mark-note">{mark}</span>
    }
}

#[component]
fn YearCell(id: RepId, name: String, periods: Vec<Period>) -> impl IntoView {
    let state = TeamState::here();
    let currency = currency_of(state);
    let all = periods.clone();
    let value = Signal::derive(move || {
        let sum: Option<Money> = state.team.with(|team| {
            let rep = rep_of(&team.reps, id)?;
            all.iter().map(|period| rep.quota(*period).map(|quota| quota.amount)).sum()
        });
        sum.map(|sum| format::typed_money(sum, currency.get())).unwrap_or_default()
    });
    let take = move |text: String| {
        let amount = read_amount(&text, currency.get_untracked())?;
        let parts = u8::try_from(periods.len()).unwrap_or(1);
        let shares = amount.map(|amount| divided(amount, parts));
        state.change_rep(id, |rep| {
            for (at, period) in periods.iter().enumerate() {
                let share = shares.as_ref().and_then(|shares| shares.get(at)).copied();
                set_quota(rep, *period, share, QuotaSource::Divided);
            }
        });
        Ok(())
    };
    view! {
        <TextField
            label=format!("Quota of {name} for the year, divided evenly")
            id=format!("quota-{id}-year")
            label_hidden=true
            value
            take
        />
    }
}

pub fn rep_of(reps: &[Rep], id: RepId) -> Option<&Rep> {
    reps.iter().find(|rep| rep.id == id)
}

pub fn set_quota(rep: &mut Rep, period: Period, amount: Option<Money>, source: QuotaSource) {
    match amount {
        Some(amount) => rep.set_quota(Quota { period, amount, source }),
        None => rep.quotas.retain(|quota| quota.period != period),
    }
}

/// An amount, or none where the cell was emptied.
pub fn read_amount(text: &str, currency: Currency) -> Result<Option<Money>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let units = Quantity::Money(currency).read(text, Limits::MONEY)?;
    Ok(Money::from_units(units))
}

pub fn currency_of(state: TeamState) -> Memo<Currency> {
    Memo::new(move |_| state.team.with(|team| team.settings.currency))
}

/// "Q2, from Apr 2026"
fn period_name(period: Period, at: usize, length: PeriodLength) -> String {
    let month = format::month(period.start);
    match length {
        PeriodLength::Month => month,
        PeriodLength::Quarter => format!("Q{}, from {month}", at + 1),
        PeriodLength::Year => format!("From {month}"),
    }
}

/// The months, as lists offer them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
