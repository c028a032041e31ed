//! The formula cards of a replayed past.

use super::words;
use crate::engine::grade::Method;
use crate::engine::scores::{PairedDifference, RangeScores};
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;
use crate::ui::team::PastFound;

/// What no replay of quotas knows.
const LEAVES_OUT: &str = "How the team would have acted on what it was told: a rep who was ridden with may have reached a quota because of it. And that a past has few periods, so that one odd quarter weighs much.";

/// Behind the difference from the best simple method.
pub fn difference(found: &PastFound, best: Method, difference: PairedDifference) -> FormulaCard {
    let of = |method: Method| {
        let scores = words::scores(&found.check, method);
        step(
            &format!("Brier score, {}", words::name(method)),
            scores.map(|scores| format::score(scores.brier)).unwrap_or_default(),
        )
    };
    let (low, high) = difference.likely().unzip();
    let range = low.zip(high).map(|(low, high)| {
        let range = format!("{} to {}", format::score(low), format::score(high));
        step("Likely range, 8 in 10", range)
    });
    let error = difference.standard_error.map_or_else(|| "–".to_owned(), format::score);
    let mut steps = vec![
        of(Method::Ridealong),
        of(best),
        step("Difference, below 0 is better", format::score(difference.mean)),
        step("Its standard error", error),
    ];
    steps.extend(range);
    steps.push(step("Outcomes that it rests on", words::fates(difference.fates, found.length)));
    FormulaCard {
        title: format!("Ridealong less {}", words::name(best)),
        words: "Both are asked about the same reps on the same mornings, and their squared misses are compared one by one. The chances that one rep was given in one period share their outcome, so they count together. The simple method is the one with the lowest score, picked afterwards, which favours it.".to_owned(),
        formula: "mean of (ours − outcome)² − (theirs − outcome)²; standard error with the chances of one rep and period taken together".to_owned(),
        steps,
        source: "Brier (1950), Diebold and Mariano (1995); clustered standard error by Liang and Zeger (1986)".to_owned(),
        leaves_out: LEAVES_OUT.to_owned(),
    }
}

/// Behind how often a method's ranges held.
pub fn ranges(
    title: &str,
    words: &str,
    ranges: RangeScores,
    other: Option<RangeScores>,
) -> FormulaCard {
    let score =
        |scores: RangeScores| scores.interval_score.map_or_else(|| "–".to_owned(), format::score);
    let mut steps = vec![
        step("Ranges", format::count(ranges.ranges as f64)),
        step("Held what came", format::whole_percent(ranges.held)),
        step("Interval score, lower is better", score(ranges)),
    ];
    if let Some(other) = other {
        steps.push(step("That of the other method", score(other)));
    }
    FormulaCard {
        title: title.to_owned(),
        words: words.to_owned(),
        formula: "share of ranges with low ≤ what came ≤ high; interval score: mean width + 10 × what came outside, over the mean of what came".to_owned(),
        steps,
        source: "Gneiting and Raftery (2007)".to_owned(),
        leaves_out: "How far outside a range the rest fell, which the interval score counts, and that ranges of one rep in one period share their outcome.".to_owned(),
    }
}

/// Behind the reliability diagram.
pub fn reliability(found: &PastFound) -> FormulaCard {
    let steps = found.check.reliability.iter().map(|bin| {
        let happened = format!(
            "{} of {}, told {}",
            format::whole_percent(bin.happened),
            words::chances(bin.trials),
            format::whole_percent(bin.given)
        );
        let from = bin.tenth as f64 / 10.0;
        let tenth =
            format!("{} to {}", format::whole_percent(from), format::whole_percent(from + 0.1));
        (tenth, happened)
    });
    FormulaCard {
        title: "As often as told".to_owned(),
        words: "The chances are sorted into tenths, and in each tenth what was told is held against how often quota was reached. The bar is the range in which that share likely lies (8 in 10); it takes all chances of one rep in one period for one, for they share their outcome.".to_owned(),
        formula: "in each tenth: mean chance told, and reached ÷ told; range: Wilson's interval at 80% of as many trials as there are reps' periods".to_owned(),
        steps: steps.collect(),
        source: "reliability diagram (Murphy and Winkler, 1977), Wilson (1927)".to_owned(),
        leaves_out: LEAVES_OUT.to_owned(),
    }
}
