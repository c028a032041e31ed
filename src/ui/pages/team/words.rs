//! What the figures of a team and its reps mean, in sentences.

use crate::domain::Currency;
use crate::engine::coverage::{Answer, LikelyNeed, NoAnswer};
use crate::engine::rep_now::{NoNeed, RateUsed, RepNow};
use crate::engine::team_now::Counting;
use crate::ui::format;
use crate::ui::team::Now;

/// What no chance and no need here knows.
pub const EQUAL_DEALS: &str =
    "All deals of a rep are taken as equal: no timing, and no deal that is still to be created.";

/// In the place of a need that is not there.
pub fn no_need_in_short(reason: NoNeed) -> &'static str {
    match reason {
        NoNeed::NoQuota => "no quota set",
        NoNeed::PeriodOver => "period over",
        NoNeed::QuotaMet | NoNeed::Calculator(NoAnswer::QuotaMet) => "quota met",
        NoNeed::NothingKnown => "nothing known yet",
        NoNeed::LossesNotRecorded | NoNeed::OneCountTyped => "no win rate",
        NoNeed::NothingDecided => "nothing decided yet",
        NoNeed::NoDealSize => "no deal size",
        NoNeed::Calculator(_) => "no number",
    }
}

/// Why there is no need, and what would give one.
pub fn no_need(reason: NoNeed) -> &'static str {
    match reason {
        NoNeed::NoQuota => {
            "No quota is set for this period: set one under Data, Quotas, to see what is needed."
        }
        NoNeed::PeriodOver => "This period is over: choose a later day to look from.",
        NoNeed::QuotaMet | NoNeed::Calculator(NoAnswer::QuotaMet) => {
            "The quota is met, so no pipeline is needed for it in this period."
        }
        NoNeed::NothingKnown => {
            "Nothing is known of this rep yet: bring in deals under Data, Import, or type figures under Data, Type."
        }
        NoNeed::LossesNotRecorded => {
            "Hardly a loss is recorded, so won over decided is no win rate: say under Data, Settings, how many of ten quotes come in."
        }
        NoNeed::OneCountTyped => {
            "Of won and lost deals only one is typed, which is no win rate: type the other too under Data, Type, 0 where there is none."
        }
        NoNeed::NothingDecided => {
            "This rep has no decided deal, and fewer than four others of the group have one, so there is no win rate: bring in won and lost deals too."
        }
        NoNeed::NoDealSize => {
            "No won deal carries an amount, so the size of a deal is not known: export the deals with their amounts."
        }
        NoNeed::Calculator(NoAnswer::TooManyWins { .. }) => {
            "That would take more wins than anybody makes in a period: check the quota and the amounts of the won deals."
        }
        NoNeed::Calculator(_) => {
            "No pipeline gives the wanted chance: lower it under Data, Settings, or check the win rate."
        }
    }
}

/// "3.1×"; an infinite end has words.
fn at_end(need: Option<crate::engine::coverage::Need>) -> String {
    need.map_or_else(|| "more than can be named".to_owned(), |need| format::multiple(need.coverage))
}

/// "2.9× to 8.1×": the need at the ends of the likely win rate.
pub fn need_range(likely: &LikelyNeed) -> String {
    let (low, high) = (at_end(likely.at_high), at_end(likely.at_low));
    if low == high { low } else { format!("{low} to {high}") }
}

/// What is needed: "5.8×", or a range where the deals are too few to tell.
pub fn needed(rep: &RepNow, answer: &Answer) -> String {
    match answer.likely.filter(|_| rep.is_too_few_to_tell()) {
        Some(likely) => need_range(&likely),
        None => format::multiple(answer.need.coverage),
    }
}

/// What there is: "3.1×".
pub fn has(answer: &Answer) -> String {
    format::multiple(answer.have.coverage)
}

/// The chance of quota, or in its place why there is none.
pub fn chance(rep: &RepNow) -> String {
    match (rep.chance(), &rep.need) {
        (_, Err(reason)) => no_need_in_short(*reason).to_owned(),
        (Some(chance), Ok(_)) => format::chance_from_data(chance),
        (None, Ok(_)) => "too few deals to tell".to_owned(),
    }
}

/// "18% to 31%, 48 deals": what a win rate rests on.
pub fn rate_rests_on(rate: &RateUsed) -> String {
    match rate {
        RateUsed::Trusted { rate, .. } => {
            let decided = rate.decided.count();
            let deals = format::counted(decided, "deal", "deals");
            let deals = if decided == 0 { "no deals".to_owned() } else { deals };
            match rate.likely {
                Some(range) => {
                    format!("{} to {}, {deals}", format::rate(range.low), format::rate(range.high))
                }
                None => deals,
            }
        }
        RateUsed::OfTen(_) => "as answered under Settings".to_owned(),
        RateUsed::LossesNotRecorded => "losses are not recorded".to_owned(),
    }
}

/// What has to be known of a team's figures.
pub fn findings(now: &Now) -> Vec<String> {
    let counted = match now.team.counting {
        Counting::Decided => None,
        Counting::StaleAsLost => Some(
            "Hardly a loss is recorded, so stale deals count as lost: better, say under Data, Settings, how many of ten quotes come in.".to_owned(),
        ),
        Counting::OfTen(rate) => Some(format!(
            "Hardly a loss is recorded, so every win rate here is your answer that {} of ten quotes come in.",
            format::count(rate.share() * 10.0)
        )),
        Counting::LossesNotRecorded => {
            Some(no_need(NoNeed::LossesNotRecorded).to_owned())
        }
    };
    let undated = now.team.undated.then(|| {
        "No won or lost deal has a close date, so all of them count and none is booked in this period: export the close date for more.".to_owned()
    });
    let others = (now.of_others > 0).then(|| {
        format!(
            "{} of somebody who is not in the team and in no figure: add the rep under Data, Reps.",
            format::counted(now.of_others as u64, "deal is", "deals are")
        )
    });
    let unowned = (now.unowned > 0).then(|| {
        format!(
            "{} no owner and so no rep, but a part in the team's average won deal and in how long its wins take: say whose at the next import.",
            format::counted(now.unowned as u64, "deal has", "deals have")
        )
    });
    let left_out = now.team.left_out.iter().map(|remark| {
        format!("{} {}", format::counted(remark.deals as u64, "deal", "deals"), remark.words)
    });
    let unreadable = (now.unreadable > 0).then(|| {
        format!(
            "{} left out: bring the export in once more.",
            format::counted(
                now.unreadable as u64,
                "part of the kept deals can't be read and is",
                "parts of the kept deals can't be read and are"
            )
        )
    });
    let first = [counted, undated, others, unowned].into_iter().flatten();
    first.chain(left_out).chain(unreadable).collect()
}

/// What is left to quota, under a rep's name.
pub fn left(rep: &RepNow, currency: Currency) -> String {
    use crate::engine::goal::Goal;
    match rep.goal {
        Goal::NoQuota => "no quota set".to_owned(),
        Goal::PeriodOver => "period over".to_owned(),
        Goal::Met => match rep.quota.quota.map(|quota| rep.quota.booked - quota) {
            Some(over) if over.is_positive() => {
                format!("quota met, {} over", format::money_short(over, currency))
            }
            _ => "quota met".to_owned(),
        },
        Goal::Left(left) => format!("{} left", format::money_short(left, currency)),
    }
}
