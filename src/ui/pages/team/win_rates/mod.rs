//! The win-rate lab: every definition of a win rate side by side, of the team or of a rep.

pub(super) mod cards;
mod choice;
mod table;
pub mod words;

use super::as_of::AsOfControl;
use crate::domain::{RepId, WinRateDefinition};
use crate::engine::counted_deals::OwnRate;
use crate::engine::rep_now::{FiguresFrom, RateUsed, RepNow};
use crate::engine::win_rate_definitions::DefinedRate;
use crate::ui::components::sentence::{Sentence, SentenceView};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::{Now, TeamLook};
use choice::TeamsChoice;
use leptos::prelude::*;
use table::{DefinitionTable, rows};
use words::Counted;

/// The page of the team, or of a rep.
#[component]
pub fn WinRatesPage(
    /// The rep; none for the whole team.
    rep: Option<RepId>,
) -> impl IntoView {
    let look = TeamLook::here();
    let lab = look.win_rates();
    let place = Memo::new(move |_| {
        look.reps.with(|reps| reps.iter().position(|each| Some(each.id) == rep))
    });
    let name = Memo::new(move |_| {
        let place = place.get()?;
        look.reps.with(|reps| reps.get(place).map(|rep| rep.name.clone()))
    });
    let missing = flag(move || rep.is_some() && look.is_there() && place.with(Option::is_none));
    let rates = Memo::new(move |_| {
        let lab = lab.get()?;
        Some(match (rep, place.get()) {
            (None, _) => lab.team.clone(),
            (Some(_), place) => lab.reps.get(place?)?.clone(),
        })
    });
    let team_rates = Memo::new(move |_| lab.get().map(|lab| lab.team.clone()));
    let counted = move |now: &Now| Counted {
        months: look.settings.with(|settings| settings.look_back.months()),
        undated: now.team.undated,
    };
    let nothing = Memo::new(move |_| {
        look.now.with(|now| now.as_ref().is_some_and(|now| !has_deals(now, rep, place.get())))
    });
    let said = Memo::new(move |_| {
        let who = name.get().unwrap_or_else(|| "the team".to_owned());
        match (look.failed.get(), nothing.get(), rates.get()) {
            (Some(why), ..) => Sentence::of(why),
            (None, true, _) => no_deals(&who),
            (None, false, Some(rates)) => Sentence::of(words::spread(&rates).unwrap_or_default()),
            (None, false, None) => Sentence::of("Working the win rates out…"),
        }
    });
    let used = Memo::new(move |_| {
        let now = look.now.get()?;
        used(now.team.reps.get(place.get()?)?)
    });
    let table = move || {
        let (rates, now) = (rates.get()?, look.now.get()?);
        let shown = !nothing.get();
        shown.then(|| {
            let chosen = look.settings.with(|settings| settings.win_rate);
            let rows = rows(&rates, chosen, counted(&now), now.as_of);
            view! { <DefinitionTable rows /> }
        })
    };
    let title = text(move || {
        let who = name.get().map_or_else(|| "the team's".to_owned(), |name| possessive(&name));
        format!("What is {who} win rate?")
    });
    Effect::new(move |_| document().set_title("Win rates · Ridealong"));
    let back = move || match (rep.filter(|_| place.with(Option::is_some)), name.get()) {
        (Some(rep), Some(name)) => (look.whose.rep(rep).href(), name),
        _ => (look.whose.team().href(), "Team".to_owned()),
    };
    view! {
        <When shown=missing>
            <h1 tabindex="-1">"This rep is not in the team"</h1>
        </When>
        <When shown=flag(move || !missing.get())>
            <header class="page">
                <div>
                    <p class="sub">
                        <a class="crumb" href=move || back().0>{move || back().1}</a>
                    </p>
                    <h1 tabindex="-1">{title}</h1>
                </div>
                <AsOfControl />
            </header>
            <div class="win-rates">
                <p class="lead" role="status">
                    {move || view! { <SentenceView sentence=said.get() /> }}
                </p>
                <p class="lead">{text(move || used.get().unwrap_or_default())}</p>
                {table}
                <TeamsChoice rates=team_rates />
                <Traps rates />
            </div>
        </When>
    }
}

/// What each definition walks into, and what none of them tells.
#[component]
fn Traps(rates: Memo<Option<Vec<DefinedRate>>>) -> impl IntoView {
    let there = flag(move || rates.with(Option::is_some));
    view! {
        <When shown=there>
            <section class="traps" aria-labelledby="traps-title">
                <h2 id="traps-title">"Where each misleads"</h2>
                <ul>
                    {WinRateDefinition::ALL
                        .map(|definition| view! { <li>{words::trap(definition)}</li> })
                        .collect_view()}
                    <li>{words::NOISE}</li>
                    <li>{words::BREAK_EVEN}</li>
                </ul>
            </section>
        </When>
    }
}

/// Whether deals of the rep are kept; of the team, of anybody.
fn has_deals(now: &Now, rep: Option<RepId>, place: Option<usize>) -> bool {
    let from_deals = |rep: &RepNow| rep.from == FiguresFrom::Deals;
    match rep {
        None => now.unowned > 0 || now.team.reps.iter().any(from_deals),
        Some(_) => place.and_then(|place| now.team.reps.get(place)).is_some_and(from_deals),
    }
}

fn no_deals(who: &str) -> Sentence {
    Sentence::of(format!("No deal of {who} is kept, and what was typed is one win rate alone: "))
        .way("bring in deals", Route::Data(DataPlace::Import))
        .then(" to see what each definition makes of them.")
}

/// Which rate the figures of a rep use.
fn used(rep: &RepNow) -> Option<String> {
    let RateUsed::Trusted(OwnRate { rate, by, .. }) = rep.rate else { return None };
    if rep.from != FiguresFrom::Deals {
        return None;
    }
    let likely = rate.likely.map(|range| format!(", likely {}", words::range(range)));
    Some(format!(
        "The rep's figures use {}{}: {}, drawn to the rate of the rep's group as far as {}{} say too little. Own deals weigh {}.",
        format::rate(rate.trusted),
        likely.unwrap_or_default(),
        words::name(by),
        if by.counts_deals() { "" } else { "what is worth " },
        format::counted(rate.decided.count(), "deal", "deals"),
        format::whole_percent(rate.own_weight.share()),
    ))
}

/// "Dana Okafor's", "James'"
fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_belongs_to_somebody() {
        assert_eq!((possessive("Dana"), possessive("James")), ("Dana's".into(), "James'".into()));
        assert!(no_deals("Dana").text().starts_with("No deal of Dana is kept"));
    }
}
