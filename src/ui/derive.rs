//! Texts and flags that follow signals, each of one type: what is drawn from them is compiled
//! once instead of once for every closure.

use leptos::prelude::*;

/// A text that follows what `write` reads.
pub fn text(write: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(write)
}

/// A flag that follows what `test` reads.
pub fn flag(test: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(test)
}

/// An attribute that is there with a text, or not at all.
pub fn maybe(write: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(write)
}
