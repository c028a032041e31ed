//! The exports of the CRMs in `fixtures/crm-export-headers.json`, filled with made-up rows in
//! their own habits: what is read is what was written, and what can't be known is asked.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use jiff::civil::{Date, date};
use ridealong::domain::{Deal, Money, Outcome};
use ridealong::intake::dates::DayOrder;
use ridealong::intake::{
    Choices, DealsReader, Field, FileKind, Known, Lack, Owner, Question, Settlement,
};
use serde_json::Value;

const TODAY: Date = date(2026, 6, 30);

/// The column names of an export.
fn columns(export: &str) -> Vec<String> {
    let shapes: Value =
        serde_json::from_str(include_str!("fixtures/crm-export-headers.json")).unwrap();
    let columns = shapes["exports"][export]["columns"].as_array().unwrap();
    columns.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// A deal as it really is, before a CRM writes it in its own way.
struct Truth {
    number: usize,
    rep: &'static str,
    outcome: Outcome,
    created: Date,
    /// Decided, or expected to be.
    close: Date,
    amount: Option<Money>,
}

impl Truth {
    fn id(&self) -> String {
        format!("00630000000{:04}", self.number)
    }

    /// With the three letters of Salesforce's longer form; no capital is among the digits.
    fn long_id(&self) -> String {
        format!("{}AAA", self.id())
    }

    fn is(&self, outcome: Outcome) -> bool {
        self.outcome == outcome
    }
}

/// Three reps' deals over a year; every day of the month occurs unless `low_days` says otherwise.
fn truths(low_days: bool) -> Vec<Truth> {
    (0..90)
        .map(|number| {
            let at = i8::try_from(number).unwrap();
            let outcome = match number % 3 {
                0 => Outcome::Won,
                1 => Outcome::Lost,
                _ => Outcome::Open,
            };
            let of_month = if low_days { at % 11 + 1 } else { at % 28 + 1 };
            let hundredths = 1_234_567 + i64::from(at) * 100_013;
            let amount = (number % 10 != 9).then(|| Money::from_hundredths(hundredths));
            Truth {
                number,
                rep: ["Dana Okafor", "Tom Reed", "Luis Ortega"][number % 3 * 2 % 3],
                outcome,
                created: date(2025, at % 5 + 1, of_month),
                close: date(
                    if outcome == Outcome::Open { 2026 } else { 2025 },
                    at % 5 + 7,
                    of_month,
                ),
                amount,
            }
        })
        .collect()
}

/// `1,234.56`
fn grouped(amount: Money) -> String {
    let decimal = amount.decimal();
    let (whole, hundredths) = decimal.split_once('.').unwrap();
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text}.{hundredths}")
}

