//! What a month has left, and a picture of it over the pay.

use std::fmt::Write as _;

use languages::Lang;
use rules::Ratio;
use rules::program::{FactId, Round};
use rules::unknowns::{Known, Missing, Scratch};

use super::{Desk, amounts};
use crate::facts::{Told, fact};

pub(super) const PAY: &str = "adult.loen";
pub(super) const INCOME: &str = "adult.indkomst";
const LEFT: &str = "home.disponibel_indkomst";
/// Kroner a month between the points of the picture, and how many there are.
const STEP: i64 = 500;
const POINTS: i64 = 121;
/// The highest pay on the picture.
pub(super) const MOST_PAY: i64 = STEP * (POINTS - 1);
/// Less than this (kroner a month) is no cliff but a kink.
const CLIFF: i64 = 100;
/// The picture's size, in its own units.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 260;

/// Measures what is left: where the law's answer stands, found once.
pub(super) struct Meter<'a> {
    desk: &'a Desk,
    output: usize,
    below: i64,
    pay: (FactId, i64),
    income: (FactId, i64),
}

impl<'a> Meter<'a> {
    /// `None` where the law of the day does not say.
    pub(super) fn of(desk: &'a Desk) -> Option<Self> {
        let mut rules = desk.rules.rules.iter();
        let at = rules.position(|rule| rule.head.path() == LEFT)?;
        let output = desk.day.ready.outputs.get(at).copied().flatten()?;
        let parts = |path| fact(desk.rules, path).map(|(id, fact)| (id, fact.below));
        Some(Self {
            desk,
            output,
            below: desk.day.ready.program.outputs.get(output)?.denominator,
            pay: parts(PAY)?,
            income: parts(INCOME)?,
        })
    }

    /// Kroner a month; `None` where something that decides it is missing.
    pub(super) fn left(&self, told: &Told) -> Option<Ratio> {
        let mut told = told.clone();
        told.assume(self.desk.rules);
        self.measure(&told, &mut Scratch::default())
    }

    fn measure(&self, told: &Told, scratch: &mut Scratch) -> Option<Ratio> {
        let unknowns = &self.desk.day.unknowns;
        let assessment = unknowns.assess(&told.partly, scratch).ok()?;
        match assessment.answer(self.output, 0)?.value {
            Known::Certain(parts) => amounts::ratio(parts, self.below),
            Known::Possible { .. } => None,
        }
    }

    /// Whole kroner at every step of the first adult's pay.
    fn curve(&self, told: &Told) -> Vec<Option<i64>> {
        let mut told = told.clone();
        told.assume(self.desk.rules);
        let mut scratch = Scratch::default();
        let points = (0..POINTS).map(|point| {
            let pay = point.saturating_mul(STEP);
            set(&mut told, self.pay, pay);
            let income = self.desk.situations.reckon(INCOME, pay);
            set(&mut told, self.income, income);
            let left = self.measure(&told, &mut scratch)?;
            i64::try_from(left.rounded(Round::HalfUp)?).ok()
        });
        points.collect()
    }
}

/// Tells a fact of the first row, in whole units.
fn set(told: &mut Told, (fact, below): (FactId, i64), whole: i64) {
    let rows = told.partly.facts.get_mut(fact.0 as usize);
    if let Some(cell) = rows.and_then(|rows| rows.first_mut()) {
        *cell = Some(whole.saturating_mul(below));
    }
}

/// What is left, over the pay.
pub(super) struct Picture {
    pub(super) now: String,
    pub(super) then: Option<String>,
    /// Where the family is, when that is on the picture.
    pub(super) here: Option<(i64, i64)>,
    /// Where more pay leaves less: on the picture, and in words.
    pub(super) cliffs: Vec<(i64, i64)>,
    pub(super) told: Vec<String>,
    /// The numbers behind it: the pay, as now, as it would be.
    pub(super) rows: Vec<(String, String, String)>,
    pub(super) most: String,
    pub(super) most_pay: String,
}

impl Picture {
    /// As it is, and as it would be.
    pub(super) fn of(meter: &Meter<'_>, told: &Told, other: Option<&Told>) -> Self {
        let (lang, w) = (meter.desk.lang, meter.desk.w);
        let now = meter.curve(told);
        let then = other.map(|other| meter.curve(other));
        let shown = then.as_ref().unwrap_or(&now);
        let all = now.iter().chain(then.iter().flatten()).flatten();
        let highest = all.copied().max().unwrap_or(1).max(1);
        let most = highest.saturating_add(4_999) / 5_000 * 5_000;
        let mut cliffs = Vec::new();
        let mut said = Vec::new();
        for (point, pair) in (1..).zip(shown.windows(2)) {
            let [Some(before), Some(after)] = pair else {
                continue;
            };
            let less = before.saturating_sub(*after);
            if less >= CLIFF {
                cliffs.push((x(point), y(*after, most)));
                let pay = money(lang, point.saturating_mul(STEP));
                said.push(w.guide_cliff(pay, money(lang, less)));
            }
        }
        let (fact, below) = meter.pay;
        let pay = other.unwrap_or(told).value(Missing { fact, row: 0 });
        let here = pay.and_then(|pay| {
            let point = pay.checked_div(below)? / STEP;
            let left = at(shown, point)?;
            Some((x(point), y(left, most)))
        });
        let every = usize::try_from(5_000 / STEP).unwrap_or(1);
        let said_or_blank =
            |left: Option<i64>| left.map_or_else(String::new, |left| money(lang, left));
        let rows = (0_i64..POINTS).step_by(every).map(|point| {
            (
                money(lang, point.saturating_mul(STEP)),
                said_or_blank(at(&now, point)),
                said_or_blank(then.as_ref().and_then(|then| at(then, point))),
            )
        });
        Self {
            rows: rows.collect(),
            now: line(&now, most),
            then: then.as_deref().map(|then| line(then, most)),
            here,
            cliffs,
            told: said,
            most: money(lang, most),
            most_pay: money(lang, (POINTS - 1) * STEP),
        }
    }
}

fn at(points: &[Option<i64>], point: i64) -> Option<i64> {
    *points.get(usize::try_from(point).ok()?)?
}

fn money(lang: Lang, kroner: i64) -> String {
    amounts::kroner(lang, Ratio::whole(kroner))
}

fn x(point: i64) -> i64 {
    point.saturating_mul(WIDTH) / (POINTS - 1)
}

fn y(left: i64, most: i64) -> i64 {
    HEIGHT.saturating_sub(left.max(0).saturating_mul(HEIGHT) / most.max(1))
}

/// The points of an SVG polyline. What nobody knows is left out: it is never nothing.
fn line(points: &[Option<i64>], most: i64) -> String {
    let mut line = String::new();
    for (point, left) in (0..).zip(points) {
        if let Some(left) = left {
            // Writing to a String doesn't fail.
            let _ = write!(line, "{},{} ", x(point), y(*left, most));
        }
    }
    line
}
