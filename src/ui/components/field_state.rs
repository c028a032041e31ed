//! What a number field remembers while it is typed into or slid.

use super::quantity::{Limits, Quantity};
use super::slider_span::SliderSpan;
use crate::charts::text;
use leptos::ev;
use leptos::prelude::*;

/// The state of one field.
#[derive(Clone, Copy)]
pub struct FieldState {
    quantity: Signal<Quantity>,
    limits: Limits,
    value: Signal<f64>,
    on_change: Callback<f64>,
    /// While the field holds something other than its value, neatly written: the text, and the
    /// value that it gave or left as it was. Once the value is another, the text is past.
    typed: RwSignal<Option<(String, f64)>>,
    sliding: RwSignal<bool>,
    /// The value as it was when a finger came down on the slider.
    touched_at: StoredValue<Option<f64>>,
    /// What is wrong with what was typed.
    pub error: Memo<Option<String>>,
    /// The slider's span.
    pub span: Memo<SliderSpan>,
}

impl FieldState {
    /// A field at rest.
    pub fn new(
        quantity: Signal<Quantity>,
        limits: Limits,
        value: Signal<f64>,
        on_change: Callback<f64>,
    ) -> Self {
        let typed = RwSignal::new(None::<(String, f64)>);
        let sliding = RwSignal::new(false);
        let error = Memo::new(move |_| {
            typed.with(|typed| {
                let (text, given) = typed.as_ref()?;
                let still = *given == value.get();
                still.then(|| quantity.get().read(text, limits).err()).flatten()
            })
        });
        let span = Memo::new(move |previous: Option<&SliderSpan>| {
            let (value, quantity) = (value.get(), quantity.get());
            match previous {
                Some(span) if quantity.span_follows() && (sliding.get() || span.suits(value)) => {
                    *span
                }
                _ => quantity.span(value, limits),
            }
        });
        let touched_at = StoredValue::new(None);
        Self { quantity, limits, value, on_change, typed, sliding, touched_at, error, span }
    }

    /// What the text field shows.
    pub fn text(self) -> String {
        let value = self.value.get();
        let typed = self.typed.get().filter(|(_, given)| *given == value);
        typed.map_or_else(|| self.written(), |(text, _)| text)
    }

    /// The value, neatly written.
    pub fn written(self) -> String {
        self.quantity.get().write(self.value.get())
    }

    /// How wide the text field has to be for its value, in CSS pixels: its text at 16 px and what
    /// is around it.
    pub fn width(self) -> f64 {
        text::width(&self.written(), 16.0) + 28.0
    }

    /// The value.
    pub fn value(self) -> f64 {
        self.value.get()
    }

    /// The text field is entered: the bare number, ready to be typed over.
    pub fn focus(self, event: &ev::FocusEvent) {
        let field = event_target::<web_sys::HtmlInputElement>(event);
        if self.error.with_untracked(Option::is_none) {
            let text = self.quantity.get_untracked().edit(self.value.get_untracked());
            field.set_value(&text);
            self.hold(text);
        }
        field.select();
    }

    /// Something was typed: it counts at once where it can be read.
    pub fn input(self, text: String) {
        if let Ok(new) = self.quantity.get_untracked().read(&text, self.limits) {
            self.change(new);
        }
        self.hold(text);
    }

    /// Typing is over: the value is written neatly, unless what was typed makes no sense.
    pub fn settle(self) {
        // A browser may tell that the field is left as it is taken away.
        if self.error.try_with_untracked(Option::is_none) == Some(true) {
            self.typed.set(None);
        }
    }

    /// A key that steps, settles or gives up what was typed.
    pub fn key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "ArrowUp" | "ArrowDown" => {
                event.prevent_default();
                let up = event.key() == "ArrowUp";
                self.change(self.span.get_untracked().stepped(self.value.get_untracked(), up));
                let text = self.quantity.get_untracked().edit(self.value.get_untracked());
                self.hold(text);
            }
            "Enter" => self.settle(),
            "Escape" => self.typed.set(None),
            _ => {}
        }
    }

    /// The slider is moved.
    pub fn slide(self, to: &str) {
        self.sliding.set(true);
        self.typed.set(None);
        if let Ok(new) = to.parse() {
            self.change(new);
        }
    }

    /// A pointer comes down on the slider.
    pub fn touch(self, event: &ev::PointerEvent) {
        let is_finger = event.pointer_type() == "touch";
        self.touched_at.set_value(is_finger.then(|| self.value.get_untracked()));
    }

    /// The slider is let go: its span may be set anew.
    pub fn let_go(self) {
        self.touched_at.set_value(None);
        self.sliding.set(false);
    }

    /// The finger scrolls the page: that its way began on the slider changes nothing.
    pub fn give_back(self) {
        if let Some(before) = self.touched_at.get_value() {
            self.change(before);
        }
        self.let_go();
    }

    fn hold(self, text: String) {
        self.typed.set(Some((text, self.value.get_untracked())));
    }

    fn change(self, new: f64) {
        self.on_change.run(new.clamp(self.limits.least, self.limits.most));
    }
}
