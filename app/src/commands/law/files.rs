//! The files of the law: read, sorted, given their one look.

use std::path::{Path, PathBuf};

use rights::{EXAMPLES, RULES, TEXTS};
use rules::Source;

use crate::commands::say;
use crate::failure::Failure;

/// The files of a folder, or those that the program was built with.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<Source>, Failure> {
    let Some(folder) = folder else {
        return Ok(rights::built_in());
    };
    let mut found = Vec::new();
    read(folder, "", &[RULES, EXAMPLES], &mut found)?;
    let languages = folder.join(LANGUAGES);
    if languages.is_dir() {
        for language in inside(&languages)?.iter().filter(|path| path.is_dir()) {
            let under = format!("{LANGUAGES}/{}/", name(language));
            read(language, &under, &[TEXTS], &mut found)?;
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if found.is_empty() {
        return Err(Failure::failed(format!(
            "{} has no file that ends in {RULES}",
            folder.display()
        )));
    }
    Ok(found)
}

/// Beside the rule files, a folder for each further language.
const LANGUAGES: &str = "languages";

/// The files of one folder whose names end so, named from the law's folder on.
fn read(
    folder: &Path,
    under: &str,
    endings: &[&str],
    found: &mut Vec<Source>,
) -> Result<(), Failure> {
    for path in inside(folder)? {
        let name = name(&path);
        if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            let name = format!("{under}{name}");
            found.push(Source { name, text });
        }
    }
    Ok(())
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("{} cannot be read: {error}", path.display()))
}

/// Rules with their texts, and worked examples.
pub(super) fn split(files: Vec<Source>) -> (Vec<Source>, Vec<Source>) {
    files
        .into_iter()
        .partition(|file| !file.name.ends_with(EXAMPLES))
}

/// `favn law format`: the one look; with `--check` only says which files lack it.
pub(super) fn format(folder: &Path, check: bool) -> Result<(), Failure> {
    let mut changed = Vec::new();
    let files = files(Some(folder))?;
    for file in files.iter().filter(|file| !file.name.ends_with(EXAMPLES)) {
        let formatted = rules::format::format(&file.text);
        if formatted != file.text {
            if !check {
                std::fs::write(folder.join(&file.name), formatted)?;
            }
            changed.push(file.name.as_str());
        }
    }
    match (changed.as_slice(), check) {
        ([], _) => Ok(()),
        (names, false) => {
            say(format_args!("formatted: {}", names.join(", ")));
            Ok(())
        }
        (names, true) => Err(Failure::found(format!(
            "{} lack the look; run favn law format",
            names.join(", ")
        ))),
    }
}
