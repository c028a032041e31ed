//! How the whole team stands: three figures.

use super::no_quotas::NoQuotas;
use crate::domain::{Currency, Money};
use crate::engine::attention::Attention;
use crate::engine::flat_rule::FlatRule;
use crate::engine::goal::Goal;
use crate::engine::rep_now::RepNow;
use crate::ui::components::figure::Figure;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use crate::ui::pages::calculate::coverage::cards::EQUAL_DEALS;
use crate::ui::team::{Now, TeamLook};
use jiff::civil::Date;
use leptos::prelude::*;

/// What is left, who is short, and for how many flat 3x is wrong.
#[component]
pub fn Overview() -> impl IntoView {
    let look = TeamLook::here();
    let currency = Memo::new(move |_| look.settings.with(|settings| settings.currency));
    // Of the same moment as the rows.
    let totals = Memo::new(move |_| look.now.with(|now| now.as_deref().map(Totals::of)));
    let with = move |write: fn(&Totals, Currency) -> String| {
        Signal::derive(move || {
            totals.with(|totals| {
                totals.as_ref().map(|totals| write(totals, currency.get())).unwrap_or_default()
            })
        })
    };
    let card = move |make: fn(&Totals, Currency) -> FormulaCard| {
        Callback::new(move |()| Some(make(&totals.get_untracked()?, currency.get_untracked())))
    };
    let wanted = Signal::derive(move || {
        look.settings.with(|settings| {
            format!("Short of {} chance", format::whole_percent(settings.wanted_chance.share()))
        })
    });
    let of_quotas = move |there: bool| {
        let is = move |totals: &Totals| (totals.with_quota > 0) == there;
        flag(move || totals.with(|totals| totals.as_ref().is_some_and(is)))
    };
    let of_needs = move |there: bool| {
        let is = move |totals: &Totals| (totals.with_need > 0) == there;
        flag(move || totals.with(|totals| totals.as_ref().is_some_and(is)))
    };
    view! {
        <When shown=of_quotas(false)>
            <NoQuotas />
        </When>
        <When shown=of_quotas(true)>
            <div class="trio">
                <Figure
                    label="Left to quota".to_owned()
                    text=with(|totals, currency| format::money_short(totals.left, currency))
                    value=with(|totals, _| totals.left.decimal())
                    note=with(in_of_quota)
                    card=card(left_card)
                />
                <When shown=of_needs(true)>
                    <Figure
                        label=wanted
                        text=with(|totals, _| of(totals.short, totals.with_need))
                        value=with(|totals, _| totals.short.to_string())
                        note=with(|totals, _| others(totals))
                        card=card(short_card)
                    />
                    <Figure
                        label="Flat 3× is wrong for".to_owned()
                        text=with(|totals, _| of(totals.too_little + totals.too_much, totals.with_need))
                        value=with(|totals, _| (totals.too_little + totals.too_much).to_string())
                        note=with(|totals, _| wrong_for(totals))
                        card=card(flat_card)
                    />
                </When>
                <When shown=of_needs(false)>
                    <p class="trio-words">{with(|totals, _| nobodys_need(totals))}</p>
                </When>
            </div>
        </When>
    }
}

/// What the rows add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Totals {
    /// The day that they are of.
    as_of: Date,
    /// Quotas of those who have one.
    quota: Money,
    /// Booked by those.
    booked: Money,
    /// What still comes in without a deal to those.
    ahead: Money,
    /// What of both is over a rep's own quota, and so in nobody else's.
    over: Money,
    /// Left to those who are not there yet.
    left: Money,
    /// Reps with a quota.
    with_quota: usize,
    /// Reps with something left and no need: nothing tells what they need.
    no_number: usize,
    /// Reps with a need.
    with_need: usize,
    /// Reps short of the wanted chance.
    short: usize,
    /// Reps at quota.
    met: usize,
    /// Reps without a quota.
    without_quota: usize,
    /// Reps for whom 3x is too little.
    too_little: usize,
    /// Reps for whom 3x is too much.
    too_much: usize,
}

impl Totals {
    /// Adds the rows up.
    fn of(now: &Now) -> Self {
        let mut totals = now.team.reps.iter().fold(Self::none(now.as_of), Self::and);
        let is_short =
            |(_, attention): &&(usize, Attention)| matches!(attention, Attention::Short { .. });
        totals.short = now.order.iter().filter(is_short).count();
        totals
    }

    const fn none(as_of: Date) -> Self {
        Self {
            as_of,
            quota: Money::ZERO,
            booked: Money::ZERO,
            ahead: Money::ZERO,
            over: Money::ZERO,
            left: Money::ZERO,
            with_quota: 0,
            no_number: 0,
            with_need: 0,
            short: 0,
            met: 0,
            without_quota: 0,
            too_little: 0,
            too_much: 0,
        }
    }

