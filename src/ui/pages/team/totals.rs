//! What the rows of a team add up to, in figures and in words.

use super::heading::Heading;
use crate::domain::{Currency, Money};
use crate::engine::attention::Attention;
use crate::engine::flat_rule::FlatRule;
use crate::engine::goal::Goal;
use crate::engine::rep_now::RepNow;
use crate::engine::rep_seen::RepSeen;
use crate::engine::team_forecast::RepAhead;
use crate::ui::format;
use crate::ui::team::Now;
use jiff::civil::Date;

/// What the rows add up to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Totals {
    /// The day that they are of.
    pub as_of: Date,
    /// Quotas of those who have one.
    pub quota: Money,
    /// Booked by those.
    pub booked: Money,
    /// What still comes in without a deal to those.
    pub ahead: Money,
    /// What of both is over a rep's own quota, and so in nobody else's.
    pub over: Money,
    /// Left to those who are not there yet.
    pub left: Money,
    /// Reps with a quota.
    pub with_quota: usize,
    /// Reps with something left and no need: nothing tells what they need.
    pub no_number: usize,
    /// Reps with a need.
    pub with_need: usize,
    /// Reps whose need is a forecast; that of the others takes all deals as equal.
    pub forecast: usize,
    /// Reps short of the wanted chance.
    pub short: usize,
    /// Reps with a need of whom nothing tells whether they are short.
    pub untold: usize,
    /// Reps at quota.
    pub met: usize,
    /// Reps without a quota.
    pub without_quota: usize,
    /// Reps for whom 3x is too little.
    pub too_little: usize,
    /// Reps for whom 3x is too much.
    pub too_much: usize,
    /// Reps whom no pipeline gives the wanted chance.
    pub beyond: usize,
    /// Where the team is heading; none where nobody with a quota is forecast.
    pub heading: Option<Heading>,
}

impl Totals {
    /// Reps for whom nobody can say that 3x is wrong.
    pub const fn may_be_right(&self) -> usize {
        self.with_need - self.too_little - self.too_much - self.beyond
    }
}

impl Totals {
    /// Adds the rows up.
    pub fn of(now: &Now) -> Self {
        let mut totals = now.seen().fold(Self::none(now.as_of), Self::and);
        let is_short =
            |(_, attention): &&(usize, Attention)| matches!(attention, Attention::Short { .. });
        totals.short = now.order.iter().filter(is_short).count();
        let is_untold = |(place, attention): &&(usize, Attention)| {
            let has_need = now.rep(*place).is_some_and(|rep| rep.has_need());
            has_need && *attention == Attention::CannotTell
        };
        totals.heading = now.ahead.as_ref().and_then(|ahead| {
            let is_in = |(rep, now): &(&Option<RepAhead>, &RepNow)| {
                rep.is_some() && now.quota.quota.is_some()
            };
            let reps = ahead.reps.iter().zip(&now.team.reps).filter(is_in).count();
            Some(Heading { total: ahead.total?, quota: ahead.quota?, reps })
        });
        totals.untold = now.order.iter().filter(is_untold).count();
        totals
    }

    pub const fn none(as_of: Date) -> Self {
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
            forecast: 0,
            short: 0,
            untold: 0,
            met: 0,
            without_quota: 0,
            too_little: 0,
            too_much: 0,
            beyond: 0,
            heading: None,
        }
    }

    fn and(mut self, seen: RepSeen<'_>) -> Self {
        let rep = seen.now;
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
        self.no_number += usize::from(has_left && !seen.has_need());
        self.with_need += usize::from(seen.has_need());
        self.forecast += usize::from(seen.ahead.is_some());
        self.beyond += usize::from(seen.is_out_of_reach());
        match seen.flat_rule() {
            Some(FlatRule::TooLittle { .. }) => self.too_little += 1,
            Some(FlatRule::TooMuch { .. }) => self.too_much += 1,
            Some(FlatRule::MayBeRight) | None => {}
        }
        self
    }
}

/// "2 at quota, 1 without a quota, 3 with no number yet": who is not among those counted.
pub fn others(totals: &Totals) -> String {
    let met = (totals.met > 0).then(|| format!("{} at quota", format::count(totals.met as f64)));
    let without = (totals.without_quota > 0)
        .then(|| format!("{} without a quota", format::count(totals.without_quota as f64)));
    let no_number = (totals.no_number > 0)
        .then(|| format!("{} with no number yet", format::count(totals.no_number as f64)));
    let untold = (totals.untold > 0)
        .then(|| format!("{} too uncertain to say", format::count(totals.untold as f64)));
    let others: Vec<String> = [untold, met, without, no_number].into_iter().flatten().collect();
    if others.is_empty() { "with something left to quota".to_owned() } else { others.join(", ") }
}

/// "$900K booked of $1M, $200K of it over quota": what, taken together, leaves what is left.
pub fn in_of_quota(totals: &Totals, currency: Currency) -> String {
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
pub fn wrong_for(totals: &Totals) -> String {
    let of = |what: &str, reps: usize| {
        (reps > 0).then(|| format!("{what} for {}", format::count(reps as f64)))
    };
    let wrong = [of("too little", totals.too_little), of("too much", totals.too_much)];
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    if wrong.is_empty() { "it may be right for each".to_owned() } else { wrong.join(", ") }
}

/// Why nobody has a need, where nobody has.
pub fn nobodys_need(totals: &Totals) -> String {
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
        let blank = Totals { untold: 3, met: 1, ..Totals::none(DAY) };
        assert_eq!(others(&blank), "3 too uncertain to say, 1 at quota");
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
            withheld: false,
        };
        let reps = [
            rep(Goal::Met, NoNeed::QuotaMet),
            rep(Goal::NoQuota, NoNeed::NoQuota),
            rep(Goal::Left(Money::ZERO), NoNeed::NothingDecided),
            rep(Goal::Left(Money::ZERO), NoNeed::NoDealSize),
        ];
        let seen = reps.iter().map(|rep| RepSeen::new(rep, None));
        let totals = seen.fold(Totals::none(DAY), Totals::and);
        assert_eq!(others(&totals), "1 at quota, 1 without a quota, 2 with no number yet");
    }
}
