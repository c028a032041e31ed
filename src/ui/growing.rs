//! Drawing much a little at a time: a page answers between frames, not within one.

use crate::browser::next_task::next_frame;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How many of `all` are drawn: `first` now, and `more` with every frame.
pub fn growing(all: Signal<usize>, first: usize, more: usize) -> ReadSignal<usize> {
    let (drawn, draw) = signal(all.get_untracked().min(first));
    Effect::new(move |_| {
        let (all, now) = (all.get(), drawn.get());
        if now > all {
            draw.set(all);
        } else if now < all {
            spawn_local(async move {
                next_frame().await;
                // What is drawn may be gone by then.
                let _ = draw.try_set((now + more).min(all));
            });
        }
    });
    drawn
}