    fn and(mut self, rep: &RepNow) -> Self {
        if let Some(quota) = rep.quota.quota {
            self.with_quota += 1;
            self.quota = self.quota + quota;
            self.booked = self.booked + rep.quota.booked;
            self.ahead = self.ahead + rep.ahead;
            self.over = self.over + rep.over_quota();
        }
        match rep.goal {
            Goal::Left(left) => self.left = self.left + left,
            Goal::Met => self.met += 1,
            Goal::NoQuota => self.without_quota += 1,
            Goal::PeriodOver => {}
        }
        let has_left = matches!(rep.goal, Goal::Left(_));
        self.no_number += usize::from(has_left && rep.need.is_err());
        self.with_need += usize::from(rep.need.is_ok());
        match rep.flat_rule() {
            Some(FlatRule::TooLittle { .. }) => self.too_little += 1,
            Some(FlatRule::TooMuch { .. }) => self.too_much += 1,
            Some(FlatRule::MayBeRight) | None => {}
        }
        self
    }
}

fn of(part: usize, whole: usize) -> String {
    format!("{} of {}", format::count(part as f64), format::count(whole as f64))
}

/// "2 at quota, 1 without a quota, 3 with no number yet": who is not among those counted.
fn others(totals: &Totals) -> String {
    let met = (totals.met > 0).then(|| format!("{} at quota", format::count(totals.met as f64)));
    let without = (totals.without_quota > 0)
        .then(|| format!("{} without a quota", format::count(totals.without_quota as f64)));
    let no_number = (totals.no_number > 0)
        .then(|| format!("{} with no number yet", format::count(totals.no_number as f64)));
    let others: Vec<String> = [met, without, no_number].into_iter().flatten().collect();
    if others.is_empty() { "with something left to quota".to_owned() } else { others.join(", ") }
}

/// "$900K booked of $1M, $200K of it over quota": what, taken together, leaves what is left.
fn in_of_quota(totals: &Totals, currency: Currency) -> String {
    let money = |amount| format::money_short(amount, currency);
    let booked = format!("{} booked of {}", money(totals.booked), money(totals.quota));
    let (ahead, over) = (totals.ahead.is_positive(), totals.over.is_positive());
    let ahead_too = format!("{booked}, {} comes in without a deal", money(totals.ahead));
    match (ahead, over) {
        (false, false) => booked,
        (false, true) => format!("{booked}, {} of it over quota", money(totals.over)),
        (true, false) => ahead_too,
        (true, true) => format!("{ahead_too}, {} of both over quota", money(totals.over)),
    }
}

/// "too little for 3, too much for 2"
fn wrong_for(totals: &Totals) -> String {
    let of = |what: &str, reps: usize| {
        (reps > 0).then(|| format!("{what} for {}", format::count(reps as f64)))
    };
    let wrong = [of("too little", totals.too_little), of("too much", totals.too_much)];
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    if wrong.is_empty() { "it may be right for each".to_owned() } else { wrong.join(", ") }
}

/// Why nobody has a need, where nobody has.
fn nobodys_need(totals: &Totals) -> String {
    let left = totals.no_number as u64;
    if left == 0 {
        return "Everybody with a quota is at it, so nobody is short and no pipeline is needed for it."
            .to_owned();
    }
    let met = (totals.met > 0).then(|| {
        format!("{} at quota. ", format::counted(totals.met as u64, "rep is", "reps are"))
    });
    format!(
        "{}Nothing tells yet what {} with something left: each row says what is missing.",
        met.unwrap_or_default(),
        format::counted(left, "rep needs", "reps need")
    )
}

fn left_card(totals: &Totals, currency: Currency) -> FormulaCard {
    FormulaCard {
        title: "Left to quota".to_owned(),
        words: "What the reps who are not at quota yet still have to bring, added up. What others booked over their quota does not count against it.".to_owned(),
        formula: "sum over reps of max(0, quota − booked − what comes in without a deal)".to_owned(),
        steps: left_steps(totals, currency),
        source: "the kept deals and quotas".to_owned(),
        leaves_out: "Reps without a quota.".to_owned(),
    }
}

