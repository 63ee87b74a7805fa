//! Bars as a picture that needs no script: what an SVG element is given, already worked out.

/// Two bars beside each other.
pub struct Bars {
    /// Whose.
    pub label: String,
    /// Under the law.
    pub before: i64,
    /// Under the reform.
    pub after: Option<i64>,
    /// Both as text.
    pub told: [String; 2],
}

/// A bar, in the picture's units.
pub struct Bar {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// How wide.
    pub width: i64,
    /// The class that colours it.
    pub class: &'static str,
    /// Its number.
    pub told: String,
    /// Where the number stands.
    pub told_x: i64,
}

/// A line of bars.
pub struct Line {
    /// Whose.
    pub label: String,
    /// Where the label's foot is.
    pub y: i64,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// The picture.
pub struct Chart {
    /// Its name.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub text: String,
    /// What the two colours mean.
    pub keys: Vec<(&'static str, String)>,
    /// The lines.
    pub lines: Vec<Line>,
    /// How high it is.
    pub height: i64,
    /// Where labels begin, and which end of them.
    pub labels: (i64, &'static str),
    /// Which end of a number stands at its bar.
    pub anchor: &'static str,
}

/// How wide the picture is.
pub const WIDTH: i64 = 720;
const LABEL: i64 = 200;
const NUMBER: i64 = 80;
const BAR: i64 = 18;
const GAP: i64 = 16;

impl Chart {
    /// Lines of two bars each; from the right where one reads from the right.
    pub fn of(
        title: String,
        text: String,
        keys: [String; 2],
        bars: Vec<Bars>,
        right_to_left: bool,
    ) -> Self {
        let most = bars.iter().map(|bars| bars.before.max(bars.after.unwrap_or(0)));
        let most = most.max().unwrap_or(0).max(1);
        let room = WIDTH - LABEL - NUMBER;
        let mut y = 0;
        let mut lines = Vec::new();
        let two = bars.iter().any(|bars| bars.after.is_some());
        for one in bars {
            let values = [Some(one.before), one.after].into_iter().flatten();
            let mut line = Line {
                label: one.label,
                y: y + BAR,
                bars: Vec::new(),
            };
            for ((value, class), told) in values.zip(["before", "after"]).zip(one.told) {
                let width = (value.max(0) * room / most).max(1);
                let x = if right_to_left { WIDTH - LABEL - width } else { LABEL };
                line.bars.push(Bar {
                    x,
                    y,
                    width,
                    class,
                    told,
                    told_x: if right_to_left { x - 6 } else { x + width + 6 },
                });
                y += BAR + 2;
            }
            y += GAP;
            lines.push(line);
        }
        let [before, after] = keys;
        let mut named = vec![("before", before)];
        named.extend(two.then_some(("after", after)));
        Self {
            title,
            text,
            keys: named,
            lines,
            height: y,
            // Text in an SVG follows the direction of the page: its start is where reading starts.
            labels: (if right_to_left { WIDTH } else { 0 }, "start"),
            anchor: "start",
        }
    }
}
