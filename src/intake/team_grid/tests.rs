use super::*;
use proptest::prelude::*;

fn read(text: &str) -> TeamGrid {
    TeamGrid::read(text, DecimalMark::Point).unwrap()
}

/// The row of a rep in whole units and deals, in the order of the grid.
fn figures(row: &GridRow) -> (&str, [Option<i64>; 6]) {
    let units = |amount: Option<Money>| amount.map(|amount| amount.hundredths() / 100);
    let deals = |count: Option<u64>| count.and_then(|count| i64::try_from(count).ok());
    let TypedFigures { pipeline, won, lost, average_deal } = row.figures;
    let all = [
        units(row.quota),
        units(row.booked),
        units(pipeline),
        deals(won),
        deals(lost),
        units(average_deal),
    ];
    (&row.name, all)
}

#[track_caller]
fn case(text: &str, expected: &[(&str, [Option<i64>; 6])]) {
    let grid = read(text);
    assert_eq!(grid.problems, [], "{text:?}");
    assert_eq!(grid.rows.iter().map(figures).collect::<Vec<_>>(), expected, "{text:?}");
}

#[track_caller]
fn problem(text: &str, sentence: &str) {
    let said: Vec<String> = read(text).problems.iter().map(GridProblem::to_string).collect();
    assert_eq!(said, [sentence], "{text:?}");
}

#[test]
fn cells_without_a_heading_are_in_the_order_of_the_grid() {
    let dana = [Some(250_000), Some(82_000), Some(400_000), Some(12), Some(36), Some(30_000)];
    case(
        "Dana Okafor\t$250,000\t82k\t400k\t12\t36\t30,000\nTom Reed\t200k\n",
        &[("Dana Okafor", dana), ("Tom Reed", [Some(200_000), None, None, None, None, None])],
    );
    case("Dana Okafor;250.000,00;82.000,00;400.000;12;36;30.000\n", &[("Dana Okafor", dana)]);
    case("Dana Okafor,250000,82000,400000,12,36,30000", &[("Dana Okafor", dana)]);
    case("\"Okafor, Dana\",\"250,000\",82k,400k,12,36,30k", &[("Okafor, Dana", dana)]);
}

#[test]
fn a_heading_names_the_columns_in_any_order() {
    case(
        "\nTeam West\n\nWins\tLosses\tSales rep\tQuota\n12\t36\tDana\t250k\n\n9\t-\tTom\tn/a\n",
        &[
            ("Dana", [Some(250_000), None, None, Some(12), Some(36), None]),
            ("Tom", [None, None, None, Some(9), None, None]),
        ],
    );
    case(
        "\tQuota\tPipeline\nDana\t5\t6\n",
        &[("Dana", [Some(5), None, Some(6), None, None, None])],
    );
    case("Rep\nDana\nTom\n", &[("Dana", [None; 6]), ("Tom", [None; 6])]);
}

#[test]
fn a_cell_that_is_not_understood_is_named_and_left_out() {
    problem(
        "Rep\tQuota\nDana\tlots\n",
        "Row 2, quota: \"lots\" is not an amount and is left out; write it like 250,000 or 250k.",
    );
    problem(
        "Rep\tWon\nDana\t1.5\n",
        "Row 2, won: \"1.5\" is not a number of deals and is left out; write it like 12.",
    );
    problem(
        "Dana\t(500)\n",
        "Row 1, quota: \"(500)\" is below zero and is left out; write 0 or more.",
    );
    problem(
        "Dana\t99999999999999999999\n",
        "Row 1, quota: \"99999999999999999999\" is too large and is left out; check it.",
    );
    problem(
        "Rep;Quota\nDana;250.000\n",
        "Row 2, quota: \"250.000\" may have thousands or decimals and is left out; write it without \
         the mark.",
    );
    assert_eq!(read("Rep\tQuota\tWon\nDana\tlots\t3\n").rows[0].figures.won, Some(3));
}

#[test]
fn a_row_that_is_no_reps_is_named_and_left_out() {
    problem(
        "Dana\t5\n\t6\n",
        "Row 2 has figures but no name and is left out; write whose they are.",
    );
    problem(
        "Dana\t5\nTotal\t5\n",
        "Row 2 (\"Total\") looks like the sum of the others and is left out.",
    );
    problem(
        "Rep\tQuota\nDana Okafor\t5\nTom\t6\nOkafor, Dana\t7\n",
        "Row 4: Okafor, Dana is in row 2 already, so this row is left out; keep one of the two.",
    );
    problem(
        "Rep\tQuota\nDana\t5\t6\n",
        "Row 2 has more cells than there are columns and is left out; check its cells.",
    );
    problem(
        "Dana,250,000,82000",
        "Row 1: \"250,000\" may be one amount or two cells, so the row is left out; paste it from \
         the spreadsheet, or write amounts without commas.",
    );
}

#[test]
fn an_amount_cut_in_two_by_its_comma_is_seen_in_a_row_of_the_right_width() {
    problem(
        "Rep,Quota,Booked\nDana,250,000\n",
        "Row 2: \"250,000\" may be one amount or two cells, so the row is left out; paste it from \
         the spreadsheet, or write amounts without commas.",
    );
    case("Rep,Won,Lost\nDana,12,136\n", &[("Dana", [None, None, None, Some(12), Some(136), None])]);
}

#[test]
fn a_column_that_the_grid_does_not_have_is_named() {
    problem(
        "Rep\tRegion\tQuota\nDana\tWest\t5\n",
        "The column \"Region\" is none of the grid's and is left out.",
    );
    problem(
        "Rep\tQuota\tTarget\nDana\t5\t6\n",
        "The column \"Target\" is a second one for quota and is left out.",
    );
}

#[test]
fn bookings_alone_may_be_below_zero() {
    case("Rep\tBooked\nDana\t-500\n", &[("Dana", [None, Some(-500), None, None, None, None])]);
}

#[test]
fn what_is_no_team_says_what_it_lacks() {
    let error = |text: &str| TeamGrid::read(text, DecimalMark::Point).unwrap_err();
    assert_eq!(error(" \n\n"), GridError::Empty);
    assert_eq!(error("\t\n"), GridError::Empty);
    assert_eq!(error("Rep\tQuota\n"), GridError::NoRows);
    assert_eq!(error("Region\tQuota\tWon\nWest\t5\t6\n"), GridError::NoReps);
    assert_eq!(error(&"Dana\t5\n".repeat(3_000)), GridError::TooManyRows { most: 2_000 });
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = TeamGrid::read(&text, DecimalMark::Comma);
    }

    #[test]
    fn every_row_is_read_or_named(rows in prop::collection::vec("[A-Z][a-z]{0,3}(\t[0-9,.k]{0,5}){0,8}", 1..20)) {
        let text = rows.join("\n");
        if let Ok(grid) = TeamGrid::read(&text, DecimalMark::Point) {
            let left_out = grid.problems.iter().filter(|problem| matches!(
                problem,
                GridProblem::TooManyCells { .. } | GridProblem::Repeated { .. } | GridProblem::Sum { .. }
            ));
            prop_assert_eq!(grid.rows.len() + left_out.count(), rows.len());
        }
    }
}
