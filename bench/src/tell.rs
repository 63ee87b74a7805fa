//! What the benchmark says: words to the terminal, and one JSON object when asked.

use std::io::Write;

/// Says one line.
pub fn say(line: impl AsRef<str>) {
    // A closed pipe (`… | head`) is no reason to lose the figures of the next benchmark.
    let _ = writeln!(std::io::stdout(), "{}", line.as_ref());
}

/// A number that a person reads: three digits that mean something, thousands set apart.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    if value.abs() < 10.0 && value.fract() == 0.0 {
        return format!("{value:.0}");
    }
    if value.abs() < 10.0 {
        return format!("{value:.2}");
    }
    if value.abs() < 100.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push(',');
        }
        spaced.push(digit);
    }
    spaced
}

/// One figure against what it must be at least (or at most).
pub struct Claim {
    pub what: &'static str,
    pub measured: f64,
    pub unit: &'static str,
    pub asked: Asked,
}

/// What a figure is held against.
pub enum Asked {
    AtLeast(f64),
    AtMost(f64),
}

impl Claim {
    pub fn holds(&self) -> bool {
        match self.asked {
            Asked::AtLeast(least) => self.measured >= least,
            Asked::AtMost(most) => self.measured <= most,
        }
    }

    /// The figure with its unit.
    pub fn figure(&self) -> String {
        format!("{} {}", number(self.measured), self.unit)
            .trim()
            .to_owned()
    }

    /// What was asked, and whether it was reached.
    pub fn verdict(&self) -> String {
        let (word, asked) = match self.asked {
            Asked::AtLeast(least) => ("at least", least),
            Asked::AtMost(most) => ("at most", most),
        };
        format!(
            "{word} {}: {}",
            number(asked),
            if self.holds() {
                "reached"
            } else {
                "**not reached**"
            }
        )
    }
}

/// What one benchmark found.
pub struct Finding {
    pub name: &'static str,
    /// How it was measured, one paragraph.
    pub how: String,
    pub json: serde_json::Value,
    pub claims: Vec<Claim>,
    /// What stands beside the claims: spreads, costs, what was not measured.
    pub notes: Vec<String>,
}

impl Finding {
    pub fn tell(&self, json: bool) {
        say(format!("\n{}\n", self.how));
        for claim in &self.claims {
            say(format!(
                "  {}: {} ({})",
                claim.what,
                claim.figure(),
                claim.verdict()
            ));
        }
        for note in &self.notes {
            say(format!("  {note}"));
        }
        if json {
            say(self.json.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(number(0.0), "0");
        assert_eq!(number(0.123), "0.12");
        assert_eq!(number(12.345), "12.3");
        assert_eq!(number(123.4), "123");
        assert_eq!(number(12_345.0), "12,345");
        assert_eq!(number(1_234_567.0), "1,234,567");
    }
}
