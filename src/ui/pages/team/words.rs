//! What the figures of a team and its reps mean, in sentences.

use super::definition_words;
use crate::domain::Currency;
use crate::engine::as_of::AsOf;
use crate::engine::by_range::ByRange;
use crate::engine::counted_deals::OwnRate;
use crate::engine::coverage::{Answer, LikelyNeed, Need, NoAnswer};
use crate::engine::deal_figures::OpenDeals;
use crate::engine::flat_rule::FlatRule;
use crate::engine::goal::Goal;
use crate::engine::rep_now::{CountsTyped, NoChance, NoNeed, NotTyped, RateUsed, RepNow};
use crate::engine::team_now::Counting;
use crate::ui::components::sentence::Sentence;
use crate::ui::format;
use crate::ui::route::{DataPlace, Route, Whose};
use crate::ui::team::Now;

/// Figures that are there before those of now.
pub const OF_LAST_VISIT: &str = "From your last visit; being worked out anew…";

/// What no chance and no need here knows.
pub const EQUAL_DEALS: &str =
    "All deals of a rep are taken as equal: no timing, and no deal that is still to be created.";

/// What needs and chances rest on where there are forecasts.
pub const FORECAST: &str = "Coverage and chance are forecasts from each rep's own open deals, what of them can land in time, and deals still to be created. Where a range stands or figures were typed, all deals are taken as equal.";

/// In the place of a need that is not there.
pub fn no_need_in_short(reason: NoNeed) -> &'static str {
    match reason {
        NoNeed::NoQuota => "no quota set",
        NoNeed::PeriodOver => "period over",
        NoNeed::QuotaMet | NoNeed::Calculator(NoAnswer::QuotaMet) => "quota met",
        NoNeed::NothingKnown => "nothing known yet",
        NoNeed::LossesNotRecorded => "no win rate",
        NoNeed::OneCountTyped => "won or lost not typed",
        NoNeed::NoCountsTyped => "won and lost not typed",
        NoNeed::NothingDecided => "nothing decided yet",
        NoNeed::NoDealSize => "no won amounts",
        NoNeed::NoAverageTyped => "no average deal typed",
        NoNeed::Calculator(_) => "no number",
    }
}

/// Why there is no need, and what would give one, where so many parts of the kept deals can't be read.
pub fn no_need(reason: NoNeed, unreadable: usize) -> Sentence {
    let type_it = Route::Data(DataPlace::Typed);
    match reason {
        NoNeed::NothingKnown if unreadable > 0 => {
            Sentence::of("Nothing of this rep can be read, and part of the kept deals can't be read: ")
                .way("go back to a snapshot", Route::Data(DataPlace::Storage))
                .then(" from before, ")
                .way("load a file that you saved", Route::Data(DataPlace::Backup))
                .then(", or ")
                .way("bring the export in once more", Route::Data(DataPlace::Import))
                .then(".")
        }
        NoNeed::NoQuota => Sentence::of("No quota is set for this period: ")
            .way("set one under Data, Quotas", Route::Data(DataPlace::Quotas))
            .then(", to see what is needed."),
        NoNeed::PeriodOver => {
            Sentence::of("This period is over: choose a later day to look from.")
        }
        NoNeed::QuotaMet | NoNeed::Calculator(NoAnswer::QuotaMet) => Sentence::of(
            "The quota is met, so no pipeline is needed for it in this period.",
        ),
        NoNeed::NothingKnown => Sentence::of("Nothing is known of this rep yet: ")
            .way("bring in deals under Data, Import", Route::Data(DataPlace::Import))
            .then(", or ")
            .way("type figures under Data, Type", type_it)
            .then("."),
        NoNeed::LossesNotRecorded => Sentence::of(
            "Hardly a loss is recorded, so won over decided is no win rate: ",
        )
        .way("say under Data, Settings", Route::Data(DataPlace::Settings))
        .then(", how many of ten quotes come in."),
        NoNeed::OneCountTyped => Sentence::of(
            "Of won and lost deals only one is typed, which is no win rate: ",
        )
        .way("type the other too under Data, Type", type_it)
        .then(", 0 where there is none."),
        NoNeed::NoCountsTyped => Sentence::of(
            "Neither won nor lost deals are typed, and fewer than four reps of the group have any, so there is no win rate: ",
        )
        .way("type both under Data, Type", type_it)
        .then("."),
        NoNeed::NothingDecided => Sentence::of(
            "This rep has no decided deal, and fewer than four reps of the group have one, so there is no win rate: ",
        )
        .way("bring in won and lost deals too", Route::Data(DataPlace::Import))
        .then("."),
        NoNeed::NoDealSize => Sentence::of(
            "Nobody in the team has a won deal with an amount, so the size of a deal is not known: ",
        )
        .way("bring in won deals with their amounts", Route::Data(DataPlace::Import))
        .then("."),
        NoNeed::NoAverageTyped => Sentence::of(
            "No average deal is typed for this rep, and nobody in the team has a won deal with an amount, so the size of a deal is not known: ",
        )
        .way("type the average deal under Data, Type", type_it)
        .then("."),
        NoNeed::Calculator(NoAnswer::TooManyWins { .. }) => Sentence::of(
            "That would take more wins than anybody makes in a period: ",
        )
        .way("check the quota", Route::Data(DataPlace::Quotas))
        .then(" and the amounts of the won deals."),
        NoNeed::Calculator(_) => Sentence::of("No pipeline gives the wanted chance: ")
            .way("lower it under Data, Settings", Route::Data(DataPlace::Settings))
            .then(", or check the win rate."),
    }
}

