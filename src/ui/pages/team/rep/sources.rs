//! Where each number comes from, in lines that add up to the answer; a formula card behind each.

use super::group::Group;
use super::{RepState, cards};
use crate::domain::{Currency, Money};
use crate::engine::goal::Goal;
use crate::engine::prior::Basis;
use crate::engine::rep_now::{FiguresFrom, RateUsed, RepNow};
use crate::ui::components::formula_card::{CardDesk, FormulaCard};
use crate::ui::format;
use crate::ui::team::{Now, TeamLook};
use leptos::prelude::*;

/// A line a number, with what it was made of.
#[component]
pub fn Sources() -> impl IntoView {
    let state = RepState::here();
    let look = TeamLook::here();
    let found = Memo::new(move |_| {
        let settings = look.settings.get();
        let now = look.now.get()?;
        look.reps.with(|reps| {
            let place = reps.iter().position(|rep| rep.id == state.rep)?;
            let facts = Facts {
                rep: now.team.reps.get(place)?,
                now: &now,
                group: Group::of(place, reps, &now.team.reps, settings.peers_by),
                months: settings.look_back.months(),
                currency: settings.currency,
            };
            Some(facts.lines())
        })
    });
    view! {
        <section class="sources" aria-labelledby="sources-title">
            <h2 id="sources-title">"Where the numbers come from"</h2>
            <dl>
                {move || {
                    found.get().unwrap_or_default().into_iter().map(|line| view! { <LineView line /> }).collect_view()
                }}
            </dl>
        </section>
    }
}

#[component]
fn LineView(line: Line) -> impl IntoView {
    let desk = expect_context::<CardDesk>();
    let Line { what, amount, from, card } = line;
    view! {
        <div>
            <dt>
                <button type="button" aria-haspopup="dialog" on:click=move |_| desk.open(card.clone())>
                    {what}
                </button>
            </dt>
            <dd>
                <b>{amount}</b>
                <span class="note">{from}</span>
            </dd>
        </div>
    }
}

/// A number, what it is, and what it was made of.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    what: &'static str,
    amount: String,
    from: String,
    card: FormulaCard,
}

/// What the lines and their cards are written from.
pub struct Facts<'a> {
    /// What the rep comes to.
    pub rep: &'a RepNow,
    /// The same of the whole team, and the day.
    pub now: &'a Now,
    /// Whom the rep is compared with.
    pub group: Option<Group>,
    /// How far deals are looked back at.
    pub months: u8,
    /// How amounts are written.
    pub currency: Currency,
}

impl Facts<'_> {
    fn lines(&self) -> Vec<Line> {
        [self.left_line(), self.win_rate(), self.average(), self.pipeline(), self.stale()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// An amount in the team's currency.
    pub fn money(&self, amount: Money) -> String {
        format::money(amount, self.currency)
    }

    /// What is left to quota; `None` where there is nothing to reach.
    pub fn left(&self) -> Option<String> {
        match self.rep.goal {
            Goal::Left(left) => Some(self.money(left)),
            Goal::Met => Some("met".to_owned()),
            Goal::NoQuota | Goal::PeriodOver => None,
        }
    }

    fn left_line(&self) -> Option<Line> {
        let quota = self.rep.quota;
        let amount = self.left()?;
        let mut from =
            format!("quota {} less {} booked", self.money(quota.quota?), self.money(quota.booked));
        if quota.without_a_deal.is_positive() {
            from.push_str(" and what comes in without a deal");
        }
        Some(Line { what: "Left to quota", amount, from, card: cards::left(self) })
    }

    fn win_rate(&self) -> Option<Line> {
        let amount = format::rate(self.rep.rate.rate()?);
        let card = cards::win_rate(self)?;
        Some(Line { what: "Win rate", amount, from: self.rate_from(), card })
    }

    fn rate_from(&self) -> String {
        let RateUsed::Trusted { rate, prior } = self.rep.rate else {
            return "the answer under Data, Settings".to_owned();
        };
        let own = rate.raw.map_or_else(
            || "none decided".to_owned(),
            |raw| {
                let counted = match self.rep.from {
                    FiguresFrom::Typed => ", as typed".to_owned(),
                    _ => format!(" in {}", format::counted(self.months.into(), "month", "months")),
                };
                format!(
                    "{} won of {} decided{counted}, {}",
                    format::count(rate.decided.won as f64),
                    format::count(rate.decided.count() as f64),
                    format::rate(raw)
                )
            },
        );
        let group = match (&self.group, prior.basis) {
            (_, Basis::NoPeersYet) => "nobody to compare with yet".to_owned(),
            (Some(group), _) => format!("{} {}", group.together(), format::rate(prior.mean())),
            (None, _) => format::rate(prior.mean()),
        };
        let likely = rate.likely.map(|range| {
            let (low, high) = (format::rate(range.low), format::rate(range.high));
            format!("; likely {low} to {high} (8 in 10)")
        });
        format!("{own}; {group}{}", likely.unwrap_or_default())
    }

    fn average(&self) -> Option<Line> {
        let average = self.rep.figures.average_won?;
        let deals = format::counted(average.deals, "won deal", "won deals");
        let from = match (self.rep.from, average.by_team) {
            (FiguresFrom::Typed, false) => "as typed".to_owned(),
            (_, false) => {
                let months = format::counted(self.months.into(), "month", "months");
                format!("{deals} of the last {months}")
            }
            (_, true) => format!("the team's {deals}: the rep has fewer than 10"),
        };
        let amount = self.money(average.amount);
        Some(Line { what: "Average won deal", amount, from, card: cards::average(self) })
    }

    fn pipeline(&self) -> Option<Line> {
        let live = self.rep.figures.live;
        let from = match self.rep.from {
            FiguresFrom::Nothing => return None,
            FiguresFrom::Typed => "as typed".to_owned(),
            FiguresFrom::Deals if live.amounts_assumed > 0 => format!(
                "{}, {} without an amount and taken at the average won deal",
                format::counted(live.deals as u64, "open deal", "open deals"),
                format::count(live.amounts_assumed as f64)
            ),
            FiguresFrom::Deals => format::counted(live.deals as u64, "open deal", "open deals"),
        };
        let amount = self.money(live.amount);
        Some(Line { what: "Pipeline now", amount, from, card: cards::pipeline(self) })
    }

    fn stale(&self) -> Option<Line> {
        let stale = self.rep.figures.stale;
        (stale.deals > 0).then(|| Line {
            what: "Stale, in no figure",
            amount: self.money(stale.amount),
            from: format!(
                "{} older than any that was won, or expected to close over 30 days ago",
                format::counted(stale.deals as u64, "open deal", "open deals")
            ),
            card: cards::stale(self),
        })
    }
}
