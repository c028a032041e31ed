//! What a backup file would change, before anything does.

use super::conflicts::conflicts;
use super::erased::{erased, usual};
use super::to_choose::{ToChoose, ToChooseView};
use crate::browser::clock::day_of_ms;
use crate::domain::Currency;
use crate::reader::{BackupRead, DealsCompared};
use crate::store::{Compared, Kind, RestoreLine, Take};
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::format;
use crate::ui::pages::disputed::{self, IN_A_FILE};
use crate::ui::team::{BackupPreview, TeamState};
use leptos::prelude::*;

/// The columns, with how those counted in each stand to what is kept.
const COLUMNS: [(&str, Compared); 6] = [
    ("New", Compared::New),
    ("Changes", Compared::Changed),
    ("Put together", Compared::Together),
    ("Changed on both sides", Compared::Conflict),
    ("Newer here, stays", Compared::KeptIsNewer),
    ("The same", Compared::Same),
];
const KINDS: [(&str, Kind); 3] = [
    ("Reps and quotas", Kind::Rep),
    ("Settings", Kind::Settings),
    ("How files are read", Kind::FileShape),
];

/// The preview and its answer.
#[component]
pub fn PreviewView(
    /// The file beside what is kept.
    preview: BackupPreview,
) -> impl IntoView {
    let state = TeamState::here();
    let read = preview.read.clone();
    let lines: Vec<&RestoreLine> = preview.lines.iter().filter(|line| matters(line)).collect();
    let deals = COLUMNS.map(|(_, compared)| of_deals(read.deals, compared));
    let mut rows = vec![("Deals", deals)];
    rows.extend(KINDS.map(|(name, kind)| {
        let of_kind = |compared| {
            lines.iter().filter(|line| line.kind == kind && line.compared == compared).count()
        };
        (name, COLUMNS.map(|(_, compared)| of_kind(compared)))
    }));
    let erased = erased(&preview.lines, &read);
    let counted_nothing = rows.iter().all(|(_, counts)| counts.iter().take(4).all(|n| *n == 0));
    let changes_nothing = counted_nothing && erased.is_empty();
    let currency = state.team.with_untracked(|team| team.settings.currency);
    let names = sentences(&lines, read.deals, currency);
    let left_out = left_out(&read, &erased);
    let conflicts = conflicts(&preview.lines, of_deals(read.deals, Compared::Conflict), currency);
    let choices = RwSignal::new(usual(&preview.lines));
    let preview = StoredValue::new(preview);
    let load =
        move |_| preview.with_value(|preview| state.restore(preview, choices.get_untracked()));
    let load = (!changes_nothing).then(|| {
        view! {
            <button class="button primary" type="button" on:click=load>
                "Load it"
            </button>
        }
    });
    let leave = move |_| {
        if changes_nothing {
            preview.with_value(|preview| state.close_same(preview));
        } else {
            state.close_backup();
        }
    };
    let leave_words = if changes_nothing { "Close" } else { "Leave everything as it is" };
    view! {
        <section class="preview" aria-label="What the file would change">
            <p>
                <b>{format!("Saved on {}.", format::date(day_of_ms(read.saved_at)))}</b>
                {changes_nothing.then_some(" It changes nothing: what it holds is here already, or was changed or removed here since, and stays so. To go back to the file whole, erase everything first and then load it.")}
            </p>
            {table(&rows)}
            <ul class="said-lines">
                {names.into_iter().chain(left_out).map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <ToChooseView
                heading="Erased on one side. What is to be done?"
                records=erased
                choices
            />
            <ToChooseView
                heading="Changed on both sides, and not the same. What is to count?"
                records=conflicts
                choices
                all=vec![
                    (Take::Backup, "Take all of the file's"),
                    (Take::Kept, "Keep all that is here"),
                ]
            />
            <div class="buttons">
                {load}
                <button class="button" type="button" on:click=leave>
                    {leave_words}
                </button>
            </div>
        </section>
    }
}

/// Whether a line is worth a word: what was deleted there and never was here is not.
fn matters(line: &RestoreLine) -> bool {
    !(line.is_deleted && matches!(line.compared, Compared::New | Compared::Same))
}

fn of_deals(deals: DealsCompared, compared: Compared) -> usize {
    let differing = if deals.compared == compared { deals.differing } else { 0 };
    match compared {
        Compared::New => deals.new,
        Compared::Same => deals.same,
        _ => differing,
    }
}

/// The rows and columns in which something is counted.
fn table(rows: &[(&'static str, [usize; COLUMNS.len()])]) -> AnyView {
    let shown: Vec<usize> = (0..COLUMNS.len())
        .filter(|at| rows.iter().any(|(_, counts)| counts.get(*at).is_some_and(|n| *n > 0)))
        .collect();
    let names = shown.iter().filter_map(|at| COLUMNS.get(*at)).map(|(name, _)| (*name).to_owned());
    let columns = std::iter::once("In the file".to_owned()).chain(names).collect();
    let counted = rows.iter().filter(|(_, counts)| counts.iter().any(|n| *n > 0));
    let counted: Vec<_> = counted.copied().collect();
    let rows = counted.len();
    let row: RowOf = Box::new(move |at| {
        let Some((name, counts)) = counted.get(at) else { return Vec::new() };
        let numbers = shown.iter().filter_map(|at| counts.get(*at)).map(|number| {
            if *number == 0 { "".into_any() } else { format::count(*number as f64).into_any() }
        });
        std::iter::once((*name).into_any()).chain(numbers).collect()
    });
    view! { <DataTable name="What the file would change, counted" columns rows row /> }.into_any()
}

/// Who changes, by name, and what stays.
fn sentences(lines: &[&RestoreLine], deals: DealsCompared, currency: Currency) -> Vec<String> {
    let named = |wanted: &dyn Fn(&RestoreLine) -> bool| {
        let names = lines.iter().filter(|line| wanted(line)).filter_map(|line| line.name.clone());
        names.collect::<Vec<_>>().join(", ")
    };
    let changed = named(&|line| line.compared == Compared::Changed && !line.is_deleted);
    let removed = named(&|line| line.compared == Compared::Changed && line.is_deleted);
    let together = named(&|line| line.compared == Compared::Together);
    let said =
        |words: &str, names: String| (!names.is_empty()).then(|| format!("{words}: {names}."));
    // Those of who was erased there are told of with them.
    let of_erased: usize = lines.iter().map(|line| line.deals_here).sum();
    let only_here = deals.only_here.saturating_sub(of_erased);
    let only_here = (only_here > 0).then(|| {
        let number = format::counted(only_here as u64, "deal that is", "deals that are");
        format!("Not touched: {number} only here.")
    });
    let of_settings = lines.iter().flat_map(|line| &line.changes);
    let of_settings = of_settings.map(|change| disputed::said(change, IN_A_FILE, currency));
    [
        said("Reps who change", changed),
        said("Reps who leave the team", removed),
        said("Reps changed on both sides, with the changes of both", together),
        only_here,
    ]
    .into_iter()
    .flatten()
    .chain(of_settings)
    .collect()
}

/// What can't be used, a sentence each.
fn left_out(read: &BackupRead, erased: &[ToChoose]) -> Vec<String> {
    let parts = |number: usize| format::counted(number as u64, "part", "parts");
    let said = [
        (read.unreadable, "of the file can't be read: left out."),
        (read.twice, "of the file stand there twice: the first one counts."),
        (
            read.unreadable_here,
            "of the deals kept here can't be read: not compared, and kept aside.",
        ),
    ];
    let said = said.into_iter().filter(|(number, _)| *number > 0);
    let said = said.map(|(number, words)| format!("{} {words}", parts(number)));
    // Those of whom the file has the deals alone: of the others it is chosen.
    let alone =
        read.of_erased.iter().filter(|(name, _)| erased.iter().all(|rep| rep.name != **name));
    let of_erased: usize = alone.map(|(_, deals)| deals).sum();
    let of_erased = (of_erased > 0).then(|| {
        let deals = format::counted(of_erased as u64, "deal", "deals");
        format!("{deals} of reps who were erased here: left out. To have them, add the rep by that name first and choose the file again.")
    });
    said.chain(of_erased).collect()
}
