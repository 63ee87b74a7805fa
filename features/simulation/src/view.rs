//! The result as somebody reads it: words and numbers already in their language. The command, the
//! brief and the page show the same.

use languages::Lang;
use letters::{Bar, Chart};

use crate::words::Words;
use crate::{Cost, Figure, Marginal, Name, Part, Simulation};

/// A table with a caption. The first cell of a row is its head.
pub struct TableView {
    /// What is in it.
    pub caption: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A section with a heading and paragraphs.
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// A list under them.
    pub list: Vec<String>,
    /// Text as it stands in a file or is typed.
    pub code: Option<String>,
    /// Whether that stands in the brief too.
    pub on_paper: bool,
    /// Whether it is small print in the brief.
    pub small: bool,
}

/// What stands above all tables.
pub struct Head {
    /// The heading.
    pub title: String,
    /// The reforms.
    pub reforms: Vec<String>,
    /// That nothing here is real.
    pub synthetic: String,
    /// Which population and which law.
    pub about: Vec<String>,
    /// The headline figures.
    pub headline: TableView,
}

impl Head {
    /// The heading, with the reforms.
    pub fn heading(&self) -> String {
        let parts = std::iter::once(&self.title).chain(&self.reforms);
        parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

/// Everything that is shown.
pub struct View {
    /// What stands above all.
    pub head: Head,
    /// Costs.
    pub benefits: TableView,
    /// Of these, what the reform changes; all of them without one.
    pub changed: TableView,
    /// By family form.
    pub forms: TableView,
    /// The same with fewer columns, for paper.
    pub forms_short: TableView,
    /// By what the family lives on.
    pub works: TableView,
    /// By municipality, those where families get most.
    pub places: Option<TableView>,
    /// What is lost of more pay.
    pub marginal: TableView,
    /// Of that, who loses more than 80 %.
    pub high: TableView,
    /// Children below the line, as a picture.
    pub chart: Chart,
    /// How sure it is, what is left out, how it was made.
    pub sections: Vec<Section>,
}

/// So many municipalities are shown; the CSV has all.
const PLACES: usize = 10;

impl View {
    /// The result in a language.
    pub fn of(result: &Simulation, lang: Lang) -> Self {
        let shown = Shown {
            result,
            lang,
            w: Words::of(lang),
            reformed: !result.reforms.is_empty(),
        };
        shown.view()
    }
}

struct Shown<'a> {
    result: &'a Simulation,
    lang: Lang,
    w: Words,
    reformed: bool,
}

impl Shown<'_> {
    fn view(&self) -> View {
        let (result, w) = (self.result, &self.w);
        let title = if self.reformed {
            w.sim_title()
        } else {
            w.sim_title_law()
        };
        let head = Head {
            title: title.into(),
            reforms: result
                .reforms
                .iter()
                .map(|reform| self.name(&reform.name))
                .collect(),
            synthetic: w.sim_synthetic().into(),
            about: vec![
                w.sim_about(result.families, result.children),
                w.sim_law(&result.on, &result.law_version),
                w.sim_drawn(result.seed.to_string(), &result.population),
            ],
            headline: self.headline(),
        };
        let (marginal, high) = self.marginal();
        View {
            head,
            benefits: self.benefits(&|_| true),
            changed: self.benefits(&|cost| !self.reformed || cost.change.value != 0),
            forms_short: self.short(self.forms()),
            forms: self.forms(),
            works: self.works(),
            places: self.places(),
            marginal,
            high,
            chart: self.chart(),
            sections: self.sections(),
        }
    }

    fn name(&self, name: &Name) -> String {
        name.text(self.lang.code()).to_owned()
    }

    fn number(&self, number: i64) -> String {
        self.lang.number(number)
    }

    /// Kroner as millions; the half away from 0.
    fn millions(&self, kroner: i64) -> String {
        let half = if kroner < 0 { -500_000 } else { 500_000 };
        self.number(kroner.saturating_add(half) / 1_000_000)
    }

    fn between(&self, figure: Figure, number: &dyn Fn(i64) -> String) -> String {
        if self.result.others.0 == 0 {
            return String::new();
        }
        let (low, high) = (number(figure.low), number(figure.high));
        self.w.sim_between(low, high)
    }

    fn headline(&self) -> TableView {
        let (result, w) = (self.result, &self.w);
        let plain = |number: i64| self.number(number);
        let millions = |number: i64| self.millions(number);
        let row = |label: String, figure: Figure, number: &dyn Fn(i64) -> String| {
            vec![label, number(figure.value), self.between(figure, number)]
        };
        let mut rows = vec![row(w.sim_poor_before().into(), result.poor_before, &plain)];
        if self.reformed {
            rows.insert(0, row(w.sim_cost().into(), result.cost, &millions));
            rows.push(row(w.sim_poor_after().into(), result.poor_after, &plain));
            for (label, figure, mean, per) in [
                (
                    w.sim_winners(),
                    result.winners,
                    w.sim_mean_gain(),
                    result.mean_gain,
                ),
                (
                    w.sim_losers(),
                    result.losers,
                    w.sim_mean_loss(),
                    result.mean_loss,
                ),
            ] {
                rows.push(row(label.into(), figure, &plain));
                if figure.value > 0 {
                    rows.push(vec![mean.into(), self.number(per), String::new()]);
                }
            }
        }
        TableView {
            caption: w.sim_headline().into(),
            columns: vec![
                w.sim_figure().into(),
                w.sim_value().into(),
                w.sim_range().into(),
            ],
            rows,
        }
    }