/// Quotas, less what is in, and what of that counts for nobody else: they add up to what is left.
fn left_steps(totals: &Totals, currency: Currency) -> Vec<(String, String)> {
    let some = |what: &str, sign: &str, amount: Money| {
        let written = || format!("{sign}{}", format::money(amount, currency));
        amount.is_positive().then(|| step(what, written()))
    };
    [
        Some(step("Quotas", format::money(totals.quota, currency))),
        Some(step("Booked so far", format!("− {}", format::money(totals.booked, currency)))),
        some("Still comes in without a deal", "− ", totals.ahead),
        some("Of these over a rep's own quota", "+ ", totals.over),
        Some(step("Left", format::money(totals.left, currency))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn short_card(totals: &Totals, _: Currency) -> FormulaCard {
    FormulaCard {
        title: "Short of the wanted chance".to_owned(),
        words: "How many reps have less pipeline than they need for the chance of quota that you want. Whose pipeline is not typed is not counted. Where a rep's own deals are too few to tell, only who lacks even the least that may be needed is counted.".to_owned(),
        formula: "chance of quota with the pipeline now < wanted chance".to_owned(),
        steps: vec![
            ("Reps with something left and a need".to_owned(), format::count(totals.with_need as f64)),
            ("Short".to_owned(), format::count(totals.short as f64)),
            ("As of".to_owned(), format::date(totals.as_of)),
        ],
        source: "beta-binomial distribution (Skellam, 1948) of each rep's posterior win rate".to_owned(),
        leaves_out: EQUAL_DEALS.to_owned(),
    }
}

fn flat_card(totals: &Totals, _: Currency) -> FormulaCard {
    let may_be_right = totals.with_need - totals.too_little - totals.too_much;
    FormulaCard {
        title: "Flat 3× is wrong".to_owned(),
        words: "For how many reps 3× lies outside what the likely range of their win rate asks for. Where the range holds 3×, nobody can say that it is wrong.".to_owned(),
        formula: "3× < need at the high end of the win rate, or 3× > need at its low end".to_owned(),
        steps: vec![
            ("Too little for".to_owned(), format::count(totals.too_little as f64)),
            ("Too much for".to_owned(), format::count(totals.too_much as f64)),
            ("May be right for".to_owned(), format::count(may_be_right as f64)),
        ],
        source: format!("each rep's own deals as of {}; ranges are 8 in 10", format::date(totals.as_of)),
        leaves_out: EQUAL_DEALS.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::deal_figures::DealFigures;
    use crate::engine::goal::RepQuota;
    use crate::engine::rep_now::{FiguresFrom, NoNeed, NotTyped, RateUsed};

    const DAY: Date = Date::constant(2026, 11, 21);

    #[test]
    fn who_is_not_counted_is_said() {
        let totals = Totals { met: 2, without_quota: 1, no_number: 3, ..Totals::none(DAY) };
        assert_eq!(others(&totals), "2 at quota, 1 without a quota, 3 with no number yet");
        let all_counted = Totals { with_quota: 4, with_need: 4, ..Totals::none(DAY) };
        assert_eq!(others(&all_counted), "with something left to quota");
    }

    #[test]
    fn what_is_booked_of_quota_adds_up_to_what_is_left() {
        let units = |units| Money::from_units(units).unwrap();
        let mut totals = Totals {
            quota: units(1_000_000.0),
            booked: units(900_000.0),
            left: units(100_000.0),
            ..Totals::none(DAY)
        };
        let said = |totals: &Totals| in_of_quota(totals, Currency::Usd);
        assert_eq!(said(&totals), "USD 900K booked of USD 1000K");
        totals.over = units(200_000.0);
        totals.left = units(300_000.0);
        let over = "USD 900K booked of USD 1000K, USD 200K of it over quota";
        assert_eq!(said(&totals), over);
        totals.ahead = units(50_000.0);
        totals.left = units(250_000.0);
        assert!(said(&totals).contains(", USD 50K comes in without a deal, USD 200K of both "));
        let steps = left_steps(&totals, Currency::Usd);
        let amounts: Vec<&str> = steps.iter().map(|(_, amount)| amount.as_str()).collect();
        let all = ["USD 1000000", "− USD 900000", "− USD 50000", "+ USD 200000", "USD 250000"];
        assert_eq!(amounts, all);
    }

    #[test]
    fn where_nobody_has_a_need_words_say_why() {
        let met = Totals { with_quota: 2, met: 2, ..Totals::none(DAY) };
        assert!(nobodys_need(&met).starts_with("Everybody with a quota is at it, "));
        let untold = Totals { with_quota: 3, met: 1, no_number: 2, ..Totals::none(DAY) };
        let said = "1 rep is at quota. Nothing tells yet what 2 reps need with something left: each row says what is missing.";
        assert_eq!(nobodys_need(&untold), said);
    }

    #[test]
    fn nobody_is_no_number() {
        let wrong = |too_little, too_much| {
            wrong_for(&Totals { with_need: 9, too_little, too_much, ..Totals::none(DAY) })
        };
        assert_eq!(wrong(3, 2), "too little for 3, too much for 2");
        assert_eq!(
            (wrong(3, 0), wrong(0, 2)),
            ("too little for 3".into(), "too much for 2".into())
        );
        assert_eq!(wrong(0, 0), "it may be right for each");
    }

    #[test]
    fn every_rep_with_a_quota_or_without_is_counted_once() {
        let rep = |goal, need| RepNow {
            from: FiguresFrom::Deals,
            figures: DealFigures::default(),
            quota: RepQuota { quota: None, booked: Money::ZERO, without_a_deal: Money::ZERO },
            ahead: Money::ZERO,
            goal,
            rate: RateUsed::LossesNotRecorded,
            not_typed: NotTyped::default(),
            need: Err(need),
        };
        let reps = [
            rep(Goal::Met, NoNeed::QuotaMet),
            rep(Goal::NoQuota, NoNeed::NoQuota),
            rep(Goal::Left(Money::ZERO), NoNeed::NothingDecided),
            rep(Goal::Left(Money::ZERO), NoNeed::NoDealSize),
        ];
        let totals = reps.iter().fold(Totals::none(DAY), Totals::and);
        assert_eq!(others(&totals), "1 at quota, 1 without a quota, 2 with no number yet");
    }
}
