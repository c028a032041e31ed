//! The reliability diagram.

use super::{cards, words};
use crate::charts::draw;
use crate::charts::reliability::{Bin, Content, Reliability};
use crate::engine::scores::ReliabilityBin;
use crate::ui::components::chart_frame::{ChartFrame, ChartTable};
use crate::ui::format;
use crate::ui::team::PastFound;
use leptos::prelude::*;
use std::sync::Arc;

/// *When it said so much, how often was quota reached?*
#[component]
pub fn ReliabilityPicture(
    /// The past.
    found: Arc<PastFound>,
) -> impl IntoView {
    let width = RwSignal::new(0.0);
    let bins = found.check.reliability.clone();
    let description = description(&bins);
    let table = table(&bins);
    let svg = Signal::derive(move || {
        let width = width.get();
        (width > 0.0).then(|| draw::reliability(&model(width, &bins)))
    });
    let card = Callback::new(move |()| Some(cards::reliability(&found)));
    view! {
        <ChartFrame
            title="Was quota reached as often as it said?"
            svg
            width
            description=Signal::stored(description)
            table=Signal::stored(table)
            card
        >
            <p class="sub below">
                "On the dashed line, quota was reached exactly as often as told. A bar is where the share likely lies (8 in 10): where it touches the line, the chance may have been right. Few chances make a long bar."
            </p>
        </ChartFrame>
    }
}

fn model(width: f64, bins: &[ReliabilityBin]) -> Reliability {
    let bin = |bin: &ReliabilityBin| Bin {
        tenth: bin.tenth,
        given: bin.given,
        happened: bin.happened,
        likely: bin.likely(),
        count: format::count(bin.trials as f64),
    };
    Reliability::new(
        width,
        &Content {
            bins: bins.iter().map(bin).collect(),
            write_share: &format::whole_percent,
            told: "chance that was told".to_owned(),
            happened: "how often quota was reached".to_owned(),
            more: "more often than told".to_owned(),
            less: "less often than told".to_owned(),
            counted: "how many chances it rests on".to_owned(),
        },
    )
}

fn description(bins: &[ReliabilityBin]) -> String {
    let each = bins.iter().map(|bin| {
        format!(
            "told {}, reached {} of {}",
            format::whole_percent(bin.given),
            format::whole_percent(bin.happened),
            words::chances(bin.trials)
        )
    });
    format!(
        "How often quota was reached against the chance that was told: {}.",
        each.collect::<Vec<_>>().join("; ")
    )
}

fn table(bins: &[ReliabilityBin]) -> ChartTable {
    let row = |bin: &ReliabilityBin| {
        let range = bin.likely().map(|range| {
            format!(
                "{} to {}",
                format::whole_percent(range.low.share()),
                format::whole_percent(range.high.share())
            )
        });
        vec![
            format::whole_percent(bin.given),
            format::whole_percent(bin.happened),
            range.unwrap_or_default(),
            format::count(bin.trials as f64),
            format::count(bin.fates as f64),
        ]
    };
    let columns = ["Chance told", "Quota reached", "Likely, 8 in 10", "Chances", "Outcomes"];
    ChartTable {
        columns: columns.map(str::to_owned).to_vec(),
        rows: bins.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_up::check;
    use super::*;

    #[test]
    fn the_table_has_what_the_picture_shows() {
        let bins = check().reliability;
        let rows = table(&bins).rows;
        assert_eq!(rows[1], ["55%", "50%", "39% to 61%", "90", "30"]);
        assert_eq!(rows.len(), model(700.0, &bins).spots.len());
        assert!(description(&bins).contains("told 95%, reached 100% of 30 chances"));
    }
}