/// Whether less than one average deal is left, where a multiple misleads: two deals may be 12×.
/// What is needed and what there is are then told in deals.
pub fn is_in_deals(answer: &Answer) -> bool {
    let question = answer.question();
    question.left_to_quota < question.average_deal
}

fn multiple(need: &Need) -> String {
    format::multiple(need.coverage)
}

/// "2.9× to 8.1×" or "2 to 5 deals": the need at the ends of the likely win rate; an infinite end
/// has words.
fn need_range(answer: &Answer, likely: &LikelyNeed) -> String {
    let write: fn(&Need) -> String =
        if is_in_deals(answer) { |need| deals(need.deals) } else { multiple };
    match (likely.at_high, likely.at_low) {
        (Some(least), Some(most)) if write(&least) == write(&most) => write(&least),
        (Some(least), Some(most)) if is_in_deals(answer) => {
            format!("{} to {}", format::count(least.deals as f64), deals(most.deals))
        }
        (Some(least), Some(most)) => format!("{} to {}", write(&least), write(&most)),
        (Some(least), None) => format!("{} or more", write(&least)),
        (None, _) => "more than can be named".to_owned(),
    }
}

fn deals(deals: u64) -> String {
    format::counted(deals, "deal", "deals")
}

/// What is needed: "5.8×", or a range where the deals are too few to tell; "2 deals" where less
/// than one average deal is left.
pub fn needed(rep: &RepNow, answer: &Answer) -> String {
    match answer.likely.filter(|_| rep.is_told_as_range()) {
        Some(likely) => need_range(answer, &likely),
        None if is_in_deals(answer) => deals(answer.need.deals),
        None => multiple(&answer.need),
    }
}

/// What there is: "3.1×"; a mean number of deals where less than one average deal is left.
pub fn has(answer: &Answer) -> String {
    if is_in_deals(answer) {
        format::mean_count(answer.deals_at(answer.have.coverage))
    } else {
        format::multiple(answer.have.coverage)
    }
}

/// The same of a rep; nothing where no pipeline was typed.
pub fn has_now(rep: &RepNow, answer: &Answer) -> String {
    if rep.not_typed.pipeline { "–".to_owned() } else { has(answer) }
}

/// The chance of quota, or in its place why there is none.
pub fn chance(rep: &RepNow) -> String {
    match (rep.chance(), &rep.need) {
        (_, Err(reason)) => no_need_in_short(*reason).to_owned(),
        (Some(chance), Ok(_)) => format::chance_from_data(chance),
        (None, Ok(_)) => match rep.by_range() {
            Some(ByRange::Short { .. }) => "likely too little".to_owned(),
            Some(ByRange::Enough) => "likely enough".to_owned(),
            Some(ByRange::CannotTell) | None => untold(rep).to_owned(),
        },
    }
}

