//! The formula cards behind the lines of *Where the numbers come from*.

use super::sources::Facts;
use crate::domain::{Interval, Rate, WinRateDefinition};
use crate::engine::counted_deals::OwnRate;
use crate::engine::deal_figures::{AverageOf, AverageWon};
use crate::engine::prior::{Basis, BetaPrior, Decided, TrustedRate};
use crate::engine::rep_now::{FiguresFrom, RateUsed};
use crate::engine::tally::WINS_FOR_OWN_AVERAGE;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;
use crate::ui::pages::team::definition_words;

type Steps = Vec<(String, String)>;

/// Behind what is left to quota.
pub fn left(facts: &Facts<'_>) -> FormulaCard {
    let (quota, now) = (facts.rep.quota, facts.now);
    let over = facts.rep.over_quota();
    let mut steps = vec![
        step(
            if facts.is_stand_in { "Quota, a stand-in: booked a year before" } else { "Quota" },
            quota.quota.map_or_else(String::new, |quota| facts.money(quota)),
        ),
        step("Booked so far", facts.money(quota.booked)),
    ];
    if quota.without_a_deal.is_positive() {
        steps.push(step("Still comes in without a deal", facts.money(facts.rep.ahead)));
    }
    if over.is_positive() {
        steps.push(step("Over the quota", facts.money(over)));
    }
    steps.push(step("Left", facts.left().unwrap_or_default()));
    FormulaCard {
        title: "Left to quota".to_owned(),
        words: "What deals still have to bring in this period. Booked is what was typed, or else what was won in the period: those deals are marked so under Deals. What comes in without a deal counts for the days left.".to_owned(),
        formula: "quota − booked so far − what comes in without a deal × days left ÷ days of the period".to_owned(),
        steps,
        source: format!("quotas and deals under Data, as of {}", format::date(now.as_of)),
        leaves_out: "Deals that are won but not yet recorded as won.".to_owned(),
    }
}

/// Behind the win rate; `None` where there is none.
pub fn win_rate(facts: &Facts<'_>) -> Option<FormulaCard> {
    match facts.rep.rate {
        RateUsed::Trusted(own) => Some(trusted(facts, &own)),
        RateUsed::OfTen(rate) => Some(of_ten(rate)),
        RateUsed::LossesNotRecorded => None,
    }
}

fn trusted(facts: &Facts<'_>, own: &OwnRate) -> FormulaCard {
    let OwnRate { rate, prior, by } = *own;
    let Decided { won, lost } = rate.decided;
    let mut steps = vec![step(
        "The rep's own deals",
        rate.raw.map_or_else(
            || "none decided".to_owned(),
            |raw| {
                let not_won = definition_words::not_won(by);
                format!(
                    "{} won, {} {not_won}, {}",
                    format::count(won as f64),
                    format::count(lost as f64),
                    format::rate(raw)
                )
            },
        ),
    )];
    steps.push(step("Counted", facts.counted(by)));
    steps.extend(of_the_group(facts, &rate, prior));
    steps.push(step("Win rate", format::rate(rate.trusted)));
    if let Some(Interval { low, high }) = rate.likely {
        let range = format!("{} to {}", format::rate(low), format::rate(high));
        steps.push(step("Likely range, 8 in 10", range));
    }
    let (words, source) = match prior.basis {
        Basis::Fitted | Basis::AllAlike => (
            "A few deals say little about a rep: luck decides as much as skill. So the rate starts at that of the rep's group, the rep among them, and moves to the rep's own with every decided deal. How many deals the group counts as follows from how much its reps differ: the more alike they are, the more it counts.",
            "empirical-Bayes beta-binomial (Skellam, 1948; Casella, 1985), posterior by Raiffa and Schlaifer (1961)",
        ),
        Basis::NoPeersYet => (
            "Fewer than 4 reps of the group have decided deals, which is too few to tell how reps differ. So only the rep's own deals count, with half a win and half a loss added for what they can't rule out.",
            "Jeffreys' prior (Jeffreys, 1946), posterior by Raiffa and Schlaifer (1961)",
        ),
    };
    FormulaCard {
        title: "Win rate".to_owned(),
        words: words.to_owned(),
        formula: format!(
            "(a + won) ÷ (a + b + won + lost), a = {}, b = {}; likely range: the middle 80% of Beta(a + won, b + lost)",
            format::tenths(prior.alpha),
            format::tenths(prior.beta)
        ),
        steps,
        source: source.to_owned(),
        leaves_out: "How large the deals are and how hard to win, whether the rep is getting better, and open deals, of which nobody knows yet how they end.".to_owned(),
    }
}

fn of_the_group(facts: &Facts<'_>, rate: &TrustedRate, prior: BetaPrior) -> Steps {
    let who = facts.group.as_ref().map(|group| step("The group", group.with_decided()));
    let says = (prior.basis != Basis::NoPeersYet).then(|| {
        let strength = format::mean_count(prior.strength());
        [
            step("Win rate of its usual rep", format::rate(prior.mean())),
            step("It counts as", format!("{strength} deals")),
            step("Weight of the rep's own deals", format::whole_percent(rate.own_weight.share())),
        ]
    });
    who.into_iter().chain(says.into_iter().flatten()).collect()
}

fn of_ten(rate: Rate) -> FormulaCard {
    FormulaCard {
        title: "Win rate".to_owned(),
        words: "Hardly a loss is recorded, so won over decided would be far too high. What stands here is the answer to \"of ten quotes, how many come in?\", the same for every rep.".to_owned(),
        formula: "answer ÷ 10".to_owned(),
        steps: vec![
            step("Of ten quotes come in", format::count(rate.share() * 10.0)),
            step("Win rate", format::rate(rate)),
        ],
        source: "your answer under Data, Settings".to_owned(),
        leaves_out: "How reps differ, and how sure the answer is: record lost deals to know.".to_owned(),
    }
}

