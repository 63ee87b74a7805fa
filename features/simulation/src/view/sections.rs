//! How sure it is, what is left out, how it was made, and how to make it again.

use super::{Section, Shown};

impl Section {
    fn new(heading: &str, text: Vec<String>) -> Self {
        Self {
            heading: heading.to_owned(),
            text,
            list: Vec::new(),
            small: false,
        }
    }

    /// Small print in the brief.
    fn small(heading: &str, text: Vec<String>) -> Self {
        Self {
            small: true,
            ..Self::new(heading, text)
        }
    }
}

impl Shown<'_> {
    pub(super) fn sections(&self) -> Vec<Section> {
        let w = &self.w;
        let method = w.sim_method_text(self.result.fit.0);
        vec![
            self.how_sure(),
            self.left_out(),
            Section::small(w.sim_method(), vec![method]),
            self.unverified(),
            self.sources(),
            Section::small(w.sim_again(), vec![self.again()]),
        ]
    }

    fn how_sure(&self) -> Section {
        let (w, (others, families)) = (&self.w, self.result.others);
        let sure = if others > 0 {
            w.sim_sure_text(others, families)
        } else {
            w.sim_sure_none().into()
        };
        let line = w.sim_line(self.result.line);
        Section::new(w.sim_sure(), vec![sure, line, w.sim_compare().into()])
    }

    fn left_out(&self) -> Section {
        let w = &self.w;
        let list = [
            w.sim_left_out_habits(),
            w.sim_left_out_takeup(),
            w.sim_left_out_elsewhere(),
            w.sim_left_out_kinds(),
            w.sim_left_out_places(),
            w.sim_left_out_year(),
        ];
        Section {
            list: list.map(String::from).to_vec(),
            ..Section::new(w.sim_left_out(), Vec::new())
        }
    }

    fn unverified(&self) -> Section {
        let (w, laws) = (&self.w, self.result.unverified.iter());
        let names: Vec<String> = laws.map(|law| self.name(&law.name)).collect();
        let text = format!("{} {}.", w.sim_unverified_text(), names.join("; "));
        Section::small(w.sim_unverified(), vec![text])
    }

    fn sources(&self) -> Section {
        let w = &self.w;
        let count = |kind: &str| {
            let papers = self.result.papers.iter();
            papers.filter(|paper| paper.kind == kind).count()
        };
        let counted = w.sim_sources_text(count("published"), count("derived"), count("assumed"));
        Section::small(w.sim_sources(), vec![counted, w.sim_publishers().into()])
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
