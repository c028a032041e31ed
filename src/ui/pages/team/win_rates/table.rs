//! The definitions side by side: a row each.

use super::cards;
use super::words::{self, Counted};
use crate::domain::{Interval, WinRateDefinition};
use crate::engine::win_rate_definitions::DefinedRate;
use crate::ui::components::formula_card::{CardDesk, FormulaCard};
use crate::ui::components::sentence::{Sentence, SentenceView};
use crate::ui::format;
use jiff::civil::Date;
use leptos::prelude::*;

/// A row as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    name: &'static str,
    counts: &'static str,
    is_chosen: bool,
    shown: Result<Shown, Sentence>,
}

/// A rate as it is written.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    rate: String,
    share: f64,
    range: Option<(Interval, String)>,
    rests_on: String,
    coverage: String,
    coverage_range: Option<String>,
    card: FormulaCard,
}

/// The rows of the definitions, in their order.
pub fn rows(
    rates: &[DefinedRate],
    chosen: WinRateDefinition,
    counted: Counted,
    as_of: Date,
) -> Vec<Row> {
    let row = |(definition, rate): (WinRateDefinition, &DefinedRate)| {
        Some(Row {
            name: words::name(definition),
            counts: words::counts(definition),
            is_chosen: definition == chosen,
            shown: match words::why_not(definition, *rate, counted) {
                Some(why) => Err(why),
                None => Ok(shown(definition, *rate, as_of)?),
            },
        })
    };
    WinRateDefinition::ALL.into_iter().zip(rates).filter_map(row).collect()
}

fn shown(definition: WinRateDefinition, defined: DefinedRate, as_of: Date) -> Option<Shown> {
    let DefinedRate::Rate { rate, range, deals, break_even, .. } = defined else { return None };
    Some(Shown {
        rate: format::rate(rate),
        share: rate.share(),
        range: range.map(|range| (range, words::range(range))),
        rests_on: words::rests_on(deals),
        coverage: words::coverage(break_even),
        coverage_range: range.map(words::coverage_range),
        card: cards::card(definition, defined, as_of)?,
    })
}

/// The table.
#[component]
pub fn DefinitionTable(rows: Vec<Row>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <DefinitionRow row /> }).collect_view();
    // The roles hold on a phone too, where a row is a card and no table for the browser.
    view! {
        <table class="definitions" role="table" aria-label="Win rates by definition">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">"Definition"</th>
                    <th role="columnheader" scope="col">"Win rate"</th>
                    <th role="columnheader" scope="col">"Likely range " <span>"8 in 10"</span></th>
                    <th role="columnheader" scope="col">"Rests on"</th>
                    <th role="columnheader" scope="col">"Coverage " <span>"that breaks even"</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

#[component]
fn DefinitionRow(row: Row) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let Row { name, counts, is_chosen, shown } = row;
    let chip = is_chosen.then(|| view! { <span class="chip">"The team's"</span> });
    let cells = match shown {
        Err(why) => view! {
            <td role="cell" class="why-not" colspan="4" aria-colspan="4">
                <SentenceView sentence=why />
            </td>
        }
        .into_any(),
        Ok(Shown { rate, share, range, rests_on, coverage, coverage_range, card }) => {
            let (span, words) = range.unzip();
            let bar = span.map(|span| view! { <RangeBar span share /> });
            view! {
                <td role="cell" data-label="Win rate">
                    <button type="button" aria-haspopup="dialog" on:click=move |_| desk.open(card.clone())>
                        <data value=share.to_string()>{rate}</data>
                        <span class="visually-hidden">", how it is worked out"</span>
                    </button>
                </td>
                <td role="cell" data-label="Likely">
                    {bar}
                    <span class="ends">{words.unwrap_or_else(|| "–".to_owned())}</span>
                </td>
                <td role="cell" data-label="Rests on">{rests_on}</td>
                <td role="cell" data-label="Coverage">
                    <b>{coverage}</b>
                    <span class="note">{coverage_range}</span>
                </td>
            }
            .into_any()
        }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {name}
                {chip}
                <span class="note">{counts}</span>
            </th>
            {cells}
        </tr>
    }
}

/// The range between 0% and 100%, with the rate in it.
#[component]
fn RangeBar(span: Interval, share: f64) -> impl IntoView {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let wide = span.high.share() - span.low.share();
    view! {
        <span class="range-bar" aria-hidden="true">
            <span
                class="span"
                style:inset-inline-start=percent(span.low.share())
                style:inline-size=percent(wide)
            ></span>
            <span class="at" style:inset-inline-start=percent(share)></span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Multiple, Rate};
    use jiff::civil::date;

    #[test]
    fn a_row_has_figures_or_says_why_not() {
        let rate = DefinedRate::Rate {
            rate: Rate::clamped(0.5),
            range: None,
            deals: 2,
            break_even: Multiple::new(2.0),
            created_before: None,
        };
        let counted = Counted { months: 12, undated: false };
        let rates = [rate, DefinedRate::LostWithoutAmount, rate, rate, DefinedRate::NothingDecided];
        let rows = rows(&rates, WinRateDefinition::StaleAsLost, counted, date(2018, 1, 1));
        let chosen: Vec<bool> = rows.iter().map(|row| row.is_chosen).collect();
        assert_eq!(chosen, [false, false, true, false, false]);
        let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
        assert_eq!(
            names,
            [
                "(a) By count",
                "(b) By value",
                "(c) Stale as lost",
                "(d) Of all created",
                "(e) In the end"
            ]
        );
        let is_shown: Vec<bool> = rows.iter().map(|row| row.shown.is_ok()).collect();
        assert_eq!(is_shown, [true, false, true, true, false]);
        let first = rows[0].shown.as_ref().unwrap();
        assert_eq!((first.rate.as_str(), first.coverage.as_str()), ("50%", "2.0×"));
        assert_eq!((first.rests_on.as_str(), &first.coverage_range), ("2 deals", &None));
    }
}
