//! What a second file changes: how many deals, and which.

use crate::domain::{Currency, Money, Outcome};
use crate::reader::{ChangeKind, ChangedDeal, Changes, DealSeen};
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::format;
use crate::ui::team::TeamState;
use jiff::civil::Date;
use leptos::prelude::*;

/// The changes, each a list that opens.
#[component]
pub fn ChangesView(
    /// How many there are of each.
    changes: Changes,
) -> impl IntoView {
    let all = [
        (ChangeKind::New, changes.new, "new"),
        (ChangeKind::Changed, changes.changed, "changed"),
        (ChangeKind::Moved, changes.moved, "moved to another rep"),
        (ChangeKind::Gone, changes.gone, "not in the file"),
    ];
    let parts = all
        .into_iter()
        .filter(|(_, number, _)| *number > 0)
        .map(|(kind, number, words)| view! { <ChangedPart kind number words /> })
        .collect_view();
    let line = if changes.is_nothing() {
        "The same as what is kept: keeping it changes no deal.".to_owned()
    } else {
        format!(
            "Of {} that are kept, {} the same in this file.",
            format::counted(changes.kept as u64, "deal", "deals"),
            format::counted(changes.same as u64, "is", "are")
        )
    };
    view! {
        <section class="changes" aria-label="What changes">
            <p>{line}</p>
            {parts}
        </section>
    }
}

/// The deals that change in one way, asked for when it is opened.
#[component]
fn ChangedPart(kind: ChangeKind, number: usize, words: &'static str) -> impl IntoView {
    let state = TeamState::here();
    let known = Memo::new(move |_| state.changed.with(|changed| changed.get(&kind).cloned()));
    let opened = move |_| {
        if known.with_untracked(Option::is_none) {
            state.look_at_changed(kind);
        }
    };
    let are_known = Memo::new(move |_| known.with(Option::is_some));
    let rows = Signal::derive(move || {
        known.with(|known| known.as_ref().map_or(0, |known| known.deals.len()))
    });
    let more = move || {
        let left = known.with(|known| {
            known.as_ref().map_or(0, |known| known.all.saturating_sub(known.deals.len()))
        });
        (left > 0).then(|| {
            let words = format!("Show more of the {} left", format::count(left as f64));
            view! {
                <button class="button" type="button" on:click=move |_| state.look_at_changed(kind)>
                    {words}
                </button>
            }
        })
    };
    let deals = move || {
        if !are_known.get() {
            return view! { <p class="sub">"Looking them up…"</p> }.into_any();
        }
        let currency = state.team.with_untracked(|team| team.settings.currency);
        let columns = ["Deal", "Rep", "What changes"].map(str::to_owned).to_vec();
        let row: RowOf = Box::new(move |at| {
            known.with_untracked(|known| {
                let deal = known.as_ref().and_then(|known| known.deals.get(at));
                deal.map(|deal| row(kind, deal, currency)).unwrap_or_default()
            })
        });
        view! {
            <DataTable name=format!("Deals {words}") columns rows row />
            {more}
        }
        .into_any()
    };
    view! {
        <details class="part change-part" id=format!("part-{kind:?}") on:toggle=opened>
            <summary>{format!("{} {words}", format::count(number as f64))}</summary>
            {deals}
        </details>
    }
}

fn row(kind: ChangeKind, deal: &ChangedDeal, currency: Currency) -> Vec<AnyView> {
    let ChangedDeal { name, before, after } = deal;
    let seen = after.as_ref().or(before.as_ref());
    let unnamed =
        if kind == ChangeKind::Gone { "Its name is not kept" } else { "Without name and id" };
    let name = name.clone().unwrap_or_else(|| unnamed.to_owned());
    let rep = seen.and_then(|deal| deal.rep.clone()).unwrap_or_else(|| "Nobody".to_owned());
    let what = match (kind, before, after) {
        (ChangeKind::Changed | ChangeKind::Moved, Some(before), Some(after)) => {
            differences(before, after, currency)
        }
        _ => seen.map(|deal| described(deal, currency)).unwrap_or_default(),
    };
    vec![name.into_any(), rep.into_any(), what.into_any()]
}

/// "Open, $4,000, expected Mar 23, 2018"
fn described(deal: &DealSeen, currency: Currency) -> String {
    let day = match deal.outcome {
        Outcome::Open => deal.expected.map(|day| format!("expected {}", format::date(day))),
        Outcome::Won | Outcome::Lost => deal.closed.map(format::date),
    };
    let stage = deal.stage.clone().unwrap_or_else(|| outcome(deal.outcome).to_owned());
    let amount = deal.amount.map(|amount| format::money(amount, currency));
    [Some(stage), amount, day].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "Amount $3,000 → $3,500; Open → Won"
fn differences(before: &DealSeen, after: &DealSeen, currency: Currency) -> String {
    let money = |amount: Option<Money>| amount.map(|amount| format::money(amount, currency));
    let day = |day: Option<Date>| day.map(format::date);
    let is_open = |deal: &DealSeen| deal.outcome == Outcome::Open;
    let result = |deal: &DealSeen| Some(outcome(deal.outcome).to_owned());
    let mut parts = vec![
        change("", result(before), result(after)),
        change("Rep ", before.rep.clone(), after.rep.clone()),
        change("Amount ", money(before.amount), money(after.amount)),
        change("Created ", day(before.created), day(after.created)),
        change("Segment ", before.segment.clone(), after.segment.clone()),
        change("Decided ", day(before.closed), day(after.closed)),
    ];
    if is_open(before) && is_open(after) {
        // Of a decided deal these are not always kept.
        parts.push(change("Stage ", before.stage.clone(), after.stage.clone()));
        parts.push(change("Expected ", day(before.expected), day(after.expected)));
        parts.push(change("Account ", before.account.clone(), after.account.clone()));
    }
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "Its name or id".to_owned() } else { parts.join("; ") }
}

fn change(what: &str, before: Option<String>, after: Option<String>) -> Option<String> {
    let said = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    (before != after).then(|| format!("{what}{} → {}", said(before), said(after)))
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Won => "Won",
        Outcome::Lost => "Lost",
        Outcome::Open => "Open",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(outcome: Outcome, units: i64) -> DealSeen {
        DealSeen {
            outcome,
            rep: Some("Dana".to_owned()),
            account: None,
            amount: Some(Money::from_hundredths(units * 100)),
            created: None,
            closed: None,
            expected: None,
            stage: Some("Negotiation".to_owned()),
            segment: None,
        }
    }

    #[test]
    fn only_what_differs_is_said() {
        let before = seen(Outcome::Open, 3_000);
        let mut after = DealSeen { stage: None, ..seen(Outcome::Won, 3_500) };
        after.closed = "2018-01-04".parse().ok();
        assert_eq!(
            differences(&before, &after, Currency::Usd),
            "Open → Won; Amount USD 3000 → USD 3500; Decided none → 2018-01-04"
        );
        let staged = DealSeen { stage: Some("Proposal".to_owned()), ..before.clone() };
        assert_eq!(differences(&before, &staged, Currency::Usd), "Stage Negotiation → Proposal");
    }
}
