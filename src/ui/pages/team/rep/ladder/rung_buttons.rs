//! The names of the rungs: buttons over the picture, each of which opens its rung's card.

use super::{cards, words};
use crate::charts::ladder_steps::{LadderSteps, Row};
use crate::domain::Currency;
use crate::engine::ladder::Rung;
use crate::engine::ladder_seen::LadderSeen;
use crate::ui::components::formula_card::CardDesk;
use crate::ui::derive::text;
use leptos::prelude::*;

/// Rungs of a ladder.
const RUNGS: usize = 6;

/// A button a rung, as high as its row.
#[component]
pub fn RungButtons(
    /// Where the rows are.
    model: Memo<Option<LadderSteps>>,
    /// What they say.
    ladder: Signal<Option<LadderSeen>>,
    /// The currency that amounts are in.
    currency: Signal<Currency>,
) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let button = move |at: usize| {
        let px = move |read: fn(&Row) -> f64| {
            text(move || {
                let read =
                    |model: &LadderSteps| Some(format!("{:.1}px", read(model.rows.get(at)?)));
                model.with(|model| model.as_ref().and_then(read)).unwrap_or_default()
            })
        };
        let said = move |write: fn(&Rung, &LadderSeen) -> String| {
            text(move || ladder.with(|seen| of_rung(seen.as_ref(), at, write)).unwrap_or_default())
        };
        let open = move |_| {
            let card = |rung: &Rung, seen: &LadderSeen| {
                cards::of_rung(rung, seen, currency.get_untracked())
            };
            if let Some(card) = ladder.with_untracked(|seen| of_rung(seen.as_ref(), at, card)) {
                desk.open(card);
            }
        };
        view! {
            <button
                type="button"
                aria-haspopup="dialog"
                aria-label=said(spoken)
                style:top=px(|row| row.area.top)
                style:height=px(|row| row.area.height())
                on:click=open
            >
                <span style:top=px(|row| row.name_area.top - row.area.top)>
                    {said(|rung, seen| words::name(rung.kind, seen))}
                </span>
            </button>
        }
    };
    view! { <div class="rung-buttons">{(0..RUNGS).map(button).collect_view()}</div> }
}

fn of_rung<T>(
    seen: Option<&LadderSeen>,
    at: usize,
    write: impl Fn(&Rung, &LadderSeen) -> T,
) -> Option<T> {
    let seen = seen?;
    Some(write(seen.ladder.rungs.get(at)?, seen))
}

/// "Own win rate, 1 ÷ 22%: 4.5×, how it is worked out"
fn spoken(rung: &Rung, seen: &LadderSeen) -> String {
    format!("{}: {}, how it is worked out", words::name(rung.kind, seen), words::value(rung, seen))
}
