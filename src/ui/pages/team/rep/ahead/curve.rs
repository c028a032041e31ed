//! The chance of quota against coverage, the rep's own mix of deals scaled.

use super::super::RepState;
use super::super::ladder::coverage as written;
use super::curve_card::card;
use crate::charts::chance_curve::{ChanceCurve, Content, Mark, Marked};
use crate::charts::draw;
use crate::domain::{Currency, Multiple, Rate};
use crate::engine::ladder::RungKind;
use crate::engine::ladder_seen::LadderSeen;
use crate::engine::monotone_cubic::monotone_cubic;
use crate::reader::RepInFull;
use crate::ui::components::chart_frame::{ChartFrame, ChartTable, named};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format::{chance_from_data, money_short, multiple_tick, whole_percent};
use crate::ui::pages::calculate::coverage::readout::{Readout, Said};
use crate::ui::pages::calculate::coverage::round_rows::round_rows;
use leptos::prelude::*;

/// Straight pieces that the smooth curve is drawn with.
const PIECES: u32 = 96;

/// *Chance of quota by coverage*, of the rep's real deals. Nothing without a deal to scale.
#[component]
pub fn CurveAhead() -> impl IntoView {
    let state = RepState::here();
    let width = RwSignal::new(0.0);
    let currency = state.currency;
    let scaled = Memo::new(move |_| state.full.with(|full| full.as_deref().and_then(Scaled::of)));
    let model = Memo::new(move |_| {
        let width = width.get();
        scaled.with(|scaled| {
            scaled.as_ref().filter(|_| width > 0.0).map(|scaled| scaled.model(width))
        })
    });
    let drawn = move |draw: fn(&ChanceCurve) -> String| {
        Signal::derive(move || model.with(|model| model.as_ref().map(draw)))
    };
    let said = move |write: fn(&Scaled) -> String| {
        text(move || scaled.with(|scaled| scaled.as_ref().map(write).unwrap_or_default()))
    };
    let table = Signal::derive(move || {
        let table = |scaled: &Scaled| scaled.table(currency.get());
        scaled.with(|scaled| scaled.as_ref().map(table).unwrap_or_default())
    });
    let open_card = Callback::new(move |()| {
        scaled.with_untracked(|scaled| {
            scaled.as_ref().map(|scaled| card(&scaled.seen, currency.get_untracked()))
        })
    });
    let say = Callback::new(move |coverage: Multiple| {
        scaled.with(|scaled| scaled.as_ref().map(|scaled| scaled.said(coverage, currency.get())))
    });
    view! {
        <When shown=flag(move || scaled.with(Option::is_some))>
            <ChartFrame
                title="Chance of quota by coverage"
                svg=drawn(draw::chance_curve)
                ground=drawn(draw::chance_curve_ground)
                width
                description=said(Scaled::description)
                table
                card=open_card
                overlay=move || view! { <Readout model say /> }
            >
                <p class="sub below">{said(|scaled| scaled.below().to_owned())}</p>
            </ChartFrame>
        </When>
    }
}

/// The curve of a rep and the points on it.
#[derive(Clone, Debug, PartialEq)]
struct Scaled {
    seen: LadderSeen,
    points: Vec<(f64, f64)>,
    end: f64,
}

impl Scaled {
    fn of(full: &RepInFull) -> Option<Self> {
        let points: Vec<(f64, f64)> = full
            .curve
            .iter()
            .map(|(coverage, chance)| (coverage.times(), chance.share()))
            .collect();
        let end = points.last()?.0;
        Some(Self { seen: full.ladder.clone()?, points, end })
    }

    fn chance(&self, coverage: f64) -> Rate {
        Rate::clamped(monotone_cubic(&self.points, coverage).unwrap_or_default())
    }

    /// What is marked, the need first: its label gets the best place.
    fn marked(&self) -> Vec<(Mark, &'static str, Multiple, Rate)> {
        let rung = |kind: RungKind| {
            let rung = self.seen.ladder.rungs.iter().find(|rung| rung.kind == kind);
            rung.and_then(|rung| rung.need.times()).and_then(Multiple::new)
        };
        let at =
            |mark, name, coverage: Multiple| (mark, name, coverage, self.chance(coverage.times()));
        let need = rung(RungKind::WantedChance).map(|need| at(Mark::Need, "needed", need));
        let have = self.seen.ladder.have.map(|have| at(Mark::Have, "has now", have));
        let average = rung(RungKind::NewDeals).filter(|it| it.times() > 0.0);
        let average = average.map(|average| at(Mark::BreakEven, "on average", average));
        let flat = at(Mark::FlatRule, "flat", Multiple::FLAT_RULE);
        let marked = [need, have, average, Some(flat)].into_iter().flatten();
        // Beyond the end nothing is known, and a mark there would stand at another coverage.
        marked.filter(|(_, _, coverage, _)| coverage.times() <= self.end).collect()
    }

