//! Data: is it in, right and safe?

mod add_rep;
mod backup;
mod backup_reminder;
mod check;
mod import;
mod nobody_yet;
mod on_this_device;
mod other_periods;
mod paste;
pub(super) mod quotas;
mod reps;
mod same_person;
pub(super) mod settings;
mod storage;
mod typed;
mod unsure_quotas;

use crate::browser::address::go_to;
use crate::reader::Import;
use crate::ui::components::tabs::Tabs;
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::file_drop::on_file_dropped;
use crate::ui::pages::past_check;
use crate::ui::pages::team_notice::TeamNotice;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::TeamState;
use leptos::prelude::*;

/// The page: a tab a task.
#[component]
pub fn DataPage(
    /// The address's fragment.
    #[prop(into)]
    fragment: Signal<String>,
) -> impl IntoView {
    let state = TeamState::here();
    let place = Memo::new(move |_| match Route::parse(&fragment.get()) {
        Route::Data(place) => place,
        Route::Start | Route::Team(_) | Route::Calculate(_) | Route::Unknown => {
            DataPlace::default()
        }
    });
    Effect::new(move |_| {
        document().set_title(&format!("{} · Ridealong", tab(place.get())));
    });
    Effect::new(move |_| {
        // Anew where the deals or the periods changed.
        state.team.track();
        state.count_kept();
    });
    // A file may be brought on any tab; what becomes of it is shown where one looks.
    Effect::new(move |had_result: Option<bool>| {
        let import = state.import.get();
        let has_result = matches!(import, Import::Report { .. } | Import::OtherKind(_));
        if place.get_untracked() == DataPlace::Import {
            return has_result;
        }
        match import {
            Import::Refused(sentence) => {
                state.import.set(Import::None);
                state.notice.set(Some(sentence));
            }
            // Only once: whoever went elsewhere since stays there.
            _ if has_result && had_result != Some(true) => {
                go_to(&Route::Data(DataPlace::Import).href());
            }
            _ => {}
        }
        has_result
    });
    state.offer_what_was_put_away();
    on_file_dropped(move |file| state.take_dropped(file));
    let tabs = DataPlace::ALL
        .map(|each| (tab(each), Route::Data(each).href(), flag(move || place.get() == each)))
        .to_vec();
    // Nothing can be changed beside what is being written; how far that is stays to be heard.
    let inert =
        move || state.is_writing() && !matches!(place.get(), DataPlace::Import | DataPlace::Backup);
    view! {
        <header class="page">
            <div>
                <h1 tabindex="-1">{move || question(place.get())}</h1>
                <p class="sub">"Everything stays in this browser. Nothing is sent anywhere."</p>
            </div>
        </header>
        <Tabs name="Data" tabs />
        <TeamNotice />
        <When shown=flag(move || place.get() != DataPlace::Backup)>
            <backup_reminder::BackupReminder />
        </When>
        <div class="data-place" prop:inert=inert>{move || match place.get() {
            DataPlace::Import => view! { <import::ImportPage /> }.into_any(),
            DataPlace::Typed => view! { <typed::TypedPage /> }.into_any(),
            DataPlace::Quotas => view! { <quotas::QuotasPage /> }.into_any(),
            DataPlace::Reps => view! { <reps::RepsPage /> }.into_any(),
            DataPlace::Check => view! { <check::CheckPage /> }.into_any(),
            DataPlace::Settings => view! { <settings::SettingsPage /> }.into_any(),
            DataPlace::Backup => view! { <backup::BackupPage /> }.into_any(),
            DataPlace::Storage => view! { <storage::StoragePage /> }.into_any(),
        }}</div>
    }
}

const fn question(place: DataPlace) -> &'static str {
    match place {
        DataPlace::Import => "Bring in your deals",
        DataPlace::Typed => "What do you know of each rep?",
        DataPlace::Quotas => "What is each rep to bring in?",
        DataPlace::Reps => "Who is in the team?",
        DataPlace::Check => past_check::QUESTION,
        DataPlace::Settings => "How does your company count?",
        DataPlace::Backup => "Is it safe?",
        DataPlace::Storage => "What is stored on this device?",
    }
}

const fn tab(place: DataPlace) -> &'static str {
    match place {
        DataPlace::Import => "Import",
        DataPlace::Typed => "Type",
        DataPlace::Quotas => "Quotas",
        DataPlace::Reps => "Reps",
        DataPlace::Check => "Check",
        DataPlace::Settings => "Settings",
        DataPlace::Backup => "Backup",
        DataPlace::Storage => "Storage",
    }
}
