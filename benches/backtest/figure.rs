//! The figures measured, for whoever runs the benchmark.

use serde_json::{Map, Value};

/// Figures by name. Their units and targets stand in `tests/bench/forecast-grade.bench.mjs`.
#[derive(Default)]
pub struct Figures(Map<String, Value>);

impl Figures {
    pub fn add(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Prints them, or writes them as JSON to the file named after `--figures`.
    pub fn report(self) {
        let mut arguments = std::env::args().skip_while(|argument| argument != "--figures").skip(1);
        let text = Value::Object(self.0).to_string();
        match arguments.next() {
            None => println!("\n{text}"),
            Some(path) => std::fs::write(path, text).expect("a file that can be written"),
        }
    }
}
