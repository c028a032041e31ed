//! Where each number comes from.

use super::RepState;
use crate::domain::Currency;
use crate::engine::goal::Goal;
use crate::engine::prior::Basis;
use crate::engine::rep_now::{FiguresFrom, RateUsed, RepNow};
use crate::ui::format;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// A line a number, with what it was made of.
#[component]
pub fn Sources() -> impl IntoView {
    let state = RepState::here();
    let look = TeamLook::here();
    let lines = Memo::new(move |_| {
        let months = look.settings.with(|settings| settings.look_back.months());
        state.now.with(|now| now.as_ref().map(|now| lines(now, months, state.currency.get())))
    });
    view! {
        <section class="sources" aria-labelledby="sources-title">
            <h2 id="sources-title">"Where the numbers come from"</h2>
            <dl>
                {move || {
                    lines
                        .get()
                        .unwrap_or_default()
                        .into_iter()
                        .map(|line| {
                            view! {
                                <div>
                                    <dt>{line.what}</dt>
                                    <dd>
                                        <b>{line.amount}</b>
                                        <span class="note">{line.from}</span>
                                    </dd>
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </dl>
        </section>
    }
}

/// A number, what it is, and what it was made of.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    what: &'static str,
    amount: String,
    from: String,
}

fn lines(now: &RepNow, months: u8, currency: Currency) -> Vec<Line> {
    [
        left(now, currency),
        win_rate(now, months),
        average(now, months, currency),
        pipeline(now, currency),
        stale(now, currency),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn left(now: &RepNow, currency: Currency) -> Option<Line> {
    let money = |amount| format::money(amount, currency);
    let quota = now.quota.quota?;
    let amount = match now.goal {
        Goal::Left(left) => money(left),
        Goal::Met => "met".to_owned(),
        Goal::NoQuota | Goal::PeriodOver => return None,
    };
    let mut from = format!("quota {} less {} booked", money(quota), money(now.quota.booked));
    if now.quota.without_a_deal.is_positive() {
        from.push_str(" and what comes in without a deal");
    }
    Some(Line { what: "Left to quota", amount, from })
}

fn win_rate(now: &RepNow, months: u8) -> Option<Line> {
    let amount = format::rate(now.rate.rate()?);
    let from = match now.rate {
        RateUsed::Trusted { rate, prior } => {
            let decided = rate.decided;
            let own = match rate.raw {
                Some(raw) => format!(
                    "{} won of {} decided in {}, {}",
                    format::count(decided.won as f64),
                    format::count(decided.count() as f64),
                    format::counted(months.into(), "month", "months"),
                    format::rate(raw)
                ),
                None => "none decided".to_owned(),
            };
            let peers = match prior.basis {
                Basis::NoPeersYet => "no peers to compare with yet".to_owned(),
                Basis::Fitted | Basis::AllAlike => format!(
                    "peers {}; the rep's own deals weigh {}",
                    format::rate(prior.mean()),
                    format::whole_percent(rate.own_weight.share())
                ),
            };
            let likely = rate.likely.map(|range| {
                format!(
                    "; likely {} to {} (8 in 10)",
                    format::rate(range.low),
                    format::rate(range.high)
                )
            });
            format!("{own}; {peers}{}", likely.unwrap_or_default())
        }
        RateUsed::OfTen(_) => "the answer under Data, Settings".to_owned(),
        RateUsed::LossesNotRecorded => return None,
    };
    Some(Line { what: "Win rate", amount, from })
}

fn average(now: &RepNow, months: u8, currency: Currency) -> Option<Line> {
    let average = now.figures.average_won?;
    let deals = format::counted(average.deals, "won deal", "won deals");
    let from = match (now.from, average.by_team) {
        (FiguresFrom::Typed, false) => "as typed".to_owned(),
        (_, false) => {
            format!("{deals} of the last {}", format::counted(months.into(), "month", "months"))
        }
        (_, true) => format!("the team's {deals}: the rep has fewer than 10"),
    };
    Some(Line { what: "Average won deal", amount: format::money(average.amount, currency), from })
}

fn pipeline(now: &RepNow, currency: Currency) -> Option<Line> {
    let live = now.figures.live;
    let from = match now.from {
        FiguresFrom::Nothing => return None,
        FiguresFrom::Typed => "as typed".to_owned(),
        FiguresFrom::Deals => {
            let mut from = format::counted(live.deals as u64, "open deal", "open deals");
            if live.amounts_assumed > 0 {
                from = format!(
                    "{from}, {} without an amount and taken at the average won deal",
                    format::count(live.amounts_assumed as f64)
                );
            }
            from
        }
    };
    Some(Line { what: "Pipeline now", amount: format::money(live.amount, currency), from })
}

fn stale(now: &RepNow, currency: Currency) -> Option<Line> {
    let stale = now.figures.stale;
    (stale.deals > 0).then(|| Line {
        what: "Stale, in no figure",
        amount: format::money(stale.amount, currency),
        from: format!(
            "{} older than any that was won, or expected to close over 30 days ago",
            format::counted(stale.deals as u64, "open deal", "open deals")
        ),
    })
}