/// Why there is a need and no chance.
fn untold(rep: &RepNow) -> &'static str {
    match rep.not_typed {
        NotTyped { pipeline: true, .. } => "no pipeline typed",
        NotTyped { counts: CountsTyped::Neither, .. } => "won and lost not typed",
        NotTyped { counts: CountsTyped::One, .. } => "won or lost not typed",
        NotTyped { counts: CountsTyped::Both, .. }
            if rep.no_chance() == Some(NoChance::OnThePast) =>
        {
            "told as a range"
        }
        NotTyped { counts: CountsTyped::Both, .. } => "too few deals to tell",
    }
}

/// "USD 209K too little", "at least USD 40K too much": what flat 3× gets wrong; nothing where it may
/// be right.
pub fn flat_is_wrong_by(flat: FlatRule, currency: Currency) -> Option<String> {
    let (by, at_least, what) = match flat {
        FlatRule::TooLittle { by, at_least } => (by, at_least, "too little"),
        FlatRule::TooMuch { by, at_least } => (by, at_least, "too much"),
        FlatRule::MayBeRight => return None,
    };
    let at_least = if at_least { "at least " } else { "" };
    Some(format!("{at_least}{} {what}", format::money_short(by, currency)))
}

/// "18% to 31%, 48 deals": what a win rate rests on.
pub fn rate_rests_on(rate: &RateUsed) -> String {
    match rate {
        RateUsed::Trusted(OwnRate { rate, by, .. }) => {
            let deals = match rate.decided.count() {
                0 => "no deals".to_owned(),
                deals if by.counts_deals() => format::counted(deals, "deal", "deals"),
                deals => format!("as of {}", format::counted(deals, "deal", "deals")),
            };
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
pub fn findings(now: &Now, whose: Whose) -> Vec<Sentence> {
    let settings = Route::Data(DataPlace::Settings);
    let import = Route::Data(DataPlace::Import);
    let withheld = now.chances_withheld().then(|| {
        Sentence::of("On your own past, chances of quota proved no better than a simple rule, so ranges stand in their place: ")
            .way("see how they did", whose.past_check())
            .then(".")
    });
    let counted = match now.team.counting {
        Counting::By(by) if by == now.chosen_rate => None,
        Counting::By(_) => Some(
            Sentence::of(format!(
                "The team goes by the win rate {}, but its deals give none: (a) stands in, won of those won or lost. ",
                definition_words::name(now.chosen_rate)
            ))
            .way("Choose another under Data, Settings", settings)
            .then("."),
        ),
        Counting::StaleAsLost => Some(
            Sentence::of("Hardly a loss is recorded, so stale deals count as lost: better, ")
                .way("say under Data, Settings", settings)
                .then(", how many of ten quotes come in."),
        ),
        Counting::OfTen(rate) => Some(
            Sentence::of("Hardly a loss is recorded, so every win rate here is ")
                .way("your answer", settings)
                .then(format!(
                    " that {} of ten quotes come in.",
                    format::count(rate.share() * 10.0)
                )),
        ),
        Counting::LossesNotRecorded => Some(no_need(NoNeed::LossesNotRecorded, 0)),
    };
    let undated = now.team.undated.then(|| {
        Sentence::of("No won or lost deal has a close date, so all of them count and none is booked in this period: ")
            .way("bring the close date in", import)
            .then(" for more.")
    });
    let others = (now.of_others > 0).then(|| {
        Sentence::of(format!(
            "{} of somebody who is not in the team and in no figure: ",
            format::counted(now.of_others as u64, "deal is", "deals are")
        ))
        .way("add the rep under Data, Reps", Route::Data(DataPlace::Reps))
        .then(".")
    });
    let unowned = (now.unowned > 0).then(|| {
        Sentence::of(format!(
            "{} no owner and so no rep, but a part in the team's average won deal: ",
            format::counted(now.unowned as u64, "deal has", "deals have")
        ))
        .way("say whose at the next import", import)
        .then(".")
    });
    let left_out = now.team.left_out.iter().map(|remark| {
        let deals = format::counted(remark.deals as u64, "deal", "deals");
        Sentence::of(format!("{deals} {}", remark.words))
    });
    let unreadable = (now.unreadable > 0).then(|| {
        let parts = format::counted(
            now.unreadable as u64,
            "part of the kept deals can't be read and is",
            "parts of the kept deals can't be read and are",
        );
        Sentence::of(format!("{parts} left out: "))
            .way("go back to a snapshot", Route::Data(DataPlace::Storage))
            .then(" from before, ")
            .way("load a file that you saved", Route::Data(DataPlace::Backup))
            .then(", or ")
            .way("bring the export in once more", import)
            .then(".")
    });
    let first = [
        behind_the_data(now),
        withheld,
        stand_ins(now),
        counted,
        undated,
        without_created(now),
        without_amounts(now),
        others,
        unowned,
    ];
    let first = first.into_iter().flatten();
    first.chain(left_out).chain(unreadable).collect()
}

/// That quotas are last year's bookings, and what of these the deals do not know.
fn stand_ins(now: &Now) -> Option<Sentence> {
    let quotas = format::counted(now.stand_ins as u64, "quota is", "quotas are");
    let known = now.stand_ins_from.map_or_else(String::new, |first| {
        format!(
            ", and the deals know that time only from {} on, so they are too low",
            format::date(first)
        )
    });
    (now.stand_ins > 0).then(|| {
        Sentence::of(format!("{quotas} a stand-in, what was booked a year before{known}: "))
            .way("set the real ones", Route::Data(DataPlace::Quotas))
            .then(".")
    })
}

/// That open deals without a created date count as new, and for how many reps that matters most.
fn without_created(now: &Now) -> Option<Sentence> {
    let reps = &now.team.reps;
    let deals: usize = reps.iter().map(|rep| rep.figures.created_assumed).sum();
    let mostly =
        reps.iter().filter(|rep| 2 * rep.figures.created_assumed > rep.figures.live.deals).count();
    let deals =
        (deals > 0).then(|| format::counted(deals as u64, "open deal has", "open deals have"))?;
    let mostly = (mostly > 0).then(|| {
        let reps = format::counted(mostly as u64, "rep rests", "reps rest");
        format!(", and the figures of {reps} mostly on them")
    });
    Some(
        Sentence::of(format!(
            "{deals} no created date and are taken as created on the day looked from, so none of them is stale{}: ",
            mostly.unwrap_or_default()
        ))
        .way("bring the created date in", Route::Data(DataPlace::Import))
        .then("."),
    )
}

/// That open deals without an amount count as a rep's mean win, so that none of them stands out.
fn without_amounts(now: &Now) -> Option<Sentence> {
    let of = |count: fn(OpenDeals) -> usize| -> usize {
        now.team.reps.iter().map(|rep| count(rep.figures.live)).sum()
    };
    let (assumed, all) = (of(|open| open.amounts_assumed), of(|open| open.deals));
    (assumed > 0).then(|| {
        Sentence::of(format!(
            "{} of the {} that can still be won have no amount and count as the average won deal, so none of these stands out: ",
            format::count(assumed as f64),
            format::counted(all as u64, "open deal", "open deals")
        ))
        .way("bring the amounts in, or add a price list there", Route::Data(DataPlace::Import))
        .then(".")
    })
}

/// That the day looked from lies behind all that the data knows.
fn behind_the_data(now: &Now) -> Option<Sentence> {
    let ends = match now.proposed {
        AsOf::Today(_) => return None,
        AsOf::LastSeen(last) => last,
        AsOf::DayAfterLastSeen(day) => day.yesterday().unwrap_or(day),
    };
    let days = (now.as_of - now.proposed.day()).get_days();
    (days > 0).then(|| {
        Sentence::of(format!(
            "Your data ends on {} and knows nothing of the {} since: wins of that time are missing, and open deals look older than they are. ",
            format::date(ends),
            format::counted(days.unsigned_abs().into(), "day", "days"),
        ))
        .way("Bring a newer export in", Route::Data(DataPlace::Import))
        .then(", or look from an earlier day.")
    })
}

/// What is left to quota, or what is over it, under a rep's name.
pub fn left(rep: &RepNow, currency: Currency) -> String {
    let met = match rep.goal {
        Goal::NoQuota => return "no quota set".to_owned(),
        Goal::PeriodOver => return "period over".to_owned(),
        Goal::Left(left) => return format!("{} left", format::money_short(left, currency)),
        Goal::Met if rep.quota.quota > Some(rep.quota.booked) => "will be met without a deal",
        Goal::Met => "quota met",
    };
    let over = rep.over_quota();
    if over.is_positive() {
        format!("{met}, {} over", format::money_short(over, currency))
    } else {
        met.to_owned()
    }
}
