//! What the forecast says of a rep: need and chance, the curve, and what follows.

mod about;
mod curve;
mod curve_card;
mod deal_controls;
mod follows;
mod follows_cards;
mod headline;
mod ride;
mod try_deals;

pub use curve::CurveAhead;
pub use deal_controls::DealControls;
pub use follows::WhatFollows;
pub use follows_cards::ride as deal_card;
pub use headline::HeadlineAhead;
pub use ride::RideAlong;
pub use try_deals::{DealTrial, TriedDeals, TryButton};
