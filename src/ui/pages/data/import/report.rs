//! What a file comes to, before anything of it is kept.

use super::answered::AnsweredView;
use super::changed::ChangesView;
use super::columns::ColumnsView;
use super::lacks::LacksView;
use super::question::QuestionView;
use super::stages::StagesView;
use crate::reader::Staged;
use crate::ui::components::data_table::{DataTable, RowOf};
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::components::fold::Fold;
use crate::ui::components::in_parts::{InParts, Part};
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;
use std::sync::Arc;

/// The report: its headline at once, its parts one after the other.
#[component]
pub fn ReportView(
    /// What the file comes to.
    staged: Arc<Staged>,
    /// Set once all of it is drawn.
    is_whole: RwSignal<bool>,
) -> impl IntoView {
    let part = |draw: fn(&Arc<Staged>) -> AnyView| {
        let staged = staged.clone();
        Box::new(move || draw(&staged)) as Part
    };
    let parts =
        [changes, questions, lacks, prices, assumptions, answered, reps, stages, columns, skipped];
    let parts = parts.map(part).into_iter().collect();
    view! {
        <section class="report" aria-label="What the file comes to">
            <h2 tabindex="-1">{headline(&staged)}</h2>
            <p class="sub">{second_line(&staged)}</p>
            {other_currency(&staged).map(|sentence| view! { <p class="finding">{sentence}</p> })}
            <InParts parts is_whole />
        </section>
    }
}

fn changes(staged: &Arc<Staged>) -> AnyView {
    let changes = staged.changes;
    (changes.kept > 0).then(|| view! { <ChangesView changes /> }).into_any()
}

fn questions(staged: &Arc<Staged>) -> AnyView {
    let question = |place: usize| {
        let staged = staged.clone();
        Box::new(move || {
            let asked = staged.questions.get(place).cloned();
            let staged = staged.clone();
            asked.map(|asked| view! { <QuestionView asked place staged /> }).into_any()
        }) as Part
    };
    let parts: Vec<Part> = (0..staged.questions.len()).map(question).collect();
    (!parts.is_empty())
        .then(|| {
            view! {
                <section class="questions">
                    <h3>"Please check"</h3>
                    <InParts parts />
                </section>
            }
        })
        .into_any()
}

fn lacks(staged: &Arc<Staged>) -> AnyView {
    (!staged.lacks.is_empty()).then(|| view! { <LacksView staged=staged.clone() /> }).into_any()
}

fn prices(staged: &Arc<Staged>) -> AnyView {
    staged
        .price_list_helps
        .then(|| {
            view! {
                <div class="beside">
                    <p>"Open deals lack an amount: a price list of the products would give them one."</p>
                    <FileButton words="Add a price list" accept=TABLES on_file=bring_beside />
                </div>
            }
        })
        .into_any()
}

fn assumptions(staged: &Arc<Staged>) -> AnyView {
    sentences("What was assumed", &staged.assumptions)
}

fn answered(staged: &Arc<Staged>) -> AnyView {
    view! { <AnsweredView staged=staged.clone() /> }.into_any()
}

fn reps(staged: &Arc<Staged>) -> AnyView {
    let title = format::counted(staged.reps.len() as u64, "rep", "reps");
    let staged = staged.clone();
    view! {
        <Fold id="part-reps" title=move || title.clone()>
            <RepsView staged=staged.clone() />
            <FileButton words="Add a team list" accept=TABLES on_file=bring_beside />
        </Fold>
    }
    .into_any()
}

fn stages(staged: &Arc<Staged>) -> AnyView {
    let title = format::counted(staged.stages.len() as u64, "stage", "stages");
    let staged = staged.clone();
    view! {
        <Fold id="part-stages" title=move || title.clone()>
            <StagesView staged=staged.clone() />
        </Fold>
    }
    .into_any()
}

fn columns(staged: &Arc<Staged>) -> AnyView {
    let title = format::counted(staged.columns.len() as u64, "column", "columns");
    let (is_open, staged) = (!staged.unsure.is_empty(), staged.clone());
    view! {
        <Fold id="part-columns" title=move || title.clone() is_open>
            <ColumnsView staged=staged.clone() />
        </Fold>
    }
    .into_any()
}

fn bring_beside(file: web_sys::File) {
    TeamState::here().bring_beside(&file);
}

