//! The app on screen. `components` know nothing of sales, `pages` do; `format` is the only
//! place that asks how the reader writes numbers, `route` says where one is.

mod announcer;
pub mod components;
mod derive;
mod file_drop;
pub mod format;
mod growing;
pub mod pages;
pub mod route;
mod shell;
mod team;
mod update_offer;
pub mod workbench;

use crate::browser::rescue::lead_panics_to_the_rescue;

/// Puts the app into the page.
pub fn mount() {
    lead_panics_to_the_rescue();
    leptos::mount::mount_to_body(shell::App);
}
