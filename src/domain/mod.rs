//! What a team is: the words that every other part speaks. Pure data, no browser, no clock.

mod activity;
mod calculator;
mod currency;
pub mod day;
mod deal;
mod deal_book;
mod deal_diff;
mod deal_key;
mod fiscal_calendar;
mod money;
mod multiple;
mod period;
mod quota;
mod rate;
mod rep;
mod settings;
mod typed_figures;
mod workspace;

pub use activity::{Activity, ActivityKind};
pub use calculator::{CalculatorInputs, ChainStep, RateFrom};
pub use currency::Currency;
pub use deal::{Deal, Outcome};
pub use deal_book::{DealBook, as_kept, is_kept, kept_since};
pub use deal_diff::{DealDiff, Diffing, GoneDeals};
pub use deal_key::DealKey;
pub use fiscal_calendar::FiscalCalendar;
pub use money::Money;
pub use multiple::Multiple;
pub use period::{Period, PeriodLength};
pub use quota::{Quota, QuotaSource, divided};
pub use rate::{Interval, Rate};
pub use rep::{BookedByHand, Rep, RepId};
pub use settings::{LookBack, OfTen, PeersBy, Settings};
pub use typed_figures::TypedFigures;
pub use workspace::Workspace;
