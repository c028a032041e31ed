//! Where each number comes from, in lines that add up to the answer; a formula card behind each.

use super::super::ways_on::WinRatesWay;
use super::card_lines::{CardLines, Line};
use super::group::Group;
use super::{RepState, cards};
use crate::domain::{Currency, Money, WinRateDefinition};
use crate::engine::counted_deals::OwnRate;
use crate::engine::deal_figures::AverageOf;
use crate::engine::goal::Goal;
use crate::engine::prior::{Basis, Decided};
use crate::engine::rep_now::{CountsTyped, FiguresFrom, RateUsed, RepNow};
use crate::engine::tally::WINS_FOR_OWN_AVERAGE;
use crate::ui::format;
use crate::ui::team::{Now, TeamLook, is_stand_in};
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
                is_stand_in: is_stand_in(reps.get(place)?, now.period),
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
            <CardLines lines=Signal::derive(move || found.get().unwrap_or_default()) />
            <p class="sub">
                <WinRatesWay rep=Some(state.rep) />
            </p>
        </section>
    }
}

/// What the lines and their cards are written from.
pub struct Facts<'a> {
    /// What the rep comes to.
    pub rep: &'a RepNow,
    /// Whether last year's bookings stand in for the quota.
    pub is_stand_in: bool,
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

    /// The pipeline; none where it was to be typed and was not.
    pub fn pipeline_now(&self) -> String {
        let typed = !self.rep.not_typed.pipeline;
        if typed { self.money(self.rep.figures.live.amount) } else { "–".to_owned() }
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
        let mut from = format!(
            "quota {}{} less {} booked{}",
            self.money(quota.quota?),
            if self.is_stand_in { ", a stand-in: what was booked a year before," } else { "" },
            self.money(quota.booked),
            self.booked_by_hand()
        );
        if quota.without_a_deal.is_positive() {
            from.push_str(" and what comes in without a deal");
        }
        Some(Line { what: "Left to quota", amount, from, card: cards::left(self) })
    }

    /// Since when it is booked; or that it was typed, which counts before the deals, and what these
    /// say.
    fn booked_by_hand(&self) -> String {
        let (typed, by_deals) = (self.rep.quota.booked, self.rep.figures.booked);
        match self.rep.from {
            FiguresFrom::Deals if typed != by_deals => {
                format!(" as typed (the deals say {})", self.money(by_deals))
            }
            FiguresFrom::Typed | FiguresFrom::Nothing if typed.is_positive() => {
                " as typed".to_owned()
            }
            FiguresFrom::Deals if by_deals != Money::ZERO => {
                format!(" since {}", format::date(self.now.period.start))
            }
            _ => String::new(),
        }
    }

    fn win_rate(&self) -> Option<Line> {
        let amount = format::rate(self.rep.rate.rate()?);
        let card = cards::win_rate(self)?;
        Some(Line { what: "Win rate", amount, from: self.rate_from(), card })
    }

    fn rate_from(&self) -> String {
        let RateUsed::Trusted(OwnRate { rate, prior, by }) = self.rep.rate else {
            return "the answer under Data, Settings".to_owned();
        };
        let own = rate.raw.map_or_else(
            || {
                match self.rep.not_typed.counts {
                    CountsTyped::One => "only one of won and lost is typed, so neither counts",
                    CountsTyped::Neither => "won and lost are not typed",
                    CountsTyped::Both => "none decided",
                }
                .to_owned()
            },
            |raw| format!("{}, {}", self.own_deals(rate.decided, by), format::rate(raw)),
        );
        let group = match (&self.group, prior.basis) {
            (_, Basis::NoPeersYet) => "nobody to compare with yet".to_owned(),
            (Some(group), _) => format!("{} {}", group.usual_rep(), format::rate(prior.mean())),
            (None, _) => format::rate(prior.mean()),
        };
        let likely = rate.likely.map(|range| {
            let (low, high) = (format::rate(range.low), format::rate(range.high));
            format!("; likely {low} to {high} (8 in 10)")
        });
        format!("{own}; {group}{}", likely.unwrap_or_default())
    }

    /// "12 won of 40 decided in 12 months"
    fn own_deals(&self, decided: Decided, by: WinRateDefinition) -> String {
        let all = format::counted(decided.count(), "deal", "deals");
        let when = match self.rep.from {
            FiguresFrom::Typed => ", as typed".to_owned(),
            _ if self.now.team.undated => ", none with a close date".to_owned(),
            _ => format!(" in {}", format::counted(self.months.into(), "month", "months")),
        };
        let (lost, stale) = (self.rep.figures.decided.lost, self.rep.figures.stale.deals as u64);
        let [won, lost, stale, count] =
            [decided.won, lost, stale, decided.count()].map(|deals| format::count(deals as f64));
        match by {
            WinRateDefinition::ByCount => format!("{won} won of {count} decided{when}"),
            WinRateDefinition::StaleAsLost => {
                format!("{won} won and {lost} lost{when}, {stale} stale taken as lost")
            }
            WinRateDefinition::CreatedCohort => {
                format!("{won} won of {count} created long enough ago{when}")
            }
            WinRateDefinition::ByValue => {
                format!("by the money decided{when}, which says as much as {all}")
            }
            WinRateDefinition::TimeToEvent => {
                format!("in the end, open deals used{when}, which says as much as {all}")
            }
        }
    }

    fn average(&self) -> Option<Line> {
        let average = self.rep.figures.average_won?;
        let deals = format::counted(average.deals, "won deal", "won deals");
        let from = match (self.rep.from, average.of) {
            (FiguresFrom::Typed, AverageOf::Rep) => "as typed".to_owned(),
            (_, AverageOf::Rep) if self.now.team.undated => {
                format!("{deals}, none with a close date")
            }
            (_, AverageOf::Rep) => {
                let months = format::counted(self.months.into(), "month", "months");
                format!("{deals} of the last {months}")
            }
            (FiguresFrom::Typed, _) => {
                format!("the whole team's {deals}: none above 0 is typed for the rep")
            }
            (_, AverageOf::Group) => {
                format!(
                    "the group's {deals}: the rep has fewer than {WINS_FOR_OWN_AVERAGE} with an amount"
                )
            }
            (_, AverageOf::Team) => {
                format!(
                    "the whole team's {deals}: the rep has fewer than {WINS_FOR_OWN_AVERAGE} with an amount"
                )
            }
        };
        let amount = self.money(average.amount);
        Some(Line { what: "Average won deal", amount, from, card: cards::average(self) })
    }

    fn pipeline(&self) -> Option<Line> {
        let live = self.rep.figures.live;
        let from = match self.rep.from {
            FiguresFrom::Nothing => return None,
            FiguresFrom::Typed if self.rep.not_typed.pipeline => {
                "not typed: blank is not 0".to_owned()
            }
            FiguresFrom::Typed => "as typed".to_owned(),
            FiguresFrom::Deals => {
                let assumed = |deals: usize, what: &str| {
                    (deals > 0).then(|| format!("{} {what}", format::count(deals as f64)))
                };
                let amounts = "without an amount and taken at an average won deal";
                let created = "without a created date and taken as of the day looked from";
                let deals = format::counted(live.deals as u64, "open deal", "open deals");
                let assumed = [
                    assumed(live.amounts_assumed, amounts),
                    assumed(self.rep.figures.created_assumed, created),
                ];
                std::iter::once(deals)
                    .chain(assumed.into_iter().flatten())
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        };
        let amount = self.pipeline_now();
        Some(Line { what: "Pipeline now", amount, from, card: cards::pipeline(self) })
    }

    fn stale(&self) -> Option<Line> {
        let stale = self.rep.figures.stale;
        (stale.deals > 0).then(|| Line {
            what: if self.stale_as_lost() { "Stale, taken as lost" } else { "Stale, in no figure" },
            amount: self.money(stale.amount),
            from: format!(
                "{} older than any that was won, or expected to close over 30 days ago",
                format::counted(stale.deals as u64, "open deal", "open deals")
            ),
            card: cards::stale(self),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FiscalCalendar, Rate};
    use crate::engine::as_of::AsOf;
    use crate::engine::counted_deals::own_rate;
    use crate::engine::deal_figures::{AverageWon, DealFigures};
    use crate::engine::goal::RepQuota;
    use crate::engine::prior::beta_prior;
    use crate::engine::rep_now::{NoNeed, NotTyped};
    use crate::engine::team_now::{Counting, TeamNow};
    use jiff::civil::date;

    fn rep(from: FiguresFrom, decided: Decided, stale: usize) -> RepNow {
        let prior = beta_prior(&[decided]);
        let mut figures = DealFigures { decided, ..DealFigures::default() };
        figures.stale.deals = stale;
        let team =
            AverageWon { amount: Money::from_hundredths(100), deals: 40, of: AverageOf::Team };
        figures.average_won = Some(team);
        RepNow {
            from,
            figures,
            quota: RepQuota { quota: None, booked: Money::ZERO, without_a_deal: Money::ZERO },
            ahead: Money::ZERO,
            goal: Goal::NoQuota,
            rate: RateUsed::Trusted(own_rate(prior, decided)),
            not_typed: NotTyped::default(),
            need: Err(NoNeed::NoQuota),
            withheld: false,
        }
    }

    fn now_of(rep: &RepNow, counting: Counting, undated: bool) -> Now {
        let as_of = date(2026, 11, 22);
        Now {
            as_of,
            proposed: AsOf::Today(as_of),
            period: FiscalCalendar::default().period_of(as_of),
            chosen_rate: WinRateDefinition::default(),
            team: TeamNow {
                reps: vec![rep.clone()],
                counting,
                losses_recorded: true,
                undated,
                left_out: Vec::new(),
            },
            ahead: None,
            order: Vec::new(),
            stand_ins: 0,
            stand_ins_from: None,
            of_others: 0,
            unowned: 0,
            unreadable: 0,
        }
    }

    /// What is said of the win rate and of the average won deal, and what stale deals are called.
    #[track_caller]
    fn case(rep: &RepNow, counting: Counting, undated: bool, said: [&str; 2], stale: &str) {
        let now = now_of(rep, counting, undated);
        let currency = Currency::Usd;
        let facts = Facts { rep, now: &now, is_stand_in: false, group: None, months: 12, currency };
        assert!(facts.rate_from().starts_with(said[0]), "{}", facts.rate_from());
        assert_eq!(facts.average().unwrap().from, said[1]);
        assert_eq!(facts.stale().map_or("", |line| line.what), stale);
    }

    #[test]
    fn what_is_counted_is_what_is_said() {
        let decided = Decided { won: 20, lost: 6 };
        let few = "the whole team's 40 won deals: the rep has fewer than 10 with an amount";
        let from = FiguresFrom::Deals;
        let dated = "20 won of 26 decided in 12 months, ";
        case(
            &rep(from, decided, 4),
            Counting::By(WinRateDefinition::ByCount),
            false,
            [dated, few],
            "Stale, in no figure",
        );
        case(
            &rep(from, decided, 0),
            Counting::By(WinRateDefinition::ByCount),
            false,
            [dated, few],
            "",
        );
        let mut of_stale = rep(from, decided, 4);
        let counted = Decided { won: 20, lost: 10 };
        let own = own_rate(beta_prior(&[counted]), counted);
        let by = WinRateDefinition::StaleAsLost;
        of_stale.rate = RateUsed::Trusted(OwnRate { by, ..own });
        let stale = "20 won and 6 lost in 12 months, 4 stale taken as lost, 67%";
        case(&of_stale, Counting::By(by), false, [stale, few], "Stale, taken as lost");
        let by = WinRateDefinition::ByValue;
        of_stale.rate = RateUsed::Trusted(OwnRate { by, ..own });
        let value = "by the money decided in 12 months, which says as much as 30 deals, 67%";
        case(&of_stale, Counting::By(by), false, [value, few], "Stale, in no figure");
        let undated = "20 won of 26 decided, none with a close date, ";
        case(
            &rep(from, decided, 0),
            Counting::By(WinRateDefinition::ByCount),
            true,
            [undated, few],
            "",
        );
    }

    #[test]
    fn booked_by_hand_is_said_to_be_with_what_the_deals_say() {
        let booked = |from, by_hand: i64, by_deals: i64| {
            let mut rep = rep(from, Decided { won: 1, lost: 1 }, 0);
            rep.goal = Goal::Left(Money::from_hundredths(1));
            rep.quota.quota = Some(Money::from_hundredths(10_000_000));
            rep.quota.booked = Money::from_hundredths(by_hand);
            rep.figures.booked = Money::from_hundredths(by_deals);
            let now = now_of(&rep, Counting::By(WinRateDefinition::ByCount), false);
            let facts = Facts {
                rep: &rep,
                now: &now,
                is_stand_in: false,
                group: None,
                months: 12,
                currency: Currency::Usd,
            };
            facts.left_line().unwrap().from
        };
        let typed = "quota USD 100000 less USD 20000 booked as typed";
        assert_eq!(
            booked(FiguresFrom::Deals, 2_000_000, 11_000_000),
            format!("{typed} (the deals say USD 110000)")
        );
        assert_eq!(booked(FiguresFrom::Typed, 2_000_000, 0), typed);
        let by_deals = "quota USD 100000 less USD 20000 booked since 2026-10-01";
        assert_eq!(booked(FiguresFrom::Deals, 2_000_000, 2_000_000), by_deals);
    }

    #[test]
    fn a_typed_rep_is_not_said_to_have_too_few_deals() {
        let blank = "the whole team's 40 won deals: none above 0 is typed for the rep";
        let typed = |won, lost| rep(FiguresFrom::Typed, Decided { won, lost }, 0);
        let both = "25 won of 50 decided, as typed, ";
        case(&typed(25, 25), Counting::StaleAsLost, true, [both, blank], "");
        for (counts, said) in [
            (CountsTyped::One, "only one of won and lost is typed, so neither counts"),
            (CountsTyped::Neither, "won and lost are not typed"),
        ] {
            let rep = RepNow { not_typed: NotTyped { counts, pipeline: true }, ..typed(0, 0) };
            case(&rep, Counting::By(WinRateDefinition::ByCount), false, [said, blank], "");
            let now = now_of(&rep, Counting::By(WinRateDefinition::ByCount), false);
            let currency = Currency::Usd;
            let facts = Facts {
                rep: &rep,
                now: &now,
                is_stand_in: false,
                group: None,
                months: 12,
                currency,
            };
            let line = facts.pipeline().unwrap();
            assert_eq!(
                (line.amount.as_str(), line.from.as_str()),
                ("–", "not typed: blank is not 0")
            );
        }
    }

    #[test]
    fn an_answer_is_no_ones_deals() {
        let of_ten = RateUsed::OfTen(Rate::clamped(0.3));
        let rep = RepNow { rate: of_ten, ..rep(FiguresFrom::Deals, Decided::default(), 0) };
        let few = "the whole team's 40 won deals: the rep has fewer than 10 with an amount";
        let counting = Counting::OfTen(Rate::clamped(0.3));
        case(&rep, counting, false, ["the answer under Data, Settings", few], "");
    }
}
