//! What if a deal is lost, larger or later, or one more is found? Nothing that is kept changes.

use super::super::super::seen_words::{has_ahead, needed_ahead};
use super::super::RepState;
use crate::domain::{Currency, Money};
use crate::engine::deals_tried::{DealChange, DealTried, DealsTried, TriedAhead};
use crate::engine::forecast::Standing;
use crate::engine::rep_seen::RepSeen;
use crate::engine::team_forecast::RepAhead;
use crate::reader::Message;
use crate::ui::announcer::Announcer;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::TeamLook;
use jiff::civil::Date;
use leptos::prelude::*;
use std::cmp::Ordering;
use std::mem::discriminant;

/// What is tried of a rep's open deals; a page provides it as a context.
#[derive(Clone, Copy)]
pub struct DealTrial {
    /// Whether changes are tried at all.
    pub is_open: RwSignal<bool>,
    tried: RwSignal<DealsTried>,
    answer: RwSignal<Option<Message>>,
}

impl DealTrial {
    /// For all components below.
    pub fn provide() -> Self {
        let trial = Self {
            is_open: RwSignal::new(false),
            tried: RwSignal::default(),
            answer: RwSignal::default(),
        };
        provide_context(trial);
        trial
    }

    /// Whether a deal is switched off.
    pub fn is_off(self, deal: usize) -> bool {
        self.find(deal, |change| (change == DealChange::Off).then_some(())).is_some()
    }

    /// The amount that a deal is tried with.
    pub fn amount_of(self, deal: usize) -> Option<Money> {
        self.find(deal, |change| match change {
            DealChange::Amount(amount) => Some(amount),
            _ => None,
        })
    }

    /// Whether a deal is moved out of the period.
    pub fn is_moved(self, deal: usize) -> bool {
        self.find(deal, |change| (change == DealChange::AfterThePeriod).then_some(())).is_some()
    }

    /// Whether anything of a deal is changed.
    pub fn is_tried(self, deal: usize) -> bool {
        self.find(deal, |_| Some(())).is_some()
    }

    fn find<T>(self, deal: usize, read: impl Fn(DealChange) -> Option<T>) -> Option<T> {
        self.tried.with(|tried| {
            tried.deals.iter().filter(|it| it.deal == deal).find_map(|it| read(it.change))
        })
    }

    /// Makes a change of a deal, in the place of another of its kind, or takes that back; other
    /// kinds stay.
    pub fn change(self, deal: usize, change: DealChange, is_made: bool) {
        self.tried.update(|tried| {
            tried
                .deals
                .retain(|it| it.deal != deal || discriminant(&it.change) != discriminant(&change));
            tried.deals.extend(is_made.then_some(DealTried { deal, change }));
        });
    }

    /// Everything as it is.
    pub fn reset(self) {
        self.tried.set(DealsTried::default());
    }

    fn is_anything(self) -> bool {
        self.tried.with(|tried| *tried != DealsTried::default())
    }
}

/// Whether a deal that closes on this day is moved out of the period: no other day changes anything.
pub fn is_after_the_period(day: Option<Date>, period_end: Date) -> bool {
    day.is_some_and(|day| day >= period_end)
}

/// The button that opens it.
#[component]
pub fn TryButton() -> impl IntoView {
    let trial = expect_context::<DealTrial>();
    let turn = move |_| {
        trial.is_open.update(|open| *open = !*open);
        if !trial.is_open.get_untracked() {
            trial.reset();
        }
    };
    let words =
        text(move || if trial.is_open.get() { "Stop trying" } else { "Try changes" }.to_owned());
    view! {
        <button class="button" type="button" aria-expanded=text(move || trial.is_open.get().to_string()) on:click=turn>
            {words}
        </button>
    }
}

