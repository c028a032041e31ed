//! What a replay of the past found, in sentences.

use crate::domain::{Period, PeriodLength};
use crate::engine::grade::Method;
use crate::engine::past_check::{PastCheck, QuotasTried};
use crate::engine::past_verdict::{LEAST_FATES, PastVerdict};
use crate::engine::scores::{ChanceScores, PairedDifference};
use crate::ui::components::sentence::Sentence;
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::PastFound;

/// What a replay cannot know.
pub const NOT_KNOWN: &str = "An export holds what is so today. So a replay takes owners as they are now, uses no stage and no expected close date, and takes a deal that was open then at the mean win, never at what it came to in the end.";

/// What a method is called inside a sentence.
pub const fn name(method: Method) -> &'static str {
    match method {
        Method::Ridealong => "Ridealong",
        Method::BaseRate => "the share at quota before",
        Method::RunRate => "run-rate",
        Method::FlatRule => "flat 3×",
        Method::BreakEven => "break-even",
    }
}

/// What it goes by.
pub const fn goes_by(method: Method) -> &'static str {
    match method {
        Method::Ridealong => "the chance from each rep's own deals",
        Method::BaseRate => "how many reached quota in the periods before",
        Method::RunRate => "won a day so far × days left",
        Method::FlatRule => "pipeline of 3× what is left, yes or no",
        Method::BreakEven => "pipeline × win rate covers what is left, yes or no",
    }
}

