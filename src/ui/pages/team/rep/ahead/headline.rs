//! Need and chance by the forecast, first and large.

use super::super::super::seen_words::{flat_in_headline, has_ahead, needed_ahead};
use super::super::ladder::{a_chance, deals_needed, need_card};
use super::super::{RepState, headline};
use crate::domain::{Currency, Rate};
use crate::engine::pipeline_need::{MOST_DEALS, PipelineNeed};
use crate::engine::rep_seen::{Ahead, RepSeen};
use crate::ui::announcer::Announcer;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::pages::calculate::answer_frame::BigFigure;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// What the rep really needs.
#[component]
pub fn HeadlineAhead() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let has_number =
        flag(move || state.ahead(|ahead| needed_ahead(&ahead).is_ok()).unwrap_or_default());
    let said = text(move || {
        let wanted = look.settings.with(|settings| settings.wanted_chance);
        let (name, currency) = (state.name.get(), state.currency.get());
        state
            .seen(|seen| Some(sentence(&name, seen, seen.ahead.as_ref()?, wanted, currency)))
            .flatten()
            .unwrap_or_default()
    });
    let needed = text(move || {
        state.ahead(|ahead| needed_ahead(&ahead).unwrap_or_default()).unwrap_or_default()
    });
    let value = text(move || state.ahead(|ahead| exact(&ahead)).unwrap_or_default());
    let card = Callback::new(move |()| {
        let currency = state.currency.get_untracked();
        state.full.with_untracked(|full| {
            full.as_ref()?.ladder.as_ref().map(|seen| need_card(seen, currency))
        })
    });
    view! {
        <Announcer sentence=said />
        <output class="answer rep-answer" aria-live="off">
            <When shown=has_number>
                <BigFigure
                    written=needed
                    value
                    name=text(move || headline::needed_aloud(&needed.get()))
                    card
                />
            </When>
            <p>{said}</p>
        </output>
    }
}

/// The exact need: a coverage, or a number of deals.
fn exact(ahead: &Ahead<'_>) -> String {
    if ahead.rep.in_deals {
        deals_needed(ahead.need).unwrap_or_default().to_string()
    } else {
        ahead.needed().map(|needed| needed.times().to_string()).unwrap_or_default()
    }
}

/// The answer's sentence, which goes on after the figure where there is one.
fn sentence(
    name: &str,
    seen: RepSeen<'_>,
    ahead: &Ahead<'_>,
    wanted: Rate,
    currency: Currency,
) -> String {
    let left = format::money_short(ahead.left, currency);
    let chance = format::chance_from_data(ahead.chance);
    let a_wanted = a_chance(wanted);
    let needs = match ahead.need {
        PipelineNeed::NoneNeeded => format!(
            "{name} needs no open pipeline for the {left} left: deals still to be created give {a_wanted} by themselves."
        ),
        PipelineNeed::CannotBeDone => format!(
            "Not even {} give {name} {a_wanted} of the {left} left.",
            not_even(ahead.rep.live)
        ),
        _ if ahead.rep.in_deals => format!(
            "in play is what {name} really needs on the {left} left, less than one average {}.",
            if ahead.rep.live == 0 { "deal" } else { "open deal" }
        ),
        need => format!("is what {name} really needs on the {left} left: {}.", deals(need, ahead)),
    };
    let has = match ahead.rep.live {
        0 => "No open deal can still be won".to_owned(),
        live if ahead.rep.in_deals => {
            format!("Open now: {}", format::counted(live as u64, "deal", "deals"))
        }
        _ => format!("The pipeline now is {}", has_ahead(ahead)),
    };
    let joined = if ahead.rep.live == 0 { ":" } else { "," };
    let flat = flat_in_headline(seen, currency);
    let is_missing = matches!(ahead.need, PipelineNeed::OwnMix { times, .. } if times > 1.0);
    let as_known = if is_missing && format::chance_from_data(wanted) == chance {
        ", the wanted one as nearly as it is known"
    } else {
        ""
    };
    format!("{needs} {has}{joined} a chance of quota of {chance}{as_known}.{flat}")
}

/// "500 deals like the 18 open now": the most that was looked at.
fn not_even(live: usize) -> String {
    let most = format::count(MOST_DEALS.max(2 * live) as f64);
    match live {
        0 => format!("{most} deals created today"),
        1 => format!("{most} deals like the one open now"),
        live => format!("{most} deals like the {} open now", format::count(live as f64)),
    }
}

/// "about 34 deals like the 18 open now"
fn deals(need: PipelineNeed, ahead: &Ahead<'_>) -> String {
    let deals = format::counted(deals_needed(need).unwrap_or_default(), "deal", "deals");
    match (need, ahead.rep.live) {
        (PipelineNeed::CreatedToday { .. }, _) => format!("{deals} created today"),
        (_, 1) => format!("about {deals} like the one open now"),
        (_, live) => format!("about {deals} like the {} open now", format::count(live as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::ladder::samples::seen_rep;
    use super::*;
    use crate::domain::Multiple;

    #[track_caller]
    fn case(need: PipelineNeed, live: usize, in_deals: bool, said: &str) {
        let (now, mut rep) = seen_rep();
        (rep.need, rep.live, rep.in_deals) = (Some(need), live, in_deals);
        let seen = RepSeen::new(&now, Some(&rep));
        let ahead = seen.ahead.unwrap();
        let sentence = sentence("Dana", seen, &ahead, Rate::clamped(0.8), Currency::Usd);
        assert_eq!(sentence, said);
    }

    #[test]
    fn every_kind_of_need_is_said() {
        let need = seen_rep().1.need.unwrap();
        case(
            need,
            18,
            false,
            "is what Dana really needs on the USD 410K left: about 34 deals like the 18 open now. The pipeline now is 3.1×, a chance of quota of 20%. Flat 3× would ask USD 1148K too little.",
        );
        case(
            need,
            18,
            true,
            "in play is what Dana really needs on the USD 410K left, less than one average open deal. Open now: 18 deals, a chance of quota of 20%. Flat 3× would ask USD 1148K too little.",
        );
        case(
            PipelineNeed::NoneNeeded,
            18,
            false,
            "Dana needs no open pipeline for the USD 410K left: deals still to be created give an 80% chance by themselves. The pipeline now is 3.1×, a chance of quota of 20%. Flat 3× would ask USD 1230K too much.",
        );
        case(
            PipelineNeed::CannotBeDone,
            18,
            false,
            "Not even 500 deals like the 18 open now give Dana an 80% chance of the USD 410K left. The pipeline now is 3.1×, a chance of quota of 20%.",
        );
        let coverage = Multiple::new(5.8).unwrap();
        let each = crate::domain::Money::from_hundredths(100);
        case(
            PipelineNeed::CreatedToday { deals: 9, each, coverage },
            0,
            false,
            "is what Dana really needs on the USD 410K left: 9 deals created today. No open deal can still be won: a chance of quota of 20%. Flat 3× would ask USD 1148K too little.",
        );
    }
}
