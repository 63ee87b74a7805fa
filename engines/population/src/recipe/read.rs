//! The files, row by row.

use csv::StringRecord;

use super::{Group, Kind, Municipality, Number, Paper, Recipe, RecipeError};

pub(crate) fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
}

pub(super) fn rows(file: &str, text: &str) -> Result<Vec<StringRecord>, RecipeError> {
    let rows: Result<_, _> = reader(text).into_records().collect();
    rows.map_err(|error| RecipeError::wrong(file, error.to_string()))
}

/// A row of a file, whose cells must be what they should.
struct Row<'a> {
    file: &'a str,
    cells: &'a StringRecord,
}

impl Row<'_> {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self, at: usize) -> Result<T, RecipeError> {
        self.cell(at).parse().map_err(|_| self.wrong())
    }

    fn wrong(&self) -> RecipeError {
        RecipeError::wrong(self.file, format!("{:?} is not whole", self.cells))
    }
}

impl Recipe {
    pub(super) fn read_numbers(&mut self, file: &str, text: &str) -> Result<(), RecipeError> {
        for cells in &rows(file, text)? {
            let row = Row { file, cells };
            let name = row.cell(0).to_owned();
            let paper = Paper {
                file: name.clone(),
                what: name.replace('_', " "),
                kind: Kind::named(row.cell(2)).ok_or_else(|| row.wrong())?,
                year: row.cell(3).to_owned(),
                confidence: row.cell(4).to_owned(),
                spread: row.parsed(5)?,
                source: row.cell(6).to_owned(),
            };
            let value = row.parsed(1)?;
            self.papers.push(paper.clone());
            self.numbers.insert(name, Number { paper, value });
        }
        Ok(())
    }

    pub(super) fn read_municipalities(
        &mut self,
        file: &str,
        text: &str,
    ) -> Result<(), RecipeError> {
        for cells in &rows(file, text)? {
            let row = Row { file, cells };
            let group = Group::ALL.iter().find(|group| group.label() == row.cell(2));
            self.municipalities.push(Municipality {
                code: row.parsed(0)?,
                name: row.cell(1).to_owned(),
                group: *group.ok_or_else(|| row.wrong())?,
                families: row.parsed(3)?,
                tax: row.parsed(4)?,
                small_children: match row.cell(5) {
                    "begge" => (true, true),
                    "dagpleje" => (true, false),
                    "vuggestue" => (false, true),
                    _ => return Err(row.wrong()),
                },
            });
        }
        Ok(())
    }
}

/// A row for each group of municipalities, in their order: so many numbers.
pub(super) fn by_group<const N: usize>(
    file: &str,
    text: &str,
) -> Result<Vec<[i64; N]>, RecipeError> {
    let mut groups = Vec::new();
    for (at, cells) in rows(file, text)?.iter().enumerate() {
        let row = Row { file, cells };
        if Group::LABELS.get(at) != Some(&row.cell(0)) {
            let what = "the groups stand in another order";
            return Err(RecipeError::wrong(file, what));
        }
        let mut numbers = [0; N];
        for (number, at) in numbers.iter_mut().zip(1..) {
            *number = row.parsed(at)?;
        }
        groups.push(numbers);
    }
    Ok(groups)
}
