//! What is wrong with a rule file: where, what, and how to mend it.

use std::fmt;

/// No more of a line is shown, in characters.
const SHOWN: usize = 160;
/// No more problems are told at once: whoever mends these sees the next.
const TOLD: usize = 50;

/// A place in a rule file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Span {
    /// Which of the files.
    pub file: u32,
    /// The first byte.
    pub from: u32,
    /// The byte after the last.
    pub to: u32,
}

impl Span {
    /// From the start of this one to the end of another.
    pub fn until(self, other: Self) -> Self {
        Self {
            to: other.to.max(self.to),
            ..self
        }
    }
}

/// One file of rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What it is called in messages.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// Whether rules may be used in spite of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// They may, but somebody should look.
    Warning,
    /// They may not.
    Error,
}

/// Something wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// How bad.
    pub weight: Weight,
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// How to mend it; may be empty.
    pub hint: String,
}

impl Problem {
    /// An error.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self {
            weight: Weight::Error,
            span,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// A warning.
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Self {
            weight: Weight::Warning,
            ..Self::error(span, message)
        }
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// As a person reads it: `file:line:column: error: …`, the line itself, the hint.
    pub fn told(&self, sources: &[Source]) -> String {
        let mut told = String::new();
        // Writing to a String doesn't fail.
        let _ = self.tell(sources, &mut told);
        told
    }

    fn tell(&self, sources: &[Source], out: &mut impl fmt::Write) -> fmt::Result {
        let source = sources.get(self.span.file as usize);
        let (name, text) = source.map_or(("", ""), |s| (s.name.as_str(), s.text.as_str()));
        let (line, column, whole) = place(text, self.span.from as usize);
        let weight = match self.weight {
            Weight::Warning => "warning",
            Weight::Error => "error",
        };
        writeln!(out, "{name}:{line}:{column}: {weight}: {}", self.message)?;
        let (shown, before) = around(whole, column.saturating_sub(1));
        writeln!(out, "  | {shown}")?;
        let marked = text.get(self.span.from as usize..self.span.to as usize);
        let length = marked.map_or(1, |part| part.chars().count().max(1));
        let room = shown.chars().count().saturating_sub(before).max(1);
        writeln!(
            out,
            "  | {}{}",
            " ".repeat(before),
            "^".repeat(length.min(room))
        )?;
        if !self.hint.is_empty() {
            writeln!(out, "  = {}", self.hint)?;
        }
        Ok(())
    }
}

/// As much of a line as is read, and how far into that the place is. A file may be one line with a
/// mistake in every character, which must not be quoted whole each time.
fn around(line: &str, at: usize) -> (String, usize) {
    let skipped = match line.chars().nth(SHOWN) {
        Some(_) => at.saturating_sub(SHOWN / 2),
        None => 0,
    };
    let shown = line.chars().skip(skipped).take(SHOWN).collect();
    (shown, at.saturating_sub(skipped))
}

/// Line and column (in characters), both from 1, and the whole line.
fn place(text: &str, at: usize) -> (usize, usize, &str) {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let before = text.get(..end).unwrap_or_default();
    let line = before.matches('\n').count().saturating_add(1);
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let rest = text.get(start..).unwrap_or_default();
    let whole = rest.lines().next().unwrap_or_default();
    let column = before.get(start..).map_or(0, |part| part.chars().count());
    (line, column.saturating_add(1), whole)
}

/// Errors as a person reads them, one after another.
pub(crate) fn told_all<'a>(
    errors: impl ExactSizeIterator<Item = &'a Problem>,
    sources: &[Source],
) -> String {
    let more = errors.len().saturating_sub(TOLD);
    let mut told: Vec<String> = errors.take(TOLD).map(|error| error.told(sources)).collect();
    if more > 0 {
        told.push(format!("and {more} more\n"));
    }
    told.join("\n")
}

/// The name nearest to a mistyped one, if any is near.
pub(crate) fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|other| (distance(name, other), other))
        .filter(|(far, other)| *far <= 2.max(other.len() / 4))
        .min()
        .map(|(_, other)| other)
}

/// Levenshtein's.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        let next = i.saturating_add(1);
        let mut left = next;
        for (y, cell) in b.chars().zip(row.iter_mut().skip(1)) {
            let other = corner.saturating_add(usize::from(x != y));
            let cost = other.min(left.min(*cell).saturating_add(1));
            corner = *cell;
            *cell = cost;
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = next;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_points_at_its_place() {
        let sources = [Source {
            name: "a.rules".into(),
            text: "law x\n  æ wrong".into(),
        }];
        let span = Span {
            file: 0,
            from: 11,
            to: 16,
        };
        let told = Problem::error(span, "no").hint("do").told(&sources);
        assert_eq!(
            told,
            "a.rules:2:5: error: no\n  |   æ wrong\n  |     ^^^^^\n  = do\n"
        );
    }

    #[test]
    fn of_a_long_line_the_place_is_shown() {
        let text = format!("{}wrong{}", "a".repeat(9_000), "b".repeat(9_000));
        let name = "a.rules".into();
        let sources = [Source { name, text }];
        let span = Span {
            file: 0,
            from: 9_000,
            to: 9_005,
        };
        let told = Problem::error(span, "no").told(&sources);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[0], "a.rules:1:9001: error: no");
        assert_eq!(lines[1].find("wrong"), lines[2].find("^^^^^"));
        assert!(told.len() < 500, "{told}");
    }

    #[test]
    fn a_file_of_nothing_but_mistakes_is_told_shortly() {
        let name = "a.rules".to_owned();
        let text = "ß".repeat(20_000);
        let told = crate::load(vec![Source { name, text }]).unwrap_err();
        assert!(told.len() < 40_000, "{} bytes", told.len());
        assert!(told.ends_with(" more\n"), "{}", &told[told.len() - 40..]);
    }

    #[test]
    fn a_near_name_is_meant() {
        assert_eq!(
            meant("husleje", ["huslejen", "areal"].into_iter()),
            Some("huslejen")
        );
        assert_eq!(meant("x", ["huslejen"].into_iter()), None);
    }
}
