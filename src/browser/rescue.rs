//! A panic leads to the rescue page (`assets/page/rescue.js`).

use std::panic::set_hook;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = globalThis, js_name = ridealongStopped)]
    fn stopped(place: &str) -> Result<(), JsValue>;
}

/// From now on a panic of this program shows the rescue page, and nothing reaches what is kept any
/// more. It says where the panic was, never what it said: that could be somebody's data.
pub fn lead_panics_to_the_rescue() {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // A page without it is left as it is.
        let _ = stopped(&place);
    }));
}
