//! What is kept already.

use crate::ui::components::sentence::{Sentence, SentenceView};
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
            let summary = state.counted_now();
            let unreadable = summary.as_ref().filter(|summary| summary.unreadable > 0);
            let kept = match unreadable.map(|summary| &summary.deals) {
                Some(of) => format!(
                    "{} of {} can be read",
                    format::count((of.won + of.lost + of.open) as f64),
                    format::counted(deals as u64, "kept deal", "kept deals"),
                ),
                None => format::counted(deals as u64, "deal is kept", "deals are kept"),
            };
            let way_back = unreadable.map(|_| {
                let storage = Route::Data(DataPlace::Storage);
                Sentence::of("To have the others back, ")
                    .way("go back to a snapshot under Data, Storage", storage)
                    .then(", ")
                    .way("load a file that you saved", Route::Data(DataPlace::Backup))
                    .then(", or bring the export in once more.")
            });
            let counted = summary.map(|summary| {
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
                        <b>{kept}</b>
                        {counted.map(|line| format!(": {line}."))}
                    </p>
                    {way_back.map(|words| view! { <p><SentenceView sentence=words /></p> })}
                    <a class="button primary" href=to.href()>
                        {words}
                    </a>
                </section>
            }
        })
    }
}
