//! No quota of the period: what is kept for others, and where to go.

use crate::domain::{FiscalCalendar, Period, PeriodLength, Rep};
use crate::engine::day::Day;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::TeamLook;
use jiff::civil::Date;
use leptos::prelude::*;

/// Says why nobody can be short of a quota, and leads to where there is one or to where one is set.
#[component]
pub fn NoQuotas() -> impl IntoView {
    let look = TeamLook::here();
    let calendar = move || look.settings.with(|settings| settings.calendar);
    let other = Memo::new(move |_| {
        let day = look.now.with(|now| now.as_ref().map(|now| now.as_of))?;
        look.reps.with(|reps| Others::of(reps, day, calendar()))
    });
    let words = text(move || {
        other.get().map_or_else(
            || "No quota is set for this period, so nobody can be short of it.".to_owned(),
            |other| other.sentence(calendar()),
        )
    });
    let from = Memo::new(move |_| {
        other.get().filter(|other| other.is_reached_by_a_day).map(|other| other.nearest.start)
    });
    let look_from = text(move || {
        from.get().map(|day| format!("Look from {}", format::date(day))).unwrap_or_default()
    });
    view! {
        <div class="kept-now">
            <p>{words}</p>
            <div class="buttons">
                <When shown=flag(move || from.with(Option::is_some))>
                    <button class="button" type="button" on:click=move |_| look.look_from(from.get_untracked())>
                        {look_from}
                    </button>
                </When>
                <a class="button" href=Route::Data(DataPlace::Quotas).href()>
                    "Set quotas"
                </a>
            </div>
        </div>
    }
}

/// The other periods that quotas are kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Others {
    /// The one nearest to the day that is looked from.
    nearest: Period,
    /// How many there are.
    count: usize,
    /// Whether it is one of the company's periods now, so that a day in it finds its quotas.
    is_reached_by_a_day: bool,
}

impl Others {
    /// Of these reps; `None` where no quota is kept at all.
    fn of(reps: &[Rep], day: Date, calendar: FiscalCalendar) -> Option<Self> {
        let all = reps.iter().flat_map(|rep| &rep.quotas);
        let mut periods: Vec<Period> = all.map(|quota| quota.period).collect();
        periods.sort_unstable();
        periods.dedup();
        let is_own = |period: Period| calendar.period_of(period.start) == period;
        // Of those as near, one that a day leads to.
        let nearest = periods
            .iter()
            .copied()
            .min_by_key(|period| (!is_own(*period), days_away(*period, day), period.start))?;
        let is_reached_by_a_day = is_own(nearest);
        Some(Self { nearest, count: periods.len(), is_reached_by_a_day })
    }

    fn sentence(self, calendar: FiscalCalendar) -> String {
        let nearest = named(self.nearest, calendar);
        let kept = match self.count {
            1 => format!("Quotas are kept for {nearest}"),
            count => format!(
                "Quotas are kept for {} other periods, the nearest {nearest}",
                format::count(count as f64)
            ),
        };
        let way = if self.is_reached_by_a_day {
            "look from a day in it, or set quotas"
        } else {
            "carry them over, or set quotas"
        };
        format!("{kept}; none for this period: {way}.")
    }
}

fn days_away(period: Period, day: Date) -> usize {
    let [start, end, day] = [period.start, period.end, day].map(Day::from);
    start.since(day).max(day.since(end))
}

/// "the quarter to Dec 31, 2017"; of another length "Jan 1, 2017 to Dec 31, 2017".
fn named(period: Period, calendar: FiscalCalendar) -> String {
    let last = format::date(period.last_day());
    let lengths = [
        (PeriodLength::Month, "month"),
        (PeriodLength::Quarter, "quarter"),
        (PeriodLength::Year, "year"),
    ];
    let length = lengths
        .into_iter()
        .find(|(length, _)| calendar.with_length(*length).period_of(period.start) == period);
    match length {
        Some((_, length)) => format!("the {length} to {last}"),
        None => format!("{} to {last}", format::date(period.start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Money, Quota, QuotaSource};
    use jiff::civil::date;

    fn rep(periods: &[Period]) -> Rep {
        let amount = Money::from_hundredths(100);
        let quota = |period: &Period| Quota { period: *period, amount, source: QuotaSource::Set };
        Rep { quotas: periods.iter().map(quota).collect(), ..Rep::named("Ana") }
    }

    #[track_caller]
    fn case(periods: &[Period], said: Option<&str>, reached: bool) {
        let calendar = FiscalCalendar::default();
        let reps = [rep(periods), rep(periods), rep(&[])];
        let others = Others::of(&reps, date(2018, 1, 1), calendar);
        assert_eq!(others.map(|others| others.sentence(calendar)).as_deref(), said);
        assert_eq!(others.is_some_and(|others| others.is_reached_by_a_day), reached);
    }

    #[test]
    fn quotas_of_other_periods_are_said_and_the_nearest_is_named() {
        let quarters = FiscalCalendar::default();
        let in_2017 = quarters.periods_of_year(2017);
        case(&[], None, false);
        case(
            &in_2017[3..],
            Some(
                "Quotas are kept for the quarter to 2017-12-31; none for this period: look from a day in it, or set quotas.",
            ),
            true,
        );
        case(
            &in_2017,
            Some(
                "Quotas are kept for 4 other periods, the nearest the quarter to 2017-12-31; none for this period: look from a day in it, or set quotas.",
            ),
            true,
        );
        let year = quarters.with_length(PeriodLength::Year).period_of(date(2018, 5, 1));
        case(
            &[year],
            Some(
                "Quotas are kept for the year to 2018-12-31; none for this period: carry them over, or set quotas.",
            ),
            false,
        );
    }

    #[test]
    fn a_period_that_lies_ahead_can_be_the_nearest() {
        let calendar = FiscalCalendar::default();
        let ahead = calendar.period_of(date(2018, 4, 1));
        let long_ago = calendar.period_of(date(2016, 4, 1));
        let others = Others::of(&[rep(&[long_ago, ahead])], date(2018, 3, 20), calendar).unwrap();
        assert_eq!((others.nearest, others.count), (ahead, 2));
    }
}
