//! Bars.

use serde::{Deserialize, Serialize};

/// Bars of whole numbers, each with its words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// What the bars show.
    pub title: String,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Whose it is.
    pub label: String,
    /// How long it is, in any unit, the same for all.
    pub value: i64,
    /// The value as a reader wants it: `1.234 kr.`
    pub said: String,
}

/// Where a bar is drawn, in thousandths of the width.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Span {
    /// Where it begins.
    pub start: u16,
    /// How long it is.
    pub length: u16,
}

impl Chart {
    /// Where each bar is drawn. Nothing and less than nothing share one scale: the zero of all
    /// bars is at the same place.
    pub fn spans(&self) -> Vec<Span> {
        let values = || self.bars.iter().map(|bar| i128::from(bar.value));
        let least = values().fold(0, i128::min);
        let width = (values().fold(0, i128::max) - least).max(1);
        // Between 0 and 1,000, since `value` is between the least and the most.
        let place = |value: i128| u16::try_from((value - least) * 1000 / width).unwrap_or(0);
        let span = |value: i128| Span {
            start: place(value.min(0)),
            length: place(value.max(0)) - place(value.min(0)),
        };
        values().map(span).collect()
    }

    /// The chart in words, for who does not see it.
    pub fn in_words(&self) -> String {
        let bars: Vec<String> = self
            .bars
            .iter()
            .map(|bar| format!("{}: {}", bar.label, bar.said))
            .collect();
        format!("{}. {}", self.title, bars.join("; "))
    }

    pub(crate) fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        change(&mut self.title);
        for bar in &mut self.bars {
            change(&mut bar.label);
            change(&mut bar.said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chart(values: &[i64]) -> Chart {
        let bar = |&value: &i64| Bar {
            label: "a".to_owned(),
            value,
            said: value.to_string(),
        };
        Chart {
            title: "t".to_owned(),
            bars: values.iter().map(bar).collect(),
        }
    }

    #[test]
    fn bars_share_one_zero() {
        let spans = chart(&[300, -100, 0]).spans();
        let at = |start, length| Span { start, length };
        assert_eq!(spans, [at(250, 750), at(0, 250), at(250, 0)]);
        assert_eq!(chart(&[0]).spans(), [at(0, 0)]);
        assert_eq!(chart(&[7]).in_words(), "t. a: 7");
    }

    proptest! {
        #[test]
        fn every_bar_is_within_the_width(values in prop::collection::vec(any::<i64>(), 0..9)) {
            for span in chart(&values).spans() {
                prop_assert!(span.start + span.length <= 1000);
            }
        }
    }
}
