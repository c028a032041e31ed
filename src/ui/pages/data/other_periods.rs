//! Quotas that were set before the company's periods changed.

use crate::domain::PeriodLength;
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// Says that quotas for other periods are kept, and carries them over. Nothing where there are
/// none that could be.
#[component]
pub fn OtherPeriods() -> impl IntoView {
    let state = TeamState::here();
    let found = Memo::new(move |_| {
        state.team.with(|team| {
            let calendar = team.settings.calendar;
            let could = team.reps.iter().filter(|rep| (*rep).clone().refit_quotas(calendar) > 0);
            (could.count(), calendar.length())
        })
    });
    move || {
        let (reps, length) = found.get();
        let periods = match length {
            PeriodLength::Month => "months",
            PeriodLength::Quarter => "quarters",
            PeriodLength::Year => "years",
        };
        (reps > 0).then(|| {
            view! {
                <section class="beside other-periods">
                    <p>
                        {format!(
                            "{} for other periods are kept, and count for none of these {periods}. Carried over, longer ones are divided evenly and shorter ones added up.",
                            format::counted(reps as u64, "rep's quotas", "reps' quotas"),
                        )}
                    </p>
                    <button class="button" type="button" on:click=move |_| state.refit_quotas()>
                        {format!("Carry them over to {periods}")}
                    </button>
                </section>
            }
        })
    }
}
