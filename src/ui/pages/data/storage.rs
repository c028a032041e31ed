//! What is stored on this device, how near it is to what the browser gives, and the ways back.

use super::backup::last_saved;
use crate::browser::clock::today;
use crate::browser::download::save_text;
use crate::domain::day;
use crate::store::browser::keep::in_tasks;
use crate::store::browser::snapshots;
use crate::store::{AsideText, Budget, DealsIndex, Inventory, SnapshotMark};
use crate::ui::components::data_table::DataTable;
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use crate::ui::team::{Saving, TeamState};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How large what is kept is, the snapshots to go back to, and what can't be read.
#[component]
pub fn StoragePage() -> impl IntoView {
    let state = TeamState::here();
    let inventory = RwSignal::new(None::<Inventory>);
    let marks = RwSignal::new(Vec::<SnapshotMark>::new());
    // Anew after every change.
    Effect::new(move |_| {
        state.team.track();
        spawn_local(async move {
            if let Ok(found) = in_tasks().inventory().await {
                inventory.set(Some(found));
            }
            marks.set(snapshots::list().await);
        });
    });
    view! {
        <HowLarge inventory marks />
        <GoBack marks />
        <Unreadable inventory />
    }
}

/// Kept deals that lie in parts which can't be read.
fn unreadable(index: &DealsIndex, found: &Inventory) -> usize {
    let is_lost = |key: String| found.unreadable.iter().any(|text| text.key == key);
    let lost = index.packs.iter().filter(|pack| is_lost(index.key(&pack.id)));
    lost.map(|pack| pack.deals).sum()
}

fn deals_words(deals: usize, lost: usize) -> String {
    let words = format::counted((deals - lost) as u64, "deal", "deals");
    if lost > 0 {
        format!("{words}, and {} that can't be read", format::count(lost as f64))
    } else {
        words
    }
}

/// A size as people know it: a unit of storage is taken for a byte.
fn size(units: usize) -> String {
    let kilobytes = (units as f64 / 1_000.0).ceil();
    if kilobytes < 1_000.0 {
        format!("{}\u{a0}KB", format::count(kilobytes))
    } else {
        format!("{}\u{a0}MB", format::tenths(kilobytes / 1_000.0))
    }
}

#[component]
fn HowLarge(
    inventory: RwSignal<Option<Inventory>>,
    marks: RwSignal<Vec<SnapshotMark>>,
) -> impl IntoView {
    let state = TeamState::here();
    let saving = Saving::here();
    let budget = Budget::LOCAL_STORAGE;
    let share = move || {
        inventory.with(|found| {
            found.as_ref().map_or(0.0, |found| found.all() as f64 / budget.units() as f64)
        })
    };
    let used = text(move || {
        let percent = format::whole_percent(share().max(0.01));
        let under = if share() < 0.01 { "Under " } else { "" };
        let all = size(budget.units());
        format!("{under}{percent} of the {all} that this browser gives the app is used.")
    });
    let mirror = text(move || {
        match saving.mirrored() {
            Some(true) => "A second copy is complete on this device.",
            Some(false) => "A second copy is being written.",
            None => "This browser gives no room for a second copy: save to a file now and then.",
        }
        .to_owned()
    });
    let beside = text(move || {
        let copy = inventory.with(|found| found.as_ref().map_or(0, |it| it.all() - it.of_others));
        let copy = if saving.mirrored().is_some() { copy } else { 0 };
        let snapshots = marks.with(|marks| marks.iter().map(|mark| mark.units).sum::<usize>());
        let said = |units: usize| if units == 0 { "none".to_owned() } else { size(units) };
        format!("Not counted in that: second copy, {}; snapshots, {}.", said(copy), said(snapshots))
    });
    let rows = Signal::derive(move || inventory.with(|found| usize::from(found.is_some()) * 5));
    let row = move |at: usize| -> Vec<AnyView> {
        let found = inventory.get_untracked().unwrap_or_default();
        let (deals, lost) =
            state.team.with_untracked(|team| (team.deals.deals(), unreadable(&team.deals, &found)));
        let reps = state.team.with_untracked(|team| team.reps.len());
        let (what, units) = match at {
            0 => (deals_words(deals, lost), found.deals),
            1 => {
                let reps = format::counted(reps as u64, "rep", "reps");
                (format!("{reps}, quotas, settings"), found.records)
            }
            2 => ("Figures of the calculators and of the last visit".to_owned(), found.figures),
            3 => ("Set aside, for it could not be read".to_owned(), found.aside),
            _ => ("Other pages of this site".to_owned(), found.of_others),
        };
        let written = if units == 0 { "none".to_owned() } else { size(units) };
        vec![what.into_any(), view! { <data value=units.to_string()>{written}</data> }.into_any()]
    };
    let last = text(move || {
        // Anew after every change and every file.
        state.team.track();
        state.backed_up.track();
        last_saved()
    });
    // Drawn anew where something changed.
    let table = move || {
        inventory.with(|_| ());
        view! {
            <DataTable
                name="What is stored"
                columns=vec!["What".to_owned(), "Size".to_owned()]
                rows
                row=Box::new(row)
            />
        }
    };
    view! {
        <section class="task storage">
            <h2>"Kept on this device"</h2>
            <p>{text(move || saving.words())}</p>
            <meter
                aria-label="Used of what the browser gives"
                min="0"
                max="1"
                high="0.8"
                prop:value=share
            ></meter>
            <p class="sub">{used}</p>
            <p class="sub">{mirror} " " {beside}</p>
            <p class="sub">{last}</p>
            {table}
        </section>
    }
}

