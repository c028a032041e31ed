//! The ladder as a picture and as a table.

use super::rung_buttons::RungButtons;
use super::{cards, sentences, words};
use crate::charts::draw;
use crate::charts::ladder_steps::{Content, LadderSteps, Step};
use crate::domain::{Currency, Multiple};
use crate::engine::ladder_seen::LadderSeen;
use crate::ui::components::chart_frame::{ChartFrame, ChartTable};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format;
use leptos::prelude::*;

/// *From 3× to the real number*
#[component]
pub fn LadderPicture(
    /// What it shows; nothing is shown of none.
    #[prop(into)]
    ladder: Signal<Option<LadderSeen>>,
    /// The currency that amounts are in.
    #[prop(into)]
    currency: Signal<Currency>,
) -> impl IntoView {
    let width = RwSignal::new(0.0);
    let model = Memo::new(move |_| {
        let width = width.get();
        ladder.with(|seen| seen.as_ref().filter(|_| width > 0.0).map(|seen| model(width, seen)))
    });
    let svg = Signal::derive(move || model.with(|model| model.as_ref().map(draw::ladder_steps)));
    let written = move |write: fn(&LadderSeen, Currency) -> String| {
        text(move || {
            ladder.with(|seen| {
                seen.as_ref().map_or_else(String::new, |seen| write(seen, currency.get()))
            })
        })
    };
    let cut = text(move || {
        let cut = |model: &LadderSteps| model.x.cut().map(|_| not_to_scale(model.x.end()));
        model.with(|model| model.as_ref().and_then(cut)).unwrap_or_default()
    });
    let table = Signal::derive(move || {
        ladder
            .with(|seen| seen.as_ref().map(|seen| table(seen, currency.get())).unwrap_or_default())
    });
    let card = Callback::new(move |()| {
        let card = |seen: &LadderSeen| cards::of_ladder(seen, currency.get_untracked());
        ladder.with_untracked(|seen| seen.as_ref().map(card))
    });
    view! {
        <When shown=flag(move || ladder.with(Option::is_some))>
            <div class="ladder">
                <ChartFrame
                    title="From 3× to the real number"
                    svg
                    width
                    description=written(|seen, _| description(seen))
                    table
                    card
                    overlay=move || view! { <RungButtons model ladder currency /> }
                >
                    <p class="sub below">{written(below)}</p>
                    <When shown=flag(move || !cut.get().is_empty())>
                        <p class="sub">{cut}</p>
                    </When>
                </ChartFrame>
            </div>
        </When>
    }
}

fn model(width: f64, seen: &LadderSeen) -> LadderSteps {
    let step = |rung| {
        let (change, value) = words::on_the_picture(rung, seen);
        Step { name: words::name(rung.kind, seen), level: rung.need.times(), change, value }
    };
    LadderSteps::new(
        width,
        &Content {
            steps: seen.ladder.rungs.iter().map(step).collect(),
            have: seen.ladder.have.map(Multiple::times).zip(words::has(seen)),
            write_coverage: &format::multiple_tick,
        },
    )
}

/// "From 3.0× to 5.8×: Flat rule 3.0×. Own win rate, 1 ÷ 22% 4.5×, +1.5. ..."
fn description(seen: &LadderSeen) -> String {
    let mut sentences = vec!["The coverage needed, step by step".to_owned()];
    sentences.extend(seen.ladder.rungs.iter().map(|rung| {
        let name = words::name(rung.kind, seen);
        let value = words::value(rung, seen);
        match words::change(rung, seen) {
            Some(change) => format!("{name}: {value}, {}", change.written),
            None => format!("{name}: {value}"),
        }
    }));
    sentences.extend(words::has(seen).map(|has| format!("The rep {has}")));
    format!("{}.", sentences.join(". "))
}

/// What would mislead, and what an average is worth.
fn below(seen: &LadderSeen, currency: Currency) -> String {
    let mut sentences = sentences::warnings(seen, currency);
    sentences.push(format!(
        "The four in the middle are averages, and so often not enough: the curve below says how often; only the last is for {}.",
        words::a_chance(seen.wanted)
    ));
    sentences.join(" ")
}

/// What a cut means, `end` the last coverage to scale.
fn not_to_scale(end: f64) -> String {
    let end = Multiple::new(end).map(words::coverage).unwrap_or_default();
    format!("Beyond {end} nothing is to scale: go by the numbers.")
}

