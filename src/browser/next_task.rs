//! Long work in parts short enough for the page to answer in between.

use js_sys::{Array, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
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

/// Goes on after so many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let _ = JsFuture::from(after(milliseconds)).await;
}

fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        // A page without a window has no time to keep.
        let _ = web_sys::window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
        });
    })
}

/// What some work comes to if that is within so many milliseconds; else it is left to itself.
pub async fn within<T: 'static>(
    milliseconds: i32,
    work: impl Future<Output = T> + 'static,
) -> Option<T> {
    let came = Rc::new(Cell::new(None));
    let there = Rc::clone(&came);
    let ended = future_to_promise(async move {
        there.set(Some(work.await));
        Ok(JsValue::NULL)
    });
    let _ = JsFuture::from(Promise::race(&Array::of2(&ended, &after(milliseconds)))).await;
    came.take()
}
