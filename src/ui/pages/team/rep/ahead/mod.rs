//! What the forecast says of a rep: need and chance, the curve, and what follows.

mod curve;
mod curve_card;
mod follows;
mod follows_cards;
mod headline;

pub use curve::CurveAhead;
pub use follows::WhatFollows;
pub use headline::HeadlineAhead;
