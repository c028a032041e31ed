//! What follows from a forecast: what to add and until when, and what it rests on.

use super::super::super::seen_words::{has_ahead, needed_ahead};
use super::super::card_lines::{CardLines, Line};
use super::super::ladder::a_chance;
use super::about::About;
use super::follows_cards as cards;
use crate::domain::PeriodLength;
use crate::engine::last_day::LastDay;
use crate::engine::rep_seen::RepSeen;
use crate::engine::team_forecast::RepAhead;
use crate::engine::verdict::{ToAdd, Verdict};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use leptos::prelude::*;

/// A line each. Nothing unless something is left to bring.
#[component]
pub fn WhatFollows() -> impl IntoView {
    let lines = About::lines(lines);
    view! {
        <When shown=flag(move || lines.with(|lines| !lines.is_empty()))>
            <section class="sources follows" aria-labelledby="follows-title">
                <h2 id="follows-title">"What follows"</h2>
                <CardLines lines />
            </section>
        </When>
    }
}

fn lines(about: &About<'_>) -> Vec<Line> {
    let Some(verdict) = &about.full.verdict else { return Vec::new() };
    [
        Some(to_add(about, verdict)),
        last_day(verdict),
        without_the_biggest(about, verdict),
        too_many(about, verdict),
        Some(heading_for(about)),
        Some(average_rep(about, verdict)),
        next(about),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn to_add(about: &About<'_>, verdict: &Verdict) -> Line {
    let chance = a_chance(about.wanted);
    let is_told = about.is_told(verdict);
    let like_open = verdict.missing_like_yours.map_or(0.0, |(deals, _)| deals);
    let (value, why) = match verdict.to_add {
        ToAdd::Deals { .. } if is_told => (
            "Nothing".to_owned(),
            format!("the pipeline gives {chance}, as nearly as that is known"),
        ),
        ToAdd::Nothing => ("Nothing".to_owned(), format!("the pipeline gives {chance}")),
        ToAdd::Deals { deals, each } => (
            format!(
                "{} of {}",
                format::counted(deals as u64, "new deal", "new deals"),
                about.money(each)
            ),
            if like_open > 2.0 * deals as f64 {
                format!(
                    "created today, for {chance}: fewer than the {} more like those open now, each of which counts for less",
                    format::count(like_open.ceil())
                )
            } else {
                format!("created today, for {chance}")
            },
        ),
        ToAdd::CountsForNextPeriod => (
            "Counts for the next period".to_owned(),
            "hardly any deal created now is won in this one: help the open deals along".to_owned(),
        ),
        ToAdd::CannotBeDone => (
            "Over 500 new deals".to_owned(),
            "more than anybody creates in the days left: help the open deals along".to_owned(),
        ),
    };
    Line { what: "To add", amount: value, from: why, card: cards::to_add(about, verdict) }
}

fn last_day(verdict: &Verdict) -> Option<Line> {
    let (value, why) = match verdict.last_day {
        LastDay::Until(day) => (
            format::date(day),
            "a deal created later has less than a tenth of its chance left for this period",
        ),
        LastDay::Passed => ("It has passed".to_owned(), "new pipeline counts for the next period"),
        LastDay::NothingIsWon => return None,
    };
    let card = cards::last_day(&value, verdict);
    Some(Line { what: "Last day that counts", amount: value, from: why.to_owned(), card })
}

fn without_the_biggest(about: &About<'_>, verdict: &Verdict) -> Option<Line> {
    let deal = verdict.without_the_biggest.as_ref()?;
    // Of several alike none is the biggest.
    let alike = verdict.movers.iter().filter(|other| other.amount == deal.amount);
    if alike.count() > 1 {
        return None;
    }
    let [without, now] = [deal.if_lost, verdict.chance].map(format::chance_from_data);
    (without != now).then(|| Line {
        what: "Without the biggest",
        amount: without,
        from: format!(
            "chance of quota if {} is not won: {}, likely in {} of 100",
            about.deal(deal),
            about.money(deal.amount),
            format::count(deal.chance_won.percent().round())
        ),
        card: cards::ride(deal, &about.deal(deal), about.money(deal.amount), verdict),
    })
}

fn too_many(about: &About<'_>, verdict: &Verdict) -> Option<Line> {
    let over = verdict.over_coverage?;
    Some(Line {
        what: "Open at once",
        amount: format!("{} needed", format::count(over.needed.ceil())),
        from: format!(
            "more deals than {} ever had open at once ({}, stale ones aside): what is needed is rather better odds than more pipeline",
            about.name,
            format::count(over.most_worked as f64)
        ),
        card: cards::open_at_once(about, over),
    })
}

fn heading_for(about: &About<'_>) -> Line {
    let total = about.ahead.rep.total;
    let quota = about.now.quota.quota.map(|quota| format!("quota {}", about.money(quota)));
    let [low, high] = [total.low, total.high].map(|end| about.units(end));
    let range = (low != high).then(|| format!("likely {low} to {high} (8 in 10)"));
    let said: Vec<String> = range.into_iter().chain(quota).collect();
    Line {
        what: "Heading for",
        amount: about.units(total.mean),
        from: said.join(", "),
        card: cards::heading_for(about),
    }
}

fn average_rep(about: &About<'_>, verdict: &Verdict) -> Line {
    Line {
        what: "An average rep here",
        amount: format::chance_from_data(verdict.average_rep),
        from: format!(
            "chance of quota with these deals and the group's win rate, pace and new deals: {}",
            if format::chance_from_data(verdict.average_rep)
                == format::chance_from_data(verdict.chance)
            {
                "just as likely".to_owned()
            } else {
                format!("the rest is {}", about.name)
            }
        ),
        card: cards::average_rep(about, verdict),
    }
}

fn next(about: &About<'_>) -> Option<Line> {
    let next: &RepAhead = about.full.next.as_ref()?;
    let ahead = RepSeen::new(about.now, Some(next)).ahead?;
    let length = match about.length {
        PeriodLength::Month => "Next month",
        PeriodLength::Quarter => "Next quarter",
        PeriodLength::Year => "Next year",
    };
    let wanted = a_chance(about.wanted);
    let coverage = match needed_ahead(&ahead) {
        Ok(needed) => format!(
            "{wanted} takes {needed} of deals like today's, of which {} are open: few of these last until then",
            has_ahead(&ahead)
        ),
        Err(_) if ahead.needed().is_some() => {
            format!("deals still to be created give {wanted} by themselves")
        }
        Err(_) => format!(
            "no number of deals like today's gives {wanted}, for few of these last until then: what will be created counts"
        ),
    };
    Some(Line {
        what: length,
        amount: format::chance_from_data(ahead.chance),
        from: if about.has_next_quota {
            format!("chance of its quota of {}: {coverage}", about.money(ahead.left))
        } else {
            format!(
                "chance of as much quota as now, {}, for none is set yet: {coverage}",
                about.money(ahead.left)
            )
        },
        card: cards::next(about, &ahead),
    })
}