/// A method as the name of a row.
pub fn row_name(method: Method) -> String {
    let name = name(method);
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// "quarter", "quarters"
const fn length(length: PeriodLength) -> (&'static str, &'static str) {
    match length {
        PeriodLength::Month => ("month", "months"),
        PeriodLength::Quarter => ("quarter", "quarters"),
        PeriodLength::Year => ("year", "years"),
    }
}

/// "90 reps' quarters"
pub fn fates(count: usize, of: PeriodLength) -> String {
    let (one, many) = length(of);
    if count == 1 {
        format!("1 rep's {one}")
    } else {
        format!("{} reps' {many}", format::count(count as f64))
    }
}

/// "810 chances"
pub fn chances(count: usize) -> String {
    format::counted(count as u64, "chance", "chances")
}

/// Why there is nothing to show; `None` where there is.
pub fn why_not(found: &PastFound) -> Option<Sentence> {
    let check = &found.check;
    if !check.methods.is_empty() {
        return None;
    }
    let import = Route::Data(DataPlace::Import);
    let (one, many) = length(found.length);
    if !found.any_deals {
        return Some(
            Sentence::of("Only deals have a past that can be replayed, and none of a rep of the team is kept: ")
                .way("bring in your deals", import)
                .then("."),
        );
    }
    if found.undated {
        return Some(
            Sentence::of(
                "No won or lost deal has a close date, so nobody knows what was known when: ",
            )
            .way("bring the close date in", import)
            .then("."),
        );
    }
    if !check.losses_recorded {
        return Some(Sentence::of("Hardly a loss is recorded, so every deal that was decided was won, and nothing can be learned from that about the ones that were open: record lost deals in the CRM and ")
            .way("bring them in", import)
            .then("."));
    }
    if check.periods.is_empty() {
        let shorter = Sentence::of(format!(
            "The past is too short: no whole {one} lies between the first decided deal and the day that the team is looked at from. "
        ))
        .way("Bring in an export that goes further back", import);
        return Some(if found.length == PeriodLength::Month {
            shorter.then(".")
        } else {
            shorter
                .then(", or, if quotas run for a shorter time, ")
                .way("say so under Data, Settings", Route::Data(DataPlace::Settings))
                .then(".")
        });
    }
    Some(match check.quotas {
        QuotasTried::Kept => Sentence::of(format!(
            "Quotas are kept for {many} that are over, but of no rep who has one was any deal known by then: "
        ))
        .way("add those of later ones under Data, Quotas", Route::Data(DataPlace::Quotas))
        .then("."),
        QuotasTried::Quartiles => Sentence::of(format!(
            "Of the {many} that are over nothing can be replayed: no rep had a decided deal before one of them began, or nobody won anything in it. "
        ))
        .way("Bring in an export that goes further back", import)
        .then("."),
    })
}

/// The periods in which a chance was given.
pub fn replayed(check: &PastCheck) -> Vec<Period> {
    let was_seen = |period: &Period| check.pointed.iter().any(|day| period.contains(day.as_of));
    check.periods.iter().copied().filter(was_seen).collect()
}

/// What was replayed.
pub fn what(found: &PastFound) -> Option<String> {
    let check = &found.check;
    let periods = replayed(check);
    let (first, last) = (periods.first()?, periods.last()?);
    let trials = check.methods.first().map_or(0, |(_, scores)| scores.trials);
    let (one, many) = length(found.length);
    let periods = format::counted(periods.len() as u64, one, many);
    let span = format!("{} to {}", format::date(first.start), format::date(last.last_day()));
    let mornings = format::counted(check.pointed.len() as u64, "morning", "mornings");
    let outcomes = check.against.map_or(0, |(_, difference)| difference.fates);
    Some(format!(
        "Replayed: {periods}, {span}, each as it looked on its first morning and after one and two thirds of it, from what was known then. {mornings}, {} of quota for {}.",
        chances(trials),
        fates(outcomes, found.length),
    ))
}

/// Which quotas were tried.
pub fn quotas(found: &PastFound) -> Sentence {
    let (one, many) = length(found.length);
    let to_quotas = Route::Data(DataPlace::Quotas);
    match found.check.quotas {
        QuotasTried::Kept => Sentence::of(format!(
            "Quotas: those that are kept for these {many}; whoever had none in a {one} is not asked about."
        )),
        QuotasTried::Quartiles => Sentence::of(format!(
            "Quotas: none is kept for these {many}, so three stand in for every rep: the quartiles of what reps won in each {one}, the same for every method. "
        ))
        .way("Real ones go under Data, Quotas", to_quotas)
        .then("."),
    }
}

/// How far the replay is: "3 of 9 mornings".
pub fn so_far((done, all): (usize, usize)) -> String {
    format!(
        "{} of {}",
        format::count(done as f64),
        format::counted(all as u64, "morning", "mornings")
    )
}

/// The same as whole percent.
pub fn percent((done, all): (usize, usize)) -> String {
    (done.saturating_mul(100) / all.max(1)).min(100).to_string()
}

/// The verdict in a few words.
pub fn verdict(check: &PastCheck) -> String {
    let Some((best, _)) = check.against else {
        return "Too few periods to tell".to_owned();
    };
    let best = name(best);
    match check.verdict() {
        PastVerdict::Untold => "Too few periods to tell".to_owned(),
        PastVerdict::Better => format!("Better than {best}"),
        PastVerdict::Alike { .. } => format!("Not told apart from {best}"),
        PastVerdict::Worse => format!("Worse than {best}"),
    }
}

/// The verdict in a sentence or two, with what it rests on and what follows.
pub fn verdict_sentence(found: &PastFound) -> String {
    let check = &found.check;
    let Some((best, difference)) = check.against else { return String::new() };
    let of = |method: Method| scores(check, method).map(|scores| format::score(scores.brier));
    let (Some(ours), Some(theirs)) = (of(Method::Ridealong), of(best)) else {
        return String::new();
    };
    let rests_on = fates(difference.fates, found.length);
    let measured = format!(
        "The Brier score, the mean square of how far a chance missed what came, is {ours} for Ridealong and {theirs} for {}, the best of the simple methods: {}, over {rests_on}.",
        name(best),
        apart(difference),
    );
    let follows = match check.verdict() {
        PastVerdict::Untold => format!(
            "That is too little to tell methods apart: {} of them is the least.",
            format::count(LEAST_FATES as f64)
        ),
        PastVerdict::Better => "So its chances are worth reading.".to_owned(),
        PastVerdict::Alike { behind: false } => {
            "That may be luck, but nothing simple did better, so its chances are worth reading."
                .to_owned()
        }
        PastVerdict::Alike { behind: true } => {
            "That may be luck, but a chance that is no better than a simple rule claims too much: go by the likely range of what comes, not by the chance.".to_owned()
        }
        PastVerdict::Worse => {
            "So on your data the chance claims too much: go by the likely range of what comes, not by the chance.".to_owned()
        }
    };
    format!("{measured} {follows}")
}

/// "0.012 less, with a standard error of 0.011"
pub fn apart(difference: PairedDifference) -> String {
    let way = if difference.mean <= 0.0 { "less" } else { "more" };
    let apart = format!("{} {way}", format::score(difference.mean.abs()));
    match difference.standard_error {
        Some(error) => format!("{apart}, with a standard error of {}", format::score(error)),
        None => apart,
    }
}

/// The scores of a method.
pub fn scores(check: &PastCheck, method: Method) -> Option<ChanceScores> {
    check.methods.iter().find(|(other, _)| *other == method).map(|(_, scores)| *scores)
}

#[cfg(test)]
mod tests {
    use super::super::made_up::{check, difference, found};
    use super::*;

    #[track_caller]
    fn case(found: &PastFound, said: &str) {
        let why = why_not(found).map(|sentence| sentence.text()).unwrap_or_default();
        assert!(why.contains(said), "{why}");
    }

    #[test]
    fn why_there_is_nothing_has_a_sentence_of_its_own_each_time() {
        let nothing = PastCheck { methods: Vec::new(), against: None, ..check() };
        let blank = || found(nothing.clone());
        case(&PastFound { any_deals: false, ..blank() }, "none of a rep of the team is kept");
        case(&PastFound { undated: true, ..blank() }, "has a close date");
        case(&found(PastCheck { losses_recorded: false, ..nothing.clone() }), "Hardly a loss");
        let short = PastCheck { periods: Vec::new(), ..nothing.clone() };
        case(&found(short.clone()), "no whole quarter lies between");
        case(&found(short.clone()), "if quotas run for a shorter time");
        let monthly = PastFound { length: PeriodLength::Month, ..found(short) };
        case(&monthly, "no whole month lies between");
        assert!(!why_not(&monthly).unwrap().text().contains("shorter time"));
        case(&blank(), "nothing can be replayed");
        case(
            &found(PastCheck { quotas: QuotasTried::Kept, ..nothing }),
            "Quotas are kept for quarters",
        );
        assert_eq!(why_not(&found(check())), None);
    }

    #[test]
    fn what_was_replayed_is_said_with_how_many_it_is() {
        assert_eq!(
            what(&found(check())).unwrap(),
            "Replayed: 2 quarters, 2017-04-01 to 2017-09-30, each as it looked on its first morning and after one and two thirds of it, from what was known then. 2 mornings, 180 chances of quota for 90 reps' quarters."
        );
        assert!(quotas(&found(check())).text().contains("three stand in for every rep"));
        let kept = PastCheck { quotas: QuotasTried::Kept, ..check() };
        assert!(quotas(&found(kept)).text().contains("those that are kept for these quarters"));
    }

    #[track_caller]
    fn verdict_case(mean: f64, error: Option<f64>, fates: usize, short: &str, follows: &str) {
        let against = Some((Method::RunRate, difference(mean, error, fates)));
        let found = found(PastCheck { against, ..check() });
        assert_eq!(verdict(&found.check), short);
        let said = verdict_sentence(&found);
        assert!(
            said.contains(follows) && said.contains("0.124 for Ridealong and 0.140 for run-rate"),
            "{said}"
        );
    }

    #[test]
    fn the_verdict_says_what_follows() {
        let error = Some(0.006);
        verdict_case(
            -0.016,
            error,
            90,
            "Better than run-rate",
            "0.016 less, with a standard error of 0.006, over 90 reps' quarters. So its chances are worth reading.",
        );
        verdict_case(
            -0.004,
            error,
            90,
            "Not told apart from run-rate",
            "nothing simple did better",
        );
        verdict_case(0.004, error, 90, "Not told apart from run-rate", "go by the likely range");
        verdict_case(
            0.016,
            error,
            90,
            "Worse than run-rate",
            "0.016 more, with a standard error of 0.006, over 90 reps' quarters. So on your data the chance claims too much: go by the likely range",
        );
        verdict_case(
            -0.016,
            None,
            1,
            "Too few periods to tell",
            "0.016 less, over 1 rep's quarter. That is too little",
        );
    }

    #[test]
    fn how_far_it_is_is_told_in_mornings() {
        assert_eq!((so_far((3, 9)), percent((3, 9))), ("3 of 9 mornings".into(), "33".into()));
        assert_eq!((so_far((1, 1)), percent((0, 0))), ("1 of 1 morning".into(), "0".into()));
    }

    #[test]
    fn a_row_begins_with_a_capital() {
        assert_eq!(row_name(Method::RunRate), "Run-rate");
        assert_eq!(row_name(Method::BaseRate), "The share at quota before");
    }
}