    /// What stands below the picture.
    fn below(&self) -> &'static str {
        if Multiple::FLAT_RULE.times() <= self.end {
            "The open deals as they are, more or fewer of them alike; deals still to be created come on top."
        } else {
            "The open deals as they are, more or fewer of them alike; deals still to be created come on top. The curve ends where 1,000 of them would be open: what lies beyond is not shown."
        }
    }

    fn model(&self, width: f64) -> ChanceCurve {
        let marked = self.marked().into_iter().map(|(mark, name, coverage, chance)| Marked {
            mark,
            coverage,
            chance,
            name: match mark {
                Mark::FlatRule => "flat 3×".to_owned(),
                _ => format!("{name} {}", written(coverage)),
            },
            value: chance_from_data(chance),
        });
        let step = self.end / f64::from(PIECES);
        let curve = (0..=PIECES).filter_map(|at| {
            let coverage = f64::from(at) * step;
            Some((Multiple::new(coverage)?, self.chance(coverage)))
        });
        ChanceCurve::new(
            width,
            &Content {
                curve: curve.collect(),
                end: Multiple::new(self.end).unwrap_or_default(),
                wanted: self.seen.wanted,
                marked: marked.collect(),
                write_coverage: &multiple_tick,
                write_chance: &whole_percent,
            },
        )
    }

    fn description(&self) -> String {
        let points = self.marked().into_iter().map(|(_, name, coverage, chance)| {
            format!("{name} {}: {}", written(coverage), chance_from_data(chance))
        });
        format!(
            "Chance of quota against coverage, from {} at 0× to {} at {}. {}.",
            chance_from_data(self.chance(0.0)),
            chance_from_data(self.chance(self.end)),
            Multiple::new(self.end).map(written).unwrap_or_default(),
            points.collect::<Vec<_>>().join(", ")
        )
    }

    fn worth(&self, coverage: Multiple, currency: Currency) -> String {
        money_short(coverage.pipeline(self.seen.ladder.left), currency)
    }

    fn said(&self, coverage: Multiple, currency: Currency) -> Said {
        let chance = self.chance(coverage.times());
        Said {
            chance,
            headline: format!("{}: {}", written(coverage), chance_from_data(chance)),
            detail: self.worth(coverage, currency),
        }
    }

    /// A row every round coverage, and the marked points by name.
    fn table(&self, currency: Currency) -> ChartTable {
        let marked: Vec<(Multiple, &str)> = self
            .marked()
            .into_iter()
            .map(|(mark, name, coverage, _)| {
                (coverage, if mark == Mark::FlatRule { "flat rule" } else { name })
            })
            .collect();
        let rows = round_rows(0, self.end, &marked, written);
        let row = |(coverage, name): (Multiple, &str)| {
            vec![
                named(written(coverage), name),
                self.worth(coverage, currency),
                chance_from_data(self.chance(coverage.times())),
            ]
        };
        ChartTable {
            columns: ["Coverage", "Pipeline", "Chance"].map(str::to_owned).to_vec(),
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::ladder::samples::dana;
    use super::*;

    fn scaled() -> Scaled {
        let points = [(0.0, 0.02), (3.1, 0.2), (4.0, 0.45), (6.0, 0.82), (9.0, 0.97)].to_vec();
        Scaled { seen: dana(), points, end: 9.0 }
    }

    #[test]
    fn the_table_has_the_marked_points_in_order_and_no_coverage_twice() {
        let table = scaled().table(Currency::Usd);
        let first: Vec<&str> = table.rows.iter().map(|row| row[0].as_str()).collect();
        let names: Vec<&str> =
            first.iter().filter_map(|name| name.split_once(", ")).map(|(_, name)| name).collect();
        assert_eq!(names, ["flat rule", "has now", "on average", "needed"]);
        let mut coverages: Vec<&str> =
            first.iter().filter_map(|name| name.split(", ").next()).collect();
        coverages.dedup();
        assert_eq!(coverages.len(), first.len());
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }

    #[test]
    fn nothing_is_marked_beyond_the_end_of_the_curve() {
        let short = Scaled { points: vec![(0.0, 0.0), (0.8, 0.01)], end: 0.8, ..scaled() };
        assert_eq!(short.marked(), []);
        assert!(!short.description().contains("flat"), "{}", short.description());
        assert!(short.below().contains("1,000") && !scaled().below().contains("1,000"));
        let marks = short.model(700.0).spots.len();
        assert_eq!(marks, 0);
    }

    #[test]
    fn the_curve_goes_through_its_points() {
        let scaled = scaled();
        for (coverage, chance) in &scaled.points {
            assert!((scaled.chance(*coverage).share() - chance).abs() < 1e-12);
        }
        assert!(scaled.description().contains("has now 3.1×: 20%"), "{}", scaled.description());
        for width in [340.0, 760.0] {
            let model = scaled.model(width);
            assert!(model.width > 0.0);
        }
    }
}
