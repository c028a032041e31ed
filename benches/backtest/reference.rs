//! The table that the model's definition came with.

use ridealong::engine::grade::Method;
use ridealong::engine::group::Depth;

/// One model of the table.
pub struct Row {
    pub name: &'static str,
    pub method: Method,
    /// How much of our model it is; `None` where it is none of ours.
    pub depth: Option<Depth>,
    pub brier: Option<f64>,
    pub log_loss: Option<f64>,
    /// In percent.
    pub held: Option<f64>,
}

const fn simple(name: &'static str, method: Method, brier: Option<f64>, held: Option<f64>) -> Row {
    Row { name, method, depth: None, brier, log_loss: None, held }
}

const fn ours(name: &'static str, depth: Depth, brier: f64, log_loss: f64, held: f64) -> Row {
    Row {
        name,
        method: Method::Ridealong,
        depth: Some(depth),
        brier: Some(brier),
        log_loss: Some(log_loss),
        held: Some(held),
    }
}

/// Every row, the reference's figures with it.
pub const ROWS: &[Row] = &[
    simple("flat 3x", Method::FlatRule, Some(0.396), None),
    simple("break-even 1/w", Method::BreakEven, Some(0.230), None),
    simple("base rate of the quarters before", Method::BaseRate, None, None),
    simple("run-rate alone, log-normal 0.4", Method::RunRate, Some(0.138), Some(88.0)),
    ours("curves without entry, form, pace, calendar", Depth::Curves, 0.144, 0.505, 53.0),
    ours("with delayed entry and form", Depth::EntryAndForm, 0.130, 0.391, 78.0),
    ours("... and pace", Depth::Pace, 0.126, 0.378, 80.0),
    ours("... and calendar", Depth::Calendar, 0.125, 0.376, 79.0),
];
