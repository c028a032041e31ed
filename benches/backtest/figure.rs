//! One measured figure, and where it should lie.

use serde_json::json;
use std::io::Write;

/// A figure with its target.
pub struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    target: Target,
}

enum Target {
    AtMost(f64),
    Between(f64, f64),
    None,
}

impl Figure {
    pub const fn at_most(name: &'static str, value: f64, unit: &'static str, most: f64) -> Self {
        Self { name, value, unit, target: Target::AtMost(most) }
    }

    pub const fn between(
        name: &'static str,
        value: f64,
        unit: &'static str,
        least: f64,
        most: f64,
    ) -> Self {
        Self { name, value, unit, target: Target::Between(least, most) }
    }

    /// Of something we are compared with.
    pub const fn for_comparison(name: &'static str, value: f64, unit: &'static str) -> Self {
        Self { name, value, unit, target: Target::None }
    }

    fn line(&self) -> String {
        let (target, better) = match self.target {
            Target::AtMost(most) => (json!(most), "lower"),
            Target::Between(least, most) => (json!([least, most]), "within"),
            Target::None => (json!(null), "lower"),
        };
        json!({
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "target": target,
            "better": better,
        })
        .to_string()
    }
}

/// Prints the figures, or writes them to the file named after `--figures`.
pub fn report(figures: &[Figure]) {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--figures").skip(1);
    let lines: Vec<String> = figures.iter().map(Figure::line).collect();
    match arguments.next() {
        None => println!("\n{}", lines.join("\n")),
        Some(path) => {
            let mut file = std::fs::File::create(&path).expect("a file that can be written");
            writeln!(file, "{}", lines.join("\n")).expect("a file that can be written");
        }
    }
}
