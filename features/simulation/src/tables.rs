//! The result as CSV: a file for each table, named after what is in it.

use serde::Serialize;

use crate::{Simulation, SimulationError};

/// A CSV file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its name.
    pub file: &'static str,
    /// What is in it.
    pub text: String,
}

/// All tables of a result. Each begins with comment lines that say what it is.
///
/// # Errors
/// Where a row could not be written.
pub fn tables(result: &Simulation) -> Result<Vec<Table>, SimulationError> {
    let head = head(result);
    let benefits = result
        .benefits
        .iter()
        .chain([&result.tax, &result.child_care])
        .map(|cost| {
            (
                cost.rule.as_str(),
                cell(cost.name.text("da")),
                cell(cost.name.text("en")),
                cost.before,
                cost.after,
                cost.change.value,
                cost.change.low,
                cost.change.high,
            )
        });
    let parts = |parts: &[crate::Part]| {
        let rows = parts.iter().map(|part| {
            (
                part.key.clone(),
                part.name.clone(),
                part.families,
                part.children,
                part.poor_before.value,
                part.poor_before.low,
                part.poor_before.high,
                part.poor_after.value,
                part.poor_after.low,
                part.poor_after.high,
                part.winners,
                part.losers,
                part.mean_change,
                part.cost.value,
                part.cost.low,
                part.cost.high,
            )
        });
        rows.collect::<Vec<_>>()
    };
    let marginal = result.marginal.iter().flat_map(|group| {
        group
            .steps
            .iter()
            .map(|step| (group.key, step.above, step.to, step.before, step.after))
    });
    let figures = [
        ("cost_kr_year", result.cost),
        ("families_winning", result.winners),
        ("families_losing", result.losers),
        ("children_below_line_before", result.poor_before),
        ("children_below_line_after", result.poor_after),
    ];
    let figures = figures.map(|(name, figure)| (name, figure.value, figure.low, figure.high));
    let papers = result.papers.iter().map(|paper| {
        (
            &paper.file,
            paper.kind,
            &paper.year,
            &paper.confidence,
            paper.spread,
            &paper.source,
        )
    });
    let part = [
        "name",
        "families",
        "children",
        "children_below_line_before",
        "before_low",
        "before_high",
        "children_below_line_after",
        "after_low",
        "after_high",
        "families_winning",
        "families_losing",
        "mean_change_kr_month",
        "cost_kr_year",
        "cost_low",
        "cost_high",
    ];
    let of = |first: &'static str| [&[first], part.as_slice()].concat();
    Ok(vec![
        table(
            "headline.csv",
            &head,
            &["figure", "value", "low", "high"],
            figures,
        )?,
        table(
            "cost_by_benefit.csv",
            &head,
            &[
                "rule",
                "name_da",
                "name_en",
                "before_kr_year",
                "after_kr_year",
                "change_kr_year",
                "change_low",
                "change_high",
            ],
            benefits,
        )?,
        table(
            "by_family_form.csv",
            &head,
            &of("form"),
            parts(&result.by_form),
        )?,
        table("by_work.csv", &head, &of("work"), parts(&result.by_work))?,
        table(
            "by_municipality.csv",
            &head,
            &of("code"),
            parts(&result.by_municipality),
        )?,
        table(
            "marginal_rates.csv",
            &head,
            &[
                "adults",
                "lost_above_percent",
                "lost_at_most_percent",
                "adults_before",
                "adults_after",
            ],
            marginal,
        )?,
        table(
            "sources.csv",
            &head,
            &[
                "figure",
                "kind",
                "year",
                "confidence",
                "spread_percent",
                "source",
            ],
            papers,
        )?,
    ])
}

/// A reform's words in a table. A reform is a file that people share, and a program for tables
/// takes what begins like a formula for one, which may open addresses or start programs.
fn cell(text: &str) -> String {
    let text = line(text);
    match text.starts_with(['=', '+', '-', '@']) {
        true => format!("'{text}"),
        false => text,
    }
}

/// On one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn head(result: &Simulation) -> String {
    let reforms: Vec<&str> = result
        .reforms
        .iter()
        .map(|reform| reform.file.as_str())
        .collect();
    let unverified: Vec<String> = result
        .unverified
        .iter()
        .map(|law| line(law.name.text("en")))
        .collect();
    format!(
        "# SYNTHETIC: no family in this file is real\n\
         # law {} with reform {} {:?}, on {}, known {}\n\
         # {} families, seed {}, population {}; iterative proportional fitting; low and high: {} other populations\n\
         # unverified: {}\n",
        result.law_version,
        result.reform_version,
        reforms,
        result.on,
        result.known.as_deref().unwrap_or("all that is known"),
        result.families,
        result.seed,
        result.population,
        result.others.0,
        unverified.join("; "),
    )
}

fn table<R: Serialize>(
    file: &'static str,
    head: &str,
    columns: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<Table, SimulationError> {
    let wrong = |error: &dyn std::fmt::Display| SimulationError::Table(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    writer
        .write_record(columns)
        .map_err(|error| wrong(&error))?;
    for row in rows {
        writer.serialize(row).map_err(|error| wrong(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| wrong(&error))?;
    Ok(Table {
        file,
        text: format!("{head}{text}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reforms_words_are_no_formula() {
        for (text, shown) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            (" \t@SUM(1)", "'@SUM(1)"),
            ("+1\n=2", "'+1 =2"),
            ("Børnetilskud - ekstra", "Børnetilskud - ekstra"),
        ] {
            assert_eq!(cell(text), shown);
        }
        assert_eq!(line("a\r\n=b"), "a =b");
    }
}
