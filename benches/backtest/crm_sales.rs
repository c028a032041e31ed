//! The public *CRM Sales Opportunities* data set as deals.

use jiff::civil::{Date, date};
use ridealong::domain::{FiscalCalendar, Period};
use ridealong::domain::{Money, Outcome};
use ridealong::engine::history::{DealHistory, DealRecord};
use std::collections::BTreeMap;
use std::path::Path;

/// All deals of all reps, as one group.
pub struct CrmSales {
    pub history: DealHistory,
}

impl CrmSales {
    /// Reads the pipeline and the product prices: an open deal is worth its list price, since the
    /// set gives it no amount.
    pub fn read(folder: &str) -> Result<Self, String> {
        let rows = |file: &str| {
            let path = Path::new(folder).join(file);
            let mut reader = csv::Reader::from_path(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            reader
                .deserialize::<BTreeMap<String, String>>()
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| format!("{}: {error}", path.display()))
        };
        let money = |text: &str| text.parse().ok().and_then(Money::from_units);
        let prices: BTreeMap<String, Option<Money>> = rows("products.csv")?
            .into_iter()
            .map(|row| (row["product"].replace(' ', ""), money(&row["sales_price"])))
            .collect();
        let mut reps: BTreeMap<String, usize> = BTreeMap::new();
        let mut deals = Vec::new();
        for row in rows("sales_pipeline.csv")? {
            let next = reps.len();
            let day = |column: &str| row[column].parse::<Date>().ok();
            deals.push(DealRecord {
                rep: *reps.entry(row["sales_agent"].clone()).or_insert(next),
                created: day("engage_date"),
                outcome: match row["deal_stage"].as_str() {
                    "Won" => Outcome::Won,
                    "Lost" => Outcome::Lost,
                    _ => Outcome::Open,
                },
                closed: day("close_date"),
                expected_close: None,
                amount: money(&row["close_value"]),
                amount_while_open: prices.get(&row["product"].replace(' ', "")).copied().flatten(),
            });
        }
        Ok(Self { history: DealHistory::new(reps.len(), &deals) })
    }

    /// The quarters that are whole and have a history before them.
    pub fn quarters(fiscal: FiscalCalendar) -> Vec<Period> {
        [date(2017, 4, 1), date(2017, 7, 1), date(2017, 10, 1)]
            .map(|start| fiscal.period_of(start))
            .to_vec()
    }

    /// The three quartiles of what the reps won in a period, linear between neighbours; the median
    /// first.
    pub fn quartiles_won(&self, period: Period) -> Vec<Money> {
        let span = period.span();
        let mut won: Vec<f64> =
            self.history.won_between(span.start, span.end).into_iter().map(Money::units).collect();
        won.sort_by(f64::total_cmp);
        [0.5, 0.25, 0.75]
            .into_iter()
            .filter_map(|share| {
                let place = share * (won.len() - 1) as f64;
                let (low, high) = (won[place.floor() as usize], won[place.ceil() as usize]);
                Money::from_units(low + place.fract() * (high - low))
            })
            .collect()
    }
}
