//! Handing the user a file.

use crate::browser::next_task::next_task;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

/// Saves a text as a file, as if a link to it had been followed. Says whether the browser took
/// it; where it goes is for the user's settings.
pub fn save_text(name: &str, mime: &str, text: &str) -> bool {
    try_save(name, mime, &js_sys::Array::of1(&text.into())).is_ok()
}

/// As [`save_text`], of a long text in parts, each handed over in a task of its own.
pub async fn save_parts(name: &str, mime: &str, parts: &[String]) -> bool {
    let handed_over = js_sys::Array::new();
    for part in parts {
        let Ok(part) = Blob::new_with_str_sequence(&js_sys::Array::of1(&part.into())) else {
            return false;
        };
        handed_over.push(&part);
        next_task().await;
    }
    try_save(name, mime, &handed_over).is_ok()
}

fn try_save(name: &str, mime: &str, parts: &js_sys::Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the file by the time the page comes to rest.
    let done = Closure::once_into_js(move || drop(Url::revoke_object_url(&url)));
    if let Some(window) = window() {
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(done.unchecked_ref(), 60_000)?;
    }
    Ok(())
}
