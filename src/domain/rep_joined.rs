//! Two records of one person become one.

use crate::domain::Rep;

impl Rep {
    /// Takes over what is known of a rep who turned out to be this one: their name and its other
    /// ways to write it, and whatever is not known of this rep. Where both have something, this
    /// rep's stays.
    pub fn join(&mut self, other: Self) {
        let numbers = std::iter::once(other.id).chain(other.formerly);
        for number in numbers {
            if self.id != number && !self.formerly.contains(&number) {
                self.formerly.push(number);
            }
        }
        let names = std::iter::once(other.name).chain(other.also_known_as);
        for name in names {
            self.know_as(name);
        }
        fill(&mut self.group, other.group);
        fill(&mut self.manager, other.manager);
        fill(&mut self.region, other.region);
        fill(&mut self.role, other.role);
        fill(&mut self.started, other.started);
        if !self.comes_in_without_a_deal.is_positive() {
            self.comes_in_without_a_deal = other.comes_in_without_a_deal;
        }
        for quota in other.quotas {
            if self.quota(quota.period).is_none() {
                self.set_quota(quota);
            }
        }
        for booked in other.booked_by_hand {
            if self.booked_by_hand(booked.period).is_none() {
                self.set_booked_by_hand(Some(booked), booked.period);
            }
        }
        for call in other.calls {
            if self.call(call.period).is_none() {
                self.set_call(call.period, Some(call.amount));
            }
        }
        // Figures of two columns of typing don't mix.
        if self.typed.is_empty() {
            self.typed = other.typed;
        }
    }

    /// Adds another way to write the name.
    pub fn know_as(&mut self, name: String) {
        if self.name != name && !self.also_known_as.contains(&name) {
            self.also_known_as.push(name);
        }
    }
}

fn fill<T>(known: &mut Option<T>, other: Option<T>) {
    if known.is_none() {
        *known = other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BookedByHand, FiscalCalendar, Money, Quota, QuotaSource, TypedFigures};

    #[test]
    fn a_rep_joined_with_another_keeps_what_is_known_and_takes_the_rest() {
        let calendar = FiscalCalendar::default();
        let [first, second] = [1, 2].map(|ordinal| calendar.period(2026, ordinal).unwrap());
        let money = Money::from_hundredths;
        let quota =
            |period, cents| Quota { period, amount: money(cents), source: QuotaSource::Set };
        let mut dana = Rep::named("Dana Okafor");
        dana.also_known_as.push("D. O.".to_owned());
        dana.region = Some("West".to_owned());
        dana.set_quota(quota(first, 1));
        dana.typed = TypedFigures { won: Some(3), ..TypedFigures::default() };
        let mut other = Rep::named("Okafor, Dana");
        other.also_known_as = vec!["D. O.".to_owned(), "Dana Okafor".to_owned()];
        other.region = Some("East".to_owned());
        other.manager = Some("Eve".to_owned());
        other.set_quota(quota(first, 2));
        other.set_quota(quota(second, 3));
        other.comes_in_without_a_deal = money(7);
        other.typed = TypedFigures { won: Some(9), lost: Some(4), ..TypedFigures::default() };
        let booked = BookedByHand { period: second, amount: money(5) };
        other.set_booked_by_hand(Some(booked), second);
        let number = other.id;
        dana.join(other);
        assert_eq!(dana.formerly, [number]);
        assert_eq!(dana.also_known_as, ["D. O.", "Okafor, Dana"]);
        assert_eq!((dana.region.as_deref(), dana.manager.as_deref()), (Some("West"), Some("Eve")));
        assert_eq!(dana.quotas, [quota(first, 1), quota(second, 3)]);
        assert_eq!(dana.booked_by_hand(second), Some(money(5)));
        assert_eq!(dana.comes_in_without_a_deal, money(7));
        assert_eq!((dana.typed.won, dana.typed.lost), (Some(3), None));
    }
}