/// A row a rung, with its sentence, and what there is.
fn table(seen: &LadderSeen, currency: Currency) -> ChartTable {
    let row = |rung| {
        let change = words::change(rung, seen).map(|change| change.written).unwrap_or_default();
        vec![
            words::name(rung.kind, seen),
            words::value(rung, seen),
            change,
            sentences::sentence(rung, seen, currency),
        ]
    };
    let without = seen.ladder.need_without_the_biggest.map(|_| "Without the biggest deal");
    let mut rows: Vec<Vec<String>> = seen.ladder.rungs.iter().map(row).collect();
    rows.extend(
        without
            .zip(sentences::without_the_biggest(seen, currency))
            .map(|(name, (value, sentence))| vec![name.to_owned(), value, String::new(), sentence]),
    );
    let has = |left: &str| {
        if seen.live_deals == 0 {
            return format!("No live deal is open for the {left} left.");
        }
        let open = format::counted(seen.live_deals as u64, "live open deal", "live open deals");
        let worth = format::money_short(seen.ladder.pipeline, currency);
        format!("{open} worth {worth}, over the {left} left.")
    };
    rows.extend(seen.ladder.have.map(|have| {
        let left = format::money_short(seen.ladder.left, currency);
        vec!["Has now".to_owned(), words::coverage(have), String::new(), has(&left)]
    }));
    ChartTable { columns: ["Rung", "Needed", "Change", "Why"].map(str::to_owned).to_vec(), rows }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{dana, times, units, with};
    use super::*;
    use crate::charts::geometry::Area;
    use crate::engine::ladder::Need;
    use crate::engine::pipeline_need::PipelineNeed;

    /// Every kind of rung without a number, each with other neighbours.
    fn special() -> Vec<LadderSeen> {
        let mut small = dana();
        small.ladder.less_than_a_deal_left = true;
        small.ladder.need_without_the_biggest = Some(PipelineNeed::CannotBeDone);
        let mut lone = dana();
        (lone.live_deals, lone.biggest) = (1, Some(units(300_000.0)));
        let three = times(3.0);
        vec![
            dana(),
            small,
            lone,
            with([three, Need::NothingWon, times(5.3), times(6.1), times(6.1), times(8.9)]),
            with([
                three,
                Need::NothingDecided,
                times(4.0),
                Need::NothingCanLand,
                Need::NothingCanLand,
                Need::NoPipelineCanDoIt,
            ]),
            with([
                three,
                Need::LossesNotRecorded,
                Need::LossesNotRecorded,
                times(2.8),
                Need::NoneOnAverage,
                Need::NoPipelineNeeded,
            ]),
            with([three, times(4.5), times(4.2), times(85.0), times(70.0), times(1e9)]),
        ]
    }

    #[test]
    fn every_special_case_fits_from_a_phone_to_a_desk() {
        for seen in special() {
            for width in (320..=1_200).step_by(10).map(f64::from) {
                let model = model(width, &seen);
                let have = model.have.iter().map(|have| have.label_area);
                let texts = model.rows.iter().flat_map(|row| [row.name_area, row.label.area]);
                for area in texts.chain(have) {
                    let is_inside = area.left >= 0.0 && area.right <= model.width + 1e-6;
                    assert!(is_inside, "{width}: {area:?}");
                }
                let touches = |text: Area| {
                    model
                        .rows
                        .iter()
                        .filter_map(|row| row.bar)
                        .any(|bar| bar.area.overlap(text) > 0.0)
                };
                assert!(
                    !model.rows.iter().any(|row| touches(row.name_area) || touches(row.label.area))
                );
            }
        }
    }

    #[test]
    fn the_table_has_a_sentence_for_every_rung_and_what_there_is() {
        for seen in special() {
            let table = table(&seen, Currency::Usd);
            let extra = usize::from(seen.ladder.need_without_the_biggest.is_some());
            assert_eq!(table.rows.len(), 7 + extra);
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len());
                assert!(row.last().is_some_and(|why| why.ends_with('.')), "{row:?}");
            }
        }
    }

    #[test]
    fn the_picture_is_told_to_whoever_can_not_see_it() {
        assert_eq!(
            description(&dana()),
            "The coverage needed, step by step. Flat rule: 3.0×. Own win rate, 1 ÷ 22%: 4.5×, +1.5. Trusted win rate, 24%: 4.2×, −0.3. Can still land in time: 5.0×, +0.8. New deals that close inside: 4.1×, −0.9. For an 80% chance: 5.8×, +1.7. The rep has 3.1×."
        );
    }

    #[test]
    fn a_cut_is_said() {
        let huge = with([3.0, 4.5, 4.2, 85.0, 70.0, 121.0].map(times));
        assert!(model(342.0, &huge).x.cut().is_some() && model(342.0, &dana()).x.cut().is_none());
        assert_eq!(not_to_scale(4.5), "Beyond 4.5× nothing is to scale: go by the numbers.");
    }

    #[test]
    fn every_card_says_what_goes_in_where_it_is_from_and_what_it_leaves_out() {
        for seen in special() {
            let rungs = seen.ladder.rungs.iter();
            let of_rungs = rungs.map(|rung| cards::of_rung(rung, &seen, Currency::Usd));
            for card in of_rungs.chain([cards::of_ladder(&seen, Currency::Usd)]) {
                let texts =
                    [&card.title, &card.words, &card.formula, &card.source, &card.leaves_out];
                assert!(texts.iter().all(|text| !text.is_empty()), "{card:?}");
                assert!(card.steps.len() >= 2, "{card:?}");
                assert!(
                    card.steps.iter().all(|(what, amount)| !what.is_empty() && !amount.is_empty())
                );
            }
        }
        let dana = dana();
        let timing = cards::of_rung(&dana.ladder.rungs[3], &dana, Currency::Usd);
        let steps: Vec<_> = timing.steps.iter().map(|(_, amount)| amount.as_str()).collect();
        assert_eq!(steps, ["18 deals, USD 1271000", "USD 254K", "20%", "5.0×"]);
    }
}