    fn benefits(&self, shown: &dyn Fn(&Cost) -> bool) -> TableView {
        let (result, w) = (self.result, &self.w);
        let millions = |number: i64| self.millions(number);
        let row = |name: String, cost: &Cost| {
            let mut cells = vec![name, millions(cost.before)];
            if self.reformed {
                cells.push(millions(cost.after));
                cells.push(millions(cost.change.value));
                cells.push(self.between(cost.change, &millions));
            }
            cells
        };
        let mut rows: Vec<Vec<String>> = result
            .benefits
            .iter()
            .filter(|cost| shown(cost))
            .map(|cost| row(self.name(&cost.name), cost))
            .collect();
        let paid = [
            (w.sim_tax(), &result.tax),
            (w.sim_child_care(), &result.child_care),
        ];
        let paid = paid.into_iter().filter(|(_, cost)| shown(cost));
        rows.extend(paid.map(|(name, cost)| row(name.into(), cost)));
        TableView {
            caption: w.sim_benefits().into(),
            columns: self.columns(w.sim_benefit().into(), &[]),
            rows,
        }
    }

    /// The head of the first column, others, and today and the reform where there is one.
    fn columns(&self, first: String, more: &[String]) -> Vec<String> {
        let w = &self.w;
        let mut columns = vec![first];
        columns.extend_from_slice(more);
        columns.push(w.sim_before().into());
        if self.reformed {
            columns.extend([w.sim_after(), w.sim_change(), w.sim_range()].map(String::from));
        }
        columns
    }

    fn part(&self, name: String, part: &Part) -> Vec<String> {
        let mut cells = vec![
            name,
            self.number(part.families),
            self.number(part.children),
            self.number(part.poor_before),
        ];
        if self.reformed {
            cells.extend([
                self.number(part.poor_after),
                self.number(part.winners),
                self.number(part.losers),
                self.number(part.mean_change),
                self.millions(part.cost),
            ]);
        }
        cells
    }

    fn part_columns(&self, first: String) -> Vec<String> {
        let w = &self.w;
        let mut columns = vec![
            first,
            w.sim_families().into(),
            w.sim_children().into(),
            w.sim_part_before().into(),
        ];
        if self.reformed {
            columns.extend(
                [
                    w.sim_part_after(),
                    w.sim_part_winners(),
                    w.sim_part_losers(),
                    w.sim_part_mean(),
                    w.sim_part_cost(),
                ]
                .map(String::from),
            );
        }
        columns
    }

    fn forms(&self) -> TableView {
        let w = &self.w;
        let parts = self.result.by_form.iter();
        TableView {
            caption: w.sim_forms().into(),
            columns: self.part_columns(w.sim_family().into()),
            rows: parts
                .map(|part| self.part(w.sim_form(&part.key), part))
                .collect(),
        }
    }

    fn works(&self) -> TableView {
        let w = &self.w;
        let parts = self.result.by_work.iter();
        TableView {
            caption: w.sim_works().into(),
            columns: self.part_columns(w.sim_family().into()),
            rows: parts
                .map(|part| self.part(w.sim_work(&part.key), part))
                .collect(),
        }
    }

    /// On paper: the name, children below the line, families that get more, and the cost.
    fn short(&self, table: TableView) -> TableView {
        let kept: &[usize] = if self.reformed {
            &[0, 3, 4, 5, 8]
        } else {
            &[0, 1, 2, 3]
        };
        let pick = |row: Vec<String>| {
            let cells = row.into_iter().enumerate();
            cells
                .filter(|(at, _)| kept.contains(at))
                .map(|(_, cell)| cell)
                .collect()
        };
        TableView {
            columns: pick(table.columns),
            rows: table.rows.into_iter().map(pick).collect(),
            ..table
        }
    }

    fn places(&self) -> Option<TableView> {
        let w = &self.w;
        let mut parts: Vec<&Part> = self.result.by_municipality.iter().collect();
        parts.sort_by_key(|part| std::cmp::Reverse((part.mean_change, part.cost)));
        self.reformed.then(|| TableView {
            caption: w.sim_places().into(),
            columns: self.part_columns(w.sim_place().into()),
            rows: parts
                .into_iter()
                .take(PLACES)
                .map(|part| self.part(part.name.clone(), part))
                .collect(),
        })
    }