#[component]
fn GoBack(marks: RwSignal<Vec<SnapshotMark>>) -> impl IntoView {
    let state = TeamState::here();
    let none = flag(move || marks.with(Vec::is_empty));
    let line = move |mark: SnapshotMark| {
        let what = format!(
            "{}, {}, {}",
            format::counted(mark.reps as u64, "rep", "reps"),
            format::counted(mark.deals as u64, "deal", "deals"),
            size(mark.units),
        );
        let when = format::moment(mark.at);
        let name = format!("Go back to {when}");
        view! {
            <li class="snapshot">
                <p>
                    <b>{when}</b>
                    <span class="sub">{what}</span>
                </p>
                <button class="button" type="button" on:click=move |_| state.go_back(mark.clone())>
                    {name}
                </button>
            </li>
        }
    };
    view! {
        <section class="task storage">
            <h2>"Go back"</h2>
            <p class="sub">
                "What was here is remembered now and then, and before much changes: three times today, once for each day before, ten in all."
            </p>
            <When shown=none>
                <p>"Nothing is remembered yet."</p>
            </When>
            <ul class="snapshots">
                {move || marks.get().into_iter().map(line).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Unreadable(inventory: RwSignal<Option<Inventory>>) -> impl IntoView {
    let found = Memo::new(move |_| {
        inventory
            .with(|found| found.as_ref().map(|found| found.unreadable.clone()))
            .unwrap_or_default()
    });
    let some = flag(move || found.with(|found| !found.is_empty()));
    let line = |(number, text): (usize, AsideText)| {
        let AsideText { found_at, text, .. } = text;
        let units = size(text.len());
        let name = format!("ridealong-unreadable-{}-{}.txt", day::written(today()), number + 1);
        // Where the browser does not take it, it says so by itself; the text stays.
        let save = move |_| {
            let _ = save_text(&name, "text/plain", &text);
        };
        view! {
            <li class="snapshot">
                <p>
                    <b>{found_at}</b>
                    <span class="sub">{units}</span>
                </p>
                <button class="button" type="button" on:click=save>
                    {format!("Download part {}", number + 1)}
                </button>
            </li>
        }
    };
    view! {
        <When shown=some>
            <section class="task storage">
                <h2>"Could not be read"</h2>
                <p class="sub">
                    "These parts are kept exactly as they were found, and nothing is written over them. Download them for whoever may mend them."
                </p>
                <ul class="snapshots">
                    {move || found.get().into_iter().enumerate().map(line).collect_view()}
                </ul>
            </section>
        </When>
    }
}
