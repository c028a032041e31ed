//! Where the whole team is heading, and what of it can be promised.

use super::totals::Totals;
use crate::domain::{Currency, Money, Rate, Rep};
use crate::engine::rep_now::RepNow;
use crate::engine::team_forecast::RepAhead;
use crate::engine::team_total::TeamTotal;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;
use crate::ui::team::Now;

/// What a team of which some are forecast is heading for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// The total of those who are forecast and have a quota.
    pub total: TeamTotal,
    /// Their quotas together.
    pub quota: Money,
    /// How many they are.
    pub reps: usize,
}

impl Heading {
    /// "$1.84M"
    pub fn mean(&self, currency: Currency) -> String {
        format::units_to_compare(self.total.total.mean, currency)
    }

    /// "likely $1.6M to $2.1M of $2.1M quota"
    pub fn range(&self, totals: &Totals, currency: Currency) -> String {
        let range = self.total.total;
        let [low, high, quota] = [range.low, range.high, self.quota.units()]
            .map(|units| format::units_to_compare(units, currency));
        format!("likely {low} to {high}; quota {quota}{}", self.of_whom(totals))
    }

    /// What holds 9 times in 10.
    pub fn promise(&self, currency: Currency) -> String {
        format::units_to_compare(self.total.total.low, currency)
    }

    /// "holds 9 times in 10; all of quota about 15%"
    pub fn promised(&self) -> String {
        let chance = self.total.chance.unwrap_or(Rate::ZERO);
        format!("holds 9 times in 10; all of the quota: {}", format::chance_from_data(chance))
    }

    /// Who is in it, where that is not everybody.
    fn of_whom(&self, totals: &Totals) -> String {
        let all = totals.with_quota + totals.without_quota;
        if self.reps == all {
            return String::new();
        }
        let [some, all] = [self.reps, all].map(|reps| format::count(reps as f64));
        format!(", for {some} of {all} reps")
    }

    /// The card behind both.
    pub fn card(&self, totals: &Totals, each: &[HeadingOfRep], currency: Currency) -> FormulaCard {
        let range = self.total.total;
        let in_all = |units: f64| {
            Money::from_units(units)
                .map_or_else(|| "–".to_owned(), |amount| format::money(amount, currency))
        };
        let reps = format!(
            "{} of {} with a quota",
            format::count(self.reps as f64),
            format::count(totals.with_quota as f64)
        );
        let without = format::count(totals.without_quota as f64);
        let chance = self.total.chance.map(format::chance_from_data).unwrap_or_default();
        let over = totals
            .over
            .is_positive()
            .then(|| step("Of that over a rep's own quota", format::money(totals.over, currency)));
        let totals_first = [
            Some(step("Reps", reps)),
            Some(step("Without a quota, and so not in it", without)),
            Some(step("Quotas", format::money(self.quota, currency))),
            Some(step("In already", in_all(self.total.secured))),
            over,
            Some(step("Left to quota", format::money(totals.left, currency))),
            Some(step("Expected in all", in_all(range.mean))),
            Some(step("Likely from", in_all(range.low))),
            Some(step("to", in_all(range.high))),
            Some(step("Chance of all quotas together", chance)),
        ];
        let totals_first = totals_first.into_iter().flatten();
        FormulaCard {
            title: "Where the team is heading".to_owned(),
            words: "What is booked and what comes in without a deal, and on top what open deals and deals still to be created bring by the end of the period, each rep by their own forecast; in a sum also counts one whose deals are too few to tell of the rep alone. The middle is an average: a few large wins lift it, so all of a quota of just that much is often less likely than not. The range holds in 8 of 10 periods; its low end holds in 9 of 10 and is the number that can be promised.".to_owned(),
            formula: "sum over reps of booked + what comes in without a deal + open deals + new deals; 10% and 90% quantiles of the sum".to_owned(),
            steps: totals_first.chain(each_step(each, currency)).collect(),
            source: "each rep's individual and collective risk model (Panjer, 1981), added up by convolution".to_owned(),
            leaves_out: "What lifts or sinks all reps at once, such as a market or a price: the true range is rather wider. Reps without a quota or without deals.".to_owned(),
        }
    }
}

/// What one rep is heading for.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingOfRep {
    /// Who.
    pub name: String,
    /// Expected by the end of the period, in units.
    pub expected: f64,
    /// Booked, or comes in without a deal.
    pub in_already: Money,
}

impl HeadingOfRep {
    /// Of all who are in the total.
    pub fn all(now: &Now, reps: &[Rep]) -> Vec<Self> {
        let Some(ahead) = &now.ahead else { return Vec::new() };
        let all = ahead.reps.iter().zip(&now.team.reps).zip(reps);
        let with_quota = all.filter(|((_, now), _)| now.quota.quota.is_some());
        let one = |((ahead, now), rep): ((&Option<RepAhead>, &RepNow), &Rep)| {
            let (expected, in_already) = (ahead.as_ref()?.total.mean, now.quota.booked + now.ahead);
            Some(Self { name: rep.name.clone(), expected, in_already })
        };
        with_quota.filter_map(one).collect()
    }
}

fn each_step(each: &[HeadingOfRep], currency: Currency) -> impl Iterator<Item = (String, String)> {
    each.iter().map(move |HeadingOfRep { name, expected, in_already }| {
        let expected = format::units_to_compare(*expected, currency);
        let in_already = format::money_short(*in_already, currency);
        step(name, format!("{expected}, {in_already} of it in already"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::likely_total::LikelyTotal;
    use jiff::civil::date;

    #[test]
    fn who_is_not_in_it_is_said() {
        let total = LikelyTotal { mean: 1_840_000.0, low: 1_600_000.0, high: 2_100_000.0 };
        let chance = Some(Rate::clamped(0.15));
        let total = TeamTotal { secured: 900_000.0, total, chance };
        let quota = Money::from_units(2_100_000.0).unwrap();
        let heading = Heading { total, quota, reps: 10 };
        let mut totals = Totals::none(date(2026, 11, 22));
        totals.with_quota = 12;
        let usd = Currency::Usd;
        assert_eq!(
            (heading.mean(usd), heading.promise(usd)),
            ("USD 1840K".into(), "USD 1600K".into())
        );
        let said = "likely USD 1600K to USD 2100K; quota USD 2100K, for 10 of 12 reps";
        assert_eq!(heading.range(&totals, usd), said);
        (totals.with_quota, totals.without_quota) = (10, 3);
        assert!(heading.range(&totals, usd).ends_with(", for 10 of 13 reps"));
        totals.without_quota = 0;
        assert!(heading.range(&totals, usd).ends_with("; quota USD 2100K"));
        assert_eq!(heading.promised(), "holds 9 times in 10; all of the quota: 15%");
        let in_already = Money::from_hundredths(15_260_000);
        let each = [HeadingOfRep { name: "Ana".to_owned(), expected: 163_400.0, in_already }];
        let steps = heading.card(&totals, &each, usd).steps;
        assert_eq!(
            steps.last().unwrap(),
            &("Ana".into(), "USD 163K, USD 153K of it in already".into())
        );
        assert!(
            heading.card(&totals, &each, usd).steps.iter().all(|(_, amount)| !amount.is_empty())
        );
    }
}
