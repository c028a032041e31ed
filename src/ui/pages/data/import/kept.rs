//! What is kept already.

use crate::ui::format;
use crate::ui::route::{DataPlace, Route, Whose};
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// The deals that are kept, and what to do next. Nothing while there are none.
#[component]
pub fn KeptNow() -> impl IntoView {
    let state = TeamState::here();
    move || {
        let (deals, quotas) = state
            .team
            .with(|team| (team.deals.deals(), team.reps.iter().any(|rep| !rep.quotas.is_empty())));
        (deals > 0).then(|| {
            let counted = state.counted_now().map(|summary| {
                let of = summary.deals;
                let count = |number: usize| format::count(number as f64);
                let line = format!(
                    "{} won, {} lost, {} open, of {}",
                    count(of.won),
                    count(of.lost),
                    count(of.open),
                    format::counted(summary.reps.len() as u64, "rep", "reps")
                );
                let decided = summary.decided.map(|decided| {
                    let last = decided.last_day();
                    format!(", decided {} to {}", format::date(decided.start), format::date(last))
                });
                line + &decided.unwrap_or_default()
            });
            let (to, words) = if quotas {
                (Whose::Own.team(), "See what each rep needs")
            } else {
                (Route::Data(DataPlace::Quotas), "Next: set the quotas")
            };
            view! {
                <section class="kept-now" aria-label="What is kept">
                    <p>
                        <b>{format::counted(deals as u64, "deal is kept", "deals are kept")}</b>
                        {counted.map(|line| format!(": {line}."))}
                    </p>
                    <a class="button primary" href=to.href()>
                        {words}
                    </a>
                </section>
            }
        })
    }
}