/// Behind the average won deal.
pub fn average(facts: &Facts<'_>) -> FormulaCard {
    let figures = &facts.rep.figures;
    let average = figures.average_won;
    let typed = facts.rep.from == FiguresFrom::Typed;
    let own = (!typed).then(|| {
        let own = format!(
            "{}, {}",
            format::counted(figures.won_with_amount, "deal", "deals"),
            facts.money(figures.won_amount)
        );
        step("The rep's won deals with an amount", own)
    });
    let taken = match average {
        Some(AverageWon { deals, of: AverageOf::Team, .. }) => {
            format!(
                "{} of the whole team, every group",
                format::counted(deals, "won deal", "won deals")
            )
        }
        Some(AverageWon { deals, of: AverageOf::Group, .. }) => {
            format!("{} of the rep's group", format::counted(deals, "won deal", "won deals"))
        }
        _ if typed => "as typed".to_owned(),
        _ => "the rep's own".to_owned(),
    };
    let amount = average.map_or_else(|| "–".to_owned(), |average| facts.money(average.amount));
    FormulaCard {
        title: "Average won deal".to_owned(),
        words: if typed {
            "What a won deal brings on average. Where none is typed, it is the whole team's over won deals with an amount.".to_owned()
        } else {
            format!(
                "What a won deal brings on average, over those with an amount. Below {WINS_FOR_OWN_AVERAGE} of them one large deal would decide it, so the group's is taken, and where it has won as few, the whole team's. An open deal without an amount is taken at the rep's own average or else at the whole team's."
            )
        },
        formula: "amounts won ÷ won deals with an amount".to_owned(),
        steps: own
            .into_iter()
            .chain([step("Taken", taken), step("Average won deal", amount)])
            .collect(),
        source: facts.source(),
        leaves_out: "That deals differ in size: one large one can be worth many small ones."
            .to_owned(),
    }
}

/// Behind the pipeline.
pub fn pipeline(facts: &Facts<'_>) -> FormulaCard {
    let figures = &facts.rep.figures;
    let (live, stale) = (figures.live, figures.stale);
    let mut steps = Vec::new();
    if facts.rep.from == FiguresFrom::Deals {
        steps.push(step("Open deals in it", format::count(live.deals as f64)));
        if live.amounts_assumed > 0
            && let Some(average) = figures.average_won
        {
            let assumed = format!(
                "{} at {}",
                format::count(live.amounts_assumed as f64),
                facts.money(average.amount)
            );
            steps.push(step("Of them without an amount", assumed));
        }
        if figures.created_assumed > 0 {
            let assumed = format!(
                "{}, taken as created on the day looked from",
                format::count(figures.created_assumed as f64)
            );
            steps.push(step("Without a created date", assumed));
        }
        steps.push(step("Stale, left out", format::count(stale.deals as f64)));
    }
    steps.push(step("Pipeline now", facts.pipeline_now()));
    FormulaCard {
        title: "Pipeline now".to_owned(),
        words: "What the open deals are worth together. One without an amount is taken at the average won deal; stale ones are left out, for hardly any of them is still won.".to_owned(),
        formula: "sum of the amounts of open deals that are not stale".to_owned(),
        steps,
        source: facts.source(),
        leaves_out: "How likely each deal is to be won, and by when: all count in full. And deals that are still to be created.".to_owned(),
    }
}

/// Behind the stale deals.
pub fn stale(facts: &Facts<'_>) -> FormulaCard {
    let stale = facts.rep.figures.stale;
    FormulaCard {
        title: "Stale".to_owned(),
        words: "Open deals that can hardly be won any more: they are open for longer than any deal took that the team won, or their expected close passed over 30 days ago and nobody moved it. They count in no pipeline.".to_owned(),
        formula: "age > age of the oldest win, or day looked from − expected close > 30 days".to_owned(),
        steps: vec![
            step("Stale deals", format::count(stale.deals as f64)),
            step("Their worth", facts.money(stale.amount)),
        ],
        source: format!("a rule of Ridealong's own, on the deals as of {}", format::date(facts.now.as_of)),
        leaves_out: "That one of them may yet be the first to take so long: they are listed below, under Stale.".to_owned(),
    }
}

impl Facts<'_> {
    /// Whether stale deals of the rep's count as lost.
    pub fn stale_as_lost(&self) -> bool {
        matches!(self.rep.rate, RateUsed::Trusted(own) if own.by == WinRateDefinition::StaleAsLost)
    }

    /// Which deals count for the win rate.
    fn counted(&self, by: WinRateDefinition) -> String {
        let months = format::counted(self.months.into(), "month", "months");
        match self.rep.from {
            FiguresFrom::Typed => "as typed".to_owned(),
            _ if self.now.team.undated => "all, for none has a close date".to_owned(),
            _ => match by {
                WinRateDefinition::ByCount => format!("decided in the last {months}"),
                WinRateDefinition::StaleAsLost => {
                    format!("decided in {months}, and stale ones as lost")
                }
                WinRateDefinition::CreatedCohort => {
                    format!("created in the last {months}, long enough ago")
                }
                WinRateDefinition::ByValue => {
                    format!("as many deals as the money decided in {months} is worth")
                }
                WinRateDefinition::TimeToEvent => {
                    format!("as many deals as all watched in {months} are worth")
                }
            },
        }
    }

    fn source(&self) -> String {
        match self.rep.from {
            FiguresFrom::Typed => "what was typed under Data, Type".to_owned(),
            FiguresFrom::Deals | FiguresFrom::Nothing => {
                format!("the kept deals as of {}", format::date(self.now.as_of))
            }
        }
    }
}
