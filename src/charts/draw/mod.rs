//! The drawing of charts with plotters, to an SVG text. Colours are names, not values: see
//! [`Ink`].

mod canvas;
mod chance_curve;
mod ink;
mod ladder_steps;
mod rate_fan;
mod reliability;
mod weekly_bars;

pub use chance_curve::{draw as chance_curve, draw_ground as chance_curve_ground};
pub use ink::Ink;
pub use ladder_steps::draw as ladder_steps;
pub use rate_fan::draw as rate_fan;
pub use reliability::draw as reliability;
pub use weekly_bars::draw as weekly_bars;