/// A file of an export: `cell` says what a column of a deal holds, by the column's name and place.
fn file(
    export: &str,
    truths: &[Truth],
    line_end: &str,
    quote_all: bool,
    cell: impl Fn(&Truth, &str, usize) -> String,
) -> String {
    let names = columns(export);
    let quoted = |text: &str| {
        if quote_all || text.contains(['"', ',', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let mut lines = vec![names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(",")];
    for truth in truths {
        let cells = names.iter().enumerate().map(|(at, name)| quoted(&cell(truth, name, at)));
        lines.push(cells.collect::<Vec<_>>().join(","));
    }
    lines.join(line_end) + line_end
}

struct Read {
    deals: Vec<Deal>,
    settlement: Settlement,
}

fn read_with(text: &str, choices: &Choices) -> Read {
    let mut reader = DealsReader::open(text.to_owned()).unwrap_or_else(|error| panic!("{error}"));
    while !reader.advance(1_000).unwrap_or_else(|error| panic!("{error}")).is_done() {}
    let known = Known { today: TODAY, reps: &[], prices: None };
    let staged = reader.staged();
    let mut settlement = Settlement::of(staged, choices, known);
    settlement.ask_of_columns(reader.guess(), reader.columns(), staged, choices);
    let deals = settlement.rules.rows(staged).deals(0..staged.rows()).collect();
    Read { deals, settlement }
}

fn read(text: &str) -> Read {
    read_with(text, &Choices::default())
}

impl Read {
    /// Everything that was written came back, as far as the export says it.
    #[track_caller]
    fn is(&self, truths: &[Truth], has_rep: bool, has_created: bool, has_id: bool) {
        let report = &self.settlement.report;
        assert_eq!((report.skipped.len(), report.left_out.len()), (0, 0), "{report:?}");
        assert_eq!(self.deals.len(), truths.len());
        for (deal, truth) in self.deals.iter().zip(truths) {
            let number = truth.number;
            assert_eq!(deal.outcome, truth.outcome, "outcome of {number}");
            let rep = has_rep.then_some(truth.rep);
            assert_eq!(deal.rep.as_deref(), rep, "rep of {number}");
            assert_eq!(deal.created, has_created.then_some(truth.created), "created {number}");
            let close = if truth.is(Outcome::Open) { deal.expected_close } else { deal.closed };
            assert_eq!(close, Some(truth.close), "close of {number}");
            assert_eq!(deal.amount, truth.amount, "amount of {number}");
            assert_eq!(deal.id.is_some(), has_id, "id of {number}");
            assert!(deal.name.is_some(), "name of {number}");
        }
    }

    fn questions(&self) -> &[Question] {
        &self.settlement.report.asked.questions
    }

    #[track_caller]
    fn asks_nothing(&self) {
        assert_eq!(self.questions(), [], "{:?}", self.settlement.report.asked);
    }

    fn lacks(&self, lack: &Lack) -> bool {
        self.settlement.report.asked.lacks.contains(lack)
    }
}

fn stage(truth: &Truth) -> String {
    match truth.outcome {
        Outcome::Won => "Closed Won",
        Outcome::Lost => "Closed Lost",
        Outcome::Open => {
            ["Prospecting", "Needs Analysis", "Id. Decision Makers"][truth.number % 9 / 3]
        }
    }
    .to_owned()
}

fn amount(truth: &Truth, write: impl Fn(Money) -> String) -> String {
    truth.amount.map(write).unwrap_or_default()
}

#[test]
fn hubspot_deals_are_read_and_lack_a_created_date() {
    let truths = truths(false);
    let text = file("hubspot_deals", &truths, "\n", true, |truth, name, _| match name {
        "Record ID" => truth.id(),
        "Deal Name" => format!("Deal {}", truth.number),
        "Last Activity Date" => "2026-06-01 09:30".to_owned(),
        "State" => "CA".to_owned(),
        "Deal Stage" => match truth.outcome {
            Outcome::Open => "Appointment Scheduled".to_owned(),
            _ => stage(truth),
        },
        "Close Date" => format!("{} 23:59", truth.close),
        "Deal owner" => truth.rep.to_owned(),
        "Amount" => amount(truth, Money::decimal),
        "Pipeline" => "Sales Pipeline".to_owned(),
        "Products" | "LMS" => "A;B".to_owned(),
        _ => String::new(),
    });
    let read = read(&text);
    read.is(&truths, true, false, true);
    read.asks_nothing();
    assert!(read.lacks(&Lack::NoCreatedDate));
}

#[test]
fn hubspot_deals_with_stage_dates_are_read() {
    let truths = truths(false);
    let text =
        file("hubspot_deals_with_stage_dates", &truths, "\n", true, |truth, name, _| match name {
            "Record ID" => truth.id(),
            "Deal Name" => format!("Deal {}", truth.number),
            "Deal Stage" => stage(truth),
            "Close Date" => format!("{} 17:05", truth.close),
            "Create Date" => format!("{} 08:15", truth.created),
            "Deal owner" => truth.rep.to_owned(),
            "Amount" => amount(truth, Money::decimal),
            "Closed Lost Reason" if truth.is(Outcome::Lost) => "Price;\nTiming".to_owned(),
            "Associated Contact" => "Kim Lee;Ana Diaz".to_owned(),
            name if name.starts_with("Date entered") => format!("{} 08:15", truth.created),
            _ => String::new(),
        });
    let read = read(&text);
    read.is(&truths, true, true, true);
    read.asks_nothing();
}

#[test]
fn pipedrive_deals_are_read_by_their_status_and_days_of_decision() {
    let truths = truths(false);
    let text = file("pipedrive_deals", &truths, "\n", false, |truth, name, _| match name {
        "Deal - ID" => truth.id(),
        "Deal - Title" => format!("Deal {}", truth.number),
        "Deal - Creator" => "Eve Admin".to_owned(),
        "Deal - Owner" => truth.rep.to_owned(),
        "Deal - Value" => amount(truth, Money::decimal),
        "Deal - Weighted value" => "1".to_owned(),
        "Deal - Currency of Value" | "Deal - Currency of Weighted value" => "EUR".to_owned(),
        "Deal - Organization" => "Acme".to_owned(),
        "Deal - Stage" => "Negotiations Started".to_owned(),
        "Deal - Status" => format!("{:?}", truth.outcome),
        "Deal - Deal created" => format!("{} 10:11:12", truth.created),
        "Deal - Update time" | "Deal - Last stage change" => "2026-06-29 10:11:12".to_owned(),
        "Deal - Won time" if truth.is(Outcome::Won) => format!("{} 01:02:03", truth.close),
        "Deal - Lost time" if truth.is(Outcome::Lost) => format!("{} 01:02:03", truth.close),
        "Deal - Deal closed on" if !truth.is(Outcome::Open) => format!("{} 01:02:03", truth.close),
        "Deal - Expected close date" if truth.is(Outcome::Open) => truth.close.to_string(),
        "Deal - Total activities" | "Deal - Done activities" => "3".to_owned(),
        _ => String::new(),
    });
    let read = read(&text);
    read.is(&truths, true, true, true);
    read.asks_nothing();
}

/// `27/05/2021`
fn day_first(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

fn salesforce_report(truths: &[Truth]) -> String {
    let second_id = columns("salesforce_report").len() - 1;
    file("salesforce_report", truths, "\n", false, |truth, name, at| match name {
        "Assigned SE" => ["Kim Lee", "Ana Diaz"][truth.number % 2].to_owned(),
        "Stage" => stage(truth),
        "Opportunity Name" => format!("Deal {}", truth.number),
        "Owner Role" => "Account Executive".to_owned(),
        "Account Name" => "Acme, Inc.".to_owned(),
        "Fiscal Period" => "Q3-2026".to_owned(),
        "Amount" | "ACV Preview" => {
            truth.amount.map_or_else(|| "-".to_owned(), |amount| format!("USD {}", grouped(amount)))
        }
        "Probability (%)" => "90%".to_owned(),
        "Age" => "41".to_owned(),
        "Created Date" => day_first(truth.created),
        "Close Date" | "Close Date (2)" => day_first(truth.close),
        "Opportunity ID" if at == second_id => truth.long_id(),
        "Opportunity ID" => truth.id(),
        _ => "-".to_owned(),
    })
}

#[test]
fn a_salesforce_report_is_read_and_its_missing_owner_is_asked_for() {
    let truths = truths(false);
    let read = read(&salesforce_report(&truths));
    read.is(&truths, false, true, true);
    let [Question::Owner { candidates, .. }] = read.questions() else {
        panic!("{:?}", read.questions());
    };
    assert!(candidates.contains(&"Assigned SE".to_owned()), "{candidates:?}");
    assert_eq!(read.deals[0].id.as_deref(), Some(truths[0].long_id().as_str()));
}

#[test]
fn a_salesforce_report_without_a_day_above_twelve_is_asked_about() {
    let truths = truths(true);
    let text = salesforce_report(&truths);
    let asked = read(&text);
    let asks = |question: &Question| match question {
        Question::DayOrder { fields, .. } => fields.len() == 2,
        _ => false,
    };
    assert!(asked.questions().iter().any(asks), "{:?}", asked.questions());
    let mut choices = Choices { owner: Some(Owner::Nobody), ..Choices::default() };
    for field in [Field::Created, Field::Close] {
        choices.day_order.insert(field, DayOrder::DayFirst);
    }
    let answered = read_with(&text, &choices);
    answered.asks_nothing();
    answered.is(&truths, false, true, true);
}

#[test]
fn salesforce_objects_are_read_by_their_yes_and_no() {
    let truths = truths(false);
    let text = file("salesforce_object", &truths, "\r\n", true, |truth, name, _| match name {
        "Id" => truth.long_id(),
        "AccountId" => "001300000000ABCAA2".to_owned(),
        "Name" => format!("Deal {}", truth.number),
        "Description" => "Two lines,\r\nwith a comma".to_owned(),
        "StageName" => stage(truth),
        "Amount" => amount(truth, Money::decimal),
        "Probability" => "10".to_owned(),
        "ExpectedRevenue" => "1.0".to_owned(),
        "CloseDate" => truth.close.to_string(),
        "IsClosed" => (!truth.is(Outcome::Open)).to_string(),
        "IsWon" => truth.is(Outcome::Won).to_string(),
        "CreatedDate" => format!("{}T23:45:00.000Z", truth.created),
        "LastModifiedDate" => "2026-06-29T23:45:00.000Z".to_owned(),
        _ => String::new(),
    });
    let read = read(&text);
    read.is(&truths, false, true, true);
    let only_owner = matches!(read.questions(), [Question::Owner { .. }]);
    assert!(only_owner, "{:?}", read.questions());
}

#[test]
fn dynamics_opportunities_are_read_with_what_won_ones_brought_in() {
    let truths = truths(false);
    let us = |day: Date| format!("{}/{}/{} 0:00", day.month(), day.day(), day.year());
    let dollars = |amount: Money| format!("${} ", grouped(amount));
    let text =
        file("dynamics365_opportunities", &truths, "\r\n", false, |truth, name, _| match name {
            "Created On" => us(truth.created),
            "Topic" => format!("Deal {}", truth.number),
            "Owner" => truth.rep.to_owned(),
            "Potential Customer" => "Acme".to_owned(),
            "Status" => format!("{:?}", truth.outcome),
            "Status Reason" => "In Progress".to_owned(),
            "Est. revenue" if truth.is(Outcome::Won) => "$1.00 ".to_owned(),
            "Est. revenue" => amount(truth, dollars),
            "Est. close date" if truth.is(Outcome::Open) => us(truth.close),
            "Actual Revenue" if truth.is(Outcome::Won) => amount(truth, dollars),
            "Actual Close Date" if !truth.is(Outcome::Open) => us(truth.close),
            "Probability" => "50".to_owned(),
            "Sales Stage" => "Propose".to_owned(),
            _ => String::new(),
        });
    let read = read(&format!("\u{feff}{text}"));
    // A won deal without actual revenue keeps its estimate.
    let with_estimates: Vec<Truth> = truths
        .into_iter()
        .map(|truth| match truth {
            Truth { outcome: Outcome::Won, amount: None, .. } => {
                Truth { amount: Some(Money::from_hundredths(100)), ..truth }
            }
            truth => truth,
        })
        .collect();
    read.is(&with_estimates, true, true, false);
    read.asks_nothing();
}

fn zoho(truths: &[Truth]) -> String {
    file("zoho_deals", truths, "\n", false, |truth, name, _| match name {
        "Record Id" => format!("zcrm_{}", truth.id()),
        "Deal Name" => format!("Deal {}", truth.number),
        "Account Name" => "Acme".to_owned(),
        "Account Name.id" => "zcrm_1".to_owned(),
        "Stage" => match truth.outcome {
            Outcome::Open => "Negotiation/Review".to_owned(),
            _ => stage(truth),
        },
        // Two forms in one column.
        "Closing Date" if truth.number % 2 == 0 => truth.close.to_string(),
        "Closing Date" => {
            format!("{:02}/{:02}/{}", truth.close.month(), truth.close.day(), truth.close.year())
        }
        "Amount" if truth.number % 2 == 0 => amount(truth, grouped),
        "Amount" => amount(truth, |amount| format!("${}", grouped(amount))),
        "Lead Source" | "Type" => "New Business".to_owned(),
        _ => String::new(),
    })
}

#[test]
fn zoho_deals_are_read_with_two_forms_of_dates_in_one_column() {
    let truths = truths(false);
    let read = read(&zoho(&truths));
    read.is(&truths, false, false, true);
    let only_owner = matches!(read.questions(), [Question::Owner { .. }]);
    assert!(only_owner, "{:?}", read.questions());
    assert!(read.lacks(&Lack::NoCreatedDate));
}

#[test]
fn zoho_dates_that_read_both_ways_are_asked_about() {
    let read = read(&zoho(&truths(true)));
    let asks = |question: &Question| matches!(question, Question::DayOrder { .. });
    assert!(read.questions().iter().any(asks), "{:?}", read.questions());
}

#[test]
fn exports_of_activities_are_not_taken_for_deals() {
    for export in ["hubspot_calls", "pipedrive_activities"] {
        let text = file(export, &truths(false), "\n", true, |_, _, _| "x".to_owned());
        assert_eq!(FileKind::of(&text), Ok(FileKind::Activities), "{export}");
    }
    for export in ["hubspot_deals", "pipedrive_deals", "salesforce_report", "zoho_deals"] {
        let text = file(export, &truths(false), "\n", true, |_, _, _| "x".to_owned());
        assert_eq!(FileKind::of(&text), Ok(FileKind::Deals), "{export}");
    }
}