/// What comes of what is tried; nothing while nothing is.
#[component]
pub fn TriedDeals() -> impl IntoView {
    let (state, look, trial) = (RepState::here(), TeamLook::here(), expect_context::<DealTrial>());
    // Another day, other deals: what was tried was about those before.
    Effect::new(move |_| {
        state.full.track();
        trial.reset();
    });
    Effect::new(move |_| {
        let tried = trial.tried.get();
        if trial.is_open.get() && state.full.with(Option::is_some) {
            look.try_deals(state.rep, &tried, trial.answer);
        }
    });
    let found = Memo::new(move |_| {
        let answer = trial.answer.get()?;
        answer.read::<Option<TriedAhead>>().flatten()
    });
    let said = text(move || {
        let currency = state.currency.get();
        let is_anything = trial.is_anything();
        state
            .seen(|seen| {
                let tried = found.get().filter(|_| is_anything);
                let each = || found.get().and_then(|found| found.each);
                let live = seen.ahead.map_or(0, |ahead| ahead.rep.live);
                tried.map_or_else(
                    || invitation(live, each(), currency),
                    |tried| sentence(seen, &tried),
                )
            })
            .unwrap_or_default()
    });
    let add = text(move || {
        let each = found.get().and_then(|found| found.each);
        each.map_or_else(String::new, |each| {
            format!("Add a deal of {}", format::money_short(each, state.currency.get()))
        })
    });
    let each = Memo::new(move |_| found.get().and_then(|found| found.each));
    let changed = text(move || {
        let each = each.get();
        trial.tried.with(|tried| what_is_tried(tried, each, state.currency.get()))
    });
    let is_added = flag(move || trial.tried.with(|tried| tried.added > 0));
    let take_away =
        move |_| trial.tried.update(|tried| tried.added = tried.added.saturating_sub(1));
    let idle = text(move || (!trial.is_anything()).to_string());
    view! {
        <When shown=trial.is_open>
            <Announcer sentence=text(move || if trial.is_anything() { said.get() } else { String::new() }) />
            <div class="tried tried-deals">
                <output class="answer" aria-live="off" aria-label="Tried"><p>{said}</p></output>
                <p class="sub">{changed}</p>
                <div class="buttons">
                    <When shown=flag(move || !add.get().is_empty())>
                        <button class="button" type="button" on:click=move |_| trial.tried.update(|tried| tried.added += 1)>
                            {add}
                        </button>
                    </When>
                    <When shown=is_added>
                        <button class="button" type="button" on:click=take_away>
                            "Take one away"
                        </button>
                    </When>
                    <button class="button" type="button" aria-disabled=idle on:click=move |_| trial.reset()>
                        "Back to the real figures"
                    </button>
                </div>
            </div>
        </When>
    }
}

