//! Need and chance, first and large.

use super::super::seen_words::flat_in_headline;
use super::super::words;
use super::RepState;
use crate::domain::Currency;
use crate::engine::by_range::ByRange;
use crate::engine::coverage::Answer;
use crate::engine::rep_now::{CountsTyped, FiguresFrom, NoChance, RepNow};
use crate::engine::rep_seen::RepSeen;
use crate::ui::announcer::Announcer;
use crate::ui::components::sentence::{Sentence, SentenceView};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::pages::calculate::answer_frame::BigFigure;
use crate::ui::pages::calculate::coverage::cards;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// What the rep really needs, or why there is no number. What is tried stands with the sliders.
#[component]
pub fn Headline() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let has_need =
        flag(move || state.now.with(|now| now.as_ref().is_some_and(|now| now.need.is_ok())));
    let said = Memo::new(move |_| {
        let failed = look.failed.get().map(Sentence::of);
        let waiting = if state.now.with(Option::is_none) { "Adding the deals up…" } else { "" };
        let currency = state.currency.get();
        let name = state.name.get();
        let need = state.now.with(|now| {
            let now = now.as_ref()?;
            now.need.as_ref().ok().map(|answer| sentence(&name, now, answer, currency))
        });
        let why_not =
            || failed.or_else(|| state.why_not()).unwrap_or_else(|| Sentence::of(waiting));
        need.unwrap_or_else(why_not)
    });
    let card = Callback::new(move |()| {
        let answer = state.now.with_untracked(|now| now.as_ref()?.need.ok())?;
        Some(cards::need(&answer, state.currency.get_untracked()))
    });
    view! {
        <Announcer sentence=text(move || said.with(Sentence::text)) />
        <output class="answer rep-answer" aria-live="off">
            <When shown=has_need>
                <BigFigure
                    written=state.written(words::needed)
                    value=state.written(|_, answer| value(answer))
                    name=state.written(|now, answer| needed_aloud(&words::needed(now, answer)))
                    card
                />
            </When>
            <p>{move || view! { <SentenceView sentence=said.get() /> }}</p>
        </output>
    }
}

/// The exact value of what is needed: a coverage, or a number of deals.
pub fn value(answer: &Answer) -> String {
    if words::is_in_deals(answer) {
        answer.need.deals.to_string()
    } else {
        answer.need.coverage.times().to_string()
    }
}

/// "5.6 times coverage needed", "2 deals needed"
pub fn needed_aloud(needed: &str) -> String {
    if needed.contains('×') {
        format!("{} coverage needed", needed.replace('×', " times"))
    } else {
        format!("{needed} needed")
    }
}

/// The answer's sentence, which goes on after the figure.
fn sentence(name: &str, now: &RepNow, answer: &Answer, currency: Currency) -> Sentence {
    let left = format::money_short(answer.question().left_to_quota, currency);
    let wins = format::counted(answer.wins, "win", "wins");
    let deals = format::counted(answer.need.deals, "deal", "deals");
    let in_deals = words::is_in_deals(answer);
    let (in_play, left) = if in_deals {
        ("in play ", format!("{left} left, less than one average deal"))
    } else {
        ("", format!("{left} left"))
    };
    let is_told = !now.is_told_as_range();
    let how = match now.not_typed.counts {
        _ if is_told && in_deals => format!(": {wins}."),
        _ if is_told => format!(": {wins}, so about {deals} in play."),
        CountsTyped::Both if now.no_chance() == Some(NoChance::OnThePast) => {
            ": a range, for on your own past a chance proved no better than a simple rule."
                .to_owned()
        }
        CountsTyped::Both => ": too few decided deals to tell it closer.".to_owned(),
        CountsTyped::One => {
            ": only one of won and lost is typed, so neither tells it closer.".to_owned()
        }
        CountsTyped::Neither => {
            ": won and lost are not typed, so nothing tells it closer.".to_owned()
        }
    };
    let really = if is_told { "really" } else { "likely" };
    let needs = format!("{in_play}is what {name} {really} needs on the {left}{how}");
    let flat = flat_in_headline(RepSeen::new(now, None), currency);
    let type_it = Route::Data(DataPlace::Typed);
    if now.not_typed.pipeline {
        return Sentence::of(format!(
            "{needs}{flat} No pipeline is typed, so there is no chance of quota: "
        ))
        .way("type it under Data, Type", type_it)
        .then(".");
    }
    let has = words::has(answer);
    let has = if in_deals { format!("worth about {}", average_deals(&has)) } else { has };
    let has_none = now.from == FiguresFrom::Deals && now.figures.live.deals == 0;
    let tells = match (now.chance(), now.by_range()) {
        (Some(chance), _) => {
            let joined = if has_none { ":" } else { "," };
            format!("{joined} a chance of quota of {}", format::chance_from_data(chance))
        }
        (None, Some(ByRange::Enough)) => {
            ": likely enough, for even the most that may be needed is there".to_owned()
        }
        (None, Some(ByRange::Short { .. })) => {
            ": likely too little, for even the least that may be needed is more".to_owned()
        }
        (None, _) => String::new(),
    };
    let has = if has_none {
        "There is no open deal now".to_owned()
    } else {
        format!("The pipeline now is {has}")
    };
    let said = Sentence::of(format!("{needs} {has}{tells}.{flat}"));
    if now.not_typed.counts == CountsTyped::Both {
        return said;
    }
    said.then(" ")
        .way("Type won and lost under Data, Type", type_it)
        .then(", for a chance of quota.")
}

