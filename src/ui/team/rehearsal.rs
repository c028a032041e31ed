//! Taking replies apart before there are any.
//!
//! A browser compiles WebAssembly when it is first called: the first report took a tablet twice as
//! long to read as the next one. While a file is being chosen nobody waits.

use crate::browser::next_task::next_task;
use crate::reader::{Message, Packed, Staged, Summary, Told};

const STAGED: &str = r#"{"columns":[{"name":"Stage","samples":["Won"]}],"mapping":{"id":0,"stage":1},
"unsure":["amount"],"remembered":false,"choices":{"confirmed":["stage"],"day_order":{},
"decimal_mark":null,"stages":{"Won":{"is":"Won"}},"owner":null,"reps":{"D":"Dana"},
"repeated_ids":null,"several_currencies":false,"few_losses":false},"rows_read":2,
"deals":{"won":1,"lost":0,"open":0},"reps":[{"name":"Dana","deals":{"won":1,"lost":0,"open":0}}],
"new_reps":["Dana"],"without_rep":{"won":0,"lost":0,"open":0},
"stages":[{"value":"Won","rows":1,"meaning":{"is":"Won"},"sure":true}],"skipped":1,"left_out":0,
"first_skipped":[{"line":2,"reason":"No stage."}],"questions":[{"question":{"WrongColumn":
{"field":"amount","column":"Amount","unreadable":2}},"sentence":"Is it another column?"}],
"assumptions":["One."],"lacks":[{"sentence":"None.","field":"amount"}],"currency":"USD","price_list_helps":false,
"changes":{"kept":0,"new":1,"changed":0,"moved":0,"gone":0,"same":0},"too_old":0}"#;

const SUMMARY: &str = r#"{"deals":{"won":1,"lost":0,"open":0},
"reps":[{"name":"Dana","deals":{"won":1,"lost":0,"open":0}}],
"without_rep":{"won":0,"lost":0,"open":0},"decided":{"start":"2026-01-05","end":"2026-01-06"},
"proposed":"2026-01-07","stand_ins":{},"unreadable":0}"#;

const PACKED: &str = r#"{"packs":[["7.0",1]],"reps":[],"shape":"s","remembered":{"columns":[1]}}"#;

/// Reads one of each of the longer replies, each in a task of its own.
pub async fn rehearse_replies() {
    next_task().await;
    drop(of(Told::Staged, STAGED).read::<Staged>());
    next_task().await;
    drop(of(Told::Summary, SUMMARY).read::<Summary>());
    next_task().await;
    drop(of(Told::Packed, PACKED).read::<Packed>());
}

fn of(told: Told, content: &str) -> Message {
    Message { told, content: content.to_owned(), texts: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is not read to the end warms nothing up.
    #[test]
    fn what_is_rehearsed_is_read_to_the_end() {
        assert_eq!(of(Told::Staged, STAGED).read().map(|staged: Staged| staged.rows_read), Some(2));
        let summary: Option<Summary> = of(Told::Summary, SUMMARY).read();
        assert!(summary.is_some_and(|summary| summary.decided.is_some()));
        assert_eq!(
            of(Told::Packed, PACKED).read().map(|packed: Packed| packed.packs.len()),
            Some(1)
        );
    }
}
