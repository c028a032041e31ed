//! What a file comes to, before anything of it is kept.

use super::changed::ChangesView;
use super::columns::ColumnsView;
use super::question::QuestionView;
use crate::domain::Outcome;
use crate::intake::{OutcomeCount, StageMeaning, StageValue};
use crate::reader::Staged;
use crate::ui::components::data_table::DataTable;
use crate::ui::components::file_button::{FileButton, TABLES};
use crate::ui::components::select_field::SelectField;
use crate::ui::format;
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// The report.
#[component]
pub fn ReportView(
    /// What the file comes to.
    staged: Staged,
) -> impl IntoView {
    let state = TeamState::here();
    let questions = staged.questions.clone();
    let asked = questions.len();
    let questions = questions
        .into_iter()
        .enumerate()
        .map(|(place, asked)| view! { <QuestionView asked place staged=staged.clone() /> })
        .collect_view();
    let beside = move |file: web_sys::File| state.bring_beside(&file);
    let prices = staged.price_list_helps.then(|| {
        view! {
            <div class="beside">
                <p>"Open deals lack an amount: a price list of the products would give them one."</p>
                <FileButton words="Add a price list" accept=TABLES on_file=beside />
            </div>
        }
    });
    view! {
        <section class="report" aria-label="What the file comes to">
            <h2 tabindex="-1">{headline(&staged)}</h2>
            <p class="sub">{second_line(&staged)}</p>
            {(staged.changes.kept > 0).then(|| view! { <ChangesView changes=staged.changes /> })}
            {(asked > 0)
                .then(|| {
                    view! {
                        <section class="questions">
                            <h3>"Please check"</h3>
                            {questions}
                        </section>
                    }
                })}
            {sentences("What is missing", &staged.lacks)}
            {prices}
            {sentences("What was assumed", &staged.assumptions)}
            <details class="part" id="part-reps">
                <summary>{format::counted(staged.reps.len() as u64, "rep", "reps")}</summary>
                {reps(&staged)}
                <FileButton words="Add a team list" accept=TABLES on_file=beside />
            </details>
            <details class="part" id="part-stages">
                <summary>{format::counted(staged.stages.len() as u64, "stage", "stages")}</summary>
                <StagesView staged=staged.clone() />
            </details>
            <details class="part" id="part-columns" open=!staged.unsure.is_empty()>
                <summary>{format::counted(staged.columns.len() as u64, "column", "columns")}</summary>
                <ColumnsView staged=staged.clone() />
            </details>
            {skipped(&staged, state)}
        </section>
    }
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
        format!(
            "{} older than the look-back and a year: left out",
            format::counted(staged.too_old as u64, "decided deal is", "decided deals are")
        )
    });
    let remembered = staged.remembered.then(|| "Read as the last file of this shape".to_owned());
    let sentences: Vec<String> = [Some(read), too_old, remembered].into_iter().flatten().collect();
    sentences.join(". ") + "."
}

fn sentences(title: &'static str, sentences: &[String]) -> Option<AnyView> {
    (!sentences.is_empty()).then(|| {
        let lines = sentences.iter().cloned().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <section class="said">
                <h3>{title}</h3>
                <ul>{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn reps(staged: &Staged) -> AnyView {
    let row = |name: String, of: OutcomeCount| {
        let cells = [name, count(of.won), count(of.lost), count(of.open)];
        cells.into_iter().map(IntoAny::into_any).collect::<Vec<AnyView>>()
    };
    let mut rows: Vec<_> = staged.reps.iter().map(|rep| row(rep.name.clone(), rep.deals)).collect();
    if staged.without_rep.all() > 0 {
        rows.push(row("Nobody".to_owned(), staged.without_rep));
    }
    let columns = ["Rep", "Won", "Lost", "Open"].map(str::to_owned).to_vec();
    view! { <DataTable name="The reps found" columns rows /> }.into_any()
}

#[component]
fn StagesView(staged: Staged) -> impl IntoView {
    let columns = ["Stage or status", "Rows", "Means"].map(str::to_owned).to_vec();
    let rows = staged
        .stages
        .iter()
        .enumerate()
        .map(|(place, stage)| {
            vec![
                stage.value.clone().into_any(),
                count(stage.rows).into_any(),
                view! { <StageChoice id=format!("stage-{place}") stage=stage.clone() staged=staged.clone() /> }
                    .into_any(),
            ]
        })
        .collect();
    view! { <DataTable name="The stages found" columns rows /> }
}

/// What a stage means, to be changed.
#[component]
pub fn StageChoice(
    /// Tells it apart.
    id: String,
    /// The stage.
    stage: StageValue,
    /// The import it is part of.
    staged: Staged,
) -> impl IntoView {
    let state = TeamState::here();
    let meanings = [
        (StageMeaning::Is(Outcome::Won), "Won"),
        (StageMeaning::Is(Outcome::Lost), "Lost"),
        (StageMeaning::Is(Outcome::Open), "Open"),
        (StageMeaning::LeaveOut, "Leave out"),
    ];
    let options: Vec<_> =
        meanings.iter().map(|(_, words)| ((*words).to_owned(), (*words).to_owned())).collect();
    let chosen = meanings.iter().find(|(meaning, _)| *meaning == stage.meaning);
    let chosen = chosen.map_or("", |(_, words)| words).to_owned();
    let label = format!("Deals in {} are", stage.value);
    let value = stage.value;
    let choose = move |words: String| {
        let Some((meaning, _)) = meanings.iter().find(|(_, own)| *own == words) else { return };
        let mut choices = staged.choices.clone();
        choices.stages.insert(value.clone(), *meaning);
        state.answer(&choices);
    };
    view! {
        <SelectField
            label
            id
            label_hidden=true
            options
            chosen=Signal::stored(chosen)
            on_choose=choose
        />
    }
}

fn skipped(staged: &Staged, state: TeamState) -> Option<AnyView> {
    let all = staged.skipped + staged.left_out;
    (all > 0).then(|| {
        let lines = staged
            .first_skipped
            .iter()
            .map(|line| view! { <li>{format!("Line {}: {}", line.line, line.reason)}</li> })
            .collect_view();
        let title = format!(
            "{} skipped, {} left out",
            format::counted(staged.skipped as u64, "row", "rows"),
            format::counted(staged.left_out as u64, "cell", "cells")
        );
        let more = all.saturating_sub(staged.first_skipped.len());
        view! {
            <details class="part" id="part-skipped">
                <summary>{title}</summary>
                <ul class="skipped-lines">{lines}</ul>
                {(more > 0).then(|| view! { <p class="sub">{format!("And {} more.", count(more))}</p> })}
                <button class="button" type="button" on:click=move |_| state.save_skipped_rows()>
                    "Save all of them as CSV"
                </button>
            </details>
        }
        .into_any()
    })
}
