//! *Check it on your own past*: would the forecast have been right?

mod cards;
mod decisions;
mod figures;
#[cfg(test)]
mod made_up;
mod methods;
mod picture;
mod words;

use crate::ui::components::sentence::{Sentence, SentenceView};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::team::{PastFound, TeamLook};
use decisions::Decisions;
use figures::Figures;
use leptos::prelude::*;
use methods::Methods;
use picture::ReliabilityPicture;
use std::sync::Arc;

/// The question that it answers.
pub const QUESTION: &str = "Would it have been right?";

/// What the replay of a team's past found; the team is the one that is looked at.
#[component]
pub fn PastCheckReport() -> impl IntoView {
    let look = TeamLook::here();
    let (found, mornings) = (look.past_found(), look.past_so_far());
    // What chances are worth is asked for here even where no forecast is told.
    Effect::new(move |_| {
        if look.now.with(Option::is_some) {
            look.check_past();
        }
    });
    let waits = flag(move || found.with(Option::is_none) && look.failed.with(Option::is_none));
    let said = Memo::new(move |_| match look.failed.get() {
        Some(why) => Some(Sentence::of(why)),
        None => found.get().and_then(|found| words::why_not(&found)),
    });
    let report = move || {
        let found = found.get().filter(|found| words::why_not(found).is_none())?;
        Some(view! { <Report found /> })
    };
    view! {
        <div class="past-check" aria-busy=text(move || waits.get().to_string())>
            <div role="status">
                <When shown=waits>
                    <p>"Replaying the past, morning by morning…"</p>
                </When>
                {move || said.get().map(|sentence| view! { <p class="finding"><SentenceView sentence /></p> })}
            </div>
            <When shown=waits>
                <Progress mornings />
            </When>
            {report}
        </div>
    }
}

/// How far it is: with tens of thousands of deals a morning takes a second or two.
#[component]
fn Progress(mornings: Memo<Option<(usize, usize)>>) -> impl IntoView {
    let percent = move || mornings.get().map(words::percent);
    let so_far = text(move || mornings.get().map(words::so_far).unwrap_or_default());
    view! {
        <div class="progress-place">
            <progress aria-label="Mornings replayed" max="100" value=percent></progress>
            <p class="sub">{so_far}</p>
        </div>
    }
}

#[component]
fn Report(found: Arc<PastFound>) -> impl IntoView {
    let check = &found.check;
    view! {
        <div class="answer" role="group" aria-label="Verdict">
            <p class="figure words">{words::verdict(check)}</p>
            <p>{words::verdict_sentence(&found)}</p>
        </div>
        <Figures found=found.clone() />
        <section class="replayed" aria-label="What was replayed">
            <p>{words::what(&found)}</p>
            <p><SentenceView sentence=words::quotas(&found) /></p>
            <p class="sub">{words::NOT_KNOWN}</p>
        </section>
        <Methods found=found.clone() />
        <ReliabilityPicture found=found.clone() />
        <Decisions found=found.clone() />
    }
}
