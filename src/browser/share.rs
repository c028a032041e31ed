//! The browser's sheet for handing a file to another app.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Navigator, window};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Another app has it.
    Yes,
    /// The user left the sheet.
    No,
    /// The last tap was too long ago: the browser wants another one.
    NeedsATap,
    /// The browser can't.
    CanNot,
}

/// A text file. Browsers share none that is called `.json`.
pub fn text_file(name: &str, parts: &[String]) -> Option<File> {
    let parts: Array = parts.iter().map(|part| JsValue::from(part.as_str())).collect();
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    let options = web_sys::FilePropertyBag::new();
    options.set_type("text/plain");
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), name, &options).ok()
}

/// Whether the browser shares text files.
pub fn is_possible() -> bool {
    let asked = || {
        let navigator = window()?.navigator();
        let can: Function = method(&navigator, "canShare")?;
        let file = text_file("a.txt", &["a".to_owned()])?;
        can.call1(&navigator, &offer(&file)?).ok()
    };
    asked().is_some_and(|can| can.is_truthy())
}

/// Whether the app was opened from the home screen of an iPhone or iPad, where downloads fail
/// without a word.
pub fn is_on_apple_home_screen() -> bool {
    window()
        .and_then(|window| Reflect::get(&window.navigator(), &"standalone".into()).ok())
        .is_some_and(|standalone| standalone.is_truthy())
}

/// Offers a file to other apps.
pub async fn share(file: &File) -> Shared {
    let asked = || {
        let navigator = window()?.navigator();
        let share: Function = method(&navigator, "share")?;
        share.call1(&navigator, &offer(file)?).ok()?.dyn_into::<js_sys::Promise>().ok()
    };
    let Some(sheet) = asked() else { return Shared::CanNot };
    match JsFuture::from(sheet).await {
        Ok(_) => Shared::Yes,
        Err(error) => match name_of(&error).as_str() {
            "AbortError" => Shared::No,
            "NotAllowedError" => Shared::NeedsATap,
            _ => Shared::CanNot,
        },
    }
}

fn method(navigator: &Navigator, name: &str) -> Option<Function> {
    Reflect::get(navigator, &name.into()).ok()?.dyn_into().ok()
}

fn offer(file: &File) -> Option<JsValue> {
    let offer = Object::new();
    Reflect::set(&offer, &"files".into(), &Array::of1(file)).ok()?;
    Some(offer.into())
}

fn name_of(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into()).ok();
    name.and_then(|name| name.as_string()).unwrap_or_default()
}