    /// Shares of all adults by step, and those who lose most, by whom.
    fn marginal(&self) -> (TableView, TableView) {
        let w = &self.w;
        let share = |many: i64, of: &Marginal| {
            let permille = many.saturating_mul(1_000) / of.adults.max(1);
            self.permille(permille)
        };
        let mut rows = Vec::new();
        if let Some(all) = self.result.marginal.first() {
            for step in &all.steps {
                let label = match (step.above, step.to) {
                    (None, Some(to)) => w.sim_lost_at_most(to),
                    (Some(from), Some(to)) => w.sim_lost_between(from, to),
                    (Some(from), None) => w.sim_lost_above(from),
                    (None, None) => String::new(),
                };
                let mut cells = vec![label, share(step.before, all)];
                if self.reformed {
                    cells.push(share(step.after, all));
                }
                rows.push(cells);
            }
        }
        let high: Vec<Vec<String>> = self
            .result
            .marginal
            .iter()
            .map(|group| {
                let who = w.sim_adults(group.key);
                let mut cells = vec![
                    format!("{}: {who}", w.sim_high()),
                    self.permille(group.high_before),
                ];
                if self.reformed {
                    cells.push(self.permille(group.high_after));
                }
                cells
            })
            .collect();
        rows.extend(high.iter().cloned());
        let mut columns: Vec<String> = vec![w.sim_lost().into(), w.sim_before().into()];
        columns.extend(self.reformed.then(|| w.sim_after().into()));
        let table = |rows| TableView {
            caption: w.sim_marginal().into(),
            columns: columns.clone(),
            rows,
        };
        (table(rows), table(high))
    }

    /// Thousandths as percent; the half up.
    fn permille(&self, permille: i64) -> String {
        self.w.sim_percent((permille + 5).div_euclid(10))
    }

    /// Children below the line, a bar for today and one for the reform.
    fn chart(&self) -> Chart {
        let w = &self.w;
        let bars = self.result.by_form.iter().flat_map(|part| {
            let form = w.sim_form(&part.key);
            let bar = |when: &str, value: i64| Bar {
                label: format!("{form}: {when}"),
                value,
                said: self.number(value),
            };
            let after = self.reformed.then(|| bar(w.sim_after(), part.poor_after));
            std::iter::once(bar(w.sim_before(), part.poor_before)).chain(after)
        });
        Chart {
            title: w.sim_chart().into(),
            bars: bars.collect(),
        }
    }

    fn sections(&self) -> Vec<Section> {
        let (result, w) = (self.result, &self.w);
        let section = |heading: &str, text: Vec<String>| Section {
            heading: heading.to_owned(),
            text,
            list: Vec::new(),
            code: None,
            on_paper: false,
            small: false,
        };
        let small = |heading: &str, text: Vec<String>| Section {
            small: true,
            ..section(heading, text)
        };
        let (others, families) = result.others;
        let sure = if others > 0 {
            w.sim_sure_text(others, families)
        } else {
            w.sim_sure_none().into()
        };
        let kinds = |kind: &str| {
            let papers = result.papers.iter().filter(|paper| paper.kind == kind);
            papers.count()
        };
        let unverified: Vec<String> = result
            .unverified
            .iter()
            .map(|law| self.name(&law.name))
            .collect();
        let mut sections = vec![
            section(
                w.sim_sure(),
                vec![sure, w.sim_line(result.line), w.sim_compare().into()],
            ),
            Section {
                list: [
                    w.sim_left_out_habits(),
                    w.sim_left_out_takeup(),
                    w.sim_left_out_elsewhere(),
                    w.sim_left_out_kinds(),
                    w.sim_left_out_places(),
                    w.sim_left_out_year(),
                ]
                .map(String::from)
                .to_vec(),
                ..section(w.sim_left_out(), Vec::new())
            },
            small(w.sim_method(), vec![w.sim_method_text(result.fit.0)]),
            small(
                w.sim_unverified(),
                vec![format!(
                    "{} {}.",
                    w.sim_unverified_text(),
                    unverified.join("; ")
                )],
            ),
            small(
                w.sim_sources(),
                vec![
                    w.sim_sources_text(kinds("published"), kinds("derived"), kinds("assumed")),
                    w.sim_publishers().into(),
                ],
            ),
            Section {
                code: Some(self.again()),
                on_paper: true,
                ..small(w.sim_again(), Vec::new())
            },
        ];
        for reform in &result.reforms {
            sections.push(Section {
                code: Some(reform.text.clone()),
                ..small(&w.sim_reform_file(&reform.file), Vec::new())
            });
        }
        sections
    }

    /// The command that gives the same.
    fn again(&self) -> String {
        let result = self.result;
        let mut command = format!(
            "favn simulate law --on {} --families {} --seed {} --others {}",
            result.on, result.families, result.seed, result.others.0
        );
        if let Some(known) = &result.known {
            command.push_str(&format!(" --known {known}"));
        }
        for reform in &result.reforms {
            command.push_str(&format!(" --reform {}", reform.file));
        }
        command
    }
}