fn count(number: usize) -> String {
    format::count(number as f64)
}

fn headline(staged: &Staged) -> String {
    let of = staged.deals;
    format!(
        "{}: {} won, {} lost, {} open",
        format::counted(of.all() as u64, "deal", "deals"),
        count(of.won),
        count(of.lost),
        count(of.open)
    )
}

/// That amounts of two currencies would be added up: nothing is converted.
fn other_currency(staged: &Staged) -> Option<String> {
    let of_team = TeamState::here().team.with_untracked(|team| team.settings.currency);
    let of_file = staged.currency.filter(|of_file| *of_file != of_team)?;
    (staged.changes.kept > 0).then(|| {
        format!(
            "This file's amounts are in {}, those kept in {}: they are added up as they are, for nothing is converted.",
            of_file.code(),
            of_team.code()
        )
    })
}

fn second_line(staged: &Staged) -> String {
    let has_new = !staged.new_reps.is_empty() && staged.changes.kept > 0;
    let new = has_new.then(|| format!(", {} of them new", count(staged.new_reps.len())));
    let read = format!(
        "{} read, {}{}",
        format::counted(staged.rows_read as u64, "row", "rows"),
        format::counted(staged.reps.len() as u64, "rep", "reps"),
        new.unwrap_or_default()
    );
    let too_old = (staged.too_old > 0).then(|| {
        let look_back = TeamState::here().team.with_untracked(|team| team.settings.look_back);
        format!(
            "{} more than {} months before the last one (the look-back and a year): left out",
            format::counted(staged.too_old as u64, "deal was decided", "deals were decided"),
            u32::from(look_back.months()) + 12,
        )
    });
    let remembered = staged.remembered.then(|| "Read as the last file of this shape".to_owned());
    let sentences: Vec<String> = [Some(read), too_old, remembered].into_iter().flatten().collect();
    sentences.join(". ") + "."
}

fn sentences(title: &'static str, sentences: &[String]) -> AnyView {
    (!sentences.is_empty())
        .then(|| {
            let lines = sentences.iter().cloned().map(|line| view! { <li>{line}</li> });
            view! {
                <section class="said">
                    <h3>{title}</h3>
                    <ul>{lines.collect_view()}</ul>
                </section>
            }
        })
        .into_any()
}

#[component]
fn RepsView(staged: Arc<Staged>) -> impl IntoView {
    let columns = ["Rep", "Won", "Lost", "Open"].map(str::to_owned).to_vec();
    let rows = staged.reps.len() + usize::from(staged.without_rep.all() > 0);
    let row: RowOf = Box::new(move |at| {
        let (name, of) = match staged.reps.get(at) {
            Some(rep) => (rep.name.clone(), rep.deals),
            None => ("Nobody".to_owned(), staged.without_rep),
        };
        let cells = [name, count(of.won), count(of.lost), count(of.open)];
        cells.into_iter().map(IntoAny::into_any).collect()
    });
    view! { <DataTable name="The reps found" columns rows row /> }
}

fn skipped(staged: &Arc<Staged>) -> AnyView {
    let title = format!(
        "{} skipped, {} left out",
        format::counted(staged.skipped as u64, "row", "rows"),
        format::counted(staged.left_out as u64, "cell", "cells")
    );
    let is_any = staged.skipped + staged.left_out > 0;
    let staged = staged.clone();
    is_any
        .then(|| {
            view! {
                <Fold id="part-skipped" title=move || title.clone()>
                    <SkippedView staged=staged.clone() />
                </Fold>
            }
        })
        .into_any()
}

/// The first of the rows and cells left out.
#[component]
fn SkippedView(staged: Arc<Staged>) -> impl IntoView {
    let state = TeamState::here();
    let lines = staged.first_skipped.iter();
    let lines =
        lines.map(|line| view! { <li>{format!("Line {}: {}", line.line, line.reason)}</li> });
    let all = staged.skipped + staged.left_out;
    let more = all.saturating_sub(staged.first_skipped.len());
    view! {
        <ul class="skipped-lines">{lines.collect_view()}</ul>
        {(more > 0).then(|| view! { <p class="sub">{format!("And {} more.", count(more))}</p> })}
        <button class="button" type="button" on:click=move |_| state.save_skipped_rows()>
            "Save all of them as CSV"
        </button>
    }
}
