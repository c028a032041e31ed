//! Pictures. A chart is two files: its model (scales, points, labels in CSS pixels, tested
//! natively) and its drawing in [`draw`], which hands the model to plotters. The words and
//! numbers on it come in ready for the reader's language: a chart knows no locale.

pub mod chance_curve;
pub mod cut_scale;
pub mod draw;
pub mod geometry;
pub mod labels;
pub mod ladder_steps;
pub mod pauses;
pub mod rate_fan;
pub mod reliability;
pub mod scale;
pub mod step_label;
pub mod text;
pub mod weekly_bars;
