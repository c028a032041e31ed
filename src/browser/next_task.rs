//! Long work in parts short enough for the page to answer in between.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Goes on in the next task, once the browser has done what came up: what was typed, touched or is
/// to be drawn. A message to oneself is not put off in a page out of sight, as a timer is.
pub async fn next_task() {
    let Ok(channel) = MessageChannel::new() else { return };
    let (here, there) = (channel.port1(), channel.port2());
    let heard = js_sys::Promise::new(&mut |resolve, _| here.set_onmessage(Some(&resolve)));
    if there.post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(heard).await;
    }
    here.close();
}

/// Goes on behind the next frame, once what was changed is on the screen. A page out of sight draws
/// none until it is looked at.
pub async fn next_frame() {
    let drawn = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window();
        if window.is_none_or(|window| window.request_animation_frame(&resolve).is_err()) {
            // Where nothing is drawn there is nothing to wait for.
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(drawn).await;
    next_task().await;
}
