//! What is being typed is the user's: nothing that changes elsewhere takes it away.

use leptos::html::Input;
use leptos::prelude::*;

/// A text input's typing.
#[derive(Clone, Copy)]
pub struct Typing {
    /// The input.
    pub input: NodeRef<Input>,
    is_going_on: StoredValue<bool>,
    ended: Trigger,
}

impl Typing {
    /// Of an input that nothing was typed into yet.
    pub fn of_an_input() -> Self {
        Self { input: NodeRef::new(), is_going_on: StoredValue::new(false), ended: Trigger::new() }
    }

    /// What the input shows: the value, and while something is typed that.
    pub fn shown(self, value: Signal<String>) -> impl Fn() -> String + Clone {
        // It is asked for again with everything that is kept, and written only where it changed.
        let value = Memo::new(move |_| value.get());
        move || {
            self.ended.track();
            let value = value.get();
            let typed = self.is_going_on.get_value().then(|| self.input.get_untracked()).flatten();
            typed.map_or(value, |input| input.value())
        }
    }

    /// Something is typed.
    pub fn goes_on(self) {
        // Whoever types in a field that is being taken away is not heard any more.
        let _ = self.is_going_on.try_set_value(true);
    }

    /// It was taken, or left as it was: the value is shown again. What was typed may have taken the
    /// field itself away.
    pub fn ends(self) {
        if self.is_going_on.try_set_value(false).is_none() {
            self.ended.notify();
        }
    }
}
