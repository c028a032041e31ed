//! What the curve says under the finger or the pointer.

use crate::charts::chance_curve::ChanceCurve;
use crate::domain::{Multiple, Rate};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use leptos::ev::PointerEvent;
use leptos::prelude::*;

/// What a coverage gives, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The chance.
    pub chance: Rate,
    /// "5.6×: 80%"
    pub headline: String,
    /// What the coverage comes to.
    pub detail: String,
}

/// A layer over the curve that reads it out.
#[component]
pub fn Readout(
    /// The curve.
    model: Memo<Option<ChanceCurve>>,
    /// What is said of a coverage on it.
    say: Callback<Multiple, Option<Said>>,
) -> impl IntoView {
    // Where the pointer is, in CSS pixels from the picture's left.
    let at = RwSignal::new(None::<f64>);
    let follow = move |event: PointerEvent| at.set(Some(f64::from(event.offset_x())));
    let leave = move |event: PointerEvent| {
        // A finger is lifted to read what it covered.
        if event.pointer_type() == "mouse" {
            at.set(None);
        }
    };
    let spot = Memo::new(move |_| {
        let pixel = at.get()?;
        model.with(|model| Spot::at(pixel, model.as_ref()?, say))
    });
    let px = move |read: fn(&Spot) -> f64| {
        text(move || {
            spot.with(|spot| {
                spot.as_ref().map_or(String::new(), |spot| format!("{:.1}px", read(spot)))
            })
        })
    };
    let to_left = flag(move || spot.with(|spot| spot.as_ref().is_some_and(|spot| spot.to_left)));
    let words =
        move |read: fn(Spot) -> String| text(move || spot.get().map(read).unwrap_or_default());
    view! {
        <div
            class="readout-layer"
            aria-hidden="true"
            on:pointermove=follow
            on:pointerdown=follow
            on:pointerleave=leave
        >
            <When shown=flag(move || spot.with(Option::is_some))>
                <div
                    class="readout-line"
                    style:left=px(|spot| spot.x)
                    style:top=px(|spot| spot.top)
                    style:height=px(|spot| spot.bottom - spot.top)
                ></div>
                <div
                    class="readout-dot"
                    style:left=px(|spot| spot.x)
                    style:top=px(|spot| spot.y)
                ></div>
                <div
                    class="readout"
                    class:to-left=to_left
                    style:left=px(|spot| spot.x)
                    style:top=px(|spot| spot.top)
                >
                    <b>{words(|spot| spot.headline)}</b>
                    <span>{words(|spot| spot.detail)}</span>
                </div>
            </When>
        </div>
    }
}

/// A place on the curve and what it says.
#[derive(Clone, Debug, PartialEq)]
struct Spot {
    x: f64,
    y: f64,
    top: f64,
    bottom: f64,
    to_left: bool,
    headline: String,
    detail: String,
}

impl Spot {
    fn at(pixel: f64, model: &ChanceCurve, say: Callback<Multiple, Option<Said>>) -> Option<Self> {
        let x = pixel.clamp(model.plot.left, model.plot.right);
        let coverage = Multiple::new(model.x.value(x)).unwrap_or_default();
        let Said { chance, headline, detail } = say.run(coverage)?;
        Some(Self {
            x,
            y: model.y.pixel(chance.share()),
            top: model.plot.top,
            bottom: model.plot.bottom,
            to_left: x > model.width / 2.0,
            headline,
            detail,
        })
    }
}
