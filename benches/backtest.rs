#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::expect_used)]
use jiff::civil::{Date, date};
use ridealong::domain::{Money, Outcome};
use ridealong::engine::fiscal::*;
use ridealong::engine::group::*;
use ridealong::engine::history::*;
use ridealong::engine::known::*;
use ridealong::engine::likely_total::LikelyTotal;
use ridealong::engine::quota_chance::quota_chance;
use ridealong::engine::tau::*;
use std::collections::BTreeMap;

fn main() {
    let dir = "../shared/data/crm-sales-opportunities";
    let mut price = BTreeMap::new();
    for r in csv::Reader::from_path(format!("{dir}/products.csv")).unwrap().records() {
        let r = r.unwrap();
        price.insert(r[0].to_string(), r[2].parse::<f64>().unwrap());
    }
    let gtx = price["GTX Pro"];
    price.insert("GTXPro".into(), gtx);
    let mut reps: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = vec![];
    for r in csv::Reader::from_path(format!("{dir}/sales_pipeline.csv")).unwrap().records() {
        let r = r.unwrap();
        let n = reps.len();
        let rep = *reps.entry(r[1].to_string()).or_insert(n);
        let d = |s: &str| s.parse::<Date>().ok();
        let outcome = match &r[4] {
            "Won" => Outcome::Won,
            "Lost" => Outcome::Lost,
            _ => Outcome::Open,
        };
        rows.push(DealRecord {
            rep,
            created: d(&r[5]),
            outcome,
            closed: d(&r[6]),
            expected_close: None,
            amount: r[7].parse::<f64>().ok().and_then(Money::from_units),
            amount_while_open: Money::from_units(price[&r[2]]),
        });
    }
    let history = DealHistory::new(reps.len(), &rows);
    println!("{:?} reps {}", history.findings(), reps.len());
    let fiscal = FiscalCalendar::default();
    for depth in [Depth::Curves, Depth::EntryAndForm, Depth::Pace, Depth::Calendar] {
        let mut all = vec![];
        let mut lls = vec![];
        let mut helds = vec![];
        for start in [date(2017, 4, 1), date(2017, 7, 1), date(2017, 10, 1)] {
            let period = fiscal.period_of(start);
            let span = period.span();
            let actual = history.won_between(span.start, span.end);
            let mut sorted: Vec<f64> = actual.iter().map(|m| m.units()).collect();
            sorted.sort_by(f64::total_cmp);
            let q = |p: f64| {
                let x = p * (sorted.len() - 1) as f64;
                let l = x.floor() as usize;
                sorted[l] + (x - l as f64) * (sorted[x.ceil() as usize] - sorted[l])
            };
            let t = std::time::Instant::now();
            let evidence: Vec<_> = past_periods(&history, fiscal, start)
                .into_iter()
                .map(|p| TauEvidence::of_period(&history, fiscal, p, depth))
                .collect();
            let tau = if depth == Depth::Curves {
                Tau { tau: 0.0, rep_periods: 0 }
            } else {
                Tau::learned(&evidence)
            };
            let t1 = t.elapsed();
            let group = GroupModel::fit(history.known(Viewpoint::replay(start)), fiscal, depth);
            let (mut brier, mut ll, mut n, mut held) = (0.0, 0.0, 0.0, 0.0);
            for rep in 0..reps.len() {
                let outlook = group.outlook(rep, period).unwrap();
                let form = outlook.form(tau.tau);
                let a = actual[rep].units();
                let range = LikelyTotal::of(&outlook, form);
                held += f64::from(u8::from(range.low <= a && a <= range.high));
                for p in [0.25, 0.5, 0.75] {
                    let quota = q(p);
                    let c = quota_chance(&outlook, Money::from_units(quota).unwrap(), form).share();
                    let y = f64::from(u8::from(a >= quota));
                    brier += (c - y) * (c - y);
                    let c = c.clamp(0.01, 0.99);
                    ll -= y * c.ln() + (1.0 - y) * (1.0 - c).ln();
                    n += 1.0;
                }
            }
            println!(
                "{depth:?} {start} tau {tau:?} brier {:.3} ll {:.3} held {:.0}% cal {:?} {:?} {:?}",
                brier / n,
                ll / n,
                held / 0.3,
                group
                    .calendar()
                    .by_third()
                    .map(|h| ((h.won * 100.0).round(), (h.lost * 100.0).round())),
                t1,
                t.elapsed()
            );
            all.push(brier / n);
            lls.push(ll / n);
            helds.push(held / 30.0);
        }
        println!(
            "== {depth:?} mean {:.3} {:.3} {:.2}",
            all.iter().sum::<f64>() / 3.0,
            lls.iter().sum::<f64>() / 3.0,
            helds.iter().sum::<f64>() / 3.0
        );
    }
}