/// "Tried: 1 deal off, 2 new of $12K"; empty where nothing is.
fn what_is_tried(tried: &DealsTried, each: Option<Money>, currency: Currency) -> String {
    let of = |kind: fn(&DealChange) -> bool, one: &str, many: &str| {
        let deals = tried.deals.iter().filter(|it| kind(&it.change)).count();
        (deals > 0).then(|| format::counted(deals as u64, one, many))
    };
    let off = |change: &DealChange| matches!(change, DealChange::Off);
    let amount = |change: &DealChange| matches!(change, DealChange::Amount(_));
    let later = |change: &DealChange| matches!(change, DealChange::AfterThePeriod);
    let new = (tried.added > 0).then(|| {
        let new = format::counted(tried.added as u64, "new deal", "new deals");
        each.map_or(new.clone(), |each| format!("{new} of {}", format::money_short(each, currency)))
    });
    let said: Vec<String> = [
        of(off, "deal off", "deals off"),
        of(amount, "other amount", "other amounts"),
        of(later, "after the period", "after the period"),
        new,
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() { String::new() } else { format!("Tried: {}.", said.join(", ")) }
}

fn invitation(live: usize, each: Option<Money>, currency: Currency) -> String {
    if live == 0 {
        let like = each.map_or_else(String::new, |each| {
            format!(" of an average win ({})", format::money_short(each, currency))
        });
        return format!(
            "No open deal can still be won. Add one{like}: chance and need follow here. Nothing that is kept changes."
        );
    }
    let add = each.map_or_else(String::new, |each| {
        format!(", or add one of an average win ({})", format::money_short(each, currency))
    });
    format!(
        "Switch a deal off, change its amount, or let it close after the period{add}: chance and need follow here. Nothing that is kept changes."
    )
}

/// "20% → 35% chance of quota; needed 5.8× → 5.6×, has 3.1× → 3.3×"
fn sentence(seen: RepSeen<'_>, tried: &TriedAhead) -> String {
    let Some(before) = seen.ahead else { return String::new() };
    // A count beside a multiple tells nobody whether it is more or less.
    let in_deals = before.rep.in_deals || tried.in_deals;
    let as_it_is = RepAhead { in_deals, ..*before.rep };
    let rep = RepAhead {
        standing: Standing::Open { left: before.left, chance: tried.chance },
        live: tried.live,
        pipeline: tried.pipeline,
        need: Some(tried.need),
        ..as_it_is
    };
    let Some(before) = RepSeen::new(seen.now, Some(&as_it_is)).ahead else { return String::new() };
    let Some(after) = RepSeen::new(seen.now, Some(&rep)).ahead else { return String::new() };
    let changed = |before: String, after: String| {
        if before == after { format!("stays {after}") } else { format!("{before} → {after}") }
    };
    let needed = |ahead| needed_ahead(&ahead).unwrap_or_else(str::to_owned);
    // Needed is so many times the deals there are: of deals that hardly land it takes more.
    let is_more = after.needed() > before.needed();
    let why = match tried.live.cmp(&before.rep.live) {
        Ordering::Greater if is_more => " With such young deals it takes more pipeline.",
        Ordering::Equal if is_more && tried.pipeline > before.rep.pipeline => {
            " With so much of it in one deal it takes more pipeline."
        }
        _ => "",
    };
    format!(
        "Chance of quota {}. Needed {}. Has {}.{why}",
        changed(format::chance_from_data(before.chance), format::chance_from_data(after.chance)),
        changed(needed(before), needed(after)),
        changed(has_ahead(&before), has_ahead(&after)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::ladder::samples::seen_rep;
    use super::*;
    use crate::domain::{Multiple, Rate};
    use crate::engine::pipeline_need::PipelineNeed;
    use jiff::civil::date;

    #[test]
    fn what_was_tried_is_said_beside_what_is() {
        let (now, ahead) = seen_rep();
        let seen = RepSeen::new(&now, Some(&ahead));
        let coverage = Multiple::new(5.6).unwrap();
        let tried = TriedAhead {
            chance: Rate::clamped(0.35),
            pipeline: ahead.pipeline,
            live: 19,
            need: PipelineNeed::OwnMix { times: 1.8, deals: 33.0, coverage },
            in_deals: false,
            each: None,
        };
        let said = sentence(seen, &tried);
        assert_eq!(said, "Chance of quota 20% → 35%. Needed 5.8× → 5.6×. Has stays 3.1×.");
        let beyond = TriedAhead { need: PipelineNeed::CannotBeDone, ..tried };
        assert!(sentence(seen, &beyond).contains("Needed 5.8× → out of reach."));
        // What is told in deals on one side is told in deals on the other too.
        let in_deals = sentence(seen, &TriedAhead { in_deals: true, ..tried });
        assert!(in_deals.contains("Needed 34 deals → 33 deals. Has 18 → 19."), "{in_deals}");
        let rep = RepAhead { in_deals: true, ..ahead };
        assert_eq!(sentence(RepSeen::new(&now, Some(&rep)), &tried), in_deals);
    }

    #[test]
    fn what_is_tried_is_counted() {
        let tried = |deal, change| DealTried { deal, change };
        let each = Money::from_units(12_000.0);
        let said = |tried: &DealsTried| what_is_tried(tried, each, Currency::Usd);
        let mut all = DealsTried::default();
        assert_eq!(said(&all), "");
        all.added = 2;
        assert_eq!(said(&all), "Tried: 2 new deals of USD 12K.");
        all.deals = vec![
            tried(0, DealChange::Off),
            tried(1, DealChange::Amount(Money::ZERO)),
            tried(1, DealChange::AfterThePeriod),
        ];
        let first = "Tried: 1 deal off, 1 other amount, 1 after the period, 2 new deals of";
        assert!(said(&all).starts_with(first));
    }

    #[test]
    fn only_a_day_after_the_period_moves_a_deal_out_of_it() {
        let end = date(2027, 1, 1);
        assert!(!is_after_the_period(Some(date(2026, 12, 31)), end));
        assert!(is_after_the_period(Some(end), end) && !is_after_the_period(None, end));
    }
}