/// "1 average deal", "4.7 average deals"
pub fn average_deals(deals: &str) -> String {
    format!("{deals} average {}", if deals == "1" { "deal" } else { "deals" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Rate};
    use crate::engine::counted_deals::own_rate;
    use crate::engine::coverage::{Question, WinRateSource, answer};
    use crate::engine::deal_figures::DealFigures;
    use crate::engine::goal::{Goal, RepQuota};
    use crate::engine::prior::{Decided, beta_prior};
    use crate::engine::rep_now::{NotTyped, RateUsed};

    fn now(decided: Decided, left: f64, not_typed: NotTyped) -> RepNow {
        let units = |units| Money::from_units(units).unwrap();
        let prior = beta_prior(&[decided]);
        let question = Question {
            left_to_quota: units(left),
            average_deal: units(10_000.0),
            win_rate: WinRateSource::Trusted {
                alpha: prior.alpha + decided.won as f64,
                beta: prior.beta + decided.lost as f64,
                decided: decided.count(),
                peers: false,
            },
            pipeline: units(200_000.0),
            wanted: Rate::clamped(0.8),
        };
        let mut figures = DealFigures::default();
        figures.live.deals = 20;
        RepNow {
            from: FiguresFrom::Deals,
            figures,
            quota: RepQuota { quota: None, booked: Money::ZERO, without_a_deal: Money::ZERO },
            ahead: Money::ZERO,
            goal: Goal::Left(question.left_to_quota),
            rate: RateUsed::Trusted(own_rate(prior, decided)),
            not_typed,
            need: Ok(answer(question).unwrap()),
            withheld: false,
        }
    }

    fn said(now: &RepNow) -> String {
        sentence("Dana", now, now.need.as_ref().unwrap(), Currency::Usd).text()
    }

    const MANY: Decided = Decided { won: 20, lost: 30 };
    const FEW: Decided = Decided { won: 2, lost: 3 };

    #[test]
    fn no_chance_is_told_of_too_few_deals_nor_of_a_pipeline_that_nobody_typed() {
        let whole = NotTyped::default();
        assert!(said(&now(MANY, 100_000.0, whole)).contains(", a chance of quota of "));
        let few = said(&now(FEW, 100_000.0, whole));
        assert!(few.contains("too few decided deals") && !few.contains('%'), "{few}");
        let blank = said(&now(MANY, 100_000.0, NotTyped { pipeline: true, ..whole }));
        assert!(blank.contains("No pipeline is typed") && !blank.contains('%'), "{blank}");
        assert!(!blank.contains("pipeline now is"), "{blank}");
    }

    #[test]
    fn too_few_deals_tell_what_lies_outside_the_likely_need() {
        let enough = said(&now(FEW, 20_000.0, NotTyped::default()));
        assert!(enough.contains(": likely enough, ") && !enough.contains('%'), "{enough}");
        let short = said(&now(FEW, 2_000_000.0, NotTyped::default()));
        assert!(short.contains(": likely too little, ") && !short.contains('%'), "{short}");
    }

    #[test]
    fn without_an_open_deal_that_is_said_instead_of_a_pipeline() {
        let mut none = now(MANY, 100_000.0, NotTyped::default());
        none.figures.live.deals = 0;
        assert!(said(&none).contains(" There is no open deal now: a chance of quota of "));
    }

    #[test]
    fn what_is_not_typed_is_not_called_too_few_deals() {
        for (counts, words) in [
            (CountsTyped::Neither, "won and lost are not typed"),
            (CountsTyped::One, "only one of won and lost is typed"),
        ] {
            let said = said(&now(FEW, 100_000.0, NotTyped { counts, pipeline: false }));
            assert!(said.contains(words) && !said.contains("too few"), "{said}");
        }
    }

    #[test]
    fn less_than_a_deal_is_told_in_deals() {
        let rep = now(MANY, 2_000.0, NotTyped::default());
        let answer = rep.need.as_ref().unwrap();
        assert_eq!(
            (words::needed(&rep, answer), words::has(answer)),
            ("4 deals".into(), "20".into())
        );
        assert_eq!((value(answer), needed_aloud("4 deals")), ("4".into(), "4 deals needed".into()));
        let said = said(&rep);
        let told = "in play is what Dana really needs on the USD 2K left, less than one average deal: 1 win. The pipeline now is worth about 20 average deals, a chance of quota of over 95%.";
        assert!(said.starts_with(told), "{said}");
        let few = now(FEW, 2_000.0, NotTyped::default());
        assert!(words::needed(&few, few.need.as_ref().unwrap()).ends_with(" deals"));
    }

    #[test]
    fn a_whole_deal_is_told_as_a_coverage() {
        let rep = now(MANY, 10_000.0, NotTyped::default());
        assert!(words::needed(&rep, rep.need.as_ref().unwrap()).ends_with('×'));
        assert_eq!(needed_aloud("4.0×"), "4.0 times coverage needed");
    }
}
