//! Whether any field of a part of the page holds something that makes no sense.

use leptos::prelude::*;

/// Counts the fields below that can't be understood. (A style that looks for them would do, but
/// makes the browser look at every change of the page.)
#[derive(Clone, Copy)]
pub struct Unclear(RwSignal<usize>);

impl Unclear {
    /// A count for all components below.
    pub fn provide() -> Self {
        let unclear = Self(RwSignal::new(0));
        provide_context(unclear);
        unclear
    }

    /// Whether there is such a field.
    pub fn any(self) -> Signal<bool> {
        Memo::new(move |_| self.0.get() > 0).into()
    }

    /// Counts a field as long as something is wrong with it and it is there.
    pub fn follow(error: Memo<Option<String>>) {
        let Some(Self(count)) = use_context() else { return };
        let counted = StoredValue::new(false);
        let set = move |wrong: bool| {
            if counted.try_get_value().is_some_and(|before| before != wrong) {
                counted.set_value(wrong);
                // The part of the page may be gone before its fields are.
                let _ = count.try_update(|count| {
                    *count = if wrong { *count + 1 } else { count.saturating_sub(1) };
                });
            }
        };
        Effect::new(move |_| set(error.with(Option::is_some)));
        on_cleanup(move || set(false));
    }
}
