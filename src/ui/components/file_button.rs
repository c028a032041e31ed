//! A button that opens the file picker.

use leptos::html::Input;
use leptos::prelude::*;

/// Tables as text.
pub const TABLES: &str = ".csv,.tsv,.txt,text/csv,text/plain";

/// A button that asks for one file.
#[component]
pub fn FileButton(
    /// Its words.
    #[prop(into)]
    words: String,
    /// What kinds of files are offered first.
    accept: &'static str,
    /// How it looks.
    #[prop(default = "button file-pill")]
    class: &'static str,
    /// Called with the file.
    #[prop(into)]
    on_file: Callback<(web_sys::File,)>,
) -> impl IntoView {
    let picker = NodeRef::<Input>::new();
    let picked = move |_| {
        let Some(input) = picker.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file.run((file,));
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <label class=class>
            <input
                class="visually-hidden"
                type="file"
                accept=accept
                node_ref=picker
                on:change=picked
            />
            {words}
        </label>
    }
}
